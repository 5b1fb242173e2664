//! Where a gateway keeps its budget when the configuration doesn't say: the state directory that
//! systemd gives, or the user's.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The file's name in that directory.
const FILE: &str = "gateway.db";
/// The gateway's own directory in one that programs share.
const OWN: &str = "phone-profile";

/// There is neither a state directory nor a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a budget needs a place that outlasts the process, and there is neither STATE_DIRECTORY nor \
     XDG_STATE_HOME nor HOME: set `sqlite` in [state], or `volatile = true` to forget what was \
     spent at every start"
)]
pub struct NoStateDirectory;

/// The file, by the process's environment.
pub(super) fn default_file() -> Result<PathBuf, NoStateDirectory> {
    file_by(|name| std::env::var_os(name))
}

/// The audit's file beside the ledger's: `gateway-audit.db` beside `gateway.db`. Named after it, so
/// that two gateways may have theirs in one directory.
pub(super) fn audit_file(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_stem().unwrap_or_default().to_owned();
    name.push("-audit");
    if let Some(extension) = ledger.extension() {
        name.push(".");
        name.push(extension);
    }
    ledger.with_file_name(name)
}

/// Whether it is that file.
pub(super) fn is_default(file: &Path) -> bool {
    default_file().is_ok_and(|own| own == file)
}

/// `STATE_DIRECTORY` is the gateway's own (systemd.exec(5)); `XDG_STATE_HOME`, by default
/// `~/.local/state`, is everybody's (XDG Base Directory Specification), and counts only if absolute.
fn file_by(variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, NoStateDirectory> {
    let directory = |name| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    // systemd separates several by colons.
    let own = variable("STATE_DIRECTORY")
        .and_then(|value| std::env::split_paths(&value).find(|path| path.is_absolute()));
    let shared =
        || directory("XDG_STATE_HOME").or_else(|| Some(directory("HOME")?.join(".local/state")));
    own.or_else(|| Some(shared()?.join(OWN)))
        .map(|directory| directory.join(FILE))
        .ok_or(NoStateDirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(variables: &[(&str, &str)]) -> Result<PathBuf, NoStateDirectory> {
        file_by(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(OsString::from(value))
        })
    }

    #[test]
    fn given_a_ledgers_file_when_asked_for_the_audits_then_it_is_named_after_it() {
        for (ledger, audit) in [
            ("/a/gateway.db", "/a/gateway-audit.db"),
            ("b", "b-audit"),
            ("/a/b.c.sqlite", "/a/b.c-audit.sqlite"),
        ] {
            assert_eq!(audit_file(Path::new(ledger)), PathBuf::from(audit));
        }
    }

    #[test]
    fn given_an_environment_when_asked_then_the_most_certain_directory_is_taken() {
        let home = ("HOME", "/home/crm");
        for (variables, expected) in [
            (
                &[("STATE_DIRECTORY", "/var/lib/phone-profile"), home][..],
                "/var/lib/phone-profile/gateway.db",
            ),
            (
                &[("STATE_DIRECTORY", "/var/lib/a:/var/lib/b"), home],
                "/var/lib/a/gateway.db",
            ),
            (
                &[("XDG_STATE_HOME", "/state"), home],
                "/state/phone-profile/gateway.db",
            ),
            (
                &[
                    ("XDG_STATE_HOME", "relative"),
                    ("STATE_DIRECTORY", ""),
                    home,
                ],
                "/home/crm/.local/state/phone-profile/gateway.db",
            ),
        ] {
            assert_eq!(file(variables), Ok(PathBuf::from(expected)));
        }
        assert_eq!(file(&[]), Err(NoStateDirectory));
        assert_eq!(file(&[("HOME", "relative")]), Err(NoStateDirectory));
    }
}
