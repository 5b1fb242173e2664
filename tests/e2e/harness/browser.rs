//! One browser window: a session of chromedriver with a fresh profile.

use std::{collections::HashMap, env, mem::take, sync::Mutex, time::Duration};

use axum::http::Method;
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::{Element, ElementRef},
    wd::{Capabilities, TimeoutConfiguration, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// Headless, alone, and silent on the network.
const FLAGS: [&str; 9] = [
    "--headless=new",
    // Tests run as root in containers, where Chromium's sandbox refuses to start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
];
const BLANK: &str = "about:blank";
const GOTO_TRIES: u32 = 3;
const SCRIPT: Duration = Duration::from_secs(45);

/// What scenarios do with a window.
pub struct Browser {
    client: Client,
    /// Scripts that run in each page before its own.
    before_page: Mutex<Vec<String>>,
}

impl Browser {
    pub async fn open(driver: &str) -> Self {
        let mut chrome = json!({ "args": FLAGS });
        if let Some(binary) = env::var_os("CHROME") {
            chrome["binary"] = json!(binary.to_string_lossy());
        }
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), chrome);
        capabilities.insert(
            "goog:loggingPrefs".into(),
            json!({ "browser": "ALL", "performance": "ALL" }),
        );
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver)
            .await
            .expect("a browser session");
        client
            .update_timeouts(TimeoutConfiguration::new(Some(SCRIPT), None, None))
            .await
            .expect("setting the script timeout");
        Self {
            client,
            before_page: Mutex::default(),
        }
    }

    pub async fn close(self) {
        // A browser that has crashed can't be closed any more.
        let _ = self.client.close().await;
    }

    /// Opens an address. On a busy machine the driver may say so while the browser still shows the
    /// blank page of before.
    pub async fn goto(&self, url: &str) {
        for _ in 0..GOTO_TRIES {
            let opening = |error| panic!("opening {url}: {error}");
            self.client.goto(url).await.unwrap_or_else(opening);
            let shown = self.client.execute("return location.href", vec![]).await;
            if url == BLANK || shown.unwrap_or_else(|error| panic!("{error}")) != BLANK {
                return;
            }
        }
        panic!("opening {url}: the browser stays on {BLANK}");
    }

    /// Runs the body of an async function and gives what it returns. `args` are its arguments.
    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        let script = format!(
            "const args = [...arguments]; const done = args.pop();\n{prelude}\n\
             (async (...args) => {{ {body} }})(...args).then(\n\
               (value) => done({{ value: value === undefined ? null : value }}),\n\
               (error) => done({{ thrown: `${{error}}` }}));",
            prelude = include_str!("../page_objects/prelude.js"),
        );
        let outcome = self.client.execute_async(&script, args).await;
        let outcome = outcome.unwrap_or_else(|error| panic!("{error}\nin the script: {body}"));
        if let Some(thrown) = outcome.get("thrown") {
            panic!("{thrown}\nin the script: {body}");
        }
        let value = outcome.get("value").cloned().unwrap_or_default();
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
    }

    /// Runs it in the page's frame with this index, of whatever origin.
    pub async fn run_in_frame<T: DeserializeOwned>(
        &self,
        index: u16,
        body: &str,
        args: Vec<Value>,
    ) -> T {
        self.client.enter_frame(index).await.expect("a frame");
        self.run_and_leave(body, args).await
    }

    /// Runs it in the frame whose element `found` returns: an index knows of none in shadow roots.
    pub async fn run_in_found_frame<T: DeserializeOwned>(&self, found: &str, body: &str) -> T {
        let element: HashMap<String, String> = self.run(found, vec![]).await;
        let id = element.into_values().next().expect("an element's id");
        let frame = Element::from_element_id(self.client.clone(), ElementRef::from(id));
        frame.enter_frame().await.expect("a frame");
        self.run_and_leave(body, vec![]).await
    }

    async fn run_and_leave<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        let value = self.run(body, args).await;
        self.client
            .enter_parent_frame()
            .await
            .expect("the way back to the page");
        value
    }

    /// Presses and releases keys one after another, wherever the focus is.
    pub async fn press(&self, keys: impl IntoIterator<Item = char>) {
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys {
            actions = actions
                .then(KeyAction::Down { value: key })
                .then(KeyAction::Up { value: key });
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("pressing keys");
    }

    /// Moves the pointer onto the first element that the selector finds.
    pub async fn point_at(&self, selector: &str) {
        let element = self
            .client
            .find(Locator::Css(selector))
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        let actions = MouseActions::new("mouse".into()).then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.,
            y: 0.,
        });
        self.client
            .perform_actions(actions)
            .await
            .expect("moving the pointer");
    }

    /// Clicks where the element is, as a person would.
    pub async fn click(&self, selector: &str) {
        self.point_at(selector).await;
        let actions = MouseActions::new("mouse".into())
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(actions).await.expect("a click");
    }

    /// Runs a script in each page before its own ones, until the browser is [`reset`](Self::reset).
    pub async fn before_each_page(&self, script: &str) {
        let added = self
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": script }),
            )
            .await;
        let id = added["identifier"].as_str().expect("the script's id");
        self.before_page
            .lock()
            .expect("no panic beside it")
            .push(id.to_owned());
    }

    /// Sets the size of the page, which may be narrower than any window.
    pub async fn resize(&self, width: u32, height: u32) {
        self.resize_at_scale(width, height, 1.0).await;
    }

    /// The same with more or less than one pixel of the screen for a pixel of the page.
    pub async fn resize_at_scale(&self, width: u32, height: u32, scale: f64) {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false }),
        )
        .await;
    }

    /// Overrides a media feature, such as `prefers-color-scheme`.
    pub async fn emulate_media(&self, name: &str, value: &str) {
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": name, "value": value }] }),
        )
        .await;
    }

    /// Shows the page as it would be printed.
    pub async fn emulate_print(&self) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
    }

    /// Takes the room of scroll bars away, for pictures.
    pub async fn hide_scrollbars(&self) {
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }))
            .await;
    }

    /// A PNG of what the page shows.
    pub async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a screenshot")
    }

    /// The texts that have boxes, in the page and in its shadow roots: also those that a style sheet generates.
    pub async fn rendered_texts(&self) -> Vec<String> {
        let snapshot = self
            .devtools(
                "DOMSnapshot.captureSnapshot",
                json!({ "computedStyles": [] }),
            )
            .await;
        let strings = snapshot["strings"].as_array().expect("strings");
        let documents = snapshot["documents"].as_array().expect("documents");
        let texts = documents
            .iter()
            .flat_map(|document| document["layout"]["text"].as_array().expect("texts"));
        texts
            .filter_map(|index| {
                strings
                    .get(usize::try_from(index.as_i64()?).ok()?)?
                    .as_str()
            })
            .map(str::to_owned)
            .collect()
    }

    /// The lines of the console since the last call, as "LEVEL text".
    pub async fn log(&self) -> Vec<String> {
        let lines = self.command("se/log", json!({ "type": "browser" })).await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines
            .iter()
            .map(|line| {
                format!(
                    "{} {}",
                    line["level"].as_str().unwrap_or(""),
                    line["message"].as_str().unwrap_or("")
                )
            })
            .collect()
    }

    /// The requests since the last call that the network log calls failed or aborted, each with the reason.
    pub async fn failed_requests(&self) -> Vec<String> {
        let lines = self
            .command("se/log", json!({ "type": "performance" }))
            .await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let mut urls = HashMap::new();
        let mut failed = Vec::new();
        for line in lines {
            let line = line["message"].as_str().expect("an event's text");
            let event: Value = serde_json::from_str(line).expect("an event");
            let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
            let id = params["requestId"].to_string();
            if method == "Network.requestWillBeSent" {
                urls.insert(id, params["request"]["url"].to_string());
            } else if method == "Network.loadingFailed" {
                let url = urls.get(&id).map_or("?", String::as_str);
                failed.push(format!("{url} {}", params["errorText"]));
            }
        }
        failed
    }

    /// How many nodes and listeners the page holds, once what nobody needs any more is gone.
    pub async fn nodes_and_listeners(&self) -> (u64, u64) {
        // What one collection finds free, in the engine or in the document, may free more.
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage", json!({}))
                .await;
        }
        let counters = self.devtools("Memory.getDOMCounters", json!({})).await;
        let count = |name: &str| counters[name].as_u64().expect("a count");
        (count("nodes"), count("jsEventListeners"))
    }

    /// Makes the window ready for the next scenario.
    pub async fn reset(&self) {
        let scripts = take(&mut *self.before_page.lock().expect("no panic beside it"));
        for id in scripts {
            let id = json!({ "identifier": id });
            self.devtools("Page.removeScriptToEvaluateOnNewDocument", id)
                .await;
        }
        self.goto(BLANK).await;
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
            .await;
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "media": "", "features": [] }),
        )
        .await;
        self.log().await;
        self.failed_requests().await;
    }

    async fn devtools(&self, method: &str, params: Value) -> Value {
        self.command(
            "goog/cdp/execute",
            json!({ "cmd": method, "params": params }),
        )
        .await
    }

    async fn command(&self, path: &'static str, body: Value) -> Value {
        let command = DriverCommand { path, body };
        self.client
            .issue_cmd(command)
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// One of chromedriver's own commands.
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
