//! Several numbers in one cell, as exports and people write them.
//!
//! A cell is parted only where every part is long enough to be a number of its own, so that none is cut in two:
//! neither `030/1234567` nor `…;ext=5`. What stays together and has two numbers is refused by
//! whoever reads it.

use phone_profile_core::number::is_digit;

/// The most numbers of a cell that are read.
const MOST: usize = 8;

/// The fewest digits of a number beside another.
const FEWEST: usize = 7;

/// The fewest digits beside a comma: what is dialled after a pause may have seven.
const FEWEST_AT_COMMA: usize = 8;

/// Words between two numbers.
const WORDS: [&str; 9] = [
    " or ", " oder ", " ou ", " and ", " und ", " et ", " y ", " e ", " & ",
];

/// The numbers of a cell, each as it stands there; the first eight. A cell with one number, or with something
/// else, is one; an empty one has none.
pub fn cell_numbers(cell: &str) -> Vec<&str> {
    let mut numbers = Vec::new();
    part(cell, &mut numbers);
    numbers.truncate(MOST);
    numbers
}

fn part<'a>(text: &'a str, numbers: &mut Vec<&'a str>) {
    let text = text.trim();
    if text.is_empty() || numbers.len() >= MOST {
        return;
    }
    let parts = google(text)
        .or_else(|| at_characters(text, &['\n', '\r', '\u{2028}', '|'], FEWEST))
        .or_else(|| at_characters(text, &[';', '\u{ff1b}', '\u{61b}'], FEWEST))
        .or_else(|| at_word(text, " / "))
        .or_else(|| WORDS.iter().find_map(|word| at_word(text, word)))
        .or_else(|| at_comma(text))
        .or_else(|| before_plus(text));
    match parts {
        // What is parted once may have other separators inside.
        Some(parts) => parts.into_iter().for_each(|text| part(text, numbers)),
        None => numbers.push(text),
    }
}

/// Google's contacts have all values of one kind in one cell.
fn google(text: &str) -> Option<Vec<&str>> {
    text.contains(":::").then(|| text.split(":::").collect())
}

fn at_characters<'a>(text: &'a str, separators: &[char], fewest: usize) -> Option<Vec<&'a str>> {
    if !text.contains(separators) {
        return None;
    }
    whole(text.split(separators).collect(), fewest)
}

fn at_word<'a>(text: &'a str, word: &str) -> Option<Vec<&'a str>> {
    // Whoever writes words between numbers may write them in capitals.
    let at = text.char_indices().map(|(at, _)| at).find(|at| {
        text.get(*at..at + word.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    })?;
    whole(vec![text.get(..at)?, text.get(at + word.len()..)?], FEWEST)
}

/// Two commas are a pause.
fn at_comma(text: &str) -> Option<Vec<&str>> {
    let commas = [',', '\u{ff0c}', '\u{60c}', '\u{3001}'];
    match text.contains(",,") {
        true => None,
        false => at_characters(text, &commas, FEWEST_AT_COMMA),
    }
}

/// `+1… +44…` and `+1…/+44…`: a plus sign starts a number.
fn before_plus(text: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('+').filter(|(at, _)| *at > 0) {
        let before = text.get(start..at)?;
        if before.ends_with(|c: char| c.is_whitespace() || c == '/') {
            parts.push(before.trim_end_matches(['/', ' ']));
            start = at;
        }
    }
    parts.push(text.get(start..)?);
    match parts.len() {
        1 => None,
        _ => whole(parts, FEWEST),
    }
}

/// The parts that aren't blank, if there are several and each may be a number.
fn whole(parts: Vec<&str>, fewest: usize) -> Option<Vec<&str>> {
    let parts: Vec<&str> = parts
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    let is_whole = |part: &&str| {
        part.chars().filter(|c| is_digit(*c)).count() >= fewest
            // Parameters of a link, digits for a machine.
            && !part.contains(['=', '*', '#'])
    };
    // One part that isn't blank is the cell without a stray separator at its end.
    let are_whole = parts.iter().all(is_whole);
    (are_whole && !parts.is_empty()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_several_numbers_in_a_cell_when_parted_then_each_stands_alone() {
        let two = ["+1 310 555 0123", "+44 20 7946 0958"];
        for between in [
            " ::: ", ":::", ";", "; ", ", ", " / ", "\n", "\r\n", " or ", " OR ", " oder ", " | ",
            " & ", " ", "/",
        ] {
            let cell = two.join(between);
            assert_eq!(cell_numbers(&cell), two, "{cell:?}");
        }
        assert_eq!(
            cell_numbers("(310) 555-0123, (310) 555-0124; 310 555 0125;"),
            ["(310) 555-0123", "(310) 555-0124", "310 555 0125"]
        );
        assert_eq!(
            cell_numbers("tel:+1-310-555-0123;ext=5 ::: +44 20 7946 0958"),
            ["tel:+1-310-555-0123;ext=5", "+44 20 7946 0958"]
        );
        assert_eq!(cell_numbers("+13105550123;"), ["+13105550123"]);
        let many = ["+13105550123"; 12].join(";");
        assert_eq!(cell_numbers(&many).len(), 8);
    }

    #[test]
    fn given_one_number_when_parted_then_it_stays_whole() {
        for cell in [
            "030/1234567",
            "030 / 1234567",
            "310-555-0123 ext. 5",
            "tel:+1-310-555-0123;ext=5",
            "tel:2079460958;phone-context=+44",
            "+1 310 555 0123,,4567#",
            "+1 310 555 0123,4567",
            "+1 310 555 0123,,1234567#",
            "+44 20 7946 0958/9",
            "+44 20 7946 0958 / 9",
            "+49 (0) 30 / 1234567",
            "+ 1 310 555 0123",
            "1,310,555,0123",
            "https://wa.me/13105550123?text=+44",
            "13105550123@s.whatsapp.net",
            "n/a",
            "Ada Example",
        ] {
            assert_eq!(cell_numbers(cell), [cell]);
        }
        assert_eq!(cell_numbers(" \n "), [""; 0]);
        assert_eq!(cell_numbers(" +13105550123 "), ["+13105550123"]);
    }
}
