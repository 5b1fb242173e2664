//! What an answer tells a reviewer to look at: observations, none of them a verdict and none a score.

use crate::name::{MatchReason, NameMatch};
use crate::profile::{PictureState, Profile, ProfileWarning};

/// Declares the signals: name, key, what was observed, and what that does not mean.
macro_rules! signals {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $observed:literal, $caution:literal;)*) => {
        /// One observation about a number.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Signal { $($(#[$doc])* $name,)* }

        impl Signal {
            /// Every signal, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The signal as one word, for JSON and files.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// What was observed, in English.
            pub const fn observed(self) -> &'static str {
                match self { $(Self::$name => $observed,)* }
            }

            /// What it does not mean, in English.
            pub const fn caution(self) -> &'static str {
                match self { $(Self::$name => $caution,)* }
            }
        }
    };
}

signals! {
    /// The number has no account.
    NotRegistered, "not-registered", "Not registered on WhatsApp",
        "Many people use no WhatsApp, or use it with another number. It says nothing about whether the number works.";
    /// The person has set no picture.
    NoPicture, "no-picture", "No picture set",
        "Many people never set one. New and old accounts look alike.";
    /// The privacy setting hides the picture.
    PictureHidden, "picture-hidden", "Picture hidden by privacy setting",
        "Hiding it from strangers is a usual choice, and says nothing about who the person is.";
    /// No picture came, and nothing says why.
    PictureUnknown, "picture-unknown", "No picture received, reason unknown",
        "The service didn\u{2019}t say why: there may be one.";
    /// A business app or API is in use.
    Business, "business", "Business account",
        "Anybody can make one: that alone does not make it a verified business.";
    /// The public name and the expected one share nothing.
    NameDiffers, "name-differs", "Name differs from the expected one",
        "People use nicknames, initials, married names and their company\u{2019}s name.";
    /// The service answered for another number than the one asked for.
    OtherNumber, "other-number", "Answered for another number",
        "Some countries have two spellings of one number, such as Brazil\u{2019}s ninth digit. Or the number is another person\u{2019}s: compare both.";
    /// The number is possible, but in no range that is known to be in use.
    UnknownNumberRange, "unknown-number-range", "Number in no range that is known to be in use",
        "Ranges are opened before lists of them are mended.";
    /// The lookup was long ago.
    CheckedLongAgo, "checked-long-ago", "Checked long ago",
        "Numbers are given to other people, and people change names and pictures: look it up again before deciding.";
    /// Nothing says when the lookup was made.
    CheckedUnknown, "checked-unknown", "Time of the lookup unknown",
        "The answer may be of today, or years old.";
    /// Another number of the same list has a picture that looks the same.
    SamePicture, "same-picture", "Same picture on several numbers of this list",
        "One person may have two numbers, and logos, landscapes and screenshots are shared by many.";
    /// The picture looks like one of the operator\u{2019}s list of stock pictures.
    StockPicture, "stock-picture", "Looks like a known stock picture",
        "People choose such pictures for themselves, and two pictures may look alike by chance.";
}

/// After how long an answer is called old, where nothing else is chosen: 30 days.
pub const LONG_AGO_MS: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// What is known besides the answer.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// Milliseconds since 1970.
    pub now_ms: f64,
    /// After how long an answer is old, in milliseconds.
    pub long_ago_ms: f64,
    /// How the public name compares with the expected one, where one is expected.
    pub name_match: Option<MatchReason>,
    /// Whether another number of the list has a picture that looks the same.
    pub same_picture: bool,
    /// Whether the picture looks like a known stock picture.
    pub stock_picture: bool,
}

impl Evidence {
    /// Nothing but the time.
    pub const fn at(now_ms: f64) -> Self {
        Self {
            now_ms,
            long_ago_ms: LONG_AGO_MS,
            name_match: None,
            same_picture: false,
            stock_picture: false,
        }
    }
}

/// The signals of an answer, in the order of [`Signal::ALL`].
pub fn signals(profile: &Profile, evidence: &Evidence) -> Vec<Signal> {
    let registered = profile.is_whats_app;
    let picture = registered.then_some(profile.picture_state);
    let age_ms = profile.last_checked_ms().map(|at| evidence.now_ms - at);
    let differs = evidence.name_match.map(MatchReason::result) == Some(NameMatch::Different);
    let shows = |signal: &Signal| match signal {
        Signal::NotRegistered => !registered,
        Signal::NoPicture => picture == Some(PictureState::None),
        Signal::PictureHidden => picture == Some(PictureState::Private),
        Signal::PictureUnknown => picture == Some(PictureState::Unknown),
        Signal::Business => profile.is_business == Some(true),
        Signal::NameDiffers => differs,
        Signal::OtherNumber => profile.answers_another_number(),
        Signal::UnknownNumberRange => {
            (profile.warnings).contains(&ProfileWarning::UnknownNumberRange)
        }
        Signal::CheckedLongAgo => age_ms.is_some_and(|age| age > evidence.long_ago_ms),
        Signal::CheckedUnknown => age_ms.is_none(),
        Signal::SamePicture => evidence.same_picture,
        Signal::StockPicture => evidence.stock_picture,
    };
    Signal::ALL.iter().copied().filter(shows).collect()
}

#[cfg(test)]
mod tests;
