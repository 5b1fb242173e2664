//! The special demo numbers: one table behind the answers, `/demo/numbers.json` and docs/demo-numbers.md.
//!
//! All are `+1 310 555 01xx`, which the North American plan keeps for fiction.

use serde::Serialize;

use crate::Digits;

/// One number and what it shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DemoNumber {
    /// The last two digits of `+1 310 555 01xx`.
    pub(crate) last_two: u8,
    pub(crate) behaviour: Behaviour,
    pub(crate) label: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) note: &'static str,
}

/// What a card ends up showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A profile, with this picture state.
    Ready(&'static str),
    NotRegistered,
    /// An error with this code.
    Error(&'static str),
}

/// How the gateway answers a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Personal,
    Business,
    VerifiedBusiness,
    PictureHidden,
    PictureNotSet,
    PictureUnknown,
    NotRegistered,
    PictureExpired,
    PictureBroken,
    PictureExpiredAtOdd,
    NameMissing,
    AfterSeconds(u64),
    RateLimited,
    RateLimitedAtOdd,
    ServerError,
    UnavailableAtOdd,
    HtmlPage,
    TruncatedJson,
    SecondShapeBusiness,
    SecondShapeNotRegistered,
    NotFoundNotRegistered,
    NotInCache,
    Unauthorized,
    Forbidden,
    QuotaExhausted,
    WrongTypes,
    Hostile,
    HugeBody,
    EmptyBody,
    AnotherNumber,
    LongName,
    RightToLeftName,
    EmojiName,
    SlowFullPicture,
    RejectedAsInvalid,
    SecondShapePictureHidden,
    CheckedWeeksAgo,
    CutOff,
}

impl DemoNumber {
    pub(crate) fn digits(&self) -> String {
        format!("131055501{:02}", self.last_two)
    }
}

/// The special number, if it is one.
pub(crate) fn find(number: &Digits) -> Option<&'static DemoNumber> {
    DEMO_NUMBERS
        .iter()
        .find(|row| row.digits() == number.as_str())
}

const PUBLIC: Outcome = Outcome::Ready("public");

macro_rules! rows {
    ($($last_two:literal $behaviour:expr, $outcome:expr, $label:literal, $note:literal;)*) => {
        &[$(DemoNumber {
            last_two: $last_two,
            behaviour: $behaviour,
            label: $label,
            outcome: $outcome,
            note: $note,
        }),*]
    };
}

use Behaviour as B;
use Outcome as O;

#[rustfmt::skip]
pub(crate) const DEMO_NUMBERS: &[DemoNumber] = rows![
    0 B::Personal, PUBLIC, "Personal account", "A person with a public picture.";
    1 B::Business, PUBLIC, "Business", "A business account with a public picture; nobody verified it.";
    2 B::VerifiedBusiness, PUBLIC, "Verified business", "A business whose name was verified.";
    3 B::PictureHidden, O::Ready("private"), "Hidden picture", "The person's privacy setting hides the picture.";
    4 B::PictureNotSet, O::Ready("none"), "No picture", "The person has set no picture.";
    5 B::PictureUnknown, O::Ready("unknown"), "Picture unknown", "No picture, and nothing says why.";
    6 B::NotRegistered, O::NotRegistered, "Not registered", "An answer, not an error.";
    7 B::PictureExpired, O::Ready("expired"), "Expired picture", "The picture's link has expired, at every lookup.";
    8 B::PictureBroken, O::Ready("broken"), "Broken picture", "The picture's link answers bytes that are no image.";
    9 B::PictureExpiredAtOdd, PUBLIC, "Expired, then fresh", "The link has expired at every odd lookup; asking again heals it.";
    10 B::NameMissing, PUBLIC, "No name", "A picture, but the name is null.";
    11 B::AfterSeconds(3), PUBLIC, "Slow", "Answers after 3 seconds.";
    12 B::AfterSeconds(60), O::Error("timeout"), "Too slow", "Answers after 60 seconds: clients give up before.";
    13 B::RateLimited, O::Error("rate-limited"), "Rate limited", "Always 429, with Retry-After: 5.";
    14 B::RateLimitedAtOdd, PUBLIC, "Rate limited once", "Odd requests get 429 with Retry-After: 1; a retry succeeds.";
    15 B::ServerError, O::Error("server"), "Server error", "Always 500, with a JSON error.";
    16 B::UnavailableAtOdd, PUBLIC, "Unavailable once", "Odd requests get 503; a retry succeeds.";
    17 B::HtmlPage, O::Error("bad-response"), "Login page", "200 with an HTML login page in place of JSON.";
    18 B::TruncatedJson, O::Error("bad-response"), "Truncated JSON", "200 with JSON that ends too early.";
    19 B::SecondShapeBusiness, PUBLIC, "Second shape", "The other response shape: a verified business with address and website.";
    20 B::SecondShapeNotRegistered, O::NotRegistered, "Second shape, not registered", "200 with an error text which says that the number does not exist.";
    21 B::NotFoundNotRegistered, O::NotRegistered, "404, not registered", "404 with code NUMBER_NOT_FOUND.";
    22 B::NotInCache, O::Error("not-in-cache"), "Not in cache", "404 with code NOT_IN_DATABASE: unknown, not absent.";
    23 B::Personal, PUBLIC, "Public picture", "The number that the documentation uses.";
    24 B::Unauthorized, O::Error("unauthorized"), "Unauthorized", "Always 401.";
    25 B::Forbidden, O::Error("forbidden"), "Forbidden", "Always 403.";
    26 B::QuotaExhausted, O::Error("quota-exhausted"), "Quota exhausted", "429 with the monthly-quota message and no requests left.";
    27 B::WrongTypes, O::Error("bad-response"), "Wrong types", "Every field has the wrong JSON type.";
    28 B::Hostile, O::Ready("unknown"), "Hostile text", "HTML, scripts and bidi controls in every text, javascript: picture links.";
    29 B::HugeBody, O::Error("bad-response"), "Huge body", "5 MB of JSON.";
    30 B::EmptyBody, O::Error("bad-response"), "Empty body", "200 without a body.";
    31 B::AnotherNumber, PUBLIC, "Another number", "The answer is for another number than asked.";
    32 B::LongName, PUBLIC, "Long name", "A name of 300 characters without a space.";
    33 B::RightToLeftName, PUBLIC, "Right-to-left name", "A name in Arabic script.";
    34 B::EmojiName, PUBLIC, "Emoji name", "A name of emoji alone.";
    35 B::SlowFullPicture, PUBLIC, "Slow picture", "The thumbnail comes at once, the full picture after 2 seconds.";
    36 B::RejectedAsInvalid, O::Error("invalid-number"), "Rejected number", "400: the service calls the number invalid.";
    37 B::SecondShapePictureHidden, O::Ready("private"), "Second shape, hidden picture", "The other shape, with a pushname only and a hidden picture.";
    38 B::CheckedWeeksAgo, PUBLIC, "Old answer", "Cached, and last checked three weeks ago.";
    39 B::CutOff, O::Error("network"), "Cut off", "The connection closes in the middle of the body.";
];

#[derive(Serialize)]
struct Listing {
    numbers: Vec<ListedNumber>,
}

#[derive(Serialize)]
struct ListedNumber {
    number: String,
    label: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    picture: Option<&'static str>,
    note: &'static str,
}

impl Outcome {
    fn state(self) -> &'static str {
        match self {
            Self::Ready(_) => "ready",
            Self::NotRegistered => "not-registered",
            Self::Error(_) => "error",
        }
    }

    fn code(self) -> Option<&'static str> {
        match self {
            Self::Error(code) => Some(code),
            _ => None,
        }
    }

    fn picture(self) -> Option<&'static str> {
        match self {
            Self::Ready(picture) => Some(picture),
            _ => None,
        }
    }
}

/// The body of `GET /demo/numbers.json`:
/// `{"numbers":[{"number":"+1…","label":"…","state":"ready|not-registered|error","code"?:"…",
/// "picture":"public|private|none|unknown|expired|broken"|null,"note":"…"}]}`.
#[must_use]
pub fn demo_table_json() -> String {
    let numbers = DEMO_NUMBERS
        .iter()
        .map(|row| ListedNumber {
            number: format!("+{}", row.digits()),
            label: row.label,
            state: row.outcome.state(),
            code: row.outcome.code(),
            picture: row.outcome.picture(),
            note: row.note,
        })
        .collect();
    serde_json::to_string(&Listing { numbers }).unwrap_or_default()
}

/// The same table as Markdown, for the documentation to be compared with.
#[must_use]
pub fn demo_table_markdown() -> String {
    let mut table =
        String::from("| Number | What it shows | Card | Picture |\n|---|---|---|---|\n");
    for row in DEMO_NUMBERS {
        let card = match row.outcome {
            Outcome::Error(code) => format!("error: `{code}`"),
            other => other.state().to_owned(),
        };
        let picture = row.outcome.picture().unwrap_or("–");
        table.push_str(&format!(
            "| `+1 310 555 01{:02}` | **{}.** {} | {card} | {picture} |\n",
            row.last_two, row.label, row.note
        ));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_the_table_when_read_then_it_covers_0100_to_0139_once_each_in_order() {
        let listed: Vec<u8> = DEMO_NUMBERS.iter().map(|row| row.last_two).collect();
        assert_eq!(listed, (0..40).collect::<Vec<u8>>());
    }

    #[test]
    fn given_the_table_when_rendered_then_both_forms_carry_every_row() {
        let json: serde_json::Value = serde_json::from_str(&demo_table_json()).unwrap();
        let markdown = demo_table_markdown();
        assert_eq!(json["numbers"].as_array().unwrap().len(), 40);
        assert_eq!(markdown.lines().count(), 42);
        for (row, listed) in DEMO_NUMBERS.iter().zip(json["numbers"].as_array().unwrap()) {
            assert_eq!(listed["number"], format!("+{}", row.digits()));
            assert_eq!(listed["note"], row.note);
            assert!(markdown.contains(row.note), "{}", row.label);
            assert!(!row.note.contains('|'), "{} breaks the table", row.label);
        }
    }

    #[test]
    fn given_every_row_when_looked_up_then_it_is_found_and_reserved_for_fiction() {
        for row in DEMO_NUMBERS {
            let digits = Digits::parse(&row.digits()).unwrap();
            assert_eq!(find(&digits).unwrap().last_two, row.last_two);
            assert!(crate::is_reserved_for_fiction(&digits));
        }
    }

    #[test]
    fn given_a_number_beyond_the_table_when_looked_up_then_it_is_not_special() {
        for digits in [
            "13105550140",
            "13105550199",
            "447700900123",
            "131055501000",
            "1310555012",
        ] {
            assert!(find(&Digits::parse(digits).unwrap()).is_none(), "{digits}");
        }
    }
}
