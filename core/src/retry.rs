//! When a failed lookup is tried again, and after how long.

use crate::error::{LookupError, LookupErrorCode};
use crate::instant;

/// How often a lookup is tried again, at most.
pub const MAX_RETRIES: u32 = 2;
/// The longest wait that an endpoint's `Retry-After` can cause, in milliseconds.
pub const RETRY_AFTER_CAP_MS: u32 = 60_000;
/// The first window of the exponential back-off, in milliseconds.
const BASE_MS: u32 = 300;

/// How long to wait before the next try, in milliseconds; `None` when there shall be none.
///
/// Only network errors, 429 and 5xx are tried again: everything else would fail again, and an
/// exhausted quota isn't refilled by asking. `jitter`, from 0 to 1, spreads many pages' tries over
/// the whole back-off window, or over a first window after the time that the endpoint asked for.
pub fn delay_ms(error: &LookupError, retries_done: u32, jitter: f64) -> Option<u32> {
    let again = match error.code {
        LookupErrorCode::Network | LookupErrorCode::RateLimited => true,
        LookupErrorCode::Server => error.status.is_some_and(|status| status >= 500),
        _ => false,
    };
    if !again || retries_done >= MAX_RETRIES {
        return None;
    }
    // A NaN becomes 0 in the conversion below.
    let jitter = jitter.clamp(0.0, 1.0);
    Some(match error.retry_after_ms {
        Some(asked) => asked
            .saturating_add((jitter * f64::from(BASE_MS)) as u32)
            .min(RETRY_AFTER_CAP_MS),
        None => (jitter * f64::from(BASE_MS << retries_done)) as u32,
    })
}

/// Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds or an HTTP date, in
/// milliseconds from `now_ms`, uncapped.
pub fn retry_after_ms(header: &str, now_ms: f64) -> Option<u32> {
    let header = header.trim();
    // Fractions are no standard, yet services that count in half seconds send them.
    let (seconds, fraction) = header.split_once('.').unwrap_or((header, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !seconds.is_empty() && digits(seconds) && digits(fraction) {
        let more = u32::from(fraction.bytes().any(|digit| digit != b'0'));
        // Digits that no longer fit are a very long time.
        let seconds = seconds.parse().unwrap_or(u32::MAX).saturating_add(more);
        return Some(seconds.saturating_mul(1000));
    }
    let wait = instant::parse_http(header)? - now_ms;
    // The conversion saturates: a date in the past means at once.
    wait.is_finite().then_some(wait as u32)
}

#[cfg(test)]
mod tests;
