//! Caps, over a ledger whose clock is moved by hand.

use super::*;
use crate::access::{Via, limits::memory_ledger::MemoryLedger};

fn caps(text: &str) -> Caps {
    Caps::new(&toml::from_str(text).unwrap()).unwrap()
}

fn caller(name: &str) -> Caller {
    Caller::new(name, false, Via::Token)
}

fn digits(number: u64) -> Digits {
    Digits::parse(&number.to_string()).unwrap()
}

/// No two of them are neighbours.
fn far(step: u64) -> Digits {
    digits(13_105_550_100 + step * 1_000)
}

#[tokio::test]
async fn given_a_minutes_lookups_when_they_are_used_up_then_the_next_minute_has_new_ones() {
    let (caps, ledger) = (caps("per-minute = 2"), MemoryLedger::default());
    let ada = caller("ada");
    for step in 0..2 {
        assert!(caps.admit(&ledger, &ada, &far(step)).await.is_ok());
    }
    let refusal = caps.admit(&ledger, &ada, &far(2)).await.unwrap_err();
    assert!(matches!(refusal, Refusal::PerMinute(wait) if wait <= MINUTE));
    assert!(caps.admit(&ledger, &caller("bo"), &far(2)).await.is_ok());
    ledger.pass(MINUTE);
    assert!(caps.admit(&ledger, &ada, &far(2)).await.is_ok());
}

#[tokio::test]
async fn given_caps_of_a_callers_own_when_it_asks_then_they_count_in_place_of_the_general_ones() {
    let (caps, ledger) = (
        caps("per-minute = 2\noperator-per-day = 1"),
        MemoryLedger::default(),
    );
    let mut ada = caller("ada");
    ada.caps.per_minute = Some(3);
    let mut bo = caller("bo");
    bo.caps.per_day = Some(1);
    let mut root = Caller::new("root", true, Via::Token);
    root.caps.per_day = Some(2);
    for (caller, most) in [(&ada, 3), (&bo, 1), (&root, 2), (&caller("crm"), 2)] {
        let mut admitted = 0;
        while caps.admit(&ledger, caller, &far(admitted)).await.is_ok() {
            admitted += 1;
        }
        assert_eq!(admitted, most, "{}", caller.name);
    }
}

#[tokio::test]
async fn given_a_days_lookups_when_they_are_used_up_then_no_minute_brings_new_ones() {
    let (caps, ledger) = (caps("per-day = 3"), MemoryLedger::default());
    let ada = caller("ada");
    for (step, left) in [(0, 2), (1, 1), (2, 0)] {
        let admitted = caps.admit(&ledger, &ada, &far(step)).await.unwrap();
        assert_eq!((admitted.wait, admitted.left_today), (Duration::ZERO, left));
    }
    ledger.pass(MINUTE);
    let refusal = caps.admit(&ledger, &ada, &far(3)).await.unwrap_err();
    assert!(matches!(refusal, Refusal::PerDay(wait) if wait > MINUTE));
    ledger.pass(DAY);
    assert!(caps.admit(&ledger, &ada, &far(3)).await.is_ok());
}

#[tokio::test]
async fn given_many_lookups_at_once_when_admitted_then_no_more_than_the_cap_pass() {
    let (caps, ledger) = (caps("per-minute = 7"), MemoryLedger::default());
    let ada = caller("ada");
    let numbers: Vec<Digits> = (0..50).map(far).collect();
    let admitted = futures_util::future::join_all(
        numbers
            .iter()
            .map(|number| caps.admit(&ledger, &ada, number)),
    )
    .await;
    assert_eq!(admitted.iter().filter(|one| one.is_ok()).count(), 7);
}

#[tokio::test]
async fn given_operators_limits_when_an_operator_asks_then_they_hold_for_it() {
    let (caps, ledger) = (
        caps("per-minute = 1\noperator-per-minute = 3"),
        MemoryLedger::default(),
    );
    let root = Caller::new("root", true, Via::Token);
    for step in 0..3 {
        assert!(caps.admit(&ledger, &root, &far(step)).await.is_ok());
    }
    assert!(caps.admit(&ledger, &root, &far(3)).await.is_err());
}

#[tokio::test]
async fn given_a_walk_through_a_range_when_admitted_then_it_waits_and_ends_and_spends_no_day() {
    let text = "per-minute = 100\nneighbours = { slow-after = 5, refuse-after = 8 }";
    let (caps, ledger) = (caps(text), MemoryLedger::default());
    let ada = caller("ada");
    let base = 13_105_550_100;
    for step in 0..8 {
        let admitted = caps.admit(&ledger, &ada, &digits(base + step)).await;
        assert_eq!(admitted.unwrap().wait.is_zero(), step < 5, "{step}");
    }
    let refusal = caps
        .admit(&ledger, &ada, &digits(base + 8))
        .await
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Walk(_)));
    let admitted = caps.admit(&ledger, &ada, &far(1)).await.unwrap();
    assert_eq!(admitted.left_today, 500 - 9);
}

#[tokio::test]
async fn given_a_lookup_that_is_slowed_when_it_is_broken_off_and_asked_again_then_it_waits_again() {
    let text = "per-minute = 100\nneighbours = { slow-after = 2, refuse-after = 9 }";
    let (caps, ledger) = (caps(text), MemoryLedger::default());
    let ada = caller("ada");
    let base = 13_105_550_100;
    for step in 0..2 {
        caps.admit(&ledger, &ada, &digits(base + step))
            .await
            .unwrap();
    }
    let wait = async || {
        let admitted = caps.admit(&ledger, &ada, &digits(base + 2)).await;
        admitted.unwrap().wait
    };
    // Nobody waits to the end of the first one.
    let (first, second) = (wait().await, wait().await);
    assert!(!first.is_zero() && second > first, "{first:?} {second:?}");
    caps.waited(&ada, &digits(base + 2));
    assert!(wait().await.is_zero());
}

#[tokio::test]
async fn given_two_gateways_with_one_key_when_a_walk_is_spread_over_them_then_it_ends_too() {
    let text = "per-minute = 100\nneighbours = { slow-after = 20, refuse-after = 20 }\n\
                audit = { hash-key = \"0123456789abcdef\" }";
    let (one, two) = (caps(text), caps(text));
    let ledger = MemoryLedger::default();
    let (ada, base) = (caller("ada"), 13_105_550_100);
    for step in 0..20 {
        // One number here, one there, and each of them twice: the second time doesn't count.
        let caps = if step % 2 == 0 { &one } else { &two };
        for _ in 0..2 {
            let admitted = caps.admit(&ledger, &ada, &digits(base + step)).await;
            assert!(admitted.is_ok(), "{step}");
        }
    }
    for caps in [&one, &two, &one] {
        // Asking once more for what was refused is no way around it.
        let refused = caps.admit(&ledger, &ada, &digits(base + 50)).await;
        assert!(matches!(refused, Err(Refusal::Walk(_))));
    }
    assert!(one.admit(&ledger, &ada, &digits(base)).await.is_ok());
    let other = one.admit(&ledger, &caller("bo"), &digits(base + 50)).await;
    assert!(other.is_ok());
    ledger.pass(Duration::from_secs(600));
    assert!(one.admit(&ledger, &ada, &digits(base + 51)).await.is_ok());
}

#[tokio::test]
async fn given_two_gateways_with_one_key_when_a_walk_jumps_then_it_ends_too() {
    let text = "per-minute = 1000\nblocks = { of-1000 = { slow-after = 60, refuse-after = 60 } }\n\
                audit = { hash-key = \"0123456789abcdef\" }";
    let (one, two) = (caps(text), caps(text));
    let ledger = MemoryLedger::default();
    let (ada, base) = (caller("ada"), 13_105_550_000);
    for step in 0..60 {
        let caps = if step % 2 == 0 { &one } else { &two };
        let admitted = caps.admit(&ledger, &ada, &digits(base + step * 16)).await;
        assert!(admitted.is_ok(), "{step}");
    }
    for caps in [&one, &two, &one] {
        let refused = caps.admit(&ledger, &ada, &digits(base + 961)).await;
        assert!(matches!(refused, Err(Refusal::Walk(_))));
    }
}

#[tokio::test]
async fn given_several_tokens_of_one_group_when_they_walk_together_then_it_ends_for_all() {
    let text = "per-minute = 100\nneighbours = { slow-after = 20, refuse-after = 20 }";
    let (caps, ledger) = (caps(text), MemoryLedger::default());
    let member = |nth: u64| caller(&format!("crm-{nth}")).in_group(Some("crm"));
    for step in 0..20 {
        let number = digits(13_105_550_100 + step);
        let admitted = caps.admit(&ledger, &member(step % 4), &number).await;
        assert!(admitted.is_ok(), "{step}");
    }
    let next = digits(13_105_550_120);
    let refused = caps.admit(&ledger, &member(0), &next).await;
    assert!(matches!(refused, Err(Refusal::Walk(_))));
    assert!(caps.admit(&ledger, &caller("bo"), &next).await.is_ok());
}

#[tokio::test]
async fn given_a_caller_that_may_walk_when_it_does_then_only_the_caps_hold_it() {
    let (caps, ledger) = (caps("per-minute = 200"), MemoryLedger::default());
    let mut ada = caller("ada");
    ada.may_walk = true;
    for step in 0..200 {
        let admitted = caps
            .admit(&ledger, &ada, &digits(13_105_550_000 + step))
            .await;
        assert!(admitted.is_ok_and(|one| one.wait.is_zero()), "{step}");
    }
    let refused = caps.admit(&ledger, &ada, &digits(13_105_550_200)).await;
    assert!(matches!(refused, Err(Refusal::PerMinute(_))));
}

#[tokio::test]
async fn given_a_walk_whose_steps_come_at_once_when_slowed_then_they_wait_one_after_the_other() {
    let text = "per-minute = 100\nneighbours = { slow-after = 0, refuse-after = 30 }";
    let (caps, ledger) = (caps(text), MemoryLedger::default());
    let ada = caller("ada");
    let numbers: Vec<Digits> = (0..30).map(|step| digits(13_105_550_100 + step)).collect();
    let each = numbers
        .iter()
        .map(|number| caps.admit(&ledger, &ada, number));
    let admitted = futures_util::future::join_all(each).await;
    let waits: Vec<Duration> = admitted.iter().flatten().map(|one| one.wait).collect();
    assert!(waits.windows(2).all(|two| two[0] < two[1]), "{waits:?}");
    // Half a minute of waiting, and what is more comes later.
    let later = |one: &Result<_, _>| matches!(one, Err(Refusal::Slowed(_)));
    assert!((5..10).contains(&waits.len()), "{waits:?}");
    assert_eq!(
        admitted.iter().filter(|one| later(one)).count(),
        30 - waits.len()
    );
}

#[tokio::test]
async fn given_two_gateways_without_a_key_when_a_walk_is_spread_then_each_knows_its_share() {
    let text = "per-minute = 100\nneighbours = { slow-after = 20, refuse-after = 20 }";
    let (one, two) = (caps(text), caps(text));
    let ledger = MemoryLedger::default();
    for step in 0..30 {
        let caps = if step % 2 == 0 { &one } else { &two };
        let number = digits(13_105_550_100 + step);
        assert!(caps.admit(&ledger, &caller("ada"), &number).await.is_ok());
    }
}

#[tokio::test]
async fn given_lookups_when_counted_then_no_counters_name_holds_a_number() {
    let caps = caps("audit = { hash-key = \"0123456789abcdef\" }");
    let ledger = MemoryLedger::default();
    // The caller's name may be a number as well.
    let ada = caller("13105550177");
    caps.admit(&ledger, &ada, &digits(13_105_550_123))
        .await
        .unwrap();
    let counters = ledger.counters();
    assert_eq!(counters.len(), 2 + 4, "{counters:?}");
    for counter in counters {
        assert!(!counter.contains("1310555"), "{counter}");
    }
}

#[tokio::test]
async fn given_a_ledger_that_fails_when_asked_then_nothing_is_admitted() {
    let ledger = MemoryLedger::default();
    ledger.break_down();
    let refusal = caps("")
        .admit(&ledger, &caller("ada"), &far(0))
        .await
        .unwrap_err();
    assert_eq!(refusal, Refusal::Store(STORE_RETRY));
}

#[test]
fn given_batches_when_checked_then_only_those_within_the_limit_pass() {
    let caps = caps("");
    assert!(caps.check_batch(500).is_ok());
    assert_eq!(caps.check_batch(501), Err(Refusal::Batch { most: 500 }));
}

#[test]
fn given_limits_that_let_nothing_through_when_taken_then_they_are_refused() {
    for wrong in [
        "per-minute = 0",
        "per-day = 0",
        "operator-per-day = 0",
        "batch-most = 0",
        "neighbours = { refuse-after = 0, slow-after = 0 }",
        "neighbours = { window = \"0s\" }",
        "neighbours = { slow-after = 30 }",
        "blocks = { window = \"0s\" }",
        "blocks = { of-1000 = { slow-after = 0, refuse-after = 0 } }",
        "blocks = { of-10000 = { slow-after = 9, refuse-after = 8 } }",
        "audit = { hash-key = \"short\" }",
    ] {
        assert!(
            Caps::new(&toml::from_str(wrong).unwrap()).is_err(),
            "{wrong}"
        );
    }
}
