//! A running gateway, asked as one of its operators.

use std::{env, error::Error};

use clap::Args;
use reqwest::{Client, Method, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::{Host, Url};

/// The variable with an operator's token: an argument would show in the list of processes.
pub(super) const TOKEN: &str = "PHONE_PROFILE_TOKEN";

/// Which gateway.
#[derive(Debug, Args)]
pub(crate) struct Remote {
    /// Where it is. The environment variable PHONE_PROFILE_TOKEN has an operator's token
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    gateway: Url,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum RemoteError {
    #[error("{0} is not on this machine: a token goes there by https only")]
    Plain(Url),
    #[error("{0} is no address of a gateway")]
    Address(Url),
    #[error("{0} can't be reached")]
    Unreachable(Url, #[source] reqwest::Error),
    #[error("the gateway refuses: {0}")]
    Refused(String),
    #[error("the gateway's answer can't be read")]
    Unreadable(#[source] reqwest::Error),
}

impl Remote {
    /// Asks for JSON.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<Value, Box<dyn Error>> {
        let response = self.send(method, path, query).await?;
        Ok(json(response).await?)
    }

    async fn send(
        &self,
        method: Method,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<Response, RemoteError> {
        let mut url = below(&self.gateway, path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = client().request(method, url);
        if let Ok(token) = env::var(TOKEN) {
            request = request.bearer_auth(token.trim());
        }
        // Its URL may have a number in it.
        let unreachable = |error: reqwest::Error| {
            RemoteError::Unreachable(self.gateway.clone(), error.without_url())
        };
        request.send().await.map_err(unreachable)
    }
}

/// A client whose TLS is ours.
pub(super) fn client() -> Client {
    // Fails where it is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

/// The address of a path of a gateway, to which a token may go.
pub(super) fn below(gateway: &Url, path: &[&str]) -> Result<Url, RemoteError> {
    let mut url = gateway.clone();
    if url.scheme() != "https" && !is_this_machine(&url) {
        return Err(RemoteError::Plain(url));
    }
    url.path_segments_mut()
        .map_err(|()| RemoteError::Address(gateway.clone()))?
        .pop_if_empty()
        .extend(path);
    Ok(url)
}

/// What the gateway answers, or why it refuses.
pub(super) async fn json<T: DeserializeOwned>(response: Response) -> Result<T, RemoteError> {
    let unreadable = |error: reqwest::Error| RemoteError::Unreadable(error.without_url());
    let status = response.status();
    if status.is_success() {
        return response.json().await.map_err(unreadable);
    }
    let body: Value = response.json().await.map_err(unreadable)?;
    let said = body.get("error").and_then(Value::as_str);
    Err(RemoteError::Refused(
        said.unwrap_or(status.as_str()).to_owned(),
    ))
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn given_another_machine_without_tls_when_asked_then_no_token_is_sent() {
        let remote = Remote {
            gateway: "http://192.0.2.1:1/".parse().unwrap(),
        };
        let error = remote.ask(Method::GET, &["audit"], &[]).await.unwrap_err();
        assert!(error.to_string().contains("by https only"), "{error}");
    }

    #[tokio::test]
    async fn given_a_gateway_that_is_not_there_when_asked_of_a_number_then_the_error_has_none() {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let gateway = format!("http://{}/", closed.local_addr().unwrap());
        drop(closed);
        let remote = Remote {
            gateway: gateway.parse().unwrap(),
        };
        let path = ["number", "13105550123"];
        let error = remote.ask(Method::DELETE, &path, &[]).await.unwrap_err();
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(source) = cause {
            text.push_str(&format!(": {source}"));
            cause = source.source();
        }
        assert!(text.starts_with(&gateway), "{text}");
        assert!(!text.contains("13105550123"), "{text}");
    }
}
