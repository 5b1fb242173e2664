//! From bytes to text: by the mark at their start, by what is valid, else by what is likely.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::FileError;

/// How many bytes say whether a text without a mark is UTF-16.
const UTF_16_SAMPLE: usize = 4096;

/// How many bytes from the first one that isn't ASCII say which encoding is likely.
const SAMPLE: usize = 1 << 20;

/// A text, and what it was before.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding's name, as browsers call it.
    pub(super) encoding: &'static str,
    /// Characters that stand for bytes which make no sense in that encoding.
    pub(super) undecoded: usize,
}

/// Reads bytes as text, in whatever encoding they are.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, FileError> {
    let (encoding, length_of_mark) = encoding_of(bytes);
    let rest = bytes.get(length_of_mark..).unwrap_or_default();
    let (text, has_errors) = encoding.decode_without_bom_handling(rest);
    let undecoded = match has_errors {
        true => text.matches('\u{fffd}').count(),
        false => 0,
    };
    if !is_text(&text, undecoded) {
        return Err(FileError::Binary);
    }
    Ok(Decoded {
        text: with_line_feeds(text),
        encoding: encoding.name(),
        undecoded,
    })
}

/// The encoding, and how many bytes of the text are its mark.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    let mark = match Encoding::for_bom(bytes) {
        // Some programs put the mark before whatever they have.
        Some((encoding, length)) if encoding == UTF_8 => length,
        Some(marked) => return marked,
        None => 0,
    };
    let bytes = bytes.get(mark..).unwrap_or_default();
    let encoding = utf_16_without_mark(bytes)
        .or_else(|| is_mostly_utf_8(bytes).then_some(UTF_8))
        .unwrap_or_else(|| likely(bytes));
    (encoding, mark)
}

/// UTF-16 shows by the zeros of its ASCII characters, which all stand on the same side of their pairs.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..UTF_16_SAMPLE).unwrap_or(bytes);
    let zeros = |from: usize| {
        let every_other = sample.iter().skip(from).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let is_clear = |these: usize, others: usize| these * 10 >= sample.len() && others * 20 <= these;
    match () {
        () if sample.len() < 4 => None,
        () if is_clear(odd, even) => Some(UTF_16LE),
        () if is_clear(even, odd) => Some(UTF_16BE),
        () => None,
    }
}

/// A file of UTF-8 stays one if a few of its bytes were damaged on the way. Texts of Japanese mails are ASCII
/// with escape sequences, and none of UTF-8.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let has_escapes = bytes.windows(2).any(|pair| pair == b"\x1b$");
    if let Ok(text) = std::str::from_utf8(bytes) {
        return !has_escapes || !text.is_ascii();
    }
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid >= invalid * 10
}

fn likely(bytes: &[u8]) -> &'static Encoding {
    let is_telling = |byte: &u8| !byte.is_ascii() || *byte == 0x1b;
    let first = bytes.iter().position(is_telling).unwrap_or_default();
    // From the start of its word: a pair of bytes may begin with an ASCII one.
    let start = first.saturating_sub(16);
    let sample = bytes.get(start..).unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether this looks like something that a person could read: bytes of programs and pictures become control
/// characters in any encoding.
fn is_text(text: &str, undecoded: usize) -> bool {
    let is_odd = |c: &char| {
        c.is_control()
            && !matches!(
                c,
                '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}'
            )
    };
    let odd = text.chars().filter(is_odd).count();
    odd <= text.len() / 100 && undecoded <= text.len() / 10
}

/// Where lines end in a carriage return alone, as in files of old Macs, a line feed takes its place: nobody
/// counts lines otherwise.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.contains('\r') && !text.contains('\n') {
        true => text.replace('\r', "\n").into(),
        false => text,
    }
}
