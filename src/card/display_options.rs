//! How the page wants one card to be drawn.

use serde::Deserialize;

use super::strings::Strings;

/// How much a card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// Everything.
    #[default]
    Card,
    /// One row: picture, name, number, badge.
    Compact,
    /// The picture alone.
    Avatar,
}

/// What decides how a card is drawn. What decides about its lookup is in
/// [`LookupRequest`](crate::lookup::request::LookupRequest).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DisplayOptions {
    /// How much is shown.
    pub variant: Variant,
    /// Whether pictures are shown at all.
    pub pictures: bool,
    /// Whether the person's or shop's own line of text is shown.
    pub about: bool,
    /// Whether every signal is listed, each with what it does not mean.
    pub show_signals: bool,
    /// Whether all that a business says of itself is shown.
    pub show_business: bool,
    /// Whether the number is masked until the person reveals it.
    pub mask: bool,
    /// The name that the dashboard holds.
    pub expected_name: Option<String>,
    /// The level of the heading, 0 for none; [`Self::heading_level`] keeps it within 2 to 6.
    pub heading_level: f64,
    /// BCP 47.
    pub lang: String,
    /// The catalogue of that language, by its file's name; none where texts are English.
    pub catalogue: Option<String>,
    /// The texts.
    pub strings: Strings,
    /// Whether the catalogue is still on its way.
    #[serde(skip)]
    pub awaits_texts: bool,
}

impl Default for DisplayOptions {
    fn default() -> Self {
        Self {
            variant: Variant::Card,
            pictures: true,
            about: false,
            show_signals: false,
            show_business: false,
            mask: false,
            expected_name: None,
            heading_level: 3.0,
            lang: String::new(),
            catalogue: None,
            strings: Strings::default(),
            awaits_texts: false,
        }
    }
}

impl DisplayOptions {
    /// Where the texts of another language are on their way: those of the language before stay until then.
    pub fn keep_language_of(&mut self, before: &Self) {
        if self.awaits_texts && !before.awaits_texts {
            self.awaits_texts = false;
            self.lang.clone_from(&before.lang);
            self.strings.keep_language_of(&before.strings);
        }
    }

    /// Whether there is room for more than the thumb.
    pub fn is_large(&self) -> bool {
        self.variant == Variant::Card
    }

    /// The level of the heading: 3 where the page asks for one outside 2 to 6. `None`: the name is no heading.
    pub fn heading_level(&self) -> Option<u8> {
        match self.heading_level {
            0.0 => None,
            level if (2.0..=6.0).contains(&level) => Some(level as u8),
            _ => Some(3),
        }
    }
}
