//! `Accept-Encoding`, with its q-values.

use axum::http::HeaderValue;

/// A content coding that the gateway can send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    pub(super) fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Brotli => Some(HeaderValue::from_static("br")),
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Identity => None,
        }
    }

    pub(super) fn etag_suffix(self) -> &'static str {
        match self {
            Self::Brotli => "-br",
            Self::Gzip => "-gzip",
            Self::Identity => "",
        }
    }
}

/// What a client accepts, as thousandths: 0 refuses, 1000 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Encodings {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

impl Encodings {
    /// Reads every `Accept-Encoding` header. What can't be understood is passed over: the worst
    /// that follows is an uncompressed answer.
    pub(super) fn from_headers<'a>(values: impl IntoIterator<Item = &'a HeaderValue>) -> Self {
        let mut accepted = Self::default();
        for value in values {
            let Ok(text) = value.to_str() else { continue };
            for item in text.split(',') {
                let mut parts = item.split(';').map(str::trim);
                let name = parts.next().unwrap_or("").to_ascii_lowercase();
                let weight = parts
                    .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
                    .map_or(1000, thousandths);
                match name.as_str() {
                    "br" => accepted.brotli = Some(weight),
                    "gzip" | "x-gzip" => accepted.gzip = Some(weight),
                    "identity" => accepted.identity = Some(weight),
                    "*" => accepted.any = Some(weight),
                    _ => {}
                }
            }
        }
        accepted
    }

    /// How much a coding is wanted. Identity is acceptable unless refused, but least wanted
    /// (RFC 9110 §12.5.3).
    pub(super) fn weight(&self, encoding: Encoding) -> u16 {
        match encoding {
            Encoding::Brotli => self.brotli.or(self.any).unwrap_or(0),
            Encoding::Gzip => self.gzip.or(self.any).unwrap_or(0),
            Encoding::Identity => self.identity.unwrap_or(1),
        }
    }
}

/// `1`, `0.5`, `0.123` (RFC 9110 §12.4.2). Nonsense counts as refused.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits_only = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits_only) {
        ("1", true) => 1000,
        ("0", true) => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best(header: &str) -> Encoding {
        let value = HeaderValue::from_str(header).unwrap();
        let accepted = Encodings::from_headers([&value]);
        let mut best = Encoding::Identity;
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            if accepted.weight(encoding) >= accepted.weight(best) && accepted.weight(encoding) > 0 {
                best = encoding;
            }
        }
        best
    }

    #[test]
    fn given_q_values_when_negotiated_then_the_most_wanted_coding_wins() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0, gzip;q=0", Encoding::Identity),
            ("*", Encoding::Brotli),
            ("*;q=0.5, br;q=0", Encoding::Gzip),
            ("identity;q=1, br;q=0.5", Encoding::Identity),
            ("BR", Encoding::Brotli),
            ("br;q=2", Encoding::Identity),
            ("br;q=abc, gzip; q=0.001", Encoding::Gzip),
            ("", Encoding::Identity),
            ("zstd", Encoding::Identity),
        ] {
            assert_eq!(best(header), expected, "{header}");
        }
    }

    proptest! {
        #[test]
        fn given_any_header_when_read_then_weights_stay_in_range(header in "[ -~]{0,80}") {
            let value = HeaderValue::from_str(&header).unwrap();
            let accepted = Encodings::from_headers([&value]);
            for encoding in [Encoding::Brotli, Encoding::Gzip, Encoding::Identity] {
                prop_assert!(accepted.weight(encoding) <= 1000);
            }
        }
    }
}
