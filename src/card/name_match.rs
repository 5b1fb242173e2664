//! Compares the public name with the one that the dashboard holds.

use phone_profile_core::text::is_part_of_word;

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// The same words, in any order.
    Same,
    /// At least one word in common.
    Partial,
    /// Nothing in common.
    Different,
    /// There is no public name.
    Unknown,
}

/// Compares names word by word, without regard to order and punctuation. To disregard case and
/// accents too, give both in lower case and in Unicode's decomposed form (NFD or NFKD): the browser
/// makes them so, and its tables needn't be downloaded.
pub fn compare(public: Option<&str>, expected: &str) -> NameMatch {
    let expected = words(expected);
    let Some(public) = public.map(words).filter(|words| !words.is_empty()) else {
        return NameMatch::Unknown;
    };
    let all_in = |some: &[String], others: &[String]| some.iter().all(|word| others.contains(word));
    if all_in(&public, &expected) && all_in(&expected, &public) {
        NameMatch::Same
    } else if public.iter().any(|word| expected.contains(word)) {
        NameMatch::Partial
    } else {
        NameMatch::Different
    }
}

fn words(name: &str) -> Vec<String> {
    let bare: String = name
        .chars()
        // Combining accents, and the apostrophes that people leave out: O'Neill, ONeill.
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\'' | '\u{2019}'))
        .collect();
    bare.split(|c: char| !is_part_of_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{NameMatch, compare};

    #[test]
    fn order_punctuation_and_accents_do_not_matter() {
        assert_eq!(
            compare(Some("lindqvist, maya"), "maya lindqvist"),
            NameMatch::Same
        );
        assert_eq!(compare(Some("shan o'dell"), "shan odell"), NameMatch::Same);
        assert_eq!(compare(Some("zoe\u{308} ek"), "zoe ek"), NameMatch::Same);
        assert_eq!(compare(Some("ana ana ek"), "ek ana"), NameMatch::Same);
    }

    #[test]
    fn a_shared_word_is_a_partial_match() {
        assert_eq!(compare(Some("Maya"), "Maya Lindqvist"), NameMatch::Partial);
        assert_eq!(
            compare(Some("M. Lindqvist"), "Maya Lindqvist"),
            NameMatch::Partial
        );
    }

    #[test]
    fn no_shared_word_differs_and_no_name_is_unknown() {
        assert_eq!(
            compare(Some("Otto"), "Maya Lindqvist"),
            NameMatch::Different
        );
        assert_eq!(compare(None, "Maya"), NameMatch::Unknown);
        assert_eq!(compare(Some("🌻"), "Maya"), NameMatch::Unknown);
    }
}
