//! The errors' public face.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::error::Error;

use super::{ErrorReport, LookupError, LookupErrorCode};
use crate::number::NumberError;

#[test]
fn given_every_code_when_named_then_the_names_are_the_contracts() {
    let names: Vec<_> = LookupErrorCode::ALL
        .iter()
        .map(|code| code.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "invalid-number",
            "network",
            "timeout",
            "aborted",
            "unauthorized",
            "forbidden",
            "not-in-cache",
            "rate-limited",
            "quota-exhausted",
            "server",
            "bad-response",
            "wasm-blocked",
            "wasm-load",
        ]
    );
}

#[test]
fn given_every_code_when_serialised_then_it_has_the_same_name() {
    for code in LookupErrorCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn given_an_error_when_it_is_given_out_then_only_what_is_known_is_there() {
    let report = |error: &LookupError| serde_json::to_string(&ErrorReport::from(error)).unwrap();
    let error = LookupError::new(LookupErrorCode::Server, "Failed.")
        .with_status(503)
        .with_retry_after(Some(1_000));
    assert_eq!(
        report(&error),
        r#"{"code":"server","message":"Failed.","retryable":true,"status":503,"retryAfterMs":1000}"#
    );
    let error = LookupError::new(LookupErrorCode::Aborted, "Stopped.");
    assert_eq!(
        report(&error),
        r#"{"code":"aborted","message":"Stopped.","retryable":false}"#
    );
}

#[test]
fn given_an_error_when_asked_whether_to_retry_then_only_passing_failures_say_yes() {
    for code in LookupErrorCode::ALL {
        let passing = matches!(
            code,
            LookupErrorCode::Network
                | LookupErrorCode::Timeout
                | LookupErrorCode::RateLimited
                | LookupErrorCode::Server
                | LookupErrorCode::WasmLoad
        );
        assert_eq!(
            LookupError::new(code, "").retryable(),
            passing,
            "{}",
            code.as_str()
        );
    }
    assert!(
        !LookupError::new(LookupErrorCode::Server, "")
            .with_status(404)
            .retryable()
    );
    assert!(
        LookupError::new(LookupErrorCode::Server, "")
            .with_status(503)
            .retryable()
    );
}

#[test]
fn given_a_cause_when_cloned_then_it_is_still_the_source() {
    let error = LookupError::from(NumberError::TooShort).with_status(400);
    let copy = error.clone();
    assert_eq!(copy.code, LookupErrorCode::InvalidNumber);
    assert_eq!(copy.to_string(), NumberError::TooShort.to_string());
    let source = copy
        .source()
        .and_then(|source| source.downcast_ref::<NumberError>());
    assert_eq!(source, Some(&NumberError::TooShort));
    assert_eq!(
        format!("{error:?}"),
        format!("invalid-number: {}", NumberError::TooShort)
    );
    assert!(
        LookupError::new(LookupErrorCode::Network, "x")
            .source()
            .is_none()
    );
}
