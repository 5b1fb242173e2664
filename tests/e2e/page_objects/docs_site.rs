//! The documentation site, as the gateway serves it.

use std::sync::Arc;

use phone_profile_gateway::AllowedOrigins;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::harness::{self, Need, Stage, TestGateway};

pub struct DocsSite {
    stage: Arc<Stage>,
    /// Its address, with a slash at the end.
    base: String,
    _gateway: Option<TestGateway>,
}

const ENTER: char = '\u{e007}';

/// What a search finds: where it leads, and what people read.
pub type Found = (String, String);

impl DocsSite {
    /// On an origin of its own: it keeps in the browser's storage which colours were chosen.
    pub async fn new(stage: &Arc<Stage>) -> Self {
        let gateway = TestGateway::start(Some(harness::dist()), AllowedOrigins::default()).await;
        let base = format!("{}/docs/", gateway.origin);
        Self {
            _gateway: Some(gateway),
            ..Self::at(stage, base)
        }
    }

    /// The same at another address.
    pub fn at(stage: &Arc<Stage>, base: String) -> Self {
        Self {
            stage: Arc::clone(stage),
            base,
            _gateway: None,
        }
    }

    /// Opens a page by its path below the site's, and waits until its scripts have taken it over.
    pub async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.stage.browser.goto(&address).await;
        // Its name is given by script.
        self.act("await until(() => document.querySelector('.VPSwitchAppearance[title]:not([title=\"\"])'), null)")
            .await;
    }

    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        self.stage.browser.run(body, args).await
    }

    pub async fn act(&self, body: &str) {
        self.run::<Value>(body, vec![]).await;
    }

    /// The pages of the side bar, by their paths below `/docs/`.
    pub async fn pages(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('.VPSidebar a[href]')].map(({ pathname }) => pathname.replace(/^\\/docs\\//, ''))";
        self.run(script, vec![]).await
    }

    /// Nothing has been asked of another origin, and the console has no error.
    pub async fn expect_no_problem(&self, path: &str) {
        let script =
            "const asked = performance.getEntriesByType('resource').map(({ name }) => name);
            return asked.filter((name) => new URL(name).origin !== location.origin)";
        let elsewhere: Vec<String> = self.run(script, vec![]).await;
        assert!(elsewhere.is_empty(), "{path}: {elsewhere:?}");
        if self.stage.world.engine.has(Need::BrowsersConsole) {
            let mut log = self.stage.browser.log().await;
            // Firefox says there too that it can't fetch settings of its own.
            log.retain(|line| line.starts_with("SEVERE") && !line.contains("RSLoader"));
            assert!(log.is_empty(), "{path}: {log:?}");
        }
    }

    /// What a search for some words finds, best first.
    pub async fn search(&self, words: &str) -> Vec<Found> {
        self.stage.browser.click("#local-search button").await;
        self.act(
            "await until(() => document.activeElement?.matches('.VPLocalSearchBox input'), null)",
        )
        .await;
        self.stage.browser.press(words.chars()).await;
        // The results are those of all words once the first is marked.
        let script = "const results = () => [...document.querySelectorAll('.VPLocalSearchBox a.result')];
            const last = args[0].split(/\\W/).at(-1).toLowerCase();
            const marks = () => [...(results()[0]?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent.toLowerCase());
            await until(() => marks().includes(last), null);
            return results().map((result) => [new URL(result.href).pathname + new URL(result.href).hash, words(result)])";
        self.run(script, vec![json!(words)]).await
    }

    /// Follows the best result, and gives the address and what stands there.
    pub async fn follow_best(&self) -> (String, String) {
        self.stage.browser.press([ENTER]).await;
        let script = "await until(() => !document.querySelector('.VPLocalSearchBox'), null);
            const heading = () => document.getElementById(decodeURIComponent(location.hash).slice(1));
            await until(heading, null);
            return [location.pathname, words(heading()).replace(/\\W+$/, '')]";
        self.run(script, vec![]).await
    }
}
