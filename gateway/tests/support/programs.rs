//! Programs of others that tests start, which `cargo xtask test` installs.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{env, path::PathBuf};

/// Set to 1, tests that need servers or other programs say that they are skipped where one is missing.
const WITHOUT: &str = "PHONE_PROFILE_WITHOUT_SERVERS";

/// A program that is called like its package.
pub fn program(name: &str) -> Option<PathBuf> {
    or_skipped(find(name), name)
}

/// Where the machine has a program.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|directory| directory.join(program))
        .find(|file| file.is_file())
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
