//! The budget: never more than the limit, never more than the vendor allows, and every success
//! counted.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use chrono::{Days, NaiveDate};
use phone_profile_gateway::{
    secret::Secret,
    state::{BudgetDays, Ledger, Reserved, Settings, Spending, Store, VendorWindow},
};
use proptest::{prelude::*, test_runner::TestRunner};
use tokio::task::JoinSet;

use crate::{places::Place, servers::Redis};

/// The first of a month that counts from there.
pub const NOVEMBER: BudgetDays = on(1, 1);

/// A day of November, in a period that began on another.
const fn on(since: u32, day: u32) -> BudgetDays {
    BudgetDays {
        since: NaiveDate::from_ymd_opt(2026, 11, since).unwrap(),
        day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
    }
}

const HOUR: Duration = Duration::from_secs(3_600);
/// Shorter than anything that a store does twice.
const AT_ONCE: Duration = Duration::from_millis(1);

pub fn yes(used: u64) -> Reserved {
    Reserved::Yes(Spending { used, window: None })
}

fn exhausted(used: u64) -> Reserved {
    Reserved::Exhausted(Spending { used, window: None })
}

pub async fn used(store: &Store, budget: &str) -> u64 {
    spending(store.ledger.as_ref(), budget).await.used
}

async fn spending(ledger: &dyn Ledger, budget: &str) -> Spending {
    ledger.spending(budget, NOVEMBER.since).await.unwrap()
}

async fn window(ledger: &dyn Ledger, budget: &str) -> Option<VendorWindow> {
    spending(ledger, budget).await.window
}

async fn left(ledger: &dyn Ledger, budget: &str) -> Option<u64> {
    window(ledger, budget).await.map(|window| window.left)
}

/// Waits for the end of the vendor's window, by the store's clock.
async fn ended(ledger: &dyn Ledger, budget: &str) {
    while window(ledger, budget).await.is_some() {
        tokio::task::yield_now().await;
    }
}

pub async fn given_a_limit_when_reserved_then_it_counts_up_to_it_and_stops(place: Place) {
    let Store { ledger, .. } = place.store().await;
    for used in 1..=3 {
        let reserved = ledger.reserve("b", NOVEMBER, 1, 3).await.unwrap();
        assert_eq!(reserved, yes(used));
    }
    for _ in 0..2 {
        let reserved = ledger.reserve("b", NOVEMBER, 1, 3).await.unwrap();
        assert_eq!(reserved, exhausted(3));
    }
    assert_eq!(spending(ledger.as_ref(), "b").await.used, 3);
    // A plan that was made smaller since.
    let reserved = ledger.reserve("b", NOVEMBER, 1, 1).await.unwrap();
    assert_eq!(reserved, exhausted(3));
    let reserved = ledger.reserve("none", NOVEMBER, 1, 0).await.unwrap();
    assert_eq!(reserved, exhausted(0));
}

pub async fn given_a_period_whose_first_day_changes_when_reserved_then_no_day_is_lost(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    for (days, requests) in [(on(1, 3), 4), (on(1, 10), 3), (on(1, 20), 2)] {
        ledger.reserve("b", days, requests, 10).await.unwrap();
    }
    // The month begins on the 10th from now on, and then on the 1st again.
    assert_eq!(ledger.reserve("b", on(10, 20), 1, 6).await.unwrap(), yes(6));
    let reserved = ledger.reserve("b", on(10, 20), 1, 6).await.unwrap();
    assert_eq!(reserved, exhausted(6));
    assert_eq!(
        ledger.reserve("b", on(1, 20), 1, 9).await.unwrap(),
        exhausted(10)
    );
    // By the day.
    assert_eq!(ledger.reserve("b", on(20, 20), 1, 4).await.unwrap(), yes(4));
    assert_eq!(ledger.reserve("b", on(21, 21), 1, 4).await.unwrap(), yes(1));
}

pub async fn given_what_was_reserved_in_one_period_when_released_in_the_next_then_only_its_own_has_less(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    ledger.reserve("b", on(1, 9), 3, 9).await.unwrap();
    ledger.reserve("b", on(10, 10), 2, 9).await.unwrap();
    ledger.release("b", on(1, 9).day, None, 2).await.unwrap();
    ledger.raise("b", on(1, 9), 7).await.unwrap();
    assert_eq!(
        ledger.spending("b", on(10, 10).since).await.unwrap().used,
        2
    );
    assert_eq!(spending(ledger.as_ref(), "b").await.used, 7);
}

pub async fn given_a_vendors_window_when_it_lasts_then_no_more_is_taken_than_it_has_left(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    let ledger = ledger.as_ref();
    ledger.confine("b", 2, HOUR).await.unwrap();
    assert_eq!(left(ledger, "b").await, Some(2));
    for expected in [1, 0] {
        let Reserved::Yes(Spending { window, .. }) =
            ledger.reserve("b", NOVEMBER, 1, 50).await.unwrap()
        else {
            panic!("it had some left");
        };
        assert_eq!(window.unwrap().left, expected);
    }
    let Reserved::Exhausted(Spending { used, window }) =
        ledger.reserve("b", NOVEMBER, 1, 50).await.unwrap()
    else {
        panic!("it had none left");
    };
    // Our own count isn't touched.
    assert_eq!(used, 2);
    let ends_in = window.unwrap().ends_in;
    assert!(ends_in <= HOUR && ends_in > HOUR / 2, "{ends_in:?}");
    // What is stale doesn't raise it, and makes it no longer.
    ledger.confine("b", 40, 2 * HOUR).await.unwrap();
    let window = window_of(ledger).await;
    assert_eq!(window.left, 0);
    assert!(window.ends_in <= HOUR);
    ledger.unconfine("b").await.unwrap();
    assert_eq!(ledger.reserve("b", NOVEMBER, 1, 50).await.unwrap(), yes(3));
}

async fn window_of(ledger: &dyn Ledger) -> VendorWindow {
    window(ledger, "b").await.unwrap()
}

pub async fn given_a_vendors_window_when_it_has_ended_then_our_own_count_holds_and_the_next_word_counts(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    let ledger = ledger.as_ref();
    ledger.reserve("b", NOVEMBER, 1, 2).await.unwrap();
    ledger.confine("b", 0, AT_ONCE).await.unwrap();
    ended(ledger, "b").await;
    assert_eq!(ledger.reserve("b", NOVEMBER, 1, 2).await.unwrap(), yes(2));
    ledger.confine("b", 30, HOUR).await.unwrap();
    let reserved = ledger.reserve("b", NOVEMBER, 1, 2).await.unwrap();
    let Reserved::Exhausted(Spending {
        used: 2,
        window: Some(window),
    }) = reserved
    else {
        panic!("{reserved:?}");
    };
    assert_eq!(window.left, 30);
}

pub async fn given_windows_when_released_then_only_the_one_it_was_taken_from_has_more(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    let ledger = ledger.as_ref();
    let take = async |requests| {
        let reserved = ledger.reserve("b", NOVEMBER, requests, 50).await.unwrap();
        let Reserved::Yes(Spending { window, .. }) = reserved else {
            panic!("{reserved:?}");
        };
        window.map(|window| window.id)
    };
    let give = async |window| ledger.release("b", NOVEMBER.day, window, 1).await.unwrap();
    let before_any = take(1).await;
    assert_eq!(before_any, None);
    ledger.confine("b", 9, HOUR).await.unwrap();
    give(before_any).await;
    assert_eq!(left(ledger, "b").await, Some(9));
    let first = take(3).await;
    give(first).await;
    assert_eq!(left(ledger, "b").await, Some(7));
    // The vendor has counted others by now: what is given back doesn't go beyond its word.
    ledger.confine("b", 7, HOUR).await.unwrap();
    give(first).await;
    assert_eq!(left(ledger, "b").await, Some(7));
    ledger.unconfine("b").await.unwrap();
    ledger.confine("b", 4, HOUR).await.unwrap();
    give(first).await;
    assert_eq!(left(ledger, "b").await, Some(4));
    assert_ne!(window_of(ledger).await.id, first.unwrap());
}

pub async fn given_a_count_when_set_then_it_is_that_and_other_periods_stay(place: Place) {
    let Store { ledger, .. } = place.store().await;
    ledger.reserve("b", on(1, 3), 4, 99).await.unwrap();
    ledger.reserve("b", on(10, 12), 4, 99).await.unwrap();
    ledger.set_used("b", on(10, 13), 1).await.unwrap();
    assert_eq!(
        ledger.spending("b", on(10, 10).since).await.unwrap().used,
        1
    );
    assert_eq!(spending(ledger.as_ref(), "b").await.used, 5);
    ledger.set_used("b", on(10, 13), 50).await.unwrap();
    assert_eq!(
        ledger.reserve("b", on(10, 13), 1, 50).await.unwrap(),
        exhausted(50)
    );
}

pub async fn given_a_secret_when_asked_for_again_then_it_is_the_same_and_others_are_others(
    place: Place,
) {
    let store = place.store().await;
    let ledger = &store.ledger;
    let (one, two) = tokio::join!(ledger.secret("a"), ledger.secret("a"));
    let one = one.unwrap();
    assert!(one.reveal().len() >= 32);
    assert!(one == two.unwrap());
    assert!(one != ledger.secret("b").await.unwrap());
    if place.outlasts_the_process() {
        drop(store);
        assert!(place.store().await.ledger.secret("a").await.unwrap() == one);
    }
}

pub async fn given_many_tasks_when_they_reserve_at_once_then_never_more_than_the_limit_get_one(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    for (budget, requests, limit, tasks, each) in [
        ("one", 1, 100, 40, 5),
        ("two", 1, 1000, 20, 5),
        // 33 times three, and one left over that is nobody's.
        ("three", 3, 100, 40, 5),
    ] {
        let mut reserving = JoinSet::new();
        for task in 0..tasks {
            let ledger = ledger.clone();
            // Clocks around midnight.
            let days = on(1, 7 + task % 2);
            reserving.spawn(async move {
                let mut got = Vec::new();
                for _ in 0..each {
                    if let Reserved::Yes(Spending { used, .. }) =
                        ledger.reserve(budget, days, requests, limit).await.unwrap()
                    {
                        got.push(used);
                    }
                }
                got
            });
        }
        let got: Vec<u64> = reserving.join_all().await.into_iter().flatten().collect();
        let expected = (limit / requests).min(u64::from(tasks) * each);
        // Everyone got others of them.
        assert_eq!(got.len() as u64, expected);
        let distinct: BTreeSet<u64> = got.into_iter().collect();
        assert!(
            distinct
                .into_iter()
                .eq((1..=expected).map(|nth| nth * requests))
        );
        let used = spending(ledger.as_ref(), budget).await.used;
        assert_eq!(used, expected * requests);
    }
}

/// One call of the ledger, or what happens between two.
#[derive(Debug, Clone)]
enum Call {
    Reserve {
        requests: u64,
        limit: u64,
    },
    /// What some earlier reservation has got.
    Release {
        nth: usize,
    },
    Raise {
        at_least: u64,
    },
    Confine {
        left: u64,
    },
    /// The vendor's window ends.
    WindowEnds,
    /// Midnight passes, and maybe the end of a period.
    Day {
        is_new_period: bool,
    },
    Set {
        used: u64,
    },
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let call = prop_oneof![
        8 => (1..4_u64, 0..12_u64)
            .prop_map(|(requests, limit)| Call::Reserve { requests, limit }),
        4 => any::<usize>().prop_map(|nth| Call::Release { nth }),
        1 => (0..12_u64).prop_map(|at_least| Call::Raise { at_least }),
        2 => (0..8_u64).prop_map(|left| Call::Confine { left }),
        1 => Just(Call::WindowEnds),
        2 => any::<bool>().prop_map(|is_new_period| Call::Day { is_new_period }),
        1 => (0..12_u64).prop_map(|used| Call::Set { used }),
    ];
    prop::collection::vec(call, 0..40)
}

/// What must be true of the ledger, by plain numbers.
#[derive(Default)]
struct Model {
    days: BTreeMap<NaiveDate, u64>,
    window: Option<Vendor>,
    /// Windows that there were.
    windows: u64,
    reservations: Vec<Taken>,
}

#[derive(Clone, Copy)]
struct Vendor {
    nth: u64,
    most: u64,
    left: u64,
}

struct Taken {
    day: NaiveDate,
    requests: u64,
    window: Option<u64>,
    nth_window: Option<u64>,
}

impl Model {
    fn used(&self, since: NaiveDate) -> u64 {
        self.days.range(since..).map(|(_, used)| used).sum()
    }
}

async fn play(ledger: &dyn Ledger, budget: &str, calls: &[Call]) -> Result<(), TestCaseError> {
    let mut model = Model::default();
    let mut days = NOVEMBER;
    for call in calls {
        match *call {
            Call::Reserve { requests, limit } => {
                let used = model.used(days.since);
                let reserved = ledger.reserve(budget, days, requests, limit).await.unwrap();
                let confined = model.window.is_some_and(|window| window.left < requests);
                if used + requests > limit || confined {
                    prop_assert!(matches!(reserved, Reserved::Exhausted(_)), "{reserved:?}");
                } else {
                    let Reserved::Yes(Spending { window, .. }) = reserved else {
                        return Err(TestCaseError::fail(format!("{reserved:?}")));
                    };
                    *model.days.entry(days.day).or_default() += requests;
                    model.reservations.push(Taken {
                        day: days.day,
                        requests,
                        window: window.map(|window| window.id),
                        nth_window: model.window.map(|window| window.nth),
                    });
                    if let Some(window) = &mut model.window {
                        window.left -= requests;
                    }
                    prop_assert!(model.used(days.since) <= limit);
                }
            }
            Call::Release { nth } => {
                if model.reservations.is_empty() {
                    continue;
                }
                let taken = model.reservations.remove(nth % model.reservations.len());
                ledger
                    .release(budget, taken.day, taken.window, taken.requests)
                    .await
                    .unwrap();
                let used = model.days.entry(taken.day).or_default();
                *used = used.saturating_sub(taken.requests);
                if let Some(window) = &mut model.window
                    && Some(window.nth) == taken.nth_window
                {
                    window.left = (window.left + taken.requests).min(window.most);
                }
            }
            Call::Raise { at_least } => {
                ledger.raise(budget, days, at_least).await.unwrap();
                let missing = at_least.saturating_sub(model.used(days.since));
                *model.days.entry(days.day).or_default() += missing;
            }
            Call::Confine { left } => {
                ledger.confine(budget, left, HOUR).await.unwrap();
                let windows = &mut model.windows;
                let window = model.window.get_or_insert_with(|| {
                    *windows += 1;
                    Vendor {
                        nth: *windows,
                        most: left,
                        left,
                    }
                });
                window.most = window.most.min(left);
                window.left = window.left.min(left);
            }
            Call::WindowEnds => {
                ledger.confine(budget, u64::MAX, AT_ONCE).await.unwrap();
                ended(ledger, budget).await;
                model.windows += u64::from(model.window.is_none());
                model.window = None;
            }
            Call::Day { is_new_period } => {
                days.day = days.day + Days::new(1);
                if is_new_period {
                    days.since = days.day;
                }
            }
            Call::Set { used } => {
                ledger.set_used(budget, days, used).await.unwrap();
                model.days.split_off(&days.since);
                model.days.insert(days.day, used);
            }
        }
        let spending = ledger.spending(budget, days.since).await.unwrap();
        prop_assert_eq!(spending.used, model.used(days.since));
        let left = spending.window.map(|window| window.left);
        prop_assert_eq!(left, model.window.map(|window| window.left));
    }
    Ok(())
}

pub async fn given_any_sequence_when_played_then_it_counts_like_plain_numbers(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let runtime = tokio::runtime::Handle::current();
    // Proptest's own runner blocks.
    let played = tokio::task::spawn_blocking(move || {
        let nth = Cell::new(0);
        let config = ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        TestRunner::new(config).run(&calls(), |calls| {
            nth.set(nth.get() + 1);
            let budget = nth.get().to_string();
            runtime.block_on(play(ledger.as_ref(), &budget, &calls))
        })
    });
    played.await.unwrap().unwrap();
}

pub async fn given_budgets_with_alike_names_when_reserved_then_they_count_apart(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let names = ["a:b", "a", "b:a", "", "1:a", "ä'\"", "\n", "a "];
    for (times, budget) in names.iter().enumerate() {
        for _ in 0..=times {
            ledger.reserve(budget, NOVEMBER, 1, 100).await.unwrap();
        }
    }
    for (times, budget) in names.iter().enumerate() {
        let used = spending(ledger.as_ref(), budget).await.used;
        assert_eq!(used, times as u64 + 1);
    }
}

pub async fn given_enormous_limits_when_reserved_and_raised_then_nothing_overflows(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let reserved = ledger.reserve("b", NOVEMBER, 1, u64::MAX).await.unwrap();
    assert_eq!(reserved, yes(1));
    ledger.raise("b", NOVEMBER, u64::MAX).await.unwrap();
    let most = (1 << 53) - 1;
    assert_eq!(spending(ledger.as_ref(), "b").await.used, most);
    let reserved = ledger.reserve("b", NOVEMBER, 1, u64::MAX).await.unwrap();
    assert_eq!(reserved, exhausted(most));
    ledger.confine("c", u64::MAX, Duration::MAX).await.unwrap();
    let window = window(ledger.as_ref(), "c").await.unwrap();
    assert_eq!(window.left, most);
    assert!(window.ends_in > 1_000 * HOUR);
}

#[tokio::test]
async fn given_a_redis_of_an_earlier_version_when_its_counts_are_adopted_then_each_counts_once() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        ..Settings::default()
    };
    let store = settings.open().await.unwrap();
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut counted = async |used: u32| {
        let () = redis::cmd("SET")
            .arg("phone-profile:budget:7:renamed:2026-11-01")
            .arg(used)
            .query_async(&mut connection)
            .await
            .unwrap();
    };
    let adopt = async || {
        let adopted = store.ledger.adopt("b", "renamed", NOVEMBER.since).await;
        adopted.unwrap();
        used(&store, "b").await
    };
    assert_eq!(adopt().await, 0);
    counted(7).await;
    assert_eq!(adopt().await, 7);
    assert_eq!(adopt().await, 7);
    // A gateway that was killed in between, and one of the earlier version that went on counting.
    counted(7).await;
    assert_eq!(adopt().await, 7);
    counted(9).await;
    assert_eq!(adopt().await, 9);
    // Another plan that has the name now has another count.
    let adopted = store.ledger.adopt("c", "renamed", NOVEMBER.since).await;
    adopted.unwrap();
    assert_eq!(used(&store, "c").await, 0);
}
