//! The workbench, as the gateway serves it.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::harness::Stage;

pub struct Workbench {
    stage: Arc<Stage>,
}

impl Workbench {
    /// Opens it, and waits until a list can be opened.
    pub async fn open(stage: &Arc<Stage>, origin: &str) -> Self {
        stage.browser.goto(&format!("{origin}/workbench/")).await;
        let page = Self {
            stage: Arc::clone(stage),
        };
        page.ready().await;
        page
    }

    /// Waits until a list can be opened. Files that are saved from then on can be looked at.
    pub async fn ready(&self) {
        let script = "await until(() => document.querySelector('#file'), null);
            window.saved = null;
            const address = URL.createObjectURL;
            URL.createObjectURL = (blob) => { window.saved = blob; return address.call(URL, blob) }";
        self.act(script).await;
    }

    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        self.stage.browser.run(body, args).await
    }

    pub async fn act(&self, body: &str) {
        self.run::<Value>(body, vec![]).await;
    }

    /// Chooses a file, as a person does with the file button.
    pub async fn choose(&self, name: &str, text: &str) {
        let script = "const field = document.querySelector('#file');
            const files = new DataTransfer();
            files.items.add(new File([args[1]], args[0]));
            field.files = files.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.run::<Value>(script, vec![json!(name), json!(text)])
            .await;
    }

    /// Clicks once there is something to click.
    pub async fn click(&self, selector: &str) {
        let script = "(await until(() => document.querySelector(args[0])?.disabled === false && document.querySelector(args[0]), null)).click()";
        self.run::<Value>(script, vec![json!(selector)]).await;
    }

    /// Enters a text into a field, as typing does.
    pub async fn enter(&self, selector: &str, text: &str) {
        let script = "const field = await until(() => document.querySelector(args[0]), null);
            const kind = field.localName === 'textarea' ? HTMLTextAreaElement : HTMLInputElement;
            Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, args[1]);
            field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));";
        self.run::<Value>(script, vec![json!(selector), json!(text)])
            .await;
    }

    /// The words of the first element that a selector finds, once there are any.
    pub async fn words(&self, selector: &str) -> String {
        let script = "return await until(() => words(document.querySelector(args[0])), null)";
        self.run(script, vec![json!(selector)]).await
    }

    /// Waits until an element says something, for as long as a long list takes.
    pub async fn says(&self, selector: &str, text: &str) {
        let script = "for (let turn = 0; ; turn += 1) {
              try {
                return await until(() => words(document.querySelector(args[0]))?.includes(args[1]), null);
              } catch (error) {
                if (turn === 5) throw new Error(`${error.message}; it says ${words(document.querySelector(args[0]))}`);
              }
            }";
        self.run::<Value>(script, vec![json!(selector), json!(text)])
            .await;
    }

    /// The rows that the table says it has, with its header.
    pub async fn row_count(&self) -> u64 {
        self.run(
            "return Number((await until(() => document.querySelector('#grid'), null)).getAttribute('aria-rowcount'))",
            vec![],
        )
        .await
    }

    /// The text of the file that was saved last, once it is there.
    pub async fn saved(&self) -> String {
        let script = "const file = await until(() => window.saved, null);
            window.saved = null;
            return await file.text();";
        self.run(script, vec![]).await
    }
}
