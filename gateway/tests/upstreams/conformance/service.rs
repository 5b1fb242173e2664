//! The service of a case: a server that answers by its routes, and notes whatever matches none.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::Value;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers};

use super::table::Route;

/// Longer than any upstream of these tests waits.
const NEVER: Duration = Duration::from_secs(120);

pub struct Service {
    server: MockServer,
    now: Arc<Mutex<Now>>,
}

#[derive(Default)]
struct Now {
    routes: Vec<Route>,
    received: u64,
    unexpected: Vec<String>,
}

impl Service {
    pub async fn start() -> Self {
        let server = MockServer::builder()
            .disable_request_recording()
            .start()
            .await;
        let now = Arc::new(Mutex::new(Now::default()));
        let answering = Arc::clone(&now);
        Mock::given(matchers::any())
            .respond_with(move |request: &Request| answering.lock().unwrap().answer(request))
            .mount(&server)
            .await;
        Self { server, now }
    }

    pub fn url(&self) -> String {
        self.server.uri()
    }

    /// From now on these routes hold, and the count is at zero.
    pub fn answer_by(&self, routes: &[Route]) {
        *self.now.lock().unwrap() = Now {
            routes: routes.to_vec(),
            ..Now::default()
        };
    }

    /// How many requests have come since then, all of which must have been expected.
    pub fn received(&self) -> u64 {
        let now = self.now.lock().unwrap();
        assert!(now.unexpected.is_empty(), "asked for {:?}", now.unexpected);
        now.received
    }
}

impl Now {
    fn answer(&mut self, request: &Request) -> ResponseTemplate {
        self.received += 1;
        match self.routes.iter().find(|route| route.matches(request)) {
            Some(route) => route.response(),
            None => {
                let body = String::from_utf8_lossy(&request.body);
                let line = format!("{} {} {body}", request.method, request.url);
                self.unexpected.push(line);
                ResponseTemplate::new(599)
            }
        }
    }
}

impl Route {
    fn matches(&self, request: &Request) -> bool {
        let line = format!("{} {}", request.method, request.url.path());
        let has = |(name, value): (&String, &String)| {
            let mut pairs = request.url.query_pairs();
            pairs.any(|(one, is)| one == name.as_str() && is == value.as_str())
        };
        let sent = || serde_json::from_slice::<Value>(&request.body).ok();
        self.route == line
            && self.query.iter().all(has)
            && (self.sent.is_none() || self.sent == sent())
    }

    fn response(&self) -> ResponseTemplate {
        let mut response = ResponseTemplate::new(self.status);
        if let Some(body) = &self.body {
            response = response.set_body_json(body);
        } else if let Some(text) = &self.text {
            response = response.set_body_string(text);
        }
        for (name, value) in &self.headers {
            response = response.insert_header(name.as_str(), value.as_str());
        }
        if self.hangs {
            response = response.set_delay(NEVER);
        }
        response
    }
}
