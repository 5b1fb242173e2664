//! The pictures of the worked themes, light and dark, of narrow cards, and of cards from right to left.

use std::sync::Arc;

use super::{size, take};
use crate::{
    harness::{Page, Stage},
    scenarios,
};

scenarios![themes, narrow, arabic];

const THEMES: [&str; 4] = ["crm", "bank", "operations", "high-contrast"];

const PAGE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="/favicon.ico">
    {theme}
    <script type="module" src="{kit}/define.js"></script>
    <style>
      body { display: grid; grid-template-columns: 1fr 1fr; margin: 0 }
      div { display: grid; gap: 14px; align-content: start; padding: 20px; background: Canvas }
    </style>
  </head>
  <body>{body}</body>
</html>"#;

/// A whole card and a small one, in a place of that scheme.
fn pair(scheme: &str) -> String {
    format!(
        r#"<div style="color-scheme: {scheme}">
             <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550102" expected-name="Otto Ek"></phone-profile>
             <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550123" variant="compact"></phone-profile>
           </div>"#
    )
}

async fn open(stage: &Stage, theme: &str, body: &str) {
    let gateway = stage.gateway().await;
    let html = PAGE
        .replace("{body}", body)
        .replace("{theme}", theme)
        .replace("{kit}", &stage.kit())
        .replace("{endpoint}", &gateway.origin);
    let address = stage.publish(Page { html, policy: None });
    stage.browser.goto(&address).await;
    let all = "for (const one of document.querySelectorAll('phone-profile')) await settled(one)";
    stage.browser.run::<serde_json::Value>(all, vec![]).await;
}

async fn themes(stage: Arc<Stage>) {
    size(&stage.browser, 860, 365, 1.5).await;
    for theme in THEMES {
        let sheet = format!(r#"<link rel="stylesheet" href="{{kit}}/themes/{theme}.css">"#);
        open(&stage, &sheet, &(pair("light") + &pair("dark"))).await;
        take(&stage.browser, &format!("theme-{theme}")).await;
    }
}

async fn narrow(stage: Arc<Stage>) {
    size(&stage.browser, 760, 490, 1.5).await;
    let cards: String = [320, 200, 120]
        .iter()
        .map(|width| {
            format!(
                r#"<div style="width: {width}px">
                     <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550102"></phone-profile>
                     <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550123" variant="compact"></phone-profile>
                   </div>"#
            )
        })
        .collect();
    open(
        &stage,
        "",
        &format!("<main style='display: flex'>{cards}</main>"),
    )
    .await;
    take(&stage.browser, "narrow").await;
}

async fn arabic(stage: Arc<Stage>) {
    size(&stage.browser, 860, 425, 1.5).await;
    let cards = |scheme| {
        format!(
            r#"<div lang="ar" dir="rtl" style="color-scheme: {scheme}">
                 <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550133"></phone-profile>
                 <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550102" variant="compact" expected-name="Otto Ek"></phone-profile>
                 <phone-profile loading="eager" endpoint="{{endpoint}}" number="+13105550106" variant="compact"></phone-profile>
               </div>"#
        )
    };
    open(&stage, "", &(cards("light") + &cards("dark"))).await;
    take(&stage.browser, "arabic").await;
}
