//! Requests that go out before Rust is there: only such as Rust itself would make.

use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::number::normalize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::object;

#[wasm_bindgen(module = "/static/shell/ahead.js")]
extern "C" {
    #[wasm_bindgen(js_name = urlOf)]
    fn url_of(inputs: &JsValue) -> Option<String>;
}

fn ahead(number: &str, endpoint: &str) -> Option<String> {
    url_of(&object(&[
        ("number", number.into()),
        ("endpoint", endpoint.into()),
    ]))
}

fn by_rust(number: &str, endpoint: &str) -> Option<String> {
    let number = normalize(number, None).ok()?;
    Some(Endpoint::parse(endpoint).ok()?.url(&number, None))
}

#[wasm_bindgen_test]
fn given_numbers_with_every_calling_code_when_asked_ahead_then_rust_asks_the_same() {
    let mut certain = 0;
    for code in 1..1000 {
        for rest in [
            "2345678",
            "23456789",
            "9012345678",
            "0123456789",
            "8000000000000",
        ] {
            for text in [
                format!("+{code}{rest}"),
                format!("+{code} ({}) {}", &rest[..3], &rest[3..]),
            ] {
                if let Some(url) = ahead(&text, "/lookup") {
                    assert_eq!(Some(url), by_rust(&text, "/lookup"), "{text}");
                    certain += 1;
                }
            }
        }
    }
    assert!(certain > 2_000, "{certain}");
}

#[wasm_bindgen_test]
fn given_numbers_as_people_write_them_when_asked_ahead_then_the_usual_ones_go_out() {
    for number in [
        "+13105550123",
        "+1 310 555 0123",
        "+1 (310) 555-0123",
        "+44 20 7946 0958",
        "+49 30 23125 000",
    ] {
        let url = ahead(number, "https://dash.example/lookup/");
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
        "+1 110 555 0123",
        "+1 310 155 0123",
        "+999 123 4567",
        "+12",
        "+1 310 555 01234567890",
        "+1 310 555 0123 x4",
        "tel:+13105550123",
        "+١٣١٠٥٥٥٠١٢٣",
    ] {
        assert_eq!(ahead(number, "/lookup"), None, "{number}");
    }
}

#[wasm_bindgen_test]
fn given_endpoints_of_every_kind_when_asked_ahead_then_rust_asks_the_same_or_nothing_goes_out() {
    for endpoint in [
        "/",
        "/lookup",
        "/lookup/",
        "/a.b/c-d/",
        "https://a.example",
        "http://127.0.0.1:8080/x",
    ] {
        let url = ahead("+13105550123", endpoint);
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
    ] {
        let url = ahead("+13105550123", endpoint);
        assert!(
            url.is_none() || url == by_rust("+13105550123", endpoint),
            "{endpoint}: {url:?}"
        );
    }
}
