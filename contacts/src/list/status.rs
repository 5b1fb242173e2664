//! What came of an entry, in a word or two.

use crate::plan::Standing;
use crate::run::Lookup;

/// What came of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The number has an account.
    Registered,
    /// The number has none.
    NotRegistered,
    /// No answer, and none to be expected.
    Failed,
    /// Nothing was asked, or nothing came yet.
    NotLookedUp,
    /// No number that can be looked up.
    Invalid,
    /// The row has no number.
    NoNumber,
    /// The person wants no lookup.
    OptedOut,
}

impl Status {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Registered,
        Self::NotRegistered,
        Self::Failed,
        Self::NotLookedUp,
        Self::Invalid,
        Self::NoNumber,
        Self::OptedOut,
    ];

    pub(super) const fn of(standing: &Standing, lookup: &Lookup) -> Self {
        match (standing, lookup) {
            (Standing::Missing, _) => Self::NoNumber,
            (Standing::Invalid(_), _) => Self::Invalid,
            (Standing::OptedOut, _) => Self::OptedOut,
            (_, Lookup::Answered(profile)) if profile.is_whats_app => Self::Registered,
            (_, Lookup::Answered(_)) => Self::NotRegistered,
            (_, Lookup::Failed(_)) => Self::Failed,
            (_, Lookup::Waiting | Lookup::UnderWay) => Self::NotLookedUp,
        }
    }

    /// For people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::NotRegistered => "not registered",
            Self::Failed => "failed",
            Self::NotLookedUp => "not looked up",
            Self::Invalid => "invalid number",
            Self::NoNumber => "no number",
            Self::OptedOut => "opted out",
        }
    }
}
