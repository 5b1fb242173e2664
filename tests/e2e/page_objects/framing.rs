//! A site of another origin that can take in nothing but an iframe.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Card, host};
use crate::harness::{Page, Stage, TestGateway};

/// Writes down what the frame says. Changes the document too, so that `until` looks again.
const LISTEN: &str = "window.heard = [];
    addEventListener('message', ({ data, origin }) => {
      heard.push({ ...data, origin });
      document.documentElement.dataset.heard = heard.length;
    });";

/// The site, in the scenario's browser.
pub struct FramingPage {
    stage: Arc<Stage>,
    /// Serves the page in the frame, and lists the site.
    pub gateway: TestGateway,
}

impl FramingPage {
    /// Opens the site, with nothing framed yet, under the policy that it needs and no other.
    pub async fn open(stage: &Arc<Stage>) -> Self {
        let gateway = stage.framed_gateway().await;
        let policy = format!(
            "default-src 'none'; script-src 'self' {origin}; frame-src {origin}; style-src 'self'; \
             img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
            origin = gateway.origin
        );
        let page = Page {
            html: host::html("", "", ""),
            policy: Some(policy),
        };
        Self::of(stage, gateway, &stage.publish(page)).await
    }

    /// Opens a page with this body, wherever `at` puts its address.
    pub async fn with_body(stage: &Arc<Stage>, body: &str, at: impl Fn(&str) -> String) -> Self {
        let gateway = stage.framed_gateway().await;
        let page = Page {
            html: host::html("", "", &body.replace("{page}", &gateway.origin)),
            policy: None,
        };
        let address = at(&stage.publish(page));
        Self::of(stage, gateway, &address).await
    }

    async fn of(stage: &Arc<Stage>, gateway: TestGateway, address: &str) -> Self {
        stage.browser.goto(address).await;
        let page = Self {
            stage: Arc::clone(stage),
            gateway,
        };
        page.act(LISTEN).await;
        page
    }

    /// Calls `embedFrame` and keeps what it gives as `frame`, what its callbacks get as `told`; `until` looks again
    /// at each of those.
    pub async fn embed(&self, options: Value) {
        let script = "const { embedFrame } = await importModule(`${args[0]}/phone-profile/frame.js`);
            window.told = [];
            const tell = (name) => (value) => {
              told.push([name, value]);
              document.documentElement.dataset.told = told.length;
            };
            const callbacks = { onState: tell('state'), onProfile: tell('profile'), onError: tell('error') };
            window.frame = embedFrame('main', { ...callbacks, ...args[1] });";
        self.run::<Value>(script, vec![json!(self.gateway.origin), options])
            .await;
    }

    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        self.stage.browser.run(body, args).await
    }

    pub async fn act(&self, body: &str) {
        self.run::<Value>(body, vec![]).await;
    }

    /// Waits for a JavaScript condition on the site's page.
    pub async fn waits_for(&self, condition: &str) {
        self.act(&format!("await until(() => {condition}, null)"))
            .await;
    }

    /// Runs a script in the frame.
    pub async fn inside<T: DeserializeOwned>(&self, body: &str) -> T {
        self.stage.browser.run_in_frame(0, body, vec![]).await
    }

    /// What a script that waits comes to in the frame, whose blank document may be there yet.
    pub async fn await_inside<T: DeserializeOwned>(&self, body: &str) -> T {
        self.stage.browser.await_in_frame(body).await
    }

    /// Waits until the card in the frame has settled.
    pub async fn settled(&self) -> Card {
        let script = "return read(await settled(await until(() => card(), null)))";
        self.await_inside(script).await
    }

    /// Waits until the card in the frame fits a condition, in which `element` is the card.
    pub async fn card_that(&self, condition: &str) -> Card {
        let script = format!(
            "await until(() => {{ const element = card(); return element && ({condition}); }}, null); return read(await settled())"
        );
        self.await_inside(&script).await
    }

    /// Sends a message of the protocol to the frame, by hand.
    pub async fn send(&self, kind: &str, fields: Value) {
        let script =
            "const message = { ...args[1], source: 'phone-profile', version: 1, type: args[0] };
            frames[0].postMessage(message, args[2]);";
        let origin = json!(self.gateway.origin);
        self.run::<Value>(script, vec![json!(kind), fields, origin])
            .await;
    }

    /// The messages of one type that the site has heard.
    pub async fn heard(&self, kind: &str) -> Vec<Value> {
        self.run(
            "return heard.filter(({ type }) => type === args[0])",
            vec![json!(kind)],
        )
        .await
    }

    /// What the messages sent so far have come to can be seen now.
    pub async fn round_trip(&self) {
        self.inside::<Value>(
            "await fetch('./healthz', { cache: 'no-store' });
            await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));",
        )
        .await;
    }

    pub async fn log(&self) -> Vec<String> {
        self.stage.browser.log().await
    }
}

/// The same server under its other name, which is another origin that nobody has listed.
pub fn elsewhere(address: &str) -> String {
    address.replace("//127.0.0.1", "//localhost")
}
