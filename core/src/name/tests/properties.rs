//! What holds for all names.

use proptest::prelude::*;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::super::fold::folded;
use super::super::words::words;
use super::super::{Folding, MatchReason, NameMatch, compare};
use super::BrowserFolding;
use crate::text::is_part_of_word;

/// Names of words that are likely to meet: titles, particles, initials, several scripts; and any text.
fn names() -> impl Strategy<Value = String> {
    const WORDS: [&str; 40] = [
        "Maya",
        "maya",
        "Lindqvist",
        "Lindquist",
        "Dr.",
        "de",
        "la",
        "Cruz",
        "Delacruz",
        "al",
        "Sayed",
        "Alsayed",
        "J.",
        "M",
        "Jane",
        "Müller",
        "Mueller",
        "Muller",
        "Søgård",
        "Søgaard",
        "O'Neill",
        "GmbH",
        "S.A.",
        "Иван",
        "Ivan",
        "ооо",
        "أحمد",
        "احمد",
        "王伟",
        "王",
        "伟",
        "王芳",
        "김철수",
        "김",
        "さくら",
        "🌻",
        "7",
        "-",
        ",",
        "ŋ",
    ];
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..5);
    prop_oneof![
        4 => words.clone().prop_map(|words| words.join(" ")),
        1 => words.prop_map(|words| words.concat()),
        1 => any::<String>(),
        1 => "\\PC{0,12}",
    ]
}

/// Whether marks that follow each other are in Unicode's canonical order.
fn has_marks_in_order(text: &str) -> bool {
    let classes: Vec<u8> = text.chars().map(canonical_combining_class).collect();
    let mut pairs = classes.windows(2);
    pairs.all(|pair| pair[1] == 0 || pair[0] <= pair[1])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_result_does_not_depend_on_which_name_is_public(one in names(), other in names()) {
        let forth = compare(&BrowserFolding, Some(&one), &other);
        let back = compare(&BrowserFolding, Some(&other), &one);
        if !matches!(forth, MatchReason::NoPublicName | MatchReason::NoExpectedName) {
            prop_assert_eq!(forth, back);
        }
    }

    #[test]
    fn a_name_is_the_same_as_itself(name in names()) {
        let nothing = words(&folded(&BrowserFolding, &name).text).is_empty();
        let has_letter = name.chars().any(|c| c.is_ascii_alphanumeric());
        prop_assert!(!(nothing && has_letter));
        let expected = if nothing { NameMatch::Unknown } else { NameMatch::Same };
        prop_assert_eq!(compare(&BrowserFolding, Some(&name), &name).result(), expected);
        let capitals = name.to_uppercase();
        if !nothing && capitals.to_lowercase() == name.to_lowercase() {
            prop_assert_eq!(compare(&BrowserFolding, Some(&capitals), &name).result(), NameMatch::Same);
        }
    }

    #[test]
    fn folding_twice_changes_nothing(name in names()) {
        let once = folded(&BrowserFolding, &name).text;
        // Decomposed once more, another script's mark on an umlaut would come before its dots.
        let is_mark = |c: char| c.general_category_group() == GeneralCategoryGroup::Mark;
        prop_assume!(!once.contains(['ä', 'ö', 'ü', 'å']) || !once.contains(is_mark));
        // Marks of two scripts that an apostrophe stood between would change places as well.
        prop_assume!(has_marks_in_order(&once));
        let twice = folded(&BrowserFolding, &once).text;
        let parts = |text: &str| -> Vec<String> {
            let words = text.split(|c| !is_part_of_word(c));
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        prop_assert_eq!(parts(&once), parts(&twice), "{:?} became {:?}", once, twice);
        let lower = BrowserFolding.decompose(&name);
        prop_assert_eq!(BrowserFolding.decompose(&lower), lower);
    }

    #[test]
    fn words_beside_a_name_never_make_it_different(name in "[A-Z][a-z]{2,8}", more in names()) {
        let longer = format!("{more} {name}");
        prop_assert_ne!(compare(&BrowserFolding, Some(&name), &longer).result(), NameMatch::Different);
    }
}

#[cfg(feature = "transliterate")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn transliteration_only_ever_finds_more(one in names(), other in names()) {
        let without = compare(&BrowserFolding, Some(&one), &other);
        let with = compare(&super::super::UnicodeFolding, Some(&one), &other);
        if without.result() != NameMatch::Unknown {
            prop_assert!(with == without || without.result() != NameMatch::Same, "{:?} became {:?}", without, with);
            prop_assert!(with.result() != NameMatch::Different || without.result() == NameMatch::Different);
        }
    }
}
