//! Another answer in place of one whose picture can't be had any more: one lookup for each answer,
//! on however many gateways. What is kept says whether it was made.

use super::{Inner, LookupFailure, Lookups, Told, fetch::Want};
use crate::{
    Digits,
    state::{Entry, Erasures, Kept, StoreError},
};

/// What there is in place of an answer whose picture can't be had.
#[derive(Debug, Clone, PartialEq)]
pub enum Replacement {
    /// Another answer, which came meanwhile.
    Kept(Box<Entry>),
    /// Nothing yet: a lookup may help.
    Lookup,
    /// Nothing, and no lookup will help: one was made already, or the number was erased.
    None,
}

impl Lookups {
    /// What there is in place of the answer that was stored at this moment (Unix milliseconds).
    ///
    /// # Errors
    /// [`StoreError`] when the cache can't be used.
    pub async fn replacement(
        &self,
        number: &Digits,
        stored_at_ms: u64,
    ) -> Result<Replacement, StoreError> {
        Ok(match self.kept(number).await? {
            None => Replacement::None,
            Some(entry) if entry.stored_at_ms != stored_at_ms => Replacement::Kept(entry.into()),
            Some(entry) if entry.renewed => Replacement::None,
            Some(_) => Replacement::Lookup,
        })
    }

    /// Looks a number up in place of the answer that was stored at this moment, where
    /// [`replacement`](Self::replacement) says so.
    ///
    /// # Errors
    /// [`LookupFailure`] when there is no answer.
    pub async fn renew(&self, number: &Digits, stored_at_ms: u64) -> Result<Told, LookupFailure> {
        let want = Want::Newer {
            than_ms: Some(stored_at_ms),
            renews: true,
        };
        self.fetch(number, want).await
    }
}

impl Inner {
    /// Notes at the answer that is kept that its renewal was charged and has failed: the next one
    /// would cost as much.
    pub(super) async fn note_failed_renewal(
        &self,
        number: &Digits,
        stored_at_ms: Option<u64>,
        since: &Erasures,
    ) -> Result<(), StoreError> {
        match self.store.cache.get(number).await? {
            Some(Kept::Answer(mut entry)) if Some(entry.stored_at_ms) == stored_at_ms => {
                entry.renewed = true;
                let put = self.store.cache.put(number, entry.into(), since);
                put.await.map(drop)
            }
            _ => Ok(()),
        }
    }
}
