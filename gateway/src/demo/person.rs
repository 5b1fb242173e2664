//! Who answers to a number: an invented person or an invented shop.
//!
//! Names are put together from lists; no one is meant. The lists avoid surnames that a
//! well-known person would bring to mind.

use super::{
    portrait::Subject,
    seed::Seed,
    table::{self, Behaviour},
};
use crate::Digits;

const NAME_PURPOSE: u64 = 1;
const BEHAVIOUR_PURPOSE: u64 = 2;
const SUBJECT_PURPOSE: u64 = 5;
const ABOUT_PURPOSE: u64 = 6;

const WOMEN: &[&str] = &[
    "Amara", "Anouk", "Clara", "Elif", "Ewa", "Freya", "Hana", "Ilse", "Ines", "Leila", "Lucía",
    "Mei", "Nadia", "Noor", "Priya", "Sana", "Yuki", "Zola", "Zsófia",
];

const MEN: &[&str] = &[
    "Anders", "Bruno", "Davit", "Emre", "Femi", "Goran", "Henrik", "Jonas", "Kofi", "Luca",
    "Malik", "Mateo", "Oskar", "Pavel", "Ravi", "Samir", "Tariq", "Tomás",
];

const FAMILY: &[&str] = &[
    "Achterberg",
    "Adebanjo",
    "Bellandi",
    "Brandvik",
    "Castelar",
    "Corrigane",
    "Delacourt",
    "Dunmore",
    "Ferreiro",
    "Haldane",
    "Ivarsson",
    "Karimzad",
    "Lindemark",
    "Marchetto",
    "Montalvez",
    "Nakashiro",
    "Odunlami",
    "Okwuosa",
    "Ostrander",
    "Petrakis",
    "Quintanar",
    "Rosvall",
    "Sárkány",
    "Szabolcs",
    "Takamori",
    "Tenreiro",
    "Ullestad",
    "Varnholt",
    "Veldkamp",
    "Wickramage",
    "Yıldıran",
    "Zamorski",
];

const PLACE: &[&str] = &[
    "Bluestone",
    "Copper Lane",
    "Fernhill",
    "Foxglove",
    "Harbour Lane",
    "Juniper Street",
    "Larkspur",
    "Linden Row",
    "Mill Bridge",
    "Old Quay",
    "Saltmarsh",
    "Tern Street",
];

const TRADE: &[&str] = &[
    "Bakery",
    "Bicycle Repair",
    "Bookshop",
    "Dental Care",
    "Florist",
    "Hardware",
    "Optics",
    "Plumbing",
    "Print Studio",
    "Tailoring",
    "Tea Room",
    "Veterinary Care",
];

const OWN_LINES: &[&str] = &[
    "At the lake until Monday",
    "Baking again",
    "Busy",
    "Calls after six, please",
    "Learning the cello, sorry neighbours",
    "No calls before coffee",
    "On the night train",
    "Texts are faster than calls",
];

const SHOP_LINES: &[&str] = &[
    "Closed on Sundays",
    "Find us behind the old mill",
    "New hours from spring",
    "Open Monday to Saturday",
    "Ring twice, the bell is old",
    "Since 1987 on the same corner",
];

/// The number that the documentation uses, and its person.
const OF_THE_DOCS: (&str, &str, &str) = ("13105550123", "Maya Lindqvist", "Out on the lake");

/// A person's or shop's name; the same number always has the same one.
pub(crate) fn name(number: &Digits, is_business: bool) -> String {
    if number.as_str() == OF_THE_DOCS.0 {
        return OF_THE_DOCS.1.to_owned();
    }
    let mut seed = Seed::new(number, NAME_PURPOSE);
    let (first, second) = if is_business {
        (PLACE, TRADE)
    } else if is_woman(number) {
        (WOMEN, FAMILY)
    } else {
        (MEN, FAMILY)
    };
    let first = seed.pick(first, "Maya");
    let second = seed.pick(second, "Lindqvist");
    format!("{first} {second}")
}

/// A person's or shop's own line of text, which one in four doesn't have.
pub(crate) fn about(number: &Digits, is_business: bool) -> Option<&'static str> {
    if number.as_str() == OF_THE_DOCS.0 {
        return Some(OF_THE_DOCS.2);
    }
    let mut seed = Seed::new(number, ABOUT_PURPOSE);
    let lines = if is_business { SHOP_LINES } else { OWN_LINES };
    let line = seed.pick(lines, "Busy");
    seed.chance(75).then_some(line)
}

/// Whom the number's portrait shows, to go with the name.
pub(crate) fn subject(number: &Digits) -> Subject {
    let behaviour = table::find(number).map_or_else(|| behaviour(number), |row| row.behaviour);
    match behaviour {
        Behaviour::Business | Behaviour::VerifiedBusiness | Behaviour::SecondShapeBusiness => {
            Subject::Shop
        }
        _ if is_woman(number) => Subject::Woman,
        _ => Subject::Man,
    }
}

fn is_woman(number: &Digits) -> bool {
    number.as_str() == OF_THE_DOCS.0 || Seed::new(number, SUBJECT_PURPOSE).chance(50)
}

/// What a number outside the table shows, if it is reserved for fiction: mostly people with a
/// picture, some shops, and every way of having none.
pub(crate) fn behaviour(number: &Digits) -> Behaviour {
    match Seed::new(number, BEHAVIOUR_PURPOSE).below(100) {
        0..46 => Behaviour::Personal,
        46..60 => Behaviour::Business,
        60..66 => Behaviour::VerifiedBusiness,
        66..76 => Behaviour::PictureHidden,
        76..84 => Behaviour::PictureNotSet,
        84..88 => Behaviour::PictureUnknown,
        88..94 => Behaviour::NameMissing,
        _ => Behaviour::NotRegistered,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn numbers() -> impl Iterator<Item = Digits> {
        (0..1_000).map(|line| Digits::parse(&format!("447700900{line:03}")).unwrap())
    }

    #[test]
    fn given_the_number_of_the_docs_when_asked_then_it_is_maya_lindqvist() {
        let number = Digits::parse("13105550123").unwrap();
        assert_eq!(name(&number, false), "Maya Lindqvist");
    }

    #[test]
    fn given_many_numbers_when_named_then_names_vary_and_repeat_for_the_same_number() {
        let names: HashSet<String> = numbers().map(|number| name(&number, false)).collect();
        assert!(names.len() > 500, "only {} names", names.len());
        for number in numbers() {
            assert_eq!(name(&number, true), name(&number, true));
        }
    }

    #[test]
    fn given_many_numbers_when_asked_then_most_have_a_line_of_text_and_some_have_none() {
        for is_business in [false, true] {
            let lines: Vec<_> = numbers()
                .map(|number| about(&number, is_business))
                .collect();
            let with_one = lines.iter().flatten().count();
            assert!((600..900).contains(&with_one), "{with_one} of 1,000");
            let again: Vec<_> = numbers()
                .map(|number| about(&number, is_business))
                .collect();
            assert_eq!(lines, again);
        }
    }

    #[test]
    fn given_many_numbers_when_asked_then_every_kind_of_person_occurs() {
        let mut missing = vec![
            Behaviour::Personal,
            Behaviour::Business,
            Behaviour::VerifiedBusiness,
            Behaviour::PictureHidden,
            Behaviour::PictureNotSet,
            Behaviour::PictureUnknown,
            Behaviour::NameMissing,
            Behaviour::NotRegistered,
        ];
        for number in numbers() {
            missing.retain(|kind| *kind != behaviour(&number));
        }
        assert_eq!(missing, []);
    }
}
