//! An identity record, as people read it: every field that the gateway has written, in its order.

use phone_profile_core::error::LookupErrorCode;
use phone_profile_core::number::E164;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Engine;
use super::refusal::Refusal;
use crate::protocol::{File, Record, Signature};

/// The gateway's answer to `POST /record`.
#[derive(Deserialize)]
struct Sealed {
    record: Map<String, Value>,
    sha256: String,
    signature: Option<Signature>,
}

/// What each field is called. One that a later gateway adds goes by its own name.
const LABELS: [(&str, &str); 17] = [
    ("requested", "Number asked for"),
    ("number", "Number answered for"),
    ("registered", "Registered on WhatsApp"),
    ("name", "Public name"),
    ("business", "Business account"),
    ("verified", "Verified business"),
    ("pictureState", "Picture"),
    ("lastChecked", "Looked up"),
    ("source", "Source"),
    ("expectedName", "Expected name"),
    ("nameMatch", "How the names compare"),
    ("purpose", "Purpose"),
    ("caller", "Asked by"),
    ("gateway", "Gateway"),
    ("requestId", "Request"),
    ("issuedAt", "Record made"),
    ("version", "Form of the record"),
];

impl Engine {
    /// An entry's number, and the name that the file has.
    pub fn record_subject(&self, entry: usize) -> Option<(E164, String)> {
        let list = &self.session.as_ref()?.list;
        let entry = list.plan.entries.get(entry)?;
        let number = list.plan.numbers.get(entry.number()?)?;
        let name = list.columns.name_in(list.table.rows.get(entry.row)?);
        Some((number.clone(), name))
    }
}

/// Reads what the gateway has written. It is saved as it came.
pub fn read(body: &str) -> Result<Record, String> {
    let unreadable = || Refusal::NoRecord.sentence();
    let sealed: Sealed = serde_json::from_str(body).map_err(|_| unreadable())?;
    let text = |name: &str| sealed.record.get(name).and_then(Value::as_str);
    let number = text("requested").ok_or_else(unreadable)?;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let ordered = LABELS.iter().filter_map(|(name, label)| {
        let value = sealed.record.get(*name)?;
        Some(((*label).to_owned(), field(name, value)))
    });
    let others = sealed
        .record
        .iter()
        .filter(|(name, _)| !LABELS.iter().any(|(known, _)| known == name))
        .map(|(name, value)| (name.clone(), field(name, value)));
    Ok(Record {
        number: number.to_owned(),
        is_demo: text("source") == Some("demo"),
        fields: ordered.chain(others).collect(),
        sha256: sealed.sha256,
        signature: sealed.signature,
        file: File {
            name: format!("identity-record-{digits}.json"),
            media_type: "application/json".to_owned(),
            bytes: body.as_bytes().to_vec(),
        },
    })
}

/// Why the gateway makes none, in a sentence.
pub const fn refused(code: LookupErrorCode) -> &'static str {
    use LookupErrorCode as Code;
    match code {
        Code::Unauthorized => "the gateway wants to know who asks.",
        Code::Forbidden => "the gateway refuses; it may want another purpose.",
        Code::QuotaExhausted => "the plan is used up.",
        Code::RateLimited => "the gateway wants to be left alone for a while.",
        Code::Network | Code::Timeout | Code::Aborted => "the gateway can\u{2019}t be reached.",
        Code::InvalidNumber => "the lookup service refuses this as a phone number.",
        Code::BadResponse => "the gateway makes no records of this.",
        Code::NotInCache | Code::Server | Code::WasmBlocked | Code::WasmLoad => {
            "the lookup service failed."
        }
    }
}

/// What a field says. What a caller or an operator has left out isn't unknown.
fn field(name: &str, value: &Value) -> String {
    match (name, value) {
        ("purpose" | "expectedName", Value::Null) => "none given".to_owned(),
        ("nameMatch", Value::Null) => "nothing to compare with".to_owned(),
        ("gateway", Value::Null) => "without a name".to_owned(),
        ("nameMatch", Value::Object(compared)) => {
            let part = |name: &str| compared.get(name).map(told).unwrap_or_default();
            format!("{} ({})", part("result"), part("reason"))
        }
        _ => told(value),
    }
}

/// A value, for people. Null is what isn't known.
fn told(value: &Value) -> String {
    match value {
        Value::Null => "not known".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(fields) => {
            let parts: Vec<String> = fields.values().map(told).collect();
            parts.join(", ")
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(told).collect();
            parts.join(", ")
        }
    }
}
