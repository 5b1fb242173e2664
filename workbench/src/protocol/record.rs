//! Identity records.

use serde::{Deserialize, Serialize};

use super::File;

/// An identity record that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordWanted {
    /// The entry's place in the list.
    pub entry: usize,
    /// The token that the page was signed in with.
    pub token: Option<String>,
    /// Why, for the record and the gateway's audit.
    pub purpose: Option<String>,
    /// Whether a lookup may be made for it, which may cost something. Without, only an answer that the gateway has kept is
    /// taken.
    pub may_look_up: bool,
}

/// What came of an identity record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordReply {
    /// The entry's place in the list.
    pub entry: usize,
    /// The record, or why there is none.
    pub outcome: RecordOutcome,
}

/// The record, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordOutcome {
    /// It was made.
    Made(Box<Record>),
    /// The gateway has kept no answer: it would have to look the number up again.
    NeedsLookup,
    /// It wasn't, for a reason that is a sentence.
    Failed(String),
}

/// An identity record, for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The number that was asked for.
    pub number: String,
    /// What it says, with what each field is called.
    pub fields: Vec<(String, String)>,
    /// Whether it is about somebody who was made up.
    pub is_demo: bool,
    /// SHA-256 of its canonical form (RFC 8785), in hexadecimal.
    pub sha256: String,
    /// Its signature, where the gateway has a key.
    pub signature: Option<Signature>,
    /// As the gateway has written it, to be saved and verified.
    pub file: File,
}

/// A record's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// `Ed25519`.
    pub algorithm: String,
    /// Which key.
    pub key_id: String,
    /// Base64.
    pub value: String,
}
