//! Links of the CDN that are dead, or that the CDN refuses: when the number is looked up again, who
//! pays for it, and how often.

use std::sync::Arc;

use phone_profile_core::profile::PictureState;
use phone_profile_gateway::{
    Digits,
    record::{Picture, Record},
    secret::Secret,
    state::{Entry, Kept, Settings, Store},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::{
    gateway::{NUMBER, Running, config, shared_pictures, start},
    pictures::{JPEG, now_ms},
    servers::Redis,
};

/// Where the CDN refuses everything.
const DEAD: &str = "dead";
/// Where it gives a picture.
const ALIVE: &str = "alive";
/// Where its answers say nothing about the link.
const OUT_OF_ORDER: &str = "out-of-order";

/// A service with its CDN, gateways in front of it that share a Redis, and what they keep.
pub struct Place {
    pub stub: MockServer,
    pub gateways: Vec<Running>,
    pub store: Store,
}

/// New answers have links below `renewed`. None where servers may be missing.
async fn place(prefix: &str, gateways: usize, renewed: &'static str, more: &str) -> Option<Place> {
    let redis = Redis::shared()?;
    let stub = MockServer::start().await;
    let base = stub.uri();
    Mock::given(method("GET"))
        .and(path_regex("^/number/"))
        .respond_with(move |request: &Request| {
            let digits = request.url.path().rsplit('/').next().unwrap();
            ResponseTemplate::new(200).set_body_json(json!({
                "isWhatsApp": true,
                "number": digits,
                "profilePicThumb": format!("{base}/{renewed}/new-{digits}.jpg"),
            }))
        })
        .mount(&stub)
        .await;
    for (place, answer) in [
        (DEAD, ResponseTemplate::new(403)),
        (OUT_OF_ORDER, ResponseTemplate::new(503)),
        (
            ALIVE,
            ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg"),
        ),
    ] {
        Mock::given(method("GET"))
            .and(path_regex(format!("^/{place}/")))
            .respond_with(answer)
            .mount(&stub)
            .await;
    }
    let more = shared_pictures(&stub, redis, prefix) + more;
    let mut running = Vec::new();
    for _ in 0..gateways {
        running.push(start(config(&stub, "", &more)).await);
    }
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        redis_prefix: format!("{prefix}:"),
        ..Settings::default()
    };
    Some(Place {
        stub,
        gateways: running,
        store: settings.open().await.unwrap(),
    })
}

fn number(line: u32) -> Digits {
    Digits::parse(&format!("131055501{line:02}")).unwrap()
}

impl Place {
    /// What the gateways keep of a number, as if it had come two minutes ago with this link.
    async fn keep(&self, number: &Digits, at: &str, expires_at: Option<u64>) {
        let thumb = format!("{}/{at}/{number}.jpg", self.stub.uri());
        let record = Record {
            registered: true,
            picture: Picture {
                thumb: Some(thumb),
                expires_at,
                ..Picture::without(PictureState::Public)
            },
            ..Record::not_registered(number, None)
        };
        let in_an_hour = now_ms() + 3_600_000;
        self.put(
            number,
            Entry {
                record: record.into(),
                upstream: "stub".into(),
                stored_at_ms: now_ms() - 120_000,
                fresh_until_ms: in_an_hour,
                keep_until_ms: in_an_hour,
                renewed: false,
            },
        )
        .await;
    }

    async fn put(&self, number: &Digits, entry: Entry) {
        let cache = &self.store.cache;
        let erasures = cache.erasures(number).await.unwrap();
        assert!(cache.put(number, entry.into(), &erasures).await.unwrap());
    }

    /// Puts the answer that is kept two minutes back.
    async fn make_older(&self, number: &Digits) {
        let mut entry = self.kept(number).await;
        entry.stored_at_ms -= 120_000;
        self.put(number, entry).await;
    }

    async fn kept(&self, number: &Digits) -> Entry {
        let kept = self.store.cache.get(number).await.unwrap();
        kept.and_then(Kept::answer).unwrap()
    }

    /// The path and query of the link that a gateway tells.
    async fn link(&self, number: &Digits) -> String {
        let answer: Value = self.gateways[0].json(&format!("/number/{number}")).await;
        let link = answer["profilePicThumb"].as_str().unwrap();
        assert_eq!(answer["source"], "cache");
        link.split_once("/picture").unwrap().1.to_owned()
    }

    /// Opens a link at one of the gateways, without a token.
    async fn open(&self, gateway: usize, link: &str) -> StatusCode {
        let gateway = &self.gateways[gateway];
        let url = gateway.url(&format!("/picture{link}"));
        gateway.client.get(url).send().await.unwrap().status()
    }

    async fn lookups(&self) -> usize {
        let requests = self.stub.received_requests().await.unwrap();
        let lookups = requests.iter();
        lookups
            .filter(|request| request.url.path().starts_with("/number/"))
            .count()
    }
}

#[tokio::test]
async fn given_a_dead_link_when_opened_then_it_is_renewed_once_and_head_spends_nothing() {
    let Some(place) = place("dead", 1, ALIVE, "").await else {
        return;
    };
    place.keep(&number(23), DEAD, None).await;
    let link = place.link(&number(23)).await;
    let gateway = &place.gateways[0];
    let head = gateway.client.head(gateway.url(&format!("/picture{link}")));
    assert_eq!(head.send().await.unwrap().status(), 404);
    assert_eq!(place.lookups().await, 0);
    for _ in 0..2 {
        assert_eq!(place.open(0, &link).await, 200);
        assert_eq!(place.lookups().await, 1);
    }
}

#[tokio::test]
async fn given_a_dead_link_when_it_is_renewed_then_it_counts_to_who_got_it_in_caps_and_audit() {
    let Some(place) = place("counted", 1, ALIVE, "[access]\nper-minute = 2\n").await else {
        return;
    };
    place.keep(&number(23), DEAD, None).await;
    let link = place.link(&number(23)).await;
    assert!(!link.contains("crm"), "{link}");
    assert_eq!(place.open(0, &link).await, 200);
    let gateway = &place.gateways[0];
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let newest = &audit["records"][0];
    for (field, value) in [
        ("action", "picture"),
        ("who", "crm"),
        ("number", "+1310•••••23"),
        ("purpose", "picture renewal"),
        ("result", "registered"),
        ("source", "live"),
    ] {
        assert_eq!(newest[field], value, "{newest}");
    }
    // A lookup and its renewal are all that the minute allows.
    let third = gateway.get(&format!("/number/{NUMBER}")).await;
    assert_eq!(third.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn given_a_caller_whose_caps_are_used_up_when_its_dead_link_is_opened_then_nothing_is_spent()
{
    let Some(place) = place("used-up", 1, ALIVE, "[access]\nper-minute = 1\n").await else {
        return;
    };
    place.keep(&number(23), DEAD, None).await;
    let link = place.link(&number(23)).await;
    assert_eq!(place.open(0, &link).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(place.lookups().await, 0);
}

#[tokio::test]
async fn given_purposes_that_are_required_when_a_dead_link_is_opened_then_it_is_renewed() {
    let more = "[access]\npurpose-required = true\npurposes = [\"support\"]\n";
    let Some(place) = place("purposes", 1, ALIVE, more).await else {
        return;
    };
    let gateway = &place.gateways[0];
    let path = format!("/number/{NUMBER}?purpose=support");
    gateway.get(&path).await;
    place.make_older(&number(23)).await;
    let answer: Value = gateway.json(&path).await;
    let link = answer["profilePicThumb"].as_str().unwrap();
    // The CDN has taken it away since.
    let mut entry = place.kept(&number(23)).await;
    let mut record = Record::clone(&entry.record);
    record.picture.thumb = Some(format!("{}/{DEAD}/1.jpg", place.stub.uri()));
    entry.record = Arc::new(record);
    place.put(&number(23), entry).await;
    assert_eq!(gateway.client.get(link).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn given_a_renewed_link_that_is_dead_too_when_opened_at_any_gateway_then_that_is_all() {
    let Some(place) = place("twice", 2, DEAD, "").await else {
        return;
    };
    place.keep(&number(23), DEAD, None).await;
    let link = place.link(&number(23)).await;
    for gateway in [0, 1, 0] {
        assert_eq!(place.open(gateway, &link).await, StatusCode::NOT_FOUND);
        // Later is no reason to ask again.
        place.make_older(&number(23)).await;
    }
    assert_eq!(place.lookups().await, 1);
    // An answer that was looked up for another reason is another one.
    let path = format!("/number/{NUMBER}?cache=reload");
    assert_eq!(place.gateways[0].get(&path).await.status(), 200);
    place.open(1, &link).await;
    assert_eq!(place.lookups().await, 3);
}

#[tokio::test]
async fn given_a_renewal_that_is_charged_and_fails_when_the_link_is_opened_again_then_that_is_all()
{
    let Some(place) = place("charged", 1, ALIVE, "").await else {
        return;
    };
    place.keep(&number(23), DEAD, None).await;
    let link = place.link(&number(23)).await;
    Mock::given(path_regex("^/number/"))
        .respond_with(ResponseTemplate::new(200).set_body_string("{}"))
        .with_priority(1)
        .mount(&place.stub)
        .await;
    assert_eq!(place.open(0, &link).await, StatusCode::BAD_GATEWAY);
    assert_eq!(place.open(0, &link).await, StatusCode::NOT_FOUND);
    assert_eq!(place.lookups().await, 1);
}

#[tokio::test]
async fn given_a_cdn_that_refuses_all_links_when_they_are_opened_then_few_lookups_are_spent() {
    let Some(place) = place("blocked", 1, DEAD, "").await else {
        return;
    };
    let alive_for_days = now_ms() / 1_000 + 86_400;
    for line in 0..12 {
        place
            .keep(&number(line * 7), DEAD, Some(alive_for_days))
            .await;
    }
    let mut last = StatusCode::OK;
    for line in 0..12 {
        let link = place.link(&number(line * 7)).await;
        last = place.open(0, &link).await;
    }
    assert_eq!(last, StatusCode::BAD_GATEWAY);
    let lookups = place.lookups().await;
    assert!(lookups <= 3, "{lookups}");
}

#[tokio::test]
async fn given_a_cdn_that_is_out_of_order_when_links_are_opened_then_nothing_is_spent() {
    let Some(place) = place("out-of-order", 1, ALIVE, "").await else {
        return;
    };
    for line in 0..6 {
        place.keep(&number(line * 7), OUT_OF_ORDER, None).await;
        let link = place.link(&number(line * 7)).await;
        assert_eq!(place.open(0, &link).await, StatusCode::BAD_GATEWAY);
    }
    // By now the CDN counts as one that refuses the gateway, whatever else it says.
    place.keep(&number(93), DEAD, None).await;
    let link = place.link(&number(93)).await;
    assert_eq!(place.open(0, &link).await, StatusCode::BAD_GATEWAY);
    assert_eq!(place.lookups().await, 0);
}
