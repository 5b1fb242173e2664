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

/// The number that the documentation uses, and its person.
const OF_THE_DOCS: (&str, &str) = ("13105550123", "Maya Lindqvist");

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
