//! A dashboard on a foreign origin, with the kit from the gateway's origin.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Card;
use crate::harness::{Page, Stage, TestGateway};

const TEMPLATE: &str = include_str!("../hosts/dashboard.html");

/// A dashboard in the scenario's browser.
pub struct HostPage {
    stage: Arc<Stage>,
    /// The endpoint of this page's lookups.
    pub gateway: TestGateway,
}

impl HostPage {
    /// Opens a page with `body` in it, whose cards look up at a gateway of their own.
    /// `{endpoint}` in the body is that gateway's address.
    pub async fn open(stage: &Arc<Stage>, body: &str) -> Self {
        let scripts = r#"<script type="module" src="{kit}/define.js"></script>"#;
        Self::open_with(stage, scripts, body).await
    }

    /// The same, whose cards look up at that gateway.
    pub async fn open_at(stage: &Arc<Stage>, gateway: TestGateway, body: &str) -> Self {
        let scripts = r#"<script type="module" src="{kit}/define.js"></script>"#;
        Self::open_page(stage, gateway, scripts, body, None).await
    }

    /// Opens a page that doesn't load the kit by itself.
    pub async fn open_without_kit(stage: &Arc<Stage>, body: &str) -> Self {
        Self::open_with(stage, "", body).await
    }

    /// Opens a page with scripts of its own, in which `{kit}` is where the kit is and `{endpoint}`
    /// the gateway's address.
    pub async fn open_with(stage: &Arc<Stage>, scripts: &str, body: &str) -> Self {
        Self::open_under(stage, scripts, body, None).await
    }

    /// The same under a policy, in which these two stand for their origins.
    pub async fn open_under(
        stage: &Arc<Stage>,
        scripts: &str,
        body: &str,
        policy: Option<&str>,
    ) -> Self {
        Self::open_page(stage, stage.gateway().await, scripts, body, policy).await
    }

    async fn open_page(
        stage: &Arc<Stage>,
        gateway: TestGateway,
        scripts: &str,
        body: &str,
        policy: Option<&str>,
    ) -> Self {
        let html = html(&stage.kit(), scripts, body).replace("{endpoint}", &gateway.origin);
        let policy = policy.map(|policy| {
            policy
                .replace("{kit}", &stage.world.site.origin)
                .replace("{endpoint}", &gateway.origin)
        });
        stage
            .browser
            .goto(&stage.publish(Page { html, policy }))
            .await;
        Self {
            stage: Arc::clone(stage),
            gateway,
        }
    }

    /// Opens a page with one eager card for `+1 310 555 {line}` and waits until it has settled.
    pub async fn with_card(stage: &Arc<Stage>, line: &str, attributes: &str) -> Self {
        let page = Self::open(stage, &one_card(line, attributes)).await;
        page.settled("phone-profile").await;
        page
    }

    /// Opens a dashboard that has kit and gateway on its own origin, under a policy.
    pub async fn on_its_own_origin(stage: &Arc<Stage>, body: &str, policy: &str) -> Self {
        let html = html(
            "/phone-profile",
            r#"<script type="module" src="/phone-profile/define.js"></script>"#,
            body,
        );
        let gateway = stage
            .own_origin_site(Page {
                html,
                policy: Some(policy.to_owned()),
            })
            .await;
        stage
            .browser
            .goto(&format!("{}/dashboard", gateway.origin))
            .await;
        Self {
            stage: Arc::clone(stage),
            gateway,
        }
    }

    /// Runs the body of an async function with `args`; see `prelude.js` for what it can use.
    pub async fn run<T: DeserializeOwned>(&self, body: &str, args: Vec<Value>) -> T {
        self.stage.browser.run(body, args).await
    }

    /// Runs a script that gives nothing.
    pub async fn act(&self, body: &str) {
        self.run::<Value>(body, vec![]).await;
    }

    /// Runs a script with the endpoint's address as the argument `endpoint`.
    pub async fn ask<T: DeserializeOwned>(&self, body: &str) -> T {
        let script = format!("const [endpoint] = args;\n{body}");
        self.run(&script, vec![json!(self.gateway.origin)]).await
    }

    pub async fn card(&self, selector: &str) -> Card {
        self.run("return read(card(args[0]))", vec![json!(selector)])
            .await
    }

    pub async fn settled(&self, selector: &str) -> Card {
        self.run(
            "return read(await settled(card(args[0])))",
            vec![json!(selector)],
        )
        .await
    }

    /// Waits until the card's state is `state`.
    pub async fn reaches(&self, selector: &str, state: &str) -> Card {
        let script = "const element = card(args[0]); await until(() => element.state === args[1], element); await drawn(); return read(element)";
        self.run(script, vec![json!(selector), json!(state)]).await
    }

    /// Waits for a JavaScript condition, in which `element` is the card.
    pub async fn waits_for(&self, selector: &str, condition: &str) -> Card {
        let script = format!(
            "const element = card(args[0]); await until(() => {condition}, element); await drawn(); return read(element)"
        );
        self.run(&script, vec![json!(selector)]).await
    }

    /// One round trip to the gateway, and whatever the page does meanwhile: requests that were to
    /// follow by themselves have been sent when it's over.
    pub async fn round_trip(&self) {
        let script = "await fetch(`${endpoint}/demo/numbers.json`, { cache: 'no-store' });
            await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));";
        self.ask::<Value>(script).await;
    }

    /// Nothing went wrong on the page that nobody asked for.
    pub async fn expect_no_problems(&self) {
        let seen: Value = self.run("return seen", vec![]).await;
        for kind in ["violations", "errors", "dialogs"] {
            assert_eq!(seen[kind], json!([]), "{kind} on the page");
        }
    }

    /// The one warning of the kit's since the last look at the console.
    pub async fn only_warning(&self) -> String {
        let log = self.log().await;
        let mut warnings = log.iter().filter(|line| line.contains("phone-profile:"));
        match (warnings.next(), warnings.next()) {
            (Some(only), None) => only.clone(),
            _ => panic!("not one warning: {log:?}"),
        }
    }

    pub async fn log(&self) -> Vec<String> {
        self.stage.browser.log().await
    }
}

/// The markup of one card for `+1 310 555 {line}`.
pub fn one_card(line: &str, attributes: &str) -> String {
    format!(
        r#"<phone-profile number="+1310555{line}" endpoint="{{endpoint}}" loading="eager" {attributes}></phone-profile>"#
    )
}

pub(super) fn html(kit: &str, scripts: &str, body: &str) -> String {
    TEMPLATE
        .replace("{scripts}", scripts)
        .replace("{kit}", kit)
        .replace("{body}", body)
}
