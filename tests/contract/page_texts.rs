//! The texts of the page and of the frame: the catalogues against the code that shows them, against each other, and against
//! what the document says before the page is drawn.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use phone_profile::page::texts::PageText;
use phone_profile::texts::catalogues::CATALOGUES;
use phone_profile::texts::message::places;
use phone_profile::texts::number_errors;
use serde_json::Value;

use crate::source::file;

type Texts = BTreeMap<String, String>;

/// The sections that the page reads, of a catalogue that is there.
fn catalogue(tag: &str) -> Option<(Texts, Texts)> {
    let path = format!("locales/{tag}.json");
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).is_file() {
        return None;
    }
    let read: Value =
        serde_json::from_str(&file(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let direction = read["direction"].as_str();
    assert!(
        matches!(direction, Some("ltr" | "rtl")),
        "{path}: {direction:?}"
    );
    let section = |name: &str| {
        serde_json::from_value::<Texts>(read[name].clone())
            .unwrap_or_else(|error| panic!("{path}, {name}: {error}"))
    };
    let mut of_numbers = section("card");
    of_numbers.retain(|key, _| number_errors::KEYS.contains(&key.as_str()));
    Some((section("page"), of_numbers))
}

/// What a key is without its plural category.
fn stem(key: &str) -> &str {
    key.split('_').next().unwrap_or(key)
}

fn sorted_places(text: &str) -> Vec<&str> {
    let mut places = places(text);
    places.sort_unstable();
    places
}

/// The page's source files.
fn sources() -> Vec<(PathBuf, String)> {
    let mut directories = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/page")];
    let mut found = Vec::new();
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
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
fn given_the_catalogues_when_compared_then_each_has_every_text_with_every_place_for_a_value() {
    let (english, english_of_numbers) = catalogue("en").expect("English");
    let counted = PageText::COUNTED.map(PageText::key);
    for tag in CATALOGUES.map(|catalogue| catalogue.tag) {
        let Some((page, of_numbers)) = catalogue(tag) else {
            continue;
        };
        for (texts, english) in [(&page, &english), (&of_numbers, &english_of_numbers)] {
            for key in english.keys().map(|key| stem(key)) {
                assert!(texts.contains_key(key), "{tag} lacks {key}");
            }
            for (key, text) in texts {
                let stem = stem(key);
                let in_english = english
                    .get(stem)
                    .unwrap_or_else(|| panic!("{tag}: nothing shows {key}"));
                assert_eq!(
                    sorted_places(text),
                    sorted_places(in_english),
                    "{tag}, {key}"
                );
                assert!(
                    !text.trim().is_empty() && text.trim() == text,
                    "{tag}, {key}: {text:?}"
                );
                assert!(
                    stem == key || counted.contains(&stem),
                    "{tag}: {key} counts nothing"
                );
            }
        }
    }
}

#[test]
fn given_the_document_when_compared_then_it_says_what_the_english_catalogue_says() {
    let (english, _) = catalogue("en").expect("English");
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
