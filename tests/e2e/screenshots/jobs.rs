//! The walkthroughs of the four jobs, with the workbench's sample list.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{size, take};
use crate::{
    harness::{Stage, TestGateway},
    page_objects::Workbench,
    scenarios,
};

scenarios![estimate, crm, fraud, outreach, identity, record];

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// The sample list, planned and not looked up.
async fn opened(stage: &Arc<Stage>, gateway: &TestGateway) -> Workbench {
    size(&stage.browser, WIDTH, HEIGHT, 1.0).await;
    let page = Workbench::open(stage, &gateway.origin).await;
    page.click("#sample").await;
    page.says("#estimate", "lookups").await;
    page
}

/// The same, looked up to the end, with pictures compared.
async fn finished(stage: &Arc<Stage>, gateway: &TestGateway) -> Workbench {
    let page = opened(stage, gateway).await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    page.says("#pictures-line", "compared").await;
    page.says("#grid", "Maya").await;
    page
}

/// Moves an element to the top of the window.
async fn show(page: &Workbench, selector: &str) {
    let script = "(await until(() => document.querySelector(args[0]), null)).scrollIntoView({ block: 'start', behavior: 'instant' })";
    page.run::<Value>(script, vec![json!(selector)]).await;
}

/// Opens the card of the first row in sight that has these words.
async fn open_card(page: &Workbench, text: &str) {
    let script = "const has = (cell) => words(cell)?.includes(args[0]);
        const cell = () => [...document.querySelectorAll('#grid [role=gridcell]')].find(has);
        (await until(cell, null)).click();
        await settled(await until(() => card(), null));";
    page.run::<Value>(script, vec![json!(text)]).await;
}

async fn estimate(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = opened(&stage, &gateway).await;
    show(&page, "#plan").await;
    take(&stage.browser, "estimate").await;
}

async fn crm(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = finished(&stage, &gateway).await;
    show(&page, "#charts").await;
    take(&stage.browser, "crm").await;
}

async fn fraud(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = finished(&stage, &gateway).await;
    size(&stage.browser, WIDTH, 1200, 1.0).await;
    // The chart of signals shows the most frequent ones until it is asked for more.
    page.act("const chart = await until(() => document.querySelector('#charts [data-facet=Signals]'), null);
        const button = (start) => [...chart.querySelectorAll('button')].find((one) => words(one).match(start));
        button(/more$/)?.click();
        (await until(() => button(/^Same picture/), null)).click();
        await until(() => button(/^Same picture/).getAttribute('aria-pressed') === 'true', null);")
        .await;
    open_card(&page, "+").await;
    show(&page, "#charts").await;
    take(&stage.browser, "fraud").await;
}

async fn outreach(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = finished(&stage, &gateway).await;
    page.enter(
        "#template",
        "Hello {name|there}, {owner} from Example Tours here.",
    )
    .await;
    page.says("#outreach", "from Example Tours").await;
    show(&page, "#outreach").await;
    take(&stage.browser, "outreach").await;
}

async fn identity(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = finished(&stage, &gateway).await;
    open_card(&page, "Maya").await;
    show(&page, "#charts").await;
    take(&stage.browser, "identity").await;
}

async fn record(stage: Arc<Stage>) {
    let gateway = TestGateway::comparing().await;
    let page = finished(&stage, &gateway).await;
    size(&stage.browser, WIDTH, 1320, 1.0).await;
    open_card(&page, "Maya").await;
    page.click("#make-record").await;
    page.says("#record", "SHA-256").await;
    show(&page, "#record").await;
    take(&stage.browser, "record").await;
}
