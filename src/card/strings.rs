//! Every text that a card can show, in English, and a page's replacements for them.

use std::collections::HashMap;

use phone_profile_core::signal::Signal;
use serde::Deserialize;
use yew::AttrValue;

/// Declares the texts once: the key that pages use in `strings`, and the English text.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $english:expr;)*) => {
        /// One text of the card.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Text { $($(#[$doc])* $name,)* }

        /// Key (as in the `strings` property) and English text, in the order of [`Text`].
        pub const TEXTS: &[(&str, &str)] = &[$(($key, $english),)*];
    };
}

texts! {
    /// Announced while a lookup is under way.
    Loading, "loading", "Looking up…";
    /// In place of a name, where the answer has none.
    NoName, "noName", "No name received";
    /// Badge of an account that uses a business app or API. Not a verification.
    Business, "business", "Business";
    /// Badge of an account that the answer itself calls verified.
    Verified, "verified", "Verified";
    /// The number has an account.
    Registered, "registered", "Registered on WhatsApp";
    /// The number has no account.
    NotRegistered, "notRegistered", "Not registered on WhatsApp";
    /// No picture is given out, by the person's setting.
    PicturePrivate, "picturePrivate", "Picture hidden by privacy setting";
    /// The person has set no picture.
    PictureNone, "pictureNone", "No picture set";
    /// No picture came, and the answer doesn't say why.
    PictureUnknown, "pictureUnknown", "No picture received, reason unknown";
    /// The picture's link ran out, and a fresh one could not be had.
    PictureExpired, "pictureExpired", "Picture link has expired";
    /// The picture could not be loaded or shown.
    PictureBroken, "pictureBroken", "Picture could not be loaded";
    /// Before the relative time of the lookup.
    Checked, "checked", "Checked";
    /// In place of that line's start and time, where the answer doesn't say when it was made.
    CheckedUnknown, "checkedUnknown", "Time of the lookup unknown";
    /// After the time, for an answer out of a cache.
    FromCache, "fromCache", "saved answer";
    /// After the time, for made-up people.
    DemoData, "demoData", "demo data";
    /// After the time, for an answer that the page gave.
    GivenByPage, "givenByPage", "given by this page";
    /// The answer is for another number than asked. Followed by the number asked for.
    OtherNumber, "otherNumber", "You asked for";
    /// The number is possible, but in no range that is known to be in use. No claim that it is false.
    UnknownNumberRange, "unknownNumberRange", "Number in no range that is known to be in use";
    /// Signal for a business account.
    BusinessAccount, "businessAccount", Signal::Business.observed();
    /// Signal for a name that shares nothing with the expected one.
    NameDiffers, "nameDiffers", Signal::NameDiffers.observed();
    /// Signal for an answer of long ago.
    CheckedLongAgo, "checkedLongAgo", Signal::CheckedLongAgo.observed();
    /// What it does not mean that a number has no account; beneath the signal, as the others that follow.
    CautionNotRegistered, "cautionNotRegistered", Signal::NotRegistered.caution();
    /// Beneath "no picture set".
    CautionNoPicture, "cautionNoPicture", Signal::NoPicture.caution();
    /// Beneath a picture that the privacy setting hides.
    CautionPictureHidden, "cautionPictureHidden", Signal::PictureHidden.caution();
    /// Beneath a picture that didn't come.
    CautionPictureUnknown, "cautionPictureUnknown", Signal::PictureUnknown.caution();
    /// Beneath a business account.
    CautionBusiness, "cautionBusiness", Signal::Business.caution();
    /// Beneath a name that differs.
    CautionNameDiffers, "cautionNameDiffers", Signal::NameDiffers.caution();
    /// Beneath an answer about another number.
    CautionOtherNumber, "cautionOtherNumber", Signal::OtherNumber.caution();
    /// Beneath a number in no known range.
    CautionUnknownNumberRange, "cautionUnknownNumberRange", Signal::UnknownNumberRange.caution();
    /// Beneath an answer of long ago.
    CautionCheckedLongAgo, "cautionCheckedLongAgo", Signal::CheckedLongAgo.caution();
    /// Beneath an answer of an unknown time.
    CautionCheckedUnknown, "cautionCheckedUnknown", Signal::CheckedUnknown.caution();
    /// The entered number had a digit that is dialled within its country only.
    WithoutTrunkDigit, "withoutTrunkDigit", "Number read without its trunk digit";
    /// The entered number had an extension, or digits to dial after a pause.
    WithoutExtension, "withoutExtension", "Number read without its extension";
    /// The entered number came out of a column of decimals.
    WithoutDecimals, "withoutDecimals", "Number read without its decimals";
    /// Few are left. Followed by their number.
    LookupsLeft, "lookupsLeft", "Lookups left:";
    /// The expected name and the public one agree.
    NameSame, "nameSame", "Name matches";
    /// They share a part. Followed by the expected name.
    NamePartial, "namePartial", "Name matches in part:";
    /// They share nothing. Followed by the expected name.
    NameDifferent, "nameDifferent", "Name differs from";
    /// There is no public name to compare.
    NameUnknown, "nameUnknown", "No name received to compare with";
    /// There is no expected name to compare.
    NameNotExpected, "nameNotExpected", "No expected name to compare with";
    /// The two can't be compared. Followed by the expected name.
    NameNotCompared, "nameNotCompared", "Name can't be compared with";
    /// Why names match: word for word.
    ReasonSameWords, "reasonSameWords", "Same words";
    /// Why names match: accents, variants of letters, hyphens or spaces apart.
    ReasonOtherSpelling, "reasonOtherSpelling", "Same in another spelling";
    /// Why names match: in another order.
    ReasonOtherOrder, "reasonOtherOrder", "Same words in another order";
    /// Why names match: titles, companies' legal forms and particles apart.
    ReasonWordsAside, "reasonWordsAside", "Same apart from titles or small words";
    /// Why names match: once they are transliterated.
    ReasonSameTransliterated, "reasonSameTransliterated", "Same in Latin letters";
    /// Why names match in part: by initials.
    ReasonInitialsFit, "reasonInitialsFit", "Initials fit";
    /// Why names match in part: one has more to it.
    ReasonFurtherWords, "reasonFurtherWords", "One name has further words";
    /// Why names match in part: both have more to them.
    ReasonSomeWords, "reasonSomeWords", "Some words are the same";
    /// Why names match in part: Chinese or Korean ones that begin alike, as those of a family do.
    ReasonSameBeginning, "reasonSameBeginning", "Same first character";
    /// Why names match in part: words differ in a letter or two.
    ReasonSpelledAlike, "reasonSpelledAlike", "Spelled alike";
    /// Why names match in part: once they are transliterated.
    ReasonPartTransliterated, "reasonPartTransliterated", "Partly the same in Latin letters";
    /// Why names differ.
    ReasonNothingInCommon, "reasonNothingInCommon", "No word in common";
    /// Why names can't be compared: their scripts.
    ReasonNotComparable, "reasonNotComparable", "Scripts or letters that can't be compared";
    /// Why names can't be compared: there is too little of one.
    ReasonTooLittle, "reasonTooLittle", "Only single letters or digits";
    /// Button: show the masked number.
    ShowNumber, "showNumber", "Show number";
    /// Button: look up again.
    Retry, "retry", "Try again";
    /// On the same button, while it has to wait. Followed by the seconds.
    RetryIn, "retryIn", "Try again in";
    /// Unit after that number.
    Seconds, "seconds", "s";
    /// Title of the error card for each code.
    ErrorInvalidNumber, "errorInvalidNumber", "This number can't be looked up";
    /// Title for `network`.
    ErrorNetwork, "errorNetwork", "No connection to the lookup service";
    /// Title for `timeout`.
    ErrorTimeout, "errorTimeout", "The lookup took too long";
    /// Title for `aborted`.
    ErrorAborted, "errorAborted", "The lookup was stopped";
    /// Title for `unauthorized`.
    ErrorUnauthorized, "errorUnauthorized", "Sign-in needed for lookups";
    /// Title for `forbidden`.
    ErrorForbidden, "errorForbidden", "Lookups are not allowed here";
    /// Title for `not-in-cache`.
    ErrorNotInCache, "errorNotInCache", "No saved answer for this number";
    /// Title for `rate-limited`.
    ErrorRateLimited, "errorRateLimited", "Too many lookups at once";
    /// Title for `quota-exhausted`.
    ErrorQuotaExhausted, "errorQuotaExhausted", "No lookups left in this plan";
    /// Title for `server`.
    ErrorServer, "errorServer", "The lookup service failed";
    /// Title for `bad-response`.
    ErrorBadResponse, "errorBadResponse", "The answer could not be understood";
    /// Title where the page has set something up wrongly.
    ErrorSetup, "errorSetup", "Lookups are not set up here";
    /// What to do, for each code that the person can do something about.
    HintNetwork, "hintNetwork", "Check the connection, then try again.";
    /// Hint for `timeout`.
    HintTimeout, "hintTimeout", "The service may be busy. Try again in a moment.";
    /// Hint for `unauthorized`.
    HintUnauthorized, "hintUnauthorized", "Sign in to this dashboard again, or ask its administrator.";
    /// Hint for `forbidden`.
    HintForbidden, "hintForbidden", "Ask the dashboard's administrator for access.";
    /// Hint for `not-in-cache`.
    HintNotInCache, "hintNotInCache", "Nothing is known about it yet: a live lookup would tell.";
    /// Hint for `rate-limited`.
    HintRateLimited, "hintRateLimited", "Wait a moment before the next one.";
    /// Hint for `quota-exhausted`.
    HintQuotaExhausted, "hintQuotaExhausted", "Ask the dashboard's administrator, or wait for the next period.";
    /// Hint for `server`.
    HintServer, "hintServer", "Try again in a moment.";
    /// Hint for `bad-response`.
    HintBadResponse, "hintBadResponse", "Tell the dashboard's administrator if it stays like this.";
}

/// The English texts, some of them replaced by the page.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "HashMap<String, String>")]
pub struct Strings {
    replaced: Vec<(u8, String)>,
}

impl From<HashMap<String, String>> for Strings {
    fn from(texts: HashMap<String, String>) -> Self {
        let mut strings = Self::default();
        for (key, text) in texts {
            strings.replace(&key, text);
        }
        strings
    }
}

impl Strings {
    /// Replaces the text with that key; unknown keys are ignored, so that a page can be ahead of us.
    pub fn replace(&mut self, key: &str, text: String) {
        if let Some(at) = TEXTS.iter().position(|(known, _)| *known == key) {
            self.replaced.retain(|(index, _)| usize::from(*index) != at);
            self.replaced.push((at as u8, text));
        }
    }

    /// The text to show, for an attribute or a text node.
    pub fn attribute(&self, text: Text) -> AttrValue {
        match self.replaced(text) {
            Some(text) => AttrValue::from(text.clone()),
            None => AttrValue::Static(english(text)),
        }
    }

    /// The text to show.
    pub fn get(&self, text: Text) -> &str {
        self.replaced(text).map_or(english(text), String::as_str)
    }

    fn replaced(&self, text: Text) -> Option<&String> {
        self.replaced
            .iter()
            .find(|(index, _)| *index == text as u8)
            .map(|(_, text)| text)
    }
}

fn english(text: Text) -> &'static str {
    TEXTS.get(text as usize).map_or("", |(_, english)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_text_wins_and_the_others_stay_english() {
        let mut strings = Strings::default();
        strings.replace("retry", "Noch einmal".into());
        strings.replace("retry", "Erneut".into());
        strings.replace("nonsense", "x".into());
        assert_eq!(strings.get(Text::Retry), "Erneut");
        assert_eq!(strings.get(Text::Business), "Business");
        assert_eq!(strings.replaced.len(), 1);
    }

    #[test]
    fn keys_are_unique_and_texts_are_not_empty() {
        for (at, (key, english)) in TEXTS.iter().enumerate() {
            assert!(!english.is_empty(), "{key}");
            assert!(
                TEXTS.iter().skip(at + 1).all(|(other, _)| other != key),
                "{key} twice"
            );
        }
        assert_eq!(TEXTS[Text::HintBadResponse as usize].0, "hintBadResponse");
    }
}
