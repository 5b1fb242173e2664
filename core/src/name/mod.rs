//! Compares two names as people compare them: the public name of an account and the one that a dashboard holds.
//!
//! `fold` takes out what people write or leave out at will, `words` sorts out titles and the like, `pairing` finds
//! the words of one name in the other, `romanize` does so across scripts.

mod fold;
mod letters;
mod pairing;
mod romanize;
mod script;
mod spellings;
mod words;

#[cfg(feature = "transliterate")]
mod unicode;

#[cfg(test)]
mod tests;

use fold::folded;
use pairing::pair;
use romanize::romanized;
use words::{Word, has_name, words};

pub use fold::Folding;
#[cfg(feature = "transliterate")]
pub use unicode::UnicodeFolding;

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// One and the same name, possibly written otherwise.
    Same,
    /// Some of one name is in the other.
    Partial,
    /// Both can be compared, and nothing of one is in the other.
    Different,
    /// There is nothing to compare, or no way to.
    Unknown,
}

impl NameMatch {
    /// The value of `data-match`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Partial => "partial",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// Declares the reasons, each with the result that it goes with: one can't be had with another.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident, $result:ident, $word:literal;)*) => {
        /// Why names compare as they do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MatchReason { $($(#[$doc])* $name,)* }

        impl MatchReason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What names compare as for this reason.
            pub fn result(self) -> NameMatch {
                match self { $(Self::$name => NameMatch::$result,)* }
            }

            /// The reason as one word.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

reasons! {
    /// Letter for letter, whatever their case, width or type.
    SameWords, Same, "same-words";
    /// Accents, marks, variants of letters, hyphens or spaces differ.
    OtherSpelling, Same, "other-spelling";
    /// The words stand in another order.
    OtherOrder, Same, "other-order";
    /// One has a title, a company's legal form or a particle that the other lacks.
    WordsAside, Same, "words-aside";
    /// The same once it is written in Latin letters.
    SameTransliterated, Same, "same-transliterated";
    /// Words in common, and initials that fit the others.
    InitialsFit, Partial, "initials-fit";
    /// All of one name is in the other, which has further words.
    FurtherWords, Partial, "further-words";
    /// Words in common, and on both sides others.
    SomeWords, Partial, "some-words";
    /// Names without spaces that begin with the same character: where family names stand first, the same one.
    SameBeginning, Partial, "same-beginning";
    /// Words that differ in a letter or two.
    SpelledAlike, Partial, "spelled-alike";
    /// Some of it is the same once it is written in Latin letters.
    PartTransliterated, Partial, "part-transliterated";
    /// Nothing of one is in the other.
    NothingInCommon, Different, "nothing-in-common";
    /// The scripts, or the forms of their letters, can't be compared.
    NotComparable, Unknown, "not-comparable";
    /// Single letters or digits only.
    TooLittle, Unknown, "too-little";
    /// There is no public name.
    NoPublicName, Unknown, "no-public-name";
    /// There is no expected name.
    NoExpectedName, Unknown, "no-expected-name";
}

/// Compares a public name with the expected one. What is said doesn't depend on which of them is which.
pub fn compare(folding: &impl Folding, public: Option<&str>, expected: &str) -> MatchReason {
    let public = folded(folding, public.unwrap_or_default());
    let expected = folded(folding, expected);
    let mut names = [words(&public.text), words(&expected.text)];
    if names[1].is_empty() {
        return MatchReason::NoExpectedName;
    }
    if names[0].is_empty() {
        return MatchReason::NoPublicName;
    }
    if public.lower == expected.lower {
        return MatchReason::SameWords;
    }
    // The first words that fit are taken, so it must not matter which name is the public one.
    if public.text > expected.text {
        names.swap(0, 1);
    }
    let [one, other] = &names;

    let as_written = pair(one, other);
    if as_written.is_some_and(|reason| reason.result() == NameMatch::Same) {
        return as_written.unwrap_or(MatchReason::SameWords);
    }
    let same_scripts = has_scripts_of(other, one) && has_scripts_of(one, other);
    let romanized = romanized(folding, one, other);
    let in_latin = romanized.as_ref().and_then(|[one, other]| pair(one, other));
    match in_latin.map(MatchReason::result) {
        // In one script, what only sounds alike is less: 王 and 汪 are two families.
        Some(NameMatch::Same) if !same_scripts => MatchReason::SameTransliterated,
        Some(NameMatch::Same | NameMatch::Partial) if as_written.is_none() => {
            MatchReason::PartTransliterated
        }
        _ => as_written.unwrap_or_else(|| {
            if !has_name(one) || !has_name(other) {
                MatchReason::TooLittle
            } else if same_scripts && are_comparable(one, romanized.is_some()) {
                MatchReason::NothingInCommon
            } else {
                MatchReason::NotComparable
            }
        }),
    }
}

fn are_comparable(words: &[Word], with_sounds: bool) -> bool {
    let mut scripts = words.iter().filter_map(|word| word.script);
    scripts.all(|script| script.is_comparable(with_sounds))
}

/// Whether all scripts of a name are among those of another.
fn has_scripts_of(other: &[Word], one: &[Word]) -> bool {
    one.iter()
        .all(|word| word.script.is_none() || other.iter().any(|with| with.script == word.script))
}
