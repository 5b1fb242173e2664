//! The catalogues in `locales/`: complete in every language, held against what the kit shows in English.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use phone_profile::card::strings::TEXTS;
use phone_profile::texts::catalogues::CATALOGUES;
use phone_profile::texts::message::places;
use phone_profile::texts::number_errors;
use serde_json::Value;

use crate::source::{Names, braces, file, files_in, quoted, without_comments};

/// Texts that are worded by a count, besides those that have forms in English.
const COUNTED: [&str; 4] = [
    "card.retryIn",
    "list.summary",
    "list.failed",
    "list.filtered",
];

const CATEGORIES: [(PluralCategory, &str); 5] = [
    (PluralCategory::Zero, "zero"),
    (PluralCategory::One, "one"),
    (PluralCategory::Two, "two"),
    (PluralCategory::Few, "few"),
    (PluralCategory::Many, "many"),
];

/// The names of the files, which are the languages' tags.
fn languages() -> [&'static str; 20] {
    CATALOGUES.map(|catalogue| catalogue.tag)
}

/// Every text by section and key: `card.retry`.
type Texts = BTreeMap<String, String>;

fn texts(language: &str) -> Texts {
    let catalogue: Value =
        serde_json::from_str(&file(&format!("locales/{language}.json"))).unwrap();
    let mut texts = Texts::new();
    for (section, entries) in catalogue.as_object().unwrap() {
        for (key, text) in entries.as_object().into_iter().flatten() {
            let text = text
                .as_str()
                .unwrap_or_else(|| panic!("{section}.{key} is no text"));
            texts.insert(format!("{section}.{key}"), text.to_owned());
        }
    }
    texts
}

fn sorted_places(text: &str) -> Vec<&str> {
    let mut places = places(text);
    places.sort_unstable();
    places
}

/// The key without the category, where it has one.
fn without_form(key: &str) -> &str {
    key.split_once('_').map_or(key, |(key, _)| key)
}

/// The categories of a language besides `other`.
fn categories(language: &str) -> Vec<&'static str> {
    let locale: Locale = language.parse().unwrap();
    let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).unwrap();
    let used: Vec<_> = rules.categories().collect();
    let is_used = |(category, name): &(PluralCategory, &'static str)| {
        used.contains(category).then_some(*name)
    };
    CATEGORIES.iter().filter_map(is_used).collect()
}

/// What a language's catalogue has to have: every text, and a form for each plural category of what is counted.
fn wanted(english: &Texts, language: &str) -> Names {
    let mut wanted = Names::new();
    for key in english.keys() {
        let base = without_form(key);
        wanted.insert(base.to_owned());
        if english
            .keys()
            .any(|other| other != base && without_form(other) == base)
            || COUNTED.contains(&base)
        {
            wanted.extend(
                categories(language)
                    .iter()
                    .map(|form| format!("{base}_{form}")),
            );
        }
    }
    wanted
}

#[test]
fn given_the_folder_of_catalogues_when_listed_then_every_language_has_one_and_the_kit_knows_it() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let names: BTreeSet<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(names, languages().map(str::to_owned).into());

    let source = file("shell/src/languages/catalogues.ts");
    let loaded: Names = quoted(braces(&source, "const CATALOGUES ="))
        .into_iter()
        .filter_map(|name| Some(name.strip_prefix("locale:")?.to_owned()))
        .collect();
    let others = languages().into_iter().filter(|name| *name != "en");
    assert_eq!(loaded, others.map(str::to_owned).collect());
}

#[test]
fn given_the_english_catalogue_when_compared_then_it_is_what_the_card_says_without_one() {
    let said: Texts = TEXTS
        .iter()
        .map(|(key, text)| (format!("card.{key}"), (*text).to_owned()))
        .collect();
    let catalogue: Texts = texts("en")
        .into_iter()
        .filter(|(key, _)| key.starts_with("card."))
        .collect();
    assert_eq!(catalogue, said);

    for (section, path, interface) in [
        ("list", "shell/src/list/types.ts", "PhoneProfileListStrings"),
        ("attach", "shell/src/types/strings.ts", "AttachStrings"),
    ] {
        let said: Names = texts("en")
            .keys()
            .filter_map(|key| key.strip_prefix(section)?.strip_prefix('.'))
            .map(|key| without_form(key).to_owned())
            .collect();
        let types = without_comments(&file(path));
        let declared: Names = braces(&types, &format!("export interface {interface}"))
            .lines()
            .filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned()))
            .collect();
        assert_eq!(said, declared, "{interface}");
    }
}

#[test]
fn given_each_language_when_held_against_english_then_no_text_is_missing_and_none_is_left_over() {
    let english = texts("en");
    for language in languages().into_iter().filter(|name| *name != "en") {
        let found: Names = texts(language).into_keys().collect();
        let wanted = wanted(&english, language);
        let missing: Vec<_> = wanted.difference(&found).collect();
        let unused: Vec<_> = found.difference(&wanted).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{language}: missing {missing:?}, unused {unused:?}"
        );
    }
}

#[test]
fn given_each_text_when_held_against_english_then_it_has_the_same_places_for_values() {
    let english = texts("en");
    for language in languages() {
        for (key, text) in texts(language) {
            let original = &english[without_form(&key)];
            assert_eq!(
                sorted_places(&text),
                sorted_places(original),
                "{language} {key}: {text}"
            );
            assert!(!text.trim().is_empty(), "{language} {key}");
            let is_between = key == "card.listSeparator";
            assert!(
                is_between || text.trim() == text,
                "{language} {key}: {text:?}"
            );
            let controls = text
                .chars()
                .find(|&c| phone_profile_core::text::is_bidi_control(c));
            assert_eq!(
                controls, None,
                "{language} {key}: isolates are the program's"
            );
        }
    }
}

#[test]
fn given_each_language_when_held_against_english_then_hardly_a_text_is_the_same() {
    let english = texts("en");
    for language in languages().into_iter().filter(|name| *name != "en") {
        // Words of more than one letter that are no placeholder.
        let is_word = |word: &&str| !word.contains('{') && word.contains(char::is_alphabetic);
        let is_worded = |text: &str| text.split(' ').filter(is_word).count() > 1;
        let same: Vec<_> = texts(language)
            .into_iter()
            .filter(|(key, text)| is_worded(text) && english.get(key) == Some(text))
            .collect();
        assert!(same.is_empty(), "{language}: {same:?}");
    }
}

#[test]
fn given_the_languages_written_from_right_to_left_when_read_then_their_catalogues_say_so() {
    for language in languages() {
        let catalogue: Value =
            serde_json::from_str(&file(&format!("locales/{language}.json"))).unwrap();
        let direction = if ["ar", "fa", "he"].contains(&language) {
            "rtl"
        } else {
            "ltr"
        };
        assert_eq!(catalogue["direction"], direction, "{language}");
    }
}

#[test]
fn given_every_text_of_card_and_list_when_searched_then_something_shows_it() {
    // Not those that declare them, nor tests.
    let sources = |folder: &str, ending: &str| -> String {
        let shows = |name: &str| {
            name.ends_with(ending)
                && !name.ends_with("strings.rs")
                && !name.ends_with("types.ts")
                && !name.contains("_tests")
        };
        files_in(folder)
            .into_iter()
            .filter(|(path, _)| shows(path.to_str().unwrap()))
            .map(|(_, text)| text)
            .collect()
    };
    let card = sources("src/card", ".rs");
    for (key, _) in TEXTS.iter().filter(|(key, _)| !key.contains('_')) {
        let variant = format!("Text::{}{}", key[..1].to_uppercase(), &key[1..]);
        let is_used = card.contains(&variant) || number_errors::KEYS.contains(key);
        assert!(is_used, "{key} is unused");
    }
    let list = sources("shell/src/list", ".ts");
    for key in texts("en")
        .keys()
        .filter_map(|key| key.strip_prefix("list."))
    {
        let used = [
            format!("texts.{key}"),
            format!("'{key}'"),
            format!("{key}:"),
        ];
        assert!(
            used.iter().any(|use_| list.contains(use_)),
            "{key} is unused"
        );
    }
}
