//! Quotes that are opened and never closed. By the rules of CSV, such a quote swallows every row up to the
//! next one. Here it is read as part of its cell's text: the quote is doubled and its cell quoted, within
//! its line, so that every row stays a row and lines keep their numbers.

use std::borrow::Cow;

/// How many whole lines in one quoted cell look like rows, before it is taken for an open quote.
const ROWS: usize = 2;

/// The text without open quotes, and the lines that had them, counted from 1.
pub(super) fn closed(text: &str, separator: u8) -> (Cow<'_, str>, Vec<usize>) {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'"') {
        return (text.into(), Vec::new());
    }
    let mut scan = Scan {
        bytes,
        separator,
        separators: separators_of_first_row(bytes, separator),
        line: 1,
    };
    let mut repaired = String::new();
    let mut copied = 0;
    let mut lines = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes.get(at) {
            Some(b'"') => scan.quoted(at),
            _ => Some(scan.cell_end(at)),
        };
        let line = scan.line;
        let end = end.unwrap_or_else(|| {
            let end = scan.cell_end(at);
            repaired.push_str(text.get(copied..at).unwrap_or_default());
            repaired.push('"');
            repaired.push_str(&text.get(at..end).unwrap_or_default().replace('"', "\"\""));
            repaired.push('"');
            copied = end;
            lines.push(line);
            end
        });
        // The separator or the line's end.
        scan.line += usize::from(bytes.get(end) == Some(&b'\n'));
        at = end + 1;
    }
    if lines.is_empty() {
        return (text.into(), lines);
    }
    repaired.push_str(text.get(copied..).unwrap_or_default());
    (repaired.into(), lines)
}

struct Scan<'a> {
    bytes: &'a [u8],
    separator: u8,
    /// Of the first row: as many as each has.
    separators: usize,
    line: usize,
}

impl Scan<'_> {
    /// The end of a cell that is read as it stands.
    fn cell_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let is_end = |byte: &u8| *byte == self.separator || matches!(byte, b'\r' | b'\n');
        rest.iter()
            .position(is_end)
            .map_or(self.bytes.len(), |length| from + length)
    }

    /// The end of a cell that starts with a quote, behind whatever stands behind the closing one; `None` if
    /// the quote is an open one. Counts the lines that it spans.
    fn quoted(&mut self, from: usize) -> Option<usize> {
        let mut close = from + 1;
        loop {
            let rest = self.bytes.get(close..)?;
            close += rest.iter().position(|byte| *byte == b'"')?;
            if self.bytes.get(close + 1) != Some(&b'"') {
                break;
            }
            close += 2;
        }
        let inside = self.bytes.get(from + 1..close)?;
        let end = self.cell_end(close + 1);
        let breaks = inside.iter().filter(|byte| **byte == b'\n').count();
        if breaks > 0 {
            let behind = self.bytes.get(close + 1..end)?;
            let is_closed = behind.iter().all(|byte| *byte == b' ');
            if !is_closed || self.has_rows(inside) {
                return None;
            }
        }
        self.line += breaks;
        Some(end)
    }

    /// Whether what stands in quotes has lines that are rows of this text.
    fn has_rows(&self, inside: &[u8]) -> bool {
        // What stands before the first line's end and behind the last's may be the cell's in any case.
        let mut ends = (0..inside.len()).filter(|at| inside.get(*at) == Some(&b'\n'));
        let (Some(first), Some(last)) = (ends.next(), ends.next_back()) else {
            return false;
        };
        let whole = inside.get(first + 1..last).unwrap_or_default();
        let mut rows = 0;
        for line in whole.split(|byte| *byte == b'\n') {
            if self.separators == 0 || count(line, self.separator) != self.separators {
                return false;
            }
            rows += 1;
        }
        rows >= ROWS
    }
}

/// The separators of the first row, which may have several lines; of its first line where its quotes are never closed.
fn separators_of_first_row(bytes: &[u8], separator: u8) -> usize {
    let mut is_quoted = false;
    let mut separators = 0;
    let mut of_first_line = None;
    for byte in bytes {
        is_quoted ^= *byte == b'"';
        if *byte == b'\n' {
            if !is_quoted {
                return separators;
            }
            of_first_line = of_first_line.or(Some(separators));
        }
        separators += usize::from(*byte == separator && !is_quoted);
    }
    of_first_line.filter(|_| is_quoted).unwrap_or(separators)
}

fn count(line: &[u8], separator: u8) -> usize {
    line.iter().filter(|byte| **byte == separator).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_quotes_that_are_closed_when_scanned_then_nothing_changes() {
        for text in [
            "a,b\n\"x, y\",\"z \"\"q\"\" z\"\n",
            "a,b\n\"line 1\nline 2\nline 3\",z\n",
            "a,b\n12\" pipe,z\n",
            "a,b\n\"\",\"\"\n",
            "a,b\n\"x\" y,z\n",
            "\"a\",\"b\"\r\n\"x\" ,\"y\"\r\n",
            // The first row has two lines, and two separators: lines with one are no rows.
            "\"a\",\"b\n\",\"c\"\nx,\"1\n,\n,\n2\",y\n",
            "",
        ] {
            let (closed, lines) = closed(text, b',');
            assert_eq!((&*closed, lines), (text, vec![]));
        }
    }

    #[test]
    fn given_a_quote_that_is_never_closed_when_scanned_then_it_becomes_text_of_its_line() {
        let cases = [
            ("a,b\n\"x,1\ny,2\n", "a,b\n\"\"\"x\",1\ny,2\n", 2),
            // The next quote opens a cell of another row.
            ("a,b\n\"x,1\ny,\"2\"\n", "a,b\n\"\"\"x\",1\ny,\"2\"\n", 2),
            // The next quote ends a word in another row.
            ("a,b\nx,\"1\ny \"z,2\n", "a,b\nx,\"\"\"1\"\ny \"z,2\n", 2),
            // Whole rows stand between the two.
            (
                "a,b\n\"x,1\ny,2\nz,3\nq\",4\n",
                "a,b\n\"\"\"x\",1\ny,2\nz,3\nq\",4\n",
                2,
            ),
            ("a,b\nx,\"", "a,b\nx,\"\"\"\"", 2),
            ("a,\"b\nx,1\ny,2\n", "a,\"\"\"b\"\nx,1\ny,2\n", 1),
        ];
        for (text, expected, line) in cases {
            let (closed, lines) = closed(text, b',');
            assert_eq!((&*closed, lines), (expected, vec![line]), "{text:?}");
        }
    }
}
