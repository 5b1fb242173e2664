//! The walkthroughs of the four jobs, with the workbench's sample list.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{size, take};
use crate::{harness::Stage, page_objects::Workbench, scenarios};

scenarios![estimate, crm, fraud, outreach, identity];

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// The sample list, planned and not looked up.
async fn opened(stage: &Arc<Stage>) -> Workbench {
    size(&stage.browser, WIDTH, HEIGHT, 1.0).await;
    let page = Workbench::open(stage, &stage.world.site.origin).await;
    page.click("#sample").await;
    page.says("#estimate", "lookups").await;
    page
}

/// The same, looked up to the end.
async fn finished(stage: &Arc<Stage>) -> Workbench {
    let page = opened(stage).await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    page.says("#grid", "Maya").await;
    page
}

/// Moves an element to the top of the window.
async fn show(page: &Workbench, selector: &str) {
    let script = "(await until(() => document.querySelector(args[0]), null)).scrollIntoView({ block: 'start', behavior: 'instant' })";
    page.run::<Value>(script, vec![json!(selector)]).await;
}

async fn estimate(stage: Arc<Stage>) {
    let page = opened(&stage).await;
    show(&page, "#plan").await;
    take(&stage.browser, "estimate").await;
}

async fn crm(stage: Arc<Stage>) {
    let page = finished(&stage).await;
    show(&page, "#charts").await;
    take(&stage.browser, "crm").await;
}

async fn fraud(stage: Arc<Stage>) {
    let page = finished(&stage).await;
    page.act("const row = (await until(() => [...document.querySelectorAll('#grid [role=gridcell]')].find((cell) => words(cell)?.includes('differ')), null));
        row.click();
        await until(() => card()?.state === 'ready', null)")
        .await;
    show(&page, "#charts").await;
    take(&stage.browser, "fraud").await;
}

async fn outreach(stage: Arc<Stage>) {
    let page = finished(&stage).await;
    page.enter(
        "#template",
        "Hello {name|there}, {owner} from Example Tours here.",
    )
    .await;
    page.says("#outreach", "from Example Tours").await;
    page.says("#outreach", "Maya Lindqvist").await;
    show(&page, "#outreach").await;
    take(&stage.browser, "outreach").await;
}

async fn identity(stage: Arc<Stage>) {
    let page = finished(&stage).await;
    page.act("(await until(() => [...document.querySelectorAll('#grid [role=gridcell]')].find((cell) => words(cell)?.includes('Maya')), null)).click();
        await until(() => card()?.state === 'ready', null)")
        .await;
    show(&page, "#charts").await;
    take(&stage.browser, "identity").await;
}
