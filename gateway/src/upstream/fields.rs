//! Where an unknown service's JSON has its fields: JSON pointers (RFC 6901) and the values that
//! mean something.

use phone_profile_core::answer::Body;
use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;
use serde::Deserialize;

use super::{reply::Reply, settings::Problem};

/// The pointers. What none points to is unknown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Fields {
    /// Whether the number is registered. Without it, a name or a picture says so.
    pub registered: Option<String>,
    /// The values there that mean yes; `true`, 1 and their texts where none are given.
    pub registered_is: Vec<Value>,
    /// The values there that mean no; `false`, 0 and their texts where none are given.
    pub not_registered_is: Vec<Value>,
    /// The number as the service knows it.
    pub number: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The person's or shop's own line of text.
    pub about: Option<String>,
    /// Whether a business app is in use.
    pub is_business: Option<String>,
    /// Whether the name is verified.
    pub is_verified: Option<String>,
    /// The full picture's URL.
    pub picture: Option<String>,
    /// The small picture's URL.
    pub picture_thumb: Option<String>,
    /// Why there is no picture.
    pub picture_state: Option<String>,
    /// The values there that mean "hidden".
    pub picture_private_is: Vec<Value>,
    /// The values there that mean "none set".
    pub picture_none_is: Vec<Value>,
    /// When the service looked.
    pub last_checked: Option<String>,
    /// What a business says about itself: an object.
    pub business: Option<String>,
    /// The text of an error.
    pub error: Option<String>,
}

/// A value that a field is compared with.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text, compared letter by letter.
    Text(String),
}

impl Value {
    fn is(&self, json: &Json) -> bool {
        match (self, json) {
            (Self::Bool(value), Json::Bool(found)) => value == found,
            (Self::Number(value), Json::Number(found)) => value == found,
            (Self::Text(value), Json::Text(found)) => value == found,
            _ => false,
        }
    }
}

/// What an answer says about the number itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registration {
    Yes,
    No,
    /// The field isn't there, or is null.
    Unsaid,
    /// The field has a value that nobody described. It may well mean "no".
    Unclear,
    /// A list or an object is there, which is no value: the pointer leads to the wrong place.
    Misplaced,
}

impl Fields {
    /// Each pointer with the name of the setting and the reader's name for the field.
    fn read_by_name(&self) -> [(&'static str, &'static str, &Option<String>); 9] {
        [
            ("fields.number", "number", &self.number),
            ("fields.name", "name", &self.name),
            ("fields.about", "about", &self.about),
            ("fields.is-business", "isBusiness", &self.is_business),
            ("fields.is-verified", "isVerified", &self.is_verified),
            ("fields.picture", "profilePic", &self.picture),
            (
                "fields.picture-thumb",
                "profilePicThumb",
                &self.picture_thumb,
            ),
            ("fields.last-checked", "lastChecked", &self.last_checked),
            ("fields.business", "businessProfile", &self.business),
        ]
    }

    pub(super) fn check(&self) -> Result<(), Problem> {
        let others = [
            ("fields.registered", "", &self.registered),
            ("fields.picture-state", "", &self.picture_state),
            ("fields.error", "", &self.error),
        ];
        for (setting, _, pointer) in self.read_by_name().into_iter().chain(others) {
            if pointer
                .as_deref()
                .is_some_and(|text| !text.starts_with('/'))
            {
                let problem = "is no JSON pointer: it must begin with /";
                return Err(Problem::new(setting, problem));
            }
        }
        if self.registered.is_none() && self.name.is_none() && self.picture.is_none() {
            let problem = "needs registered, name or picture";
            return Err(Problem::new("fields", problem));
        }
        Ok(())
    }

    pub(super) fn found<'a>(
        &'a self,
        reply: &'a Reply,
    ) -> impl Iterator<Item = (&'static str, &'a Json)> {
        self.read_by_name()
            .into_iter()
            .filter_map(move |(_, field, pointer)| Some((field, pointed(reply, pointer)?)))
    }

    pub(super) fn registration(&self, reply: &Reply) -> Registration {
        let value = match pointed(reply, &self.registered) {
            None | Some(Json::Null) => return Registration::Unsaid,
            Some(Json::List(_) | Json::Object(_)) => return Registration::Misplaced,
            Some(value) => value,
        };
        match (
            any(&self.registered_is, value),
            any(&self.not_registered_is, value),
        ) {
            (true, false) => Registration::Yes,
            (false, true) => Registration::No,
            (true, true) => Registration::Unclear,
            (false, false) => match value.bool() {
                Some(true) if self.registered_is.is_empty() => Registration::Yes,
                Some(false) if self.not_registered_is.is_empty() => Registration::No,
                _ => Registration::Unclear,
            },
        }
    }

    pub(super) fn picture_state(&self, reply: &Reply) -> PictureState {
        match pointed(reply, &self.picture_state) {
            Some(value) if any(&self.picture_private_is, value) => PictureState::Private,
            Some(value) if any(&self.picture_none_is, value) => PictureState::None,
            _ => PictureState::Unknown,
        }
    }

    pub(super) fn error_text<'a>(&self, reply: &'a Reply) -> Option<&'a str> {
        let text = pointed(reply, &self.error)?.text()?;
        (!text.trim().is_empty()).then_some(text)
    }
}

fn any(values: &[Value], json: &Json) -> bool {
    values.iter().any(|value| value.is(json))
}

fn pointed<'a>(reply: &'a Reply, pointer: &Option<String>) -> Option<&'a Json> {
    match &reply.body {
        Body::Json(json) => point(json, pointer.as_deref()?),
        _ => None,
    }
}

/// The value that a JSON pointer leads to.
fn point<'a>(json: &'a Json, pointer: &str) -> Option<&'a Json> {
    pointer
        .strip_prefix('/')?
        .split('/')
        .try_fold(json, |json, step| match json {
            Json::Object(_) => json.get(&step.replace("~1", "/").replace("~0", "~")),
            Json::List(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_pointer_when_followed_then_names_places_and_escapes_lead_on() {
        let json: Json =
            serde_json::from_str(r#"{"a":[{"b/c":{"~":1}}],"":{"x":2},"t":"text"}"#).unwrap();
        let number = |pointer| point(&json, pointer).and_then(Json::number);
        assert_eq!(number("/a/0/b~1c/~0"), Some(1.0));
        assert_eq!(number("//x"), Some(2.0));
        for nowhere in ["", "a", "/a/1", "/a/-", "/t/0", "/a/0/b", "/none"] {
            assert_eq!(number(nowhere), None, "{nowhere}");
        }
    }
}
