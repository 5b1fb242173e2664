//! Parts a file into its cards, by the lines that begin and end them.

/// A card's text, from its first line to its last.
#[derive(Debug, PartialEq)]
pub(super) struct Card<'a> {
    pub(super) text: &'a str,
    /// Whether it ends before the next one begins.
    pub(super) has_end: bool,
}

/// The cards of a file, one by one. What stands between them belongs to none.
pub(super) fn cards(text: &str) -> impl Iterator<Item = Card<'_>> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    std::iter::from_fn(move || {
        while !is_line(lines.peek()?, "BEGIN:VCARD") {
            at += lines.next()?.len();
        }
        let start = at;
        at += lines.next()?.len();
        let mut has_end = false;
        // A card that begins in another one, as an agent's does in 2.1, ends that one: what follows it would be
        // a row of the wrong person otherwise.
        while let Some(line) = lines.next_if(|line| !has_end && !is_line(line, "BEGIN:VCARD")) {
            at += line.len();
            has_end = is_line(line, "END:VCARD");
        }
        let text = text.get(start..at)?;
        Some(Card { text, has_end })
    })
}

/// Whether a line says this, blanks and letter case aside.
fn is_line(line: &str, text: &str) -> bool {
    line.trim().eq_ignore_ascii_case(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, bool)> {
        cards(text)
            .map(|card| (card.text.replace('\n', "|"), card.has_end))
            .collect()
    }

    #[test]
    fn given_cards_when_parted_then_each_has_its_lines_and_says_whether_it_ends() {
        let text = "junk\nBEGIN:VCARD\nFN:A\nEND:VCARD\n\nbegin:vcard \nFN:B\nBEGIN:VCARD\nFN:C";
        let expected = [
            ("BEGIN:VCARD|FN:A|END:VCARD|", true),
            ("begin:vcard |FN:B|", false),
            ("BEGIN:VCARD|FN:C", false),
        ];
        let expected: Vec<_> = expected.map(|(text, end)| (text.to_owned(), end)).into();
        assert_eq!(parts(text), expected);
        assert_eq!(parts("no card"), []);
    }
}
