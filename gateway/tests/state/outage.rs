//! Servers that go away and come back.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use phone_profile_gateway::{
    Digits,
    record::Record,
    secret::Secret,
    state::{Entry, Erasures, Reserved, Settings},
};

use crate::{
    audit::record,
    budget::{NOVEMBER, used, yes},
    servers::{Postgres, Redis},
};

/// A caller is told of a server that is gone within this time.
const SOON: Duration = Duration::from_secs(5);
/// A server that is back is found again within this time.
const BACK: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_redis_when_it_goes_and_comes_back_then_there_are_errors_between_and_none_after() {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        ..Settings::default()
    };
    let store = settings.open().await.unwrap();
    let number = Digits::parse("13105550123").unwrap();
    let entry = Entry {
        record: Record::not_registered(&number, Some(1)).into(),
        upstream: "demo".into(),
        stored_at_ms: 0,
        fresh_until_ms: u64::MAX,
        keep_until_ms: u64::MAX,
        renewed: false,
    };
    store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    redis.stop();
    let began = Instant::now();
    let error = store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap_err();
    assert_eq!(error.to_string(), "the ledger can't be used");
    assert!(error.source().is_some());
    assert!(store.ledger.ready().await.is_err());
    assert!(store.ledger.take("c", SOON, 9).await.is_err());
    assert!(store.ledger.slot("q", SOON, SOON).await.is_err());
    assert!(store.ledger.lease("n", SOON).await.is_err());
    assert!(
        store
            .cache
            .put(&number, entry.clone().into(), &Erasures::default())
            .await
            .is_err()
    );
    let error = store.cache.get(&number).await.unwrap_err();
    assert_eq!(error.to_string(), "the cache can't be used");
    assert!(!format!("{error:?}").contains("3105550123"));
    assert!(began.elapsed() < 7 * SOON);

    redis.start_again();
    let began = Instant::now();
    while let Err(error) = store.ledger.ready().await {
        assert!(began.elapsed() < BACK, "{error:?}");
        tokio::task::yield_now().await;
    }
    // Its scripts went with it.
    let reserved = store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    assert_eq!(reserved, yes(1));
    store
        .cache
        .put(&number, entry.clone().into(), &Erasures::default())
        .await
        .unwrap();
    assert_eq!(store.cache.get(&number).await.unwrap(), Some(entry.into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_postgres_when_it_goes_and_comes_back_then_no_record_is_lost_or_doubled() {
    let Some(mut postgres) = Postgres::start() else {
        return;
    };
    let settings = Settings {
        postgres: Some(Secret::new(postgres.database().await)),
        ..Settings::default()
    };
    let store = settings.open().await.unwrap();
    store.audit.append(record(1, "a")).await.unwrap();
    postgres.stop();
    let began = Instant::now();
    let error = store.audit.append(record(2, "a")).await.unwrap_err();
    assert_eq!(error.to_string(), "the audit can't be used");
    assert!(store.audit.ready().await.is_err());
    assert!(began.elapsed() < 2 * SOON);

    postgres.start_again();
    // At the first try: a connection that is closed is noticed.
    store.audit.append(record(3, "a")).await.unwrap();
    store.audit.ready().await.unwrap();
    let listed = store.audit.list(9, 9).await.unwrap();
    assert_eq!(listed, [record(3, "a"), record(1, "a")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_postgres_when_many_gateways_start_at_once_then_all_find_the_table() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let settings = Settings {
        postgres: Some(Secret::new(postgres.database().await)),
        ..Settings::default()
    };
    let opening = (0..8).map(|_| settings.open());
    let stores = futures_util::future::join_all(opening).await;
    for store in &stores {
        store
            .as_ref()
            .unwrap()
            .audit
            .append(record(1, "a"))
            .await
            .unwrap();
    }
    let first = stores[0].as_ref().unwrap();
    assert_eq!(first.audit.list(9, 99).await.unwrap().len(), 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_two_gateways_on_one_redis_when_both_reserve_then_the_budget_is_exact() {
    let Some(redis) = Redis::shared() else {
        return;
    };
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        redis_prefix: "two-gateways:".into(),
        ..Settings::default()
    };
    let (one, two) = tokio::try_join!(settings.open(), settings.open()).unwrap();
    let reserving = (0..200).map(|turn| {
        let ledger = if turn % 2 == 0 {
            &one.ledger
        } else {
            &two.ledger
        };
        ledger.reserve("b", NOVEMBER, 1, 120)
    });
    let reserved = futures_util::future::join_all(reserving).await;
    let got = reserved
        .into_iter()
        .filter(|reserved| matches!(reserved.as_ref().unwrap(), Reserved::Yes(_)));
    assert_eq!(got.count(), 120);
    assert_eq!(used(&one, "b").await, 120);
}

#[tokio::test]
async fn given_a_cache_key_when_answers_are_put_then_redis_holds_no_number() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let number = Digits::parse("13105550123").unwrap();
    let entry = Entry {
        record: Record::not_registered(&number, Some(1)).into(),
        upstream: "demo".into(),
        stored_at_ms: 0,
        fresh_until_ms: u64::MAX,
        keep_until_ms: u64::MAX,
        renewed: false,
    };
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    for (cache_key, has_number) in [(Some("a key"), false), (None, true)] {
        let settings = Settings {
            redis: Some(Secret::new(redis.url())),
            cache_key: cache_key.map(Secret::new),
            ..Settings::default()
        };
        let store = settings.open().await.unwrap();
        store
            .cache
            .put(&number, entry.clone().into(), &Erasures::default())
            .await
            .unwrap();
        let keys: Vec<String> = redis::cmd("KEYS")
            .arg("phone-profile:answer:*")
            .query_async(&mut connection)
            .await
            .unwrap();
        assert_eq!(keys.len(), 1);
        let value: Vec<u8> = redis::cmd("GET")
            .arg(&keys[0])
            .query_async(&mut connection)
            .await
            .unwrap();
        let all = format!("{keys:?} {}", String::from_utf8_lossy(&value));
        assert_eq!(all.contains("13105550123"), has_number, "{all}");
        assert!(store.cache.remove(&number).await.unwrap());
    }
}
