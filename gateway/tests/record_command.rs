//! `record key` and `record verify`, beside OpenSSL.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/programs.rs"]
mod programs;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use phone_profile_gateway::{
    identity_record::{IdentityRecord, RecordKey, SealedRecord},
    secret::Secret,
};
use tempfile::TempDir;

fn record(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
        .arg("record")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn openssl(arguments: &[&str]) -> Output {
    Command::new("openssl").args(arguments).output().unwrap()
}

/// Whether there are the programs that records are checked by.
fn has_others() -> bool {
    ["openssl", "python3"]
        .into_iter()
        .all(|name| programs::program(name).is_some())
}

/// A directory with a key, and a record that it has signed.
struct Signed {
    directory: TempDir,
    sealed: SealedRecord,
}

impl Signed {
    fn new() -> Self {
        let output = record(&["key"]);
        assert!(output.status.success());
        Self::with_key(&text(&output.stdout))
    }

    fn with_key(pem: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("key.pem"), pem).unwrap();
        let key = RecordKey::from_secret(&Secret::new(pem)).unwrap();
        let public = key.public().to_pem().unwrap();
        fs::write(directory.path().join("public.pem"), public).unwrap();
        let sealed = SealedRecord::seal(example(), Some(&key)).unwrap();
        let signed = Self { directory, sealed };
        signed.write("record.json", &signed.sealed);
        signed
    }

    fn write(&self, file: &str, sealed: &SealedRecord) -> String {
        let json = serde_json::to_string_pretty(sealed).unwrap();
        fs::write(self.directory.path().join(file), json).unwrap();
        self.path(file)
    }

    fn path(&self, file: &str) -> String {
        self.directory.path().join(file).display().to_string()
    }
}

fn example() -> IdentityRecord {
    serde_json::from_value(serde_json::json!({
        "version": 1,
        "requested": "+13105550123",
        "number": "+13105550123",
        "registered": true,
        "name": "Zoë \"Demo\" \u{1f600} \u{ffee} \u{7f}",
        "business": false,
        "verified": null,
        "pictureState": "public",
        "lastChecked": null,
        "source": "demo",
        "expectedName": "Zoe",
        "nameMatch": { "result": "partial", "reason": "further-words" },
        "purpose": "onboarding",
        "caller": "crm",
        "gateway": "https://dash.example/\u{1b}[31m",
        "requestId": null,
        "issuedAt": "2026-04-24T12:35:00Z",
    }))
    .unwrap()
}

#[test]
fn given_a_new_key_when_a_record_is_signed_with_it_then_it_is_valid_and_what_is_not_proven_is_said()
{
    let signed = Signed::new();
    for keys in ["public.pem", "key.pem"] {
        let output = record(&[
            "verify",
            &signed.path("record.json"),
            "--public-key",
            &signed.path(keys),
        ]);
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let key_id = &signed.sealed.signature.as_ref().unwrap().key_id;
        for part in [
            "valid:",
            key_id,
            "demo data",
            "not proven: who holds the number",
        ] {
            assert!(said.contains(part), "{said}");
        }
        // A record's own texts can't write on a terminal.
        assert!(said.contains("dash.example") && !said.contains('\u{1b}'));
    }
}

#[test]
fn given_a_configuration_with_a_key_when_it_is_named_then_its_key_is_one_to_check_with() {
    let signed = Signed::new();
    let config = signed.path("gateway.toml");
    let key = signed.path("key.pem");
    fs::write(&config, format!("[record]\nkey = {{ file = {key:?} }}\n")).unwrap();
    let output = record(&["verify", &signed.path("record.json"), "--config", &config]);
    assert_eq!(output.status.code(), Some(0));
    let output = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
        .args(["--config", &config, "config", "check"])
        .output()
        .unwrap();
    let key_id = &signed.sealed.signature.as_ref().unwrap().key_id;
    assert!(text(&output.stdout).contains(key_id));
}

#[test]
fn given_records_that_are_not_to_be_relied_on_when_verified_then_the_command_fails_and_says_why() {
    let signed = Signed::new();
    let public = signed.path("public.pem");
    let mut changed = signed.sealed.clone();
    changed.record.registered = false;
    let changed = signed.write("changed.json", &changed);
    let mut unsigned = signed.sealed.clone();
    unsigned.signature = None;
    let unsigned = signed.write("unsigned.json", &unsigned);
    let other = Signed::new();
    for (arguments, said) in [
        (
            vec![changed.as_str(), "--public-key", &public],
            "was changed",
        ),
        (
            vec![unsigned.as_str(), "--public-key", &public],
            "isn't signed",
        ),
        (
            vec![other.path("record.json").as_str(), "--public-key", &public],
            "another key",
        ),
        (
            vec![signed.path("record.json").as_str()],
            "without the public key",
        ),
        (vec![public.as_str()], "no identity record"),
        (vec!["/no/such/file"], "can't read"),
        (
            vec![unsigned.as_str(), "--public-key", &changed],
            "BEGIN PUBLIC KEY",
        ),
    ] {
        let output = record(&[vec!["verify"], arguments].concat());
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.contains(said), "{error}");
        assert!(
            !error.contains("Demo") && output.stdout.is_empty(),
            "{error}"
        );
    }
    // Without any key the hash is all there is, and that is said.
    let output = record(&["verify", &unsigned]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(said.contains("says nothing about who made it"), "{said}");
}

#[test]
fn given_a_key_of_openssls_when_a_record_is_signed_with_it_then_openssl_finds_it_valid() {
    if has_others() {
        let output = openssl(&["genpkey", "-algorithm", "ed25519"]);
        check_by_openssl(&Signed::with_key(&text(&output.stdout)));
    }
}

#[test]
fn given_a_key_of_ours_when_openssl_reads_it_then_it_finds_the_record_valid() {
    if has_others() {
        check_by_openssl(&Signed::new());
    }
}

/// By programs that have nothing of ours: the canonical form of this record by Python's json, the signature by OpenSSL.
fn check_by_openssl(signed: &Signed) {
    let path = |file: &str| signed.path(file);
    let derived = openssl(&["pkey", "-in", &path("key.pem"), "-pubout"]);
    let public = fs::read_to_string(path("public.pem")).unwrap();
    assert_eq!(text(&derived.stdout), public);
    canonical_by_python(Path::new(&path("record.json")), &path("canonical"));
    let signature = signed.sealed.signature.as_ref().unwrap();
    fs::write(
        path("signature"),
        BASE64_STANDARD.decode(&signature.value).unwrap(),
    )
    .unwrap();
    let verified = openssl(&[
        "pkeyutl",
        "-verify",
        "-pubin",
        "-rawin",
        "-inkey",
        &path("public.pem"),
        "-in",
        &path("canonical"),
        "-sigfile",
        &path("signature"),
    ]);
    assert!(verified.status.success(), "{}", text(&verified.stderr));
    let hash = openssl(&["dgst", "-sha256", "-r", &path("canonical")]);
    assert!(text(&hash.stdout).starts_with(&signed.sealed.sha256));
}

/// Python sorts by code points, which is RFC 8785's order for names in ASCII, and escapes as it does.
fn canonical_by_python(record: &Path, to: &str) {
    let script = "import json, sys\n\
        record = json.load(open(sys.argv[1], encoding='utf-8'))['record']\n\
        text = json.dumps(record, sort_keys=True, separators=(',', ':'), ensure_ascii=False)\n\
        open(sys.argv[2], 'w', encoding='utf-8').write(text)";
    let output = Command::new("python3")
        .args(["-c", script])
        .arg(record)
        .arg(to)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}
