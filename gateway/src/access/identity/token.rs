//! Static tokens.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use crate::access::{
    Caller, SettingsError, TokenHash, Via,
    caller::{OwnCaps, is_name},
    settings::{Expiry, TokenSettings},
};

/// The configured tokens.
pub(super) struct Tokens(Vec<Token>);

struct Token {
    hash: TokenHash,
    caller: Caller,
    expires: Option<Expiry>,
}

/// A token that has been one. Whose it was is for logs, never for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expired(pub(super) String);

impl Token {
    fn of(settings: &TokenSettings) -> Self {
        let mut caller = Caller::new(&settings.name, settings.operator, Via::Token);
        caller.may_walk = settings.may_walk;
        caller.caps = OwnCaps {
            per_minute: settings.per_minute,
            per_day: settings.per_day,
        };
        Self {
            hash: settings.hash,
            caller: caller.in_group(settings.group.as_deref()),
            expires: settings.expires,
        }
    }

    /// Whose it is, unless it has expired by now (Unix milliseconds).
    fn caller(&self, now_ms: u64) -> Result<Caller, Expired> {
        if self.expires.is_some_and(|expires| expires.is_over(now_ms)) {
            return Err(Expired(self.caller.name.clone()));
        }
        Ok(self.caller.clone())
    }
}

impl Tokens {
    pub(super) fn new(tokens: &[TokenSettings]) -> Result<Self, SettingsError> {
        for (at, token) in tokens.iter().enumerate() {
            let names = [Some(&token.name), token.group.as_ref()];
            if let Some(wrong) = names.into_iter().flatten().find(|name| !is_name(name)) {
                return Err(SettingsError::TokenName(wrong.clone()));
            }
            if token.per_minute == Some(0) {
                return Err(SettingsError::Zero("tokens.per-minute"));
            }
            if token.per_day == Some(0) {
                return Err(SettingsError::Zero("tokens.per-day"));
            }
            let earlier = tokens.iter().take(at);
            for other in earlier {
                if other.name == token.name || other.hash.0 == token.hash.0 {
                    return Err(SettingsError::TokenTwice(token.name.clone()));
                }
            }
        }
        Ok(Self(tokens.iter().map(Token::of).collect()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whose token it is at this moment (Unix milliseconds). Every hash is compared in full, whichever
    /// matches.
    pub(super) fn find(&self, credential: &str, now_ms: u64) -> Option<Result<Caller, Expired>> {
        let hash = TokenHash::of(credential);
        let mut found = u64::MAX;
        for (at, token) in (0_u64..).zip(&self.0) {
            let same: Choice = token.hash.0.ct_eq(&hash.0);
            found.conditional_assign(&at, same);
        }
        let token = self.0.get(usize::try_from(found).ok()?)?;
        Some(token.caller(now_ms))
    }

    /// Who has the token of this name, if there is one that counts at this moment.
    pub(super) fn named(&self, name: &str, now_ms: u64) -> Option<Caller> {
        let token = self.0.iter().find(|token| token.caller.name == name)?;
        token.caller(now_ms).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{hash_token, new_token};

    /// In 2026.
    const NOW: u64 = 1_777_034_096_000;

    fn settings(name: &str, token: &str) -> TokenSettings {
        TokenSettings {
            name: name.to_owned(),
            hash: TokenHash::of(token),
            operator: name == "b",
            group: None,
            may_walk: false,
            expires: None,
            per_minute: None,
            per_day: None,
        }
    }

    #[test]
    fn given_a_new_token_when_its_hash_is_configured_then_it_is_found() {
        let (token, hash) = new_token().unwrap();
        assert_eq!(hash_token(&token), hash);
        assert_ne!(new_token().unwrap().0, token);
        let text = format!("name = \"dash\"\nhash = \"{hash}\"");
        let tokens = Tokens::new(&[toml::from_str(&text).unwrap()]).unwrap();
        assert_eq!(tokens.find(&token, NOW).unwrap().unwrap().name, "dash");
        assert_eq!(tokens.find(&hash, NOW), None);
    }

    #[test]
    fn given_several_tokens_when_one_is_shown_then_its_own_caller_comes() {
        let tokens = Tokens::new(&[
            settings("a", "one"),
            settings("b", "two"),
            settings("c", "three"),
        ])
        .unwrap();
        let found = |token| {
            tokens
                .find(token, NOW)
                .map(|caller| caller.unwrap())
                .map(|caller| (caller.name, caller.operator))
        };
        assert_eq!(found("one"), Some(("a".to_owned(), false)));
        assert_eq!(found("two"), Some(("b".to_owned(), true)));
        assert_eq!(found("three"), Some(("c".to_owned(), false)));
        for wrong in ["", "One", "one ", "four", "ppg_"] {
            assert_eq!(found(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn given_two_tokens_alike_when_configured_then_they_are_refused() {
        let twice = |a, b| Tokens::new(&[a, b]).is_err();
        assert!(twice(settings("a", "one"), settings("a", "two")));
        assert!(twice(settings("a", "one"), settings("b", "one")));
        assert!(Tokens::new(&[settings("", "one")]).is_err());
    }

    #[test]
    fn given_a_token_that_expires_when_its_time_is_over_then_it_is_nobodys() {
        let expires = Some("2026-04-24".parse().unwrap());
        let token = TokenSettings {
            expires,
            ..settings("a", "one")
        };
        let tokens = Tokens::new(&[token]).unwrap();
        assert_eq!(tokens.find("one", NOW).unwrap().unwrap().name, "a");
        assert_eq!(tokens.named("a", NOW).unwrap().name, "a");
        let tomorrow = NOW + 24 * 60 * 60 * 1_000;
        assert_eq!(
            tokens.find("one", tomorrow),
            Some(Err(Expired("a".to_owned())))
        );
        assert_eq!(tokens.named("a", tomorrow), None);
        assert_eq!(tokens.named("b", NOW), None);
    }

    #[test]
    fn given_caps_at_which_nothing_could_be_asked_when_configured_then_they_are_refused() {
        for (per_minute, per_day) in [(Some(0), None), (None, Some(0))] {
            let token = TokenSettings {
                per_minute,
                per_day,
                ..settings("a", "one")
            };
            assert!(matches!(Tokens::new(&[token]), Err(SettingsError::Zero(_))));
        }
    }

    #[test]
    fn given_a_token_where_its_hash_belongs_when_read_then_the_error_does_not_repeat_it() {
        let error = toml::from_str::<TokenSettings>("name = \"a\"\nhash = \"s3cret\"").unwrap_err();
        assert!(!error.message().contains("s3cret"), "{error}");
        assert!(error.message().contains("64 hexadecimal"), "{error}");
    }
}
