//! What stands between the cells of a text: what it says itself, or what parts its first rows most evenly.

use csv::{ReaderBuilder, StringRecord};

use super::quotes;

/// The separators that are looked for. Of two that part rows equally well, the first is it: commas stand in
/// decimals and names, semicolons in neither.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];

/// How many rows are looked at.
const ROWS: usize = 60;

/// How many bytes are looked at.
const SAMPLE: usize = 1 << 17;

/// A separator that the text itself names.
pub(super) struct Declared<'a> {
    pub(super) separator: u8,
    /// The text behind that line.
    pub(super) rest: &'a str,
}

/// Reads the line `sep=;`, by which Excel knows, and which is none of the list.
pub(super) fn declared(text: &str) -> Option<Declared<'_>> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let separator = match line.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("sep=") => line.get(4..)?,
        _ => return None,
    };
    let separator = match separator.as_bytes() {
        [separator] => *separator,
        b"\\t" => b'\t',
        _ => return None,
    };
    let is_possible = separator.is_ascii_punctuation() && !matches!(separator, b'"' | b'\'')
        || matches!(separator, b'\t' | b' ');
    is_possible.then_some(Declared { separator, rest })
}

/// The separator that most of the first rows have equally often; `None` if lines are one cell each.
pub(super) fn likely(text: &str) -> Option<u8> {
    let sample = without_parameters(beginning(text));
    let mut best: Option<(u8, f64)> = None;
    for candidate in CANDIDATES {
        let fit = fit(&sample, candidate);
        // A clear difference, as the others come first for a reason.
        if fit > best.map_or(0.5, |(_, best)| best + 0.1) {
            best = Some((candidate, fit));
        }
    }
    best.map(|(separator, _)| separator)
}

/// Whole lines from the start of the text.
fn beginning(text: &str) -> &str {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or(text);
    match sample.len() < text.len() {
        true => sample.rsplit_once('\n').map_or(sample, |(lines, _)| lines),
        false => sample,
    }
}

/// A text whose semicolons are none of a phone's link (RFC 3966, section 3).
fn without_parameters(text: &str) -> String {
    text.replace(";ext=", " ext=")
        .replace(";phone-context=", " phone-context=")
}

/// How well a separator parts the rows, from 0 to 1: half of it says in how many rows it stands at all, half
/// how many of them have the width that is most frequent. What parts the first row may be a header's, and
/// counts a little more.
fn fit(sample: &str, separator: u8) -> f64 {
    let (sample, _) = quotes::closed(sample, separator);
    let mut widths: Vec<usize> = Vec::with_capacity(ROWS);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let mut record = StringRecord::new();
    while widths.len() < ROWS && matches!(reader.read_record(&mut record), Ok(true)) {
        widths.push(record.len());
    }
    let parted = widths.iter().filter(|width| **width > 1);
    let most_frequent = parted.clone().map(|width| count(&widths, *width)).max();
    let share = |rows: usize| rows as f64 / widths.len().max(1) as f64;
    let header = if widths.first() > Some(&1) { 0.1 } else { 0.0 };
    header + (share(parted.count()) + share(most_frequent.unwrap_or_default())) / 2.0
}

fn count(widths: &[usize], width: usize) -> usize {
    widths.iter().filter(|other| **other == width).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_separators_when_they_part_the_rows_evenly_then_they_are_found() {
        let cases = [
            ("a,b\n1,2\n", Some(b',')),
            ("a;b\n1,5;2,5\n3,5;4,5\n", Some(b';')),
            ("a\tb\nx, y\t1\nz\t2\n", Some(b'\t')),
            ("a|b\n1|2\n", Some(b'|')),
            ("Name,Note\n\"A; b; c\",x\nB,\"y;z\"\n", Some(b',')),
            ("+1 310 555 0123\n+1 310 555 0124\n", None),
            (
                "+1 310 555 0123\n+13105550124,,45#\n+1 310 555 0125\n",
                None,
            ),
            ("a,b,c\n1\n1,2\n1,2,3,4\n", Some(b',')),
            ("Ada,tel:+13105550123;ext=5\n", Some(b',')),
            ("a,b\n\"open,1\nx,2\n", Some(b',')),
            ("", None),
        ];
        for (text, separator) in cases {
            assert_eq!(likely(text), separator, "{text:?}");
        }
    }

    #[test]
    fn given_a_line_that_names_the_separator_when_read_then_it_is_honoured() {
        for (line, separator) in [
            ("sep=;", b';'),
            ("SEP=,", b','),
            ("sep=\t", b'\t'),
            ("\"sep=|\"", b'|'),
        ] {
            let text = format!("{line}\r\na;b");
            let found = declared(&text).unwrap();
            assert_eq!((found.separator, found.rest), (separator, "a;b"), "{line}");
        }
        for line in ["sep=", "sep=ab", "separator;phone", "sep=\u{e9}", "sep=1"] {
            assert!(declared(line).is_none(), "{line}");
        }
    }
}
