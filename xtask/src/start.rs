//! `cargo xtask start`: builds, serves with demo data, opens the browser.

use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::flags::Start;
use crate::gateway::{self, Profile};
use crate::project::Project;
use crate::{build, report, setup};

/// How long a gateway may take to end after being asked to.
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(50);

pub fn run(project: &Project, options: &Start) -> Result<ExitCode> {
    // Before anything that takes minutes.
    let port = gateway::free_port(options.port.unwrap_or(8080))?;
    report::plan(
        setup::expected(project)
            + build::expected(project)
            + gateway::expected(project, Profile::Start),
    );
    build::dist(project)?;
    let program = gateway::build(project, Profile::Start)?;

    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    // A terminal sends Ctrl-C to the gateway as well: xtask only waits for it to end.
    ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))?;

    let mut child = gateway::command(project, &program, port, &project.dist())
        .args(options.for_gateway())
        .spawn()
        .with_context(|| format!("could not start {}", program.display()))?;
    let url = format!("http://127.0.0.1:{port}/");
    if gateway::listens(&mut child, port, &interrupted)? {
        report::heading(&format!("{url} (Ctrl-C ends it)"));
        if !options.no_open {
            open(&url);
        }
    }
    let status = wait(&mut child, &interrupted)?;
    if status.success() || interrupted.load(Ordering::SeqCst) {
        Ok(ExitCode::SUCCESS)
    } else {
        bail!("the gateway ended with {status}")
    }
}

/// Waits for the gateway's end, and sees to it if only xtask was told to stop.
fn wait(child: &mut Child, interrupted: &AtomicBool) -> Result<ExitStatus> {
    let mut stopping: Option<Instant> = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupted.load(Ordering::SeqCst) {
            let since = *stopping.get_or_insert_with(|| {
                terminate(child);
                Instant::now()
            });
            if since.elapsed() > PATIENCE {
                child.kill()?;
            }
        }
        thread::sleep(POLL);
    }
}

/// Asks the gateway to end. Where a terminal has done so already, it does no harm.
fn terminate(child: &Child) {
    if cfg!(unix) {
        let _ = quiet(Command::new("kill").arg(child.id().to_string())).status();
    }
}

/// Shows a page in the user's browser; a machine without one is no error.
fn open(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if has_display() {
        Command::new("xdg-open")
    } else {
        return;
    };
    if quiet(command.arg(url)).spawn().is_err() {
        report::note("no browser could be opened: follow the link above");
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn quiet(command: &mut Command) -> &mut Command {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
}
