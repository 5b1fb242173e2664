//! The gateway that is asked: one that runs, or one of this process with the configuration's upstreams.

use std::{env, error::Error, path::Path};

use bytes::Bytes;
use futures_util::Stream;
use phone_profile_contacts::{
    list::Hashes,
    run::line::{self, Line},
};
use phone_profile_core::{
    answer::{self, Body, Received},
    error::{LookupError, LookupErrorCode},
    json,
    number::E164,
};
use phone_profile_gateway::{
    File, Gateway, GatewayError,
    access::{self, settings::TokenSettings},
};
use reqwest::{Client, RequestBuilder, Response, header::RETRY_AFTER};
use serde::Deserialize;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use url::Url;

use crate::commands::remote::{self, RemoteError};

/// As the audit calls whoever runs the command with a configuration of their own.
const CALLER: &str = "enrich";

/// A gateway, and a credential for it.
pub(super) struct Asked {
    client: Client,
    url: Url,
    token: Option<String>,
    own: Option<Own>,
}

/// A gateway of this process.
struct Own {
    /// Whether links to pictures lead anywhere once the process has ended.
    links_last: bool,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// What the gateway says before a lookup.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Session {
    /// Whether all answers are made up, and cost nothing.
    pub(super) demo: bool,
    /// Numbers in one batch, at most.
    #[serde(default = "few")]
    pub(super) batch_most: usize,
    #[serde(default)]
    pub(super) budgets: Vec<Budget>,
    pub(super) paid_from: Option<String>,
    /// Whether it says what pictures look like.
    #[serde(default)]
    pub(super) compares_pictures: bool,
    pub(super) price: Option<Price>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Budget {
    pub(super) upstream: String,
    pub(super) remaining: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Price {
    pub(super) amount: String,
    pub(super) currency: String,
}

/// What every gateway takes.
const fn few() -> usize {
    10
}

impl Asked {
    /// The gateway at `url`, or else one with the configuration's upstreams.
    pub(super) async fn new(
        url: Option<&Url>,
        config: Option<&Path>,
    ) -> Result<Self, Box<dyn Error>> {
        let client = remote::client();
        if let Some(url) = url {
            return Ok(Self {
                client,
                url: url.clone(),
                token: env::var(remote::TOKEN).ok(),
                own: None,
            });
        }
        let (token, hash) = access::new_token()?;
        let mut config = File::read(config)?.into_config();
        // The page is nobody's business here.
        config.assets = None;
        let links_last = config.public_url.is_some();
        config.service.access.tokens.push(own_caller(&hash)?);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
        let gateway = Gateway::new(config).await.map_err(in_use)?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(gateway.serve(listener, async {
            let _ = stopped.await;
        }));
        let own = Some(Own {
            links_last,
            stop,
            serving,
        });
        Ok(Self {
            client,
            url,
            token: Some(token),
            own,
        })
    }

    pub(super) async fn session(&self) -> Result<Session, RemoteError> {
        let response = self.send(self.client.get(self.at("session")?)).await?;
        remote::json(response).await
    }

    /// Asks for some numbers: the lines of the answer, in pieces.
    pub(super) async fn batch(
        &self,
        numbers: &[&E164],
        purpose: Option<&str>,
    ) -> Result<impl Stream<Item = reqwest::Result<Bytes>> + use<>, LookupError> {
        let unreachable = |error: RemoteError| {
            LookupError::new(LookupErrorCode::Network, "The gateway can't be reached.")
                .with_cause(error)
        };
        let digits: Vec<_> = numbers.iter().map(|number| number.digits()).collect();
        let mut body = serde_json::json!({ "numbers": digits });
        if let (Some(purpose), Some(body)) = (purpose, body.as_object_mut()) {
            body.insert("purpose".to_owned(), purpose.into());
        }
        let request = self
            .client
            .post(self.at("numbers").map_err(unreachable)?)
            .json(&body);
        let response = self.send(request).await.map_err(unreachable)?;
        if response.status().is_success() {
            return Ok(response.bytes_stream());
        }
        Err(refusal(response).await)
    }

    /// Reads a line of an answer to a batch.
    pub(super) fn read(&self, line: &str, now_ms: f64) -> Option<Line> {
        let url = self.at("numbers").ok()?;
        line::read(&json::parse(line)?, url.as_str(), now_ms)
    }

    /// Whether links to pictures lead anywhere once this process has ended.
    pub(super) fn links_last(&self) -> bool {
        self.own.as_ref().is_none_or(|own| own.links_last)
    }

    /// Asks what some pictures look like. No lookup is made for it.
    pub(super) async fn picture_hashes(&self, links: &[&str]) -> Result<Hashes, RemoteError> {
        let request = self.client.post(self.at("picture-hashes")?);
        let request = request.json(&serde_json::json!({ "links": links }));
        remote::json(self.send(request).await?).await
    }

    /// Lets a gateway of this process end what is paid for.
    pub(super) async fn finish(self) {
        if let Some(own) = self.own {
            let _ = own.stop.send(());
            // It ends by itself, and has said what there is to say in its log.
            let _ = own.serving.await;
        }
    }

    fn at(&self, path: &str) -> Result<Url, RemoteError> {
        remote::below(&self.url, &[path])
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, RemoteError> {
        let request = match &self.token {
            Some(token) => request.bearer_auth(token.trim()),
            None => request,
        };
        let unreachable =
            |error: reqwest::Error| RemoteError::Unreachable(self.url.clone(), error.without_url());
        request.send().await.map_err(unreachable)
    }
}

/// Why a whole batch was refused.
async fn refusal(response: Response) -> LookupError {
    let status = response.status().as_u16();
    let header = response.headers().get(RETRY_AFTER);
    let retry_after = header
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let body = response.bytes().await.unwrap_or_default();
    let received = Received {
        status,
        body: Body::read(&body, json::parse),
        retry_after: retry_after.as_deref(),
        quota_headers: [None; 3],
        url: "",
    };
    answer::failure(received, super::now_ms())
}

/// Whoever has the configuration may change its caps as well: the run's own cap is what holds.
fn own_caller(hash: &str) -> Result<TokenSettings, serde_json::Error> {
    serde_json::from_value(serde_json::json!({
        "name": CALLER,
        "hash": hash,
        "per-minute": u32::MAX,
        "per-day": u32::MAX,
    }))
}

/// Says what to do where a gateway runs with the same configuration.
fn in_use(error: GatewayError) -> Box<dyn Error> {
    match &error {
        GatewayError::Store(store) if store.is_in_use() => {
            "a gateway has this configuration's file: ask it, with --gateway and PHONE_PROFILE_TOKEN"
                .into()
        }
        _ => error.into(),
    }
}
