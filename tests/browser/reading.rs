//! The same bytes mean the same to the widget, which has the browser's `JSON.parse`, and to the gateway, which
//! has core's parser.

use phone_profile::lookup::fetch;
use phone_profile_core::answer::{Body, Received, read};
use phone_profile_core::json;
use phone_profile_core::number::E164;
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../../core/tests/cases/answers.rs"]
mod answers;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;

/// What an answer is read as, in a form that can be compared.
fn outcome(body: Body) -> String {
    let kind = match body {
        Body::Json(_) => "JSON",
        Body::NotJson => "no JSON",
        Body::Empty => "empty",
    };
    let received = Received {
        status: 200,
        body,
        retry_after: None,
        quota_headers: [None; 3],
        url: "https://dash.example/lookup/number/13105550123",
    };
    let asked = E164::from_digits("13105550123").unwrap();
    match read(received, &asked, NOW) {
        Ok(profile) => format!("{kind}: {}", serde_json::to_string(&profile).unwrap()),
        Err(error) => format!("{kind}: {error:?}"),
    }
}

/// Reads the bytes in both ways, and returns what they are read as.
fn both(bytes: &[u8]) -> String {
    let widget = outcome(fetch::body(bytes));
    let gateway = outcome(Body::read(bytes, json::parse));
    assert_eq!(widget, gateway, "{}", bytes.escape_ascii());
    widget
}

#[wasm_bindgen_test]
fn given_each_case_when_read_by_widget_and_gateway_then_both_say_the_same() {
    for case in answers::cases() {
        let told = both(&case.bytes());
        assert_eq!(
            told.contains("\"success\":true"),
            case.refused.is_none(),
            "{case:?}: {told}"
        );
    }
}

#[wasm_bindgen_test]
fn given_odd_texts_when_read_by_widget_and_gateway_then_both_say_the_same() {
    for text in [
        "",
        " ",
        "\0",
        "\u{feff}",
        "null",
        "7",
        "[]",
        "{}",
        "{} x",
        "{}\0\0",
        "\0{}",
        "\u{a0}{}\u{3000}",
        r#"{"exists":true,"exists":false}"#,
        r#"{"__proto__":{"exists":true}}"#,
        r#"{"__proto__":true,"exists":true,"constructor":1,"toString":null}"#,
        r#"{"1":2,"exists":1e0,"number":1.3105550106e10}"#,
        r#"{"exists":true,"lastChecked":1777034096.7891234567891}"#,
        r#"{"exists":true,"lastChecked":177703409678912345678}"#,
        r#"{"exists":true,"lastChecked":1e400}"#,
        r#"{"exists":-0}"#,
        r#"{"exists":1e-400,"name":"Demo"}"#,
        r#"{"exists":"\u0074rue"}"#,
        r#"{"exists":true,"name":"\ud83d\ude00\ud83d\u0020\ude00"}"#,
        r#"{"\ud83d":1,"exists":true}"#,
        r#"{"exists":true,"name":"\uD83"}"#,
        r#"{"exists":true,"name":"\u"}"#,
        r#"{"exists":true,"name":"\'"}"#,
        "{\"exists\":true,\"name\":\"a\tb\"}",
        "{\"exists\":true,\"name\":\"a\u{2028}b\u{7f}\"}",
        r#"{"exists":true,}"#,
        r#"{"exists":01}"#,
        r#"{"exists":+1}"#,
        r#"{"exists":.1}"#,
        r#"{"exists":1.}"#,
        r#"{"exists":1e}"#,
        r#"{"exists":NaN}"#,
        r#"{exists:true}"#,
    ] {
        both(text.as_bytes());
    }
    let deep = format!(
        "{{\"exists\":true,\"a\":{}1{}}}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    assert!(both(deep.as_bytes()).contains("\"isWhatsApp\":true"));
}

/// A generator of numbers that gives the same ones each time (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_of<'a>(&mut self, choice: &[&'a str]) -> &'a str {
        choice[self.below(choice.len())]
    }
}

/// An answer with a few fields, some of their values odd.
fn answer(numbers: &mut Numbers) -> Vec<u8> {
    const FIELDS: [&str; 12] = [
        "exists",
        "isWhatsApp",
        "isUser",
        "success",
        "name",
        "pushname",
        "number",
        "profilePic",
        "lastChecked",
        "isBusiness",
        "error",
        "\\u0065xists",
    ];
    const VALUES: [&str; 24] = [
        "true",
        "false",
        "null",
        "1",
        "0",
        "2",
        "1e999",
        "-0",
        "1777034096",
        "1777034096000.5",
        "{}",
        "[[],{}]",
        "\"true\"",
        "\"No\"",
        "\"\"",
        "\"Demo \\ud83d\"",
        "\"\\ude00\\ud83d\\ude00\"",
        "\"+13105550106\"",
        "\"https://a.example/p.jpg\"",
        "\"changed\"",
        "\"Fri, 24 Apr 2026 12:34:56 GMT\"",
        "\"a\\\\\\ud800\\n\"",
        "\"tru",
        "\"\u{e9}\u{1f600}\"",
    ];
    let members: Vec<String> = (0..numbers.below(6))
        .map(|_| {
            format!(
                "\"{}\":{}",
                numbers.one_of(&FIELDS),
                numbers.one_of(&VALUES)
            )
        })
        .collect();
    let text = format!(
        "{}{{{}}}",
        numbers.one_of(&["", "", "\u{feff}", " "]),
        members.join(",")
    );
    let mut bytes = text.into_bytes();
    // Two of three are damaged at one place.
    let at = numbers.below(bytes.len());
    match numbers.below(3) {
        0 => bytes[at] = numbers.below(256) as u8,
        1 => bytes.insert(at, b"\\\"{}[]:,\0\x80\xed\xa0\xff"[numbers.below(13)]),
        _ => {}
    }
    bytes
}

#[wasm_bindgen_test]
fn given_any_bytes_when_read_by_widget_and_gateway_then_both_say_the_same() {
    let mut numbers = Numbers(1);
    let mut read = 0;
    for _ in 0..5_000 {
        let told = both(&answer(&mut numbers));
        read += u32::from(told.contains("\"success\":true"));
    }
    // Enough of them mean something.
    assert!(read > 500, "{read}");
}
