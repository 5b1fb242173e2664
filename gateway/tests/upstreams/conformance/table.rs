//! A kind's table: what its service can answer, where that is known from, and what it means.

use std::collections::BTreeMap;

use phone_profile_gateway::upstream::Ask;
use serde::Deserialize;
use serde_json::Value;

use crate::stub::number;

/// The tables, in the order of the documentation.
const TABLES: [&str; 9] = [
    include_str!("demo.json"),
    include_str!("checkleaked.json"),
    include_str!("waha.json"),
    include_str!("evolution.json"),
    include_str!("go-whatsapp.json"),
    include_str!("green-api.json"),
    include_str!("whapi.json"),
    include_str!("sent.json"),
    include_str!("generic.json"),
];
/// What may stand before the colon in `known_from`.
const SOURCES: [&str; 5] = ["documentation", "source", "SDK", "issue", "unverified"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub kind: String,
    /// The service, as the documentation names it.
    pub service: String,
    /// The configuration besides the kind; `{url}` and `{key}` are filled in.
    pub settings: String,
    /// How many requests a lookup takes at most.
    pub requests: u64,
    /// What only some versions, engines or accounts of it say.
    #[serde(default)]
    pub partly: Vec<Said>,
    /// What it can't say, or says wrongly, in sentences.
    pub cannot: Vec<String>,
    /// What is evidence for a statement: without any of it, none may be made.
    pub evidence: Evidence,
    pub cases: Vec<Case>,
}

/// What a service can say of a registered number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    Name,
    About,
    Picture,
    Hidden,
    NotSet,
    Business,
    Verified,
    /// When it looked, where that isn't the moment of the question.
    Time,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub registered: Vec<Sign>,
    pub private: Vec<Sign>,
    pub none: Vec<Sign>,
}

/// A field with one of these values, a field with any text, or words in any text.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Sign {
    Value { field: String, is: Vec<Value> },
    Text { field: String },
    Words { words: String },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the service says.
    pub given: String,
    /// Where it is known from that it can say this.
    pub known_from: String,
    /// The number that is asked for.
    #[serde(default = "asked")]
    pub ask: String,
    /// Whether its store is asked, which has a plan of its own.
    #[serde(default)]
    pub of_store: bool,
    /// The configuration, where it isn't the table's.
    pub settings: Option<String>,
    #[serde(default)]
    pub routes: Vec<Route>,
    pub means: Means,
}

fn asked() -> String {
    number().to_string()
}

/// An answer to the requests that match.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// `GET /path`.
    pub route: String,
    /// What the query holds among other things.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The JSON that is sent.
    pub sent: Option<Value>,
    #[serde(default = "ok")]
    pub status: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// JSON.
    pub body: Option<Value>,
    /// Something else than JSON.
    pub text: Option<String>,
    /// No answer in time.
    #[serde(default)]
    pub hangs: bool,
}

const fn ok() -> u16 {
    200
}

/// What it means. A field that is left out is null in the answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Means {
    /// Whether the number is registered, where that is the answer.
    pub registered: Option<bool>,
    /// The failure's name, where there is no answer.
    pub error: Option<String>,
    /// `public`, `private`, `none` or `unknown`.
    pub picture: Option<String>,
    pub name: Option<String>,
    pub about: Option<String>,
    pub business: Option<bool>,
    pub verified: Option<bool>,
    /// The account's number, where it isn't the one that was asked for.
    pub number: Option<String>,
    /// `now`, or the ISO time that the service says; unknown where it is left out.
    pub checked: Option<String>,
    /// How many requests count: those that the service charges for, and those of which that is
    /// unverified.
    pub spent: u64,
    /// How many the service gets, where some of them are free.
    pub received: Option<u64>,
    pub breaker: Breaker,
    /// Seconds to wait, where the service says so.
    pub retry_after: Option<u64>,
}

/// What six of it in a row do to the upstream's breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breaker {
    StaysClosed,
    Opens,
}

impl Table {
    pub fn all() -> Vec<Self> {
        let read = |text: &&str| serde_json::from_str(text).unwrap();
        TABLES.iter().map(read).collect()
    }

    /// Whether any case has it.
    pub fn says(&self, what: Said) -> bool {
        self.cases.iter().any(|case| case.means.says(what))
    }
}

impl Case {
    /// What is asked for.
    pub const fn asks(&self) -> Ask {
        if self.of_store {
            Ask::StoreOnly
        } else {
            Ask::Live
        }
    }

    /// Which kind of source `known_from` names.
    pub fn source(&self) -> &str {
        let (source, place) = self.known_from.split_once(": ").unwrap_or_default();
        assert!(SOURCES.contains(&source), "{}: {source}", self.given);
        assert!(place.len() > 3, "{}", self.given);
        assert!(!place.contains("://"), "{}", self.given);
        source
    }
}

impl Means {
    fn says(&self, what: Said) -> bool {
        let picture = |state| self.picture.as_deref() == Some(state);
        match what {
            Said::Name => self.name.is_some(),
            Said::About => self.about.is_some(),
            Said::Picture => picture("public"),
            Said::Hidden => picture("private"),
            Said::NotSet => picture("none"),
            Said::Business => self.business.is_some(),
            Said::Verified => self.verified.is_some(),
            Said::Time => self
                .checked
                .as_deref()
                .is_some_and(|checked| checked != "now"),
        }
    }
}
