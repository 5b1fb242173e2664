//! One language: its texts, and how it counts.

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// The texts of one language by key.
pub type Texts = HashMap<String, String>;

/// How a language writes and counts whole numbers.
pub trait Numbers {
    /// The CLDR plural category of a count: `zero`, `one`, `two`, `few`, `many` or `other`.
    fn plural_category(&self, count: u32) -> String;
    /// A count in the language's digits.
    fn write(&self, count: u32) -> String;
}

/// English, without the browser's help.
#[derive(Clone, Copy, Debug)]
pub struct EnglishNumbers;

impl Numbers for EnglishNumbers {
    fn plural_category(&self, count: u32) -> String {
        if count == 1 { "one" } else { "other" }.to_owned()
    }

    fn write(&self, count: u32) -> String {
        count.to_string()
    }
}

/// Counts as Polish does up to twenty, for tests.
#[cfg(test)]
pub(crate) struct Polish;

#[cfg(test)]
impl Numbers for Polish {
    fn plural_category(&self, count: u32) -> String {
        match count {
            1 => "one",
            2..=4 => "few",
            _ => "many",
        }
        .to_owned()
    }

    fn write(&self, count: u32) -> String {
        count.to_string()
    }
}

/// Texts by key, and the language's numbers. A text that depends on a count has a key for each plural category besides
/// `other`, such as `lookupsLeft_one` beside `lookupsLeft`.
pub struct Language {
    texts: Rc<Texts>,
    numbers: Box<dyn Numbers>,
}

impl Language {
    /// A language of a catalogue's texts.
    pub fn new(texts: Rc<Texts>, numbers: impl Numbers + 'static) -> Self {
        Self {
            texts,
            numbers: Box::new(numbers),
        }
    }

    /// The text with that key, where the catalogue has one.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// How the language writes and counts.
    pub fn numbers(&self) -> &dyn Numbers {
        &*self.numbers
    }
}

/// No catalogue: English texts are elsewhere, beside what shows them.
impl Default for Language {
    fn default() -> Self {
        Self::new(Rc::default(), EnglishNumbers)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language of {} texts", self.texts.len())
    }
}

/// The text for a count: of its plural category where `text` has one, and of every other count where it hasn't.
pub fn for_count<'a>(
    text: impl Fn(&str) -> Option<&'a str>,
    key: &str,
    category: &str,
) -> Option<&'a str> {
    text(&format!("{key}_{category}")).or_else(|| text(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(texts: &[(&str, &str)]) -> Language {
        let owned = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
        let texts: Texts = texts.iter().map(owned).collect();
        Language::new(texts.into(), EnglishNumbers)
    }

    fn counted(language: &Language, count: u32) -> Option<&str> {
        let category = language.numbers().plural_category(count);
        for_count(|key| language.text(key), "left", &category)
    }

    #[test]
    fn given_a_form_for_one_when_one_is_counted_then_it_is_taken() {
        let language = language(&[("left", "{count} left"), ("left_one", "one left")]);
        assert_eq!(counted(&language, 1), Some("one left"));
        assert_eq!(counted(&language, 2), Some("{count} left"));
        assert_eq!(counted(&language, 0), Some("{count} left"));
    }

    #[test]
    fn given_one_form_alone_when_counted_then_it_is_for_every_count() {
        assert_eq!(
            counted(&language(&[("left", "left: {count}")]), 1),
            Some("left: {count}")
        );
        assert_eq!(counted(&language(&[]), 1), None);
    }
}
