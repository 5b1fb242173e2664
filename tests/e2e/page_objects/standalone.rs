//! The standalone page, as the gateway serves it.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Card;
use crate::harness::Stage;

const ENTER: char = '\u{e007}';

pub struct StandalonePage {
    stage: Arc<Stage>,
}

impl StandalonePage {
    /// Opens it with a query such as `?number=…`, or none, and waits until it can be used.
    pub async fn open(stage: &Arc<Stage>, query: &str) -> Self {
        stage
            .browser
            .goto(&format!("{}/{query}", stage.world.site.origin))
            .await;
        let page = Self {
            stage: Arc::clone(stage),
        };
        page.act("await until(() => document.querySelector('#number') && document.querySelector('#demo'), null)").await;
        page.known().await;
        page
    }

    /// Opens it at a service's gateway, and waits until that has said what it takes to ask.
    pub async fn open_at(stage: &Arc<Stage>, origin: &str, query: &str) -> Self {
        stage.browser.goto(&format!("{origin}/{query}")).await;
        let page = Self {
            stage: Arc::clone(stage),
        };
        page.known().await;
        page
    }

    /// Waits until the gateway has said who may ask.
    pub async fn known(&self) {
        self.act("await until(() => document.querySelector('.entrance:not([data-access=unknown])'), null)")
            .await;
    }

    /// Enters a token and submits it with the Enter key.
    pub async fn sign_in(&self, token: &str) {
        self.act("const field = await until(() => document.querySelector('#token'), null); field.focus(); field.select()").await;
        self.type_text(token).await;
        self.press(ENTER).await;
    }

    /// The words of the first element that a selector finds, once there are any.
    pub async fn words(&self, selector: &str) -> String {
        let script = "return await until(() => words(document.querySelector(args[0])), null)";
        self.run(script, vec![json!(selector)]).await
    }

    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        self.stage.browser.run(body, args).await
    }

    pub async fn act(&self, body: &str) {
        self.run::<Value>(body, vec![]).await;
    }

    /// Requests for `+1 310 555 {line}` since the run began.
    pub fn lookups(&self, line: &str) -> u64 {
        self.stage.world.site.lookups(line)
    }

    /// Types into the field that has the focus.
    pub async fn type_text(&self, text: &str) {
        self.stage.browser.press(text.chars()).await;
    }

    pub async fn press(&self, key: char) {
        self.stage.browser.press([key]).await;
    }

    /// Focuses the field, types, and submits with the Enter key.
    pub async fn look_up(&self, number: &str) {
        self.act("const field = document.querySelector('#number'); field.focus(); field.select()")
            .await;
        self.type_text(number).await;
        self.press(ENTER).await;
    }

    /// Waits until the number on the stage is this one, and its lookup has ended.
    pub async fn card_of(&self, number: &str) -> Card {
        let script = "await until(() => card()?.number === args[0] || card()?.profile?.requested === args[0], null);
            return read(await settled())";
        self.run(script, vec![json!(number)]).await
    }

    /// Whether there is a card on the stage.
    pub async fn has_card(&self) -> bool {
        self.run("return !!card()", vec![]).await
    }

    /// What is said beside the field.
    pub async fn problem(&self) -> String {
        let script =
            "return await until(() => words(document.querySelector('#number-problem')), null)";
        self.run(script, vec![]).await
    }

    /// What is asked before a lookup is spent.
    pub async fn question(&self) -> String {
        self.run(
            "return await until(() => words(document.querySelector('#question')), null)",
            vec![],
        )
        .await
    }

    pub async fn click(&self, selector: &str) {
        self.run::<Value>(
            "(await until(() => document.querySelector(args[0]), null)).click()",
            vec![json!(selector)],
        )
        .await;
    }

    /// Number and state of each lookup in the list, newest first.
    pub async fn visits(&self) -> Vec<(String, String)> {
        let script = "return [...document.querySelectorAll('#visits .visit')].map(({ dataset }) => [dataset.number, dataset.state])";
        self.run(script, vec![]).await
    }

    /// What the keyboard's focus is on: an id, a part of the card, or an element's name.
    pub async fn focused(&self) -> String {
        let script = "let at = document.activeElement;
            const path = [];
            while (at) {
              path.push(at.id || at.getAttribute('part') || at.dataset?.number || at.localName);
              at = at.shadowRoot?.activeElement;
            }
            return path.join(' ');";
        self.run(script, vec![]).await
    }
}
