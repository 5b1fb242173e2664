//! The workbench's line icons, on the page's grid of 24. All are decoration beside words.

use phone_profile::page::components::drawn;
use yew::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// An arrow into a tray.
    Open,
    /// An arrow out of a tray.
    Save,
    /// A triangle.
    Start,
    /// Two bars.
    Pause,
    /// A cross.
    Close,
    /// A magnifier.
    Search,
    /// Three columns.
    Columns,
    /// A shield: what stays here.
    Shield,
    /// An arrow to a server.
    Send,
    /// A coin.
    Coin,
    /// An arrow back.
    Back,
    /// Sorted upwards.
    Up,
    /// Sorted downwards.
    Down,
    /// A list that was looked at before.
    Kept,
    /// A sheet of paper with lines.
    Record,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Open => "M12 15V4M8 8l4-4 4 4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3",
            Self::Save => "M12 4v11M8 11l4 4 4-4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3",
            Self::Start => "M8 5.500v13l10.500-6.500Z",
            Self::Pause => "M8.500 5.500v13M15.500 5.500v13",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Search => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.500 4.500",
            Self::Columns => "M4 5h16v14H4ZM9.500 5v14M14.500 5v14",
            Self::Shield => {
                "M12 3.500 5 6v5.500c0 4.300 2.900 7.400 7 9 4.100-1.600 7-4.700 7-9V6ZM9 12l2.200 2.200L15.200 10"
            }
            Self::Send => "M4 12h12M11 7l5 5-5 5M20 5v14",
            Self::Coin => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM14.500 9.200C14 8.400 13.100 8 12 8c-1.500 0-2.500.800-2.500 2 0 2.800 5 1.200 5 4 0 1.200-1 2-2.500 2-1.200 0-2.200-.500-2.600-1.400M12 6.500V8M12 16v1.500"
            }
            Self::Back => "M20 12H5M11 6l-6 6 6 6",
            Self::Up => "M12 18V6M7 11l5-5 5 5",
            Self::Down => "M12 6v12M7 13l5 5 5-5",
            Self::Record => "M7 3.500h7l4 4v13H7ZM14 3.500v4h4M10 12h5M10 15.500h5",
            Self::Kept => "M12 4a8 8 0 1 0 8 8M12 8v4.500l3 2M20 4v4h-4",
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct IconProps {
    pub glyph: Glyph,
}

#[component]
pub fn Icon(props: &IconProps) -> Html {
    drawn(props.glyph.path())
}
