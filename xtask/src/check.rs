//! Formatting, lints and documentation, with every warning an error.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::project::Project;
use crate::tally::Tally;
use crate::wasm_target::{self, WasmTarget};
use crate::{process, report};

const DENY: [&str; 3] = ["--", "-D", "warnings"];

pub fn run(project: &Project) -> Result<ExitCode> {
    let wasm = wasm_target::set_up()?;
    let tally = all(project, wasm)?;
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

/// Runs every check, also after one has failed. Each counts as one test.
pub fn all(project: &Project, wasm: WasmTarget) -> Result<Tally> {
    let checks = [
        ("formatting", formatting(project)),
        ("lints", lints(project)),
        ("lints of the wasm code", wasm_lints(project, wasm)?),
        ("documentation", documentation(project)),
    ];
    let mut tally = Tally::default();
    for (name, mut command) in checks {
        tally += check(name, || process::run(&mut command));
    }
    Ok(tally)
}

/// Runs one check and says what's wrong.
pub fn check(name: &str, work: impl FnOnce() -> Result<()>) -> Tally {
    let result = report::step(&format!("checking {name}"), "", work);
    if let Err(error) = &result {
        report::note(&format!("{error:#}"));
    }
    println!(
        "check {name}: {}",
        if result.is_ok() { "ok" } else { "FAILED" }
    );
    Tally::of(result.is_ok())
}

fn formatting(project: &Project) -> Command {
    let mut command = project.cargo();
    // The names of the files that `cargo fmt` would change say enough.
    command.args(["fmt", "--all", "--check", "--", "-l"]);
    command
}

fn lints(project: &Project) -> Command {
    let mut command = project.cargo();
    command
        .args(["clippy", "--workspace", "--all-targets", "--all-features"])
        .args(DENY);
    command
}

/// What is compiled for the browser only. Debian's clippy may be of a later release than the
/// usual one, and so know more lints.
fn wasm_lints(project: &Project, wasm: WasmTarget) -> Result<Command> {
    let mut command = wasm.cargo(project)?;
    command
        .args([
            "clippy",
            "--package",
            "phone-profile",
            "--target",
            wasm_target::TRIPLE,
        ])
        .args(["--features", "embed,page", "--lib", "--bins"]);
    if project.root.join("tests/browser").join("main.rs").is_file() {
        command.args(["--test", "browser"]);
    }
    command.args(DENY);
    Ok(command)
}

fn documentation(project: &Project) -> Command {
    let mut command = project.cargo();
    command
        .args(["doc", "--no-deps", "--workspace"])
        .env("RUSTDOCFLAGS", "-D warnings");
    command
}
