//! Answers in Redis, shared by all gateways.
//!
//! An erasure leaves a mark for ten minutes, which is longer than a lookup may take: who began
//! before it must not keep its answer. The mark holds nothing of the answer.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use redis::{FromRedisValue, Script, ScriptInvocation};
use sha2::Sha256;

use super::{
    super::{CACHE, Cache, Entry, Erasures, StoreError, entry_bytes, queues, unix_now_ms},
    connection::Connection,
};
use crate::{Digits, hex, secret::Secret};

/// Answers by number, or by a keyed hash of the number.
#[derive(Debug)]
pub struct RedisCache {
    connection: Connection,
    key: Option<Secret>,
    put: Script,
    remove: Script,
}

impl RedisCache {
    /// With a key, no number stands in Redis; all gateways need the same one.
    #[must_use]
    pub fn new(connection: Connection, key: Option<Secret>) -> Self {
        Self {
            connection,
            key,
            put: Script::new(PUT),
            remove: Script::new(REMOVE),
        }
    }

    /// The keys of a number's answer, and of the mark that an erasure leaves. What is in braces
    /// decides on the place in a cluster: both have the same.
    fn keys(&self, number: &Digits) -> Result<[String; 2], StoreError> {
        let answer = self.key(number)?;
        let erased = self.connection.key("erased", &format!("{{{answer}}}"), "");
        Ok([answer, erased])
    }

    async fn invoke<T: FromRedisValue>(
        &self,
        invocation: &ScriptInvocation<'_>,
    ) -> Result<T, StoreError> {
        invocation
            .invoke_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }

    fn key(&self, number: &Digits) -> Result<String, StoreError> {
        let name = match &self.key {
            None => number.as_str().to_owned(),
            Some(key) => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal().as_bytes())
                    .map_err(StoreError::of(CACHE))?;
                mac.update(number.as_str().as_bytes());
                hex::encode(&mac.finalize().into_bytes())
            }
        };
        Ok(self.connection.key("answer", &name, ""))
    }
}

#[async_trait]
impl Cache for RedisCache {
    async fn get(&self, number: &Digits) -> Result<Option<Entry>, StoreError> {
        let bytes: Option<Vec<u8>> = redis::cmd("GET")
            .arg(self.key(number)?)
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))?;
        // What another version wrote is no answer here; the next one replaces it.
        let entry = bytes.and_then(|bytes| entry_bytes::read(number, &bytes));
        Ok(entry.filter(|entry| entry.keep_until_ms > unix_now_ms()))
    }

    async fn erasures(&self, number: &Digits) -> Result<Erasures, StoreError> {
        let [_, erased] = self.keys(number)?;
        let mark: Option<String> = redis::cmd("GET")
            .arg(erased)
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))?;
        Ok(Erasures(mark.unwrap_or_default()))
    }

    async fn put(
        &self,
        number: &Digits,
        entry: Entry,
        since: &Erasures,
    ) -> Result<bool, StoreError> {
        let [answer, erased] = self.keys(number)?;
        // Where its time is over, that of what it replaces is over too.
        let left_ms = entry.keep_until_ms.saturating_sub(unix_now_ms());
        let bytes = entry_bytes::write(number, &entry).map_err(StoreError::of(CACHE))?;
        let put = &self.put;
        self.invoke(
            put.key(answer)
                .key(erased)
                .arg(&since.0)
                .arg(bytes)
                .arg(left_ms.min(LONGEST_MS)),
        )
        .await
    }

    async fn remove(&self, number: &Digits) -> Result<bool, StoreError> {
        let [answer, erased] = self.keys(number)?;
        let mark = queues::token().map_err(StoreError::of(CACHE))?;
        let remove = &self.remove;
        self.invoke(remove.key(answer).key(erased).arg(mark).arg(MARKED_MS))
            .await
    }
}

/// What an erasure left before the lookup began, the answer, the milliseconds that it is kept.
/// Returns whether it is.
const PUT: &str = "
local mark = redis.call('GET', KEYS[2])
if mark and mark ~= ARGV[1] then return 0 end
if ARGV[3] == '0' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
";

/// The mark, the milliseconds that it is kept. Returns whether there was an answer.
const REMOVE: &str = "
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return redis.call('DEL', KEYS[1])
";

/// Longer than any lookup may take, with its upstreams, its queue and its retries.
const MARKED_MS: u64 = 10 * 60 * 1000;

/// A thousand years: Redis refuses times that it can't count up to.
const LONGEST_MS: u64 = 1000 * 365 * 24 * 3600 * 1000;
