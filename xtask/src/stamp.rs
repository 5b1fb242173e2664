//! Whether what was built is still of what is there: a file beside it that says by what it was built, and by its
//! time, from what.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::project::Project;

/// Of one thing that is built.
pub struct Stamp {
    /// What people call it.
    pub what: &'static str,
    /// Where the stamp is.
    pub file: PathBuf,
    /// The compiler or other tool, with its version and flags.
    pub by: String,
    /// Files and directories of the project that decide what it becomes.
    pub inputs: &'static [&'static str],
}

impl Stamp {
    /// Why it has to be built, if it has to be.
    pub fn outdated(&self, project: &Project) -> Result<Option<String>> {
        let Ok(by) = fs::read_to_string(&self.file) else {
            return Ok(Some(format!("there is no {} yet", self.what)));
        };
        if by != self.by {
            return Ok(Some(format!("what {} is built by has changed", self.what)));
        }
        let built = self.file.metadata()?.modified()?;
        for input in self.inputs {
            if let Some(path) = changed_since(built, &project.root.join(input))? {
                let name = path.strip_prefix(&project.root).unwrap_or(&path);
                return Ok(Some(format!("{} has changed", name.display())));
            }
        }
        Ok(None)
    }

    /// With the time at which the build began: an edit made meanwhile leads to another one.
    pub fn write(&self, start: SystemTime) -> Result<()> {
        fs::write(&self.file, &self.by)
            .and_then(|()| File::options().write(true).open(&self.file))
            .and_then(|file| file.set_modified(start))
            .with_context(|| format!("writing {}", self.file.display()))
    }
}

/// The first file below a path that is newer, or directory that has gained or lost an entry. What
/// doesn't exist hasn't changed.
fn changed_since(time: SystemTime, path: &Path) -> Result<Option<PathBuf>> {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    };
    if meta.modified()? >= time {
        return Ok(Some(path.to_path_buf()));
    }
    if meta.is_dir() {
        for entry in fs::read_dir(path)? {
            if let Some(changed) = changed_since(time, &entry?.path())? {
                return Ok(Some(changed));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Duration;

    use super::*;

    /// A project with one source file, and dist as of a moment after both were written.
    fn built() -> (tempfile::TempDir, Project, Stamp) {
        let dir = tempfile::tempdir().unwrap();
        let project = Project {
            root: dir.path().to_path_buf(),
            target_dir: dir.path().join("target"),
            tools_dir: dir.path().join("tools"),
        };
        fs::create_dir_all(dir.path().join("src/card")).unwrap();
        fs::create_dir_all(project.dist()).unwrap();
        fs::write(dir.path().join("src/card/view.rs"), "one").unwrap();
        let stamp = Stamp {
            what: "dist",
            file: project.dist().join(".built-by"),
            by: "a compiler\n".to_owned(),
            inputs: &["src", "static"],
        };
        stamp
            .write(SystemTime::now() + Duration::from_secs(1))
            .unwrap();
        (dir, project, stamp)
    }

    fn touch(path: &Path) {
        let later = SystemTime::now() + Duration::from_secs(2);
        File::open(path).unwrap().set_modified(later).unwrap();
    }

    #[test]
    fn given_a_build_when_nothing_changes_then_it_is_up_to_date() {
        let (_dir, project, stamp) = built();
        assert_eq!(stamp.outdated(&project).unwrap(), None);
    }

    #[test]
    fn given_a_build_when_a_file_changes_then_it_is_outdated_and_the_file_is_named() {
        let (dir, project, stamp) = built();
        touch(&dir.path().join("src/card/view.rs"));
        let reason = stamp.outdated(&project).unwrap().unwrap();
        assert_eq!(reason, "src/card/view.rs has changed");
    }

    #[test]
    fn given_a_build_when_a_directory_changes_then_it_is_outdated() {
        let (dir, project, stamp) = built();
        // What removing a file does to its directory, a moment later than the build.
        touch(&dir.path().join("src/card"));
        assert!(stamp.outdated(&project).unwrap().is_some());
    }

    #[test]
    fn given_a_build_when_what_decides_nothing_changes_then_it_is_up_to_date() {
        let (dir, project, stamp) = built();
        fs::create_dir_all(dir.path().join("docs")).unwrap();
        touch(&dir.path().join("docs"));
        assert_eq!(stamp.outdated(&project).unwrap(), None);
    }

    #[test]
    fn given_no_build_or_one_by_another_compiler_when_asked_then_it_is_outdated() {
        let (_dir, project, mut stamp) = built();
        stamp.by = "another compiler\n".to_owned();
        assert!(stamp.outdated(&project).unwrap().is_some());
        fs::remove_file(&stamp.file).unwrap();
        assert!(stamp.outdated(&project).unwrap().is_some());
    }
}
