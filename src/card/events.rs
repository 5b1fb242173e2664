//! What happens inside a card: clicks on its buttons, and pictures that load or fail. The shell hears
//! it at the card's root and says it in a word (`happened` in `static/shell/face.js`).

use super::picture::Size;

/// Something that happened in a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The retry button.
    Retry,
    /// The button that reveals the number.
    Reveal,
    /// A picture has loaded.
    PictureLoaded(Size),
    /// A picture gave an error.
    PictureFailed(Size),
}

impl Happened {
    /// What the shell's word means; nothing, for a button of the page's own.
    pub fn read(word: &str) -> Option<Self> {
        Some(match word {
            "retry" => Self::Retry,
            "reveal" => Self::Reveal,
            "load thumb" => Self::PictureLoaded(Size::Thumb),
            "load full" => Self::PictureLoaded(Size::Full),
            "error thumb" => Self::PictureFailed(Size::Thumb),
            "error full" => Self::PictureFailed(Size::Full),
            _ => return None,
        })
    }
}
