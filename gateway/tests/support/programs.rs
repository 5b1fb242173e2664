//! Programs of others that tests start, which `cargo xtask test` installs.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Set to 1, tests that need servers or other programs say that they are skipped where one is missing.
const WITHOUT: &str = "PHONE_PROFILE_WITHOUT_SERVERS";

/// A program that is called like its package.
pub fn program(name: &str) -> Option<PathBuf> {
    or_skipped(find(name), name)
}

/// A Python that has these modules, from Debian or from pip.
pub fn python_with(modules: &[&str]) -> Option<PathBuf> {
    let packages = modules.iter().map(|module| format!("python3-{module}"));
    let packages = packages.collect::<Vec<_>>().join(" ");
    let python = on_path("python3").find(|python| has_modules(python, modules));
    or_skipped(python, &packages)
}

fn has_modules(python: &Path, modules: &[&str]) -> bool {
    Command::new(python)
        .args(["-c", &format!("import {}", modules.join(", "))])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Where the machine has a program.
pub fn find(program: &str) -> Option<PathBuf> {
    on_path(program).next()
}

/// All places of PATH that have it.
fn on_path(program: &str) -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let files: Vec<_> = env::split_paths(&path)
        .map(|directory| directory.join(program))
        .filter(|file| file.is_file())
        .collect();
    files.into_iter()
}

/// What was found. Nothing found fails the test, unless it may be skipped.
pub fn or_skipped(program: Option<PathBuf>, package: &str) -> Option<PathBuf> {
    if program.is_none() {
        assert!(
            env::var(WITHOUT).is_ok_and(|value| value == "1"),
            "{package} is not installed: `apt-get install {package}`, or set {WITHOUT}=1 to skip \
             the tests that need it"
        );
        eprintln!("skipped: {package} is not installed and {WITHOUT} is set");
    }
    program
}
