//! JSON text made into a [`Json`], by the rules of JavaScript's `JSON.parse`.
//!
//! Where there is a browser its own parser does this. serde_json refuses two things that
//! `JSON.parse` takes: half a surrogate pair as an escape, and a number out of range.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::Json;

/// Reads a text as `JSON.parse` does; `None` where that throws. Half a surrogate pair becomes
/// U+FFFD, as it does on its way from JavaScript into Rust. An exponent of more than 31 bits is the
/// one thing that a browser takes, for infinity or nothing, and that is refused here.
pub fn parse(text: &str) -> Option<Json> {
    let text = without_lone_surrogates(text);
    // This checks the grammar alone. `Json` reads over what it can't represent, also where that is
    // broken.
    serde_json::from_str::<IgnoredAny>(&text).ok()?;
    serde_json::from_str(&text).ok()
}

/// The same JSON, with `\ufffd` in place of each escape that is half a surrogate pair. In JSON a
/// backslash stands in texts only and always begins an escape.
fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + found;
        let unit = |from: usize| {
            let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
            let only_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| only_digits)
        };
        let units = [unit(escape), unit(escape + 6)];
        let after = match units {
            [Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)] => escape + 12,
            [Some(0xd800..=0xdfff), _] => {
                replaced.push_str(text.get(copied..escape).unwrap_or_default());
                replaced.push_str("\\ufffd");
                copied = escape + 6;
                copied
            }
            [Some(_), _] => escape + 6,
            // Another escape: a backslash and one ASCII character.
            [None, _] => escape + 2,
        };
        at = after;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests;
