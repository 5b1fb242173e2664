//! What crosses between Rust and JavaScript. The shell makes plain data of a page's values before; here is what Rust
//! does with each kind of value, whoever made it: nothing panics and nothing is thrown.

use js_sys::{Function, JSON, Object};
use phone_profile::card::display_options::{DisplayOptions, Variant};
use phone_profile::card::host::{error_to_js, profile_to_js};
use phone_profile::card::inputs::CardInputs;
use phone_profile::card::strings::Text;
use phone_profile::lookup::request::{CacheMode, LookupRequest};
use phone_profile_core::answer::given;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json::{DEPTH, ENTRIES, Json};
use phone_profile_core::name::MatchReason;
use phone_profile_core::profile::Profile;
use phone_profile_core::signal::{Evidence, Signal, signals};
use serde_wasm_bindgen::from_value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{fetcher, get, inputs, is_frozen, json_in, object, profile, request, value};

fn parsed(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
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
        r#"{"a":null,"b":true,"c":1.5,"d":"te\u0000xt","e":[1,[]],"f":{"g":""}}"#,
    ));
    let number = Json::Number;
    let expected = Json::Object(vec![
        ("a".into(), Json::Null),
        ("b".into(), Json::Bool(true)),
        ("c".into(), number(1.5)),
        ("d".into(), Json::Text("te\0xt".into())),
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
fn given_values_that_are_no_json_when_read_then_each_is_what_comes_nearest() {
    assert!(json_in(&value("undefined")) == Json::Null);
    assert!(json_in(&value("bigint")) == Json::Number(13_105_550_123.0));
    assert!(json_in(&value("date")) == Json::Object(vec![]));
    let entries = Json::Object(vec![("isWhatsApp".into(), Json::Bool(true))]);
    assert!(json_in(&value("map")) == entries);
    assert!(json_in(&value("nan")) == Json::Unreadable);
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
fn given_values_that_are_no_data_when_read_then_they_are_an_error_and_unreadable_where_they_lie_in_others()
 {
    for name in ["symbol", "function", "huge-bigint"] {
        let bare = value(name);
        assert!(from_value::<Json>(bare.clone()).is_err(), "{name}");
        let member = object(&[("a", bare.clone()), ("b", 1.into())]);
        let expected = vec![
            ("a".into(), Json::Unreadable),
            ("b".into(), Json::Number(1.0)),
        ];
        assert!(json_in(&member) == Json::Object(expected), "{name}");
        let list = js_sys::Array::of2(&bare, &1.into());
        let expected = vec![Json::Unreadable, Json::Number(1.0)];
        assert!(json_in(&list) == Json::List(expected), "{name}");
    }
}

#[wasm_bindgen_test]
fn given_a_profile_with_such_fields_when_shown_then_they_are_unknown_and_the_others_stay() {
    let profile = given(json_in(&value("mixed")), 0.0).unwrap();
    assert_eq!(profile.number, "+13105550123");
    assert!(profile.is_whats_app);
    assert_eq!((&profile.name, profile.is_verified), (&None, None));
    assert!(profile.business.is_none());
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
}

// What the shell gives

#[wasm_bindgen_test]
fn given_a_request_of_the_shell_when_read_then_each_member_is_where_it_belongs() {
    let fetcher = fetcher("answers");
    let headers = Function::new_no_args("return { 'x-tenant': 'a' }");
    let given = request(
        " +1 310 555 0123",
        &fetcher,
        &[
            ("region", "US".into()),
            ("maxAgeMs", 5.into()),
            ("timeoutMs", 2_147_483_647.into()),
            ("purpose", "a \0 review".into()),
            ("cache", "only-if-cached".into()),
            ("bulk", JsValue::TRUE),
            ("headers", headers.clone().into()),
        ],
    );
    let read: LookupRequest = from_value(given.clone()).unwrap();
    assert_eq!(read.number, " +1 310 555 0123");
    assert_eq!(read.endpoint, "/lookup");
    assert_eq!(read.region.as_deref(), Some("US"));
    assert_eq!(read.purpose.as_deref(), Some("a \0 review"));
    assert!(js_sys::Object::is(&read.fetch, &fetcher));
    assert!(js_sys::Object::is(&read.headers, &headers));

    let lookup = read.lookup(CacheMode::NoStore).unwrap().unwrap();
    assert_eq!(lookup.number.digits(), "13105550123");
    assert_eq!((lookup.max_age_ms, lookup.timeout_ms), (5.0, 2_147_483_647));
    assert_eq!(lookup.purpose.as_deref(), Some("a \0 review"));
    assert_eq!(lookup.cache, CacheMode::NoStore);
    assert!(lookup.bulk);
    assert_eq!(get(&given, "fetcherId"), lookup.via.fetcher_id);
}

#[wasm_bindgen_test]
fn given_an_empty_request_when_read_then_there_is_nothing_to_look_up() {
    let read: LookupRequest = from_value(object(&[])).unwrap();
    assert!(read.fetch.is_undefined() && read.headers.is_undefined());
    assert_eq!(read.fetcher_id, 0);
    assert!(read.lookup(CacheMode::Default).unwrap().is_none());
}

#[wasm_bindgen_test]
fn given_requests_when_compared_then_only_what_decides_about_the_answer_tells_them_apart() {
    let fetcher = fetcher("answers");
    let read = |number: &str, more: &[(&str, JsValue)]| -> LookupRequest {
        from_value(request(number, &fetcher, more)).unwrap()
    };
    let usual = read("+13105550123", &[]);
    for (name, other) in [
        ("maxAgeMs", JsValue::from(5)),
        ("timeoutMs", 5.into()),
        ("purpose", "review".into()),
        ("headers", object(&[])),
    ] {
        assert!(
            usual.has_same_answer(&read("+13105550123", &[(name, other)])),
            "{name}"
        );
    }
    for (name, other) in [
        ("endpoint", JsValue::from("/other")),
        ("region", "US".into()),
        ("fetcherId", 1_000_000.into()),
    ] {
        assert!(
            !usual.has_same_answer(&read("+13105550123", &[(name, other)])),
            "{name}"
        );
    }
    assert!(!usual.has_same_answer(&read("+13105550100", &[])));
    assert!(read("", &[]).has_same_answer(&read("", &[("endpoint", "/other".into())])));
}

#[wasm_bindgen_test]
fn given_the_display_options_of_the_shell_when_read_then_each_member_is_where_it_belongs() {
    let strings = object(&[("retry", "Noch einmal".into()), ("new-in-2030", "x".into())]);
    let given = inputs(
        &object(&[]),
        &[
            ("variant", "avatar".into()),
            ("pictures", JsValue::FALSE),
            ("about", JsValue::TRUE),
            ("showSignals", JsValue::TRUE),
            ("showBusiness", JsValue::TRUE),
            ("mask", JsValue::TRUE),
            ("expectedName", "Otto Ek".into()),
            ("headingLevel", 2.into()),
            ("lang", "de".into()),
            ("strings", strings),
        ],
    );
    let read = from_value::<CardInputs>(given).unwrap().display;
    assert_eq!(read.variant, Variant::Avatar);
    assert!(!read.pictures && read.about && read.show_signals && read.show_business && read.mask);
    assert_eq!(read.expected_name.as_deref(), Some("Otto Ek"));
    assert_eq!((read.heading_level(), read.lang.as_str()), (Some(2), "de"));
    assert_eq!(read.strings.get(Text::Retry), "Noch einmal");
    assert_eq!(read.strings.get(Text::Business), "Business");

    let nothing = from_value::<CardInputs>(object(&[])).unwrap();
    let defaults = DisplayOptions {
        // A language is equal to itself alone.
        strings: nothing.display.strings.clone(),
        ..DisplayOptions::default()
    };
    assert_eq!(nothing.display, defaults);
    assert_eq!(nothing.display.strings.get(Text::Retry), "Try again");
}

// What Rust gives

/// A profile with all there is.
const FULL: &str = r#"{ "number": "13105550102", "isWhatsApp": true, "name": "Élan \"Bakery\" \\ 🌻",
    "profilePic": "https://pictures.example/full.jpg?oe=7fffffff", "profilePicThumb": "https://pictures.example/thumb.jpg",
    "about": "Back on Monday", "isBusiness": true, "isVerified": true, "lastChecked": "2026-05-01T00:00:00Z",
    "businessProfile": { "description": "Bread\nand cakes", "email": "hello@bakery.example", "address": "1 Main St",
        "websites": ["https://bakery.example/"], "categories": ["Bakery", "Café"], "memberSince": "2020-01-01T00:00:00Z" },
    "quota": { "limit": 500, "remaining": 4, "resetSeconds": 60 } }"#;
/// One with as little as there can be.
const BARE: &str = r#"{ "number": "13105550106", "isWhatsApp": false }"#;

fn text_of_js(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// The names of all members, in their order, those of objects in it included.
fn members(value: &JsValue) -> Vec<String> {
    let object: &Object = value.unchecked_ref();
    let mut found = Vec::new();
    for name in Object::keys(object)
        .iter()
        .filter_map(|name| name.as_string())
    {
        let member = get(value, &name);
        if member.is_object() && !js_sys::Array::is_array(&member) {
            found.extend(
                members(&member)
                    .iter()
                    .map(|inner| format!("{name}.{inner}")),
            );
        }
        found.push(name);
    }
    found
}

#[wasm_bindgen_test]
fn given_profiles_when_given_out_then_they_are_what_serde_makes_of_them_and_frozen() {
    for json in [FULL, BARE] {
        let made = profile(json);
        let out = profile_to_js(&made, None);
        let mut expected = serde_json::to_value(&made).unwrap();
        let told = signals(&made, &Evidence::at(js_sys::Date::now()));
        let told: Vec<_> = told.into_iter().map(Signal::as_str).collect();
        expected["signals"] = serde_json::json!(told);
        expected["match"] = serde_json::Value::Null;
        let found: serde_json::Value = serde_json::from_str(&text_of_js(&out)).unwrap();
        assert_eq!(found, expected);
        assert!(is_frozen(&out));
    }
}

#[wasm_bindgen_test]
fn given_a_profile_with_nothing_in_it_when_given_out_then_what_is_absent_is_null() {
    let out = profile_to_js(&profile(BARE), None);
    for name in [
        "profilePic",
        "profilePicThumb",
        "name",
        "about",
        "isBusiness",
        "pictureExpiresAt",
        "isVerified",
        "business",
        "quota",
        "match",
    ] {
        assert!(get(&out, name).is_null(), "{name}: {:?}", get(&out, name));
    }
    for name in members(&out) {
        assert!(!get(&out, &name).is_undefined(), "{name}");
    }
}

#[wasm_bindgen_test]
fn given_a_profile_when_it_is_given_out_then_it_can_be_given_back() {
    for json in [FULL, BARE] {
        let made: Profile = profile(json);
        let out = profile_to_js(&made, Some(MatchReason::NothingInCommon));
        assert!(given(json_in(&out), js_sys::Date::now()).unwrap() == made);
    }
}

#[wasm_bindgen_test]
fn given_an_expected_name_when_a_profile_is_given_out_then_it_says_how_the_names_compare() {
    let out = profile_to_js(&profile(FULL), Some(MatchReason::NothingInCommon));
    assert_eq!(
        text_of_js(&get(&out, "match")),
        r#"{"result":"different","reason":"nothing-in-common"}"#
    );
    assert!(text_of_js(&get(&out, "signals")).contains(r#""name-differs""#));
    let out = profile_to_js(&profile(FULL), Some(MatchReason::OtherOrder));
    assert!(!text_of_js(&get(&out, "signals")).contains("name-differs"));
}

#[wasm_bindgen_test]
fn given_errors_when_given_out_then_what_is_not_known_of_them_is_left_out() {
    let bare = LookupError::new(LookupErrorCode::Forbidden, "Not \"here\".");
    assert_eq!(
        text_of_js(&error_to_js(&bare)),
        r#"{"code":"forbidden","message":"Not \"here\".","retryable":false}"#
    );
    let full = LookupError::new(LookupErrorCode::RateLimited, "Wait.")
        .with_status(429)
        .with_retry_after(Some(60_000));
    assert_eq!(
        text_of_js(&error_to_js(&full)),
        r#"{"code":"rate-limited","message":"Wait.","retryable":true,"status":429,"retryAfterMs":60000}"#
    );
}
