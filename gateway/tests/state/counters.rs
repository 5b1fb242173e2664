//! Windows, slots and leases.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use phone_profile_gateway::state::{Store, Taken};
use tokio::task::JoinSet;

use crate::places::Place;

/// None of these ends while a test runs: the next began at a multiple since 1970.
const LONG: Duration = Duration::from_secs(9 * 365 * 24 * 3600);

const SECOND: Duration = Duration::from_secs(1);

pub async fn given_a_limit_when_taken_beyond_then_it_is_refused_with_the_time_left(place: Place) {
    let Store { ledger, .. } = place.store().await;
    for count in 1..=2 {
        let taken = ledger.take("c", LONG, 2).await.unwrap();
        assert_eq!((taken.count, taken.allowed), (count, true));
    }
    for _ in 0..2 {
        let taken = ledger.take("c", LONG, 2).await.unwrap();
        assert_eq!((taken.count, taken.allowed), (3, false));
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let left = LONG.as_millis() - since_1970.as_millis() % LONG.as_millis();
        let told = taken.resets_in.as_millis();
        assert!(
            told.abs_diff(left) < 5_000,
            "{told} ms told, {left} ms left"
        );
    }
    // A refusal isn't counted, another length and another name are counters of their own.
    assert_eq!(ledger.take("c", LONG, 9).await.unwrap().count, 3);
    assert_eq!(ledger.take("c", LONG / 2, 9).await.unwrap().count, 1);
    assert_eq!(ledger.take("d", LONG, 9).await.unwrap().count, 1);
    let Taken { count, allowed, .. } = ledger.take("none", LONG, 0).await.unwrap();
    assert_eq!((count, allowed), (1, false));
}

pub async fn given_many_tasks_when_they_take_at_once_then_exactly_the_limit_are_allowed(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    let mut taking = JoinSet::new();
    for _ in 0..60 {
        let ledger = ledger.clone();
        taking.spawn(async move { ledger.take("c", LONG, 25).await.unwrap().allowed });
    }
    let allowed = taking.join_all().await;
    assert_eq!(allowed.into_iter().filter(|allowed| *allowed).count(), 25);
}

pub async fn given_a_window_when_it_ends_then_the_next_allows_again(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let window = Duration::from_millis(400);
    let first = ledger.take("c", window, 1).await.unwrap();
    assert!(first.allowed && first.resets_in <= window);
    let began = Instant::now();
    // Asked until it is allowed: that is when the window has ended.
    while !ledger.take("c", window, 1).await.unwrap().allowed {
        assert!(
            began.elapsed() < first.resets_in + SECOND,
            "the window never ends"
        );
        tokio::task::yield_now().await;
    }
    let margin = Duration::from_millis(50);
    assert!(
        began.elapsed() + margin >= first.resets_in,
        "the window ends too soon"
    );
}

pub async fn given_a_queue_when_asked_at_once_then_the_moments_have_their_distance(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let distance = 10 * SECOND;
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for _ in 0..10 {
        let ledger = ledger.clone();
        asking.spawn(async move {
            ledger
                .slot("q", distance, 1000 * SECOND)
                .await
                .unwrap()
                .unwrap()
        });
    }
    let mut waits = asking.join_all().await;
    let took = began.elapsed();
    waits.sort();
    // Each wait counts from its own asking, all within the time that this took.
    for (place, wait) in (0..).zip(&waits) {
        let latest = distance * place;
        assert!(*wait <= latest && *wait + took >= latest, "{waits:?}");
    }
    assert_eq!(waits[0], Duration::ZERO);
    assert_eq!(
        ledger.slot("other", distance, SECOND).await.unwrap(),
        Some(Duration::ZERO)
    );
}

pub async fn given_a_queue_that_is_too_long_when_asked_then_nothing_is_taken(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let distance = 100 * SECOND;
    assert_eq!(
        ledger.slot("q", distance, SECOND).await.unwrap(),
        Some(Duration::ZERO)
    );
    for _ in 0..3 {
        assert_eq!(ledger.slot("q", distance, SECOND).await.unwrap(), None);
    }
    // The second moment is still free for who waits for it.
    let wait = ledger.slot("q", distance, distance).await.unwrap().unwrap();
    assert!(wait <= distance && wait > distance / 2, "{wait:?}");
}

pub async fn given_a_lease_when_held_then_only_its_token_ends_it(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let token = ledger.lease("n", 600 * SECOND).await.unwrap().unwrap();
    assert_eq!(ledger.lease("n", SECOND).await.unwrap(), None);
    let other = ledger.lease("other", 600 * SECOND).await.unwrap().unwrap();
    ledger.end_lease("n", &other).await.unwrap();
    ledger.end_lease("n", "").await.unwrap();
    assert_eq!(ledger.lease("n", SECOND).await.unwrap(), None);
    ledger.end_lease("n", &token).await.unwrap();
    assert!(ledger.lease("n", SECOND).await.unwrap().is_some());
    ledger.end_lease("never taken", &token).await.unwrap();
}

pub async fn given_a_lease_when_its_time_is_over_then_another_gets_it(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let lasts = Duration::from_millis(300);
    let began = Instant::now();
    let first = ledger.lease("n", lasts).await.unwrap().unwrap();
    // Asked until there is one.
    let second = loop {
        if let Some(token) = ledger.lease("n", 600 * SECOND).await.unwrap() {
            break token;
        }
        assert!(began.elapsed() < lasts + 2 * SECOND, "the lease never ends");
        tokio::task::yield_now().await;
    };
    let margin = Duration::from_millis(50);
    assert!(began.elapsed() + margin >= lasts, "the lease ends too soon");
    assert_ne!(first, second);
    ledger.end_lease("n", &first).await.unwrap();
    assert_eq!(ledger.lease("n", SECOND).await.unwrap(), None);
}

pub async fn given_many_tasks_when_they_want_one_lease_then_one_gets_it(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let mut wanting = JoinSet::new();
    for _ in 0..30 {
        let ledger = ledger.clone();
        wanting.spawn(async move { ledger.lease("n", 600 * SECOND).await.unwrap() });
    }
    let tokens = wanting.join_all().await;
    assert_eq!(tokens.into_iter().flatten().count(), 1);
}
