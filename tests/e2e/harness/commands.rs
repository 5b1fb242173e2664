//! Commands that only one of the drivers has.

use axum::http::Method;
use fantoccini::{Client, wd::WebDriverCompatibleCommand};
use serde_json::Value;
use url::{ParseError, Url};

/// Sends one, with its path below the session's.
pub async fn send(client: &Client, path: &'static str, body: Value) -> Value {
    client
        .issue_cmd(DriverCommand { path, body })
        .await
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
