//! What a build of dist was made from, so that nothing is built twice.
//!
//! One line per input: a hash and a name. Kept inside of dist, which Trunk empties: a build by
//! hand takes the fingerprint away with the files that it described.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

use anyhow::{Context, Result};

/// Input names and the hashes of their contents, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(BTreeMap<String, u64>);

impl Fingerprint {
    /// Adds something that is no file, such as a version.
    pub fn add(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), hash(value.as_bytes()));
    }

    /// Adds a file, or every file below a directory. What doesn't exist adds nothing.
    pub fn add_path(&mut self, root: &Path, name: &str) -> Result<()> {
        let path = root.join(name);
        let meta = match fs::metadata(&path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
        };
        if meta.is_dir() {
            for entry in fs::read_dir(&path)? {
                let file_name = entry?.file_name();
                self.add_path(root, &format!("{name}/{}", file_name.to_string_lossy()))?;
            }
        } else {
            let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            self.0.insert(name.to_owned(), hash(&content));
        }
        Ok(())
    }

    /// The first input that another fingerprint has otherwise or not at all.
    pub fn difference<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let changed = self
            .0
            .iter()
            .find(|(name, hash)| other.0.get(*name) != Some(hash));
        let removed = other.0.keys().find(|name| !self.0.contains_key(*name));
        changed
            .map(|(name, _)| name.as_str())
            .or(removed.map(String::as_str))
    }

    pub fn to_text(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|(name, hash)| format!("{hash:016x} {name}\n"));
        lines.collect()
    }

    /// Reads what `to_text` wrote; lines that it did not write are left out, so that a damaged file
    /// only ever leads to another build.
    pub fn from_text(text: &str) -> Self {
        let inputs = text.lines().filter_map(|line| {
            let (hash, name) = line.split_once(' ')?;
            Some((name.to_owned(), u64::from_str_radix(hash, 16).ok()?))
        });
        Self(inputs.collect())
    }
}

/// Another Rust release may hash otherwise, which costs a build and does no harm.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn of(root: &Path) -> Fingerprint {
        let mut inputs = Fingerprint::default();
        inputs.add_path(root, "src").unwrap();
        inputs.add_path(root, "not-there.toml").unwrap();
        inputs.add("trunk", "0.21.14");
        inputs
    }

    #[test]
    fn given_files_when_nothing_changes_then_the_fingerprint_survives_its_text() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("src/card")).unwrap();
        fs::write(dir.path().join("src/card/a file.rs"), "one").unwrap();

        let before = of(dir.path());
        let stored = Fingerprint::from_text(&before.to_text());

        assert_eq!(stored, before);
        assert_eq!(of(dir.path()).difference(&stored), None);
    }

    #[test]
    fn given_files_when_one_changes_appears_or_goes_then_the_difference_names_it() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("src")).unwrap();
        fs::write(dir.path().join("src/lib.rs"), "one").unwrap();
        let before = of(dir.path());

        fs::write(dir.path().join("src/lib.rs"), "two").unwrap();
        assert_eq!(of(dir.path()).difference(&before), Some("src/lib.rs"));

        fs::write(dir.path().join("src/lib.rs"), "one").unwrap();
        fs::write(dir.path().join("src/new.rs"), "").unwrap();
        assert_eq!(of(dir.path()).difference(&before), Some("src/new.rs"));

        fs::remove_file(dir.path().join("src/new.rs")).unwrap();
        fs::remove_file(dir.path().join("src/lib.rs")).unwrap();
        assert_eq!(of(dir.path()).difference(&before), Some("src/lib.rs"));
    }

    #[test]
    fn given_a_damaged_text_when_read_then_it_differs_from_any_build() {
        let stored = Fingerprint::from_text("no hash here\n\u{0}\nzz trunk\n");
        let mut inputs = Fingerprint::default();
        inputs.add("trunk", "0.21.14");
        assert_eq!(inputs.difference(&stored), Some("trunk"));
    }
}
