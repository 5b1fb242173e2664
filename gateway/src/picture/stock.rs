//! The operator's list of pictures that anybody can have: one hash in a line, and perhaps a name for it. It is asked,
//! and never told.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::likeness::PictureHash;

/// Known pictures.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StockPictures(Vec<StockPicture>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockPicture {
    hash: PictureHash,
    /// Its name in the list.
    pub label: Option<String>,
}

/// A list that can't be used. Repeats no line.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// The file can't be read.
    #[error("[picture] stock-pictures: can't read {}", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// A line is none of the list.
    #[error("[picture] stock-pictures: {}:{line}: expected 16 hexadecimal digits, and perhaps a name", file.display())]
    Line {
        /// Which file.
        file: PathBuf,
        /// From 1.
        line: usize,
    },
}

impl StockPictures {
    /// Reads a file.
    ///
    /// # Errors
    /// [`StockError`], with the line.
    pub fn read(file: &Path) -> Result<Self, StockError> {
        let text = fs::read_to_string(file)
            .map_err(|error| StockError::Unreadable(file.to_owned(), error))?;
        Self::parse(&text).map_err(|line| StockError::Line {
            file: file.to_owned(),
            line,
        })
    }

    /// The list of a text, or the number of the first line that is none.
    fn parse(text: &str) -> Result<Self, usize> {
        let lines = text.lines().enumerate();
        let pictures = lines.filter_map(|(at, line)| {
            let line = line.trim();
            let is_entry = !line.is_empty() && !line.starts_with('#');
            is_entry.then(|| StockPicture::parse(line).ok_or(at + 1))
        });
        pictures.collect::<Result<_, _>>().map(Self)
    }

    /// The known picture that is most like this one, if any is the same.
    #[must_use]
    pub fn find(&self, hash: PictureHash) -> Option<&StockPicture> {
        let same = self
            .0
            .iter()
            .filter(|known| known.hash.is_same_picture(hash));
        same.min_by_key(|known| known.hash.distance(hash))
    }
}

impl StockPicture {
    fn parse(line: &str) -> Option<Self> {
        let (hash, label) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let label = label.trim();
        Some(Self {
            hash: hash.parse().ok()?,
            label: (!label.is_empty()).then(|| label.to_owned()),
        })
    }
}

/// Shows none of them.
impl fmt::Debug for StockPictures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StockPictures")
            .field("pictures", &self.0.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_list_when_read_then_the_nearest_of_what_is_the_same_is_found() {
        let list = StockPictures::parse(
            "# made by stock-pictures\n\n00000000000000ff office.jpg\r\n  00000000000000fe\t smile 2.png \n\
             ffffffffffffffff\n",
        )
        .unwrap();
        let found = |hash: &str| {
            list.find(hash.parse().unwrap())
                .map(|known| known.label.as_deref())
        };
        assert_eq!(found("00000000000000ff"), Some(Some("office.jpg")));
        assert_eq!(found("00000000000000fe"), Some(Some("smile 2.png")));
        assert_eq!(found("000000000000007f"), Some(Some("office.jpg")));
        assert_eq!(found("fffffffffffffff8"), Some(None));
        assert_eq!(found("00000000ffffffff"), None);
    }

    #[test]
    fn given_a_line_that_is_no_hash_when_read_then_the_error_has_its_number_and_not_the_line() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("stock.txt");
        fs::write(&file, "# one\n00000000000000ff a\nsecret b\n").unwrap();
        let error = StockPictures::read(&file).unwrap_err().to_string();
        assert!(
            error.contains("stock.txt:3") && !error.contains("secret"),
            "{error}"
        );
        assert!(StockPictures::read(&directory.path().join("none")).is_err());
    }
}
