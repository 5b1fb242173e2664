//! `cargo xtask stacks`: the examples that are projects of their own, each installed from the npm
//! package's tarball, type-checked, run, built and looked at in a browser, as its reader would.

mod install;
mod manifest;
mod results;
mod turn;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use xshell::cmd;

use crate::browsers::{self, Browser};
use crate::flags::Stacks;
use crate::project::Project;
use crate::tally::Tally;
use crate::{npm, process, report};
use manifest::Stack;
use results::Results;

/// Plays those that are named, or all of them.
pub fn run(project: &Project, options: &Stacks) -> Result<ExitCode> {
    let all = manifest::stacks(&project.root.join("examples"))?;
    if !options.all && options.name.is_empty() {
        for stack in &all {
            println!("{:<28}{}", stack.name, stack.title);
        }
        bail!("name some of these, or say --all");
    }
    let chosen = if options.all {
        all
    } else {
        named(all, &options.name)?
    };
    let tarball = match &options.package {
        Some(file) => std::path::absolute(file)?,
        None => npm::run(project)?.tarball,
    };
    let player = Player {
        project,
        browser: &browsers::set_up()?,
        tarball: &tarball,
    };
    let is_kept = options.keep || !options.all;
    let mut results = Results::default();
    let mut tally = Tally::default();
    for stack in &chosen {
        tally += player.play(stack, &mut results)?;
        if !is_kept {
            install::remove(project, stack)?;
        }
    }
    if options.all {
        results.write(&project.root.join("examples/results.json"))?;
    }
    println!("{}", results.table());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

/// Those whose turn it is with this commit: a few, so that all come around.
pub fn turn(project: &Project, browser: &Browser, tarball: &Path) -> Result<Tally> {
    let all = manifest::stacks(&project.root.join("examples"))?;
    let chosen = turn::choose(project, all)?;
    install::keep_only(project, &chosen)?;
    let player = Player {
        project,
        browser,
        tarball,
    };
    let mut results = Results::default();
    let mut tally = Tally::default();
    for stack in &chosen {
        tally += player.play(stack, &mut results)?;
    }
    Ok(tally)
}

/// `vite` stands for all of its variants, `vite+vite-5` for one.
fn named(all: Vec<Stack>, names: &[String]) -> Result<Vec<Stack>> {
    for name in names {
        ensure!(
            all.iter().any(|stack| stack.is_called(name)),
            "there is no stack '{name}' in examples/"
        );
    }
    let is_named = |stack: &Stack| names.iter().any(|name| stack.is_called(name));
    Ok(all.into_iter().filter(is_named).collect())
}

struct Player<'a> {
    project: &'a Project,
    browser: &'a Browser,
    tarball: &'a Path,
}

impl Player<'_> {
    /// Each step counts as a test, and so does an installation that fails.
    fn play(&self, stack: &Stack, results: &mut Results) -> Result<Tally> {
        report::heading(&format!("stack: {} ({})", stack.name, stack.title));
        if let Some(reason) = &stack.needs_node {
            report::note(&format!("not played: {reason}"));
            results.not_played(stack, reason);
            return Ok(Tally::default());
        }
        let dir = match install::run(self.project, stack, self.tarball) {
            Ok(dir) => dir,
            Err(error) => {
                println!("test {}::install ... FAILED", stack.name);
                report::note(&format!("{error:#}"));
                results.not_installed(stack);
                return Ok(Tally::of(false));
            }
        };
        let (succeeded, output) = self.scenarios(&dir)?;
        let mut tally = Tally::from_output(&output, succeeded);
        if let Err(error) = results.played(stack, &dir, &output) {
            report::note(&format!("{error:#}"));
            tally += Tally::of(false);
        }
        Ok(tally)
    }

    fn scenarios(&self, dir: &Path) -> Result<(bool, String)> {
        let sh = self.project.shell()?;
        sh.set_var("CHROMEDRIVER", &self.browser.driver);
        if let Some(chrome) = &self.browser.chrome {
            sh.set_var("CHROME", chrome);
        }
        sh.set_var("PHONE_PROFILE_STACK", dir);
        let command = cmd!(sh, "cargo test -p phone-profile --features e2e --test e2e");
        let (status, output) = process::tee(&mut command.into())?;
        Ok((status.success(), output))
    }
}
