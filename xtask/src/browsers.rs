//! Chromium or Chrome and its WebDriver, for the tests that need a real browser.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::json;

use crate::project::Project;
use crate::{debian, process, report};

const DEBIAN_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Keep a headless browser from asking anything of the network or of the desktop.
pub const QUIET: [&str; 8] = [
    "--headless",
    // Tests run as root in containers, where Chromium's sandbox refuses to start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// At most two connections to one server. The web server of wasm-bindgen's test runner
/// (`tiny_http` 0.12) starts with four threads, keeps one for as long as a connection is open, and
/// starts another only if none waits just then: of connections that are opened together, the fifth
/// can be counted on a thread that the fourth is about to take, and is then never read. Chromium
/// opens six for the shell's modules, so that the tests' page sometimes didn't load. A browser that
/// doesn't know the parameter ignores it.
const FEW_CONNECTIONS: &str = "--enable-features=HappyEyeballsV3:max_stream_per_group/2";

/// A driver and, where it's known, the browser that it drives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// chromedriver.
    pub driver: PathBuf,
    /// None: the driver looks in the usual places itself.
    pub chrome: Option<PathBuf>,
}

/// Finds a browser and its driver or installs them.
pub fn set_up() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if debian::can_install() {
        let what = format!("installing {}", DEBIAN_PACKAGES.join(" and "));
        report::step(&what, "about 1 min", || debian::install(&DEBIAN_PACKAGES))?;
        if let Some(browser) = find() {
            return Ok(browser);
        }
    }
    bail!(
        "no Chrome or Chromium with a chromedriver of its version on PATH; install both, or name \
         them in CHROME and CHROMEDRIVER"
    )
}

fn find() -> Option<Browser> {
    let driver = named("CHROMEDRIVER").or_else(|| process::find("chromedriver"))?;
    let chrome = named("CHROME").or_else(|| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ]
        .iter()
        .find_map(|name| process::find(name))
    });
    // Elsewhere browsers aren't on PATH, and the driver knows where applications are.
    let usable = chrome.is_some() || !cfg!(target_os = "linux");
    usable.then_some(Browser { driver, chrome })
}

/// The program that an environment variable names.
pub fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

impl Browser {
    /// The file that wasm-bindgen's test runner reads the browser's options from.
    pub fn webdriver_json(&self, project: &Project) -> Result<PathBuf> {
        let dir = project.scratch();
        fs::create_dir_all(&dir)?;
        let file = dir.join("webdriver.json");
        fs::write(&file, capabilities(self.chrome.as_deref()).to_string())?;
        Ok(file)
    }
}

fn capabilities(chrome: Option<&Path>) -> serde_json::Value {
    let args: Vec<&str> = QUIET.into_iter().chain([FEW_CONNECTIONS]).collect();
    let mut options = json!({ "args": args });
    if let (Some(chrome), Some(options)) = (chrome, options.as_object_mut()) {
        options.insert("binary".into(), json!(chrome));
    }
    json!({ "goog:chromeOptions": options })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_named_browser_when_options_are_written_then_the_driver_starts_that_one() {
        let options = capabilities(Some(Path::new("/opt/chrome")));
        let binary = options.pointer("/goog:chromeOptions/binary");
        assert_eq!(binary, Some(&json!("/opt/chrome")));
    }

    #[test]
    fn given_no_named_browser_when_options_are_written_then_it_is_headless_and_unnamed() {
        let options = capabilities(None);
        assert_eq!(options.pointer("/goog:chromeOptions/binary"), None);
        let first = options.pointer("/goog:chromeOptions/args/0");
        assert_eq!(first, Some(&json!("--headless")));
    }
}
