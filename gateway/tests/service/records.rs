//! Identity records: what a lookup says, with a hash and a signature, at the price of that lookup.

use phone_profile_gateway::identity_record::{Proof, PublicKey, RecordKey, verify};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::gateway::{CRM, NUMBER, Running, asked, budget, config, parse, start, stub};

async fn post(gateway: &Running, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = gateway.request(Method::POST, path).json(body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (answer.status(), answer.json().await.unwrap())
}

async fn record(gateway: &Running, body: &Value) -> Value {
    let (status, record) = post(gateway, "/record", body).await;
    assert_eq!(status, StatusCode::OK, "{record}");
    record
}

async fn used(gateway: &Running) -> Value {
    gateway.json("/quota").await["budgets"][0]["used"].clone()
}

/// A new key, as a configuration has it.
fn key_lines() -> String {
    let secret = RecordKey::random().unwrap().to_secret().unwrap();
    format!("[record]\nkey = \"\"\"\n{}\"\"\"\n", secret.reveal())
}

async fn public_key(gateway: &Running) -> PublicKey {
    let told = gateway.json("/record/key").await;
    assert_eq!(told["algorithm"], "Ed25519");
    let [key] = PublicKey::all_of(told["publicKey"].as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(told["keyId"], key.id());
    key
}

#[tokio::test]
async fn given_a_number_when_its_record_is_asked_for_then_it_has_all_of_the_lookup_and_verifies() {
    // given
    let stub = stub().await;
    let more = format!("{}name = \"dash.example\"\n", key_lines());
    let gateway = start(config(&stub, &budget(50), &more)).await;

    // when
    let body = json!({
        "number": "+1 310 555 0123",
        "expectedName": " Person, Demo ",
        "purpose": "onboarding",
    });
    let request = gateway.request(Method::POST, "/record").json(&body);
    let answer = request
        .header("x-request-id", "req-7")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let mut told: Value = answer.json().await.unwrap();

    // then
    let verified = verify(told.to_string().as_bytes(), &[public_key(&gateway).await]);
    assert!(matches!(verified.unwrap().proof, Proof::Signature { .. }));
    assert!(
        told["record"]["issuedAt"]
            .take()
            .as_str()
            .unwrap()
            .ends_with('Z')
    );
    assert_eq!(
        told["record"],
        json!({
            "version": 1,
            "requested": "+13105550123",
            "number": "+13105550123",
            "registered": true,
            "name": "Demo Person",
            "business": false,
            "verified": null,
            "pictureState": "public",
            "lastChecked": "2026-04-24T12:34:56Z",
            "source": "live",
            "expectedName": "Person, Demo",
            "nameMatch": { "result": "same", "reason": "other-order" },
            "purpose": "onboarding",
            "caller": "crm",
            "gateway": "dash.example",
            "requestId": "req-7",
            "issuedAt": null,
        })
    );
}

#[tokio::test]
async fn given_a_record_when_asked_for_again_then_it_counts_costs_and_is_written_down_as_a_lookup()
{
    // given
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "[access]\nper-minute = 3\n")).await;
    let body = json!({ "number": NUMBER, "purpose": "onboarding" });

    // when
    let first = record(&gateway, &body).await;
    let second = record(&gateway, &body).await;

    // then
    assert_eq!(first["record"]["source"], "live");
    assert_eq!(second["record"]["source"], "cache");
    assert_eq!((asked(&stub).await, used(&gateway).await), (1, json!(1)));
    // What it brought is kept for whoever looks the number up, in the same caps.
    let lookup: Value = gateway.json(&format!("/number/{NUMBER}")).await;
    assert_eq!(lookup["source"], "cache");
    let (status, refused) = post(&gateway, "/record", &body).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused["code"], "rate-limited");
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let written: Vec<_> = audit["records"].as_array().unwrap().iter().rev().collect();
    for (record, source) in written[..2].iter().zip(["live", "cache"]) {
        assert_eq!(record["action"], "lookup");
        assert_eq!(record["purpose"], "onboarding");
        assert_eq!(record["source"], source);
    }
    assert_eq!(written[3]["action"], "refused");
}

#[tokio::test]
async fn given_no_key_when_a_record_is_asked_for_then_it_has_a_hash_alone_and_there_is_no_key() {
    let stub = stub().await;
    let more = "public-url = \"https://dash.example/lookup\"\n";
    let text = format!(
        "{more}[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/number/{{digits}}\"\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        stub.uri(),
        phone_profile_gateway::access::hash_token(CRM)
    );
    let gateway = start(parse(&text)).await;
    let told = record(&gateway, &json!({ "number": 13_105_550_123_u64 })).await;
    assert!(told.get("signature").is_none());
    assert_eq!(told["record"]["gateway"], "https://dash.example/lookup");
    for unsaid in ["expectedName", "nameMatch", "purpose", "verified"] {
        assert_eq!(told["record"][unsaid], Value::Null, "{unsaid}");
    }
    // The request's own id, as no caller gave one.
    assert_eq!(told["record"]["requestId"].as_str().unwrap().len(), 36);
    let verified = verify(told.to_string().as_bytes(), &[]).unwrap();
    assert_eq!(verified.proof, Proof::Hash);
    assert_eq!(
        gateway.get("/record/key").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn given_names_when_compared_in_records_then_unknown_is_never_different() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for (expected, result, reason) in [
        ("Demo Person", "same", "same-words"),
        ("D. Person", "partial", "initials-fit"),
        ("Somebody Else", "different", "nothing-in-common"),
        ("Δεμο Περσον", "same", "same-transliterated"),
        ("7", "unknown", "too-little"),
    ] {
        let body = json!({ "number": NUMBER, "expectedName": expected });
        let told = record(&gateway, &body).await;
        let told = &told["record"]["nameMatch"];
        assert_eq!(
            told,
            &json!({ "result": result, "reason": reason }),
            "{expected}"
        );
    }
    let told = record(&gateway, &json!({ "number": NUMBER, "expectedName": " " })).await;
    assert_eq!(told["record"]["nameMatch"], Value::Null);
}

#[tokio::test]
async fn given_what_makes_no_record_when_asked_for_then_the_reason_is_told_and_nothing_is_spent() {
    let stub = stub().await;
    let more = "[access]\npurpose-required = true\n";
    let gateway = start(config(&stub, &budget(50), more)).await;
    let long = "a".repeat(257);
    for (body, status, code) in [
        (json!({}), 400, "bad-response"),
        (
            json!({ "number": null, "purpose": "a" }),
            400,
            "invalid-number",
        ),
        (
            json!({ "number": "3105550123", "purpose": "a" }),
            400,
            "invalid-number",
        ),
        (
            json!({ "number": NUMBER, "purpose": "a", "expectedName": long }),
            400,
            "bad-response",
        ),
        (
            json!({ "number": NUMBER, "purpose": "a", "expectedName": "a\u{202e}b" }),
            400,
            "bad-response",
        ),
        (
            json!({ "number": NUMBER, "purpose": "a", "expectedName": 7 }),
            400,
            "bad-response",
        ),
        (
            json!({ "number": NUMBER, "purpose": "a", "cache": "some" }),
            400,
            "bad-response",
        ),
        (
            json!({ "number": NUMBER, "purpose": "a", "cache": "only" }),
            404,
            "not-in-cache",
        ),
        (json!({ "number": NUMBER }), 403, "forbidden"),
    ] {
        let (told, problem) = post(&gateway, "/record", &body).await;
        assert_eq!(
            (told.as_u16(), &problem["code"]),
            (status, &json!(code)),
            "{body}"
        );
    }
    let plain = gateway.request(Method::POST, "/record").body("{}");
    assert_eq!(
        plain.send().await.unwrap().status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let stranger = gateway.client.post(gateway.url("/record"));
    let stranger = stranger.json(&json!({ "number": NUMBER, "purpose": "a" }));
    assert_eq!(
        stranger.send().await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!((asked(&stub).await, used(&gateway).await), (0, json!(0)));
}

#[tokio::test]
async fn given_another_key_when_the_configuration_is_taken_then_new_records_are_signed_with_it() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", &key_lines())).await;
    let before = public_key(&gateway).await;
    let old = record(&gateway, &json!({ "number": NUMBER })).await;
    gateway.reload(config(&stub, "", &key_lines())).unwrap();
    let after = public_key(&gateway).await;
    let new = record(&gateway, &json!({ "number": NUMBER })).await;
    let keys = [before.clone(), after.clone()];
    for (told, key) in [(old, before), (new, after)] {
        assert_eq!(told["signature"]["keyId"], key.id());
        assert!(verify(told.to_string().as_bytes(), &keys).is_ok());
    }
    // A text that is no key is not taken, and not repeated.
    let wrong = config(&stub, "", "[record]\nkey = \"abcdef\"\n");
    let error = gateway.reload(wrong).unwrap_err().to_string();
    assert!(
        error.contains("[record] key") && !error.contains("abcdef"),
        "{error}"
    );
}

#[tokio::test]
async fn given_demo_data_when_a_record_is_asked_for_then_it_says_that_it_is_made_up() {
    let gateway = start(phone_profile_gateway::Config::default()).await;
    for path in ["/record", "/lookup/record"] {
        let told = gateway.client.post(gateway.url(path));
        let told = told.json(&json!({ "number": NUMBER, "expectedName": "Nobody" }));
        let told: Value = told.send().await.unwrap().json().await.unwrap();
        assert_eq!(told["record"]["source"], "demo");
        assert_eq!(told["record"]["caller"], "local");
        let verified = verify(told.to_string().as_bytes(), &[]).unwrap();
        assert!(verified.record.is_demo());
    }
}
