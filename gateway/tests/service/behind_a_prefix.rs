//! Pictures behind a proxy that serves the gateway below `/lookup`, and takes the prefix away, or a part
//! of it, or none.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::HeaderValue,
    response::Response,
};
use reqwest::{Client, RequestBuilder, Url};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use wiremock::ResponseTemplate;

use crate::{
    gateway::{CRM, Running, parse, start},
    pictures::{JPEG, with_pictures},
};

/// What a proxy serves below, and what it takes away of that.
#[derive(Clone, Copy)]
struct Prefix {
    served: &'static str,
    taken: &'static str,
}

const TAKEN: Prefix = Prefix {
    served: "/lookup",
    taken: "/lookup",
};
/// As a bundler's development server passes it on.
const LEFT: Prefix = Prefix {
    served: "/lookup",
    taken: "",
};
const TAKEN_IN_PART: Prefix = Prefix {
    served: "/x/lookup",
    taken: "/x",
};
const TOKEN: (&str, &str) = ("x-api-key", CRM);
/// What browsers send of their own accord.
const PAGE: (&str, &str) = ("sec-fetch-mode", "cors");

/// `location /lookup/ { proxy_pass http://gateway/; proxy_set_header Host $http_host; }`, and
/// `X-Forwarded-Prefix` where it says what it does. Ends with it.
struct Proxy {
    origin: String,
    prefix: Prefix,
    serving: JoinHandle<()>,
}

#[derive(Clone)]
struct Passes {
    client: Client,
    to: String,
    prefix: Prefix,
    names_prefix: bool,
}

impl Proxy {
    async fn before(gateway: &Running, prefix: Prefix, names_prefix: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::at(listener, gateway, prefix, names_prefix)
    }

    fn at(listener: TcpListener, gateway: &Running, prefix: Prefix, names_prefix: bool) -> Self {
        let passes = Passes {
            client: gateway.client.clone(),
            to: gateway.address.clone(),
            prefix,
            names_prefix,
        };
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(pass_on).with_state(passes);
        let serving = tokio::spawn(async { axum::serve(listener, routes).await.unwrap() });
        Self {
            origin,
            prefix,
            serving,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.prefix.served)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass_on(State(passes): State<Passes>, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    let target = head.uri.path_and_query().unwrap().as_str();
    let Prefix { served, taken } = passes.prefix;
    if !target.starts_with(served) {
        let mut missing = Response::new(Body::empty());
        *missing.status_mut() = axum::http::StatusCode::NOT_FOUND;
        return missing;
    }
    let target = &target[taken.len()..];
    if passes.names_prefix {
        let prefix = HeaderValue::from_static(taken);
        head.headers.insert("x-forwarded-prefix", prefix);
    }
    let url = format!("http://{}{target}", passes.to);
    let sent = passes
        .client
        .request(head.method, url)
        .headers(head.headers)
        .body(to_bytes(body, usize::MAX).await.unwrap())
        .send()
        .await
        .unwrap();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = sent.status();
    *response.headers_mut() = sent.headers().clone();
    response.headers_mut().remove("transfer-encoding");
    *response.body_mut() = Body::from(sent.bytes().await.unwrap());
    response
}

/// What a profile's links lead to, from where the answer came.
async fn assert_pictures_open(
    proxy: &Proxy,
    client: &Client,
    answer: &Url,
    profile: &Value,
    fields: &[&str],
) {
    for field in fields {
        let link = profile[field].as_str().unwrap();
        let url = answer.join(link).unwrap();
        assert!(url.as_str().starts_with(&proxy.url("/")), "{field}: {link}");
        let picture = client.get(url).send().await.unwrap();
        assert_eq!(picture.status(), 200, "{field}: {link}");
        let kind = picture.headers()["content-type"].to_str().unwrap();
        assert!(kind.starts_with("image/"), "{kind}");
    }
}

/// A lookup, one from the cache, and a batch: the pictures of all of them.
async fn assert_all_open(
    proxy: &Proxy,
    client: &Client,
    headers: &[(&str, &str)],
    fields: &[&str],
) {
    let with = |request: RequestBuilder| {
        let add =
            |request: RequestBuilder, (name, value): &(&str, &str)| request.header(*name, *value);
        headers.iter().fold(request, add)
    };
    for path in ["/number/13105550123", "/number/+13105550123"] {
        let answer = with(client.get(proxy.url(path))).send().await.unwrap();
        let url = answer.url().clone();
        let profile: Value = answer.json().await.unwrap();
        assert_pictures_open(proxy, client, &url, &profile, fields).await;
    }
    let batch = client.post(proxy.url("/numbers"));
    let batch = batch.json(&json!({ "numbers": ["13105550123", "+1 310 555 0123"] }));
    let answer = with(batch).send().await.unwrap();
    let url = answer.url().clone();
    let text = answer.text().await.unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_pictures_open(proxy, client, &url, &line["profile"], fields).await;
    }
}

#[tokio::test]
async fn given_a_proxy_that_names_its_prefix_when_anybody_looks_up_then_the_pictures_open() {
    let picture = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, gateway) = with_pictures(picture).await;
    let proxy = Proxy::before(&gateway, TAKEN, true).await;
    let client = gateway.client.clone();
    assert_all_open(&proxy, &client, &[TOKEN], &["profilePicThumb"]).await;

    let kept = client.get(proxy.url("/number_cache/13105550123"));
    let kept = kept.header("x-api-key", CRM).send().await.unwrap();
    let url = kept.url().clone();
    let profile: Value = kept.json().await.unwrap();
    assert_pictures_open(&proxy, &client, &url, &profile, &["profilePicThumb"]).await;
}

#[tokio::test]
async fn given_a_proxy_that_says_nothing_when_a_page_looks_up_then_the_pictures_open() {
    let picture = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, gateway) = with_pictures(picture).await;
    let thumb = ["profilePicThumb"];
    for prefix in [TAKEN, LEFT, TAKEN_IN_PART] {
        let proxy = Proxy::before(&gateway, prefix, false).await;
        assert_all_open(&proxy, &gateway.client, &[TOKEN, PAGE], &thumb).await;
    }
}

#[tokio::test]
async fn given_a_proxy_that_takes_nothing_away_when_anybody_looks_up_then_the_pictures_open() {
    let picture = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, gateway) = with_pictures(picture).await;
    let proxy = Proxy::before(&gateway, LEFT, false).await;
    assert_all_open(&proxy, &gateway.client, &[TOKEN], &["profilePicThumb"]).await;
}

#[tokio::test]
async fn given_demo_data_behind_either_proxy_when_looked_up_then_the_pictures_open() {
    let gateway = start(phone_profile_gateway::Config::default()).await;
    let both = ["profilePic", "profilePicThumb"];
    for (prefix, names_prefix, headers) in [
        (TAKEN, true, &[][..]),
        (TAKEN, false, &[PAGE]),
        (LEFT, false, &[]),
        (LEFT, false, &[PAGE]),
        (TAKEN_IN_PART, true, &[]),
        (TAKEN_IN_PART, false, &[PAGE]),
    ] {
        let proxy = Proxy::before(&gateway, prefix, names_prefix).await;
        assert_all_open(&proxy, &gateway.client, headers, &both).await;
    }
}

#[tokio::test]
async fn given_a_public_url_when_any_client_looks_up_through_a_silent_proxy_then_links_begin_with_it()
 {
    for prefix in [TAKEN, LEFT, TAKEN_IN_PART] {
        // The proxy's address has to be known before the gateway's configuration.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let public_url = format!("public-url = \"http://{address}{}/\"", prefix.served);
        let gateway = start(parse(&public_url)).await;
        let proxy = Proxy::at(listener, &gateway, prefix, false);
        let both = ["profilePic", "profilePicThumb"];
        for headers in [&[][..], &[PAGE]] {
            assert_all_open(&proxy, &gateway.client, headers, &both).await;
        }
        let answer = gateway.client.get(gateway.url("/number/13105550123"));
        let answer = answer.send().await.unwrap();
        let profile: Value = answer.json().await.unwrap();
        let link = profile["profilePic"].as_str().unwrap();
        assert!(link.starts_with(&proxy.url("/demo/pictures/")), "{link}");
    }
}
