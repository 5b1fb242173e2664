//! Answers in Redis, shared by all gateways.

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{
    super::{CACHE, Cache, Failed, Kept, StoreError, entry_bytes, unix_now_ms},
    connection::Connection,
};
use crate::{Digits, secret::Secret, upstream::Ask};

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

    async fn put(&self, number: &Digits, kept: Kept) -> Result<(), StoreError> {
        let key = self.key(number)?;
        let left_ms = kept.keep_until_ms().saturating_sub(unix_now_ms());
        if left_ms == 0 {
            // Its time is over, and that of what it replaces too.
            return self.delete(key).await.map(drop);
        }
        let bytes = entry_bytes::write(number, &kept).map_err(StoreError::of(CACHE))?;
        self.write(key, bytes, left_ms).await
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
        let mut was_there = self.delete(self.key(number)?).await?;
        for ask in [Ask::Live, Ask::StoreOnly] {
            // One by one: they need not be on one node of a cluster.
            was_there |= self.delete(self.key_of_failed(number, ask)?).await?;
        }
        Ok(was_there)
    }
}

/// A thousand years: Redis refuses times that it can't count up to.
const LONGEST_MS: u64 = 1000 * 365 * 24 * 3600 * 1000;
