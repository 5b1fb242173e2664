//! The time.

/// Milliseconds since 1970.
pub(super) fn now_ms() -> f64 {
    js_sys::Date::now()
}
