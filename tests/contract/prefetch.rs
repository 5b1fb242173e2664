//! Requests that the shell sends before Rust is there: only such as Rust itself would make. The shell's regular
//! expressions are taken from its source.

use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::number::{normalize, prefetch_pattern};
use proptest::prelude::*;
use regex::Regex;
use std::sync::LazyLock;

use crate::source::file;

/// `prefetchUrl` of the shell.
struct Shell {
    length: usize,
    trunk_digit: Regex,
    typography: Regex,
    number: Regex,
    endpoint: Regex,
}

static SHELL: LazyLock<Shell> = LazyLock::new(|| {
    let source = file("shell/src/prefetch/prefetch-url.ts");
    let constant = |name: &str| {
        let (_, rest) = source
            .split_once(&format!("const {name} = "))
            .unwrap_or_else(|| panic!("no {name}"));
        rest.split(";\n").next().unwrap().to_owned()
    };
    // JavaScript's words and digits are those of ASCII.
    let expression = |name: &str| {
        let literal = constant(name);
        let pattern = literal.trim_start_matches('/').trim_end_matches('g');
        let pattern = pattern.strip_suffix('/').expect("an expression");
        Regex::new(
            &pattern
                .replace(r"\w", "[0-9A-Za-z_]")
                .replace(r"\d", "[0-9]"),
        )
        .unwrap()
    };
    assert_eq!(constant("NUMBER"), "new RegExp(PREFETCH_NUMBER)");
    Shell {
        length: constant("LENGTH").parse().unwrap(),
        trunk_digit: expression("TRUNK_DIGIT"),
        typography: expression("TYPOGRAPHY"),
        number: Regex::new(&prefetch_pattern()).unwrap(),
        endpoint: expression("ENDPOINT"),
    }
});

fn prefetched(number: &str, endpoint: &str) -> Option<String> {
    if number.encode_utf16().count() > SHELL.length || SHELL.trunk_digit.is_match(number) {
        return None;
    }
    let digits = SHELL.typography.replace_all(number, "");
    if !SHELL.number.is_match(&digits) || endpoint.is_empty() || !SHELL.endpoint.is_match(endpoint)
    {
        return None;
    }
    let base = endpoint.strip_suffix('/').unwrap_or(endpoint);
    Some(format!("{base}/number/{}", digits.get(1..)?))
}

fn by_rust(number: &str, endpoint: &str) -> Option<String> {
    let number = normalize(number, None).ok()?;
    Some(Endpoint::parse(endpoint).ok()?.url(&number, None))
}

#[test]
fn given_the_shells_source_when_read_then_it_does_what_is_compared_here() {
    let source = file("shell/src/prefetch/prefetch-url.ts");
    for line in [
        "if (number.length > LENGTH || TRUNK_DIGIT.test(number)) return undefined;",
        "const digits = number.replace(TYPOGRAPHY, '');",
        "if (!NUMBER.test(digits) || !endpoint || !ENDPOINT.test(endpoint) || purpose) return undefined;",
        "return `${endpoint.replace(/\\/$/, '')}/number/${digits.slice(1)}`;",
    ] {
        assert!(source.contains(line), "{line}");
    }
}

#[test]
fn given_numbers_with_every_calling_code_when_prefetched_then_rust_asks_the_same() {
    let mut certain = 0;
    for code in 1..1000 {
        for rest in [
            "2345678",
            "23456789",
            "234567890",
            "9012345678",
            "0123456789",
            "8000000000000",
        ] {
            for text in [
                format!("+{code}{rest}"),
                format!("+{code} ({}) {}", &rest[..3], &rest[3..]),
            ] {
                if let Some(url) = prefetched(&text, "/lookup") {
                    assert_eq!(Some(url), by_rust(&text, "/lookup"), "{text}");
                    certain += 1;
                }
            }
        }
    }
    assert!(certain > 1_500, "{certain}");
}

#[test]
fn given_numbers_as_people_write_them_when_prefetched_then_the_usual_ones_go_out() {
    for number in [
        "+13105550123",
        "+1 310 555 0123",
        "+1 (310) 555-0123",
        "+44 20 7946 0958",
        "+49 30 23125 000",
    ] {
        let url = prefetched(number, "https://dash.example/lookup/");
        assert!(url.is_some(), "{number}");
        assert_eq!(
            url,
            by_rust(number, "https://dash.example/lookup/"),
            "{number}"
        );
    }
    for number in [
        "",
        "310 555 0123",
        "0044 20 7946 0958",
        "+44 (0)20 7946 0958",
        "+44 ( 0 ) 20 7946 0958",
        "+1 110 555 0123",
        "+1 310 155 0123",
        "+999 123 4567",
        "+12",
        "+1 310 555 01234567890",
        "+1 310 555 0123 x4",
        "+447700900123.0",
        "+4477009001230",
        "+7 8 912 345-67-89",
        "tel:+13105550123",
        "+١٣١٠٥٥٥٠١٢٣",
        "+1 310 555 0123                                                         ",
    ] {
        assert_eq!(prefetched(number, "/lookup"), None, "{number}");
    }
}

#[test]
fn given_endpoints_of_every_kind_when_prefetched_then_rust_asks_the_same_or_nothing_goes_out() {
    for endpoint in [
        "/",
        "/lookup",
        "/lookup/",
        "/a.b/c-d/",
        "https://a.example",
        "https://a.example/",
        "http://127.0.0.1:8080/x",
    ] {
        let url = prefetched("+13105550123", endpoint);
        assert!(url.is_some(), "{endpoint}");
        assert_eq!(url, by_rust("+13105550123", endpoint), "{endpoint}");
    }
    for endpoint in [
        "",
        "lookup",
        "//a.example",
        "/x?y=1",
        "/{number}",
        "https://u:p@a.example",
        "ftp://a.example",
        "/a b",
        "javascript:alert(1)",
        "/x#y",
        "https:/a.example",
        "https://",
        "https://:80",
    ] {
        let url = prefetched("+13105550123", endpoint);
        assert!(
            url.is_none() || url == by_rust("+13105550123", endpoint),
            "{endpoint}: {url:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn given_any_endpoint_when_prefetched_then_rust_asks_the_same(
        endpoint in "(https?:)?[/]{0,3}[a-z0-9.:@?#{}%\\\\ /-]{0,12}[/]{0,2}"
    ) {
        if let Some(url) = prefetched("+13105550123", &endpoint) {
            prop_assert_eq!(Some(url), by_rust("+13105550123", &endpoint));
        }
    }
}
