//! What the page has set on one card, read leniently: what can't be understood has its default.

use super::strings::Strings;

/// How much a card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// Everything.
    #[default]
    Card,
    /// One row: picture, name, number, badge.
    Compact,
    /// The picture alone.
    Avatar,
}

impl Variant {
    /// Reads the `variant` attribute.
    pub fn read(text: &str) -> Self {
        match text {
            "compact" => Self::Compact,
            "avatar" => Self::Avatar,
            _ => Self::Card,
        }
    }
}

/// What decides how a card is drawn. What decides about its lookup is in
/// [`Ask`](crate::lookup::ask::Ask).
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// How much is shown.
    pub variant: Variant,
    /// Whether pictures are shown at all.
    pub pictures: bool,
    /// Whether the number is masked until the person reveals it.
    pub mask: bool,
    /// The name that the dashboard holds.
    pub expected_name: Option<String>,
    /// 2 to 6.
    pub heading_level: u8,
    /// BCP 47.
    pub lang: String,
    /// The texts.
    pub strings: Strings,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            variant: Variant::Card,
            pictures: true,
            mask: false,
            expected_name: None,
            heading_level: 3,
            lang: String::new(),
            strings: Strings::default(),
        }
    }
}

impl Look {
    /// Whether there is room for more than the thumb.
    pub fn is_large(&self) -> bool {
        self.variant == Variant::Card
    }

    /// A heading level as pages write it; outside 2 to 6 it is 3.
    pub fn heading_level(value: f64) -> u8 {
        if (2.0..=6.0).contains(&value) {
            value as u8
        } else {
            3
        }
    }
}
