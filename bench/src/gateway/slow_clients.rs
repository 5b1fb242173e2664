//! Thousands of clients that send the head of a request byte by byte, and what somebody else waits
//! for meanwhile.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::memory::resident;
use super::servers::{self, Audit, Servers, Stub};
use crate::processes::Processes;
use crate::summary::Summary;
use xtask::report;

/// Between two bytes of a client.
const PAUSE: Duration = Duration::from_secs(1);
const PROBES: u32 = 100;
const BETWEEN_PROBES: Duration = Duration::from_millis(50);
/// Files that a process needs besides its connections.
const OTHER_FILES: usize = 500;

#[derive(Debug, Clone, Copy)]
pub struct Slow {
    pub clients: usize,
    /// Connections that the gateway hadn't closed at the end.
    pub open: usize,
    /// Bytes.
    pub before: u64,
    /// Bytes.
    pub during: u64,
    /// `/healthz` without slow clients, in milliseconds.
    pub healthz_before: Summary,
    /// And with them.
    pub healthz_during: Summary,
}

/// As many open files as the system allows, for xtask and the servers that it starts.
pub fn raise_file_limit() {
    let Some((_, hard)) = file_limits() else {
        return;
    };
    let id = std::process::id().to_string();
    let limit = format!("--nofile={hard}:{hard}");
    let raised = Command::new("prlimit")
        .args(["--pid", &id, &limit])
        .status();
    if !raised.is_ok_and(|status| status.success()) {
        report::note("can't raise the limit of open files");
    }
}

/// The one that counts, and the one up to which it can be raised.
fn file_limits() -> Option<(usize, usize)> {
    limits(&fs::read_to_string("/proc/self/limits").ok()?)
}

fn limits(text: &str) -> Option<(usize, usize)> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    let mut words = line.split_whitespace();
    let mut next = || words.next()?.parse().ok();
    Some((next()?, next()?))
}

pub fn measure(processes: &Processes, servers: &Servers, wanted: usize) -> Result<Slow> {
    let most = file_limits().map_or(wanted, |(soft, _)| soft.saturating_sub(OTHER_FILES));
    let count = wanted.min(most);
    if count < wanted {
        report::note(&format!(
            "{count} slow clients: the system allows no more open files"
        ));
    }
    let stub = Stub::start(processes, servers)?;
    let server = servers.gateway(processes, &stub, Audit::InMemory)?;
    let healthz_before = healthz(server.port)?;
    let before = resident(server.id)?;
    let mut clients = (0..count)
        .map(|_| client(server.port))
        .collect::<Result<Vec<_>>>()?;

    let end = AtomicBool::new(false);
    let (open, measured) = thread::scope(|scope| {
        let dribbling = scope.spawn(|| {
            while !end.load(Ordering::SeqCst) {
                let start = Instant::now();
                clients.retain_mut(dribble);
                thread::sleep(PAUSE.saturating_sub(start.elapsed()));
            }
            clients.len()
        });
        let measured = healthz(server.port);
        let during = resident(server.id);
        end.store(true, Ordering::SeqCst);
        let open = dribbling.join();
        (open, measured.and_then(|healthz| Ok((healthz, during?))))
    });
    let (healthz_during, during) = measured?;
    let Ok(open) = open else {
        bail!("the slow clients have failed");
    };
    processes.stop(server.id);
    processes.stop(stub.id);
    Ok(Slow {
        clients: count,
        open,
        before,
        during,
        healthz_before,
        healthz_during,
    })
}

fn client(port: u16) -> Result<TcpStream> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ")?;
    stream.set_nonblocking(true)?;
    Ok(stream)
}

/// One more byte; false if the other side has closed.
fn dribble(stream: &mut TcpStream) -> bool {
    let waits = |kind| kind == ErrorKind::WouldBlock;
    let written = match stream.write(b"a") {
        Ok(_) => true,
        Err(error) => waits(error.kind()),
    };
    // An answer, or an end, is all that could come before the head is whole.
    let silent = stream
        .read(&mut [0])
        .is_err_and(|error| waits(error.kind()));
    written && silent
}

/// How long an answer takes, connecting included.
fn healthz(port: u16) -> Result<Summary> {
    let mut times = Vec::new();
    for _ in 0..PROBES {
        let start = Instant::now();
        servers::get(port, "/healthz")?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        thread::sleep(BETWEEN_PROBES);
    }
    Summary::of(&times).context("nothing was measured")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_processes_limits_when_read_then_those_of_files_are_found() {
        let text = "Limit                     Soft Limit           Hard Limit           Units\n\
            Max processes             7                    8                    processes\n\
            Max open files            1024                 524288               files\n";
        assert_eq!(limits(text), Some((1_024, 524_288)));
        assert_eq!(limits("Max open files unlimited unlimited files"), None);
    }
}
