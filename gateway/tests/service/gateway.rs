//! A gateway with tokens, in front of a stub that answers in the documented shape and counts.

use std::{path::PathBuf, sync::Arc, time::Duration};

use phone_profile_gateway::{
    Budget, Config, File, Gateway, GatewayError, Reloaded, access::hash_token,
};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::method};

use crate::servers::Redis;

/// What callers of these tests hold.
pub const CRM: &str = "token-of-the-crm";
pub const OPERATOR: &str = "token-of-the-operator";

pub const NUMBER: &str = "13105550123";

/// The documented answer for whatever number the path ends in.
pub fn documented(request: &Request) -> ResponseTemplate {
    let digits = request.url.path().rsplit('/').next().unwrap().to_owned();
    ResponseTemplate::new(200).set_body_json(json!({
        "success": true,
        "isWhatsApp": true,
        "number": digits,
        "profilePic": "https://pps.whatsapp.net/v/full.jpg",
        "profilePicThumb": "https://pps.whatsapp.net/v/thumb.jpg",
        "name": "Demo Person",
        "isBusiness": false,
        "lastChecked": "2026-04-24T12:34:56Z",
    }))
}

pub async fn stub() -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(documented)
        .mount(&stub)
        .await;
    stub
}

/// How often the stub was asked.
pub async fn asked(stub: &MockServer) -> usize {
    stub.received_requests().await.unwrap().len()
}

/// A running gateway. Ends with it.
pub struct Running {
    pub address: String,
    pub client: Client,
    pub gateway: Gateway,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<()>,
}

/// One upstream at the stub, two tokens, and whatever else is said.
pub fn config(stub: &MockServer, more_of_upstream: &str, more: &str) -> Config {
    config_at(&stub.uri(), more_of_upstream, more)
}

/// The same for a service at an address.
pub fn config_at(uri: &str, more_of_upstream: &str, more: &str) -> Config {
    let (crm, operator) = (hash_token(CRM), hash_token(OPERATOR));
    let text = format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{uri}/number/{{digits}}\"\n\
         {more_of_upstream}\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{crm}\"\n\
         [[access.tokens]]\nname = \"operator\"\nhash = \"{operator}\"\noperator = true\n\
         {more}"
    );
    parse(&text)
}

/// Settings of gateways that share a Redis, and pictures whose CDN is the stub.
pub fn shared_pictures(stub: &MockServer, redis: &Redis, prefix: &str) -> String {
    format!(
        "[picture]\nhosts = [\"{}\"]\nallow-addresses = [\"127.0.0.1\"]\n\
         link-key = \"0123456789abcdef0123456789abcdef\"\n\
         [state]\nredis = \"{}\"\nredis-prefix = \"{prefix}:\"\n",
        stub.uri(),
        redis.url()
    )
}

/// A configuration as it would be written.
pub fn parse(text: &str) -> Config {
    let directory = tempfile::tempdir().unwrap();
    let path: PathBuf = directory.path().join("gateway.toml");
    std::fs::write(&path, text).unwrap();
    File::read(Some(&path)).unwrap().into_config()
}

/// The gateway's own budget for the stub.
pub fn budget(requests: u64) -> String {
    format!("[upstreams.budget]\nrequests = {requests}\n")
}

/// What nothing is said about: no budget, and counters that end with the gateway.
pub fn completed(mut config: Config) -> Config {
    let service = &mut config.service;
    for entry in &mut service.upstreams {
        entry.budget.get_or_insert(Budget::Unlimited);
    }
    let state = &mut service.state;
    state.volatile = state.redis.is_none() && state.sqlite.is_none();
    config
}

pub async fn start(config: Config) -> Running {
    let config = completed(config);
    // Once for the process; a second time is refused, and the first one holds.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let gateway = Gateway::new(config).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(gateway.clone().serve(listener, async move {
        let _ = stopped.await;
    }));
    Running {
        address,
        client: Client::new(),
        gateway,
        stop: Some(stop),
        served,
    }
}

impl Running {
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Takes another configuration.
    pub fn reload(&self, config: Config) -> Result<Reloaded, GatewayError> {
        self.gateway.reload(completed(config))
    }

    /// With the CRM's token.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, self.url(path))
            .header("x-api-key", CRM)
    }

    pub async fn get(&self, path: &str) -> Response {
        let request = self.request(reqwest::Method::GET, path);
        request.send().await.unwrap()
    }

    /// The JSON of the answer to a GET.
    pub async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }

    /// With the operator's token.
    pub async fn operate(&self, method: reqwest::Method, path: &str) -> Response {
        self.client
            .request(method, self.url(path))
            .bearer_auth(OPERATOR)
            .send()
            .await
            .unwrap()
    }

    /// A batch, line by line.
    pub async fn batch(&self, body: &Value) -> Vec<Value> {
        let request = self.request(reqwest::Method::POST, "/numbers").json(body);
        let text = request.send().await.unwrap().text().await.unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Told to stop.
    pub fn stopping(mut self) -> Self {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self
    }

    pub async fn stop(self) {
        self.stopping().served.await.unwrap();
    }
}

/// Everybody at once; the status of each answer.
pub async fn at_once(gateway: &Arc<Running>, paths: Vec<String>) -> Vec<u16> {
    let tasks: Vec<_> = paths
        .into_iter()
        .map(|path| {
            let gateway = Arc::clone(gateway);
            tokio::spawn(async move { gateway.get(&path).await.status().as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses
}

/// Long enough for whatever must not happen, were it to happen.
pub const A_WHILE: Duration = Duration::from_millis(200);
