//! Every form of error that services are known to send.

use serde_json::json;

use super::{Body, LookupErrorCode, NOW, answer, asked, code, documented, parsed, received, with};
use crate::answer::read;

const MONTHLY: &str =
    "You have exceeded the MONTHLY quota for Requests on your current plan, BASIC";

#[test]
fn given_an_error_answer_when_read_then_its_code_says_what_to_do() {
    use LookupErrorCode::{
        BadResponse, Forbidden, InvalidNumber, NotInCache, QuotaExhausted, RateLimited, Server,
        Unauthorized,
    };
    for (status, body, expected) in [
        (
            400,
            json!({"error": "Invalid phone number, check it", "success": null}),
            InvalidNumber,
        ),
        (
            422,
            json!({"detail": "The number is not valid"}),
            InvalidNumber,
        ),
        (
            400,
            json!({"error": "This number is too long.", "code": "invalid-number"}),
            InvalidNumber,
        ),
        (400, json!({"error": "Missing parameter"}), Server),
        (401, json!({"message": "Invalid API key"}), Unauthorized),
        (
            403,
            json!({"message": "You are not subscribed to this API."}),
            Forbidden,
        ),
        (403, json!({"message": MONTHLY}), QuotaExhausted),
        (404, json!({"code": "NOT_IN_DATABASE"}), NotInCache),
        // The gateway's own.
        (
            404,
            json!({"code": "not-in-cache", "error": "Nothing is kept for this number"}),
            NotInCache,
        ),
        (
            429,
            json!({"code": "quota-exhausted", "error": "The lookup service\u{2019}s plan is used up"}),
            QuotaExhausted,
        ),
        (
            404,
            json!({"exists": false, "code": "NOT_IN_DATABASE"}),
            NotInCache,
        ),
        (
            200,
            json!({"exists": false, "error": "Number not in database"}),
            NotInCache,
        ),
        (
            404,
            json!({"message": "Endpoint '/number/1' does not exist"}),
            Server,
        ),
        (404, json!({"message": "API doesn't exist"}), Server),
        // Something else was not found than the number.
        (
            404,
            json!({"error": "The picture of this number was not found"}),
            Server,
        ),
        (
            200,
            json!({"error": "Session for number 13105550100 does not exist"}),
            Server,
        ),
        (
            200,
            json!({"error": "Your number is not registered with this service"}),
            Server,
        ),
        (400, json!({"message": "Number of pages not found"}), Server),
        (404, json!({}), Server),
        (402, json!({}), QuotaExhausted),
        (
            429,
            json!({"error": "Requests must be at least 0.5 seconds apart"}),
            RateLimited,
        ),
        (429, json!({"message": MONTHLY}), QuotaExhausted),
        (429, json!({"quota": {"remaining": 0}}), QuotaExhausted),
        (429, json!({"error": {"message": MONTHLY}}), QuotaExhausted),
        (500, json!({"error": "Internal error"}), Server),
        (503, json!({"exists": false}), Server),
        (302, json!({}), Server),
        (418, json!({"error": "no"}), Server),
        (
            200,
            json!({"success": false, "error": "Too many requests"}),
            RateLimited,
        ),
        (
            200,
            json!({"success": false, "message": MONTHLY}),
            QuotaExhausted,
        ),
        (200, json!({"message": MONTHLY}), QuotaExhausted),
        (
            200,
            json!({"success": false, "error": "Unauthorized"}),
            Unauthorized,
        ),
        (
            200,
            json!({"success": false, "error": "Invalid phone number"}),
            InvalidNumber,
        ),
        (
            200,
            json!({"success": false, "error": "Something broke"}),
            Server,
        ),
        // A failure that says what it is says more than flags beside it.
        (
            200,
            json!({"success": false, "error": "Too many requests", "exists": true, "isWhatsApp": false}),
            RateLimited,
        ),
        // "No" beside an error is no "no".
        (
            200,
            json!({"exists": false, "error": "Upstream timeout"}),
            Server,
        ),
        (
            200,
            json!({"success": false, "isWhatsApp": true, "error": "Upstream timeout"}),
            Server,
        ),
        (200, json!({"exists": false, "error": true}), Server),
        (200, json!({"success": false}), BadResponse),
        (200, json!({}), BadResponse),
        (200, json!({"success": true}), BadResponse),
        (200, json!({"hello": "world"}), BadResponse),
        (200, json!([]), BadResponse),
        (200, json!([documented()]), BadResponse),
        (200, json!(7), BadResponse),
        (200, json!("ok"), BadResponse),
        (200, json!(null), BadResponse),
        (500, json!([]), Server),
    ] {
        let error = answer(status, &body).expect_err("an error");
        assert_eq!(error.code, expected, "{status} {body}: {error}");
        assert_eq!(error.status, Some(status));
    }
}

#[test]
fn given_the_gateways_reason_when_read_then_it_is_the_message_and_other_texts_are_not() {
    let message = |status: u16, error: &str, code: &str| {
        let body = json!({"success": false, "error": error, "code": code});
        answer(status, &body).expect_err("an error").message
    };
    let reason = "This number is too long: no number has so many digits.";
    assert_eq!(message(400, reason, "invalid-number"), reason);
    let own = "The endpoint refuses this as a phone number (status 400).";
    for (text, code) in [
        (reason, "INVALID_NUMBER"),
        ("+1 310 555 0123 is no number", "invalid-number"),
        ("Number \u{661}\u{663}\u{661} is invalid", "invalid-number"),
        ("\u{202e}", "invalid-number"),
    ] {
        assert_eq!(message(400, text, code), own, "{text}");
    }
}

#[test]
fn given_no_json_when_read_then_the_message_says_what_came() {
    let error = |status, body| read(received(status, body), &asked(), NOW).expect_err("an error");
    let page = error(200, Body::NotJson);
    assert_eq!(page.code, LookupErrorCode::BadResponse);
    assert_eq!(
        page.message,
        "The endpoint answered with something else than JSON, such as a web page (status 200)."
    );
    assert_eq!(
        error(204, Body::Empty).message,
        "The endpoint answered without a body (status 204)."
    );
    assert_eq!(error(502, Body::NotJson).code, LookupErrorCode::Server);
    assert_eq!(error(401, Body::Empty).code, LookupErrorCode::Unauthorized);
    assert_eq!(error(404, Body::NotJson).code, LookupErrorCode::Server);
    assert_eq!(error(429, Body::NotJson).code, LookupErrorCode::RateLimited);
}

#[test]
fn given_headers_when_an_answer_is_an_error_then_wait_and_quota_come_from_them() {
    let mut wire = received(429, Body::Json(parsed(&json!({"error": "slow down"}))));
    wire.retry_after = Some("5");
    let error = read(wire, &asked(), NOW).expect_err("an error");
    assert_eq!(
        (error.code, error.retry_after_ms),
        (LookupErrorCode::RateLimited, Some(5000))
    );
    assert!(error.retryable());

    let mut wire = received(429, Body::Json(parsed(&json!({"error": "no"}))));
    wire.quota_headers = [None, Some("0"), None];
    let error = read(wire, &asked(), NOW).expect_err("an error");
    assert_eq!(error.code, LookupErrorCode::QuotaExhausted);
    assert!(!error.retryable());
}

#[test]
fn given_an_error_that_repeats_the_number_when_read_then_the_message_does_not() {
    let error =
        answer(400, &json!({"error": "Invalid phone number +13105550123"})).expect_err("an error");
    assert!(!error.message.contains("555"), "{error}");
}

#[test]
fn given_a_profile_in_a_failing_status_when_read_then_the_status_counts() {
    assert_eq!(code(500, &documented()), LookupErrorCode::Server);
    assert_eq!(
        code(404, &with(documented(), json!({"exists": true}))),
        LookupErrorCode::Server
    );
}
