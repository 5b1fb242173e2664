//! What a run would take: lookups, what is left of them, and money.

use phone_profile::page::session::{Formats, Price, Session};
use phone_profile_contacts::plan::cost;

use crate::protocol::Planned;

/// What is told before the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// Numbers that would be looked up.
    pub lookups: usize,
    /// The sentence: `312 lookups, of 500 left this month; about $1.56 at $0.005 each`.
    pub line: String,
    /// Whether fewer lookups are left than the list needs.
    pub exceeds: bool,
}

/// Paid lookups at most, as it was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// No more than the plan allows.
    None,
    /// So many.
    Some(usize),
    /// What was entered is no count.
    Unreadable,
}

impl Cap {
    /// Reads what was entered.
    pub fn of(entered: &str) -> Self {
        let entered = entered.trim();
        if entered.is_empty() {
            return Self::None;
        }
        match entered.parse() {
            Ok(count) if count > 0 => Self::Some(count),
            _ => Self::Unreadable,
        }
    }

    /// As the worker takes it.
    pub fn most(self) -> Option<usize> {
        match self {
            Self::Some(count) => Some(count),
            Self::None | Self::Unreadable => None,
        }
    }
}

/// How many numbers a run would look up.
pub fn lookups(planned: &Planned, cap: Cap) -> usize {
    let open = planned.numbers.saturating_sub(planned.answered);
    cap.most().map_or(open, |most| open.min(most))
}

/// What a run would take, of what the gateway has said.
pub fn estimate(
    planned: &Planned,
    cap: Cap,
    session: Option<&Session>,
    formats: &impl Formats,
) -> Estimate {
    let lookups = lookups(planned, cap);
    let mut line = counted(lookups, "lookup", formats);
    let session = session.filter(|session| !session.demo);
    let budget = session.and_then(Session::pays_from);
    if let Some(budget) = budget {
        let left = formats.count(budget.remaining);
        line.push_str(&format!(", of {left} left{}", budget.period.words()));
    }
    let price = session.and_then(|session| session.price.as_ref());
    if let Some((price, sum)) = price.and_then(|price| Some((price, sum(price, lookups, formats)?)))
    {
        let each = formats.price(price);
        line.push_str(&format!("; about {sum} at {each} each"));
    }
    let exceeds = budget.is_some_and(|budget| as_u64(lookups) > budget.remaining);
    Estimate {
        lookups,
        line,
        exceeds,
    }
}

/// What so many lookups cost, with all of its digits.
pub fn sum(price: &Price, count: usize, formats: &impl Formats) -> Option<String> {
    let amount = cost(&price.amount, count)?;
    Some(formats.price(&Price {
        amount,
        currency: price.currency.clone(),
    }))
}

/// A count and what is counted: `1 lookup`, `312 lookups`.
pub fn counted(count: usize, what: &str, formats: &impl Formats) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {what}{plural}", formats.count(as_u64(count)))
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    struct Plain;

    impl Formats for Plain {
        fn count(&self, count: u64) -> String {
            count.to_string()
        }

        fn price(&self, price: &Price) -> String {
            format!("{} {}", price.amount, price.currency)
        }
    }

    const PLANNED: Planned = Planned {
        rows: 400,
        without_number: 0,
        invalid: Vec::new(),
        repeated: 0,
        opted_out: 0,
        consecutive: 0,
        numbers: 352,
        answered: 40,
    };

    fn session(text: &str) -> Session {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn given_a_budget_and_a_price_when_estimated_then_the_line_has_both() {
        let told = session(
            r#"{"budgets":[{"upstream":"a","period":"month","limit":1000,"remaining":500}],"paidFrom":"a","price":{"amount":"0.005","currency":"USD"}}"#,
        );
        let whole = estimate(&PLANNED, Cap::None, Some(&told), &Plain);
        assert_eq!(
            whole.line,
            "312 lookups, of 500 left this month; about 1.56 USD at 0.005 USD each"
        );
        assert!(!whole.exceeds);

        let capped = estimate(&PLANNED, Cap::Some(1), Some(&told), &Plain);
        assert_eq!(
            capped.line,
            "1 lookup, of 500 left this month; about 0.005 USD at 0.005 USD each"
        );
    }

    #[test]
    fn given_less_left_than_needed_when_estimated_then_it_is_told_unless_it_is_capped() {
        let told = session(
            r#"{"budgets":[{"upstream":"a","period":"day","limit":50,"remaining":20}],"paidFrom":"a"}"#,
        );
        assert!(estimate(&PLANNED, Cap::None, Some(&told), &Plain).exceeds);
        assert!(!estimate(&PLANNED, Cap::Some(20), Some(&told), &Plain).exceeds);
    }

    #[test]
    fn given_nothing_told_or_made_up_people_when_estimated_then_only_lookups_are_counted() {
        let demo = session(r#"{"demo":true,"price":{"amount":"1","currency":"USD"}}"#);
        for session in [None, Some(&demo)] {
            let line = estimate(&PLANNED, Cap::None, session, &Plain).line;
            assert_eq!(line, "312 lookups");
        }
    }

    #[test]
    fn given_an_entry_when_read_then_only_a_count_is_a_cap() {
        assert_eq!(Cap::of(" "), Cap::None);
        assert_eq!(Cap::of(" 500 "), Cap::Some(500));
        for none in ["0", "-1", "1.5", "many", "99999999999999999999999"] {
            assert_eq!(Cap::of(none), Cap::Unreadable, "{none}");
        }
    }
}
