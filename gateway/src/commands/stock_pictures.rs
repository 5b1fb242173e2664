//! `stock-pictures`: makes the list of known pictures from a folder of them.

use std::{
    error::Error,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use phone_profile_gateway::picture::{ImageType, MOST_PIXELS_LOCAL, NoHash, PictureHash, hash};

/// Pictures of more bytes are passed over: nobody's profile is made of one.
const MOST_BYTES: u64 = 64 << 20;

/// From where, and to where.
#[derive(Debug, Args)]
pub(crate) struct StockPicturesTask {
    /// A folder of JPEG, PNG and WebP files, with the folders in it
    folder: PathBuf,

    /// The list, for [picture] stock-pictures. Not written over one that is there
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, thiserror::Error)]
enum StockPicturesError {
    #[error("can't read {}", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("can't write {}", .0.display())]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("{} is there already: move it away, or name another file", .0.display())]
    Exists(PathBuf),
    #[error("{} has no picture that can be compared", .0.display())]
    Nothing(PathBuf),
}

impl StockPicturesTask {
    pub(crate) fn run(&self) -> Result<(), Box<dyn Error>> {
        if self.output.exists() {
            return Err(StockPicturesError::Exists(self.output.clone()).into());
        }
        let mut lines = Vec::new();
        for file in files(&self.folder)? {
            let label = file.strip_prefix(&self.folder).unwrap_or(&file);
            match hash_of(&file)? {
                Ok(hash) => lines.push(format!("{hash} {}", one_line(label))),
                Err(error) => eprintln!("{}: passed over: {error}", file.display()),
            }
        }
        if lines.is_empty() {
            return Err(StockPicturesError::Nothing(self.folder.clone()).into());
        }
        let unwritable = |error| StockPicturesError::Unwritable(self.output.clone(), error);
        let mut output = fs::File::create_new(&self.output).map_err(unwritable)?;
        let text = format!(
            "# Perceptual hashes of known pictures, and their names.\n{}\n",
            lines.join("\n")
        );
        output.write_all(text.as_bytes()).map_err(unwritable)?;
        println!("{}: {} pictures", self.output.display(), lines.len());
        Ok(())
    }
}

/// All files of a folder and the folders in it, in the order of their names. Links are not followed: they may lead in a
/// circle.
fn files(folder: &Path) -> Result<Vec<PathBuf>, StockPicturesError> {
    let unreadable = |error| StockPicturesError::Unreadable(folder.to_owned(), error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() {
            found.extend(files(&entry.path())?);
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn hash_of(file: &Path) -> Result<Result<PictureHash, NoHash>, StockPicturesError> {
    let unreadable = |error| StockPicturesError::Unreadable(file.to_owned(), error);
    if fs::metadata(file).map_err(unreadable)?.len() > MOST_BYTES {
        return Ok(Err(NoHash::TooLarge));
    }
    let bytes = fs::read(file).map_err(unreadable)?;
    Ok(match ImageType::of_bytes(&bytes) {
        Some(image_type) => hash(&bytes, image_type, MOST_PIXELS_LOCAL),
        None => Err(NoHash::NotAPicture),
    })
}

/// A name that may stand in a line.
fn one_line(path: &Path) -> String {
    let text = path.display().to_string();
    text.chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect()
}
