//! What the frame tells its host, as the fields of plain objects.

use serde::Deserialize;

use super::message::Refusal;
use super::{SOURCE, VERSION};

/// A message to the host.
#[derive(Debug, Clone, PartialEq)]
pub enum FrameMessage {
    /// The frame listens. Holds nothing else, as it may go out before the host is known.
    Ready,
    /// Where the card is.
    State {
        /// As the element's `state`.
        state: String,
        /// As its `picture-state`.
        picture_state: String,
        /// The error's code, in the state `error`.
        code: Option<String>,
    },
    /// Why there is no answer, or why a message was not followed.
    Error(Failure),
    /// How high the content is, in CSS pixels, rounded up.
    Height(u32),
    /// The answer, which is put into the field `profile` as the object that it is.
    Profile,
}

/// As the kit's `LookupError`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// For programs.
    pub code: String,
    /// For developers.
    pub message: String,
    /// Whether asking again may help.
    pub retryable: bool,
    /// When, in milliseconds.
    #[serde(default)]
    pub retry_after_ms: Option<f64>,
}

/// A field's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
}

/// The fields of a message, and those that mark it as one of the protocol's.
pub fn fields(message: &FrameMessage) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut fields = vec![
        ("source", text(SOURCE)),
        ("version", Value::Number(f64::from(VERSION))),
    ];
    match message {
        FrameMessage::Ready => fields.push(("type", text("ready"))),
        FrameMessage::State {
            state,
            picture_state,
            code,
        } => {
            fields.push(("type", text("state")));
            fields.push(("state", text(state)));
            fields.push(("pictureState", text(picture_state)));
            fields.extend(code.as_deref().map(|code| ("code", text(code))));
        }
        FrameMessage::Error(failure) => {
            fields.push(("type", text("error")));
            fields.push(("code", text(&failure.code)));
            fields.push(("message", text(&failure.message)));
            fields.push(("retryable", Value::Flag(failure.retryable)));
            let wait = failure.retry_after_ms.map(Value::Number);
            fields.extend(wait.map(|wait| ("retryAfterMs", wait)));
        }
        FrameMessage::Height(height) => {
            fields.push(("type", text("height")));
            fields.push(("height", Value::Number(f64::from(*height))));
        }
        FrameMessage::Profile => fields.push(("type", text("profile"))),
    }
    fields
}

impl From<Refusal> for FrameMessage {
    fn from(refusal: Refusal) -> Self {
        Self::Error(Failure {
            code: "invalid-message".to_owned(),
            message: refusal.to_string(),
            retryable: false,
            retry_after_ms: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(message: &FrameMessage) -> Vec<String> {
        let fields = fields(message).into_iter();
        fields
            .map(|(name, value)| match value {
                Value::Text(text) => format!("{name}: '{text}'"),
                Value::Number(number) => format!("{name}: {number}"),
                Value::Flag(flag) => format!("{name}: {flag}"),
            })
            .collect()
    }

    fn expect(message: &FrameMessage, kind: &str, rest: &[&str]) {
        let kind = format!("type: '{kind}'");
        let mut expected = vec!["source: 'phone-profile'", "version: 1", &kind];
        expected.extend(rest);
        assert_eq!(written(message), expected);
    }

    #[test]
    fn given_each_message_when_written_then_it_is_as_declared() {
        let state = |state: &str, code: Option<&str>| FrameMessage::State {
            state: state.to_owned(),
            picture_state: "unknown".to_owned(),
            code: code.map(str::to_owned),
        };
        expect(&FrameMessage::Ready, "ready", &[]);
        expect(
            &state("loading", None),
            "state",
            &["state: 'loading'", "pictureState: 'unknown'"],
        );
        expect(
            &state("error", Some("server")),
            "state",
            &[
                "state: 'error'",
                "pictureState: 'unknown'",
                "code: 'server'",
            ],
        );
        expect(&FrameMessage::Height(212), "height", &["height: 212"]);
        expect(&FrameMessage::Profile, "profile", &[]);
    }

    #[test]
    fn given_an_error_when_written_then_the_wait_is_told_where_there_is_one() {
        let failure = |retry_after_ms| {
            FrameMessage::Error(Failure {
                code: "rate-limited".to_owned(),
                message: "Later.".to_owned(),
                retryable: true,
                retry_after_ms,
            })
        };
        let fields = [
            "code: 'rate-limited'",
            "message: 'Later.'",
            "retryable: true",
        ];
        expect(&failure(None), "error", &fields);
        let waiting = [&fields[..], &["retryAfterMs: 5000"]].concat();
        expect(&failure(Some(5000.0)), "error", &waiting);
    }

    #[test]
    fn given_a_refusal_when_told_then_it_names_the_field() {
        let told = written(&Refusal::Value("number").into());
        assert_eq!(told[3], "code: 'invalid-message'");
        assert!(told[4].contains("number"), "{told:?}");
    }
}
