//! `cargo xtask …`: everything between a fresh clone and a running, tested widget.
//!
//! Needs Rust, git and a way to the usual package registries; sets up the rest.

mod args;
mod bench;
mod browsers;
mod build;
mod cargo_lock;
mod check;
mod debian;
mod esbuild;
mod examples;
mod fingerprint;
mod finish;
mod gateway;
mod kit;
mod node;
mod npm;
mod npm_copy;
mod package;
mod process;
mod project;
mod report;
mod script;
mod servers;
mod setup;
mod size;
mod start;
mod tally;
mod test;
mod tools;
mod type_tests;
mod wasm_target;

use std::process::ExitCode;

use anyhow::Result;

use args::{Bench, Task};
use project::Project;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let task = match args::parse(std::env::args_os().skip(1)) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error}\n\n{}", args::USAGE);
            return Ok(ExitCode::from(2));
        }
    };
    if matches!(task, Task::Help) {
        println!("{}", args::USAGE);
        return Ok(ExitCode::SUCCESS);
    }

    let project = Project::locate()?;
    match task {
        Task::Help => Ok(ExitCode::SUCCESS),
        Task::Setup => {
            setup::for_build(&project)?;
            // Only the tests need one.
            if let Err(error) = browsers::set_up() {
                report::note(&format!("{error:#}"));
            }
            Ok(ExitCode::SUCCESS)
        }
        Task::Build => {
            build::dist(&project)?;
            print!("{}", size::measure(&project.kit())?.table());
            Ok(ExitCode::SUCCESS)
        }
        Task::Package => {
            npm::run(&project)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Start(options) => start::run(&project, &options),
        Task::Test(options) => test::run(&project, &options),
        Task::Bench(Bench::Widget, options) => bench::run(&project, &options),
        Task::Bench(Bench::Gateway, options) => bench::gateway::run(&project, &options),
        Task::Check => check::run(&project),
        Task::Size(options) => size::run(&project, &options),
        Task::FinishDist => {
            finish::run(&project)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
