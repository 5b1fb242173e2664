//! Whether a Redis may forget what was spent, as it is configured. Nothing is refused for it: who
//! runs the gateway is told once, at start.

use std::collections::HashMap;

use super::connection::Connection;

/// All that decides on it.
const MEMORY: &str = "maxmemory";
const EVICTION: &str = "maxmemory-policy";
const LOG: &str = "appendonly";
const LOG_TO_DISK: &str = "appendfsync";
const REPLICAS: &str = "min-replicas-to-write";

/// What must be set for a ledger that loses nothing.
const NO_EVICTION: &str = "maxmemory-policy noeviction";
const HAVE_LOG: &str = "appendonly yes";
const WAIT_FOR_DISK: &str = "appendfsync always";

/// Looks at the configuration of the server, and says in the log what to change.
pub(in super::super) async fn check(connection: &Connection) {
    match configured(connection).await {
        Ok(configured) => {
            match missing(&configured) {
                Some(missing) if missing.is_empty() => {}
                Some(missing) => tracing::warn!(
                    set = missing.join(", "),
                    "Redis may forget what is spent of the budgets, as it is configured"
                ),
                None => tell_unchecked("it doesn't tell its configuration"),
            }
            let least = configured.get(REPLICAS).map_or("unknown", String::as_str);
            tell_replicated(connection, least).await;
        }
        // Who sells Redis often forbids CONFIG.
        Err(error) => tell_unchecked(&error.to_string()),
    }
}

/// Says what a failover would cost, where there may be one.
async fn tell_replicated(connection: &Connection, least: &str) {
    let waits_for = connection.replicas();
    if waits_for > 0 {
        tracing::info!(
            redis_wait_replicas = waits_for,
            min_replicas_to_write = least,
            "what is spent of the budgets is on replicas too before it counts"
        );
    } else if connection.has_replicas || has_replicas(connection).await {
        tracing::warn!(
            min_replicas_to_write = least,
            set = "redis-wait-replicas = 1",
            "a failover of Redis may forget what was spent last of the budgets"
        );
    }
}

/// Whether a single server has any at this moment.
async fn has_replicas(connection: &Connection) -> bool {
    let told: redis::RedisResult<String> = redis::cmd("INFO")
        .arg("replication")
        .query_async(&mut connection.handle())
        .await;
    told.is_ok_and(|told| {
        let mut lines = told.lines();
        lines.any(|line| {
            line.strip_prefix("connected_slaves:")
                .is_some_and(|count| count.trim() != "0")
        })
    })
}

fn tell_unchecked(reason: &str) {
    tracing::info!(
        reason,
        needed = [NO_EVICTION, HAVE_LOG, WAIT_FOR_DISK].join(", "),
        "whether Redis keeps what is spent of the budgets can't be checked"
    );
}

/// One by one in a pipeline: before version 7, `CONFIG GET` takes one name.
async fn configured(connection: &Connection) -> redis::RedisResult<HashMap<String, String>> {
    let mut asked = redis::pipe();
    for name in [MEMORY, EVICTION, LOG, LOG_TO_DISK, REPLICAS] {
        asked.cmd("CONFIG").arg("GET").arg(name);
    }
    let told: Vec<HashMap<String, String>> = asked.query_async(&mut connection.handle()).await?;
    Ok(told.into_iter().flatten().collect())
}

/// What to set; none where that can't be told.
fn missing(configured: &HashMap<String, String>) -> Option<Vec<&'static str>> {
    let told = |name| configured.get(name).map(String::as_str);
    let mut missing = Vec::new();
    // Budgets are kept longest of all keys, so that `volatile-ttl` takes them last.
    let keeps_budgets = matches!(told(EVICTION)?, "noeviction" | "volatile-ttl");
    if !keeps_budgets && told(MEMORY)? != "0" {
        missing.push(NO_EVICTION);
    }
    if told(LOG)? != "yes" {
        missing.push(HAVE_LOG);
    }
    if told(LOG_TO_DISK)? != "always" {
        missing.push(WAIT_FOR_DISK);
    }
    Some(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_configuration_when_looked_at_then_exactly_what_loses_counts_is_to_be_set() {
        let all = vec![NO_EVICTION, HAVE_LOG, WAIT_FOR_DISK];
        for (memory, eviction, log, to_disk, expected) in [
            ("0", "noeviction", "yes", "always", vec![]),
            ("100", "volatile-ttl", "yes", "always", vec![]),
            // Without a limit nothing is ever evicted.
            ("0", "allkeys-lru", "yes", "always", vec![]),
            ("100", "volatile-lru", "yes", "always", vec![NO_EVICTION]),
            ("100", "noeviction", "yes", "everysec", vec![WAIT_FOR_DISK]),
            ("0", "noeviction", "no", "always", vec![HAVE_LOG]),
            ("100", "allkeys-random", "no", "no", all),
        ] {
            let configured = [
                (MEMORY, memory),
                (EVICTION, eviction),
                (LOG, log),
                (LOG_TO_DISK, to_disk),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(missing(&configured.into()), Some(expected));
        }
        assert_eq!(missing(&HashMap::new()), None);
    }
}
