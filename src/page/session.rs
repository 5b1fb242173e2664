//! What the page's gateway says of itself before a lookup: `GET ./session`, as far as the page is
//! interested.

use serde::Deserialize;
use yew::AttrValue;

use super::texts::{PageText, PageTexts};
use crate::texts::bidi;

/// Where it is, from the page.
pub const ADDRESS: &str = "./session";

/// The answer. Fields that later versions add are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Session {
    /// Whether all answers are made up, and cost nothing.
    pub demo: bool,
    /// Whether the gateway knows who asks.
    pub signed_in: bool,
    /// How people sign in.
    pub sign_in: SignIn,
    /// Who asks.
    pub caller: Option<Caller>,
    /// The purposes that lookups may have; any where there is no list.
    pub purposes: Option<Vec<String>>,
    /// Whether a lookup needs one.
    pub purpose_required: bool,
    /// Numbers in one batch, at most, where that is told.
    pub batch_most: Option<usize>,
    /// What may be spent, and what is left of it.
    pub budgets: Vec<Budget>,
    /// The `upstream` among the budgets that has one request less after each lookup.
    pub paid_from: Option<String>,
    /// What one lookup costs.
    pub price: Option<Price>,
    /// Milliseconds from one lookup to the next, at least, where that is told.
    pub pace_ms: Option<u64>,
    /// Whether it says which pictures look the same.
    pub compares_pictures: bool,
}

/// How people sign in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// With a token, in this page.
    Token,
    /// At a proxy, before they see the page.
    Proxy,
    /// They needn't, or in a way that this page doesn't know.
    #[default]
    #[serde(other)]
    None,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Caller {
    /// As the gateway's audit has it.
    pub name: String,
}

/// A budget and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Budget {
    /// Whose it is.
    pub upstream: String,
    /// How long it lasts.
    pub period: Period,
    /// Requests in a period.
    pub limit: u64,
    /// Left.
    pub remaining: u64,
}

/// How long a budget lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A month.
    Month,
    /// A day.
    Day,
    /// One that this page doesn't know.
    #[serde(other)]
    Other,
}

/// What one lookup costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Price {
    /// Decimal, as text.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The gateway says it.
    Told(Box<Session>),
    /// The token isn't accepted.
    Refused,
    /// Nothing is known of the token: too many wrong ones have come, the gateway can't check it, or
    /// there is no connection.
    Unchecked(Unchecked),
    /// The server knows no such path: another gateway, or only files.
    Absent,
}

/// Why nothing is known of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// 429.
    TooMany,
    /// Any other status.
    Failed,
    /// No answer at all.
    NoConnection,
}

impl Answer {
    /// What a status without a usable body says.
    pub fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Refused,
            // A proxy's page for everything, or a list of files: 200, and no JSON.
            200..=299 | 404 | 405 => Self::Absent,
            429 => Self::Unchecked(Unchecked::TooMany),
            _ => Self::Unchecked(Unchecked::Failed),
        }
    }
}

/// The token in what was entered, or none that a request could carry.
pub fn token_in(entered: &str) -> Option<&str> {
    let token = entered.trim();
    let fits = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(token)
}

/// How numbers are written for a reader.
pub trait Formats {
    /// A count.
    fn count(&self, count: u64) -> String;
    /// An amount of money, with all of its digits.
    fn price(&self, price: &Price) -> String;
}

/// In no language: digits as they are, an amount with its currency's code.
#[derive(Debug, Clone, Copy)]
pub struct PlainFormats;

impl Formats for PlainFormats {
    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn price(&self, price: &Price) -> String {
        format!("{} {}", price.amount, price.currency)
    }
}

impl Session {
    /// The budget that has one request less after each lookup, where there is one such.
    pub fn pays_from(&self) -> Option<&Budget> {
        let paid_from = self.paid_from.as_deref()?;
        self.budgets
            .iter()
            .find(|budget| budget.upstream == paid_from)
    }

    /// What is left and what a lookup costs, in a sentence each; none where neither is known.
    pub fn allowance(&self, texts: &PageTexts, formats: &impl Formats) -> Vec<AttrValue> {
        if self.demo {
            return Vec::new();
        }
        let mut sentences = match self.pays_from() {
            Some(budget) => vec![budget.lookups_left(texts, formats)],
            // Who will be asked isn't known, or a lookup takes several requests.
            None => self
                .budgets
                .iter()
                .map(|budget| budget.requests_left(texts, formats))
                .collect(),
        };
        sentences.extend(self.price.as_ref().map(|price| {
            let price = formats.price(price);
            texts.with(PageText::LookupPrice, &[("price", &price)])
        }));
        sentences
    }
}

impl Budget {
    fn lookups_left(&self, texts: &PageTexts, formats: &impl Formats) -> AttrValue {
        let text = match self.period {
            Period::Month => PageText::LookupsLeftThisMonth,
            Period::Day => PageText::LookupsLeftToday,
            Period::Other => PageText::LookupsLeft,
        };
        let (left, limit) = (formats.count(self.remaining), formats.count(self.limit));
        texts.counted(text, self.remaining, &[("left", &left), ("limit", &limit)])
    }

    fn requests_left(&self, texts: &PageTexts, formats: &impl Formats) -> AttrValue {
        let text = match self.period {
            Period::Month => PageText::RequestsLeftThisMonth,
            Period::Day => PageText::RequestsLeftToday,
            Period::Other => PageText::RequestsLeft,
        };
        let service = bidi::name(&self.upstream);
        let (left, limit) = (formats.count(self.remaining), formats.count(self.limit));
        let values = [("service", &*service), ("left", &left), ("limit", &limit)];
        texts.counted(text, self.remaining, &values)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str) -> Session {
        serde_json::from_str(text).unwrap()
    }

    fn said(text: &str) -> Vec<AttrValue> {
        read(text).allowance(&PageTexts::default(), &PlainFormats)
    }

    #[test]
    fn given_what_strangers_are_told_when_read_then_the_rest_is_unknown() {
        let session = read(r#"{"success":true,"demo":false,"signedIn":false,"signIn":"token"}"#);

        assert_eq!(
            session,
            Session {
                sign_in: SignIn::Token,
                ..Session::default()
            }
        );
        assert!(
            session
                .allowance(&PageTexts::default(), &PlainFormats)
                .is_empty()
        );
    }

    #[test]
    fn given_a_later_version_when_read_then_what_is_unknown_is_passed_over() {
        let later = r#"{"signIn":"passkey","new":1,"budgets":[{"upstream":"a","period":"week","limit":9,"remaining":4,"resetSeconds":1,"used":5,"price":null}],"paidFrom":"a"}"#;

        assert_eq!(read(later).sign_in, SignIn::None);
        assert_eq!(said(later), ["4 of 9 lookups left."]);
    }

    #[test]
    fn given_a_budget_and_a_price_when_told_then_both_are_said_or_what_is_known() {
        let budget = r#""budgets":[{"upstream":"stub","period":"month","limit":50,"remaining":38}],"paidFrom":"stub""#;
        let price = r#""price":{"amount":"0.005","currency":"USD"}"#;

        for (text, sentences) in [
            (
                format!("{{{budget},{price}}}"),
                &[
                    "38 of 50 lookups left this month.",
                    "A lookup costs 0.005 USD.",
                ][..],
            ),
            (
                format!("{{{budget}}}").replace("month", "day"),
                &["38 of 50 lookups left today."],
            ),
            (format!("{{{price}}}"), &["A lookup costs 0.005 USD."]),
            ("{}".to_owned(), &[]),
            (format!("{{\"demo\":true,{budget},{price}}}"), &[]),
        ] {
            assert_eq!(said(&text), sentences, "{text}");
        }
    }

    #[test]
    fn given_lookups_that_may_be_paid_from_several_budgets_when_told_then_each_is_named() {
        let budgets = r#"{"budgets":[{"upstream":"first","period":"month","limit":50,"remaining":0},{"upstream":"second","period":"day","limit":9,"remaining":3}],"paidFrom":null}"#;

        assert_eq!(
            said(budgets),
            [
                "\u{2068}first\u{2069}: 0 of 50 requests left this month.",
                "\u{2068}second\u{2069}: 3 of 9 requests left today."
            ]
        );
    }

    #[test]
    fn given_a_store_with_a_plan_of_its_own_when_told_then_only_what_lookups_are_paid_from_is() {
        let budgets = r#"{"budgets":[{"upstream":"a","period":"month","limit":50,"remaining":7},{"upstream":"a (store)","period":"month","limit":1000,"remaining":999}],"paidFrom":"a"}"#;

        assert_eq!(said(budgets), ["7 of 50 lookups left this month."]);
    }

    #[test]
    fn given_an_entry_when_read_then_only_what_a_header_can_carry_is_a_token() {
        assert_eq!(token_in(" ppg_1\n"), Some("ppg_1"));
        for none in ["", "  ", "two words", "tökén", "a\u{200b}b", "a\nb"] {
            assert_eq!(token_in(none), None, "{none:?}");
        }
    }

    #[test]
    fn given_a_status_without_an_answer_when_read_then_only_401_refuses_the_token() {
        assert_eq!(Answer::of_status(401), Answer::Refused);
        assert_eq!(Answer::of_status(404), Answer::Absent);
        assert_eq!(
            Answer::of_status(429),
            Answer::Unchecked(Unchecked::TooMany)
        );
        for status in [403, 500, 502, 503] {
            assert_eq!(
                Answer::of_status(status),
                Answer::Unchecked(Unchecked::Failed)
            );
        }
    }
}
