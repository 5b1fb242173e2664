//! Numbers for the sample: kept for fiction, no neighbours of each other, and each with a picture of its own.

use std::collections::HashSet;

use super::{
    super::{
        person, portrait,
        seed::Seed,
        shared_picture,
        table::{self, Behaviour},
    },
    ON_STOCK,
};
use crate::{
    Digits, is_reserved_for_fiction,
    picture::{ImageType, MOST_PIXELS_LOCAL, PictureHash, PictureSize, hash},
};

/// Where people of the sample live, and the numbers that they have there: the first of a block and how many.
#[allow(
    clippy::inconsistent_digit_grouping,
    reason = "digits are grouped as in the ranges that regulators print"
)]
pub(super) const COUNTRIES: &[(&str, &[(u64, u64)])] = &[
    (
        "United States",
        &[
            (1_212_555_0100, 100),
            (1_303_555_0100, 100),
            (1_312_555_0100, 100),
            (1_404_555_0100, 100),
            (1_415_555_0100, 100),
            (1_512_555_0100, 100),
            (1_617_555_0100, 100),
            (1_702_555_0100, 100),
            (1_786_555_0100, 100),
            (1_917_555_0100, 100),
        ],
    ),
    (
        "United Kingdom",
        &[
            (44_7700_900_000, 1_000),
            (44_2079_460_000, 1_000),
            (44_1632_960_000, 1_000),
        ],
    ),
    (
        "Germany",
        &[(49_30_23125_000, 1_000), (49_171_39200_00, 100)],
    ),
    (
        "France",
        &[(33_6_39_98_00_00, 10_000), (33_1_99_00_00_00, 10_000)],
    ),
    (
        "Sweden",
        &[
            (46_70_174_06_05, 95),
            (46_8_465_004_00, 100),
            (46_31_390_06_00, 100),
            (46_40_628_04_00, 100),
        ],
    ),
    ("Australia", &[(61_2_5550_0000, 10_000)]),
];

/// What a number shows.
pub(super) fn behaviour(number: &Digits) -> Behaviour {
    table::find(number).map_or_else(|| person::behaviour(number), |row| row.behaviour)
}

pub(super) fn shows_picture(number: &Digits) -> bool {
    use Behaviour as B;
    matches!(
        behaviour(number),
        B::Personal | B::Business | B::VerifiedBusiness | B::NameMissing
    )
}

/// The hash of what is shown, as the workbench asks for it: of the small picture.
pub(super) fn hash_of(number: &Digits) -> PictureHash {
    let shown = shared_picture::shown_by(number);
    let drawn = portrait::jpeg(&shown, person::subject(&shown), PictureSize::Thumb.pixels());
    hash(&drawn.unwrap(), ImageType::Jpeg, MOST_PIXELS_LOCAL).unwrap()
}

/// Draws numbers that nobody has yet.
pub(super) struct Numbers {
    pub(super) seed: Seed,
    taken: HashSet<u64>,
    /// Looked at, and alike another.
    alike: HashSet<u64>,
    pictures: Vec<PictureHash>,
}

impl Numbers {
    /// Without those that have their own rows.
    pub(super) fn new(seed: Seed) -> Self {
        let mut numbers = Self {
            seed,
            taken: HashSet::new(),
            alike: HashSet::new(),
            pictures: Vec::new(),
        };
        let own = [ON_STOCK, "13105550123"].map(|text| Digits::parse(text).unwrap());
        for number in own.into_iter().chain(shared_picture::all()) {
            numbers.taken.insert(number.value());
            numbers.pictures.push(hash_of(&number));
        }
        numbers
    }

    /// One of a country, which shows what is wanted.
    pub(super) fn draw(&mut self, country: usize, wanted: impl Fn(&Digits) -> bool) -> Digits {
        let (_, blocks) = COUNTRIES[country];
        for _ in 0..100_000 {
            let (first, count) = self.seed.pick(blocks, blocks[0]);
            let value = first + self.seed.next() % count;
            let number = Digits::parse(&value.to_string()).unwrap();
            let is_near = (value - 1..=value + 1).any(|near| self.taken.contains(&near));
            if is_near || !wanted(&number) || !self.has_own_picture(&number) {
                continue;
            }
            assert!(is_reserved_for_fiction(&number), "{number:?}");
            self.taken.insert(value);
            return number;
        }
        panic!("{} has no more numbers", COUNTRIES[country].0);
    }

    /// Portraits are drawn after one pattern, and some look alike: those aren't for a list that shows who shares one.
    fn has_own_picture(&mut self, number: &Digits) -> bool {
        if !shows_picture(number) {
            return true;
        }
        if self.alike.contains(&number.value()) {
            return false;
        }
        let hash = hash_of(number);
        let is_own = !self
            .pictures
            .iter()
            .any(|known| known.is_same_picture(hash));
        if is_own {
            self.pictures.push(hash);
        } else {
            self.alike.insert(number.value());
        }
        is_own
    }
}
