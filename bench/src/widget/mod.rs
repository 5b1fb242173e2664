//! `cargo xtask bench widget`: our embed beside six cards that do the same work, in one browser.
//!
//! The cards, their pages and the experiments are the JavaScript of this directory; here they are
//! built, served and visited, and what was measured becomes tables, a chart and verdicts.

mod chart;
mod claims;
mod contenders;
mod gates;
mod measurements;
mod metrics;
mod results;
mod targets;

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use xtask::browsers::{self, Browser};
use xtask::gateway::{self, Profile};
use xtask::project::Project;
use xtask::{npm_copy, process, report, size};

use crate::flags::Widget;
use crate::processes::Processes;
use crate::table::Table;
use crate::{document, machine};
use claims::Verdict;
use measurements::Measurements;

/// How much is measured; the runner has the details.
#[derive(Clone, Copy)]
enum Plan {
    /// Everything, for the results.
    Full,
    /// What tests need to notice a step back.
    Short,
}

impl Plan {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
        }
    }

    /// How long the endpoints take to answer, in milliseconds.
    fn latencies(self) -> &'static [u32] {
        match self {
            Self::Full => &[0, 100, 300, 1000],
            Self::Short => &[0, 300],
        }
    }

    /// The gateway that answers. Optimising it takes minutes, and its time is in all that is compared.
    fn gateway(self) -> Profile {
        match self {
            Self::Full => Profile::Release,
            Self::Short => Profile::Dev,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Full => "about 18 min",
            Self::Short => "about 3 min",
        }
    }
}

/// Measures and writes the results: to the repository what a full plan has measured, else below the
/// target directory.
pub fn run(project: &Project, options: &Widget) -> Result<ExitCode> {
    let browser = browsers::set_up()?;
    let plan = if options.short {
        Plan::Short
    } else {
        Plan::Full
    };
    let measurements = measure(project, &browser, plan, options.rounds.map(NonZeroU32::get))?;
    let sizes = size::measure(&project.kit())?;
    let verdicts = targets::check(&measurements, &sizes);
    print!("{}", shown(&verdicts, "target", ["met", "missed"]));

    let is_whole = matches!(plan, Plan::Full);
    let machine = measured_with(project, &measurements)?;
    let text = results::markdown(&measurements, &sizes, &verdicts, &machine);
    document::write(project, "results.md", &text, is_whole)?;
    document::write(project, "results.svg", &chart::svg(&measurements), is_whole)?;
    Ok(ExitCode::SUCCESS)
}

/// Measures what tests insist on; each gate is a test, and counted as test runners do it.
pub fn gates(project: &Project) -> Result<ExitCode> {
    let measurements = measure(project, &browsers::set_up()?, Plan::Short, None)?;
    let verdicts = gates::check(&measurements, &size::measure(&project.kit())?);
    print!("{}", shown(&verdicts, "gate", ["ok", "FAILED"]));
    let passed = verdicts.iter().filter(|verdict| verdict.met()).count();
    let failed = verdicts.len() - passed;
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {result}. {passed} passed; {failed} failed");
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn shown(verdicts: &[Verdict], what: &str, [met, missed]: [&str; 2]) -> String {
    let mut table = Table::new([what, "limit", "measured", ""]);
    for verdict in verdicts {
        table.row(verdict.cells(met, missed));
    }
    table.plain()
}

fn measure(
    project: &Project,
    browser: &Browser,
    plan: Plan,
    rounds: Option<u32>,
) -> Result<Measurements> {
    let program = gateway::build(project, plan.gateway())?;
    let dir = npm_copy::make(project, "bench", "installing the libraries to compare with")?;
    let site = build_site(project, &dir)?;
    report::step("measuring", plan.expected(), || {
        let processes = Processes::new()?;
        let mut runner = runner(&dir, browser, plan, rounds);
        for latency in plan.latencies() {
            let origin = processes.gateway(project, &program, &site, *latency)?;
            runner.arg("--site").arg(format!("{latency}={origin}"));
        }
        // The rest is for Chromium.
        runner.arg("--").args(browsers::QUIET);
        let mut measurements = Measurements::default();
        processes.lines(&mut runner, |line| measurements.add(line))?;
        if measurements.browser.is_empty() {
            bail!("the runner measured nothing");
        }
        Ok(measurements)
    })
}

fn build_site(project: &Project, dir: &Path) -> Result<PathBuf> {
    let site = dir.join("site");
    report::step("building the cards to compare with", "about 5 s", || {
        let (sh, kit) = (Shell::new()?, project.kit());
        sh.change_dir(dir);
        Ok(cmd!(sh, "node build.mjs {kit} {site}").run()?)
    })?;
    Ok(site)
}

fn runner(dir: &Path, browser: &Browser, plan: Plan, rounds: Option<u32>) -> Command {
    let ids: Vec<_> = contenders::ALL.iter().map(|one| one.id).collect();
    let mut command = Command::new("node");
    command
        .current_dir(dir)
        .args(["run.mjs", "--plan", plan.name(), "--contenders"])
        .arg(ids.join(","));
    if let Some(rounds) = rounds {
        command.args(["--rounds", &rounds.to_string()]);
    }
    if let Some(chrome) = &browser.chrome {
        command.arg("--chrome").arg(chrome);
    }
    command
}

/// What the measurements of the embed and of the other libraries' cards depend on.
fn measured_with(project: &Project, measurements: &Measurements) -> Result<Vec<(String, String)>> {
    let mut lines = machine::hardware();
    lines.extend([
        ("browser".to_owned(), measurements.browser.clone()),
        ("Node".to_owned(), measurements.node.clone()),
        (
            "rustc".to_owned(),
            process::version("rustc").unwrap_or_else(machine::unknown),
        ),
        (
            "phone-profile".to_owned(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ),
    ]);
    let libraries = contenders::versions(&project.root.join("bench"))?;
    lines.extend(
        libraries
            .into_iter()
            .map(|(name, version)| (name.to_owned(), version)),
    );
    Ok(lines)
}
