//! Walks, with times as they are said.

use proptest::prelude::*;

use super::*;
use crate::access::{Caller, Via, settings::WalkLimits};

const BASE: u64 = 13_105_550_000;

pub(super) fn caller(name: &str) -> CallerKey {
    Caller::new(name, false, Via::Token).group()
}

pub(super) fn digits(number: u64) -> Digits {
    Digits::parse(&number.to_string()).unwrap()
}

/// As a lookup does: what isn't refused is admitted.
pub(super) fn ask(walks: &Walks, caller: CallerKey, number: u64, now: Instant) -> Pace {
    let number = digits(number);
    match walks.begin(caller, &number, now) {
        Heard::Again => Pace::Go,
        Heard::New(pace) => {
            if !matches!(pace, Pace::Refuse(_) | Pace::Later(_)) {
                walks.admit(caller, &number);
            }
            pace
        }
    }
}

fn walks() -> Walks {
    Walks::new(&Settings::default())
}

#[test]
fn given_a_walk_through_a_range_when_it_goes_on_then_it_is_slowed_then_refused() {
    let (walks, now, ada) = (walks(), Instant::now(), caller("ada"));
    let step = |step| ask(&walks, ada, BASE + step, now);
    let paces: Vec<Pace> = (0..22).map(step).collect();
    assert!(paces[..5].iter().all(|pace| *pace == Pace::Go));
    assert_eq!(paces[5], Pace::Slow(Duration::from_millis(500)));
    assert_eq!(paces[6], Pace::Slow(Duration::from_secs(1)));
    assert_eq!(paces[19], Pace::Slow(Duration::from_secs(10)));
    assert_eq!(paces[20], Pace::Refuse(Duration::from_secs(600)));
    assert_eq!(paces[21], Pace::Refuse(Duration::from_secs(600)));
    // What was asked for before is served still, and others are not concerned.
    assert_eq!(step(0), Pace::Go);
    assert_eq!(ask(&walks, caller("bo"), BASE + 20, now), Pace::Go);
    assert_eq!(ask(&walks, ada, BASE * 2, now), Pace::Go);
}

#[test]
fn given_a_refused_caller_when_the_window_has_passed_then_it_goes_on() {
    let (walks, start, ada) = (walks(), Instant::now(), caller("ada"));
    for step in 0..20 {
        ask(&walks, ada, BASE + step, start + Duration::from_secs(step));
    }
    let later = start + Duration::from_secs(100);
    let next = |now| ask(&walks, ada, BASE + 20, now);
    assert_eq!(next(later), Pace::Refuse(Duration::from_secs(500)));
    // As much as it was told to wait: then the oldest neighbour counts no more.
    assert!(matches!(
        next(later + Duration::from_secs(500)),
        Pace::Slow(_)
    ));
}

#[test]
fn given_one_number_when_asked_for_very_often_then_it_never_counts() {
    let (walks, now, ada) = (walks(), Instant::now(), caller("ada"));
    for _ in 0..1_000 {
        assert_eq!(ask(&walks, ada, BASE, now), Pace::Go);
    }
    for step in 1..5 {
        assert_eq!(ask(&walks, ada, BASE + step, now), Pace::Go);
    }
}

#[test]
fn given_a_number_that_all_gateways_refuse_when_asked_for_again_then_it_stays_refused_and_costs_no_other()
 {
    let (walks, now, ada) = (walks(), Instant::now(), caller("ada"));
    let number = digits(BASE);
    assert_eq!(walks.begin(ada, &number, now), Heard::New(Pace::Go));
    walks.refuse(ada, &number, now + Duration::from_secs(60));
    let left = |later| Heard::New(Pace::Refuse(Duration::from_secs(60 - later)));
    for later in [0, 10, 59] {
        let now = now + Duration::from_secs(later);
        assert_eq!(walks.begin(ada, &number, now), left(later));
    }
    let then = now + Duration::from_secs(60);
    assert_eq!(walks.begin(ada, &number, then), Heard::New(Pace::Go));
}

#[test]
fn given_many_numbers_and_callers_when_asked_then_memory_stays_bounded() {
    let (walks, now) = (walks(), Instant::now());
    for step in 0..1_500 {
        ask(&walks, caller("ada"), BASE + step * 1_000_000, now);
    }
    {
        let callers = walks.callers();
        let recent = callers.peek(&caller("ada")).unwrap();
        assert_eq!(
            (recent.by_time.len(), recent.by_number.len()),
            (NUMBERS, NUMBERS)
        );
    }
    for name in 0..CALLERS.get() + 10 {
        ask(&walks, caller(&name.to_string()), BASE, now);
    }
    let callers = walks.callers();
    assert_eq!(callers.len(), CALLERS.get());
    assert!(callers.peek(&caller("ada")).is_none());
}

#[test]
fn given_a_window_that_has_passed_when_forgotten_then_no_number_is_left() {
    let (walks, start, day) = (walks(), Instant::now(), Duration::from_secs(86_400));
    ask(&walks, caller("ada"), BASE, start);
    walks.forget(start + day - Duration::from_secs(1));
    assert_eq!(walks.callers().len(), 1);
    walks.forget(start + day);
    assert_eq!(walks.callers().len(), 0);
}

proptest! {
    #[test]
    fn given_any_numbers_at_any_times_when_asked_then_the_pace_is_that_of_the_definition(
        asks in prop::collection::vec((0_u64..2_500, 0_u64..60), 0..150),
        within in 0_u64..12,
        slow_after in 0_u64..4,
        more in 0_u64..6,
        block in 1_u64..12,
    ) {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let of_1000 = WalkLimits { slow_after: block, refuse_after: block + more };
        let settings = Settings {
            neighbours: NeighbourSettings {
                within,
                slow_after,
                refuse_after: slow_after + more,
                window: minutes(5),
            },
            blocks: BlockSettings {
                of_1000,
                window: minutes(20),
                ..BlockSettings::default()
            },
            ..Settings::default()
        };
        let walks = Walks::new(&settings);
        let ada = caller("ada");
        let mut now = Instant::now();
        // By the words of the settings: every number accepted and when, nothing else.
        let mut accepted: Vec<(Instant, u64)> = Vec::new();
        for (number, seconds) in asks {
            now += Duration::from_secs(seconds);
            accepted.retain(|(at, _)| now - *at < minutes(20));
            let again = accepted.iter().any(|(_, held)| *held == number);
            let since = |window: Duration, near: &dyn Fn(u64) -> bool| {
                let counted = accepted.iter().filter(|(at, held)| now - *at < window && near(*held));
                counted.map(|(at, _)| *at).collect::<Vec<Instant>>()
            };
            let near = since(minutes(5), &|held| held.abs_diff(number) <= within);
            let alike = since(minutes(20), &|held| held / 1_000 == number / 1_000);
            let counts = [
                (near, settings.neighbours.limits(), minutes(5)),
                (alike, of_1000, minutes(20)),
            ];
            let mut expected = Pace::Go;
            for (times, limits, window) in counts {
                let count = u64::try_from(times.len()).unwrap();
                let pace = if count >= limits.refuse_after {
                    let left = times.first().map_or(window, |at| window - (now - *at));
                    Pace::Refuse(left)
                } else {
                    limits.pace(count)
                };
                expected = expected.max(pace);
            }
            if again {
                expected = Pace::Go;
            } else if !matches!(expected, Pace::Refuse(_)) {
                accepted.push((now, number));
            }
            prop_assert_eq!(ask(&walks, ada, BASE + number, now), expected);
        }
    }
}
