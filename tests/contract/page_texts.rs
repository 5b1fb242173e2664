//! The texts of the page and of the frame: the code that shows them, and what the document says before the page is drawn.

use std::collections::BTreeMap;
use std::path::PathBuf;

use phone_profile::page::texts::PageText;
use serde_json::Value;

use crate::source::{file, files_in};

type Texts = BTreeMap<String, String>;

fn english() -> Texts {
    let mut read: Value = serde_json::from_str(&file("locales/en.json")).unwrap();
    serde_json::from_value(read["page"].take()).unwrap()
}

/// The page's source files.
fn sources() -> Vec<(PathBuf, String)> {
    let found = files_in("src/page");
    assert!(found.len() > 30, "{} files", found.len());
    found
}

#[test]
fn given_the_texts_of_the_page_when_its_source_is_read_then_each_is_used() {
    let used: String = sources()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("page/texts.rs"))
        .map(|(_, text)| text)
        .collect();
    for text in PageText::ALL {
        let name = format!("PageText::{text:?}");
        let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        assert!(
            used.split(&name).skip(1).any(is_whole),
            "nothing shows {name}"
        );
    }
}

#[test]
fn given_the_components_when_their_source_is_read_then_no_text_is_written_in_them() {
    // What is no text in any language: the name of the product.
    const NO_TEXT: [&str; 1] = ["phone-profile"];
    for (path, text) in sources() {
        // Texts between tags, and in the attributes that people get to see or hear.
        let heads = [
            "{\"",
            "aria-label=\"",
            "title=\"",
            "placeholder=\"",
            "alt=\"",
        ];
        for head in heads {
            for rest in text.split(head).skip(1) {
                let written = rest.split('"').next().unwrap_or_default();
                let is_text =
                    written.contains(char::is_alphabetic) && !written.contains(['{', '\\']);
                assert!(
                    !is_text
                        || NO_TEXT.contains(&written)
                        || !path.to_string_lossy().contains("components"),
                    "{}: {written}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn given_the_document_when_compared_then_it_says_what_the_english_catalogue_says() {
    let english = english();
    let document = file("index.html");
    for (text, before, after) in [
        (PageText::DocumentTitle, "<title>", "</title>"),
        (PageText::Heading, "<h1>", "</h1>"),
        (PageText::Intro, "<p>", "</p>"),
        (
            PageText::ProblemKit,
            "id=\"kit-problem\" role=\"alert\" hidden>",
            "</p>",
        ),
        (
            PageText::ProblemStopped,
            "id=\"stopped-problem\" role=\"alert\" hidden>",
            "</p>",
        ),
    ] {
        let said = format!("{before}{}{after}", english[text.key()]);
        assert!(document.contains(&said), "{said}");
    }
}
