//! An identity record, as people read it.

use serde_json::json;

use super::{CONTACTS, open};
use crate::engine::record::read;

#[test]
fn given_a_record_when_read_then_every_field_is_there_and_the_file_is_as_the_gateway_wrote_it() {
    let body = json!({
        "record": {
            "version": 1, "requested": "+13105550123", "number": "+13105550123", "registered": true,
            "name": null, "business": false, "verified": null, "pictureState": "public",
            "lastChecked": "2026-04-30T12:00:00Z", "source": "demo", "expectedName": "Ada Example",
            "nameMatch": {"result": "unknown", "reason": "no-public-name"}, "purpose": "fraud review",
            "caller": "crm", "gateway": "dash.example", "requestId": "abc", "issuedAt": "2026-05-01T00:00:00Z",
            "later": ["one", 2],
        },
        "sha256": "00ff",
        "signature": {"algorithm": "Ed25519", "keyId": "0123456789abcdef", "value": "AAAA"},
    })
    .to_string();
    let record = read(&body).unwrap();
    let value = |label: &str| {
        let field = record.fields.iter().find(|(known, _)| known == label);
        field.map(|(_, value)| value.as_str())
    };
    assert_eq!(value("Registered on WhatsApp"), Some("yes"));
    // Not known is not no.
    assert_eq!(value("Public name"), Some("not known"));
    assert_eq!(value("Business account"), Some("no"));
    assert_eq!(value("Verified business"), Some("not known"));
    assert_eq!(
        value("How the names compare"),
        Some("unknown (no-public-name)")
    );
    assert_eq!(value("Purpose"), Some("fraud review"));
    assert_eq!(value("Asked by"), Some("crm"));
    assert_eq!(value("Request"), Some("abc"));
    // A field that a later gateway adds.
    assert_eq!(value("later"), Some("one, 2"));
    assert_eq!(record.fields.len(), 18);
    assert!(record.is_demo);
    assert_eq!(record.sha256, "00ff");
    assert_eq!(record.signature.unwrap().key_id, "0123456789abcdef");
    assert_eq!(record.file.bytes, body.as_bytes());
    assert_eq!(record.file.name, "identity-record-13105550123.json");
}

#[test]
fn given_what_is_no_record_when_read_then_it_says_so() {
    for body in ["", "{}", r#"{"record":{},"sha256":""}"#, "<html>"] {
        assert!(read(body).is_err(), "{body}");
    }
}

#[test]
fn given_an_entry_when_a_record_is_wanted_then_it_is_of_its_number_with_the_name_in_the_file() {
    let engine = open(CONTACTS);
    let (number, name) = engine.record_subject(1).unwrap();
    assert_eq!(
        (number.digits(), name.as_str()),
        ("442079460958", "ben Example")
    );
    // No number, and no entry.
    assert!(engine.record_subject(2).is_none());
    assert!(engine.record_subject(99).is_none());
}
