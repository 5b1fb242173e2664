//! Which language the page is in: what its address asks for, or else the first of the reader's that has a catalogue.
//!
//! The wish is kept in the address and nowhere else. A catalogue besides the English one is asked for when it is needed.

use super::browser;
use super::formats::ReadersFormats;
use super::requests;
use super::texts::{PageText, PageTexts};
use crate::texts::catalogues::{CATALOGUES, Catalogue, ENGLISH, Likely};

/// In the query of the page's address: the language.
pub const PARAMETER: &str = "lang";

/// What the document says by itself, before the page is drawn or when it can't be: the element's id, and its text.
const IN_DOCUMENT: [(&str, PageText); 2] = [
    ("kit-problem", PageText::ProblemKit),
    ("stopped-problem", PageText::ProblemStopped),
];

/// The texts that the page begins with. English where there is no catalogue for any wish, or it can't be had.
pub async fn preferred() -> PageTexts {
    first_of(
        browser::parameter(PARAMETER)
            .into_iter()
            .chain(browser::languages()),
    )
    .await
}

/// The texts in the first of these languages that has a catalogue; English where none has, or it can't be had.
pub async fn first_of(tags: impl IntoIterator<Item = String>) -> PageTexts {
    let wishes = tags.into_iter().filter_map(|tag| browser::likely(&tag));
    match Catalogue::first_of(wishes) {
        Some((wish, catalogue)) => of(wish, catalogue).await.unwrap_or_default(),
        None => PageTexts::default(),
    }
}

/// The texts of a catalogue that was chosen; none where they can't be had.
pub async fn chosen(catalogue: &'static Catalogue) -> Option<PageTexts> {
    of(browser::likely(catalogue.tag)?, catalogue).await
}

async fn of(wish: Likely, catalogue: &'static Catalogue) -> Option<PageTexts> {
    let numbers = ReadersFormats::of(&wish.tag);
    if catalogue == ENGLISH {
        return Some(PageTexts::english(wish.tag, numbers));
    }
    let file = requests::catalogue(catalogue.tag).await?;
    Some(PageTexts::of(file, catalogue, wish.tag, numbers))
}

/// Puts the document into the language.
pub fn apply(texts: &PageTexts) {
    browser::set_document(
        texts.tag(),
        texts.direction().name(),
        &texts.text(PageText::DocumentTitle),
    );
    for (id, text) in IN_DOCUMENT {
        if let Some(element) = browser::by_id(id) {
            element.set_text_content(Some(&texts.text(text)));
        }
    }
}

/// The languages to choose from, each by its own name, in the order of the names.
pub fn names() -> Vec<(&'static Catalogue, String)> {
    let mut names: Vec<_> = CATALOGUES
        .into_iter()
        .map(|catalogue| (catalogue, browser::language_name(catalogue.tag)))
        .collect();
    names.sort_by(|(_, a), (_, b)| a.cmp(b));
    names
}
