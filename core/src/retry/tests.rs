//! Which failures are tried again, and when.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::{MAX_RETRIES, RETRY_AFTER_CAP_MS, delay_ms, retry_after_ms};
use crate::error::{LookupError, LookupErrorCode};

/// Sun, 06 Nov 1994 08:49:37 GMT
const NOW: f64 = 784_111_777_000.0;

fn failed(code: LookupErrorCode, status: Option<u16>) -> LookupError {
    let error = LookupError::new(code, "");
    match status {
        Some(status) => error.with_status(status),
        None => error,
    }
}

#[test]
fn given_a_failure_when_it_may_pass_then_the_window_doubles() {
    let network = failed(LookupErrorCode::Network, None);
    assert_eq!(delay_ms(&network, 0, 0.0), Some(0));
    assert_eq!(delay_ms(&network, 0, 1.0), Some(300));
    assert_eq!(delay_ms(&network, 1, 1.0), Some(600));
    assert_eq!(delay_ms(&network, 1, 0.5), Some(300));
    assert_eq!(delay_ms(&network, MAX_RETRIES, 0.5), None);
    assert_eq!(delay_ms(&network, u32::MAX, 0.5), None);
}

#[test]
fn given_every_code_when_asked_then_only_network_429_and_5xx_are_tried_again() {
    for code in LookupErrorCode::ALL {
        let again = matches!(
            code,
            LookupErrorCode::Network | LookupErrorCode::RateLimited
        );
        assert_eq!(
            delay_ms(&failed(code, None), 0, 0.5).is_some(),
            again,
            "{}",
            code.as_str()
        );
    }
    assert!(delay_ms(&failed(LookupErrorCode::Server, Some(503)), 0, 0.5).is_some());
    assert!(delay_ms(&failed(LookupErrorCode::Server, Some(404)), 0, 0.5).is_none());
    // Even though it comes with a 429 and a time to wait.
    let quota = failed(LookupErrorCode::QuotaExhausted, Some(429)).with_retry_after(Some(1000));
    assert_eq!(delay_ms(&quota, 0, 0.5), None);
}

#[test]
fn given_a_retry_after_when_waiting_then_it_is_honoured_up_to_the_cap() {
    let asked = |ms| failed(LookupErrorCode::RateLimited, Some(429)).with_retry_after(Some(ms));
    assert_eq!(delay_ms(&asked(5000), 0, 0.0), Some(5000));
    assert_eq!(delay_ms(&asked(5000), 1, 1.0), Some(5300));
    assert_eq!(delay_ms(&asked(0), 0, 1.0), Some(300));
    assert_eq!(
        delay_ms(&asked(3_600_000), 0, 0.5),
        Some(RETRY_AFTER_CAP_MS)
    );
    assert_eq!(delay_ms(&asked(u32::MAX), 0, 1.0), Some(RETRY_AFTER_CAP_MS));
}

#[test]
fn given_a_header_when_parsed_then_it_is_milliseconds_from_now() {
    for (header, ms) in [
        ("0", Some(0)),
        ("5", Some(5000)),
        (" 120 ", Some(120_000)),
        ("0.5", Some(1000)),
        ("2.0", Some(2000)),
        ("99999999999999999999", Some(u32::MAX)),
        ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10_000)),
        ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
        ("", None),
        (".", None),
        (".5", None),
        ("-1", None),
        ("+1", None),
        ("5s", None),
        ("1e3", None),
        ("soon", None),
    ] {
        assert_eq!(retry_after_ms(header, NOW), ms, "{header:?}");
    }
    assert_eq!(
        retry_after_ms("Sun, 06 Nov 1994 08:49:47 GMT", f64::NAN),
        None
    );
}

proptest! {
    #[test]
    fn given_any_failure_when_tried_again_then_the_wait_is_bounded(
        code in prop::sample::select(&LookupErrorCode::ALL[..]),
        status in any::<Option<u16>>(),
        asked in any::<Option<u32>>(),
        done in any::<u32>(),
        jitter in any::<f64>(),
    ) {
        let error = failed(code, status).with_retry_after(asked);
        if let Some(wait) = delay_ms(&error, done, jitter) {
            prop_assert!(wait <= RETRY_AFTER_CAP_MS);
            prop_assert!(asked.is_none_or(|asked| wait >= asked.min(RETRY_AFTER_CAP_MS)));
            prop_assert!(done < MAX_RETRIES && error.retryable());
        }
    }

    #[test]
    fn given_any_header_when_parsed_then_nothing_breaks(header in any::<String>(), now in any::<f64>()) {
        let _ = retry_after_ms(&header, now);
    }
}
