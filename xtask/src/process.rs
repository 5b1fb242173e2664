//! What xshell doesn't do with other programs: showing and keeping what they print, and finding them
//! on PATH.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result};
use xshell::Shell;

/// Runs with its standard output both shown as it comes and returned.
pub fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", command.get_program().display()))?;
    let pipe = child.stdout.take().context("no pipe from the child")?;
    let mut seen = String::new();
    let mut reader = BufReader::new(pipe);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        let mut out = std::io::stdout().lock();
        out.write_all(&bytes)?;
        out.flush()?;
        seen.push_str(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    Ok((child.wait()?, seen))
}

/// The first line that a program prints about its version, or nothing if it isn't there.
pub fn version(program: impl AsRef<OsStr>) -> Option<String> {
    let sh = Shell::new().ok()?;
    let text = sh
        .cmd(Path::new(&program))
        .arg("--version")
        .ignore_stderr()
        .read()
        .ok()?;
    text.lines().next().map(str::to_owned)
}

/// npm, which is a script on Windows.
pub fn npm() -> Result<PathBuf> {
    find("npm").context("npm is gone")
}

/// Where PATH has a program of this name first.
pub fn find(name: &str) -> Option<PathBuf> {
    find_all(name).into_iter().next()
}

/// All places of PATH that have a program of this name.
pub fn find_all(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let names = [
        format!("{name}{}", env::consts::EXE_SUFFIX),
        format!("{name}.cmd"),
    ];
    let count = if cfg!(windows) { 2 } else { 1 };
    env::split_paths(&path)
        .flat_map(|dir| names.iter().take(count).map(move |name| dir.join(name)))
        .filter(|file| is_executable(file))
        .collect()
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// PATH with these directories before the others.
pub fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let dirs = first.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(dirs).context("a directory name can't be part of PATH")
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_failing_program_when_teed_then_its_output_and_status_are_returned() {
        let (status, seen) =
            tee(Command::new("sh").args(["-c", "printf 'one\ntwo'; exit 4"])).unwrap();
        assert_eq!(status.code(), Some(4));
        assert_eq!(seen, "one\ntwo");
    }

    #[test]
    fn given_path_when_searched_then_programs_are_found_and_others_are_not() {
        assert!(find("sh").is_some_and(|file| file.ends_with("sh")));
        assert_eq!(find("phone-profile-no-such-program"), None);
    }
}
