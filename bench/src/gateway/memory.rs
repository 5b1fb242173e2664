//! What a process takes, and what a million answers add to it.

use std::fs;

use anyhow::{Context, Result};

use super::load::{Load, Script};
use super::servers::{Audit, Servers, Stub};
use crate::processes::Processes;

/// A gateway before and after it was filled.
#[derive(Debug, Clone, Copy)]
pub struct Filled {
    pub answers: u64,
    /// Bytes.
    pub before: u64,
    /// Bytes.
    pub after: u64,
    /// How many answers the gateway had when it was asked for the first of them again.
    pub kept: f64,
    /// Lookups per second that went through to the lookup service.
    pub per_second: f64,
}

/// How many are asked for again, at most.
const SAMPLE: u64 = 20_000;
const SAMPLE_SECONDS: u32 = 3;

pub fn measure(
    processes: &Processes,
    servers: &Servers,
    load: &Load,
    answers: u64,
) -> Result<Filled> {
    let stub = Stub::start(processes, servers)?;
    let server = servers.gateway(processes, &stub, Audit::InMemory)?;
    let before = resident(server.id)?;
    let each = Script::Each(answers);
    let measured = load.until(server.port, each, answers, || stub.asked())?;
    let after = resident(server.id)?;
    let asked = stub.asked()?;
    let sample = SAMPLE.min(answers);
    let again = load.run(server.port, Script::Each(sample), SAMPLE_SECONDS)?;
    let missed = stub.asked()?.saturating_sub(asked);
    processes.stop(server.id);
    processes.stop(stub.id);
    Ok(Filled {
        answers: asked,
        before,
        after,
        kept: 1.0 - missed as f64 / again.requests.clamp(1, sample) as f64,
        per_second: measured.per_second(),
    })
}

/// Bytes of a process that are in memory.
pub fn resident(id: u32) -> Result<u64> {
    let file = format!("/proc/{id}/status");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
    kib(&text, "VmRSS")
        .map(|kib| kib * 1024)
        .with_context(|| format!("{file} doesn't say what is in memory"))
}

fn kib(status: &str, name: &str) -> Option<u64> {
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(found, _)| *found == name)?;
    value.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_processes_status_when_read_then_its_memory_is_found() {
        let status = "Name:\tsh\nVmHWM:\t    2000 kB\nVmRSS:\t    1234 kB\n";
        assert_eq!(kib(status, "VmRSS"), Some(1_234));
        assert_eq!(kib(status, "VmSwap"), None);
    }

    #[test]
    fn given_this_process_when_asked_then_it_has_memory() {
        assert!(resident(std::process::id()).is_ok_and(|bytes| bytes > 100_000));
    }
}
