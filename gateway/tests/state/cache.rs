//! Answers by number.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use phone_profile_core::profile::PictureState;
use phone_profile_gateway::{
    Digits,
    record::{Picture, Record},
    state::{Cache, Entry, Failed, Kept, Refusal, Store},
    upstream::{Ask, Failure},
};
use serde_json::json;

use crate::places::Place;

fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_millis()
        .try_into()
        .unwrap()
}

fn number(last: u8) -> Digits {
    Digits::parse(&format!("131055501{last:02}")).unwrap()
}

fn entry(of: &Digits, keeps: Duration) -> Entry {
    let now = now_ms();
    Entry {
        record: Arc::new(Record {
            registered: true,
            number: of.clone(),
            name: Some("Zoë \"Z\" \u{1F600}".into()),
            about: Some("Back in May \u{1F33B}".into()),
            is_business: Some(true),
            is_verified: None,
            business: Some(json!({ "description": "Flowers", "emails": ["a@shop.example"] })),
            picture: Picture {
                state: PictureState::Public,
                full: Some("https://pictures.example/full?a=b&c=d".into()),
                thumb: None,
                expires_at: Some(now / 1000 + 60),
            },
            checked_at: Some(now / 1000),
        }),
        upstream: "demo".into(),
        stored_at_ms: now,
        fresh_until_ms: now + 1,
        keep_until_ms: now + u64::try_from(keeps.as_millis()).unwrap(),
        renewed: false,
    }
}

/// Puts what was asked for just now.
async fn put(cache: &dyn Cache, number: &Digits, kept: impl Into<Kept>) {
    let erasures = cache.erasures(number).await.unwrap();
    assert!(cache.put(number, kept.into(), &erasures).await.unwrap());
}

const HOUR: Duration = Duration::from_secs(3600);

pub async fn given_an_answer_when_put_then_it_is_got_as_it_was_and_replaced_by_the_next(
    place: Place,
) {
    let Store { cache, .. } = place.store().await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), None);
    let first = entry(&number(1), HOUR);
    put(&*cache, &number(1), first.clone()).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(first.into()));
    assert_eq!(cache.get(&number(2)).await.unwrap(), None);
    let mut second = entry(&number(1), 2 * HOUR);
    second.record = Record::not_registered(&number(3), Some(5)).into();
    put(&*cache, &number(1), second.clone()).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(second.into()));
    // For good.
    let mut last = entry(&number(1), HOUR);
    last.keep_until_ms = u64::MAX;
    put(&*cache, &number(1), last.clone()).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(last.into()));
}

pub async fn given_an_answer_when_removed_then_it_is_gone_and_removing_says_so(place: Place) {
    let Store { cache, .. } = place.store().await;
    assert!(!cache.remove(&number(1)).await.unwrap());
    put(&*cache, &number(1), entry(&number(1), HOUR)).await;
    put(&*cache, &number(2), entry(&number(2), HOUR)).await;
    assert!(cache.remove(&number(1)).await.unwrap());
    assert_eq!(cache.get(&number(1)).await.unwrap(), None);
    assert!(!cache.remove(&number(1)).await.unwrap());
    assert!(cache.get(&number(2)).await.unwrap().is_some());
}

pub async fn given_an_answer_whose_time_is_over_when_asked_then_there_is_none(place: Place) {
    let Store { cache, .. } = place.store().await;
    let short = entry(&number(1), Duration::from_millis(300));
    put(&*cache, &number(1), short.clone()).await;
    put(&*cache, &number(2), entry(&number(2), HOUR)).await;
    // Asked until it is gone: not before its time but for the clocks' grain, and not after it.
    let mut asked_at = now_ms();
    while let Some(got) = cache.get(&number(1)).await.unwrap() {
        assert_eq!(got, short.clone().into());
        assert!(asked_at < short.keep_until_ms + 50, "it stays");
        tokio::task::yield_now().await;
        asked_at = now_ms();
    }
    assert!(
        now_ms() + 50 >= short.keep_until_ms,
        "it went before its time"
    );
    assert!(cache.get(&number(2)).await.unwrap().is_some());
}

pub async fn given_an_answer_that_is_over_when_put_then_the_older_one_is_gone_too(place: Place) {
    let Store { cache, .. } = place.store().await;
    put(&*cache, &number(1), entry(&number(1), HOUR)).await;
    let mut over = entry(&number(1), HOUR);
    over.keep_until_ms = now_ms() - 1;
    put(&*cache, &number(1), over).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), None);
    assert!(!cache.remove(&number(1)).await.unwrap());
}

pub async fn given_a_refusal_when_put_then_it_is_got_in_place_of_the_answer(place: Place) {
    let Store { cache, .. } = place.store().await;
    let now = now_ms();
    let refusal = |keep_until_ms| Refusal {
        upstream: "a".into(),
        stored_at_ms: now,
        keep_until_ms,
    };
    put(&*cache, &number(1), entry(&number(1), HOUR)).await;
    let refused = refusal(now + 3_600_000);
    put(&*cache, &number(1), refused.clone()).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(refused.into()));
    put(&*cache, &number(1), refusal(now)).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), None);
}

pub async fn given_a_lookup_that_failed_when_remembered_then_it_is_told_to_who_asks_the_same(
    place: Place,
) {
    let Store { cache, .. } = place.store().await;
    let now = now_ms();
    let failed = |keep_until_ms| Failed {
        failure: Failure::Timeout,
        upstream: "a".into(),
        retry_at_ms: now + 90_000,
        keep_until_ms,
    };
    let lasting = failed(now + 3_600_000);
    let answer = entry(&number(1), HOUR);
    put(&*cache, &number(1), answer.clone()).await;
    cache
        .put_failed(&number(1), Ask::Live, lasting.clone())
        .await
        .unwrap();
    let told = async |of, ask| cache.failed(&number(of), ask).await.unwrap();
    assert_eq!(told(1, Ask::Live).await, Some(lasting));
    assert_eq!(told(1, Ask::StoreOnly).await, None);
    assert_eq!(told(2, Ask::Live).await, None);
    // An answer that was paid for before stays.
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(answer.into()));
    cache
        .put_failed(&number(2), Ask::StoreOnly, failed(now))
        .await
        .unwrap();
    assert_eq!(told(2, Ask::StoreOnly).await, None);
    assert!(cache.remove(&number(1)).await.unwrap());
    assert_eq!(told(1, Ask::Live).await, None);
    assert!(!cache.remove(&number(1)).await.unwrap());
}

pub async fn given_a_lookup_that_began_before_an_erasure_when_put_then_nothing_is_kept(
    place: Place,
) {
    let Store { cache, .. } = place.store().await;
    put(&*cache, &number(1), entry(&number(1), HOUR)).await;
    let before = cache.erasures(&number(1)).await.unwrap();
    let other = cache.erasures(&number(2)).await.unwrap();
    assert!(cache.remove(&number(1)).await.unwrap());
    let after = cache.erasures(&number(1)).await.unwrap();
    let late = entry(&number(1), HOUR);
    assert!(
        !cache
            .put(&number(1), late.clone().into(), &before)
            .await
            .unwrap()
    );
    assert_eq!(cache.get(&number(1)).await.unwrap(), None);
    // Nor beside an answer that was asked for later.
    let kept = cache.put(&number(1), late.clone().into(), &after).await;
    assert!(kept.unwrap());
    let mut older = late.clone();
    older.stored_at_ms -= 1;
    assert!(!cache.put(&number(1), older.into(), &before).await.unwrap());
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(late.into()));
    // Erasing one number leaves lookups of others alone.
    let entry = entry(&number(2), HOUR);
    assert!(cache.put(&number(2), entry.into(), &other).await.unwrap());
    // However often: each erasure is another one.
    assert!(cache.remove(&number(1)).await.unwrap());
    assert!(!cache.remove(&number(1)).await.unwrap());
    assert_ne!(cache.erasures(&number(1)).await.unwrap(), after);
}

pub async fn given_an_answer_that_renewed_a_link_when_kept_then_it_says_so(place: Place) {
    let Store { cache, .. } = place.store().await;
    let mut renewed = entry(&number(1), HOUR);
    renewed.renewed = true;
    put(&*cache, &number(1), renewed.clone()).await;
    assert_eq!(cache.get(&number(1)).await.unwrap(), Some(renewed.into()));
}
