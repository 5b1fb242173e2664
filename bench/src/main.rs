//! What `cargo xtask bench` runs: the embed beside cards of other libraries, the workbench with a long list,
//! and the gateway beside nginx. A crate of its own, so that nobody waits for it who only starts or tests the widget.

mod document;
mod flags;
mod gateway;
mod list;
mod machine;
mod processes;
mod summary;
mod table;
mod widget;

use std::process::ExitCode;

use anyhow::Result;
use xtask::project::Project;

use flags::{Bench, BenchCmd};

fn main() -> ExitCode {
    match run(&Bench::from_env_or_exit()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(flags: &Bench) -> Result<ExitCode> {
    let project = Project::locate()?;
    match &flags.subcommand {
        BenchCmd::Widget(options) => widget::run(&project, options),
        BenchCmd::List(options) => list::run(&project, options),
        BenchCmd::Gates(_) => widget::gates(&project),
        BenchCmd::Soak(options) => gateway::soak(&project, options),
        BenchCmd::Gateway(options) => gateway::run(&project, options),
    }
}
