//! Erasure wins: over lookups that are under way, on whatever gateway, and over pictures.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::{JoinHandle, yield_now};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::{
    gateway::{NUMBER, Running, config, shared_pictures, start},
    pictures::JPEG,
    servers::Redis,
};

/// An upstream's time for an answer, while it is slow: enough for an erasure in between.
const SLOW: Duration = Duration::from_millis(1_500);

/// What takes longer won't happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Two gateways that share a Redis, and the service with its CDN.
struct Two {
    stub: MockServer,
    gateways: [Arc<Running>; 2],
    slow: Arc<AtomicBool>,
}

/// None where servers may be missing.
async fn two(prefix: &str, more: &str) -> Option<Two> {
    let redis = Redis::shared()?;
    let stub = MockServer::start().await;
    let slow = Arc::new(AtomicBool::new(false));
    let (base, is_slow) = (stub.uri(), Arc::clone(&slow));
    Mock::given(method("GET"))
        .and(path_regex("^/number/"))
        .respond_with(move |_: &Request| {
            let takes = if is_slow.load(Ordering::SeqCst) {
                SLOW
            } else {
                Duration::ZERO
            };
            let answer = ResponseTemplate::new(200).set_body_json(json!({
                "isWhatsApp": true,
                "number": NUMBER,
                "name": "Demo Person",
                "profilePicThumb": format!("{base}/thumb.jpg"),
            }));
            answer.set_delay(takes)
        })
        .mount(&stub)
        .await;
    let more = shared_pictures(&stub, redis, prefix) + more;
    let config = config(&stub, "", &more);
    let (one, two) = (start(config.clone()).await, start(config).await);
    Some(Two {
        stub,
        gateways: [Arc::new(one), Arc::new(two)],
        slow,
    })
}

impl Two {
    async fn picture_is(&self, answer: ResponseTemplate, priority: u8) {
        Mock::given(method("GET"))
            .and(path_regex("^/thumb.jpg"))
            .respond_with(answer)
            .with_priority(priority)
            .mount(&self.stub)
            .await;
    }

    async fn lookups(&self) -> usize {
        let requests = self.stub.received_requests().await.unwrap();
        let lookups = requests.iter();
        lookups
            .filter(|request| request.url.path().starts_with("/number/"))
            .count()
    }

    async fn until_lookups_are(&self, many: usize) {
        let begun = Instant::now();
        while self.lookups().await < many {
            assert!(begun.elapsed() < PATIENCE, "not looked up");
            yield_now().await;
        }
    }

    async fn erase(&self, gateway: usize) -> Value {
        let path = format!("/number/{NUMBER}");
        let answer = self.gateways[gateway].operate(Method::DELETE, &path).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    async fn assert_nothing_is_kept(&self) {
        for gateway in &self.gateways {
            let kept = gateway.get(&format!("/number/{NUMBER}?cache=only")).await;
            assert_eq!(kept.status(), StatusCode::NOT_FOUND);
        }
    }
}

/// The status and the JSON of a GET, meanwhile.
fn meanwhile(gateway: &Arc<Running>, path: &str) -> JoinHandle<(StatusCode, Value)> {
    let (gateway, path) = (Arc::clone(gateway), path.to_owned());
    tokio::spawn(async move {
        let answer = gateway.get(&path).await;
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_lookup_under_way_when_its_number_is_erased_elsewhere_then_only_who_asked_gets_it()
{
    let Some(two) = two("erased", "").await else {
        return;
    };
    two.slow.store(true, Ordering::SeqCst);
    let asked = meanwhile(&two.gateways[0], &format!("/number/{NUMBER}"));
    two.until_lookups_are(1).await;
    assert_eq!(two.erase(1).await["erased"], false);
    let (status, answer) = asked.await.unwrap();
    assert_eq!(
        (status.as_u16(), &answer["name"]),
        (200, &"Demo Person".into())
    );
    // A link would open nothing.
    assert_eq!(answer["profilePicThumb"], Value::Null);
    two.assert_nothing_is_kept().await;
    // What is asked for after the erasure is kept as ever.
    two.slow.store(false, Ordering::SeqCst);
    two.gateways[1].get(&format!("/number/{NUMBER}")).await;
    let kept = format!("/number/{NUMBER}?cache=only");
    assert_eq!(two.gateways[0].get(&kept).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_old_answer_that_is_being_renewed_when_it_is_erased_elsewhere_then_it_stays_erased()
 {
    let lifetimes = "[lifetimes]\nfound = \"1ms\"\nstale = \"1h\"\n";
    let Some(two) = two("stale", lifetimes).await else {
        return;
    };
    let path = format!("/number/{NUMBER}");
    two.gateways[0].get(&path).await;
    two.slow.store(true, Ordering::SeqCst);
    let (mut lookups, begun) = (1, Instant::now());
    while lookups < 2 {
        assert!(begun.elapsed() < PATIENCE, "not renewed");
        // Told at once, and renewed behind as soon as it is old.
        let old: Value = two.gateways[0].json(&path).await;
        assert_eq!(old["source"], "cache");
        lookups = two.lookups().await;
    }
    // Waits for the renewal, too.
    let renewed = meanwhile(&two.gateways[0], &format!("{path}?cache=reload"));
    assert_eq!(two.erase(1).await["erased"], true);
    assert_eq!(renewed.await.unwrap().0, 200);
    assert_eq!(two.lookups().await, 2);
    two.assert_nothing_is_kept().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_dead_link_that_is_being_renewed_when_its_number_is_erased_then_nothing_is_kept() {
    let Some(two) = two("renewing", "").await else {
        return;
    };
    two.picture_is(ResponseTemplate::new(404), 5).await;
    let answer: Value = two.gateways[0].json(&format!("/number/{NUMBER}")).await;
    let link = answer["profilePicThumb"].as_str().unwrap().to_owned();
    two.slow.store(true, Ordering::SeqCst);
    let opened = meanwhile(
        &two.gateways[0],
        link.split_once(&two.gateways[0].address).unwrap().1,
    );
    two.until_lookups_are(2).await;
    assert_eq!(two.erase(1).await["erased"], true);
    opened.await.unwrap();
    two.assert_nothing_is_kept().await;
    for gateway in &two.gateways {
        let link = link.replace(&two.gateways[0].address, &gateway.address);
        let opened = gateway.client.get(&link).send().await.unwrap();
        assert_eq!(opened.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(two.lookups().await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_picture_in_a_gateways_memory_when_its_number_is_erased_elsewhere_then_it_never_comes_again()
 {
    let Some(two) = two("pictures", "").await else {
        return;
    };
    let jpeg = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    two.picture_is(jpeg, 5).await;
    let path = format!("/number/{NUMBER}");
    let answer: Value = two.gateways[1].json(&path).await;
    let link = answer["profilePicThumb"].as_str().unwrap();
    let open = || async { two.gateways[1].client.get(link).send().await.unwrap() };
    assert_eq!(open().await.status(), 200);
    two.erase(0).await;
    assert_eq!(open().await.status(), StatusCode::NOT_FOUND);
    // The CDN has another picture under the same link by now.
    let other = include_bytes!("../picture_files/with-metadata.webp");
    let other = ResponseTemplate::new(200).set_body_raw(*other, "image/webp");
    two.picture_is(other, 1).await;
    two.gateways[0].get(&path).await;
    let picture = open().await;
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()["content-type"], "image/webp");
}
