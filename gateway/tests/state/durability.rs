//! A Redis that may forget what was spent: said in the log at start, with what to set.

use std::{
    io,
    sync::{Arc, Mutex},
};

use phone_profile_gateway::{secret::Secret, state::Settings};

use crate::{budget::NOVEMBER, servers::Redis};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is logged while a store on this Redis is opened and used, on this thread.
async fn logged(url: String) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let settings = Settings {
        redis: Some(Secret::new(url)),
        ..Settings::default()
    };
    let store = settings.open().await.unwrap();
    store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    drop(guard);
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

async fn send(redis: &Redis, command: &[&str]) {
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut sent = redis::cmd(command[0]);
    let () = sent
        .arg(&command[1..])
        .query_async(&mut connection)
        .await
        .unwrap();
}

#[tokio::test]
async fn given_a_redis_that_may_lose_counts_when_opened_then_one_line_says_what_to_set() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let log = logged(redis.url()).await;
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("WARN") && log.contains("may forget"), "{log}");
    assert!(
        log.contains("set=\"appendonly yes, appendfsync always\""),
        "{log}"
    );

    for (name, value) in [
        ("maxmemory", "100mb"),
        ("maxmemory-policy", "allkeys-lru"),
        ("appendonly", "yes"),
        ("appendfsync", "always"),
    ] {
        send(&redis, &["CONFIG", "SET", name, value]).await;
    }
    let log = logged(redis.url()).await;
    assert!(log.contains("set=\"maxmemory-policy noeviction\""), "{log}");

    send(&redis, &["CONFIG", "SET", "maxmemory-policy", "noeviction"]).await;
    assert_eq!(logged(redis.url()).await, "");
}

#[tokio::test]
async fn given_a_redis_that_forbids_config_when_opened_then_it_is_used_and_one_line_says_so() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let user = ["ACL", "SETUSER", "gateway", "on", ">hunter2", "~*", "+@all"];
    send(&redis, &[user.as_slice(), &["-config"]].concat()).await;
    let url = redis.url().replace("://", "://gateway:hunter2@");
    let log = logged(url).await;
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.contains("INFO") && log.contains("can't be checked"),
        "{log}"
    );
    assert!(log.contains("appendfsync always"), "{log}");
    assert!(!log.contains("hunter2"), "{log}");
}

#[tokio::test]
async fn given_a_redis_with_replicas_when_opened_then_one_line_says_what_a_failover_costs() {
    let Some(redis) = Redis::start() else {
        return;
    };
    for (name, value) in [("appendonly", "yes"), ("appendfsync", "always")] {
        send(&redis, &["CONFIG", "SET", name, value]).await;
    }
    let _replica = redis.start_replica().unwrap();
    // The server takes a moment to know its replica.
    let began = std::time::Instant::now();
    let log = loop {
        let log = logged(redis.url()).await;
        if !log.is_empty() {
            break log;
        }
        assert!(began.elapsed().as_secs() < 30, "it has no replica");
    };
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("WARN") && log.contains("failover"), "{log}");
    assert!(log.contains("redis-wait-replicas = 1"), "{log}");
    assert!(log.contains("min_replicas_to_write=\"0\""), "{log}");
}
