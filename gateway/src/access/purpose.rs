//! Why a caller asks: the query parameter `purpose`, as the widget sends it, or the field of that
//! name in a batch.

use url::form_urlencoded;

use super::{Refusal, SettingsError, WrongPurpose, settings::Settings};

const LONGEST: usize = 200;

/// Which purposes are accepted.
#[derive(Debug, Clone)]
pub struct Purposes {
    allowed: Option<Vec<String>>,
    required: bool,
}

impl Purposes {
    /// Takes the settings.
    ///
    /// # Errors
    /// A list that nothing, or nothing that a caller could say, is on.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        if let Some(purposes) = &settings.purposes {
            if purposes.is_empty() {
                return Err(SettingsError::NoPurpose);
            }
            if let Some(wrong) = purposes.iter().find(|purpose| !is_purpose(purpose)) {
                return Err(SettingsError::Purpose(wrong.clone()));
            }
        }
        Ok(Self {
            allowed: settings.purposes.clone(),
            required: settings.purpose_required,
        })
    }

    /// The list, where there is one.
    #[must_use]
    pub fn listed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Whether one must be given.
    #[must_use]
    pub const fn are_required(&self) -> bool {
        self.required
    }

    /// The purpose for the audit, from what the caller says.
    ///
    /// # Errors
    /// [`Refusal::Purpose`] where it is missing though required, not on the list, longer than 200 characters, or
    /// holds control characters.
    pub fn check(&self, said: Option<&str>) -> Result<Option<String>, Refusal> {
        let said = said.map(str::trim).filter(|said| !said.is_empty());
        let Some(purpose) = said else {
            return if self.required {
                Err(Refusal::Purpose(WrongPurpose::Missing))
            } else {
                Ok(None)
            };
        };
        if !is_purpose(purpose) {
            return Err(Refusal::Purpose(WrongPurpose::Malformed));
        }
        let allowed = self
            .allowed
            .as_ref()
            .is_none_or(|allowed| allowed.iter().any(|one| one == purpose));
        if !allowed {
            return Err(Refusal::Purpose(WrongPurpose::NotAllowed));
        }
        Ok(Some(purpose.to_owned()))
    }
}

/// The parameter `purpose` of a query. The first one counts: the widget adds its own last, behind
/// what an endpoint's address was configured with.
#[must_use]
pub fn purpose_of_query(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "purpose")
        .map(|(_, value)| value.into_owned())
}

fn is_purpose(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && text.chars().count() <= LONGEST
        && !text.chars().any(is_unprintable)
}

/// Besides control characters: what breaks lines, or turns them around, where a log is read.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purposes(text: &str) -> Purposes {
        Purposes::new(&toml::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn given_a_purpose_when_anything_is_allowed_then_it_is_kept_trimmed() {
        let purposes = purposes("");
        assert_eq!(purposes.check(None), Ok(None));
        assert_eq!(purposes.check(Some("  ")), Ok(None));
        assert_eq!(
            purposes.check(Some(" review 7 ")),
            Ok(Some("review 7".to_owned()))
        );
        assert!(purposes.check(Some(&"é".repeat(LONGEST))).is_ok());
    }

    #[test]
    fn given_a_text_that_is_no_purpose_when_checked_then_it_is_refused() {
        let purposes = purposes("");
        let long = "é".repeat(LONGEST + 1);
        for wrong in [
            long.as_str(),
            "a\nb",
            "a\0b",
            "a\u{7f}b",
            "a\u{202e}b",
            "a\u{2028}b",
        ] {
            let refusal = Refusal::Purpose(WrongPurpose::Malformed);
            assert_eq!(purposes.check(Some(wrong)), Err(refusal));
        }
    }

    #[test]
    fn given_a_list_when_checked_then_only_what_is_on_it_is_accepted() {
        let listed = purposes("purposes = [\"support\", \"fraud check\"]");
        assert!(listed.check(Some("support")).is_ok());
        assert!(listed.check(Some(" fraud check")).is_ok());
        assert!(listed.check(None).is_ok());
        for wrong in ["Support", "support2", "fraud"] {
            assert!(listed.check(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn given_it_is_required_when_missing_then_it_is_refused() {
        let required = purposes("purpose-required = true");
        assert!(required.check(None).is_err());
        assert!(required.check(Some(" ")).is_err());
        assert!(required.check(Some("x")).is_ok());
    }

    #[test]
    fn given_lists_that_allow_nothing_when_taken_then_they_are_refused() {
        for wrong in ["purposes = []", "purposes = [\"\"]", "purposes = [\" a\"]"] {
            assert!(
                Purposes::new(&toml::from_str(wrong).unwrap()).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn given_queries_when_read_then_the_purpose_is_decoded() {
        for (query, expected) in [
            ("purpose=support", Some("support")),
            ("a=1&purpose=a%26b%3Dc%23d%20%C3%A9", Some("a&b=c#d \u{e9}")),
            ("purpose=a+b", Some("a b")),
            ("purpose=", Some("")),
            ("purpose=first&purpose=second", Some("first")),
            ("Purpose=x&xpurpose=y", None),
            ("", None),
        ] {
            assert_eq!(purpose_of_query(query).as_deref(), expected, "{query}");
        }
    }
}
