//! Answers in Redis, shared by all gateways.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    super::{CACHE, Cache, Entry, StoreError, entry_bytes, unix_now_ms},
    connection::Connection,
};
use crate::{Digits, secret::Secret};

/// Answers by number, or by a keyed hash of the number.
#[derive(Debug)]
pub struct RedisCache {
    connection: Connection,
    key: Option<Secret>,
}

impl RedisCache {
    /// With a key, no number stands in Redis; all gateways need the same one.
    #[must_use]
    pub const fn new(connection: Connection, key: Option<Secret>) -> Self {
        Self { connection, key }
    }

    fn key(&self, number: &Digits) -> Result<String, StoreError> {
        let name = match &self.key {
            None => number.as_str().to_owned(),
            Some(key) => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal().as_bytes())
                    .map_err(StoreError::of(CACHE))?;
                mac.update(number.as_str().as_bytes());
                const_hex::encode(mac.finalize().into_bytes())
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

    async fn put(&self, number: &Digits, entry: Entry) -> Result<(), StoreError> {
        let left_ms = entry.keep_until_ms.saturating_sub(unix_now_ms());
        if left_ms == 0 {
            // Its time is over, and that of what it replaces too.
            return self.remove(number).await.map(drop);
        }
        let bytes = entry_bytes::write(number, &entry).map_err(StoreError::of(CACHE))?;
        redis::cmd("SET")
            .arg(self.key(number)?)
            .arg(bytes)
            .arg("PX")
            .arg(left_ms.min(LONGEST_MS))
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }

    async fn remove(&self, number: &Digits) -> Result<bool, StoreError> {
        redis::cmd("DEL")
            .arg(self.key(number)?)
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(CACHE))
    }
}

/// A thousand years: Redis refuses times that it can't count up to.
const LONGEST_MS: u64 = 1000 * 365 * 24 * 3600 * 1000;
