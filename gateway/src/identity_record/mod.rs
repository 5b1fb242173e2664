//! The identity record: what one lookup said, when, why and for whom, to be kept beside other checks of a person. A
//! hash shows whether it was changed, and a signature, where a key is configured, who made it.

mod contents;
mod issuer;
mod key;
mod sealed;
mod settings;
mod verify;

pub(crate) use self::{contents::Asked, issuer::Issuer};
pub use self::{
    contents::{IdentityRecord, NameComparison},
    key::{InvalidKey, PublicKey, RecordKey},
    sealed::{RecordSignature, SealError, SealedRecord},
    settings::Settings,
    verify::{NotVerified, Proof, Verified, verify},
};
