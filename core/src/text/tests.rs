//! What words are made of.

#![allow(clippy::unwrap_used)]

use regex::Regex;

use super::{MARKS, NAME, clean, is_mark, is_part_of_word};

#[test]
fn given_any_letter_or_digit_then_it_is_part_of_a_word() {
    // Newer letters may be unknown to the standard library of an older compiler.
    let expected = Regex::new(r"[\p{L}\p{Nd}&&\p{Age:15.0}]").unwrap();
    let wrong: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| !is_part_of_word(*c) && expected.is_match(&c.to_string()))
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn given_what_separates_the_words_of_names_then_it_is_no_part_of_one() {
    let separators = " \t\u{a0}\u{3000}.,;:!?-_/\\|()[]{}<>\"'`´«»„“”‘’–—·•…،؛؟।、。・「」，．！＠＋🌻👩\u{200d}❤\u{fe0f}★™©€$×÷";
    let wrong: String = separators.chars().filter(|c| is_part_of_word(*c)).collect();
    assert_eq!(wrong, "");
}

#[test]
fn given_a_word_with_marks_then_it_is_one_word() {
    for word in [
        "zoe\u{308}",
        "हिन्दी",
        "佐々木",
        "Ægir",
        "ÑANDÚ",
        "محمد",
        "Đặng",
        "O\u{30b}",
        "শ্রীলঙ্কা",
        "தமிழ்",
        "සිංහල",
        "පොත්",
        "น้ำ",
        "ກຸ່ມ",
        "မြန်မာ",
        "ខ្មែរ",
        "か\u{3099}",
        "בְּרֵאשִׁית",
        "مُحَمَّد",
    ] {
        let wrong: String = word.chars().filter(|c| !is_part_of_word(*c)).collect();
        assert_eq!(wrong, "", "{word}");
    }
}

#[test]
fn given_unicodes_own_data_when_compared_then_every_listed_mark_is_one() {
    // A letter or digit is part of a word anyway, and nothing is written by what isn't assigned.
    let expected = Regex::new(r"[\p{M}\p{Cn}]").unwrap();
    let wrong: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| is_mark(*c) && !c.is_alphanumeric() && !expected.is_match(&c.to_string()))
        .collect();
    assert_eq!(wrong, []);
}

#[test]
fn given_words_of_living_scripts_when_cleaned_then_all_of_their_marks_stay() {
    for word in [
        "zoe\u{308}",
        "हिन्दी",
        "শ্রীলঙ্কা",
        "น้ำ",
        "မြန်မာ",
        "בְּרֵאשִׁ֖ית",
        "مُحَمَّد",
        "Tiê\u{301}ng",
    ] {
        assert_eq!(clean(word, NAME).as_deref(), Some(word));
    }
}

#[test]
fn given_a_letter_under_a_heap_of_marks_when_cleaned_then_a_few_are_left_of_them() {
    let heap = format!("a{}b", "\u{301}\u{309}".repeat(200));
    let cleaned = clean(&heap, NAME).unwrap();
    assert_eq!(cleaned.chars().count(), 2 + MARKS);
    assert!(cleaned.starts_with('a') && cleaned.ends_with('b'));
}
