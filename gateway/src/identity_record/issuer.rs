//! Who makes this gateway's identity records: the name that they carry, and the key that signs them.

use super::{
    contents::{Asked, IdentityRecord},
    key::{InvalidKey, RecordKey},
    sealed::{SealError, SealedRecord},
    settings::Settings,
};
use crate::service::Told;

/// Makes identity records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Issuer {
    gateway: Option<String>,
    key: Option<RecordKey>,
}

impl Issuer {
    /// As configured. A gateway without a name goes by its public address.
    pub(crate) fn new(settings: &Settings, public_url: Option<&str>) -> Result<Self, InvalidKey> {
        let key = settings.key.as_ref().map(RecordKey::from_secret);
        let gateway = settings.name.as_deref().or(public_url);
        Ok(Self {
            gateway: gateway.map(str::to_owned),
            key: key.transpose()?,
        })
    }

    /// Makes the record of an answer, now (Unix seconds).
    pub(crate) fn issue(
        &self,
        asked: Asked<'_>,
        told: &Told,
        now: u64,
    ) -> Result<SealedRecord, SealError> {
        let record = IdentityRecord::new(asked, told, self.gateway.as_deref(), now);
        SealedRecord::seal(record, self.key.as_ref())
    }

    /// What signs them, if anything does.
    pub(crate) const fn key(&self) -> Option<&RecordKey> {
        self.key.as_ref()
    }
}
