//! From a configured endpoint to a request's URL.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::Endpoint;
use crate::error::LookupErrorCode;
use crate::number::E164;

fn number(digits: &str) -> E164 {
    E164::from_digits(digits).unwrap()
}

fn url(endpoint: &str, purpose: Option<&str>) -> String {
    Endpoint::parse(endpoint)
        .unwrap()
        .url(&number("13105550123"), purpose)
}

#[test]
fn given_a_base_url_when_asked_then_the_number_is_a_path_below_it() {
    for (endpoint, expected) in [
        ("/lookup", "/lookup/number/13105550123"),
        (" /lookup/ ", "/lookup/number/13105550123"),
        ("/", "/number/13105550123"),
        ("lookup", "lookup/number/13105550123"),
        ("../lookup", "../lookup/number/13105550123"),
        ("https://x.example", "https://x.example/number/13105550123"),
        (
            "https://x.example/api/",
            "https://x.example/api/number/13105550123",
        ),
        (
            "HTTPS://x.example:8443/api//",
            "HTTPS://x.example:8443/api/number/13105550123",
        ),
        ("//x.example/api", "//x.example/api/number/13105550123"),
        (
            "https://x.example/lookup?tenant=1",
            "https://x.example/lookup/number/13105550123?tenant=1",
        ),
        ("https://x.example?", "https://x.example/number/13105550123"),
        (
            "/lookup?back=https://y.example/",
            "/lookup/number/13105550123?back=https://y.example/",
        ),
        ("/lookup#part", "/lookup/number/13105550123"),
        (
            "https://x.example/v1/{number}/profile",
            "https://x.example/v1/13105550123/profile",
        ),
        (
            "/profile?phone=%2B{number}",
            "/profile?phone=%2B13105550123",
        ),
    ] {
        assert_eq!(url(endpoint, None), expected, "{endpoint}");
    }
}

#[test]
fn given_a_purpose_when_asked_then_it_is_an_encoded_query_parameter() {
    assert_eq!(
        url("/l", Some("support")),
        "/l/number/13105550123?purpose=support"
    );
    assert_eq!(
        url("/l?a=1", Some("a&b=c#d é")),
        "/l/number/13105550123?a=1&purpose=a%26b%3Dc%23d%20%C3%A9"
    );
    assert_eq!(
        url("/l/{number}", Some("x/y")),
        "/l/13105550123?purpose=x%2Fy"
    );
    assert_eq!(url("/l", Some("  ")), "/l/number/13105550123");
}

#[test]
fn given_what_is_no_web_endpoint_when_parsed_then_the_error_says_why() {
    let long = format!("/{}", "x".repeat(2048));
    for (endpoint, why) in [
        ("", "empty"),
        ("  ", "empty"),
        ("javascript:alert(1)", "https://"),
        ("data:application/json,{}", "https://"),
        ("ftp://x.example", "https://"),
        ("https:x.example", "https://"),
        ("https:/x.example", "https://"),
        ("localhost:8080/lookup", "https://"),
        ("https://", "no host"),
        ("https:///lookup", "no host"),
        ("https://:80/", "no host"),
        ("https://key@x.example/", "user name"),
        ("//user:secret@x.example/", "user name"),
        ("https://{number}.example/", "host"),
        ("/lookup/{phone}", "{number}"),
        ("/lookup/{number", "{number}"),
        ("/look up", "spaces"),
        ("/look\nup", "spaces"),
        ("\\\\x.example\\a", "backslashes"),
        (&long, "longer"),
    ] {
        let error = Endpoint::parse(endpoint).expect_err(endpoint);
        assert!(error.message.contains(why), "{endpoint}: {error}");
        assert_eq!(error.code, LookupErrorCode::BadResponse);
        assert!(!error.retryable());
        // A secret that was put into the URL is not repeated in a message.
        assert!(!error.message.contains("secret"));
    }
}

#[test]
fn given_two_spellings_of_one_endpoint_when_parsed_then_they_share_their_key() {
    let key = |text: &str| Endpoint::parse(text).unwrap().key().to_owned();
    assert_eq!(key("/lookup"), key(" /lookup/?"));
    assert_eq!(key("/lookup"), key("/lookup/number/{number}"));
    assert_ne!(key("/lookup?tenant=1"), key("/lookup?tenant=2"));
}

proptest! {
    #[test]
    fn given_any_text_when_parsed_then_a_url_goes_only_to_the_web(
        text in prop_oneof![any::<String>(), "(https?:|[a-z]{1,5}:)?/{0,3}[a-z@:.{}?#/\\\\]{0,20}"],
        purpose in any::<Option<String>>(),
    ) {
        if let Ok(endpoint) = Endpoint::parse(&text) {
            let url = endpoint.url(&number("13105550123"), purpose.as_deref());
            prop_assert!(url.contains("13105550123"));
            let first = url.split(['/', '?', '#']).next().unwrap_or("").to_ascii_lowercase();
            prop_assert!(!first.contains(':') || first == "https:" || first == "http:", "{}", url);
            let blank = url.chars().any(|c| c.is_control() || c.is_whitespace());
            prop_assert!(!blank);
        }
    }
}
