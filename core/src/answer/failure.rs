//! Which error an answer without a profile is.

use crate::error::{LookupError, LookupErrorCode};
use crate::json::Json;
use crate::number::is_digit;
use crate::text::{NAME, clean, is_placeholder};

/// The fields that hold the error text.
const TEXTS: [&str; 4] = ["error", "message", "detail", "msg"];

/// The words of a sentence that says that a number doesn't exist, and of none that says more.
const ABOUT_THE_NUMBER: &str = "a the this that given phone mobile whatsapp number \
    does doesn is isn t not exist exists found registered on";

/// The texts in which an answer says why it failed.
pub(super) struct Words {
    /// The error text, in lower case: it is matched, never shown, as it may repeat the number.
    text: String,
    /// The service's own error code, in capitals.
    code: String,
    /// Why our gateway refuses the number, for the person who entered it.
    reason: Option<String>,
}

impl Words {
    pub(super) fn of(json: &Json) -> Words {
        // Some services wrap it: `{"error": {"message": …}}`.
        let inner = |value: &Json| {
            let nested = || TEXTS.iter().find_map(|name| value.get(name)?.text());
            let text = value.text().or_else(nested)?.trim();
            complains(Some(&Json::of_text(text))).then(|| text.to_ascii_lowercase())
        };
        let text = TEXTS.iter().find_map(|name| inner(json.get(name)?));
        let code = json.get("code").and_then(Json::text).unwrap_or_default();
        let code = code.trim().to_ascii_uppercase();
        // The gateway's reasons hold no number. A text that has a digit in it may be somebody else's.
        let reason = json.get("error").and_then(Json::text);
        let reason = reason
            .filter(|reason| code == "INVALID-NUMBER" && !reason.contains(is_digit))
            .and_then(|reason| clean(reason, NAME));
        Words {
            text: text.unwrap_or_default(),
            code,
            reason,
        }
    }

    pub(super) fn none() -> Words {
        Words {
            text: String::new(),
            code: String::new(),
            reason: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.code.is_empty()
    }

    /// The number itself doesn't exist. Only by words that speak of nothing else: it may as well be
    /// the number's picture, or the service's session, that was not found.
    pub(super) fn say_absent(&self) -> bool {
        let absent = ["exist", "not found", "not registered"];
        self.code == "NUMBER_NOT_FOUND"
            || self.has(&["number"])
                && self.has(&absent)
                && self.has(&["n't", "n\u{2019}t", "not"])
                && self.text.split(|c: char| !c.is_alphanumeric()).all(|word| {
                    is_number(word) || ABOUT_THE_NUMBER.split(' ').any(|known| known == word)
                })
    }

    /// The endpoint's store has nothing on the number, which says nothing about the number.
    pub(super) fn say_unknown(&self) -> bool {
        matches!(self.code.as_str(), "NOT_IN_DATABASE" | "NOT-IN-CACHE")
            || self.has(&["not in database", "not in the database"])
    }

    fn say_exhausted(&self) -> bool {
        self.has(&["quota"]) && self.has(&["exceed", "exhaust", "used up"])
            || matches!(
                self.code.as_str(),
                "QUOTA_EXHAUSTED" | "QUOTA-EXHAUSTED" | "QUOTA_EXCEEDED"
            )
    }

    fn say_too_fast(&self) -> bool {
        self.code == "RATE_LIMITED"
            || self.has(&[
                "rate limit",
                "rate-limit",
                "too many requests",
                "seconds apart",
            ])
    }

    fn say_no_number(&self) -> bool {
        matches!(self.code.as_str(), "INVALID_NUMBER" | "INVALID-NUMBER")
            || self.has(&["number"]) && self.has(&["invalid", "not valid"])
    }

    fn say_no_key(&self) -> bool {
        self.code == "UNAUTHORIZED" || self.has(&["unauthori", "api key"])
    }

    fn say_forbidden(&self) -> bool {
        self.code == "FORBIDDEN" || self.has(&["forbidden", "not subscribed"])
    }

    fn has(&self, any: &[&str]) -> bool {
        any.iter().any(|part| self.text.contains(part))
    }
}

/// Whether the field for an error holds one. Some services always send it: as `false`, `0`, an empty
/// text or a word for nothing where there is none.
pub(super) fn complains(error: Option<&Json>) -> bool {
    match error {
        None | Some(Json::Null) => false,
        Some(Json::Text(text)) if text.trim().is_empty() || is_placeholder(text.trim()) => false,
        Some(error) => error.bool() != Some(false),
    }
}

/// Digits, or nothing between two marks.
fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The error for an answer with this status and these words. The status counts for more, except
/// that services report a used-up quota by several statuses.
pub(super) fn error(status: u16, words: &Words, remaining: Option<u32>) -> LookupError {
    let successful = (200..300).contains(&status);
    if let (400, Some(reason)) = (status, &words.reason) {
        return LookupError::new(LookupErrorCode::InvalidNumber, reason.clone())
            .with_status(status);
    }
    let limited = matches!(status, 402 | 429);
    let (code, message) = match status {
        _ if words.say_unknown() => (
            LookupErrorCode::NotInCache,
            "The endpoint has no stored answer for this number",
        ),
        _ if words.say_exhausted() && status < 500
            || status == 402
            || limited && remaining == Some(0) =>
        {
            (
                LookupErrorCode::QuotaExhausted,
                "The plan\u{2019}s lookups are used up",
            )
        }
        429 => RATE_LIMITED,
        401 => UNAUTHORIZED,
        403 => FORBIDDEN,
        _ if successful && words.say_too_fast() => RATE_LIMITED,
        _ if successful && words.say_no_key() => UNAUTHORIZED,
        _ if successful && words.say_forbidden() => FORBIDDEN,
        _ if (successful || matches!(status, 400 | 422)) && words.say_no_number() => (
            LookupErrorCode::InvalidNumber,
            "The endpoint refuses this as a phone number",
        ),
        404 => (
            LookupErrorCode::Server,
            "The endpoint doesn\u{2019}t know this path: check the endpoint\u{2019}s URL",
        ),
        _ if successful => (
            LookupErrorCode::Server,
            "The endpoint answered with an error of its own",
        ),
        500.. => (LookupErrorCode::Server, "The endpoint failed"),
        _ => (
            LookupErrorCode::Server,
            "The endpoint answered with an unexpected status",
        ),
    };
    with_status(code, message, status)
}

const RATE_LIMITED: (LookupErrorCode, &str) = (
    LookupErrorCode::RateLimited,
    "The endpoint allows fewer lookups in so short a time",
);
const UNAUTHORIZED: (LookupErrorCode, &str) = (
    LookupErrorCode::Unauthorized,
    "The endpoint doesn\u{2019}t accept the credentials of this page",
);
const FORBIDDEN: (LookupErrorCode, &str) = (
    LookupErrorCode::Forbidden,
    "The endpoint doesn\u{2019}t allow this page to look numbers up",
);

/// The error for an answer that says nothing usable; `what` continues "The endpoint answered".
pub(super) fn unusable(what: &str, status: u16) -> LookupError {
    let message = format!("The endpoint answered {what}");
    with_status(LookupErrorCode::BadResponse, &message, status)
}

fn with_status(code: LookupErrorCode, message: &str, status: u16) -> LookupError {
    LookupError::new(code, format!("{message} (status {status}).")).with_status(status)
}
