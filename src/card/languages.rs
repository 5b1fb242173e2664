//! The catalogues that the shell has loaded, and the languages that cards are drawn in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::display_options::DisplayOptions;
use super::intl::BrowserNumbers;
use crate::texts::{Language, Texts};

/// The catalogue's name, none for English, and the language tag: numbers are written by the tag, which can have a country.
type LanguageKey = (Option<String>, String);

thread_local! {
    /// By the names of their files.
    static CATALOGUES: RefCell<HashMap<String, Rc<Texts>>> = RefCell::default();
    static LANGUAGES: RefCell<HashMap<LanguageKey, Rc<Language>>> = RefCell::default();
}

/// Takes a catalogue. Cards that wait for it are drawn at their next update.
pub fn add(name: String, texts: Texts) {
    CATALOGUES.with_borrow_mut(|catalogues| catalogues.insert(name, Rc::new(texts)));
}

/// Gives a card its language, or lets it wait for the catalogue.
pub fn give(display: &mut DisplayOptions) {
    let texts = match &display.catalogue {
        None => Some(Rc::default()),
        Some(name) => CATALOGUES.with_borrow(|catalogues| catalogues.get(name).cloned()),
    };
    display.awaits_texts = texts.is_none();
    if let Some(texts) = texts {
        let key = (display.catalogue.clone(), display.lang.clone());
        let language = LANGUAGES.with_borrow_mut(|languages| {
            let make = || Rc::new(Language::new(texts, BrowserNumbers::new(&display.lang)));
            Rc::clone(languages.entry(key).or_insert_with(make))
        });
        display.strings.set_language(language);
    }
}
