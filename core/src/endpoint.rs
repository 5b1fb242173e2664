//! The lookup endpoint: from what the page configured to the URL of one request.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::{LookupError, LookupErrorCode};
use crate::number::E164;

const PLACEHOLDER: &str = "{number}";
/// Longer than any sensible base URL.
const LONGEST: usize = 2048;

/// What is percent-encoded in a query parameter: all that `encodeURIComponent` encodes, and `!'()*`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where lookups go: a base URL, or a template with `{number}` in it.
///
/// Relative ones are left to the browser, which resolves them against the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint {
    /// A URL with `{number}` where the digits belong.
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
        if text.replace(PLACEHOLDER, "").contains(['{', '}']) {
            return Err(wrong("Only {number} can stand in braces in the endpoint."));
        }
        let template = match query {
            _ if text.contains(PLACEHOLDER) => text.to_owned(),
            Some(query) if !query.is_empty() => format!("{}?{query}", below(path)),
            _ => below(path),
        };
        Ok(Endpoint { template })
    }

    /// The URL of one lookup. `purpose` goes along as a query parameter of that name, for the
    /// endpoint's audit log.
    pub fn url(&self, number: &E164, purpose: Option<&str>) -> String {
        let url = self.template.replace(PLACEHOLDER, number.digits());
        let purpose = purpose.map(str::trim).filter(|purpose| !purpose.is_empty());
        let Some(purpose) = purpose else {
            return url;
        };
        let separator = if url.contains('?') { '&' } else { '?' };
        let purpose = utf8_percent_encode(purpose, ENCODED);
        format!("{url}{separator}purpose={purpose}")
    }

    /// What tells this endpoint's answers from another's: two spellings of one base URL share it.
    pub fn key(&self) -> &str {
        &self.template
    }
}

/// The template for numbers as a path below a base URL.
fn below(path: &str) -> String {
    format!("{}/number/{PLACEHOLDER}", path.trim_end_matches('/'))
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

/// Nothing can come of such an endpoint, so that no answer of it could be used.
fn wrong(message: &str) -> LookupError {
    LookupError::new(LookupErrorCode::BadResponse, message)
}

#[cfg(test)]
mod tests;
