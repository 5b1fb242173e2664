//! What is a number, what is none, and what is one that nobody is known to have.

use phone_profile_core::number::normalize;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;
use wiremock::MockServer;

use crate::gateway::{Running, asked, budget, config, start, stub};

/// Possible, and in no range: no area of Ireland has these first digits.
const IN_NO_RANGE: &str = "353209101234";

/// A path segment: whatever isn't unreserved is percent-encoded.
fn segment(text: &str) -> String {
    byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

async fn lookup(gateway: &Running, text: &str) -> (StatusCode, Value) {
    let answer = gateway.get(&format!("/number/{}", segment(text))).await;
    let status = answer.status();
    (status, answer.json().await.unwrap())
}

/// The paths that the service was asked for.
async fn paths(stub: &MockServer) -> Vec<String> {
    let requests = stub.received_requests().await.unwrap();
    let paths = requests.iter().map(|request| request.url.path().to_owned());
    paths.collect()
}

#[tokio::test]
async fn given_numbers_that_nobody_can_have_when_asked_then_the_reason_is_told_and_nothing_is_spent()
 {
    let stub = stub().await;
    // One request each minute: a refusal must not count in the caps either.
    let gateway = start(config(&stub, &budget(50), "[access]\nper-minute = 1\n")).await;
    for (text, reason) in [
        ("4477009001230", "too long"),
        ("+44 20 7946 0958 9", "too long"),
        ("+7 8 912 345-67-89", "dialled only within the country"),
        ("541115123456789", "too long"),
        ("4477009001", "so many digits"),
        ("123456", "too short"),
        ("(310) 555-0123", "country code"),
        ("3105550123", "country code"),
        ("310-FLOWERS", "letters"),
        ("999 123 45 67", "country code"),
        ("246913579024680@lid", "id"),
        ("+999 123 45 67", "No country"),
    ] {
        let (status, body) = lookup(&gateway, text).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{text}");
        assert_eq!(body["code"], "invalid-number", "{text}");
        assert_eq!(body["success"], false);
        let words = body["error"].as_str().unwrap();
        assert!(words.contains(reason), "{text}: {words}");
        for path in ["/number_cache/", "/picture/"] {
            let other = gateway.get(&format!("{path}{}", segment(text))).await;
            assert_eq!(other.status(), StatusCode::BAD_REQUEST, "{path}{text}");
        }
        let path = format!("/number/{}", segment(text));
        let erased = gateway.operate(Method::DELETE, &path).await;
        assert_eq!(erased.status(), StatusCode::BAD_REQUEST, "{text}");
    }
    assert_eq!(asked(&stub).await, 0);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 0);
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    assert_eq!(audit["records"], json!([]));
    // The one request of this minute is still there.
    assert_eq!(lookup(&gateway, "13105550123").await.0, StatusCode::OK);
    let (status, _) = lookup(&gateway, "13105550188").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn given_any_writing_of_a_number_when_asked_then_it_is_one_lookup_for_the_readers_digits() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for text in [
        "447700900123",
        "+447700900123",
        "00447700900123",
        "+44 (0)7700 900-123",
        "tel:+44-7700-900-123",
        "٤٤٧٧٠٠٩٠٠١٢٣",
        "447700900123.0",
        "447700900123@s.whatsapp.net",
        "447700900123:7@c.us",
        "https://wa.me/447700900123",
    ] {
        let (status, body) = lookup(&gateway, text).await;
        assert_eq!(status, StatusCode::OK, "{text}: {body}");
        assert_eq!(body["number"], "447700900123", "{text}");
    }
    assert_eq!(paths(&stub).await, ["/number/447700900123"]);
    // Whatever else is accepted is asked for as the reader reads it.
    for text in [
        "+1 (310) 555-0141",
        "+49 (0)171 3920012",
        "+39 06 1234 5678",
        "0033 6 39 98 00 12",
        "+52 1 55 1234 5678",
        "+54 9 11 2345 6789",
        "+55 11 8765 4321",
    ] {
        let (status, body) = lookup(&gateway, text).await;
        assert_eq!(status, StatusCode::OK, "{text}: {body}");
        let digits = normalize(text, None).unwrap();
        let path = format!("/number/{}", digits.digits());
        assert_eq!(paths(&stub).await.last(), Some(&path), "{text}");
    }
}

#[tokio::test]
async fn given_a_number_in_no_known_range_when_asked_then_the_answer_warns_also_from_the_cache() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let warning = json!(["unknown-number-range"]);
    for source in ["live", "cache"] {
        let (status, body) = lookup(&gateway, IN_NO_RANGE).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            (&body["source"], &body["warnings"]),
            (&json!(source), &warning)
        );
    }
    let lines = gateway
        .batch(&json!({ "numbers": [IN_NO_RANGE, "13105550123"] }))
        .await;
    for line in &lines {
        let expected = if line["number"] == IN_NO_RANGE {
            warning.clone()
        } else {
            json!([])
        };
        assert_eq!(line["profile"]["warnings"], expected, "{line}");
    }
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_numbers_for_fiction_and_other_spellings_when_asked_then_nothing_is_warned_of() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for number in [
        "13105550123",
        "19995550123",
        "447700900123",
        "442079460958",
        "441632960123",
        "33639980012",
        "61491570006",
        "5215512345678",
        "525512345678",
        "541123456789",
        "5491123456789",
        "551187654321",
        "5511987654321",
    ] {
        let (status, body) = lookup(&gateway, number).await;
        assert_eq!(status, StatusCode::OK, "{number}");
        assert_eq!(body["warnings"], json!([]), "{number}");
        // Asked for as it was entered.
        assert_eq!(body["number"], *number);
    }
}

#[tokio::test]
async fn given_a_batch_of_whatever_when_sent_then_each_item_has_its_line() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    let items = json!([
        "13105550123",
        13_105_550_101_u64,
        null,
        "",
        "+1 310 555 0123",
        true,
        {"number": "13105550188"},
        ["13105550188"],
        -13_105_550_188_i64,
        1.5,
        1e30,
        "4477009001230",
    ]);
    let lines = gateway
        .batch(&json!({ "numbers": items, "source": "sheet", "telegram": true }))
        .await;
    let items = items.as_array().unwrap();
    assert_eq!(lines.len(), items.len());
    for item in items {
        let line = lines.iter().find(|line| line["number"] == *item);
        let line = line.unwrap_or_else(|| panic!("no line for {item}"));
        let number = match item {
            Value::String(text) if text.ends_with("0123") => Some("13105550123"),
            Value::Number(number) if number.is_u64() => Some("13105550101"),
            _ => None,
        };
        match number {
            Some(number) => assert_eq!(line["profile"]["number"], number, "{line}"),
            None => assert_eq!(line["error"]["code"], "invalid-number", "{line}"),
        }
    }
    assert_eq!(asked(&stub).await, 2);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 2);
}

#[tokio::test]
async fn given_a_refused_number_when_metrics_are_read_then_it_counts_as_refused_and_not_as_a_lookup()
 {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    lookup(&gateway, "4477009001230").await;
    let metrics = gateway.operate(Method::GET, "/metrics").await;
    let metrics = metrics.text().await.unwrap();
    let refused = "phone_profile_refused_total{code=\"invalid-number\"} 1";
    assert!(metrics.lines().any(|line| line == refused), "{metrics}");
    assert!(
        !metrics.contains("phone_profile_lookups_total{"),
        "{metrics}"
    );
}
