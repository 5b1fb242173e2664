//! `cargo xtask start`: builds, serves with demo data, opens the browser.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::args::StartOptions;
use crate::project::Project;
use crate::{build, process, report};

/// How long a gateway may take to begin to listen, or to end after being asked to.
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(50);

pub fn run(project: &Project, options: &StartOptions) -> Result<ExitCode> {
    // Before anything that takes minutes.
    let port = free_port(options.port)?;
    build::dist(project)?;
    let gateway = build_gateway(project)?;

    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    // A terminal sends Ctrl-C to the gateway as well: xtask only waits for it to end.
    ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))?;

    let mut child = project
        .command(&gateway)
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .arg("--assets")
        .arg(project.dist())
        .args(&options.gateway)
        .spawn()
        .with_context(|| format!("could not start {}", gateway.display()))?;
    let url = format!("http://127.0.0.1:{port}/");
    if listens(&mut child, port, &interrupted)? {
        report::heading(&format!("{url} (Ctrl-C ends it)"));
        if options.open {
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

/// The port itself if nobody has it; for 0, one that's free.
fn free_port(port: u16) -> Result<u16> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener.local_addr()?.port()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken by another program: choose another by `--port N`, or `--port 0` \
             for any free one"
        ),
        Err(error) => Err(error).with_context(|| format!("can't listen on port {port}")),
    }
}

fn build_gateway(project: &Project) -> Result<PathBuf> {
    const NAME: &str = "phone-profile-gateway";
    report::step("building the gateway", "about 2 min the first time", || {
        process::run(project.cargo().args(["build", "--release", "-p", NAME]))
    })?;
    let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir.join("release").join(file))
}

/// Waits until the gateway accepts connections; false if it ended or the user did.
fn listens(child: &mut Child, port: u16, interrupted: &AtomicBool) -> Result<bool> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if child.try_wait()?.is_some() || interrupted.load(Ordering::SeqCst) {
            return Ok(false);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            bail!("the gateway does not listen on port {port}");
        }
        thread::sleep(POLL);
    }
    Ok(true)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_taken_port_when_checked_then_the_error_says_how_to_choose_another() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = free_port(port).unwrap_err().to_string();
        assert!(
            error.contains(&port.to_string()) && error.contains("--port"),
            "{error}"
        );
    }

    #[test]
    fn given_port_zero_when_checked_then_a_real_one_comes_back() {
        assert_ne!(free_port(0).unwrap(), 0);
    }
}
