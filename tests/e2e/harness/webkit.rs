//! What is asked of `WebKitGTK` beyond WebDriver: of the desktop that it runs on, and by scripts in the
//! page.

use std::ffi::OsString;

use fantoccini::Client;
use serde_json::{Value, json};

use super::{
    Driver,
    display::{Display, Settings},
    engine::Engine,
};

/// A driver on a screen of its own: the focus is in one window of a screen only.
pub async fn start(language: &str, is_steady: bool) -> (Driver, Display) {
    let display = Display::start().await;
    let mut environment = display.environment();
    // It takes the language from its locale: C means en-US, and C.UTF-8 is a language named C.
    let locale = match language {
        "en-US" => "C",
        "C" => "C.UTF-8",
        other => other,
    };
    environment.push(("LANG", OsString::from(locale)));
    if is_steady {
        // By default each tile of a page is drawn by whoever is free, and processors and GL draw different edges.
        environment.push(("WEBKIT_SKIA_ENABLE_CPU_RENDERING", OsString::from("1")));
    }
    let driver = Driver::start(Engine::Webkit, &environment).await;
    (driver, display)
}

pub fn capabilities() -> Value {
    // Its full screen is a window without buttons.
    json!({ "webkitgtk:browserOptions": { "args": ["--automation", "--full-screen"] } })
}

pub async fn resize(client: &Client, width: u32, height: u32) {
    client
        .set_window_size(width, height)
        .await
        .expect("a window's size");
}

pub fn emulate_media(display: &Display, name: &str, value: &str) {
    let settings = match name {
        "prefers-color-scheme" => Settings {
            dark: value == "dark",
            ..Settings::default()
        },
        "prefers-reduced-motion" => Settings {
            still: value == "reduce",
            ..Settings::default()
        },
        _ => panic!("no setting of the desktop is known for {name}"),
    };
    display.set(&settings);
}

/// There is no printing under automation: in the style sheets that the page has just now, what is
/// meant for paper gets meant for all media, and what is meant for screens for none.
pub async fn emulate_print(client: &Client) {
    client
        .execute(include_str!("as_printed.js"), vec![])
        .await
        .expect("changing style sheets");
}

/// What the page's scripts have written to the console since the last call, as "LEVEL text", as its
/// first script has noted it.
pub async fn log(client: &Client) -> Vec<String> {
    let script = "return window.seen?.console.splice(0) ?? null";
    let lines = client.execute(script, vec![]).await.expect("the log");
    let lines: Option<Vec<String>> = serde_json::from_value(lines).expect("texts");
    lines.expect(
        "host.js notes what is written to the console; a scenario without it needs BrowsersConsole",
    )
}
