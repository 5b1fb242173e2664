//! Why a request isn't served. How HTTP says it is known where answers are made.

use std::time::Duration;

use super::Caller;

/// Why a request isn't served. The text is for the caller, and tells nothing about the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No credential, a wrong or expired one, or several: one text for all of them.
    #[error("The gateway wants a valid token.")]
    Credential,
    /// Too many wrong credentials.
    #[error("Too many wrong credentials came from this address.")]
    Attempts(Duration),
    /// The keys that JWTs are checked with can't be had.
    #[error("The gateway can't check the request at the moment.")]
    Keys(Duration),
    /// A page of another site sends it in its visitor's name.
    #[error("A page of another site may not ask in your name.")]
    ForeignPage,
    /// It takes an operator.
    #[error("Only operators may do this.")]
    NotOperator,
    /// The caller's lookups of this minute are used up.
    #[error("Too many lookups in a minute.")]
    PerMinute(Duration),
    /// The caller's lookups of this day are used up.
    #[error("Too many lookups in a day.")]
    PerDay(Duration),
    /// The caller's share of the budget is spent.
    #[error("Your share of the budget is used up.")]
    Share(Duration),
    /// A walk through a range of numbers.
    #[error("These lookups look like a walk through a range.")]
    Walk(Duration),
    /// What looks like a walk waits already, and too much of it.
    #[error("Too many lookups in one range are waiting.")]
    Slowed(Duration),
    /// A purpose that is missing, not allowed, or none.
    #[error("{0}")]
    Purpose(WrongPurpose),
    /// A batch that is too large.
    #[error("A batch holds {most} lookups at most.")]
    Batch {
        /// Lookups that a batch may hold.
        most: usize,
    },
    /// The counters can't be used.
    #[error("The gateway can't check the request at the moment.")]
    Store(Duration),
}

/// What is wrong with a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongPurpose {
    /// There is none.
    #[error("The gateway wants to know what a lookup is for.")]
    Missing,
    /// It is too long, or can't be shown.
    #[error("A purpose is one line of 200 characters at most.")]
    Malformed,
    /// It isn't on the list.
    #[error("The gateway doesn't allow this purpose.")]
    NotAllowed,
}

impl Refusal {
    /// How long to wait, where waiting helps.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Attempts(wait)
            | Self::Keys(wait)
            | Self::PerMinute(wait)
            | Self::PerDay(wait)
            | Self::Share(wait)
            | Self::Walk(wait)
            | Self::Slowed(wait)
            | Self::Store(wait) => Some(*wait),
            Self::Credential
            | Self::ForeignPage
            | Self::NotOperator
            | Self::Purpose(_)
            | Self::Batch { .. } => None,
        }
    }

    /// Which check refused, in one word for the audit.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Attempts(_) => "attempts",
            Self::Keys(_) => "keys",
            Self::ForeignPage => "page",
            Self::NotOperator => "operator",
            Self::PerMinute(_) => "per-minute",
            Self::PerDay(_) => "per-day",
            Self::Share(_) => "budget-share",
            Self::Walk(_) => "neighbours",
            Self::Slowed(_) => "slowed",
            Self::Purpose(_) => "purpose",
            Self::Batch { .. } => "batch",
            Self::Store(_) => "store",
        }
    }

    /// For what only operators may do: the audit and erasure.
    ///
    /// # Errors
    /// [`Refusal::NotOperator`] for everybody else.
    pub const fn unless_operator(caller: &Caller) -> Result<(), Self> {
        if caller.operator {
            Ok(())
        } else {
            Err(Self::NotOperator)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Via;

    #[test]
    fn given_a_caller_that_is_no_operator_when_checked_then_it_is_refused() {
        let caller = |operator| Caller::new("a", operator, Via::Token);
        let refused = Refusal::unless_operator(&caller(false));
        assert_eq!(refused, Err(Refusal::NotOperator));
        assert_eq!(Refusal::unless_operator(&caller(true)), Ok(()));
    }
}
