//! Small shell scripts that stand in front of a tool on the PATH of another.
//!
//! Where there is no POSIX shell they are never found, and the tool itself runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::Project;

/// Writes the script in place of the tool, in a directory that has nothing else, to be put first on
/// a PATH.
pub fn write(project: &Project, tool: &str, body: &str) -> Result<PathBuf> {
    let dir = project.scratch().join(format!("{tool}-script"));
    fs::create_dir_all(&dir)?;
    let file = dir.join(tool);
    fs::write(&file, with_head(body))?;
    make_executable(&file)?;
    Ok(dir)
}

fn with_head(body: &str) -> String {
    format!("#!/bin/sh\n# Written by cargo xtask.\n{body}")
}

/// One word for a POSIX shell, whatever is in it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The same for a path.
pub fn quoted_path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

#[cfg(unix)]
pub fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        file,
        fs::Permissions::from_mode(0o755),
    )?)
}

#[cfg(not(unix))]
pub fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use std::process::Command;

    use super::*;
    use crate::process;

    /// A program in a directory for tests.
    pub fn program(dir: &Path, name: &str, body: &str) -> PathBuf {
        let file = dir.join(name);
        fs::write(&file, with_head(body)).unwrap();
        make_executable(&file).unwrap();
        file
    }

    #[test]
    fn given_text_with_quotes_when_quoted_then_a_shell_reads_it_back() {
        let text = "a 'b' $c \"d\" \\";
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("printf %s {}", quoted(text))]);
        assert_eq!(process::output(&mut shell).unwrap(), text);
    }
}
