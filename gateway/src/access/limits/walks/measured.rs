//! What the default limits do to real lists and to walks: the table in the module's documentation.
//!
//! Lists are drawn by a numbering plan, and hold nobody's contacts. Numbers of the United States
//! have three digits of an area, three of an exchange, and four of a line, so that an exchange is a
//! block of 10,000.

use super::{
    tests::{ask, caller},
    *,
};

/// Lists of each kind.
const LISTS: u64 = 200;
/// As many new numbers as a caller may ask for in a day by default.
const A_DAYS: usize = 500;
const SECOND: Duration = Duration::from_secs(1);

/// Area codes of the ten largest cities, with their inhabitants in thousands (2020).
const CITIES: [(u64, u64); 10] = [
    (212, 8_804),
    (213, 3_899),
    (312, 2_746),
    (713, 2_305),
    (602, 1_608),
    (215, 1_604),
    (210, 1_435),
    (619, 1_387),
    (214, 1_304),
    (408, 1_013),
];

/// The same lists in every run (Steele and others, SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    /// One of several, by their weights.
    fn pick(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        let found = weights
            .iter()
            .position(|weight| match left.checked_sub(*weight) {
                Some(less) => {
                    left = less;
                    false
                }
                None => true,
            });
        found.unwrap()
    }

    /// An area's exchange in use: 2 to 9, and two more digits.
    fn exchange(&mut self, area: u64) -> u64 {
        let number = 10_000_000_000 + area * 10_000_000;
        number + (200 + self.below(800)) * 10_000
    }

    fn line(&mut self, exchange: u64) -> u64 {
        exchange + self.below(10_000)
    }

    fn shuffle(&mut self, numbers: &mut [u64]) {
        for at in (1..numbers.len()).rev() {
            let other = self.below(u64::try_from(at).unwrap() + 1);
            numbers.swap(at, usize::try_from(other).unwrap());
        }
    }
}

fn national(draw: &mut Draw) -> Vec<u64> {
    let weights = CITIES.map(|(_, inhabitants)| inhabitants);
    let number = |_| {
        let (area, _) = CITIES[draw.pick(&weights)];
        let exchange = draw.exchange(area);
        draw.line(exchange)
    };
    (0..A_DAYS).map(number).collect()
}

/// Numbers of so many exchanges of one area. They are in use to between a third and four fifths;
/// `nearest` of them have half of the list.
fn local(draw: &mut Draw, numbers: usize, exchanges: usize, nearest: usize) -> Vec<u64> {
    let places: Vec<u64> = (0..exchanges).map(|_| draw.exchange(212)).collect();
    let weights: Vec<u64> = places.iter().map(|_| 33 + draw.below(47)).collect();
    let number = |nth| {
        let among = if nearest > 0 && nth % 2 == 0 {
            nearest
        } else {
            exchanges
        };
        let exchange = places[draw.pick(&weights[..among])];
        draw.line(exchange)
    };
    (0..numbers).map(number).collect()
}

/// A company's own block of 200 numbers, in the order in which people are called.
fn company(draw: &mut Draw) -> Vec<u64> {
    let first = draw.exchange(212) + draw.below(98) * 100;
    let mut numbers: Vec<u64> = (first..first + 200).collect();
    draw.shuffle(&mut numbers);
    numbers
}

/// What came of a list.
#[derive(Debug, Default)]
struct Outcome {
    slowed: bool,
    /// Numbers that were answered before the first refusal.
    refused_after: Option<usize>,
}

/// By one caller who waits for each answer.
fn walked(numbers: &[u64], apart: Duration) -> Outcome {
    let walks = Walks::new(&Settings::default());
    let mut now = Instant::now();
    let mut outcome = Outcome::default();
    for (nth, number) in numbers.iter().enumerate() {
        now += apart;
        match ask(&walks, caller("ada"), *number, now) {
            Pace::Go => {}
            Pace::Slow(wait) => {
                now += wait;
                outcome.slowed = true;
            }
            Pace::Later(_) | Pace::Refuse(_) => {
                outcome.refused_after = Some(nth);
                break;
            }
        }
    }
    outcome
}

/// How many lists in a thousand are slowed and refused, and after how many numbers at the soonest.
fn measure(
    what: &str,
    apart: Duration,
    list: impl Fn(&mut Draw) -> Vec<u64>,
) -> (u64, u64, Option<usize>) {
    let outcomes = (0..LISTS).map(|seed| walked(&list(&mut Draw(seed)), apart));
    let (mut slowed, mut refused, mut soonest) = (0, 0, None::<usize>);
    for outcome in outcomes {
        slowed += u64::from(outcome.slowed) * 1_000 / LISTS;
        refused += u64::from(outcome.refused_after.is_some()) * 1_000 / LISTS;
        let after = outcome.refused_after;
        soonest = soonest.into_iter().chain(after).min();
    }
    println!("{what}: {slowed} ‰ slowed, {refused} ‰ refused, after {soonest:?} at the soonest");
    (slowed, refused, soonest)
}

#[test]
fn given_lists_of_calls_when_asked_for_as_fast_as_may_be_then_hardly_any_is_taken_for_a_walk() {
    let found = measure("national", SECOND, national);
    assert_eq!(found, (0, 0, None));
    let (slowed, refused, _) = measure("one city, 40 exchanges", SECOND, |draw| {
        local(draw, A_DAYS, 40, 0)
    });
    assert!(slowed <= 5 && refused == 0);
    let (slowed, refused, _) = measure("half of it in 5 exchanges", SECOND, |draw| {
        local(draw, A_DAYS, 40, 5)
    });
    assert!(slowed <= 100 && refused == 0);
    let apart = Duration::from_secs(8 * 60 * 60 / 100);
    let (slowed, refused, _) = measure("a town, 100 calls a day", apart, |draw| {
        local(draw, 100, 3, 0)
    });
    assert!(slowed <= 5 && refused == 0);
}

#[test]
fn given_a_companys_own_block_when_asked_for_then_it_is_taken_for_a_walk_but_not_at_once() {
    let apart = Duration::from_secs(8 * 60 * 60 / 200);
    let over_a_day = measure("a company's 200, over a day", apart, company);
    assert_eq!(over_a_day.1, 1_000);
    assert!(
        over_a_day.2.is_some_and(|after| after >= 80),
        "{over_a_day:?}"
    );
    let at_once = measure("a company's 200, at once", SECOND, company);
    assert!(at_once.2.is_some_and(|after| after >= 25), "{at_once:?}");
}

#[test]
fn given_walks_when_they_jump_or_are_shuffled_then_each_is_refused() {
    let first = 12_125_550_000;
    let every = |step: usize| {
        (first..first + 1_000_000)
            .step_by(step)
            .take(A_DAYS)
            .collect()
    };
    let shuffled = |size: u64| {
        let mut numbers: Vec<u64> = (first..first + size).collect();
        Draw(1).shuffle(&mut numbers);
        numbers.truncate(A_DAYS);
        numbers
    };
    let walks: [(&str, Vec<u64>, usize); 6] = [
        ("one after the other", every(1), 20),
        ("every 11th", every(11), 80),
        ("every 51st", every(51), 150),
        ("every 101st", every(101), 300),
        ("1,000 shuffled", shuffled(1_000), 80),
        ("10,000 shuffled", shuffled(10_000), 150),
    ];
    for (what, numbers, at_most) in walks {
        for apart in [SECOND, Duration::from_secs(57)] {
            let outcome = walked(&numbers, apart);
            println!("walk, {what}, {apart:?} apart: {outcome:?}");
            assert!(outcome.slowed, "{what}");
            // By those that neighbours don't find, at most as many as a block holds.
            let most = if at_most == 20 && apart > SECOND {
                80
            } else {
                at_most
            };
            assert!(
                outcome.refused_after.is_some_and(|after| after <= most),
                "{what} {outcome:?}"
            );
        }
    }
}
