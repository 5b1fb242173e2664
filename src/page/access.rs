//! What the page may do, by what its gateway has said.

use super::session::{Session, SignIn, Unchecked};
use super::texts::PageText;

/// Whether lookups can be made, and what they take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Access {
    /// Not said yet.
    #[default]
    Unknown,
    /// The server doesn't say it: lookups are tried.
    Open,
    /// Lookups can be made.
    Granted {
        /// What they take.
        session: Box<Session>,
        /// Whether this page holds a token that it can forget.
        by_token: bool,
    },
    /// A token is asked for.
    Token(TokenForm),
    /// People sign in at a proxy, and this visit isn't signed in.
    Proxy,
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessChange {
    /// The gateway has said what is allowed.
    Known(Access),
    /// The gateway is asked about a token.
    SignInBegun,
    /// That token is none, or isn't accepted.
    SignInFailed(SignInProblem),
    /// The token is forgotten.
    SignedOut,
}

/// Where signing in is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenForm {
    /// Whether the gateway is being asked.
    pub checking: bool,
    /// What is said about the last token.
    pub problem: Option<SignInProblem>,
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProblem {
    /// Nothing was entered.
    Empty,
    /// What was entered can't be a token.
    NoToken,
    /// The gateway doesn't know the token.
    Wrong,
    /// The gateway doesn't know the token any more.
    NoLonger,
    /// Nothing is known of the token.
    Unchecked(Unchecked),
}

impl SignInProblem {
    /// The sentence beside the field.
    pub fn sentence(self) -> PageText {
        match self {
            Self::Empty => PageText::TokenEmpty,
            Self::NoToken => PageText::TokenMalformed,
            Self::Wrong => PageText::TokenWrong,
            Self::NoLonger => PageText::TokenNoLonger,
            Self::Unchecked(Unchecked::TooMany) => PageText::TokenTooMany,
            Self::Unchecked(Unchecked::Failed) => PageText::TokenUnchecked,
            Self::Unchecked(Unchecked::NoConnection) => PageText::TokenNoConnection,
        }
    }
}

impl Access {
    /// What a session allows; `by_token` where it was asked for with a token.
    pub fn of(session: Session, by_token: bool) -> Self {
        match session.sign_in {
            SignIn::Token if !session.signed_in => Self::sign_in_by_token(),
            SignIn::Proxy if !session.signed_in => Self::Proxy,
            SignIn::Token | SignIn::Proxy | SignIn::None => Self::Granted {
                session: Box::new(session),
                by_token,
            },
        }
    }

    /// An empty form for a token.
    pub fn sign_in_by_token() -> Self {
        Self::Token(TokenForm::default())
    }

    /// The same, with a word in its form about the last token.
    #[must_use]
    pub fn with_problem(self, problem: SignInProblem) -> Self {
        match self {
            Self::Token(form) => Self::Token(TokenForm {
                problem: Some(problem),
                ..form
            }),
            access => access,
        }
    }

    /// What is known of lookups that can be made.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Granted { session, .. } => Some(session),
            _ => None,
        }
    }

    /// Whether a lookup may be tried.
    pub fn allows_lookups(&self) -> bool {
        !matches!(self, Self::Token(_) | Self::Proxy)
    }

    /// Whether a purpose is asked for, and whether it must be given.
    pub fn asks_for_purpose(&self) -> Option<PurposeWanted<'_>> {
        let session = self.session().filter(|session| !session.demo)?;
        let listed = session.purposes.as_deref();
        (session.purpose_required || listed.is_some()).then_some(PurposeWanted {
            listed,
            required: session.purpose_required,
        })
    }
}

/// Which purpose is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeWanted<'a> {
    /// The purposes to choose from; any text where there is no list.
    pub listed: Option<&'a [String]>,
    /// Whether there is no lookup without one.
    pub required: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(sign_in: SignIn, signed_in: bool) -> Session {
        Session {
            sign_in,
            signed_in,
            ..Session::default()
        }
    }

    #[test]
    fn given_a_session_when_judged_then_who_has_to_sign_in_can_and_nobody_else_must() {
        let is_granted = |sign_in, signed_in| {
            let access = Access::of(session(sign_in, signed_in), false);
            assert_eq!(access.allows_lookups(), access.session().is_some());
            access.allows_lookups()
        };

        assert!(is_granted(SignIn::Token, true));
        assert!(is_granted(SignIn::Proxy, true));
        // Demo data is told to strangers too.
        assert!(is_granted(SignIn::None, false));
        assert!(!is_granted(SignIn::Token, false));
        assert!(!is_granted(SignIn::Proxy, false));
        assert_eq!(
            Access::of(session(SignIn::Proxy, false), false),
            Access::Proxy
        );
    }

    #[test]
    fn given_a_server_that_says_nothing_when_judged_then_lookups_are_tried() {
        assert!(Access::Open.allows_lookups());
        assert!(Access::Unknown.allows_lookups());
        assert_eq!(Access::Open.asks_for_purpose(), None);
    }

    #[test]
    fn given_purposes_when_asked_for_then_only_where_there_is_a_list_or_one_is_needed() {
        let wanted = |purposes: Option<&[&str]>, required, demo| {
            let purposes = purposes.map(|list| list.iter().map(|&one| one.to_owned()).collect());
            let access = Access::of(
                Session {
                    signed_in: true,
                    purposes,
                    purpose_required: required,
                    demo,
                    ..Session::default()
                },
                true,
            );
            access
                .asks_for_purpose()
                .map(|wanted| (wanted.listed.is_some(), wanted.required))
        };

        assert_eq!(wanted(None, false, false), None);
        assert_eq!(wanted(None, true, false), Some((false, true)));
        assert_eq!(
            wanted(Some(&["support"]), false, false),
            Some((true, false))
        );
        assert_eq!(wanted(Some(&["support"]), true, false), Some((true, true)));
        assert_eq!(wanted(Some(&["support"]), true, true), None);
    }
}
