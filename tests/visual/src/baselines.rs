//! The pictures in the repository: a folder for each set, a file for each picture of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use image::RgbImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use crate::comparison::{Comparison, compare};
use crate::report;

/// Pictures of a set, by their names.
pub type Pictures = BTreeMap<String, RgbImage>;

/// The file beside the sets that says what drew them.
const VERSION: &str = "version.txt";

/// Pictures to hold others against, all drawn by one browser.
#[derive(Debug)]
pub struct Baselines {
    /// In the repository.
    kept: PathBuf,
    /// Where pictures of what differs go.
    found: PathBuf,
}

/// A picture of a set that isn't as it is kept.
#[derive(Debug)]
pub struct Difference {
    /// The picture's.
    pub name: String,
    /// What is other than before.
    pub what: What,
}

/// What is other than before.
#[derive(Debug)]
pub enum What {
    /// There are two pictures, and they differ.
    Picture(Comparison),
    /// Nothing is kept of it.
    Added,
    /// It is kept, and there is no such picture any more.
    Removed,
}

impl Baselines {
    /// Those below a folder of the repository, and a folder for pictures of what differs.
    pub fn new(kept: impl Into<PathBuf>, found: impl Into<PathBuf>) -> Self {
        Self {
            kept: kept.into(),
            found: found.into(),
        }
    }

    /// What of a set differs from what is kept. Of each difference there are pictures afterwards, and a page with them
    /// side by side.
    pub fn check(&self, set: &str, taken: &Pictures) -> Result<Vec<Difference>> {
        let found = self.found.join(set);
        remove(&found)?;
        let mut differences = Vec::new();
        for name in self.names(set, taken)? {
            let (kept, now) = (self.kept(set, &name), taken.get(&name));
            let before = kept.is_file().then(|| read(&kept)).transpose()?;
            let what = match (&before, now) {
                (Some(before), Some(now)) => match compare(before, now)? {
                    Comparison::Alike => continue,
                    comparison => What::Picture(comparison),
                },
                (None, _) => What::Added,
                (Some(_), None) => What::Removed,
            };
            fs::create_dir_all(&found).with_context(|| format!("making {}", found.display()))?;
            let file = |kind: &str| found.join(format!("{name}.{kind}.png"));
            if let Some(before) = &before {
                write(&file("old"), before)?;
            }
            if let Some(now) = now {
                write(&file("new"), now)?;
            }
            if let Some(map) = what.map() {
                write(&file("difference"), map)?;
            }
            differences.push(Difference { name, what });
        }
        if !differences.is_empty() {
            report::write(&found, set, &differences)?;
        }
        Ok(differences)
    }

    /// The same, and what is kept is what was taken afterwards. What doesn't differ stays as it is.
    pub fn update(&self, set: &str, taken: &Pictures) -> Result<Vec<Difference>> {
        let differences = self.check(set, taken)?;
        for Difference { name, .. } in &differences {
            let kept = self.kept(set, name);
            match taken.get(name) {
                Some(now) => write(&kept, now)?,
                None => fs::remove_file(&kept).with_context(|| kept.display().to_string())?,
            }
        }
        Ok(differences)
    }

    /// The browser's version that drew them, if any are kept.
    pub fn version(&self) -> Option<String> {
        let text = fs::read_to_string(self.kept.join(VERSION)).ok()?;
        Some(text.trim().to_owned())
    }

    /// Writes down by which version they look as they are kept.
    pub fn set_version(&self, version: &str) -> Result<()> {
        let file = self.kept.join(VERSION);
        fs::create_dir_all(&self.kept)
            .and_then(|()| fs::write(&file, format!("{version}\n")))
            .with_context(|| format!("writing {}", file.display()))
    }

    /// Those that are kept and those that were taken.
    fn names(&self, set: &str, taken: &Pictures) -> Result<BTreeSet<String>> {
        let mut names: BTreeSet<String> = taken.keys().cloned().collect();
        let folder = self.kept.join(set);
        if folder.is_dir() {
            for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
                let path = entry?.path();
                names.extend(
                    path.file_stem()
                        .map(|stem| stem.to_string_lossy().into_owned()),
                );
            }
        }
        Ok(names)
    }

    fn kept(&self, set: &str, name: &str) -> PathBuf {
        self.kept.join(set).join(format!("{name}.png"))
    }
}

impl What {
    fn map(&self) -> Option<&RgbImage> {
        match self {
            Self::Picture(Comparison::Differs { map, .. } | Comparison::OtherSize { map, .. }) => {
                Some(map)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.what)
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => f.write_str("nothing is kept of it"),
            Self::Removed => f.write_str("it is kept, and was not taken"),
            Self::Picture(comparison) => write!(f, "{comparison}"),
        }
    }
}

fn read(file: &Path) -> Result<RgbImage> {
    let picture = image::open(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(picture.into_rgb8())
}

fn write(file: &Path, picture: &RgbImage) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let mut bytes = Vec::new();
    // Flat grounds and letters that come again: filters make them a quarter larger.
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
    picture
        .write_with_encoder(encoder)
        .and_then(|()| Ok(fs::write(file, bytes)?))
        .with_context(|| format!("writing {}", file.display()))
}

/// What an earlier run has left.
fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use image::Rgb;
    use tempfile::TempDir;

    use super::*;

    const SET: &str = "card-light-en";

    fn pictures(grounds: &[(&str, u8)]) -> Pictures {
        let picture = |ground| RgbImage::from_pixel(40, 30, Rgb([ground; 3]));
        grounds
            .iter()
            .map(|(name, ground)| ((*name).to_owned(), picture(*ground)))
            .collect()
    }

    /// What is kept is `grounds`.
    fn baselines(grounds: &[(&str, u8)]) -> (TempDir, Baselines) {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        let baselines = Baselines::new(kept, folder.path().join("found"));
        baselines.update(SET, &pictures(grounds)).unwrap();
        (folder, baselines)
    }

    fn told(differences: &[Difference]) -> Vec<String> {
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn given_pictures_as_they_are_kept_when_checked_then_nothing_differs_and_nothing_is_written() {
        let grounds = [("idle", 255), ("ready", 200)];
        let (folder, baselines) = baselines(&grounds);
        let found = folder.path().join("found").join(SET);
        assert!(found.is_dir(), "of the first time");

        assert!(
            baselines
                .check(SET, &pictures(&grounds))
                .unwrap()
                .is_empty()
        );
        assert!(!found.exists());
    }

    #[test]
    fn given_a_picture_that_differs_one_too_many_and_one_too_few_when_checked_then_each_is_told_and_shown()
     {
        let (folder, baselines) = baselines(&[("gone", 255), ("idle", 255), ("ready", 200)]);
        let now = pictures(&[("idle", 255), ("new", 255), ("ready", 100)]);

        let differences = baselines.check(SET, &now).unwrap();

        let told = told(&differences);
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(told[0], "gone: it is kept, and was not taken");
        assert_eq!(told[1], "new: nothing is kept of it");
        assert!(told[2].starts_with("ready: structure 0."), "{}", told[2]);
        let found = folder.path().join("found").join(SET);
        for file in ["ready.old.png", "ready.new.png", "ready.difference.png"] {
            assert!(found.join(file).is_file(), "{file}");
        }
        let page = fs::read_to_string(found.join("index.html")).unwrap();
        for file in ["gone.old.png", "new.new.png", "ready.difference.png"] {
            assert!(page.contains(&format!("src='{file}'")), "{file}: {page}");
        }
        assert!(!page.contains("gone.new.png"));
    }

    #[test]
    fn given_differences_when_updated_then_they_are_kept_and_what_is_alike_stays_as_it_was() {
        let (folder, baselines) = baselines(&[("gone", 255), ("idle", 255), ("ready", 200)]);
        let idle = folder.path().join("kept").join(SET).join("idle.png");
        let before = fs::read(&idle).unwrap();
        let now = pictures(&[("idle", 253), ("new", 255), ("ready", 100)]);

        assert_eq!(baselines.update(SET, &now).unwrap().len(), 3);

        assert!(baselines.check(SET, &now).unwrap().is_empty());
        assert_eq!(fs::read(&idle).unwrap(), before);
        assert_eq!(baselines.version(), None);
        baselines.set_version("156.0").unwrap();
        assert_eq!(baselines.version().as_deref(), Some("156.0"));
    }
}
