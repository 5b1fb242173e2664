//! Entity tags: a hash of the content, compared as RFC 9110 says.

use axum::http::HeaderValue;
use sha2::{Digest, Sha256};

/// Bytes of the hash in a tag: plenty against accident, and no one gains by a collision.
const HASH_BYTES: usize = 16;

/// A strong tag. `suffix` tells encodings of one content apart, as they are different bytes.
pub(super) fn of(content: &[u8], suffix: &str) -> Option<HeaderValue> {
    let digest = Sha256::digest(content);
    let hash = const_hex::encode(digest.get(..HASH_BYTES)?);
    HeaderValue::from_str(&format!("\"{hash}{suffix}\"")).ok()
}

/// Whether an `If-None-Match` names the tag (RFC 9110 §13.1.2: weak comparison, a list, or `*`).
pub(super) fn matches(if_none_match: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(wanted), Ok(etag)) = (if_none_match.to_str(), etag.to_str()) else {
        return false;
    };
    // Our tags hold no comma, so splitting can't join two foreign halves into one of ours.
    wanted
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_if_none_match_when_compared_then_lists_weak_tags_and_a_star_count() {
        let etag = of(b"content", "-br").unwrap();
        let own = etag.to_str().unwrap();
        for (header, matching) in [
            (own.to_owned(), true),
            (format!("W/{own}"), true),
            (format!("\"other\" , {own}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (own.trim_matches('"').to_owned(), false),
            (String::new(), false),
        ] {
            let value = HeaderValue::from_str(&header).unwrap();
            assert_eq!(matches(&value, &etag), matching, "{header}");
        }
    }

    #[test]
    fn given_other_content_or_encoding_when_tagged_then_tags_differ() {
        assert_ne!(of(b"a", ""), of(b"b", ""));
        assert_ne!(of(b"a", ""), of(b"a", "-br"));
        assert_eq!(of(b"a", ""), of(b"a", ""));
    }
}
