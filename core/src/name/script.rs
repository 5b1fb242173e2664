//! Which script a letter belongs to, as far as names are compared.

/// The scripts that names can be told apart in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Ethiopic,
    Kana,
    Hangul,
    Han,
    /// From Devanagari to Tibetan, a block of 128 for each script.
    Indic(u32),
    /// Letters that may stand for others, more scripts than one in a word, or one that isn't listed here.
    Unclear,
}

impl Script {
    /// The script of a folded letter.
    pub fn of(letter: char) -> Self {
        match letter {
            'a'..='z' | 'ä' | 'ö' | 'ü' | 'å' => Self::Latin,
            '\u{370}'..='\u{3ff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{530}'..='\u{58f}' => Self::Armenian,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Self::Arabic,
            '\u{900}'..='\u{fff}' => Self::Indic(letter as u32 / 0x80),
            '\u{10a0}'..='\u{10ff}' => Self::Georgian,
            '\u{1100}'..='\u{11ff}' => Self::Hangul,
            '\u{1200}'..='\u{139f}' => Self::Ethiopic,
            '\u{3041}'..='\u{30ff}' => Self::Kana,
            '\u{3005}'
            | '\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Han,
            _ => Self::Unclear,
        }
    }

    /// The script of a folded word, whatever digits are in it; `None` if it has no letters.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut scripts = word.chars().filter(|c| !c.is_numeric()).map(Self::of);
        let first = scripts.next()?;
        // Japanese writes kana behind characters.
        let all = if scripts.all(|script| script == first) {
            first
        } else {
            Self::Unclear
        };
        Some(all)
    }

    /// Whether two names in it that share nothing are two names. A Chinese character has simplified and traditional
    /// forms, so that only its sound can tell.
    pub fn is_comparable(self, with_sounds: bool) -> bool {
        match self {
            Self::Unclear => false,
            Self::Han => with_sounds,
            _ => true,
        }
    }

    /// Whether a name can be cut to its first letter.
    pub fn has_initials(self) -> bool {
        self <= Self::Arabic
    }

    /// Whether names are written without a space, the family's name first.
    pub fn is_without_spaces(self) -> bool {
        matches!(self, Self::Han | Self::Hangul)
    }
}
