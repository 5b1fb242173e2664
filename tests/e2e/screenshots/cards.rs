//! The README's first picture: cards, light and dark.

use std::sync::Arc;

use super::{size, take};
use crate::{
    harness::{Page, Stage},
    scenarios,
};

scenarios![cards];

const PAGE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <link rel="icon" href="/favicon.ico">
    <script type="module" src="{kit}/define.js"></script>
    <style>
      body { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; align-items: start; margin: 0; padding: 24px;
        background: #f4f6f8; font-family: system-ui, sans-serif }
    </style>
  </head>
  <body>
    <phone-profile loading="eager" theme="light" endpoint="{endpoint}" number="+13105550123"></phone-profile>
    <phone-profile loading="eager" theme="light" endpoint="{endpoint}" number="+13105550102"></phone-profile>
    <phone-profile loading="eager" theme="dark" endpoint="{endpoint}" number="+13105550103"></phone-profile>
    <phone-profile loading="eager" theme="dark" endpoint="{endpoint}" number="+13105550119"></phone-profile>
  </body>
</html>"#;

async fn cards(stage: Arc<Stage>) {
    let gateway = stage.gateway().await;
    let html = PAGE
        .replace("{kit}", &stage.kit())
        .replace("{endpoint}", &gateway.origin);
    let address = stage.publish(Page { html, policy: None });
    size(&stage.browser, 906, 538, 1.5).await;
    stage.browser.goto(&address).await;
    let all = "for (const one of document.querySelectorAll('phone-profile')) await settled(one)";
    stage.browser.run::<serde_json::Value>(all, vec![]).await;
    take(&stage.browser, "cards").await;
}
