//! The programs that a bench starts, which end with it: when it is through, has failed, or is told
//! to stop.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use xtask::gateway;
use xtask::project::Project;

type List = Mutex<Vec<Child>>;

/// How long a program may take to end when it's told to.
const PATIENCE: Duration = Duration::from_secs(2);

pub struct Processes(Arc<List>);

impl Processes {
    /// At most one in the life of xtask, as it decides what happens at Ctrl-C.
    pub fn new() -> Result<Self> {
        let list = Arc::new(Mutex::default());
        let at_signal = Arc::clone(&list);
        ctrlc::set_handler(move || {
            end(&at_signal);
            // What shells report of a program that Ctrl-C has ended.
            std::process::exit(130);
        })?;
        Ok(Self(list))
    }

    /// Starts a gateway that delays lookups, and gives its origin once it listens.
    pub fn gateway(
        &self,
        project: &Project,
        program: &Path,
        assets: &Path,
        latency: u32,
    ) -> Result<String> {
        let port = gateway::free_port(0)?;
        let mut command = gateway::command(project, program, port, assets);
        command.args(["--quiet", "--latency", &format!("{latency}ms")]);
        self.server(&mut command, port)?;
        Ok(format!("http://127.0.0.1:{port}"))
    }

    /// Starts a server, and gives its process's number once it listens.
    pub fn server(&self, command: &mut Command, port: u16) -> Result<u32> {
        let name = command.get_program().to_string_lossy().into_owned();
        let start = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {name}"))?;
        let mut list = lock(&self.0);
        list.push(start);
        let child = list.last_mut().context("the server is gone")?;
        if !gateway::listens(child, port)? {
            bail!("{name} ended at once");
        }
        Ok(child.id())
    }

    /// Ends one server before the others.
    pub fn stop(&self, id: u32) {
        let mut list = lock(&self.0);
        if let Some(index) = list.iter().position(|child| child.id() == id) {
            end_one(list.swap_remove(index));
        }
    }

    /// Runs a program to its end, and hands out each line of its standard output as it comes.
    pub fn lines(
        &self,
        command: &mut Command,
        mut each: impl FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {name}"))?;
        let pipe = child.stdout.take().context("no pipe from the child")?;
        lock(&self.0).push(child);
        for line in BufReader::new(pipe).lines() {
            each(&line?)?;
        }
        let mut child = lock(&self.0).pop().context("the child is gone")?;
        let status = child.wait()?;
        if !status.success() {
            bail!("{name} ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        end(&self.0);
    }
}

fn lock(list: &List) -> MutexGuard<'_, Vec<Child>> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Chromium ends with the runner that it's connected to.
fn end(list: &List) {
    for child in lock(list).drain(..) {
        end_one(child);
    }
}

/// A server with workers ends them if it's told to end; none of them has anything to save.
fn end_one(mut child: Child) {
    if has_workers(&child) {
        let id = child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        let start = Instant::now();
        while told.is_ok() && start.elapsed() < PATIENCE {
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Whether it has started other processes, where the kernel says so.
fn has_workers(child: &Child) -> bool {
    let id = child.id();
    std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"))
        .is_ok_and(|children| !children.trim().is_empty())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn processes() -> Processes {
        Processes(Arc::default())
    }

    #[test]
    fn given_a_program_that_prints_when_run_then_its_lines_come_one_by_one() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two"]);
        let keep = |line: &str| {
            seen.push(line.to_owned());
            Ok(())
        };
        processes().lines(&mut command, keep).unwrap();
        assert_eq!(seen, ["one", "two"]);
    }

    #[test]
    fn given_a_program_that_fails_when_run_then_its_status_is_the_error() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        let error = processes().lines(&mut command, |_| Ok(())).unwrap_err();
        assert!(error.to_string().contains('3'), "{error}");
    }

    #[test]
    fn given_a_program_that_goes_on_when_a_line_is_refused_then_it_ends_with_the_bench() {
        let processes = processes();
        let mut command = Command::new("sh");
        command.args(["-c", "echo wrong; exec sleep 600"]);
        let result = processes.lines(&mut command, |_| bail!("not a measurement"));
        assert!(result.is_err());
        let id = lock(&processes.0).first().map(Child::id).unwrap();
        drop(processes);
        let alive = Command::new("kill")
            .args(["-0", &id.to_string()])
            .stderr(Stdio::null())
            .status();
        assert!(!alive.unwrap().success());
    }
}
