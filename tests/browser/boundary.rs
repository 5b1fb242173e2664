//! Values of JavaScript as Rust reads them: whatever a page hands over, nothing traps and nothing
//! throws.

use phone_profile::boundary::{error_out, field, json_in, number, profile_out, text};
use phone_profile::lookup::error::{LookupError, LookupErrorCode};
use phone_profile::profile::json::{DEPTH, ENTRIES};
use phone_profile::profile::{Json, given};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{get, is_frozen, profile, text_of, thrown_by, value};

fn parsed(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap()
}

fn depth(json: &Json) -> usize {
    match json {
        Json::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(members) => {
            1 + members
                .iter()
                .map(|(_, value)| depth(value))
                .max()
                .unwrap_or(0)
        }
        _ => 0,
    }
}

#[wasm_bindgen_test]
fn given_json_when_read_then_every_kind_of_value_is_what_it_was() {
    let json = json_in(&parsed(
        r#"{"a":null,"b":true,"c":1.5,"d":"text","e":[1,[]],"f":{"g":""}}"#,
    ));
    let number = Json::Number;
    let expected = Json::Object(vec![
        ("a".into(), Json::Null),
        ("b".into(), Json::Bool(true)),
        ("c".into(), number(1.5)),
        ("d".into(), Json::Text("text".into())),
        (
            "e".into(),
            Json::List(vec![number(1.0), Json::List(vec![])]),
        ),
        (
            "f".into(),
            Json::Object(vec![("g".into(), Json::Text(String::new()))]),
        ),
    ]);
    assert!(json == expected);
}

#[wasm_bindgen_test]
fn given_values_that_are_no_json_when_read_then_they_are_null_or_empty() {
    for name in ["undefined", "bigint", "symbol", "function"] {
        assert!(json_in(&value(name)) == Json::Null, "{name}");
    }
    for name in ["date", "map"] {
        assert!(json_in(&value(name)) == Json::Object(vec![]), "{name}");
    }
    assert!(matches!(json_in(&value("nan")), Json::Number(number) if number.is_nan()));
    assert!(
        json_in(&value("sparse"))
            == Json::List(vec![Json::Number(1.0), Json::Null, Json::Number(3.0)])
    );
    assert_eq!(json_in(&value("lone-surrogate")).text(), Some("a\u{fffd}b"));
    assert!(
        json_in(&value("boxed"))
            .get("text")
            .is_some_and(|text| text.text().is_none())
    );
}

#[wasm_bindgen_test]
fn given_a_profile_with_such_fields_when_shown_then_they_are_unknown_and_the_others_stay() {
    let profile = given(json_in(&value("mixed")), 0.0).unwrap();
    assert_eq!(profile.number, "+13105550123");
    assert!(profile.is_whats_app);
    assert_eq!(
        (profile.name, profile.is_business, profile.is_verified),
        (None, None, None)
    );
    assert!(profile.business.is_none() && profile.quota.is_none());
}

#[wasm_bindgen_test]
fn given_more_than_an_answer_can_have_when_read_then_it_is_cut() {
    for name in ["long-list", "wide-object"] {
        let length = match json_in(&value(name)) {
            Json::List(items) => items.len(),
            Json::Object(members) => members.len(),
            _ => 0,
        };
        assert_eq!(length, ENTRIES, "{name}");
    }
}

/// Answers that have every field between them.
const ANSWERS: [&str; 3] = [
    r#"{"number": "13105550123", "isWhatsApp": false}"#,
    r#"{"number": "13105550102", "isWhatsApp": true, "name": "Bakery", "isBusiness": true, "isVerified": false,
        "profilePic": "https://pictures.example/full.jpg?oe=6A000000", "profilePicThumb": "https://pictures.example/thumb.jpg",
        "source": "demo", "quota": {"limit": 50, "remaining": 0}, "requested": "13105550199"}"#,
    r#"{"number": "13105550102", "isWhatsApp": true, "isBusiness": false, "pictureState": "private",
        "business": {"description": "Bread", "email": "a@b.example", "address": "1 Street",
        "websites": ["https://bakery.example/"], "categories": ["Bakery", "Café"], "memberSince": "2020"}}"#,
];

#[wasm_bindgen_test]
fn given_any_answer_when_handed_out_then_it_is_what_serde_says_it_is() {
    for answer in ANSWERS {
        let profile = given(json_in(&parsed(answer)), 1.7e12).unwrap();
        let by_serde = profile
            .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
            .unwrap();
        let text = |value: &JsValue| String::from(js_sys::JSON::stringify(value).unwrap());
        assert_eq!(text(&profile_out(&profile)), text(&by_serde));
    }
}

#[wasm_bindgen_test]
fn given_an_object_that_holds_itself_when_read_then_the_walk_ends_and_the_rest_is_read() {
    let json = json_in(&value("cyclic"));
    assert_eq!(depth(&json), usize::from(DEPTH));
    assert_eq!(
        given(json, 0.0).unwrap().name.as_deref(),
        Some("Maya Lindqvist")
    );
}

#[wasm_bindgen_test]
fn given_lists_in_lists_when_read_then_what_lies_too_deep_is_null() {
    let json = json_in(&parsed(&format!(
        "{}{}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    )));
    assert_eq!(depth(&json), usize::from(DEPTH));
}

#[wasm_bindgen_test]
fn given_a_getter_that_throws_when_read_then_only_its_field_is_missing() {
    let json = json_in(&value("throwing-getter"));
    assert!(json.get("name").is_none());
    assert_eq!(given(json, 0.0).unwrap().number, "+13105550123");
}

#[wasm_bindgen_test]
fn given_proxies_when_read_then_they_are_what_they_stand_for() {
    assert_eq!(
        given(json_in(&value("proxy")), 0.0)
            .unwrap()
            .name
            .as_deref(),
        Some("Maya Lindqvist")
    );
    assert!(
        json_in(&value("proxy-of-list")) == Json::List(vec![Json::Number(1.0), Json::Number(2.0)])
    );
    assert!(json_in(&value("proxy-throwing-get")) == Json::Object(vec![]));
}

// Options

#[wasm_bindgen_test]
fn given_options_when_read_then_other_types_are_taken_leniently() {
    let options = value("options");
    assert_eq!(
        text(&options, "endpoint").as_deref(),
        Some("https://dash.example/lookup"),
        "a URL object"
    );
    assert_eq!(text(&options, "region"), None, "empty");
    assert_eq!(text(&options, "purpose"), None, "null");
    assert_eq!(text(&options, "n"), None, "a number");
    assert_eq!(text(&options, "missing"), None);
    assert_eq!(number(&options, "maxAgeMs"), None, "negative");
    assert_eq!(number(&options, "timeoutMs"), None, "NaN");
    assert_eq!(number(&options, "n"), Some(5.0));
    assert_eq!(number(&options, "mask"), None, "a text");
}

#[wasm_bindgen_test]
fn given_no_options_when_read_then_nothing_is_set() {
    for name in [
        "undefined",
        "bigint",
        "symbol",
        "function",
        "lone-surrogate",
    ] {
        assert!(field(&value(name), "length").is_undefined(), "{name}");
        assert_eq!(
            (text(&value(name), "name"), number(&value(name), "length")),
            (None, None),
            "{name}"
        );
    }
    assert!(field(&value("throwing-getter"), "name").is_undefined());
    assert!(field(&value("proxy-throwing-get"), "name").is_undefined());
}

#[wasm_bindgen_test]
fn given_objects_that_cannot_be_printed_when_read_as_texts_then_they_are_not_set_and_nothing_is_thrown()
 {
    for name in ["no-prototype", "throwing-to-string"] {
        let options = value(name);
        let read = Closure::<dyn Fn() -> bool>::new(move || text(&options, "endpoint").is_none());
        assert_eq!(thrown_by(read.as_ref()), None, "{name}");
    }
    assert_eq!(number(&value("no-prototype"), "maxAgeMs"), Some(5.0));
}

// On the way out

#[wasm_bindgen_test]
fn given_a_profile_when_it_is_given_out_then_it_is_a_frozen_plain_object_that_can_be_given_back() {
    let made = profile(
        r#"{ "number": "13105550102", "isWhatsApp": true, "isBusiness": true, "quota": { "limit": 5 } }"#,
    );
    let out = profile_out(&made);
    assert!(is_frozen(&out));
    assert_eq!(get(&out, "success"), JsValue::TRUE);
    assert_eq!(get(&out, "isBusiness"), JsValue::TRUE);
    assert_eq!(get(&out, "isVerified"), JsValue::NULL);
    assert_eq!(get(&out, "name"), JsValue::NULL);
    assert_eq!(text_of(&out, "number"), "+13105550102");
    assert_eq!(text_of(&out, "pictureState"), "unknown");
    assert_eq!(get(&get(&out, "quota"), "limit").as_f64(), Some(5.0));
    assert!(given(json_in(&out), js_sys::Date::now()).unwrap() == made);
}

#[wasm_bindgen_test]
fn given_an_error_when_it_is_given_out_then_only_what_is_known_is_there() {
    let out = error_out(
        &LookupError::new(LookupErrorCode::Server, "Failed.")
            .with_status(503)
            .with_retry_after(Some(1_000)),
    );
    assert_eq!(
        (text_of(&out, "code"), text_of(&out, "message")),
        ("server".into(), "Failed.".into())
    );
    assert_eq!(get(&out, "retryable"), JsValue::TRUE);
    assert_eq!(
        (
            get(&out, "status").as_f64(),
            get(&out, "retryAfterMs").as_f64()
        ),
        (Some(503.0), Some(1_000.0))
    );

    let out = error_out(&LookupError::new(LookupErrorCode::Aborted, "Stopped."));
    assert!(get(&out, "status").is_undefined() && get(&out, "retryAfterMs").is_undefined());
    assert_eq!(get(&out, "retryable"), JsValue::FALSE);
}
