//! Copies of what was built in which some files are others: a gateway reads one when it starts.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A copy, for as long as this lives.
pub struct AlteredDist(PathBuf);

impl AlteredDist {
    /// Dist with these files in the place of its own, or beside them; with `None`, without the file.
    pub fn with(files: &[(&str, Option<Vec<u8>>)]) -> Self {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("phone-profile-dist-{}-{count}", process::id());
        let copy = Self(std::env::temp_dir().join(name));
        copy_all(&super::dist(), &copy.0);
        for (name, content) in files {
            let file = copy.0.join(name);
            // What was compressed ahead is of the file before.
            let compressed = copy.0.join(format!("{name}.br"));
            for old in [&file, &compressed] {
                if old.exists() {
                    fs::remove_file(old).expect("an old file to go");
                }
            }
            if let Some(content) = content {
                fs::write(&file, content).expect("a new file");
            }
        }
        copy
    }

    pub fn path(&self) -> PathBuf {
        self.0.clone()
    }
}

impl Drop for AlteredDist {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("dist") {
        let entry = entry.expect("an entry of dist");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
