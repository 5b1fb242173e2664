//! What services say of one person in the words of an error. Those that speak the messenger's
//! protocol pass on what its servers say, and what the libraries say that they are made with; a
//! hidden picture is such an error, and no breakdown of the service.

use phone_profile_core::{answer::Body, json::Json};

use super::reply::Reply;

/// Containers within containers that are searched for words.
const DEPTH: u8 = 4;
/// The members that hold words, or an object that does. Not those that repeat the request.
const MEMBERS: [&str; 9] = [
    "error",
    "message",
    "msg",
    "detail",
    "details",
    "reason",
    "description",
    "response",
    "exception",
];
/// Before its condition, whatsmeow names the status.
const STATUS_BEFORE: &str = "info query returned status ";

/// What such words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The person's settings hide the picture.
    Hidden,
    /// The person has set no picture.
    NotSet,
    /// It can't be told for this person, for whatever reason.
    Untold,
    /// The messenger wants fewer requests of the account that asks.
    TooFast,
}

impl Word {
    /// The word in a refusal; a successful answer has fields. Where the status is about our key or
    /// our plan, so are the words.
    pub(super) fn of(reply: &Reply) -> Option<Self> {
        if reply.is_success() || matches!(reply.status, 401..=403 | 429) {
            return None;
        }
        let by_text = || texts(reply).iter().find_map(|text| by_text(text));
        by_code(reply).or_else(by_text)
    }

    /// By the status of a condition in the messenger's protocol. The others, such as 500 and 503,
    /// are its servers' own trouble.
    const fn of_status(status: f64) -> Option<Self> {
        match status as u16 {
            401 => Some(Self::Hidden),
            404 => Some(Self::NotSet),
            429 => Some(Self::TooFast),
            400 | 403 | 405 | 406 | 410 => Some(Self::Untold),
            _ => None,
        }
    }
}

/// All words of an answer, in lower case: they are matched, never shown, as they may repeat the
/// number.
pub(super) fn texts(reply: &Reply) -> Vec<String> {
    let mut found = Vec::new();
    if let Body::Json(json) = &reply.body {
        collect(json, DEPTH, &mut found);
    }
    found
}

fn collect(json: &Json, depth: u8, found: &mut Vec<String>) {
    match json {
        Json::Text(text) => found.push(text.trim().to_lowercase()),
        Json::List(items) if depth > 0 => {
            for item in items {
                collect(item, depth - 1, found);
            }
        }
        Json::Object(_) if depth > 0 => {
            for member in MEMBERS.iter().filter_map(|name| json.get(name)) {
                collect(member, depth - 1, found);
            }
        }
        _ => {}
    }
}

/// Baileys throws the condition's text, with its status as `data`. Its errors about the
/// connection have no number there.
fn by_code(reply: &Reply) -> Option<Word> {
    let Body::Json(json) = &reply.body else {
        return None;
    };
    [Some(json), json.get("exception"), json.get("error")]
        .into_iter()
        .flatten()
        .filter(|json| json.get("isBoom").and_then(Json::bool) == Some(true))
        .find_map(|json| Word::of_status(json.get("data")?.number()?))
}

fn by_text(text: &str) -> Option<Word> {
    let condition = match text.rsplit_once(STATUS_BEFORE) {
        Some((_, rest)) => rest.split_once(": ")?.1,
        None => text.strip_prefix("error: ").unwrap_or(text),
    };
    match condition {
        "not-authorized" => return Some(Word::Hidden),
        "item-not-found" => return Some(Word::NotSet),
        "rate-overlimit" => return Some(Word::TooFast),
        "bad-request" | "not-acceptable" | "not-allowed" | "gone" => return Some(Word::Untold),
        // By itself it is any HTTP server's word for a refused key.
        "forbidden" if condition != text => return Some(Word::Untold),
        _ => {}
    }
    let says = |words: &str| text.contains(words);
    if says("hidden their profile picture") {
        Some(Word::Hidden)
    } else if says("does not have a profile picture") {
        Some(Word::NotSet)
    } else if says("no avatar found")
        || says("timeout get avatar")
        || says("response to profile picture query")
        || says("not implemented by the engine")
    {
        Some(Word::Untold)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderMap;
    use serde_json::{Value, json};

    use super::*;

    fn word(status: u16, body: &Value) -> Option<Word> {
        let body = body.to_string();
        let reply = Reply::new(
            "stub",
            status,
            &HeaderMap::new(),
            body.as_bytes(),
            String::new(),
        );
        Word::of(&reply)
    }

    #[test]
    fn given_a_condition_wherever_services_put_it_when_read_then_it_is_found() {
        for body in [
            json!({"exception": {"message": "not-authorized", "data": 401, "isBoom": true}}),
            json!({"exception": {"message": "Unknown error", "data": 401, "isBoom": true}}),
            json!({"isBoom": true, "data": 401, "output": {"statusCode": 500}}),
            json!({"error": "Internal Server Error", "response": {"message": "not-authorized"}}),
            json!({"response": {"message": ["Error: not-authorized"]}}),
            json!({"message": "info query returned status 401: not-authorized"}),
            json!({"exception": {"details": "2 UNKNOWN: info query returned status 401: not-authorized"}}),
            json!("Not-Authorized"),
        ] {
            assert_eq!(word(500, &body), Some(Word::Hidden), "{body}");
            for status in [200, 401, 403] {
                assert_eq!(word(status, &body), None, "{status} {body}");
            }
        }
    }

    #[test]
    fn given_each_condition_when_read_then_only_what_is_about_the_person_is_a_word() {
        for (text, expected) in [
            ("not-authorized", Some(Word::Hidden)),
            ("item-not-found", Some(Word::NotSet)),
            ("bad-request", Some(Word::Untold)),
            ("rate-overlimit", Some(Word::TooFast)),
            (
                "info query returned status 403: forbidden",
                Some(Word::Untold),
            ),
            ("Forbidden", None),
            ("Bad Request", None),
            ("Not Found", None),
            ("internal-server-error", None),
            ("info query returned status 503: service-unavailable", None),
            ("info query timed out", None),
            ("Connection Closed", None),
            ("Timed Out", None),
            ("the instance is not authorized", None),
            ("you are not logged in", None),
        ] {
            assert_eq!(word(500, &json!({ "message": text })), expected, "{text}");
        }
    }

    #[test]
    fn given_words_that_only_repeat_the_request_when_read_then_they_say_nothing() {
        let body = json!({
            "statusCode": 500, "exception": {"message": "Timed Out", "stack": "not-authorized"},
            "request": {"query": {"session": "not-authorized"}, "message": "item-not-found"},
        });
        assert_eq!(word(500, &body), None);
    }

    proptest! {
        #[test]
        fn given_any_body_when_read_then_nothing_panics(status in 100u16..600, body in "\\PC{0,64}") {
            let _ = word(status, &json!({ "message": body, "error": [body, {"reason": body}] }));
        }
    }
}
