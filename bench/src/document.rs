//! Where the documents of a bench go.

use std::fs;

use anyhow::{Context, Result};
use xtask::project::Project;
use xtask::report;

/// Writes a document: to the repository what a whole plan has measured, else below the target directory.
pub fn write(project: &Project, name: &str, text: &str, is_whole: bool) -> Result<()> {
    let dir = if is_whole {
        project.root.join("bench")
    } else {
        project.target_dir.join("bench")
    };
    fs::create_dir_all(&dir)?;
    let file = dir.join(name);
    fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
    report::note(&format!("wrote {}", file.display()));
    Ok(())
}
