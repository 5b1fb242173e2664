//! What is asked of Firefox beyond WebDriver: scripts in the browser's own window, its preferences,
//! and what it prints of pages' consoles.

use std::{
    env,
    sync::atomic::{AtomicU32, Ordering},
};

use fantoccini::Client;
use serde_json::{Value, json};

use super::{commands::send, driver::Output};

/// Silent on the network, but for what tests ask for, and with pages' consoles on standard output.
const PREFERENCES: [(&str, bool); 5] = [
    ("app.normandy.enabled", false),
    ("messaging-system.rsexperimentloader.enabled", false),
    ("network.captive-portal-service.enabled", false),
    ("devtools.console.stdout.content", true),
    ("devtools.console.stdout.chrome", false),
];

/// Writes down requests to this machine that broke off.
const WATCH: &str = "window.brokenOff = [];
    const stopped = (request) => {
      const { status, URI } = request.QueryInterface(Ci.nsIHttpChannel);
      if (URI.host === '127.0.0.1' && !Components.isSuccessCode(status)) brokenOff.push(`${URI.spec} ${status}`);
    };
    Services.obs.addObserver(stopped, 'http-on-stop-request');";

/// Before each script. geckodriver runs them in a sandbox that has the page's window and built-in objects of its own:
/// what scripts replace, and what they hold errors against, are the page's.
pub const PAGES_OWN: &str = "const globalThis = window;
    const { Array, ArrayBuffer, Date, Error, Map, Object, Promise, Proxy, Set, TypeError, Uint8Array, WebAssembly } = window;\n";

/// By these a page's media queries are answered, whatever the system wants.
const COLOR_SCHEME: &str = "layout.css.prefers-color-scheme.content-override";
const REDUCED_MOTION: &str = "ui.prefersReducedMotion";
const FORCED_COLORS: &str = "browser.display.document_color_use";

static MARKS: AtomicU32 = AtomicU32::new(0);

pub fn capabilities(language: &str) -> Value {
    let mut preferences = json!({ "intl.accept_languages": language });
    for (name, value) in PREFERENCES {
        preferences[name] = json!(value);
    }
    let mut firefox = json!({ "args": ["-headless"], "prefs": preferences });
    if let Some(binary) = env::var_os("FIREFOX") {
        firefox["binary"] = json!(binary.to_string_lossy());
    }
    json!({ "moz:firefoxOptions": firefox })
}

pub async fn begin(client: &Client) {
    in_its_window(client, WATCH, vec![]).await;
}

/// Windows have a least width: the page gets less of its window, as in Firefox's responsive mode.
pub async fn resize(client: &Client, width: u32, height: u32) {
    client
        .set_window_size(width.max(600), height + 200)
        .await
        .expect("a window's size");
    let script = "const [width, height] = arguments;
        const { style } = gBrowser.selectedBrowser;
        for (const limit of ['', 'min-', 'max-']) {
          style.setProperty(`${limit}width`, `${width}px`);
          style.setProperty(`${limit}height`, `${height}px`);
        }";
    in_its_window(client, script, vec![json!(width), json!(height)]).await;
}

pub async fn emulate_media(client: &Client, name: &str, value: &str) {
    let (preference, number) = match (name, value) {
        ("prefers-color-scheme", "dark") => (COLOR_SCHEME, 0),
        ("prefers-color-scheme", _) => (COLOR_SCHEME, 1),
        ("prefers-reduced-motion", value) => (REDUCED_MOTION, i32::from(value == "reduce")),
        // 2: a user's colours, always.
        ("forced-colors", value) => (FORCED_COLORS, if value == "active" { 2 } else { 0 }),
        _ => panic!("no preference is known for {name}"),
    };
    let script = "Services.prefs.setIntPref(...arguments)";
    in_its_window(client, script, vec![json!(preference), json!(number)]).await;
}

pub async fn emulate_print(client: &Client) {
    set_medium(client, "print").await;
}

/// The lines of the console since the last call, as "LEVEL text": what scripts have written, and what
/// Firefox has to say about pages.
pub async fn log(client: &Client, output: &Output) -> Vec<String> {
    // A page's process prints in order.
    let mark = format!("end-of-log-{}", MARKS.fetch_add(1, Ordering::Relaxed));
    let script = "console.log(arguments[0])";
    client
        .execute(script, vec![json!(mark)])
        .await
        .expect("writing to the console");
    let mut log = Vec::new();
    for line in output.take_until(&mark).await {
        let level = match line.split_once(": ") {
            Some(("console.error", _)) => "SEVERE",
            Some(("console.warn", _)) => "WARNING",
            Some((kind, _)) if kind.starts_with("console.") => "INFO",
            _ => continue,
        };
        if !line.contains(&mark) {
            // Texts are written as JSON.
            log.push(format!("{level} {}", line.replace("\\\"", "\"")));
        }
    }
    log.extend(messages(client).await);
    log
}

/// What Firefox has to say about pages since the last call.
async fn messages(client: &Client) -> Vec<String> {
    let script = "const messages = Services.console.getMessageArray().filter((message) =>
          message instanceof Ci.nsIScriptError && /^https?:/.test(message.sourceName));
        Services.console.reset();
        return messages.map(({ flags, errorMessage }) => `${flags & Ci.nsIScriptError.warningFlag ? 'WARNING' : 'SEVERE'} ${errorMessage}`);";
    let messages = in_its_window(client, script, vec![]).await;
    serde_json::from_value(messages).expect("texts")
}

/// The requests since the last call that failed or were aborted, each with its status.
pub async fn failed_requests(client: &Client) -> Vec<String> {
    let script = "return brokenOff.splice(0)";
    let failed = in_its_window(client, script, vec![]).await;
    serde_json::from_value(failed).expect("addresses")
}

pub async fn reset(client: &Client, output: &Output) {
    let script = "for (const name of arguments) Services.prefs.clearUserPref(name);";
    let preferences = [COLOR_SCHEME, REDUCED_MOTION, FORCED_COLORS].map(|name| json!(name));
    in_its_window(client, script, preferences.into()).await;
    set_medium(client, "").await;
    output.clear();
    messages(client).await;
    failed_requests(client).await;
}

async fn set_medium(client: &Client, medium: &str) {
    let script = "gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0]";
    in_its_window(client, script, vec![json!(medium)]).await;
}

async fn in_its_window(client: &Client, script: &str, args: Vec<Value>) -> Value {
    let body = json!({ "script": script, "args": args });
    send(client, "moz/context", json!({ "context": "chrome" })).await;
    let value = send(client, "execute/sync", body).await;
    send(client, "moz/context", json!({ "context": "content" })).await;
    value
}
