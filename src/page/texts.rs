//! Every text of the page and of the frame, in the language that the page is in.
//!
//! [`PageText`] names them. English is in `locales/en.json`, in the section `page`, and comes with the page; what another
//! language's catalogue lacks is English.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::rc::Rc;

use phone_profile_core::number::NumberError;
use serde::Deserialize;
use yew::AttrValue;

use crate::texts::catalogues::{Catalogue, ENGLISH};
use crate::texts::language::{EnglishNumbers, Language, Numbers, for_count};
use crate::texts::message::fill;
use crate::texts::number_errors;

/// Declares the texts once, each with its key.
macro_rules! texts {
    ($($name:ident, $key:literal;)*) => {
        /// A text of the page. What it says is in the catalogue, under its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum PageText { $($name,)* }

        impl PageText {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// In the catalogue's section `page`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

texts! {
    DocumentTitle, "documentTitle";
    Heading, "heading";
    Intro, "intro";
    ToWorkbench, "toWorkbench";
    Language, "language";
    LanguageNotLoaded, "languageNotLoaded";
    Theme, "theme";
    ThemeAuto, "themeAuto";
    ThemeLight, "themeLight";
    ThemeDark, "themeDark";
    SignedInAs, "signedInAs";
    SignOut, "signOut";
    SignInTitle, "signInTitle";
    SignInHint, "signInHint";
    SignInToken, "signInToken";
    SignInButton, "signInButton";
    SignInChecking, "signInChecking";
    SignInKeep, "signInKeep";
    SignInKeepHint, "signInKeepHint";
    TokenEmpty, "tokenEmpty";
    TokenMalformed, "tokenMalformed";
    TokenWrong, "tokenWrong";
    TokenNoLonger, "tokenNoLonger";
    TokenTooMany, "tokenTooMany";
    TokenUnchecked, "tokenUnchecked";
    TokenNoConnection, "tokenNoConnection";
    ProxyTitle, "proxyTitle";
    ProxyHint, "proxyHint";
    ProxyReload, "proxyReload";
    Country, "country";
    CountryChoose, "countryChoose";
    PhoneNumber, "phoneNumber";
    LookUp, "lookUp";
    NumberHint, "numberHint";
    Purpose, "purpose";
    PurposeChoose, "purposeChoose";
    PurposeNotGiven, "purposeNotGiven";
    PurposeMissingChoice, "purposeMissingChoice";
    PurposeMissingText, "purposeMissingText";
    PurposeRequiredHint, "purposeRequiredHint";
    PurposeHint, "purposeHint";
    LookupsLeftThisMonth, "lookupsLeftThisMonth";
    LookupsLeftToday, "lookupsLeftToday";
    LookupsLeft, "lookupsLeft";
    RequestsLeftThisMonth, "requestsLeftThisMonth";
    RequestsLeftToday, "requestsLeftToday";
    RequestsLeft, "requestsLeft";
    LookupPrice, "lookupPrice";
    EntryCharacter, "entryCharacter";
    EntryControlCharacter, "entryControlCharacter";
    EntryNoCountry, "entryNoCountry";
    DoubtTooShort, "doubtTooShort";
    DoubtTooLong, "doubtTooLong";
    DoubtLength, "doubtLength";
    DoubtAreaCode, "doubtAreaCode";
    DoubtExchange, "doubtExchange";
    DoubtCallingCode, "doubtCallingCode";
    DoubtfulQuestion, "doubtfulQuestion";
    DoubtfulConfirm, "doubtfulConfirm";
    LinkUnreadable, "linkUnreadable";
    LinkedQuestion, "linkedQuestion";
    LinkedConfirm, "linkedConfirm";
    QuestionDismiss, "questionDismiss";
    Card, "card";
    CardLoading, "cardLoading";
    DemoShown, "demoShown";
    CopyLink, "copyLink";
    LinkCopied, "linkCopied";
    LinkNotCopied, "linkNotCopied";
    Link, "link";
    ExplanationTitle, "explanationTitle";
    ExplanationRegistered, "explanationRegistered";
    ExplanationRegisteredText, "explanationRegisteredText";
    ExplanationPicture, "explanationPicture";
    ExplanationPictureText, "explanationPictureText";
    ExplanationBusiness, "explanationBusiness";
    ExplanationBusinessText, "explanationBusinessText";
    VisitsTitle, "visitsTitle";
    VisitsEmpty, "visitsEmpty";
    VisitsClear, "visitsClear";
    VisitNoName, "visitNoName";
    VisitLookingUp, "visitLookingUp";
    VisitNoAnswer, "visitNoAnswer";
    VisitRegistered, "visitRegistered";
    VisitNotRegistered, "visitNotRegistered";
    VisitStopped, "visitStopped";
    VisitInvalidNumber, "visitInvalidNumber";
    VisitNetwork, "visitNetwork";
    VisitTimeout, "visitTimeout";
    VisitNotAllowed, "visitNotAllowed";
    VisitNotInCache, "visitNotInCache";
    VisitRateLimited, "visitRateLimited";
    VisitQuotaExhausted, "visitQuotaExhausted";
    VisitServer, "visitServer";
    VisitBadResponse, "visitBadResponse";
    VisitFailed, "visitFailed";
    DemoTitle, "demoTitle";
    DemoHint, "demoHint";
    DemoWithPicture, "demoWithPicture";
    DemoWithoutPicture, "demoWithoutPicture";
    DemoBrokenPicture, "demoBrokenPicture";
    DemoNotRegistered, "demoNotRegistered";
    DemoFailing, "demoFailing";
    FooterPublic, "footerPublic";
    FooterAnswers, "footerAnswers";
    FooterStored, "footerStored";
    FooterAffiliation, "footerAffiliation";
    FooterGallery, "footerGallery";
    FooterDocumentation, "footerDocumentation";
    ProblemKit, "problemKit";
    ProblemStopped, "problemStopped";
    FrameWaiting, "frameWaiting";
    FrameQuestion, "frameQuestion";
    FrameConfirm, "frameConfirm";
    FrameDismiss, "frameDismiss";
}

impl PageText {
    /// Those of the frame, which its host may replace.
    pub const FRAME: [Self; 4] = [
        Self::FrameWaiting,
        Self::FrameQuestion,
        Self::FrameConfirm,
        Self::FrameDismiss,
    ];
    /// Those that depend on a count, for [`PageTexts::counted`].
    pub const COUNTED: [Self; 6] = [
        Self::LookupsLeftThisMonth,
        Self::LookupsLeftToday,
        Self::LookupsLeft,
        Self::RequestsLeftThisMonth,
        Self::RequestsLeftToday,
        Self::RequestsLeft,
    ];
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The value of the attribute `dir`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A catalogue, as far as the page is interested.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CatalogueFile {
    direction: Direction,
    page: HashMap<String, String>,
    /// Of the card's texts, only what is said of numbers.
    card: HashMap<String, String>,
}

/// Texts of a host's own, by their keys.
pub type Replacements = BTreeMap<String, String>;

/// The texts in one language. Copies are the same texts.
#[derive(Clone)]
pub struct PageTexts(Rc<Inner>);

struct Inner {
    tag: String,
    catalogue: &'static Catalogue,
    direction: Direction,
    language: Rc<Language>,
    replaced: Replacements,
}

thread_local! {
    static IN_ENGLISH: PageTexts = PageTexts::english("en".to_owned(), EnglishNumbers);
}

/// English, which counts without the browser's help.
impl Default for PageTexts {
    fn default() -> Self {
        IN_ENGLISH.with(Self::clone)
    }
}

impl PartialEq for PageTexts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for PageTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageTexts in {}", self.0.tag)
    }
}

impl PageTexts {
    /// English, as it comes with the page. `tag` is the reader's own, such as `en-GB`; `numbers` are its.
    pub fn english(tag: String, numbers: impl Numbers + 'static) -> Self {
        let file = serde_json::from_str(include_str!("../../locales/en.json"));
        // A test reads the file too.
        Self::of(file.unwrap_or_default(), ENGLISH, tag, numbers)
    }

    /// The texts of a catalogue's file. `tag` is the reader's own, such as `de-AT`; `numbers` are its.
    pub fn of(
        mut file: CatalogueFile,
        catalogue: &'static Catalogue,
        tag: String,
        numbers: impl Numbers + 'static,
    ) -> Self {
        let mut texts = file.page;
        for key in number_errors::KEYS {
            texts.extend(file.card.remove_entry(key));
        }
        Self(Rc::new(Inner {
            tag,
            catalogue,
            direction: file.direction,
            language: Rc::new(Language::new(texts.into(), numbers)),
            replaced: Replacements::new(),
        }))
    }

    /// The same with other texts in the place of some.
    #[must_use]
    pub fn replaced_by(&self, replaced: Replacements) -> Self {
        let Inner {
            tag,
            catalogue,
            direction,
            language,
            ..
        } = &*self.0;
        Self(Rc::new(Inner {
            tag: tag.clone(),
            catalogue,
            direction: *direction,
            language: Rc::clone(language),
            replaced,
        }))
    }

    /// BCP 47: the reader's own, by which numbers, names and times are written.
    pub fn tag(&self) -> &str {
        &self.0.tag
    }

    /// Where the texts are from.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.0.catalogue
    }

    /// Which way they are written.
    pub fn direction(&self) -> Direction {
        self.0.direction
    }

    /// A text without places for values.
    pub fn text(&self, text: PageText) -> AttrValue {
        self.by_key(text.key()).into()
    }

    /// A text with each value in its place.
    pub fn with(&self, text: PageText, values: &[(&str, &str)]) -> AttrValue {
        fill(&self.by_key(text.key()), values).into()
    }

    /// The text for a count, with each value in its place.
    pub fn counted(&self, text: PageText, count: u64, values: &[(&str, &str)]) -> AttrValue {
        let key = text.key();
        let text = self
            .own_for(key, count)
            .or_else(|| IN_ENGLISH.with(|english| english.own_for(key, count)));
        fill(&text.unwrap_or_else(|| key.to_owned()), values).into()
    }

    /// Why something is no number.
    pub fn number_error(&self, error: &NumberError) -> AttrValue {
        let (key, values) = number_errors::sentence(error);
        fill(&self.by_key(key), &values).into()
    }

    fn by_key(&self, key: &str) -> String {
        let own = self.own(key).map(str::to_owned);
        own.or_else(|| IN_ENGLISH.with(|english| english.own(key).map(str::to_owned)))
            .unwrap_or_else(|| key.to_owned())
    }

    fn own(&self, key: &str) -> Option<&str> {
        let replaced = self.0.replaced.get(key).map(String::as_str);
        replaced.or_else(|| self.0.language.text(key))
    }

    fn own_for(&self, key: &str, count: u64) -> Option<String> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let category = self.0.language.numbers().plural_category(count);
        for_count(|key| self.own(key), key, &category).map(str::to_owned)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::texts::language::Polish;
    use crate::texts::message::places;

    fn english() -> CatalogueFile {
        serde_json::from_str(include_str!("../../locales/en.json")).unwrap()
    }

    fn texts(page: &[(&str, &str)]) -> PageTexts {
        let file = CatalogueFile {
            page: page
                .iter()
                .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
                .collect(),
            ..CatalogueFile::default()
        };
        PageTexts::of(file, ENGLISH, "pl".to_owned(), Polish)
    }

    #[test]
    fn given_the_english_catalogue_when_compared_then_its_texts_are_those_that_the_page_has() {
        let file = english();
        for text in PageText::ALL {
            assert!(
                file.page.contains_key(text.key()),
                "{} is missing",
                text.key()
            );
        }
        for key in file.page.keys() {
            let (key, is_counted) = match key.split_once('_') {
                Some((key, _)) => (key, true),
                None => (key.as_str(), false),
            };
            let known = PageText::ALL.iter().find(|text| text.key() == key);
            let known = known.unwrap_or_else(|| unreachable!("nothing shows {key}"));
            assert!(!is_counted || PageText::COUNTED.contains(known), "{key}");
            assert!(!number_errors::KEYS.contains(&key), "{key} is there twice");
        }
        for text in PageText::COUNTED {
            assert!(
                file.page.contains_key(&format!("{}_one", text.key())),
                "{text:?}"
            );
        }
    }

    #[test]
    fn given_a_text_of_the_catalogue_when_filled_then_it_has_no_places_left() {
        let texts = PageTexts::default();
        assert_eq!(
            texts.with(PageText::LookupPrice, &[("price", "0.005 USD")]),
            "A lookup costs 0.005 USD."
        );
        assert_eq!(places(&texts.text(PageText::LinkedQuestion)), ["number"]);
    }

    #[test]
    fn given_a_count_when_said_then_its_form_is_taken() {
        let texts = texts(&[
            ("lookupsLeft_one", "Zostało {left} zapytanie"),
            ("lookupsLeft_few", "Zostały {left} zapytania"),
            ("lookupsLeft", "Zostało {left} zapytań"),
        ]);
        for (count, said) in [
            (1, "Zostało 1 zapytanie"),
            (3, "Zostały 3 zapytania"),
            (7, "Zostało 7 zapytań"),
            (u64::MAX, "Zostało 18446744073709551615 zapytań"),
        ] {
            let left = count.to_string();
            assert_eq!(
                texts.counted(PageText::LookupsLeft, count, &[("left", &left)]),
                said
            );
        }
    }

    #[test]
    fn given_a_catalogue_without_a_text_when_asked_then_it_is_english() {
        let texts = texts(&[("lookUp", "Sprawdź")]);
        assert_eq!(texts.text(PageText::LookUp), "Sprawdź");
        assert_eq!(texts.text(PageText::Country), "Country");
        assert_eq!(
            texts.counted(PageText::LookupsLeft, 3, &[("left", "3"), ("limit", "9")]),
            "3 of 9 lookups left."
        );
        assert_eq!(
            texts.number_error(&NumberError::Empty),
            "Enter a phone number."
        );
    }

    #[test]
    fn given_replacements_when_asked_then_they_go_first_and_the_others_stay() {
        let replaced = Replacements::from([("frameDismiss".to_owned(), "No".to_owned())]);
        let texts = PageTexts::default().replaced_by(replaced);
        assert_eq!(texts.text(PageText::FrameDismiss), "No");
        assert_eq!(texts.text(PageText::FrameConfirm), "Yes, look up");
    }

    #[test]
    fn given_a_catalogue_of_a_later_version_when_read_then_what_is_unknown_is_passed_over() {
        let file: CatalogueFile = serde_json::from_str(
            r#"{"direction":"rtl","page":{"new":"x"},"card":{"numberEmpty":"أدخل رقم هاتف."},"other":{}}"#,
        )
        .unwrap();
        let texts = PageTexts::of(file, ENGLISH, "ar".to_owned(), EnglishNumbers);
        assert_eq!(texts.direction().name(), "rtl");
        assert_eq!(texts.number_error(&NumberError::Empty), "أدخل رقم هاتف.");
    }
}
