//! RS256 tokens of an identity provider, with real keys and its key set over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    net::IpAddr,
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header, encode,
    jwk::{Jwk, KeyAlgorithm},
};
use phone_profile_gateway::access::{Caller, Gatekeeper, Pages, Refusal, Via, hash_token};
use rsa::{
    RsaPrivateKey,
    pkcs1::{EncodeRsaPrivateKey, LineEnding},
    pkcs8::EncodePublicKey,
    rand_core::OsRng,
};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

const ISSUER: &str = "https://id.example";
const AUDIENCE: &str = "lookups";

/// Keys take a while to make: two are enough for all tests.
fn keys() -> &'static [RsaPrivateKey; 2] {
    static KEYS: OnceLock<[RsaPrivateKey; 2]> = OnceLock::new();
    KEYS.get_or_init(|| [(); 2].map(|()| RsaPrivateKey::new(&mut OsRng, 2048).unwrap()))
}

fn signing(key: &RsaPrivateKey) -> EncodingKey {
    let pem = key.to_pkcs1_pem(LineEnding::LF).unwrap();
    EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap()
}

fn jwk(key: &RsaPrivateKey, id: &str) -> Jwk {
    let mut jwk = Jwk::from_encoding_key(&signing(key), Algorithm::RS256).unwrap();
    jwk.common.key_id = Some(id.to_owned());
    jwk.common.key_algorithm = Some(KeyAlgorithm::RS256);
    jwk
}

fn claims() -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    json!({ "sub": "ada", "iss": ISSUER, "aud": AUDIENCE, "exp": now.as_secs() + 300 })
}

fn header(algorithm: Algorithm, id: &str) -> Header {
    Header {
        kid: Some(id.to_owned()),
        ..Header::new(algorithm)
    }
}

fn signed(key: &RsaPrivateKey, id: &str, claims: &Value) -> String {
    encode(&header(Algorithm::RS256, id), claims, &signing(key)).unwrap()
}

struct Provider {
    server: MockServer,
    gatekeeper: Gatekeeper,
}

impl Provider {
    async fn start(response: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .and(path("/keys"))
            .respond_with(response)
            .mount(&server)
            .await;
        let settings = format!(
            "tokens = [{{ name = \"dash\", hash = \"{}\" }}]\n[jwt]\nalgorithm = \"RS256\"\n\
             jwks-url = \"{}/keys\"\nissuer = \"{ISSUER}\"\naudience = \"{AUDIENCE}\"\n\
             operator-claim = \"groups\"\noperator-value = \"lookup-admins\"",
            hash_token("static"),
            server.uri()
        );
        let settings = toml::from_str(&settings).unwrap();
        Self {
            server,
            gatekeeper: Gatekeeper::new(&settings, Pages::default(), false).unwrap(),
        }
    }

    async fn with_key() -> Self {
        let set = json!({ "keys": [jwk(&keys()[0], "one")] });
        Self::start(ResponseTemplate::new(200).set_body_json(set)).await
    }

    async fn ask(&self, token: &str) -> Result<Caller, Refusal> {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
        headers.insert(AUTHORIZATION, value);
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        self.gatekeeper.identify(&headers, peer).await
    }

    async fn fetches(&self) -> usize {
        self.server.received_requests().await.unwrap().len()
    }
}

#[tokio::test]
async fn given_a_token_of_the_provider_when_shown_then_its_subject_is_the_caller() {
    let provider = Provider::with_key().await;
    let caller = provider.ask(&signed(&keys()[0], "one", &claims())).await;
    let known = |caller: Caller| (caller.name, caller.operator, caller.via);
    let ada = |operator| Ok(("ada".to_owned(), operator, Via::Jwt));
    assert_eq!(caller.map(known), ada(false));

    let mut admin = claims();
    admin["groups"] = json!(["users", "lookup-admins"]);
    let caller = provider.ask(&signed(&keys()[0], "one", &admin)).await;
    assert_eq!(caller.map(known), ada(true));
    assert_eq!(provider.fetches().await, 1);
}

#[tokio::test]
async fn given_many_tokens_at_once_when_no_keys_are_held_then_they_are_fetched_once() {
    let provider = Provider::with_key().await;
    let token = signed(&keys()[0], "one", &claims());
    let callers = futures_util::future::join_all((0..20).map(|_| provider.ask(&token))).await;
    assert!(callers.iter().all(Result::is_ok));
    assert_eq!(provider.fetches().await, 1);
}

#[tokio::test]
async fn given_forged_tokens_when_shown_then_all_are_refused_alike() {
    let provider = Provider::with_key().await;
    let [ours, theirs] = keys();
    let public_pem = ours
        .to_public_key()
        .to_public_key_pem(LineEnding::LF)
        .unwrap();
    let public_der = ours.to_public_key().to_public_key_der().unwrap();
    let confused = |secret: &[u8]| {
        let key = EncodingKey::from_secret(secret);
        encode(&header(Algorithm::HS256, "one"), &claims(), &key).unwrap()
    };
    let mut embedded = header(Algorithm::RS256, "one");
    embedded.jwk = Some(jwk(theirs, "one"));
    let good = signed(ours, "one", &claims());
    let payload = good.split('.').nth(1).unwrap();
    let mut expired = claims();
    expired["exp"] = json!(1_000_000_000);
    let mut elsewhere = claims();
    elsewhere["aud"] = json!("another-service");

    let forged = [
        // Signed with the public key, as if it were a shared secret.
        confused(public_pem.as_bytes()),
        confused(public_der.as_bytes()),
        // {"alg":"none"} and {"alg":"None","kid":"one"}
        format!("eyJhbGciOiJub25lIn0.{payload}."),
        format!("eyJhbGciOiJOb25lIiwia2lkIjoib25lIn0.{payload}."),
        // Another key under our key's id, and one that the token brings along.
        signed(theirs, "one", &claims()),
        encode(&embedded, &claims(), &signing(theirs)).unwrap(),
        encode(&header(Algorithm::RS512, "one"), &claims(), &signing(ours)).unwrap(),
    ];
    let refused = provider.ask("nonsense").await.unwrap_err();
    assert_eq!(refused, Refusal::Credential);
    for token in forged {
        assert_eq!(provider.ask(&token).await, Err(refused.clone()), "{token}");
    }

    let provider = Provider::with_key().await;
    for token in [
        signed(ours, "one", &expired),
        signed(ours, "one", &elsewhere),
        signed(ours, "two", &claims()),
    ] {
        assert_eq!(provider.ask(&token).await, Err(refused.clone()), "{token}");
    }
    assert!(provider.ask(&good).await.is_ok());
}

#[tokio::test]
async fn given_a_provider_that_fails_when_a_jwt_is_shown_then_tokens_work_all_the_same() {
    let provider = Provider::start(ResponseTemplate::new(500)).await;
    let refused = provider
        .ask(&signed(&keys()[0], "one", &claims()))
        .await
        .unwrap_err();
    assert!(matches!(refused, Refusal::Keys(_)));
    assert_eq!(provider.ask("static").await.unwrap().name, "dash");
}

#[tokio::test]
async fn given_keys_in_a_file_when_a_jwt_is_shown_then_it_is_checked_with_them() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    let set = json!({ "keys": [jwk(&keys()[0], "one"), jwk(&keys()[1], "two")] });
    std::fs::write(&file, set.to_string()).unwrap();
    let settings = format!(
        "[jwt]\nalgorithm = \"RS256\"\njwks-file = {:?}\nissuer = \"{ISSUER}\"\n\
         audience = \"{AUDIENCE}\"",
        file.display().to_string()
    );
    let gatekeeper =
        Gatekeeper::new(&toml::from_str(&settings).unwrap(), Pages::default(), false).unwrap();
    let ask = async |token: String| {
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", HeaderValue::from_str(&token).unwrap());
        gatekeeper
            .identify(&headers, "192.0.2.1".parse().unwrap())
            .await
    };
    assert!(ask(signed(&keys()[0], "one", &claims())).await.is_ok());
    assert!(ask(signed(&keys()[1], "two", &claims())).await.is_ok());
    assert!(ask(signed(&keys()[1], "one", &claims())).await.is_err());
}

/// A key pair on P-256: the private half, and its JWK.
fn elliptic(id: &str) -> (EncodingKey, Jwk) {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let key = EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes()).unwrap();
    let mut jwk = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
    jwk.common.key_id = Some(id.to_owned());
    (key, jwk)
}

#[tokio::test]
async fn given_a_proxys_signed_assertion_when_shown_then_whom_it_names_is_the_caller_and_no_name_alone()
 {
    // given
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    let ((key, jwk), (other, _)) = (elliptic("one"), elliptic("one"));
    std::fs::write(&file, json!({ "keys": [jwk] }).to_string()).unwrap();
    let settings = format!(
        "[trusted-header]\nname = \"x-goog-iap-jwt-assertion\"\noperators = [\"root@dash.example\"]\n\
         [trusted-header.assertion]\nalgorithm = \"ES256\"\njwks-file = {:?}\n\
         issuer = \"{ISSUER}\"\naudience = \"{AUDIENCE}\"\nsubject-claim = \"email\"",
        file.display().to_string()
    );
    let gatekeeper =
        Gatekeeper::new(&toml::from_str(&settings).unwrap(), Pages::default(), false).unwrap();
    let ask = async |value: &str, page: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-goog-iap-jwt-assertion",
            HeaderValue::from_str(value).unwrap(),
        );
        headers.insert("sec-fetch-site", HeaderValue::from_static(page));
        let peer = "192.0.2.1".parse().unwrap();
        gatekeeper.identify(&headers, peer).await
    };
    let assertion = |key: &EncodingKey, email: &str| {
        let mut claims = claims();
        claims["email"] = json!(email);
        encode(&header(Algorithm::ES256, "one"), &claims, key).unwrap()
    };

    // when
    let ada = assertion(&key, "ada@dash.example");
    let caller = ask(&ada, "same-origin").await.unwrap();
    let root = ask(&assertion(&key, "root@dash.example"), "none").await;

    // then
    assert_eq!(caller.name, "ada@dash.example");
    assert_eq!((caller.operator, caller.via), (false, Via::Proxy));
    assert!(root.unwrap().operator);
    // A browser shows it without being asked.
    assert_eq!(ask(&ada, "cross-site").await, Err(Refusal::ForeignPage));
    for forged in [
        assertion(&other, "root@dash.example"),
        signed(&keys()[0], "one", &claims()),
        "root@dash.example".to_owned(),
    ] {
        let refused = ask(&forged, "same-origin").await;
        assert_eq!(refused, Err(Refusal::Credential), "{forged}");
    }
}
