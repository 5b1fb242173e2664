//! Lines out of an answer that comes in pieces.

/// A line about one number takes about one kilobyte. What is longer than this is none.
const LONGEST_LINE: usize = 1 << 20;

/// What has come of a line so far.
#[derive(Default)]
pub struct Lines {
    rest: Vec<u8>,
}

impl Lines {
    /// The lines that end in this piece.
    pub fn push(&mut self, piece: &[u8]) -> Vec<String> {
        self.rest.extend_from_slice(piece);
        let end = self.rest.iter().rposition(|byte| *byte == b'\n');
        let whole: Vec<u8> = match end {
            Some(end) => self.rest.drain(..=end).collect(),
            None => Vec::new(),
        };
        if self.rest.len() > LONGEST_LINE {
            self.rest.clear();
        }
        let text = String::from_utf8_lossy(&whole);
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_an_answer_in_any_pieces_when_pushed_then_its_lines_are_whole() {
        let answer = "{\"name\":\"Ada\"}\n{\"name\":\"Zoë Example\"}\r\n\n{\"cut\":";
        for size in 1..=answer.len() {
            let mut lines = Lines::default();
            let pieces = answer.as_bytes().chunks(size);
            let all: Vec<String> = pieces.flat_map(|piece| lines.push(piece)).collect();
            assert_eq!(
                all,
                ["{\"name\":\"Ada\"}", "{\"name\":\"Zoë Example\"}"],
                "{size}"
            );
        }
    }

    #[test]
    fn given_a_line_without_an_end_when_pushed_then_it_is_not_kept_for_ever() {
        let mut lines = Lines::default();
        for _ in 0..40 {
            assert!(lines.push(&[b'x'; 100_000]).is_empty());
        }
        assert!(lines.rest.len() <= LONGEST_LINE);
    }
}
