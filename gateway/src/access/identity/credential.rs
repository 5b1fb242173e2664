//! Where a request may carry its credential: the gateway's own header, and those of vendors'
//! clients that were pointed at the gateway.

use axum::http::{HeaderMap, header::AUTHORIZATION};

/// Read besides `Authorization: Bearer`.
const KEY_HEADERS: [&str; 2] = ["x-api-key", "x-rapidapi-key"];
/// JWTs with many groups get long; anything longer is no credential.
const LONGEST: usize = 8 * 1024;

/// What a request carries.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Presented<'a> {
    Nothing,
    One(&'a str),
    /// Several that differ, or one that can't be read. Which of several is meant can't be known,
    /// and trying each would let one request guess several times.
    Unusable,
}

pub(super) fn presented(headers: &HeaderMap) -> Presented<'_> {
    let bearers = headers
        .get_all(AUTHORIZATION)
        .iter()
        .map(|value| value.to_str().map(bearer));
    let keys = KEY_HEADERS
        .iter()
        .flat_map(|name| headers.get_all(*name))
        .map(|value| value.to_str().map(Some));
    let mut found: Option<&str> = None;
    for credential in bearers.chain(keys) {
        let credential = match credential {
            Ok(Some(credential)) => credential.trim(),
            Ok(None) => continue,
            Err(_) => return Presented::Unusable,
        };
        if credential.is_empty()
            || credential.len() > LONGEST
            || found.is_some_and(|other| other != credential)
        {
            return Presented::Unusable;
        }
        found = Some(credential);
    }
    found.map_or(Presented::Nothing, Presented::One)
}

/// None for other schemes: `Basic` may be for a proxy in front.
fn bearer(value: &str) -> Option<&str> {
    let value = value.trim_start();
    let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
    scheme.eq_ignore_ascii_case("bearer").then_some(rest)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn check(headers: &[(&'static str, &[u8])], expected: &Presented<'_>) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_bytes(value).unwrap(),
                )
            })
            .collect();
        assert_eq!(&presented(&map), expected, "{headers:?}");
    }

    #[test]
    fn given_a_credential_in_any_of_its_places_when_read_then_it_is_found() {
        for place in [
            ("authorization", b"Bearer abc".as_slice()),
            ("authorization", b"bearer   abc "),
            ("x-api-key", b"abc"),
            ("x-rapidapi-key", b" abc"),
        ] {
            check(&[place], &Presented::One("abc"));
        }
        check(
            &[("authorization", b"Bearer abc"), ("x-api-key", b"abc")],
            &Presented::One("abc"),
        );
    }

    #[test]
    fn given_other_schemes_when_read_then_there_is_no_credential() {
        check(&[], &Presented::Nothing);
        check(&[("authorization", b"Basic YTpi")], &Presented::Nothing);
        check(&[("authorization", b"Bearerabc")], &Presented::Nothing);
        check(
            &[("authorization", b"Basic YTpi"), ("x-api-key", b"abc")],
            &Presented::One("abc"),
        );
    }

    #[test]
    fn given_credentials_that_differ_or_are_none_when_read_then_none_is_tried() {
        let long = vec![b'a'; LONGEST + 1];
        for headers in [
            &[
                ("authorization", b"Bearer abc".as_slice()),
                ("x-api-key", b"abd"),
            ][..],
            &[("x-api-key", b"abc"), ("x-rapidapi-key", b"abd")],
            &[("x-api-key", b"abc"), ("x-api-key", b"abd")],
            &[
                ("authorization", b"Bearer abc"),
                ("authorization", b"Bearer abd"),
            ],
            &[("authorization", b"Bearer")],
            &[("authorization", b"Bearer ")],
            &[("x-api-key", b"")],
            &[("x-api-key", b"\xff\xfe")],
            &[("x-api-key", &long)],
        ] {
            check(headers, &Presented::Unusable);
        }
    }
}
