//! The lookup endpoint: from what the page configured to the URL of one request.

use crate::error::{LookupError, LookupErrorCode};
use crate::number::E164;

const PLACEHOLDER: &str = "{number}";
/// Longer than any sensible base URL.
const LONGEST: usize = 2048;

/// Where lookups go: a base URL, or a template with `{number}` in it.
///
/// Relative ones are left to the browser, which resolves them against the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint {
    /// What stands before the number's digits, then between and after them.
    template: String,
}

impl Endpoint {
    /// Reads a configured endpoint; the error says what is wrong with it.
    ///
    /// Only `http:`, `https:` and relative URLs are taken, and none with a user name: a secret in a
    /// page is a leaked secret.
    pub fn parse(text: &str) -> Result<Endpoint, LookupError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(wrong(
                "The endpoint is empty: set it to the URL of your lookup service.",
            ));
        }
        if text.len() > LONGEST {
            return Err(wrong("The endpoint is longer than 2,048 bytes."));
        }
        if text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(wrong(
                "The endpoint contains spaces, control characters or backslashes.",
            ));
        }
        // Nothing after a `#` is ever sent.
        let text = text.split('#').next().unwrap_or_default();
        check_origin(text)?;
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let is_template = text.contains('{');
        if !pieces(text).all(|piece| piece.is_some_and(|piece| !piece.contains('}'))) {
            return Err(wrong("Only {number} can stand in braces in the endpoint."));
        }
        let mut template = String::with_capacity(text.len() + 16);
        if is_template {
            template.push_str(text);
        } else {
            template.push_str(path.trim_end_matches('/'));
            template.push_str("/number/");
            template.push_str(PLACEHOLDER);
            if let Some(query) = query.filter(|query| !query.is_empty()) {
                template.push('?');
                template.push_str(query);
            }
        }
        Ok(Endpoint { template })
    }

    /// The URL of one lookup. `purpose` goes along as a query parameter of that name, for the
    /// endpoint's audit log.
    pub fn url(&self, number: &E164, purpose: Option<&str>) -> String {
        let mut url = String::with_capacity(self.template.len() + 64);
        for (at, piece) in pieces(&self.template).flatten().enumerate() {
            if at > 0 {
                url.push_str(number.digits());
            }
            url.push_str(piece);
        }
        let purpose = purpose.map(str::trim).filter(|purpose| !purpose.is_empty());
        if let Some(purpose) = purpose {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str("purpose=");
            encode(purpose, &mut url);
        }
        url
    }

    /// What tells this endpoint's answers from another's: two spellings of one base URL share it.
    pub fn key(&self) -> &str {
        &self.template
    }
}

/// What stands before, between and after the placeholders; `None` after a brace that opens
/// something else. By single characters: searching for texts costs a kilobyte in wasm.
fn pieces(template: &str) -> impl Iterator<Item = Option<&str>> {
    let closing = PLACEHOLDER.trim_start_matches('{');
    template.split('{').enumerate().map(move |(at, piece)| {
        if at == 0 {
            Some(piece)
        } else {
            piece.strip_prefix(closing)
        }
    })
}

/// Checks scheme and authority.
fn check_origin(text: &str) -> Result<(), LookupError> {
    let first = text.split(['/', '?']).next().unwrap_or_default();
    let rest = match first.split_once(':') {
        Some((scheme, after)) => {
            let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            let rest = text.get(first.len()..).unwrap_or_default();
            if !web || !after.is_empty() || !rest.starts_with("//") {
                return Err(wrong(
                    "The endpoint must start with https://, http:// or a path.",
                ));
            }
            rest
        }
        None => text,
    };
    let Some(rest) = rest.strip_prefix("//") else {
        return Ok(());
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.is_empty() || authority.starts_with(':') {
        return Err(wrong("The endpoint has no host."));
    }
    if authority.contains('@') {
        return Err(wrong(
            "The endpoint must not carry a user name or password.",
        ));
    }
    if authority.contains('{') {
        return Err(wrong("{number} can't be part of the endpoint's host."));
    }
    Ok(())
}

/// Percent-encodes as `encodeURIComponent` does, but for `!'()*`, which are encoded as well.
fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            for digit in [byte >> 4, byte & 15] {
                into.push(
                    char::from_digit(u32::from(digit), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
}

/// Nothing can come of such an endpoint, so that no answer of it could be used.
fn wrong(message: &str) -> LookupError {
    LookupError::new(LookupErrorCode::BadResponse, message)
}

#[cfg(test)]
mod tests;
