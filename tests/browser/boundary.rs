//! Values of JavaScript as Rust reads them: whatever a page hands over, nothing traps and nothing
//! throws.

use phone_profile::boundary::answer_out::profile_out;
use phone_profile_core::answer::given;
use phone_profile_core::json::Json;
use phone_profile_core::json::{DEPTH, ENTRIES};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{json_in, lookup_fields, object, profile, thrown_by, value};

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
        r#"{"a":null,"b":true,"c":1.5,"d":"te\u0000xt","e":[1,[]],"f":{"g":""}}"#,
    ));
    let number = Json::Number;
    let expected = Json::Object(vec![
        ("a".into(), Json::Null),
        ("b".into(), Json::Bool(true)),
        ("c".into(), number(1.0)), // whole numbers are all that answers have
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
    assert!(json_in(&value("nan")) == Json::Number(0.0));
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

/// The fields of options, in their order.
fn fields(options: &JsValue) -> Vec<String> {
    let text = lookup_fields(options);
    let fields = text.strip_suffix('\0').unwrap();
    fields.split('\0').map(str::to_owned).collect()
}

#[wasm_bindgen_test]
fn given_options_when_read_then_other_types_are_taken_leniently() {
    let read = fields(&value("options"));
    assert_eq!(
        read,
        [
            "",
            "https://dash.example/lookup",
            "",
            "",
            "",
            "",
            "",
            "",
            ""
        ],
        "a URL object; empty; negative, NaN and null"
    );
    let number = |number: f64| {
        let options = object(&[("maxAgeMs", number.into())]);
        fields(&options)[3].clone()
    };
    assert_eq!(number(5.0), "5");
    assert_eq!(number(5.9), "5");
    assert_eq!(number(f64::INFINITY), "1000000000000000");
}

#[wasm_bindgen_test]
fn given_a_nul_in_a_text_when_read_then_no_field_moves() {
    let options = object(&[("region", "U\0S".into()), ("purpose", "\0".into())]);
    assert_eq!(fields(&options), ["", "", "US", "", "", "", "", "", ""]);
}

#[wasm_bindgen_test]
fn given_two_fetch_functions_when_read_then_each_keeps_its_own_number() {
    let [one, other] = [(); 2].map(|()| js_sys::Function::new_no_args(""));
    let number = |fetch: &js_sys::Function| fields(&object(&[("fetch", fetch.into())]))[6].clone();
    assert_eq!(number(&one), number(&one));
    assert_ne!(number(&one), number(&other));
    assert!(!number(&one).is_empty());
}

#[wasm_bindgen_test]
fn given_objects_that_cannot_be_printed_when_read_as_texts_then_they_are_not_set_and_nothing_is_thrown()
 {
    for name in ["no-prototype", "throwing-to-string"] {
        let options = value(name);
        let read = Closure::<dyn Fn() -> bool>::new(move || fields(&options)[1].is_empty());
        assert_eq!(thrown_by(read.as_ref()), None, "{name}");
    }
    assert_eq!(fields(&value("no-prototype"))[3], "5");
}

// On the way out

#[wasm_bindgen_test]
fn given_a_profile_when_it_is_given_out_then_it_can_be_given_back() {
    let made = profile(
        r#"{ "number": "13105550102", "isWhatsApp": true, "isBusiness": true, "quota": { "limit": 5 } }"#,
    );
    let out = parsed(&profile_out(&made));
    assert!(given(json_in(&out), js_sys::Date::now()).unwrap() == made);
}
