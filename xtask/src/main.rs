//! `cargo xtask …`: everything between a fresh clone and a running, tested widget.
//!
//! Needs Rust, git and a way to the usual package registries; sets up the rest.

mod build;
mod cargo_wrapper;
mod check;
mod docs;
mod engines;
mod examples;
mod finish;
mod flags;
mod node;
mod npm;
mod release;
mod servers;
mod setup;
mod shell_tests;
mod stacks;
mod stamp;
mod start;
mod tally;
mod test;
mod tools;
mod type_tests;
mod wasm_target;

use std::process::ExitCode;

use anyhow::Result;
use xshell::cmd;
use xtask::{browsers, debian, gateway, npm_copy, process, project, report, size};

use flags::{Xtask, XtaskCmd};
use project::Project;

fn main() -> ExitCode {
    if std::env::args_os().len() < 2 {
        println!("{}", Xtask::HELP);
        return ExitCode::SUCCESS;
    }
    match run(Xtask::from_env_or_exit().subcommand) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: XtaskCmd) -> Result<ExitCode> {
    let project = Project::locate()?;
    match task {
        XtaskCmd::Test(options) => return test::run(&project, &options),
        XtaskCmd::Check(_) => return check::run(&project),
        XtaskCmd::Stacks(options) => return stacks::run(&project, &options),
        XtaskCmd::Screenshots(options) => return test::screenshots(&project, &options),
        XtaskCmd::Baselines(options) => return test::baselines(&project, &options),
        XtaskCmd::Start(options) => start::run(&project, &options)?,
        XtaskCmd::Build(_) => {
            build::dist(&project)?;
            docs::site(&project)?;
            print!("{}", size::measure(&project.kit())?.table());
        }
        XtaskCmd::Package(_) => {
            npm::run(&project)?;
        }
        XtaskCmd::Bench(options) => {
            // The gateway is measured without the page and the kit.
            if !matches!(options.what.as_str(), "gateway" | "soak") {
                build::dist(&project)?;
            }
            let (sh, args) = (project.shell()?, options.as_args());
            cmd!(sh, "cargo run -q -p phone-profile-bench -- {args...}").run()?;
        }
        XtaskCmd::Size(options) => size::run(&project, options.json, options.max)?,
        XtaskCmd::Setup(_) => {
            report::plan(setup::expected(&project));
            setup::for_build(&project)?;
            // Only the tests need one.
            if let Err(error) = browsers::set_up() {
                report::note(&format!("{error:#}"));
            }
        }
        XtaskCmd::FinishDist(_) => finish::run(&project)?,
    }
    Ok(ExitCode::SUCCESS)
}
