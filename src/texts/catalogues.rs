//! The languages that have a catalogue in `locales/`, and the one that a reader's wishes come to.

/// A language with a catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Its BCP 47 tag, which its file is named by.
    pub tag: &'static str,
    /// What it is written in, where the tag doesn't say it: `Latn`.
    script: &'static str,
}

/// What a tag most likely means, as `Intl.Locale.prototype.maximize()` has it: `zh-TW` is `zh` in `Hant`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The tag in its usual form: `he` for `iw`.
    pub tag: String,
    /// ISO 639: `zh`.
    pub language: String,
    /// ISO 15924: `Hant`.
    pub script: String,
}

/// English, which is there without a request.
pub const ENGLISH: &Catalogue = &Catalogue::new("en", "Latn");

/// All of them, by their tags.
pub const CATALOGUES: [&Catalogue; 20] = [
    &Catalogue::new("ar", "Arab"),
    &Catalogue::new("de", "Latn"),
    ENGLISH,
    &Catalogue::new("es", "Latn"),
    &Catalogue::new("fa", "Arab"),
    &Catalogue::new("fr", "Latn"),
    &Catalogue::new("he", "Hebr"),
    &Catalogue::new("hi", "Deva"),
    &Catalogue::new("id", "Latn"),
    &Catalogue::new("it", "Latn"),
    &Catalogue::new("ja", "Jpan"),
    &Catalogue::new("ko", "Kore"),
    &Catalogue::new("nl", "Latn"),
    &Catalogue::new("pl", "Latn"),
    &Catalogue::new("pt-BR", "Latn"),
    &Catalogue::new("ru", "Cyrl"),
    &Catalogue::new("tr", "Latn"),
    &Catalogue::new("uk", "Cyrl"),
    &Catalogue::new("zh-Hans", "Hans"),
    &Catalogue::new("zh-Hant", "Hant"),
];

impl Catalogue {
    const fn new(tag: &'static str, script: &'static str) -> Self {
        Self { tag, script }
    }

    /// The catalogue that somebody can read who wishes for this: of its language, in its script.
    pub fn of(wish: &Likely) -> Option<&'static Self> {
        CATALOGUES.into_iter().find(|catalogue| {
            let language = catalogue.tag.split('-').next();
            language == Some(&wish.language) && catalogue.script == wish.script
        })
    }

    /// The first wish that there is a catalogue for, with it.
    pub fn first_of(wishes: impl IntoIterator<Item = Likely>) -> Option<(Likely, &'static Self)> {
        wishes
            .into_iter()
            .find_map(|wish| Self::of(&wish).map(|catalogue| (wish, catalogue)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likely(tag: &str, language: &str, script: &str) -> Likely {
        Likely {
            tag: tag.to_owned(),
            language: language.to_owned(),
            script: script.to_owned(),
        }
    }

    #[test]
    fn given_a_region_or_none_when_wished_for_then_its_language_and_script_decide() {
        for (wish, tag) in [
            (likely("de-AT", "de", "Latn"), Some("de")),
            (likely("en-GB", "en", "Latn"), Some("en")),
            (likely("pt-PT", "pt", "Latn"), Some("pt-BR")),
            (likely("pt", "pt", "Latn"), Some("pt-BR")),
            (likely("zh", "zh", "Hans"), Some("zh-Hans")),
            (likely("zh-TW", "zh", "Hant"), Some("zh-Hant")),
            (likely("zh-HK", "zh", "Hant"), Some("zh-Hant")),
            (likely("he", "he", "Hebr"), Some("he")),
            // In letters that its readers may not know, or a language that only sounds like one of these.
            (likely("hi-Latn", "hi", "Latn"), None),
            (likely("nb", "nb", "Latn"), None),
            (likely("p", "p", "Latn"), None),
        ] {
            let found = Catalogue::of(&wish).map(|catalogue| catalogue.tag);
            assert_eq!(found, tag, "{}", wish.tag);
        }
    }

    #[test]
    fn given_several_wishes_when_read_in_order_then_the_first_with_a_catalogue_counts() {
        let wishes = [
            likely("nb-NO", "nb", "Latn"),
            likely("de-CH", "de", "Latn"),
            likely("fr", "fr", "Latn"),
        ];
        let found = Catalogue::first_of(wishes);
        assert_eq!(
            found.map(|(wish, catalogue)| (wish.tag, catalogue.tag)),
            Some(("de-CH".to_owned(), "de"))
        );
        assert_eq!(Catalogue::first_of([likely("nb", "nb", "Latn")]), None);
    }

    #[test]
    fn given_the_catalogues_when_listed_then_each_is_there_once_and_in_order() {
        let tags = CATALOGUES.map(|catalogue| catalogue.tag);
        assert!(tags.is_sorted_by(|a, b| a < b), "{tags:?}");
    }
}
