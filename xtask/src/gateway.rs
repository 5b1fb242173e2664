//! The gateway of this project, as the programs that serve something by it start it.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::project::Project;
use crate::report;

const NAME: &str = "phone-profile-gateway";

/// How long a gateway may take to begin to listen.
const PATIENCE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(50);

/// How it is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Built in a minute or two: what people try, and what the tests use.
    Dev,
    /// Optimised as usual, to be measured with.
    Release,
    /// As it ships.
    Shipped,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Shipped => "gateway-release",
        }
    }

    /// Where cargo puts what it compiles.
    fn directory(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release | Self::Shipped => self.name(),
        }
    }

    /// With nothing compiled.
    fn first(self) -> Duration {
        Duration::from_secs(match self {
            Self::Dev => 110,
            Self::Release => 180,
            Self::Shipped => 300,
        })
    }
}

/// Builds it, and gives the program.
pub fn build(project: &Project, profile: Profile) -> Result<PathBuf> {
    let expected = expected(project, profile);
    report::long_step("building the gateway", expected, || {
        let (sh, name) = (project.shell()?, profile.name());
        Ok(cmd!(sh, "cargo build --profile {name} -p {NAME}").run()?)
    })?;
    Ok(program(project, profile))
}

/// How long building it should take.
pub fn expected(project: &Project, profile: Profile) -> Duration {
    if program(project, profile).is_file() {
        Duration::from_secs(1)
    } else {
        profile.first()
    }
}

fn program(project: &Project, profile: Profile) -> PathBuf {
    let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    project.target_dir.join(profile.directory()).join(file)
}

/// The gateway on a port of this machine, with the files of a directory.
pub fn command(project: &Project, program: &Path, port: u16, assets: &Path) -> Command {
    let mut command = project.command(program);
    command
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .arg("--assets")
        .arg(assets);
    command
}

/// The port itself if nobody has it; for 0, one that's free.
pub fn free_port(port: u16) -> Result<u16> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener.local_addr()?.port()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken by another program: choose another by `--port N`, or `--port 0` \
             for any free one"
        ),
        Err(error) => Err(error).with_context(|| format!("can't listen on port {port}")),
    }
}

/// Waits until the gateway accepts connections; false if it has ended.
pub fn listens(child: &mut Child, port: u16) -> Result<bool> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if child.try_wait()?.is_some() {
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
