//! Which rendering of a picture.

/// The two sizes that links are handed out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureSize {
    /// 96×96.
    Thumb,
    /// At most 640×640.
    Full,
}

impl PictureSize {
    /// As `size=` has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thumb => "thumb",
            Self::Full => "full",
        }
    }

    /// Reads what `size=` says; anything else is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Thumb, Self::Full]
            .into_iter()
            .find(|size| size.as_str() == text)
    }

    /// The longest side.
    pub(crate) const fn pixels(self) -> u16 {
        match self {
            Self::Thumb => 96,
            Self::Full => 640,
        }
    }

    /// As the demo's links have it.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Thumb => "thumb.jpg",
            Self::Full => "full.jpg",
        }
    }

    pub(crate) fn from_file(file: &str) -> Option<Self> {
        [Self::Thumb, Self::Full]
            .into_iter()
            .find(|size| size.file() == file)
    }
}
