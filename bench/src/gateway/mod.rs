//! `cargo xtask bench gateway`: our gateway beside nginx's cache, in front of the same lookup
//! service; what a million answers take; and what thousands of slow clients do to it.

mod load;
mod memory;
mod nginx;
mod results;
mod servers;
mod slow_clients;
mod soak;

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::document;
use crate::flags::{Gateway, Soak};
use crate::processes::Processes;
use crate::summary::Summary;
use load::{Load, Measured, Script};
use memory::Filled;
use servers::{Audit, Servers, Stub};
use slow_clients::Slow;
use xtask::project::Project;
use xtask::{debian, process, report};

/// How much is measured.
#[derive(Clone, Copy)]
struct Plan {
    rounds: u32,
    /// Of one round, for one server.
    seconds: u32,
    answers: u64,
    slow_clients: usize,
    expected: &'static str,
}

const FULL: Plan = Plan {
    rounds: 7,
    seconds: 8,
    answers: 1_000_000,
    slow_clients: 10_000,
    expected: "about 7 min",
};
const SHORT: Plan = Plan {
    rounds: 3,
    seconds: 2,
    answers: 20_000,
    slow_clients: 500,
    expected: "about 30 s",
};

/// All that was measured.
struct Results {
    plan: Plan,
    ours: Vec<Measured>,
    with_file: Vec<Measured>,
    /// With the audit in a file, at half of the load that it can take.
    half_loaded: Vec<Measured>,
    nginx: Vec<Measured>,
    filled: Filled,
    slow: Slow,
    versions: Vec<(&'static str, String)>,
}

/// Measures and writes the results: to the repository what a full plan has measured, else below the
/// target directory.
pub fn run(project: &Project, options: &Gateway) -> Result<ExitCode> {
    let mut plan = if options.short { SHORT } else { FULL };
    plan.rounds = options.rounds.map_or(plan.rounds, NonZeroU32::get);
    let nginx = nginx::set_up(project)?;
    let wrk = set_up_wrk()?;
    let servers = Servers::build(project)?;
    slow_clients::raise_file_limit();

    let results = report::step("measuring", plan.expected, || {
        let processes = Processes::new()?;
        let load = Load::new(project, wrk.clone())?;
        let [ours, with_file, others] = beside_nginx(&processes, &servers, &load, &nginx, plan)?;
        let half_loaded = half_loaded(&processes, &servers, &load, &with_file, plan)?;
        let filled = memory::measure(&processes, &servers, &load, plan.answers)?;
        let slow = slow_clients::measure(&processes, &servers, plan.slow_clients)?;
        Ok(Results {
            plan,
            ours,
            with_file,
            half_loaded,
            nginx: others,
            filled,
            slow,
            versions: vec![
                ("nginx", nginx.version()),
                ("wrk", load.version()),
                ("rustc", process::version("rustc").unwrap_or_default()),
            ],
        })
    })?;

    let text = results::markdown(&results);
    println!("{text}");
    document::write(project, "gateway.md", &text, !options.short)?;
    Ok(ExitCode::SUCCESS)
}

/// Keeps a gateway busy, checks that nothing was lost or overspent, and writes what was counted.
pub fn soak(project: &Project, options: &Soak) -> Result<ExitCode> {
    let minutes = options.minutes.map_or(SOAK_MINUTES, NonZeroU32::get);
    let servers = Servers::build(project)?;
    let expected = format!("{minutes} min");
    let soaked = report::step("soaking", &expected, || {
        soak::measure(&Processes::new()?, &servers, minutes)
    })?;
    let text = soaked.markdown(minutes);
    println!("{text}");
    document::write(project, "soak.md", &text, minutes >= SOAK_MINUTES)?;
    Ok(if soaked.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

const SOAK_MINUTES: u32 = 30;

/// In turns, so that what else the machine does falls on both.
fn beside_nginx(
    processes: &Processes,
    servers: &Servers,
    load: &Load,
    nginx: &nginx::Nginx,
    plan: Plan,
) -> Result<[Vec<Measured>; 3]> {
    let stub = Stub::start(processes, servers)?;
    let started = [
        servers.gateway(processes, &stub, Audit::InMemory)?,
        servers.gateway(processes, &stub, Audit::InFile)?,
        nginx.start(processes, &stub)?,
    ];
    for server in &started {
        load.run(server.port, Script::Cached, 1)?;
    }
    let asked = stub.asked()?;
    let mut measured = [const { Vec::new() }; 3];
    for round in 0..plan.rounds {
        let mut turns: Vec<_> = started.iter().zip(&mut measured).collect();
        let first = round as usize % turns.len();
        turns.rotate_left(first);
        for (server, list) in turns {
            list.push(load.run(server.port, Script::Cached, plan.seconds)?);
        }
    }
    if stub.asked()? != asked {
        bail!("not all answers came from the caches");
    }
    for server in started {
        processes.stop(server.id);
    }
    processes.stop(stub.id);
    Ok(measured)
}

/// As a server should be loaded: what it can take at most says nothing about how long one waits then.
fn half_loaded(
    processes: &Processes,
    servers: &Servers,
    load: &Load,
    at_most: &[Measured],
    plan: Plan,
) -> Result<Vec<Measured>> {
    let at_most: Vec<_> = at_most.iter().map(Measured::per_second).collect();
    let at_most = Summary::of(&at_most).context("nothing was measured")?;
    let stub = Stub::start(processes, servers)?;
    let gateway = servers.gateway(processes, &stub, Audit::InFile)?;
    load.run(gateway.port, Script::Cached, 1)?;
    let rounds = (0..plan.rounds).map(|_| {
        load.run_at(
            gateway.port,
            Script::Cached,
            plan.seconds,
            at_most.median / 2.0,
        )
    });
    let measured = rounds.collect();
    processes.stop(gateway.id);
    processes.stop(stub.id);
    measured
}

fn set_up_wrk() -> Result<PathBuf> {
    if let Some(wrk) = process::find("wrk") {
        return Ok(wrk);
    }
    if debian::can_install() {
        report::step("installing wrk", "about 10 s", || debian::install(&["wrk"]))?;
    }
    process::find("wrk").context("no wrk on PATH; install it")
}
