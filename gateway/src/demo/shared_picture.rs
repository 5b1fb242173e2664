//! Made-up people who use another one's picture, so that a list with them has one picture under several numbers.

use crate::Digits;

/// A number, and the one whose portrait it shows. Three show one picture, and two show another.
const SHARED: &[(&str, &str)] = &[
    ("447700900122", "14155550127"),
    ("46701740635", "14155550127"),
    ("491713920017", "33639980015"),
];

/// Whose portrait a number shows: its own, but for a few.
pub(crate) fn shown_by(number: &Digits) -> Digits {
    let shared = SHARED.iter().find(|(from, _)| *from == number.as_str());
    shared
        .and_then(|(_, of)| Digits::parse(of).ok())
        .unwrap_or_else(|| number.clone())
}

/// All of them.
#[cfg(test)]
pub(crate) fn all() -> Vec<Digits> {
    let pairs = SHARED.iter().flat_map(|(from, of)| [from, of]);
    let mut all: Vec<Digits> = pairs.map(|text| Digits::parse(text).unwrap()).collect();
    all.sort_by_key(Digits::value);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        demo::{person, table::Behaviour},
        is_reserved_for_fiction,
    };

    #[test]
    fn given_numbers_that_share_a_picture_when_looked_up_then_all_are_people_with_a_public_one() {
        for number in all() {
            assert!(is_reserved_for_fiction(&number), "{number:?}");
            assert_eq!(
                person::behaviour(&number),
                Behaviour::Personal,
                "{number:?}"
            );
        }
    }

    #[test]
    fn given_a_number_when_its_portrait_is_asked_then_it_is_its_own_but_for_a_few() {
        let number = Digits::parse("13105550123").unwrap();
        assert_eq!(shown_by(&number), number);
        for (from, of) in SHARED {
            let from = Digits::parse(from).unwrap();
            assert_eq!(shown_by(&from).as_str(), *of);
        }
    }
}
