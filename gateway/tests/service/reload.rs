//! Another configuration for a gateway that serves: what is taken over, and what is not forgotten.

use std::{collections::HashMap, time::Duration};

use axum::{body::Body, http::Request as HttpRequest};
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use phone_profile_gateway::{
    AllowedOrigins, Budget, Config, Gateway, GatewayError, access::hash_token, state::Settings,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path, path_regex},
};

use crate::{
    gateway::{
        CRM, NUMBER, OPERATOR, Running, asked, budget, config, documented, parse, start, stub,
    },
    pictures::JPEG,
};

const PATH: &str = "/number/13105550123";

/// With tokens of these names, which are also the tokens, and what else each entry says.
fn with_tokens(stub: &MockServer, tokens: &[(&str, &str)]) -> Config {
    let mut text = format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/number/{{digits}}\"\n",
        stub.uri()
    );
    for (name, more) in tokens {
        let hash = hash_token(name);
        text.push_str(&format!(
            "[[access.tokens]]\nname = \"{name}\"\nhash = \"{hash}\"\n{more}\n"
        ));
    }
    parse(&text)
}

async fn status(gateway: &Running, token: &str, path: &str) -> u16 {
    let request = gateway.client.get(gateway.url(path)).bearer_auth(token);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn given_other_tokens_when_reloaded_then_new_ones_are_accepted_and_old_ones_refused() {
    let stub = stub().await;
    let gateway = start(with_tokens(&stub, &[("crm", ""), ("dash", "")])).await;
    assert_eq!(status(&gateway, "crm", "/quota").await, 200);
    let reloaded = gateway.reload(with_tokens(&stub, &[("dash", ""), ("new", "")]));
    assert_eq!(reloaded.unwrap().needs_restart, Vec::<&str>::new());
    assert_eq!(status(&gateway, "crm", "/quota").await, 401);
    assert_eq!(status(&gateway, "dash", "/quota").await, 200);
    assert_eq!(status(&gateway, "new", "/quota").await, 200);
}

#[tokio::test]
async fn given_a_configuration_that_cannot_be_meant_when_reloaded_then_the_old_one_goes_on() {
    let stub = stub().await;
    let gateway = start(with_tokens(&stub, &[("crm", "")])).await;
    for (wrong, named) in [
        (with_tokens(&stub, &[]), "access"),
        (with_tokens(&stub, &[("new", "per-day = 0")]), "access"),
        (
            Config {
                public_url: Some("nowhere".to_owned()),
                ..with_tokens(&stub, &[("new", "")])
            },
            "public-url",
        ),
    ] {
        let error = gateway.reload(wrong).unwrap_err().to_string();
        assert!(error.contains(named), "{error}");
    }
    assert_eq!(status(&gateway, "crm", PATH).await, 200);
    assert_eq!(status(&gateway, "new", "/quota").await, 401);
}

#[tokio::test]
async fn given_a_lookup_under_way_when_reloaded_then_a_later_request_joins_it_and_it_is_paid_once()
{
    // given
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &Request| {
            documented(request).set_delay(Duration::from_millis(1_500))
        })
        .mount(&stub)
        .await;
    // Nothing is kept, so that only who joins isn't charged.
    let kept = "[lifetimes]\nfound = \"0s\"\n";
    let gateway = start(config(&stub, &budget(50), kept)).await;
    let first = tokio::spawn(gateway.request(Method::GET, PATH).send());
    while asked(&stub).await == 0 {
        tokio::task::yield_now().await;
    }

    // when
    let more = format!("{kept}[access]\nper-day = 7\n");
    gateway.reload(config(&stub, &budget(40), &more)).unwrap();
    let second = gateway.get(PATH).await;

    // then
    assert_eq!(second.status(), 200);
    assert_eq!(first.await.unwrap().unwrap().status(), 200);
    assert_eq!(asked(&stub).await, 1);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 1);
    assert_eq!(quota["budgets"][0]["limit"], 40);
}

#[tokio::test]
async fn given_answers_counts_and_spending_when_reloaded_then_they_are_there() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    assert_eq!(gateway.get(PATH).await.status(), 200);
    // As little as is spent.
    gateway.reload(config(&stub, &budget(1), "")).unwrap();
    let kept: Value = gateway.json(PATH).await;
    assert_eq!(kept["source"], "cache");
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&stub).await, 1);
    let metrics = gateway.operate(Method::GET, "/metrics").await;
    let metrics = metrics.text().await.unwrap();
    for line in [
        "phone_profile_lookups_total{source=\"live\",result=\"registered\"} 1",
        "phone_profile_budget_limit{upstream=\"stub\"} 1",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{metrics}");
    }
    let audit: Value = gateway
        .operate(Method::GET, "/audit")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(audit["records"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn given_a_walk_when_reloaded_in_its_midst_then_it_is_not_forgotten() {
    let stub = stub().await;
    let limits = |slow_after| {
        let more = format!("[access.neighbours]\nslow-after = {slow_after}\nrefuse-after = 8\n");
        config(&stub, "", &more)
    };
    let gateway = start(limits(8)).await;
    for line in 0..8 {
        let path = format!("/number/131055501{line:02}");
        assert_eq!(gateway.get(&path).await.status(), 200);
    }
    // Other limits are no reason to forget it either.
    for slow_after in [8, 7] {
        gateway.reload(limits(slow_after)).unwrap();
        let refused = gateway.get("/number/13105550109").await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(asked(&stub).await, 8);
}

#[tokio::test]
async fn given_a_wrong_credential_that_has_to_wait_when_reloaded_then_it_still_has_to() {
    let stub = stub().await;
    let more = "[access]\ntrusted-proxies = [\"127.0.0.1\"]\n";
    let gateway = start(config(&stub, "", more)).await;
    let ask = async || {
        let request = gateway.client.get(gateway.url("/quota"));
        let request = request.header("x-forwarded-for", "192.0.2.1");
        request.bearer_auth("old").send().await.unwrap().status()
    };
    for _ in 0..10 {
        assert_eq!(ask().await, StatusCode::UNAUTHORIZED);
    }
    let more = format!("{more}per-day = 7\n");
    gateway.reload(config(&stub, "", &more)).unwrap();
    assert_eq!(ask().await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn given_a_caller_whose_share_is_spent_when_reloaded_then_it_does_not_pay_for_one_more() {
    let stub = stub().await;
    let share = "[access]\nbudget-share = 25\n";
    let gateway = start(config(&stub, &budget(8), share)).await;
    for path in [PATH, "/number/13105550177"] {
        assert_eq!(gateway.get(path).await.status(), 200);
    }
    let more = format!("{share}per-day = 70\n");
    gateway.reload(config(&stub, &budget(8), &more)).unwrap();
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_keys_of_a_provider_that_is_down_when_reloaded_then_its_jwts_are_still_accepted() {
    // given
    let (stub, provider) = (stub().await, MockServer::start().await);
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let key = EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes()).unwrap();
    let keys = json!({ "keys": [Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap()] });
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(keys))
        .mount(&provider)
        .await;
    let with_jwt = |per_day: u64| {
        let more = format!(
            "[access]\nper-day = {per_day}\n[access.jwt]\nalgorithm = \"ES256\"\n\
             jwks-url = \"{}\"\n",
            provider.uri()
        );
        config(&stub, "", &more)
    };
    let gateway = start(with_jwt(7)).await;
    let ends = crate::pictures::now_ms() / 1_000 + 300;
    let claims = json!({ "sub": "ada", "exp": ends });
    let jwt = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &key).unwrap();
    assert_eq!(status(&gateway, &jwt, "/quota").await, 200);

    // when
    provider.reset().await;
    gateway.reload(with_jwt(8)).unwrap();

    // then
    assert_eq!(status(&gateway, &jwt, "/quota").await, 200);
    assert_eq!(asked(&provider).await, 0);
}

/// A service with its CDN, which gives the picture or refuses it.
struct WithPictures {
    stub: MockServer,
}

impl WithPictures {
    async fn start(picture: ResponseTemplate) -> Self {
        let stub = MockServer::start().await;
        let thumb = format!("{}/thumb.jpg", stub.uri());
        Mock::given(method("GET"))
            .and(path_regex("^/number/"))
            .respond_with(ResponseTemplate::new(200).set_body_json(json!({
                "isWhatsApp": true,
                "number": NUMBER,
                "profilePicThumb": thumb,
            })))
            .mount(&stub)
            .await;
        Mock::given(path("/thumb.jpg"))
            .respond_with(picture)
            .mount(&stub)
            .await;
        Self { stub }
    }

    /// With these tokens, and more in `[picture]`.
    fn config(&self, tokens: &[(&str, &str)], more: &str) -> Config {
        let mut config = with_tokens(&self.stub, tokens);
        let text = format!(
            "[picture]\nhosts = [\"{}\"]\nallow-addresses = [\"127.0.0.1\"]\n{more}",
            self.stub.uri()
        );
        config.service.picture = parse(&text).service.picture;
        config
    }

    /// The link that a caller is told.
    async fn link(gateway: &Running, token: &str) -> String {
        let request = gateway.client.get(gateway.url(PATH)).bearer_auth(token);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["profilePicThumb"].as_str().unwrap().to_owned()
    }

    async fn open(gateway: &Running, link: &str) -> u16 {
        let picture = gateway.client.get(link).send().await.unwrap();
        picture.status().as_u16()
    }

    /// How often each path was asked for.
    async fn asked(&self) -> HashMap<String, usize> {
        let mut asked = HashMap::new();
        for request in self.stub.received_requests().await.unwrap() {
            *asked.entry(request.url.path().to_owned()).or_default() += 1;
        }
        asked
    }
}

#[tokio::test]
async fn given_a_link_and_its_picture_when_reloaded_then_it_opens_without_another_fetch() {
    let jpeg = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let place = WithPictures::start(jpeg).await;
    let crm: &[(&str, &str)] = &[("crm", "")];
    let gateway = start(place.config(crm, "")).await;
    let link = WithPictures::link(&gateway, "crm").await;
    assert_eq!(WithPictures::open(&gateway, &link).await, 200);
    gateway.reload(place.config(&[("dash", "")], "")).unwrap();
    assert_eq!(WithPictures::open(&gateway, &link).await, 200);
    assert_eq!(place.asked().await["/thumb.jpg"], 1);
    // Other settings make for another memory, and the key stays.
    gateway
        .reload(place.config(crm, "max-bytes = 1000000\n"))
        .unwrap();
    assert_eq!(WithPictures::open(&gateway, &link).await, 200);
    assert_eq!(place.asked().await["/thumb.jpg"], 2);
    // A key that is written down is another one.
    let key = "link-key = \"0123456789abcdef0123456789abcdef\"\n";
    gateway.reload(place.config(crm, key)).unwrap();
    assert_eq!(WithPictures::open(&gateway, &link).await, 403);
}

#[tokio::test]
async fn given_a_dead_link_when_its_holders_token_is_taken_back_or_has_expired_then_nothing_is_spent()
 {
    let place = WithPictures::start(ResponseTemplate::new(403)).await;
    let gateway = start(place.config(&[("crm", ""), ("dash", "")], "")).await;
    let link = WithPictures::link(&gateway, "crm").await;
    for tokens in [
        &[("dash", "")][..],
        &[("dash", ""), ("crm", "expires = \"2020-01-31\"")],
    ] {
        gateway.reload(place.config(tokens, "")).unwrap();
        assert_eq!(WithPictures::open(&gateway, &link).await, 401);
        assert_eq!(place.asked().await[PATH], 1);
    }
    gateway.reload(place.config(&[("crm", "")], "")).unwrap();
    assert_eq!(WithPictures::open(&gateway, &link).await, 404);
    assert_eq!(place.asked().await[PATH], 2);
}

#[tokio::test]
async fn given_a_dead_link_when_its_holders_own_cap_is_used_up_then_nothing_is_spent() {
    let place = WithPictures::start(ResponseTemplate::new(403)).await;
    let gateway = start(place.config(&[("crm", "per-minute = 1")], "")).await;
    let link = WithPictures::link(&gateway, "crm").await;
    assert_eq!(WithPictures::open(&gateway, &link).await, 429);
    assert_eq!(place.asked().await[PATH], 1);
}

#[tokio::test]
async fn given_tokens_with_caps_of_their_own_when_they_are_reached_then_others_go_on() {
    let stub = stub().await;
    let tokens = [("small", "per-day = 1"), ("large", "per-minute = 3")];
    let mut config = with_tokens(&stub, &tokens);
    config.service.access.per_minute = 2;
    let gateway = start(config).await;
    let mut statuses = Vec::new();
    for token in ["small", "small", "large", "large", "large", "large"] {
        statuses.push(status(&gateway, token, PATH).await);
    }
    assert_eq!(statuses, [200, 429, 200, 200, 200, 429]);
}

#[tokio::test]
async fn given_a_token_that_has_expired_when_shown_then_it_is_refused_like_a_wrong_one() {
    let stub = stub().await;
    let tokens = [
        ("old", "expires = \"2020-01-31\""),
        ("new", "expires = 2120-01-31"),
    ];
    let gateway = start(with_tokens(&stub, &tokens)).await;
    let answer = async |token: &str| {
        let request = gateway.client.get(gateway.url(PATH)).bearer_auth(token);
        let answer = request.send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    let (refused, text) = answer("old").await;
    assert_eq!(refused, StatusCode::UNAUTHORIZED);
    assert_eq!((refused, text), answer("wrong").await);
    assert_eq!(answer("new").await.0, StatusCode::OK);
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_what_takes_a_restart_when_reloaded_then_it_is_named_and_the_rest_is_taken() {
    let stub = stub().await;
    let gateway = start(with_tokens(&stub, &[("crm", "")])).await;
    let assets = tempfile::tempdir().unwrap();
    let mut other = with_tokens(&stub, &[("new", "")]);
    other.assets = Some(assets.path().to_owned());
    other.service.state.cache_bytes = 7;
    other.shutdown.unready = Duration::from_secs(1);
    let reloaded = gateway.reload(other).unwrap();
    assert_eq!(reloaded.needs_restart, ["assets", "[state]", "[shutdown]"]);
    assert_eq!(status(&gateway, "new", PATH).await, 200);
    let again = gateway.reload(with_tokens(&stub, &[("new", "")])).unwrap();
    assert_eq!(again.needs_restart, Vec::<&str>::new());
}

#[tokio::test]
async fn given_a_gateway_without_a_budget_when_it_gets_one_then_it_is_refused_unless_it_may_be_forgotten()
 {
    let stub = stub().await;
    let unlimited = config(&stub, "budget = \"unlimited\"", "");
    let gateway = Gateway::new(unlimited.clone()).await.unwrap();
    let mut limited = unlimited;
    let budget = parse("[[upstreams]]\nkind = \"demo\"\nbudget = { requests = 5 }");
    limited.service.upstreams[0].budget = budget.service.upstreams[0].budget.clone();
    assert!(matches!(
        limited.service.upstreams[0].budget,
        Some(Budget::Limited(_))
    ));
    let refused = gateway.reload(limited.clone());
    assert!(matches!(refused, Err(GatewayError::BudgetInMemory)));
    limited.service.state = Settings {
        volatile: true,
        ..Settings::default()
    };
    let reloaded = gateway.reload(limited).unwrap();
    assert_eq!(reloaded.needs_restart, ["[state]"]);
}

#[tokio::test]
async fn given_a_demo_when_reloaded_then_its_links_open_and_its_counters_go_on() {
    let gateway = start(Config::default()).await;
    let batch = gateway.client.post(gateway.url("/numbers"));
    let batch = batch.json(&json!({ "numbers": ["13105550100"] }));
    let line: Value = batch.send().await.unwrap().json().await.unwrap();
    let link = line["profile"]["profilePicThumb"].as_str().unwrap();
    let (stats, before) = (
        gateway.gateway.stats(),
        gateway.gateway.stats().lookups("13105550100"),
    );
    let other = Config {
        frame_origins: vec!["https://crm.example".to_owned()],
        ..Config::default()
    };
    gateway.reload(other).unwrap();
    let picture = gateway.client.get(link).send().await.unwrap();
    assert_eq!(picture.status(), 200);
    let path = gateway.url("/number/13105550100");
    gateway.client.get(path).send().await.unwrap();
    assert_eq!(stats.lookups("13105550100"), before + 1);
}

#[tokio::test]
async fn given_routes_that_are_mounted_elsewhere_when_reloaded_then_they_follow() {
    let gateway = start(Config::default()).await;
    let routes = gateway.gateway.router();
    let allowed = async || {
        let request = HttpRequest::get("/demo/numbers.json").header("origin", "https://a.example");
        let answer = routes
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.headers().contains_key("access-control-allow-origin")
    };
    assert!(!allowed().await);
    let other = Config {
        allowed_origins: AllowedOrigins::List(vec!["https://a.example".to_owned()]),
        ..Config::default()
    };
    gateway.reload(other).unwrap();
    assert!(allowed().await);
}

#[tokio::test]
async fn given_a_gateway_that_is_told_to_stop_when_reloaded_meanwhile_then_it_still_says_so() {
    let stub = stub().await;
    let mut config = with_tokens(&stub, &[(CRM, ""), (OPERATOR, "")]);
    config.shutdown.unready = Duration::from_secs(3_600);
    let gateway = start(config.clone()).await;
    assert_eq!(gateway.get("/readyz").await.status(), 200);
    let gateway = gateway.stopping();
    while gateway.get("/readyz").await.status() != 503 {
        tokio::task::yield_now().await;
    }
    gateway.reload(config).unwrap();
    assert_eq!(gateway.get("/readyz").await.status(), 503);
}
