//! One browser window: a session of a driver of its own, with a fresh profile.

use std::{collections::HashMap, time::Duration};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::{Element, ElementRef},
    wd::TimeoutConfiguration,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Driver, Engine, chromium, display::Display, firefox, webkit};

const BLANK: &str = "about:blank";
/// What geckodriver and WebKitWebDriver say of a script whose document has gone.
const UNLOADED: [&str; 2] = ["Document was unloaded", "before the unload event"];

/// Documents that a page or frame goes through at most, blank ones with them.
const NEXT_DOCUMENTS: usize = 5;

const GOTO_TRIES: u32 = 3;
/// Longer than the longest wait in a script, for a long list.
const SCRIPT: Duration = Duration::from_secs(75);
/// Width and height of the page, where a scenario wants no other.
const USUAL: (u32, u32) = (1200, 800);
/// What people read who use the browser.
const LANGUAGE: &str = "en-US";

/// What scenarios do with a window.
pub struct Browser {
    pub engine: Engine,
    client: Client,
    driver: Driver,
    /// Of `WebKitGTK`'s.
    display: Option<Display>,
}

impl Browser {
    pub async fn open(engine: Engine) -> Self {
        Self::speaking(engine, LANGUAGE).await
    }

    /// One for people who read that language.
    pub async fn speaking(engine: Engine, language: &str) -> Self {
        Self::start(engine, language, false).await
    }

    /// One that draws a page in the same way each time.
    pub async fn steady(engine: Engine) -> Self {
        Self::start(engine, LANGUAGE, true).await
    }

    async fn start(engine: Engine, language: &str, is_steady: bool) -> Self {
        let (driver, display) = match engine {
            Engine::Chromium | Engine::Firefox => (Driver::start(engine, &[]).await, None),
            Engine::Webkit => {
                let (driver, display) = webkit::start(language, is_steady).await;
                (driver, Some(display))
            }
        };
        let capabilities = match engine {
            Engine::Chromium => chromium::capabilities(language),
            Engine::Firefox => firefox::capabilities(language),
            Engine::Webkit => webkit::capabilities(),
        };
        let Value::Object(capabilities) = capabilities else {
            panic!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url)
            .await
            .expect("a browser session");
        client
            .update_timeouts(TimeoutConfiguration::new(Some(SCRIPT), None, None))
            .await
            .expect("setting the script timeout");
        if engine == Engine::Firefox {
            firefox::begin(&client).await;
        }
        let browser = Self {
            engine,
            client,
            driver,
            display,
        };
        browser.reset().await;
        browser
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
        let value = self.tried(body, args).await;
        let value = value.unwrap_or_else(|error| panic!("{error}\nin the script: {body}"));
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"))
    }

    /// Runs what only waits and reads, and again where its document has made way for the next one.
    pub async fn await_across_documents<T: DeserializeOwned>(&self, body: &str) -> T {
        for _ in 0..NEXT_DOCUMENTS {
            match self.tried(body, vec![]).await {
                Ok(Value::Null) => {}
                Ok(value) => return serde_json::from_value(value).expect("what is waited for"),
                Err(error) if UNLOADED.iter().any(|gone| error.contains(gone)) => {}
                Err(error) => panic!("{error}\nin the script: {body}"),
            }
        }
        panic!("no document stays\nfor the script: {body}");
    }

    async fn tried(&self, body: &str, args: Vec<Value>) -> Result<Value, String> {
        let globals = match self.engine {
            Engine::Firefox => firefox::PAGES_OWN,
            Engine::Chromium | Engine::Webkit => "",
        };
        // It begins in a microtask, as in a page's own script: WebKit ends what its driver calls after each callback, such
        // as that of a custom element, with the microtasks that wait.
        let script = format!(
            "{globals}const args = [...arguments]; const done = args.pop();\n{prelude}\n\
             Promise.resolve().then(() => (async (...args) => {{ {body} }})(...args)).then(\n\
               (value) => done({{ value: value === undefined ? null : value }}),\n\
               (error) => done({{ thrown: `${{error}}` }}));",
            prelude = include_str!("../page_objects/prelude.js"),
        );
        let outcome = self.client.execute_async(&script, args).await;
        let outcome = outcome.map_err(|error| error.to_string())?;
        match outcome.get("thrown") {
            Some(thrown) => Err(thrown.to_string()),
            None => Ok(outcome.get("value").cloned().unwrap_or_default()),
        }
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

    /// What the page's first frame comes to, whose blank document makes way for another.
    pub async fn await_in_frame<T: DeserializeOwned>(&self, body: &str) -> T {
        self.client.enter_frame(0).await.expect("a frame");
        let value = self.await_across_documents(body).await;
        self.leave_frame().await;
        value
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
        self.leave_frame().await;
        value
    }

    async fn leave_frame(&self) {
        self.client
            .enter_parent_frame()
            .await
            .expect("the way back to the page");
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
        self.press_button(MouseActions::new("mouse".into())).await;
    }

    /// Clicks at a place of the window, in its pixels.
    pub async fn click_at(&self, x: f64, y: f64) {
        let actions = MouseActions::new("mouse".into()).then(PointerAction::MoveTo {
            duration: None,
            x,
            y,
        });
        self.press_button(actions).await;
    }

    async fn press_button(&self, actions: MouseActions) {
        let actions = actions
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(actions).await.expect("a click");
    }

    /// Sets the size of the page, which may be narrower than any window.
    pub async fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => chromium::resize(&self.client, width, height, 1.0).await,
            Engine::Firefox => firefox::resize(&self.client, width, height).await,
            Engine::Webkit => webkit::resize(&self.client, width, height).await,
        }
        // Windows follow in their own time.
        let script = "const fits = () => innerWidth === args[0] && innerHeight === args[1];
            while (!fits()) await new Promise((next) => requestAnimationFrame(next));";
        self.run::<Value>(script, vec![json!(width), json!(height)])
            .await;
    }

    /// Overrides a media feature, such as `prefers-color-scheme`.
    pub async fn emulate_media(&self, name: &str, value: &str) {
        match self.engine {
            Engine::Chromium => chromium::emulate_media(&self.client, name, value).await,
            Engine::Firefox => firefox::emulate_media(&self.client, name, value).await,
            Engine::Webkit => webkit::emulate_media(self.display(), name, value),
        }
        let script =
            "const matches = () => !args[1] || matchMedia(`(${args[0]}: ${args[1]})`).matches;
            while (!matches()) await new Promise((next) => requestAnimationFrame(next));";
        self.run::<Value>(script, vec![json!(name), json!(value)])
            .await;
    }

    /// Shows the page that is open as it would be printed.
    pub async fn emulate_print(&self) {
        match self.engine {
            Engine::Chromium => chromium::emulate_print(&self.client).await,
            Engine::Firefox => firefox::emulate_print(&self.client).await,
            Engine::Webkit => webkit::emulate_print(&self.client).await,
        }
    }

    /// Prepares the window for a picture: this size, with more or less than one pixel of the picture for
    /// a pixel of the page, and no room for scroll bars. Pictures are taken in Chromium only.
    pub async fn frame_picture(&self, width: u32, height: u32, scale: f64) {
        assert_eq!(self.engine, Engine::Chromium, "pictures are Chromium's");
        chromium::resize(&self.client, width, height, scale).await;
        chromium::hide_scrollbars(&self.client).await;
    }

    /// The browser's own: of `WebKitGTK`, of the library too.
    pub fn version(&self) -> String {
        let capabilities = self.client.capabilities();
        let version = capabilities.and_then(|known| known.get("browserVersion"));
        let version = version.and_then(Value::as_str);
        version
            .expect("drivers tell the browser's version")
            .to_owned()
    }

    /// A PNG of what the page shows.
    pub async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a screenshot")
    }

    /// The texts that have boxes, in the page and in its shadow roots: also those that a style sheet generates.
    pub async fn rendered_texts(&self) -> Vec<String> {
        self.run(include_str!("rendered_texts.js"), vec![]).await
    }

    /// The nodes of the accessibility tree, as the browser hands it to screen readers.
    pub async fn accessibility_nodes(&self) -> Vec<Value> {
        match self.engine {
            Engine::Chromium => chromium::accessibility_nodes(&self.client).await,
            Engine::Firefox | Engine::Webkit => {
                panic!("a scenario that asks for them needs AccessibilityTree")
            }
        }
    }

    /// The lines of the console since the last call, as "LEVEL text".
    pub async fn log(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::log(&self.client).await,
            Engine::Firefox => firefox::log(&self.client, &self.driver.output).await,
            Engine::Webkit => webkit::log(&self.client).await,
        }
    }

    /// The requests since the last call that the browser calls failed or aborted, each with the reason.
    pub async fn failed_requests(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => chromium::failed_requests(&self.client).await,
            Engine::Firefox => firefox::failed_requests(&self.client).await,
            Engine::Webkit => panic!("a scenario that asks for it needs NetworkLog"),
        }
    }

    /// How many nodes and listeners the page holds, once what nobody needs any more is gone.
    pub async fn nodes_and_listeners(&self) -> (u64, u64) {
        match self.engine {
            Engine::Chromium => chromium::nodes_and_listeners(&self.client).await,
            Engine::Firefox | Engine::Webkit => {
                panic!("a scenario that asks for them needs DomCounters")
            }
        }
    }

    /// Makes the window ready for the next scenario.
    pub async fn reset(&self) {
        self.goto(BLANK).await;
        match self.engine {
            Engine::Chromium => chromium::reset(&self.client).await,
            Engine::Firefox => firefox::reset(&self.client, &self.driver.output).await,
            Engine::Webkit => self.display().set(&super::display::Settings::default()),
        }
        let (width, height) = USUAL;
        self.resize(width, height).await;
    }

    fn display(&self) -> &Display {
        self.display.as_ref().expect("WebKit's has a screen")
    }
}
