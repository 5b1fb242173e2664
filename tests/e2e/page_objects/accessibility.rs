//! axe-core, run in whatever page is open.

use std::sync::OnceLock;

use serde_json::json;

use crate::harness::{self, Browser};

static AXE: OnceLock<String> = OnceLock::new();

/// What axe finds wrong below `selector` in the open page, one line for each rule and place.
pub async fn violations(browser: &Browser, selector: &str) -> Vec<String> {
    let source = AXE.get_or_init(harness::axe);
    // Injected by WebDriver, which a page's policy doesn't concern.
    if !browser.run::<bool>("return 'axe' in window", vec![]).await {
        browser
            .run::<()>(
                &format!("{source}\n;window.axe = window.axe ?? axe;"),
                vec![],
            )
            .await;
    }
    // Colours on their way from one to the other are nobody's to read.
    let script = "
        const endless = ({ effect }) => effect.getTiming().iterations === Infinity;
        await Promise.allSettled(document.getAnimations().filter((animation) => !endless(animation)).map(({ finished }) => finished));
        const { violations, passes } = await axe.run(args[0], { resultTypes: ['violations'] });
        if (passes.length < 5) throw new Error(`axe has looked at next to nothing: ${passes.map(({ id }) => id)}`);
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary}`));";
    browser.run(script, vec![json!(selector)]).await
}
