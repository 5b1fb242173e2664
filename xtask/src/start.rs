//! `cargo xtask start`: builds, serves with demo data, opens the browser.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

use crate::flags::Start;
use crate::gateway::{self, Profile};
use crate::project::Project;
use crate::{build, docs, report, setup};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

pub fn run(project: &Project, options: &Start) -> Result<()> {
    // Before anything that takes minutes.
    let port = gateway::free_port(options.port.unwrap_or(8080))?;
    report::plan(
        setup::expected(project)
            + build::expected(project)
            + docs::expected(project)
            + gateway::expected(project, Profile::Dev),
    );
    build::dist(project)?;
    docs::site(project)?;
    let program = gateway::build(project, Profile::Dev)?;

    let mut command = gateway::command(project, &program, port, &project.dist());
    if options.config.is_none() {
        // Demo data has people who share a picture, and one with a stock picture.
        let list = project.root.join("gateway/src/demo/stock-pictures.txt");
        command
            .env("PHONE_PROFILE__PICTURE__COMPARE", "true")
            .env("PHONE_PROFILE__PICTURE__STOCK_PICTURES", list);
    }
    let mut child = command
        .args(options.for_gateway())
        .spawn()
        .with_context(|| format!("could not start {}", program.display()))?;
    let id = child.id().to_string();
    // A terminal sends Ctrl-C to the gateway as well; whoever ends xtask alone means both.
    ctrlc::set_handler(move || {
        INTERRUPTED.store(true, Ordering::SeqCst);
        if cfg!(unix) {
            let _ = quiet(Command::new("kill").arg(&id)).status();
        }
    })?;
    let url = format!("http://127.0.0.1:{port}/");
    if gateway::listens(&mut child, port)? {
        report::heading(&format!("{url} (Ctrl-C ends it)"));
        if !options.no_open {
            open(&url);
        }
    }
    let status = child.wait()?;
    if !status.success() && !INTERRUPTED.load(Ordering::SeqCst) {
        bail!("the gateway ended with {status}");
    }
    Ok(())
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
