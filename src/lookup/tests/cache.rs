//! What is kept, for how long, and what goes first.

use std::rc::Rc;

use phone_profile_core::instant;
use phone_profile_core::number::E164;
use phone_profile_core::profile::{PictureState, Profile, Source};
use proptest::prelude::*;

use super::super::cache::Cache;
use super::number;

const NOW: f64 = 1_777_593_600_000.0;
const MINUTE: f64 = 60_000.0;
const DAY: f64 = 1440.0 * MINUTE;

fn profile(number: &E164, expires_ms: Option<f64>) -> Rc<Profile> {
    Rc::new(Profile {
        success: true,
        about: None,
        is_whats_app: true,
        number: number.with_plus(),
        profile_pic: expires_ms.map(|_| "https://pps.whatsapp.net/a.jpg".to_owned()),
        profile_pic_thumb: None,
        name: None,
        is_business: None,
        last_checked: Some(instant::to_iso(NOW)),
        picture_state: PictureState::Unknown,
        picture_expires_at: expires_ms.map(instant::to_iso),
        is_verified: None,
        business: None,
        source: Source::Live,
        quota: None,
        requested: number.with_plus(),
    })
}

fn nth(at: usize) -> E164 {
    number(&(13_105_550_000_u64 + at as u64).to_string())
}

#[test]
fn given_an_answer_when_asked_again_then_it_is_reused_until_it_is_too_old() {
    let mut cache = Cache::new();
    let one = nth(1);
    cache.put("/lookup", profile(&one, None), &one, NOW);

    let mut given =
        |max_age: f64, later: f64| cache.get("/lookup", &one, max_age, NOW + later).is_some();
    assert!(given(15.0 * MINUTE, 0.0));
    assert!(given(15.0 * MINUTE, 15.0 * MINUTE));
    assert!(!given(15.0 * MINUTE, 15.0 * MINUTE + 1.0));
    // One caller's short limit doesn't cost another caller the answer.
    assert!(given(f64::INFINITY, 15.0 * MINUTE + 1.0));
    assert!(!given(f64::NAN, 0.0));
    assert!(!given(-1.0, 0.0));
    // After a day nobody gets it, and it is gone.
    assert!(!given(f64::INFINITY, DAY + 1.0));
    assert!(cache.is_empty());
}

#[test]
fn given_another_endpoint_or_number_when_asked_then_there_is_no_answer() {
    let mut cache = Cache::new();
    let one = nth(1);
    cache.put("/lookup", profile(&one, None), &one, NOW);
    assert!(cache.get("/other", &one, DAY, NOW).is_none());
    assert!(cache.get("/lookup", &nth(2), DAY, NOW).is_none());
    assert!(cache.get("/lookup", &one, DAY, NOW).is_some());
}

#[test]
fn given_an_expired_picture_when_asked_then_the_answer_is_dropped() {
    let mut cache = Cache::new();
    let one = nth(1);
    cache.put("/lookup", profile(&one, Some(NOW + MINUTE)), &one, NOW);
    assert!(
        cache
            .get("/lookup", &one, DAY, NOW + MINUTE - 1.0)
            .is_some()
    );
    assert!(cache.get("/lookup", &one, DAY, NOW + MINUTE).is_none());
    assert!(cache.is_empty());
}

#[test]
fn given_a_clock_that_goes_back_when_asked_then_nothing_is_reused_for_too_long() {
    let mut cache = Cache::new();
    let one = nth(1);
    cache.put("/lookup", profile(&one, None), &one, NOW);
    // A small correction costs nothing; a large one makes the age unknown.
    assert!(cache.get("/lookup", &one, MINUTE, NOW - 1000.0).is_some());
    assert!(cache.get("/lookup", &one, MINUTE, NOW - DAY).is_none());
    assert!(cache.is_empty());
    cache.put("/lookup", profile(&one, None), &one, f64::NAN);
    assert!(cache.get("/lookup", &one, MINUTE, NOW).is_none());
}

#[test]
fn given_a_full_cache_when_one_more_comes_then_the_least_recently_used_goes() {
    let mut cache = Cache::new();
    for at in 0..Cache::CAPACITY {
        cache.put("/lookup", profile(&nth(at), None), &nth(at), NOW);
    }
    // Given the oldest has just been used.
    assert!(cache.get("/lookup", &nth(0), DAY, NOW).is_some());

    cache.put("/lookup", profile(&nth(9000), None), &nth(9000), NOW);

    assert_eq!(cache.len(), Cache::CAPACITY);
    assert!(cache.get("/lookup", &nth(0), DAY, NOW).is_some());
    assert!(cache.get("/lookup", &nth(1), DAY, NOW).is_none());
    assert!(cache.get("/lookup", &nth(9000), DAY, NOW).is_some());
}

#[test]
fn given_a_newer_answer_when_put_then_it_replaces_the_older_one() {
    let mut cache = Cache::new();
    let one = nth(1);
    cache.put("/lookup", profile(&one, None), &one, NOW);
    cache.put(
        "/lookup",
        profile(&one, Some(NOW + DAY)),
        &one,
        NOW + MINUTE,
    );
    assert_eq!(cache.len(), 1);
    let found = cache.get("/lookup", &one, MINUTE, NOW + MINUTE).unwrap();
    assert!(found.picture_expires_at.is_some());
}

#[test]
fn given_a_number_when_forgotten_then_it_is_gone_at_every_endpoint_and_under_both_names() {
    let mut cache = Cache::new();
    let (asked, answered, other) = (nth(1), nth(2), nth(3));
    cache.put("/a", profile(&asked, None), &asked, NOW);
    cache.put("/b", profile(&asked, None), &asked, NOW);
    // The endpoint returned another number than it was asked for.
    cache.put("/a", profile(&asked, None), &answered, NOW);
    cache.put("/a", profile(&other, None), &other, NOW);

    cache.forget(Some(&asked));
    assert_eq!(cache.len(), 1);
    assert!(cache.get("/a", &other, DAY, NOW).is_some());

    cache.forget(None);
    assert!(cache.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn given_any_use_when_counted_then_the_bound_holds_and_answers_are_the_right_ones(
        steps in prop::collection::vec((0_usize..3, 0_usize..700, -1e9_f64..1e9), 0..1500)
    ) {
        let mut cache = Cache::new();
        for (what, at, later) in steps {
            let number = nth(at);
            match what {
                0 => {
                    let found = cache.get("/lookup", &number, DAY, NOW + later);
                    prop_assert!(found.is_none_or(|found| found.number == number.with_plus()));
                }
                1 if at == 0 => cache.forget(Some(&number)),
                _ => cache.put("/lookup", profile(&number, None), &number, NOW + later),
            }
            prop_assert!(cache.len() <= Cache::CAPACITY);
        }
    }
}
