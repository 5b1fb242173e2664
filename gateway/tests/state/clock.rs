//! A Redis whose clock was set back: what it holds is then from later than now.

use std::time::Duration;

use phone_profile_gateway::{
    secret::Secret,
    state::{Settings, Store},
};
use redis::aio::MultiplexedConnection;

use crate::{budget::NOVEMBER, servers::Redis};

const HOUR: Duration = Duration::from_secs(3600);

/// A store on a Redis, and a way to what it holds.
async fn on(redis: &Redis) -> (Store, MultiplexedConnection) {
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        ..Settings::default()
    };
    let client = redis::Client::open(redis.url()).unwrap();
    let connection = client.get_multiplexed_async_connection().await.unwrap();
    (settings.open().await.unwrap(), connection)
}

/// Moves the field of the one key of this kind forward.
async fn move_forward(connection: &mut MultiplexedConnection, kind: &str, field: &str, by: u64) {
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg(format!("phone-profile:{kind}:*"))
        .query_async(connection)
        .await
        .unwrap();
    assert_eq!(keys.len(), 1);
    let () = redis::cmd("HINCRBY")
        .arg(&keys[0])
        .arg(field)
        .arg(by)
        .query_async(connection)
        .await
        .unwrap();
}

#[tokio::test]
async fn given_a_full_window_when_the_clock_is_set_back_then_nothing_more_is_allowed() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let (store, mut connection) = on(&redis).await;
    assert!(store.ledger.take("c", HOUR, 1).await.unwrap().allowed);
    move_forward(&mut connection, "count", "start", 5 * 3_600_000).await;
    let taken = store.ledger.take("c", HOUR, 1).await.unwrap();
    assert!(!taken.allowed);
    assert!(taken.resets_in > 5 * HOUR);
}

#[tokio::test]
async fn given_a_queue_when_the_clock_is_set_back_then_nobody_waits_until_it_has_caught_up() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let (store, mut connection) = on(&redis).await;
    let second = Duration::from_secs(1);
    store.ledger.slot("q", second, HOUR).await.unwrap();
    move_forward(&mut connection, "slot", "next", 5 * 3_600_000_000).await;
    let wait = store.ledger.slot("q", second, HOUR).await.unwrap();
    assert_eq!(wait, Some(Duration::ZERO));
    // From here on the distance holds again.
    let wait = store.ledger.slot("q", second, HOUR).await.unwrap().unwrap();
    assert!(wait > Duration::ZERO && wait <= second, "{wait:?}");
}

#[tokio::test]
async fn given_a_vendors_window_when_the_clock_is_set_back_then_it_lasts_no_longer_than_was_said() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let (store, mut connection) = on(&redis).await;
    store.ledger.confine("b", 0, HOUR).await.unwrap();
    for field in ["begun", "ends"] {
        move_forward(&mut connection, "spent", field, 5 * 3_600_000).await;
    }
    for _ in 0..2 {
        let spending = store.ledger.spending("b", NOVEMBER.since).await.unwrap();
        let window = spending.window.unwrap();
        assert_eq!(window.left, 0);
        assert!(window.ends_in <= HOUR, "{window:?}");
    }
}
