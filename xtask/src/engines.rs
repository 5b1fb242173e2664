//! The engines that the end-to-end tests are played in, each with what drives it: found, or installed.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail};

use crate::browsers::{self, named};
use crate::project::Project;
use crate::tools::{self, GECKODRIVER};
use crate::{debian, process, report};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    /// `WebKitGTK`, on a screen of its own: it has no headless mode.
    Webkit,
}

pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::Webkit];

/// What WebKit needs beside its driver: a screen, and the desktop's settings that it goes by.
const SCREEN: [&str; 2] = ["Xvfb", "xsettingsd"];

const FIREFOX_PACKAGES: [&str; 1] = ["firefox-esr"];
const WEBKIT_PACKAGES: [&str; 3] = ["webkit2gtk-driver", "xvfb", "xsettingsd"];

/// Where a program is, in the variable that the tests look for it in.
pub type Program = (&'static str, PathBuf);

/// Those of a list with commas, in its order; all without a list.
pub fn of_list(list: Option<&str>) -> Result<Vec<Engine>> {
    let Some(list) = list else {
        return Ok(ALL.to_vec());
    };
    list.split(',').map(|name| name.trim().parse()).collect()
}

impl Engine {
    /// Finds the browser and its driver or installs them.
    pub fn set_up(self, project: &Project) -> Result<Vec<Program>> {
        match self {
            Self::Chromium => {
                let browser = browsers::set_up()?;
                let chrome = browser.chrome.map(|chrome| ("CHROME", chrome));
                Ok([("CHROMEDRIVER", browser.driver)]
                    .into_iter()
                    .chain(chrome)
                    .collect())
            }
            Self::Firefox => {
                let firefox = found_or_installed(&FIREFOX_PACKAGES, firefox).context(
                    "no Firefox on PATH; install it, or name it in FIREFOX (and geckodriver in \
                     GECKODRIVER)",
                )?;
                Ok(vec![
                    ("FIREFOX", firefox),
                    ("GECKODRIVER", geckodriver(project)?),
                ])
            }
            Self::Webkit => {
                let driver = found_or_installed(&WEBKIT_PACKAGES, webkit_driver).context(
                    "no WebKitWebDriver, Xvfb and xsettingsd on PATH: WebKitGTK's driver, which \
                     may be named in WEBKITDRIVER, and the X server that it runs on",
                )?;
                Ok(vec![("WEBKITDRIVER", driver)])
            }
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        })
    }
}

impl FromStr for Engine {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = ALL.into_iter().find(|engine| engine.to_string() == name);
        let Some(found) = found else {
            let known = ALL.map(|engine| engine.to_string()).join(", ");
            bail!("there is no engine '{name}': it can be {known}");
        };
        Ok(found)
    }
}

fn found_or_installed(packages: &[&str], find: fn() -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(found) = find() {
        return Some(found);
    }
    if debian::can_install() {
        let what = format!("installing {}", packages.join(", "));
        if let Err(error) = report::step(&what, "about 1 min", || debian::install(packages)) {
            report::note(&format!("{error:#}"));
        }
    }
    find()
}

fn firefox() -> Option<PathBuf> {
    let names = ["firefox-esr", "firefox"];
    named("FIREFOX").or_else(|| names.iter().find_map(|name| process::find(name)))
}

/// Of the registry: Debian's stable release has no package of it.
fn geckodriver(project: &Project) -> Result<PathBuf> {
    if let Some(named) = named("GECKODRIVER") {
        return Ok(named);
    }
    let dir = tools::set_up(project, &GECKODRIVER)?;
    tools::tidy(project)?;
    Ok(dir.join("geckodriver"))
}

fn webkit_driver() -> Option<PathBuf> {
    let driver = named("WEBKITDRIVER").or_else(|| process::find("WebKitWebDriver"))?;
    let has_screen = SCREEN.iter().all(|name| process::find(name).is_some());
    has_screen.then_some(driver)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_list_of_engines_when_read_then_it_is_those_and_without_one_all() {
        assert_eq!(of_list(None).unwrap(), ALL);
        let named = of_list(Some("webkit, chromium")).unwrap();
        assert_eq!(named, [Engine::Webkit, Engine::Chromium]);
        let error = of_list(Some("firefox,safari")).unwrap_err().to_string();
        assert!(
            error.contains("'safari'") && error.contains("webkit"),
            "{error}"
        );
        assert!(of_list(Some("")).is_err());
    }
}
