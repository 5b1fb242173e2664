//! Redis with replicas: what is spent is on them before it counts, and a failover forgets nothing of
//! it.

use std::time::{Duration, Instant};

use phone_profile_gateway::{
    secret::Secret,
    state::{Reserved, Settings, Store},
};
use tokio::time::{interval, timeout};

use crate::{
    budget::{NOVEMBER, used},
    places::told,
    servers::{Redis, Sentinel},
};

/// A failover, with what a busy machine adds to it.
const SOON: Duration = Duration::from_secs(60);

async fn open(url: String, replicas: u32) -> Store {
    let settings = Settings {
        redis: Some(Secret::new(url)),
        redis_wait_replicas: replicas,
        ..Settings::default()
    };
    settings.open().await.unwrap()
}

/// Reserves until so many were got; how many tries failed.
async fn reserve(store: &Store, count: u64) -> u64 {
    let began = Instant::now();
    let (mut got, mut failed) = (0, 0);
    let mut apart = interval(Duration::from_millis(20));
    while got < count {
        assert!(began.elapsed() < SOON, "it never goes on: {failed} failed");
        match store.ledger.reserve("b", NOVEMBER, 1, u64::MAX).await {
            Ok(Reserved::Yes(_)) => got += 1,
            Ok(Reserved::Exhausted(_)) => panic!("there is no limit"),
            Err(_) => {
                failed += 1;
                apart.tick().await;
            }
        }
    }
    failed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_master_that_is_killed_when_reserved_on_then_it_goes_on_and_nothing_is_forgotten() {
    let Some(mut master) = Redis::start() else {
        return;
    };
    let replicas = [master.start_replica(), master.start_replica()];
    assert!(replicas.iter().all(Option::is_some));
    // The sentinel learns of the replicas from the master.
    let store = open(master.url(), 2).await;
    reserve(&store, 1).await;
    let sentinel = Sentinel::start(&master).unwrap();
    let store = open(sentinel.url(), 1).await;
    reserve(&store, 200).await;
    store.ledger.ready().await.unwrap();
    store.ledger.take("c", SOON, 9).await.unwrap();

    master.stop();
    let failed = reserve(&store, 50).await;
    assert!(failed > 0, "nothing was gone");
    // What isn't waited for has a connection of its own, which hasn't been used since.
    let began = Instant::now();
    let used = loop {
        match store.ledger.spending("b", NOVEMBER.since).await {
            Ok(spending) => break spending.used,
            Err(error) => assert!(began.elapsed() < SOON, "{}", told(&error)),
        }
    };
    assert!(used >= 251, "{used} of 251 are left");
    // Hardly more: tries whose answers were lost.
    assert!(used <= 251 + failed, "{used} counted, {failed} failed");
    store.ledger.ready().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_fewer_replicas_than_are_wanted_when_reserved_then_it_is_an_error_and_counts() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let store = open(redis.url(), 1).await;
    let error = store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap_err();
    assert!(
        told(&error).contains("only 0 of 1 replicas"),
        "{}",
        told(&error)
    );
    // What lookups would hear.
    assert!(store.ledger.ready().await.is_err());
    // Never too little.
    assert_eq!(used(&store, "b").await, 1);
    // Nobody else waits behind who waits for replicas.
    let waiting = tokio::spawn({
        let ledger = store.ledger.clone();
        async move { ledger.reserve("b", NOVEMBER, 1, 9).await }
    });
    let soon = Duration::from_millis(700);
    let taken = timeout(soon, store.ledger.take("c", SOON, 9)).await;
    assert!(taken.unwrap().unwrap().allowed);
    assert!(waiting.await.unwrap().is_err());

    let _replica = redis.start_replica().unwrap();
    reserve(&store, 1).await;
    store.ledger.ready().await.unwrap();
}

#[tokio::test]
async fn given_leases_of_numbers_when_taken_then_redis_holds_neither_number_nor_a_hash_of_it_alone()
{
    let (Some(one), Some(two)) = (Redis::start(), Redis::start()) else {
        return;
    };
    let mut names = Vec::new();
    for (redis, cache_key) in [
        (&one, None),
        (&two, None),
        (&one, Some("a key")),
        (&one, Some("another")),
    ] {
        let settings = Settings {
            redis: Some(Secret::new(redis.url())),
            cache_key: cache_key.map(Secret::new),
            ..Settings::default()
        };
        let store = settings.open().await.unwrap();
        let name = "lookup:13105550123";
        let lease = store.ledger.lease(name, SOON).await.unwrap();
        assert!(lease.is_some());
        // Another gateway with the same key has the same name for it.
        let other = settings.open().await.unwrap();
        assert_eq!(other.ledger.lease(name, SOON).await.unwrap(), None);
        let client = redis::Client::open(redis.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let keys: Vec<String> = redis::cmd("KEYS")
            .arg("phone-profile:lease:*")
            .query_async(&mut connection)
            .await
            .unwrap();
        assert_eq!(keys.len(), 1);
        assert!(!keys[0].contains("13105550123") && !keys[0].contains("lookup"));
        store.ledger.end_lease(name, &lease.unwrap()).await.unwrap();
        names.extend(keys);
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 4, "a hash without a key: {names:?}");
}
