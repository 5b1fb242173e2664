//! What is asked of Chromium beyond WebDriver, by the DevTools protocol and chromedriver's logs.

use std::{collections::HashMap, env};

use fantoccini::Client;
use serde_json::{Value, json};

use super::commands::send;

/// Headless, alone, and silent on the network.
const FLAGS: [&str; 8] = [
    "--headless=new",
    // Tests run as root in containers, where Chromium's sandbox refuses to start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub fn capabilities(language: &str) -> Value {
    let mut args: Vec<String> = FLAGS.map(str::to_owned).to_vec();
    args.push(format!("--accept-lang={language}"));
    let mut chrome = json!({ "args": args });
    if let Some(binary) = env::var_os("CHROME") {
        chrome["binary"] = json!(binary.to_string_lossy());
    }
    json!({
        "goog:chromeOptions": chrome,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

pub async fn resize(client: &Client, width: u32, height: u32, scale: f64) {
    devtools(
        client,
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false }),
    )
    .await;
}

pub async fn emulate_media(client: &Client, name: &str, value: &str) {
    devtools(
        client,
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": name, "value": value }] }),
    )
    .await;
}

pub async fn emulate_print(client: &Client) {
    let print = json!({ "media": "print" });
    devtools(client, "Emulation.setEmulatedMedia", print).await;
}

pub async fn hide_scrollbars(client: &Client) {
    let hidden = json!({ "hidden": true });
    devtools(client, "Emulation.setScrollbarsHidden", hidden).await;
}

/// The lines of the console since the last call, as "LEVEL text".
pub async fn log(client: &Client) -> Vec<String> {
    let lines = entries(client, "browser").await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines
        .iter()
        .map(|line| {
            // Strings of scripts are written as JSON.
            let message = text(&line["message"]).replace("\\\"", "\"");
            format!("{} {message}", text(&line["level"]))
        })
        .collect()
}

/// The requests since the last call that failed or were aborted, each with the reason.
pub async fn failed_requests(client: &Client) -> Vec<String> {
    let mut urls = HashMap::new();
    let mut failed = Vec::new();
    for line in entries(client, "performance").await {
        let line = line["message"].as_str().expect("an event's text");
        let event: Value = serde_json::from_str(line).expect("an event");
        let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
        let id = params["requestId"].to_string();
        if method == "Network.requestWillBeSent" {
            urls.insert(id, params["request"]["url"].to_string());
        } else if method == "Network.loadingFailed" {
            let url = urls.get(&id).map_or("?", String::as_str);
            failed.push(format!("{url} {}", params["errorText"]));
        }
    }
    failed
}

/// How many nodes and listeners the page holds, once what nobody needs any more is gone.
pub async fn nodes_and_listeners(client: &Client) -> (u64, u64) {
    // What one collection finds free, in the engine or in the document, may free more.
    for _ in 0..3 {
        devtools(client, "HeapProfiler.collectGarbage", json!({})).await;
    }
    let counters = devtools(client, "Memory.getDOMCounters", json!({})).await;
    let count = |name: &str| counters[name].as_u64().expect("a count");
    (count("nodes"), count("jsEventListeners"))
}

/// The nodes of the accessibility tree.
pub async fn accessibility_nodes(client: &Client) -> Vec<Value> {
    let tree = devtools(client, "Accessibility.getFullAXTree", json!({})).await;
    tree["nodes"].as_array().cloned().expect("nodes")
}

pub async fn reset(client: &Client) {
    devtools(client, "Emulation.clearDeviceMetricsOverride", json!({})).await;
    let nothing = json!({ "media": "", "features": [] });
    devtools(client, "Emulation.setEmulatedMedia", nothing).await;
    entries(client, "browser").await;
    entries(client, "performance").await;
}

async fn entries(client: &Client, kind: &str) -> Vec<Value> {
    let entries = send(client, "se/log", json!({ "type": kind })).await;
    entries.as_array().cloned().unwrap_or_default()
}

async fn devtools(client: &Client, method: &str, params: Value) -> Value {
    let body = json!({ "cmd": method, "params": params });
    send(client, "goog/cdp/execute", body).await
}
