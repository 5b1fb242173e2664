//! Running other programs: found on PATH, failing with the command line in the error.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Runs to its end, showing what it prints; anything but success is an error. All of it goes to
/// standard error: standard output is kept for xtask's own results.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdout(std::io::stderr())
        .status()
        .with_context(|| format!("could not start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs silently and returns standard output; anything but success is an error that quotes
/// standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start `{}`", line(command)))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}\n{}",
            line(command),
            output.status,
            stderr.trim_end()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// Runs with its standard output both shown as it comes and returned.
pub fn tee(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", line(command)))?;
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
    let text = output(Command::new(program).arg("--version")).ok()?;
    text.lines().next().map(str::to_owned)
}

/// Where PATH has a program of this name.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let names = [
        format!("{name}{}", env::consts::EXE_SUFFIX),
        format!("{name}.cmd"),
    ];
    let count = if cfg!(windows) { 2 } else { 1 };
    env::split_paths(&path)
        .flat_map(|dir| names.iter().take(count).map(move |name| dir.join(name)))
        .find(|file| is_executable(file))
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

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_failing_program_when_run_then_the_error_has_its_line_and_its_stderr() {
        let error = output(Command::new("sh").args(["-c", "echo broken >&2; exit 3"])).unwrap_err();
        let text = format!("{error:#}");
        assert!(text.contains("sh -c"), "{text}");
        assert!(text.contains("broken"), "{text}");
        assert!(text.contains('3'), "{text}");
    }

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
