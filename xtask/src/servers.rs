//! Redis and PostgreSQL for the gateway's tests, which start servers of their own, and the other programs that they start.
//!
//! Debian's packages may start their services when they are installed. The tests leave those alone:
//! they use other ports and directories.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Result, bail};

use crate::{debian, process, report};

/// What a test starts, and the Debian package that has it.
const REDIS: &str = "redis-server";
const POSTGRES: &str = "postgresql";
/// Sets the clock of a gateway.
const FAKETIME: &str = "faketime";

/// What others make of our files and records.
const PROGRAMS: [&str; 2] = ["openssl", "python3"];

/// Readers of our files: what Python calls them, and their packages.
const PYTHON_MODULES: [(&str, &str); 2] = [
    ("openpyxl", "python3-openpyxl"),
    ("vobject", "python3-vobject"),
];

/// Set to 1, those tests say that they are skipped where a server is missing.
const WITHOUT: &str = "PHONE_PROFILE_WITHOUT_SERVERS";

/// Finds the servers or installs them.
pub fn set_up() -> Result<()> {
    if env::var(WITHOUT).is_ok_and(|value| value == "1") {
        return Ok(());
    }
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    if debian::can_install() {
        let what = format!("installing {}", missing.join(" and "));
        report::step(&what, "about 1 min", || debian::install(&missing))?;
        if self::missing().is_empty() {
            return Ok(());
        }
    }
    bail!(
        "{} not found; install what is missing, or set {WITHOUT}=1 to skip the tests that need it",
        missing.join(" and ")
    )
}

/// The packages of what isn't there.
fn missing() -> Vec<&'static str> {
    let has_redis = [REDIS, "valkey-server"]
        .iter()
        .any(|name| process::find(name).is_some());
    let mut missing = Vec::new();
    if !has_redis {
        missing.push(REDIS);
    }
    if !has_postgres() {
        missing.push(POSTGRES);
    }
    if !has_faketime() {
        missing.push(FAKETIME);
    }
    let is_missing = |name: &&str| process::find(name).is_none();
    missing.extend(PROGRAMS.into_iter().filter(is_missing));
    let modules = PYTHON_MODULES.into_iter();
    missing
        .extend(modules.filter_map(|(module, package)| (!has_module(module)).then_some(package)));
    missing
}

/// Whether one of the machine's Pythons has a module, from Debian or from pip.
fn has_module(module: &str) -> bool {
    let import = format!("import {module}");
    let imports = |python: &PathBuf| {
        let tried = Command::new(python).args(["-c", &import]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    process::find_all("python3").iter().any(imports)
}

/// A library, in the directory of the machine's kind.
fn has_faketime() -> bool {
    let kinds = fs::read_dir("/usr/lib").into_iter().flatten();
    kinds
        .flatten()
        .any(|kind| kind.path().join("faketime/libfaketimeMT.so.1").is_file())
}

/// Debian keeps the server's programs off PATH, in a directory for each version.
fn has_postgres() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    versions
        .flatten()
        .any(|version| version.path().join("bin/initdb").is_file())
        || process::find("initdb").is_some()
}
