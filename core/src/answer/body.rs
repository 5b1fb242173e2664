//! The body of an answer, from its bytes: the same in a browser and in the gateway.

use crate::json::Json;

/// The body of an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// Parsed JSON, of whatever kind.
    Json(Json),
    /// Something else: a web page, truncated JSON, a picture.
    NotJson,
    /// Nothing.
    Empty,
}

impl Body {
    /// Reads bytes as UTF-8 and hands the text to `parse`, which knows JSON. A byte order mark is
    /// left out, bytes that are no UTF-8 become U+FFFD as in browsers: one bad byte in a name costs
    /// that character, not the answer. White space and zero bytes around the text don't count.
    pub fn read(bytes: &[u8], parse: impl FnOnce(&str) -> Option<Json>) -> Body {
        let text = String::from_utf8_lossy(bytes);
        let text = text
            .trim_start_matches('\u{feff}')
            .trim_matches(|c: char| c.is_whitespace() || c == '\0');
        if text.is_empty() {
            return Body::Empty;
        }
        parse(text).map_or(Body::NotJson, Body::Json)
    }
}
