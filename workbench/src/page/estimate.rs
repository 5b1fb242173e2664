//! What a run would take: lookups, what is left of them, and money.

use phone_profile::page::session::{Formats, Period, Price, Session};
use phone_profile_contacts::plan::cost;

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
    pub fn read(entered: &str) -> Self {
        let entered = entered.trim();
        if entered.is_empty() {
            return Self::None;
        }
        match entered.parse() {
            Ok(count) if count > 0 => Self::Some(count),
            _ => Self::Unreadable,
        }
    }

    /// So many of these at most.
    pub fn of(self, open: usize) -> usize {
        self.most().map_or(open, |most| open.min(most))
    }

    /// As the worker takes it.
    pub fn most(self) -> Option<usize> {
        match self {
            Self::Some(count) => Some(count),
            Self::None | Self::Unreadable => None,
        }
    }
}

/// What a run would take with so many numbers that are neither answered nor failed, of what the gateway has said.
pub fn estimate(
    open: usize,
    cap: Cap,
    session: Option<&Session>,
    formats: &impl Formats,
) -> Estimate {
    let lookups = cap.of(open);
    let mut line = counted(lookups, "lookup", formats);
    let session = session.filter(|session| !session.demo);
    let budget = session.and_then(Session::pays_from);
    if let Some(budget) = budget {
        let left = formats.count(budget.remaining);
        line.push_str(&format!(", of {left} left{}", period(budget.period)));
    }
    if let Some(price) = session.and_then(|session| session.price.as_ref())
        && let Some(sum) = sum(price, lookups, formats)
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

/// With the space before it: ` this month`.
const fn period(period: Period) -> &'static str {
    match period {
        Period::Month => " this month",
        Period::Day => " today",
        Period::Other => "",
    }
}

/// What one more lookup costs, in words: `about $0.005`.
pub fn one_more(session: Option<&Session>, formats: &impl Formats) -> String {
    if session.is_some_and(|session| session.demo) {
        return "made up, and free".to_owned();
    }
    let price = session.and_then(|session| session.price.as_ref());
    price.map_or_else(
        || "what it costs isn\u{2019}t known".to_owned(),
        |price| format!("about {}", formats.price(price)),
    )
}

/// How long a run takes, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// Seconds at least, at the pace that the gateway keeps.
    AtPace(f64),
    /// Seconds, at the pace of the run so far.
    AsSoFar(f64),
}

/// How long so many lookups take. None where nothing says so: the first answers will.
pub fn time(lookups: usize, session: Option<&Session>, per_second: Option<f64>) -> Option<Time> {
    let paced = session.and_then(|session| session.pace_ms);
    let count = lookups as f64;
    match (paced, per_second) {
        (Some(ms), _) => Some(Time::AtPace(count * ms as f64 / 1_000.0)),
        (None, Some(rate)) => Some(Time::AsSoFar(count / rate)),
        (None, None) => None,
    }
    .filter(|_| lookups > 0)
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

    use phone_profile::page::session::PlainFormats;

    use super::*;

    const OPEN: usize = 312;

    fn session(text: &str) -> Session {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn given_a_budget_and_a_price_when_estimated_then_the_line_has_both() {
        let told = session(
            r#"{"budgets":[{"upstream":"a","period":"month","limit":1000,"remaining":500}],"paidFrom":"a","price":{"amount":"0.005","currency":"USD"}}"#,
        );
        let whole = estimate(OPEN, Cap::None, Some(&told), &PlainFormats);
        assert_eq!(
            whole.line,
            "312 lookups, of 500 left this month; about 1.56 USD at 0.005 USD each"
        );
        assert!(!whole.exceeds);

        let capped = estimate(OPEN, Cap::Some(1), Some(&told), &PlainFormats);
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
        assert!(estimate(OPEN, Cap::None, Some(&told), &PlainFormats).exceeds);
        assert!(!estimate(OPEN, Cap::Some(20), Some(&told), &PlainFormats).exceeds);
    }

    #[test]
    fn given_nothing_told_or_made_up_people_when_estimated_then_only_lookups_are_counted() {
        let demo = session(r#"{"demo":true,"price":{"amount":"1","currency":"USD"}}"#);
        for session in [None, Some(&demo)] {
            let line = estimate(OPEN, Cap::None, session, &PlainFormats).line;
            assert_eq!(line, "312 lookups");
        }
    }

    #[test]
    fn given_a_pace_when_the_time_is_asked_then_the_gateways_goes_first_and_none_is_made_up() {
        let paced = session(r#"{"paceMs":1500}"#);
        assert_eq!(
            time(200, Some(&paced), Some(9.0)),
            Some(Time::AtPace(300.0))
        );
        let silent = session("{}");
        assert_eq!(
            time(200, Some(&silent), Some(0.5)),
            Some(Time::AsSoFar(400.0))
        );
        assert_eq!(time(200, Some(&silent), None), None);
        assert_eq!(time(0, Some(&paced), None), None);
    }

    #[test]
    fn given_an_entry_when_read_then_only_a_count_is_a_cap() {
        assert_eq!(Cap::read(" "), Cap::None);
        assert_eq!(Cap::read(" 500 "), Cap::Some(500));
        for none in ["0", "-1", "1.5", "many", "99999999999999999999999"] {
            assert_eq!(Cap::read(none), Cap::Unreadable, "{none}");
        }
    }
}
