//! A stub of a service, and an upstream that asks it.

use std::sync::Arc;

use phone_profile_gateway::{
    Digits,
    upstream::{Answered, Ask, Settings, Upstream, UpstreamError},
};
use serde_json::Value;
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path},
};

/// What no log, URL or wrong header may hold.
pub const KEY: &str = "k3y-f00dfeed";
pub const PICTURE: &str = "https://pps.whatsapp.net/v/t61.24694-24/full.jpg?oe=F0000000&oh=1";
pub const THUMB: &str = "https://pps.whatsapp.net/v/t61.24694-24/thumb.jpg?oe=F0000000&oh=2";

pub fn number() -> Digits {
    Digits::parse("13105550123").unwrap()
}

/// The upstream that the TOML describes; `{url}` and `{key}` are filled in.
pub fn upstream(text: &str, url: &str) -> Arc<dyn Upstream> {
    settings(text, url).build().unwrap()
}

pub fn settings(text: &str, url: &str) -> Settings {
    let text = text.replace("{url}", url).replace("{key}", KEY);
    toml::from_str(&text).unwrap()
}

pub async fn live(upstream: &Arc<dyn Upstream>) -> Result<Answered, UpstreamError> {
    upstream.lookup(&number(), Ask::Live).await
}

/// From now on the stub answers this path with JSON.
pub async fn answers(server: &MockServer, verb: &str, at: &str, status: u16, body: Value) {
    let template = ResponseTemplate::new(status).set_body_json(body);
    Mock::given(method(verb))
        .and(path(at))
        .respond_with(template)
        .mount(server)
        .await;
}

pub async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// `GET /path?query` of each request, in order.
pub async fn lines(server: &MockServer) -> Vec<String> {
    let line = |request: &Request| {
        let query = request.url.query();
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{} {}{query}", request.method, request.url.path())
    };
    requests(server).await.iter().map(line).collect()
}

/// Every request has the header with this value, and the key is nowhere else in any of them.
pub async fn assert_key_only_in(server: &MockServer, header: &str, value: &str) {
    let requests = requests(server).await;
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(request.headers[header], value);
        assert!(!request.url.as_str().contains(KEY), "in the URL");
        let body = String::from_utf8_lossy(&request.body);
        assert!(!body.contains(KEY), "in the body");
        for (name, other) in &request.headers {
            if name != header {
                let text = String::from_utf8_lossy(other.as_bytes());
                assert!(!text.contains(KEY), "in {name}");
            }
        }
        let agent = request.headers["user-agent"].to_str().unwrap();
        assert!(agent.starts_with("phone-profile-gateway/"), "{agent}");
        assert!(!request.headers.contains_key("cookie"));
    }
}
