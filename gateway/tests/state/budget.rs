//! The budget: never more than the limit, and every success counted.

use std::{cell::Cell, collections::BTreeSet};

use phone_profile_gateway::state::{Ledger, Reserved, Store};
use proptest::{prelude::*, test_runner::TestRunner};
use tokio::task::JoinSet;

use crate::places::Place;

pub async fn given_a_limit_when_reserved_then_it_counts_up_to_it_and_stops(place: Place) {
    let Store { ledger, .. } = place.store().await;
    for used in 1..=3 {
        assert_eq!(
            ledger.reserve("b", "2026-11", 1, 3).await.unwrap(),
            Reserved::Yes { used }
        );
    }
    for _ in 0..2 {
        let reserved = ledger.reserve("b", "2026-11", 1, 3).await.unwrap();
        assert_eq!(reserved, Reserved::Exhausted { used: 3 });
    }
    assert_eq!(ledger.used("b", "2026-11").await.unwrap(), 3);
    // A plan that was made smaller since.
    let reserved = ledger.reserve("b", "2026-11", 1, 1).await.unwrap();
    assert_eq!(reserved, Reserved::Exhausted { used: 3 });
    let reserved = ledger.reserve("none", "2026-11", 1, 0).await.unwrap();
    assert_eq!(reserved, Reserved::Exhausted { used: 0 });
}

pub async fn given_many_tasks_when_they_reserve_at_once_then_never_more_than_the_limit_get_one(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    for (period, requests, limit, tasks, each) in [
        ("one", 1, 100, 40, 5),
        ("two", 1, 1000, 20, 5),
        // 33 times three, and one left over that is nobody's.
        ("three", 3, 100, 40, 5),
    ] {
        let mut reserving = JoinSet::new();
        for _ in 0..tasks {
            let ledger = ledger.clone();
            reserving.spawn(async move {
                let mut got = Vec::new();
                for _ in 0..each {
                    if let Reserved::Yes { used } =
                        ledger.reserve("b", period, requests, limit).await.unwrap()
                    {
                        got.push(used);
                    }
                }
                got
            });
        }
        let got: Vec<u64> = reserving.join_all().await.into_iter().flatten().collect();
        let expected = (limit / requests).min(tasks * each);
        // Everyone got others of them.
        assert_eq!(got.len() as u64, expected);
        let distinct: BTreeSet<u64> = got.into_iter().collect();
        assert!(
            distinct
                .into_iter()
                .eq((1..=expected).map(|nth| nth * requests))
        );
        let used = ledger.used("b", period).await.unwrap();
        assert_eq!(used, expected * requests);
    }
}

/// One call of the ledger.
#[derive(Debug, Clone)]
enum Call {
    Reserve { requests: u64, limit: u64 },
    Release(u64),
    Raise(u64),
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let call = prop_oneof![
        4 => (1..4_u64, 0..12_u64)
            .prop_map(|(requests, limit)| Call::Reserve { requests, limit }),
        2 => (1..4_u64).prop_map(Call::Release),
        1 => (0..12_u64).prop_map(Call::Raise),
    ];
    prop::collection::vec(call, 0..30)
}

async fn play(ledger: &dyn Ledger, period: &str, calls: &[Call]) -> Result<(), TestCaseError> {
    let mut used = 0;
    for call in calls {
        match *call {
            Call::Reserve { requests, limit } => {
                let reserved = ledger.reserve("b", period, requests, limit).await.unwrap();
                if used + requests <= limit {
                    used += requests;
                    prop_assert_eq!(reserved, Reserved::Yes { used });
                } else {
                    prop_assert_eq!(reserved, Reserved::Exhausted { used });
                }
            }
            Call::Release(requests) => {
                ledger.release("b", period, requests).await.unwrap();
                used = used.saturating_sub(requests);
            }
            Call::Raise(at_least) => {
                ledger.raise("b", period, at_least).await.unwrap();
                used = used.max(at_least);
            }
        }
        prop_assert_eq!(ledger.used("b", period).await.unwrap(), used);
    }
    Ok(())
}

pub async fn given_any_sequence_when_played_then_it_counts_like_a_plain_number(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let runtime = tokio::runtime::Handle::current();
    // Proptest's own runner blocks.
    let played = tokio::task::spawn_blocking(move || {
        let period = Cell::new(0);
        let config = ProptestConfig {
            cases: 40,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        TestRunner::new(config).run(&calls(), |calls| {
            period.set(period.get() + 1);
            let period = period.get().to_string();
            runtime.block_on(play(ledger.as_ref(), &period, &calls))
        })
    });
    played.await.unwrap().unwrap();
}

pub async fn given_budgets_and_periods_with_alike_names_when_reserved_then_they_count_apart(
    place: Place,
) {
    let Store { ledger, .. } = place.store().await;
    let names = [
        ("a:b", "c"),
        ("a", "b:c"),
        ("a", "c"),
        ("", "a:b:c"),
        ("1:a", "c"),
        ("ä'\"", "\n"),
    ];
    for (times, (budget, period)) in names.iter().enumerate() {
        for _ in 0..=times {
            ledger.reserve(budget, period, 1, 100).await.unwrap();
        }
    }
    for (times, (budget, period)) in names.iter().enumerate() {
        assert_eq!(ledger.used(budget, period).await.unwrap(), times as u64 + 1);
    }
}

pub async fn given_enormous_limits_when_reserved_and_raised_then_nothing_overflows(place: Place) {
    let Store { ledger, .. } = place.store().await;
    let reserved = ledger.reserve("b", "p", 1, u64::MAX).await.unwrap();
    assert_eq!(reserved, Reserved::Yes { used: 1 });
    ledger.raise("b", "p", u64::MAX).await.unwrap();
    let most = (1 << 53) - 1;
    assert_eq!(ledger.used("b", "p").await.unwrap(), most);
    let reserved = ledger.reserve("b", "p", 1, u64::MAX).await.unwrap();
    assert_eq!(reserved, Reserved::Exhausted { used: most });
}
