//! Every text that a card can show: in English here, in other languages from their catalogues, and as the page words it.

use std::collections::HashMap;
use std::rc::Rc;

use phone_profile_core::number::NumberError;
use phone_profile_core::signal::Signal;
use serde::Deserialize;
use yew::AttrValue;

use crate::texts::language::{Language, for_count};
use crate::texts::message;
use crate::texts::number_errors;

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
    /// When the lookup was made. `{time}` is relative.
    Checked, "checked", "Checked {time}";
    /// In place of that line, where the answer doesn't say when it was made.
    CheckedUnknown, "checkedUnknown", "Time of the lookup unknown";
    /// After the time, for an answer out of a cache.
    FromCache, "fromCache", "saved answer";
    /// After the time, for made-up people.
    DemoData, "demoData", "demo data";
    /// After the time, for an answer that the page gave.
    GivenByPage, "givenByPage", "given by this page";
    /// The answer is for another number than asked. `{number}` is the one asked for.
    OtherNumber, "otherNumber", "You asked for {number}";
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
    /// Since when a business is there.
    MemberSince, "memberSince", "Member since {day}";
    /// Few are left of the plan.
    LookupsLeft, "lookupsLeft", "{count} lookups left";
    /// One is left.
    LookupsLeftOne, "lookupsLeft_one", "{count} lookup left";
    /// The expected name and the public one agree.
    NameSame, "nameSame", "Name matches";
    /// They share a part. `{name}` is the expected one, as in the others that have it.
    NamePartial, "namePartial", "Name matches in part: {name}";
    /// They share nothing.
    NameDifferent, "nameDifferent", "Name differs from {name}";
    /// There is no public name to compare.
    NameUnknown, "nameUnknown", "No name received to compare with";
    /// There is no expected name to compare.
    NameNotExpected, "nameNotExpected", "No expected name to compare with";
    /// The two can't be compared.
    NameNotCompared, "nameNotCompared", "Name can't be compared with {name}";
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
    /// On the same button, while it has to wait.
    RetryIn, "retryIn", "Try again in {seconds} s";
    /// Said when an answer has come; also what an error is, and what to do about it.
    Announcement, "announcement", "{name}. {status}";
    /// Between things that are listed in one line.
    ListSeparator, "listSeparator", ", ";
    /// Why what was entered is no number: nothing was.
    NumberEmpty, "numberEmpty", "Enter a phone number.";
    /// It has letters.
    NumberLetters, "numberLetters", "Use digits only: letters can’t be part of the number.";
    /// Digits are missing.
    NumberTooShort, "numberTooShort", "This number is too short: some digits are missing.";
    /// There are too many.
    NumberTooLong, "numberTooLong", "This number is too long: it has more digits than a number of its country can have.";
    /// A number of digits that no number of that country has.
    NumberWrongLength, "numberWrongLength", "No number of this country has so many digits: some are missing, or there are too many.";
    /// It has digits that are dialled within its country only.
    NumberDiallingPrefix, "numberDiallingPrefix", "Leave out the digits that are dialled only within the country, such as a zero or an eight after the country code.";
    /// Two in one text.
    NumberTwoNumbers, "numberTwoNumbers", "These are two numbers: enter one of them.";
    /// `1.31E+10`.
    NumberScientificNotation, "numberScientificNotation", "A spreadsheet has lost digits of this number: format its column as text, and enter the number again.";
    /// A messenger's own id.
    NumberAccountId, "numberAccountId", "This is an internal id of an account, group or channel, and no phone number.";
    /// A national number, and no region. `{example}` is a number with a country code.
    NumberMissingCountryCode, "numberMissingCountryCode", "Add the country code, for example {example}.";
    /// `{region}` is what the page gave as a region.
    NumberUnknownRegion, "numberUnknownRegion", "“{region}” is no two-letter country code: use one such as GB, or add the country code to the number.";
    /// `{region}` is the code of a country in which it can be read in more than one way.
    NumberUnclearNational, "numberUnclearNational", "This number can’t be read with certainty as a number of {region}: add the country code, for example {example}.";
    /// A calling code that isn't assigned.
    NumberUnknownCallingCode, "numberUnknownCallingCode", "No country has this code: check the digits after the plus sign.";
    /// Anything else.
    NumberMalformed, "numberMalformed", "This is not written like a phone number: use one plus sign, then digits.";
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
    /// Title where the kit itself could not be loaded.
    ErrorLoad, "errorLoad", "This card could not be loaded";
    /// Title where the page has set something up wrongly.
    ErrorSetup, "errorSetup", "Lookups are not set up here";
    /// What to do, for each code that the person can do something about.
    HintNetwork, "hintNetwork", "Check the connection, then try again.";
    /// Hint for `timeout`.
    HintTimeout, "hintTimeout", "The service may be busy. Try again in a moment.";
    /// Hint for `aborted`.
    HintAborted, "hintAborted", "It can be tried again at any time.";
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

/// The texts of a card: the page's own come first, then those of the language's catalogue, then English.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "HashMap<String, String>")]
pub struct Strings {
    /// By key. Keys that are unknown are never asked for, so that a page can be ahead of us.
    replaced: HashMap<String, String>,
    language: Rc<Language>,
}

impl PartialEq for Strings {
    fn eq(&self, other: &Self) -> bool {
        self.replaced == other.replaced && Rc::ptr_eq(&self.language, &other.language)
    }
}

impl From<HashMap<String, String>> for Strings {
    fn from(replaced: HashMap<String, String>) -> Self {
        Self {
            replaced,
            language: Rc::default(),
        }
    }
}

impl Strings {
    /// Sets the language of what the page leaves out.
    pub fn set_language(&mut self, language: Rc<Language>) {
        self.language = language;
    }

    /// Takes the language of others.
    pub fn keep_language_of(&mut self, others: &Self) {
        self.language = Rc::clone(&others.language);
    }

    /// The text to show, for an attribute or a text node.
    pub fn attribute(&self, text: Text) -> AttrValue {
        match self.translated(text.key()) {
            Some(text) => AttrValue::from(text.to_owned()),
            None => AttrValue::Static(text.english()),
        }
    }

    /// The text to show.
    pub fn get(&self, text: Text) -> &str {
        self.translated(text.key()).unwrap_or(text.english())
    }

    /// The text with values in its places.
    pub fn filled(&self, text: Text, values: &[(&str, &str)]) -> AttrValue {
        message::fill(self.get(text), values).into()
    }

    /// The text for a count, with the count as the place of that name.
    pub fn counted(&self, text: Text, place: &str, count: u32) -> AttrValue {
        let numbers = self.language.numbers();
        let category = numbers.plural_category(count);
        // What words a count is one source's alone: the forms of two languages don't mix.
        let form = for_count(|key| self.replaced(key), text.key(), &category)
            .or_else(|| for_count(|key| self.language.text(key), text.key(), &category))
            .or_else(|| for_count(english, text.key(), &category))
            .unwrap_or_default();
        message::fill(form, &[(place, &numbers.write(count))]).into()
    }

    /// Why what was entered is no number.
    pub fn number_error(&self, error: &NumberError) -> AttrValue {
        let (key, values) = number_errors::sentence(error);
        let text = self.translated(key).or_else(|| english(key));
        message::fill(text.unwrap_or_default(), &values).into()
    }

    fn translated(&self, key: &str) -> Option<&str> {
        self.replaced(key).or_else(|| self.language.text(key))
    }

    fn replaced(&self, key: &str) -> Option<&str> {
        self.replaced.get(key).map(String::as_str)
    }
}

impl Text {
    /// As pages and catalogues name it.
    pub fn key(self) -> &'static str {
        TEXTS.get(self as usize).map_or("", |(key, _)| key)
    }

    fn english(self) -> &'static str {
        TEXTS.get(self as usize).map_or("", |(_, english)| english)
    }
}

fn english(key: &str) -> Option<&'static str> {
    let (_, english) = TEXTS.iter().find(|(known, _)| *known == key)?;
    Some(english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::language::Polish;

    fn owned(texts: &[(&str, &str)]) -> HashMap<String, String> {
        let owned = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
        texts.iter().map(owned).collect()
    }

    fn polish(replaced: &[(&str, &str)]) -> Strings {
        let mut strings = Strings::from(owned(replaced));
        let texts = owned(&[
            ("business", "Firma"),
            ("lookupsLeft", "Pozostało {count} zapytania"),
            ("lookupsLeft_one", "Pozostało {count} zapytanie"),
            ("lookupsLeft_many", "Pozostało {count} zapytań"),
            ("lookupsLeft_few", "Pozostały {count} zapytania"),
        ]);
        strings.set_language(Rc::new(Language::new(texts.into(), Polish)));
        strings
    }

    #[test]
    fn given_a_catalogue_when_asked_then_the_page_s_text_comes_first_and_english_last() {
        let strings = polish(&[("retry", "Jeszcze raz"), ("nonsense", "x")]);
        assert_eq!(strings.get(Text::Retry), "Jeszcze raz");
        assert_eq!(strings.get(Text::Business), "Firma");
        assert_eq!(strings.get(Text::Verified), "Verified");
        assert_eq!(strings.attribute(Text::Business), "Firma");
    }

    #[test]
    fn given_a_count_when_worded_then_the_form_is_the_language_s() {
        let left = |count| polish(&[]).counted(Text::LookupsLeft, "count", count);
        assert_eq!(left(1), "Pozostało 1 zapytanie");
        assert_eq!(left(3), "Pozostały 3 zapytania");
        assert_eq!(left(5), "Pozostało 5 zapytań");

        let english = |count| Strings::default().counted(Text::LookupsLeft, "count", count);
        assert_eq!(english(1), "1 lookup left");
        assert_eq!(english(0), "0 lookups left");
    }

    #[test]
    fn given_a_page_with_one_form_when_counted_then_it_is_for_every_count() {
        let strings = polish(&[("lookupsLeft", "Zostało:")]);
        assert_eq!(strings.counted(Text::LookupsLeft, "count", 1), "Zostało: 1");
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
        assert_eq!(Text::HintBadResponse.key(), "hintBadResponse");
    }
}
