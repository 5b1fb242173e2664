//! Answers in Redis, shared by all gateways.
//!
//! An erasure leaves a mark for an hour, which is longer than a lookup may take: who began
//! before it must not keep its answer. The mark holds nothing of the answer.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    super::{CACHE, Cache, Erasures, Failed, Kept, StoreError, entry_bytes, queues, unix_now_ms},
    connection::Connection,
    scripts::Program,
};
use crate::{Digits, secret::Secret, upstream::Ask};

/// Answers by number, or by a keyed hash of the number.
#[derive(Debug)]
pub struct RedisCache {
    connection: Connection,
    key: Option<Secret>,
    put: Program,
    remove: Program,
}

impl RedisCache {
    /// With a key, no number stands in Redis; all gateways need the same one.
    #[must_use]
    pub fn new(connection: Connection, key: Option<Secret>) -> Self {
        Self {
            connection,
            key,
            put: Program::new(PUT),
            remove: Program::new(REMOVE),
        }
    }

    /// The keys of a number's answer, and of the mark that an erasure leaves. What is in braces
    /// decides on the place in a cluster: both have the same.
    fn keys(&self, number: &Digits) -> Result<[String; 2], StoreError> {
        let answer = self.key(number)?;
        let erased = self.connection.key("erased", &format!("{{{answer}}}"), "");
        Ok([answer, erased])
    }

    fn key(&self, number: &Digits) -> Result<String, StoreError> {
        Ok(self.connection.key("answer", &self.name(number)?, ""))
    }

    fn key_of_failed(&self, number: &Digits, ask: Ask) -> Result<String, StoreError> {
        let which = match ask {
            Ask::Live => "live",
            Ask::StoreOnly => "store",
        };
        Ok(self.connection.key("failed", &self.name(number)?, which))
    }

    fn name(&self, number: &Digits) -> Result<String, StoreError> {
        Ok(match &self.key {
            None => number.as_str().to_owned(),
            Some(key) => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal().as_bytes())
                    .map_err(StoreError::of(CACHE))?;
                mac.update(number.as_str().as_bytes());
                const_hex::encode(mac.finalize().into_bytes())
            }
        })
    }

    async fn read(&self, key: String) -> Result<Option<Vec<u8>>, StoreError> {
        redis::cmd("GET")
            .arg(key)
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }

    async fn write(&self, key: String, bytes: Vec<u8>, left_ms: u64) -> Result<(), StoreError> {
        redis::cmd("SET")
            .arg(key)
            .arg(bytes)
            .arg("PX")
            .arg(left_ms.min(LONGEST_MS))
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }

    async fn delete(&self, key: String) -> Result<bool, StoreError> {
        redis::cmd("DEL")
            .arg(key)
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }
}

#[async_trait]
impl Cache for RedisCache {
    async fn get(&self, number: &Digits) -> Result<Option<Kept>, StoreError> {
        let bytes = self.read(self.key(number)?).await?;
        // What another version wrote is no answer here; the next one replaces it.
        let kept = bytes.and_then(|bytes| entry_bytes::read(number, &bytes));
        Ok(kept.filter(|kept| kept.keep_until_ms() > unix_now_ms()))
    }

    async fn erasures(&self, number: &Digits) -> Result<Erasures, StoreError> {
        let [_, erased] = self.keys(number)?;
        let mark = self.read(erased).await?;
        Ok(Erasures {
            there: mark.map_or_else(String::new, |mark| String::from_utf8_lossy(&mark).into()),
            held: String::new(),
        })
    }

    async fn put(&self, number: &Digits, kept: Kept, since: &Erasures) -> Result<bool, StoreError> {
        let [answer, erased] = self.keys(number)?;
        // Where its time is over, that of what it replaces is over too.
        let left_ms = kept.keep_until_ms().saturating_sub(unix_now_ms());
        let bytes = entry_bytes::write(number, &kept).map_err(StoreError::of(CACHE))?;
        let put = self.put.key(answer).and_key(erased);
        put.arg(&since.there)
            .arg(bytes)
            .arg(left_ms.min(LONGEST_MS))
            .invoke(&self.connection)
            .await
            .map_err(StoreError::of(CACHE))
    }

    async fn failed(&self, number: &Digits, ask: Ask) -> Result<Option<Failed>, StoreError> {
        let bytes = self.read(self.key_of_failed(number, ask)?).await?;
        let failed = bytes.and_then(|bytes| entry_bytes::read_failed(&bytes));
        Ok(failed.filter(|failed| failed.keep_until_ms > unix_now_ms()))
    }

    async fn put_failed(
        &self,
        number: &Digits,
        ask: Ask,
        failed: Failed,
    ) -> Result<(), StoreError> {
        let left_ms = failed.keep_until_ms.saturating_sub(unix_now_ms());
        if left_ms == 0 {
            return Ok(());
        }
        let bytes = entry_bytes::write_failed(&failed).map_err(StoreError::of(CACHE))?;
        self.write(self.key_of_failed(number, ask)?, bytes, left_ms)
            .await
    }

    async fn remove(&self, number: &Digits) -> Result<bool, StoreError> {
        let [answer, erased] = self.keys(number)?;
        let mark = queues::token().map_err(StoreError::of(CACHE))?;
        let remove = self.remove.key(answer).and_key(erased);
        let mut was_there: bool = remove
            .arg(mark)
            .arg(MARKED_MS)
            .invoke(&self.connection)
            .await
            .map_err(StoreError::of(CACHE))?;
        for ask in [Ask::Live, Ask::StoreOnly] {
            // One by one: they need not be on one node of a cluster.
            was_there |= self.delete(self.key_of_failed(number, ask)?).await?;
        }
        Ok(was_there)
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
const MARKED_MS: u64 = 60 * 60 * 1000;

/// A thousand years: Redis refuses times that it can't count up to.
const LONGEST_MS: u64 = 1000 * 365 * 24 * 3600 * 1000;
