//! What the frame tells its host.

use serde::Serialize;

use super::message::Refusal;
use super::{SOURCE, VERSION};

/// A message to the host.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
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
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// Why there is no answer, or why a message was not followed.
    Error(Failure),
    /// How high the content is.
    Height {
        /// CSS pixels, rounded up.
        height: u32,
    },
    /// The answer, which is put into the field `profile` as the object that it is.
    Profile,
}

/// As the kit's `LookupError`.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// For programs.
    pub code: String,
    /// For developers.
    pub message: String,
    /// Whether asking again may help.
    pub retryable: bool,
    /// When, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<f64>,
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

/// A message with what marks it as one of the protocol's.
#[derive(Debug, Serialize)]
pub struct Envelope<'a> {
    source: &'static str,
    version: u32,
    #[serde(flatten)]
    message: &'a FrameMessage,
}

impl<'a> Envelope<'a> {
    /// Puts a message into one.
    pub fn of(message: &'a FrameMessage) -> Self {
        Self {
            source: SOURCE,
            version: VERSION,
            message,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(message: &FrameMessage) -> Value {
        serde_json::to_value(Envelope::of(message)).unwrap()
    }

    #[test]
    fn given_each_message_when_written_then_it_is_as_declared() {
        assert_eq!(
            written(&FrameMessage::Ready),
            json!({ "source": "phone-profile", "version": 1, "type": "ready" })
        );
        let state = |state: &str, code: Option<&str>| FrameMessage::State {
            state: state.to_owned(),
            picture_state: "unknown".to_owned(),
            code: code.map(str::to_owned),
        };
        assert_eq!(
            written(&state("loading", None)),
            json!({ "source": "phone-profile", "version": 1, "type": "state", "state": "loading", "pictureState": "unknown" })
        );
        assert_eq!(written(&state("error", Some("server")))["code"], "server");
        assert_eq!(
            written(&FrameMessage::Height { height: 212 }),
            json!({ "source": "phone-profile", "version": 1, "type": "height", "height": 212 })
        );
        let failure = Failure {
            code: "rate-limited".to_owned(),
            message: "Later.".to_owned(),
            retryable: true,
            retry_after_ms: Some(5000.0),
        };
        assert_eq!(
            written(&FrameMessage::Error(failure)),
            json!({ "source": "phone-profile", "version": 1, "type": "error", "code": "rate-limited", "message": "Later.", "retryable": true, "retryAfterMs": 5000.0 })
        );
    }

    #[test]
    fn given_a_refusal_when_told_then_it_names_the_field() {
        let told = written(&Refusal::Value("number").into());
        assert_eq!(told["code"], "invalid-message");
        assert!(
            told["message"].as_str().unwrap().contains("number"),
            "{told}"
        );
        assert_eq!(told.get("retryAfterMs"), None);
    }
}
