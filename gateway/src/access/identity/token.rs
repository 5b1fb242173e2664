//! Static tokens.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use crate::access::{
    Caller, SettingsError, TokenHash, Via, caller::is_name, settings::TokenSettings,
};

/// The configured tokens.
pub(super) struct Tokens(Vec<(TokenHash, Caller)>);

impl Tokens {
    pub(super) fn new(tokens: &[TokenSettings]) -> Result<Self, SettingsError> {
        for (at, token) in tokens.iter().enumerate() {
            let names = [Some(&token.name), token.group.as_ref()];
            if let Some(wrong) = names.into_iter().flatten().find(|name| !is_name(name)) {
                return Err(SettingsError::TokenName(wrong.clone()));
            }
            let earlier = tokens.iter().take(at);
            for other in earlier {
                if other.name == token.name || other.hash.0 == token.hash.0 {
                    return Err(SettingsError::TokenTwice(token.name.clone()));
                }
            }
        }
        let callers = tokens.iter().map(|token| {
            let mut caller = Caller::new(&token.name, token.operator, Via::Token);
            caller.may_walk = token.may_walk;
            (token.hash, caller.in_group(token.group.as_deref()))
        });
        Ok(Self(callers.collect()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whose token it is. Every hash is compared in full, whichever matches.
    pub(super) fn find(&self, credential: &str) -> Option<Caller> {
        let hash = TokenHash::of(credential);
        let mut found = u64::MAX;
        for (at, (known, _)) in (0_u64..).zip(&self.0) {
            let same: Choice = known.0.ct_eq(&hash.0);
            found.conditional_assign(&at, same);
        }
        let (_, caller) = self.0.get(usize::try_from(found).ok()?)?;
        Some(caller.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{hash_token, new_token};

    fn settings(name: &str, token: &str) -> TokenSettings {
        TokenSettings {
            name: name.to_owned(),
            hash: TokenHash::of(token),
            operator: name == "b",
            group: None,
            may_walk: false,
        }
    }

    #[test]
    fn given_a_new_token_when_its_hash_is_configured_then_it_is_found() {
        let (token, hash) = new_token().unwrap();
        assert_eq!(hash_token(&token), hash);
        assert_ne!(new_token().unwrap().0, token);
        let text = format!("name = \"dash\"\nhash = \"{hash}\"");
        let tokens = Tokens::new(&[toml::from_str(&text).unwrap()]).unwrap();
        assert_eq!(tokens.find(&token).unwrap().name, "dash");
        assert_eq!(tokens.find(&hash), None);
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
                .find(token)
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
    fn given_a_token_where_its_hash_belongs_when_read_then_the_error_does_not_repeat_it() {
        let error = toml::from_str::<TokenSettings>("name = \"a\"\nhash = \"s3cret\"").unwrap_err();
        assert!(!error.message().contains("s3cret"), "{error}");
        assert!(error.message().contains("64 hexadecimal"), "{error}");
    }
}
