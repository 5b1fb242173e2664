//! Formatting, lints and documentation, with every warning an error.

use std::process::ExitCode;

use anyhow::Result;
use xshell::cmd;

use crate::project::Project;
use crate::report;
use crate::tally::Tally;
use crate::wasm_target::{self, WasmTarget};

pub fn run(project: &Project) -> Result<ExitCode> {
    let wasm = wasm_target::set_up()?;
    let tally = all(project, wasm)?;
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

/// Runs every check, also after one has failed. Each counts as one test.
pub fn all(project: &Project, wasm: WasmTarget) -> Result<Tally> {
    let sh = project.shell()?;
    // The names of the files that `cargo fmt` would change say enough.
    let formatting = cmd!(sh, "cargo fmt --all --check -- -l");
    let lints = cmd!(
        sh,
        "cargo clippy --workspace --all-targets --all-features -- -D warnings"
    );
    // What is compiled for the browser only. Debian's clippy may be of a later release than the
    // usual one, and so know more lints.
    let triple = wasm_target::TRIPLE;
    let wasm_lints = |what: &str| {
        let clippy = format!("clippy --target {triple} {what} -- -D warnings");
        let command = wasm.command(&sh, project, &wasm.cargo())?;
        Ok::<_, anyhow::Error>(command.args(clippy.split(' ')))
    };
    let kit_and_page =
        wasm_lints("-p phone-profile --features embed,page --lib --bins --test browser")?;
    let workbench = wasm_lints("-p phone-profile-workbench --lib --bins")?;
    let documentation =
        cmd!(sh, "cargo doc --no-deps --workspace").env("RUSTDOCFLAGS", "-D warnings");
    let mut tally = Tally::default();
    for (name, command) in [
        ("formatting", formatting),
        ("lints", lints),
        ("lints of the wasm code", kit_and_page),
        ("lints of the workbench's wasm code", workbench),
        ("documentation", documentation),
    ] {
        tally += check(name, || Ok(command.run()?));
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
