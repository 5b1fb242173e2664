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
        let page = Self::begin(stage, &format!("{origin}/workbench/")).await;
        page.ready().await;
        page
    }

    /// Goes to its address, and waits for nothing.
    pub async fn begin(stage: &Arc<Stage>, address: &str) -> Self {
        stage.browser.goto(address).await;
        Self {
            stage: Arc::clone(stage),
        }
    }

    /// Waits until a list can be opened. Files that are saved from then on can be looked at, and don't end among the
    /// user's own downloads, whose bar takes room of WebKit's page.
    pub async fn ready(&self) {
        let script = "await until(() => document.querySelector('#file'), null);
            window.saved = null;
            const files = new Map();
            const address = URL.createObjectURL;
            URL.createObjectURL = (blob) => {
              const url = address.call(URL, blob);
              files.set(url, blob);
              return url;
            };
            HTMLAnchorElement.prototype.click = function () {
              if (this.download && files.has(this.href)) window.saved = files.get(this.href);
              else HTMLElement.prototype.click.call(this);
            }";
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
        self.choose_in("#file", name, text).await;
    }

    /// Chooses a file that was saved earlier, to compare with.
    pub async fn choose_earlier(&self, name: &str, text: &str) {
        self.choose_in("#earlier", name, text).await;
    }

    async fn choose_in(&self, field: &str, name: &str, text: &str) {
        let script = "const field = await until(() => document.querySelector(args[0]), null);
            const files = new DataTransfer();
            files.items.add(new File([args[2]], args[1]));
            field.files = files.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.run::<Value>(script, vec![json!(field), json!(name), json!(text)])
            .await;
    }

    /// Opens the card of the row that has a text in one of its cells.
    pub async fn open_card(&self, text: &str) {
        let script = "(await until(() => [...document.querySelectorAll('#grid [role=gridcell]')].find((cell) => words(cell)?.includes(args[0])), null)).click();
            await until(() => document.querySelector('#card'), null)";
        self.run::<Value>(script, vec![json!(text)]).await;
    }

    /// Clicks the field that selects a row, counted from 1; with the shift key, all to it.
    pub async fn select_row(&self, row: usize, with_shift: bool) {
        let script = "const field = () => document.querySelector(`#grid input[data-place='${args[0]}:0']`);
            await until(() => words(field()?.closest('[role=row]')), null);
            field().dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: args[1] }))";
        self.run::<Value>(script, vec![json!(row), json!(with_shift)])
            .await;
    }

    /// Waits until these rows and no others say that they are selected, counted from 1.
    pub async fn has_selected(&self, rows: &[usize]) {
        let script = "const selected = () => [...document.querySelectorAll('#grid [role=row][aria-selected=true]')]
              .map((row) => Number(row.getAttribute('aria-rowindex')) - 1).sort((a, b) => a - b);
            await until(() => selected().join() === args[0].join(), null);";
        self.run::<Value>(script, vec![json!(rows)]).await;
    }

    /// How many a bar of a chart says, once the chart has it.
    pub async fn bar(&self, chart: &str, name: &str) -> u64 {
        let script = "const chart = () => [...document.querySelectorAll('#charts .chart')].find((chart) => chart.dataset.facet === args[0]);
            const bar = await until(() => {
              // The rarer ones are shown when they are wanted.
              chart()?.querySelector('.chart-more[aria-expanded=false]')?.click();
              return [...(chart()?.querySelectorAll('.bar') ?? [])].find((bar) => words(bar.querySelector('.bar-name')).includes(args[1]));
            }, null);
            return Number(words(bar.querySelector('.bar-count')).replace(/\\D/g, ''))";
        self.run(script, vec![json!(chart), json!(name)]).await
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
                if (turn === 1) throw new Error(`${error.message}; it says ${words(document.querySelector(args[0]))}`);
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
