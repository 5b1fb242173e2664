//! The gallery, as the gateway serves it.

use std::{path::PathBuf, sync::Arc};

use phone_profile_gateway::AllowedOrigins;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::GEOMETRY;
use crate::harness::{self, Stage, TestGateway};

/// Functions of JavaScript that read it; see there.
const FUNCTIONS: &str = include_str!("gallery.js");

/// The numbers of its people: `+1 310 555 0100` to `0199`.
const LINES: std::ops::Range<u32> = 100..200;

pub struct Gallery {
    stage: Arc<Stage>,
    gateway: TestGateway,
}

/// The code of a cell, and its card here.
#[derive(Deserialize)]
pub struct CellCode {
    pub id: String,
    pub html: String,
    #[serde(default)]
    pub css: String,
    pub js: String,
    pub appearance: Value,
}

impl Gallery {
    /// A gateway of its own, whose lookups are counted.
    pub async fn new(stage: &Arc<Stage>) -> Self {
        Self::of(stage, harness::dist()).await
    }

    /// The one of these files.
    pub async fn of(stage: &Arc<Stage>, assets: PathBuf) -> Self {
        Self {
            stage: Arc::clone(stage),
            gateway: TestGateway::start(Some(assets), AllowedOrigins::default()).await,
        }
    }

    /// Opens it with a query such as `?variant=compact`, and waits until no card waits for anything.
    pub async fn open(&self, query: &str) {
        let address = format!("{}/gallery/{query}", self.gateway.origin);
        self.stage.browser.goto(&address).await;
        self.run::<Value>("await complete()", vec![]).await;
    }

    /// Runs the body of an async function with the functions of `gallery.js` and `geometry.js`.
    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        let script = format!("{GEOMETRY}{FUNCTIONS}{body}");
        self.stage.browser.run(&script, args).await
    }

    /// The title of each cell with what screen readers have to be told of its card.
    pub async fn to_say(&self) -> Vec<(String, Option<String>)> {
        let script = "return cells().map((one) => [one.title, toSay(one)])";
        self.run(script, vec![]).await
    }

    pub async fn overflowing(&self) -> Vec<String> {
        self.run("return overflowing()", vec![]).await
    }

    pub async fn codes(&self) -> Vec<CellCode> {
        let script = "const found = [];
            for (const one of cells()) found.push({ id: one.id, ...(await codeOf(one)), appearance: appearance(one.card) });
            return found";
        self.run(script, vec![]).await
    }

    /// Opens pages in frames of one page, and gives how the card of each looks: once it looks as is given for it, or after
    /// a time in which all cards should.
    pub async fn appearances(&self, pages: &[(String, Value)]) -> Vec<Value> {
        let host = harness::Page {
            html: "<!doctype html><html lang='en'><title>Cells</title><style>iframe { position: fixed; inset: 0; border: 0; inline-size: 600px; block-size: 700px }</style>".to_owned(),
            policy: None,
        };
        self.stage.browser.goto(&self.stage.publish(host)).await;
        let script = "const found = [];
            const text = (one) => JSON.stringify(Object.entries(one ?? {}).sort());
            document.body.append(...args[0].map(([src]) => Object.assign(document.createElement('iframe'), { src })));
            for (const [at, [, wanted]] of args[0].entries()) {
              const seen = () => {
                const one = document.querySelectorAll('iframe')[at].contentDocument?.querySelector('phone-profile');
                return one?.shadowRoot?.querySelector('.root, .base') ? appearance(one) : null;
              };
              while (text(seen()) !== text(wanted) && performance.now() < 70000) await drawn();
              found.push(seen());
            }
            return found";
        self.run(script, vec![json!(pages)]).await
    }

    /// No card has asked the gateway, nor anybody else, for a person.
    pub async fn expect_no_lookup(&self) {
        let script = "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /\\/(lookup|number)\\b/.test(name))";
        let asked: Vec<String> = self.run(script, vec![]).await;
        assert!(asked.is_empty(), "{asked:?}");
        let counted: u64 = LINES
            .map(|line| self.gateway.lookups(&format!("0{line}")))
            .sum();
        assert_eq!(counted, 0);
    }
}
