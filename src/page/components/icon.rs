//! The page's line icons, drawn for it on a grid of 24. All are decoration beside words.

use yew::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// A magnifier.
    Search,
    /// A person with a tick: registered.
    Registered,
    /// A framed face: the picture.
    Picture,
    /// A shop front: a business.
    Business,
    /// A chain link.
    Link,
    /// Rows.
    List,
    /// A globe.
    Language,
    /// A half-lit disc: as the system has it.
    Auto,
    /// A sun.
    Light,
    /// A moon.
    Dark,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.5 4.5",
            Self::Registered => {
                "M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM3 20c.6-3.4 3.4-5.5 7-5.5 1.6 0 3 .4 4.2 1.1M15.5 18.5l2 2 4-4.5"
            }
            Self::Picture => {
                "M6.5 3.500h11a3 3 0 0 1 3 3v11a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3ZM12 7.500a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400ZM6.5 20c.5-2.9 2.7-4.5 5.5-4.500s5 1.6 5.5 4.5"
            }
            Self::Business => {
                "M4 10v9.500h16V10M3 9.5 5 4h14l2 5.500c0 1.5-1.1 2.5-2.3 2.500s-2.2-1-2.2-2.500c0 1.5-1 2.5-2.25 2.500S12 11 12 9.500C12 11 11 12 9.750 12S7.5 11 7.5 9.500C7.5 11 6.5 12 5.3 12S3 11 3 9.500ZM10 19.500V15.500h4v4"
            }
            Self::Link => {
                "M10 14a4 4 0 0 0 5.7 0l3.1-3.100a4 4 0 0 0-5.7-5.700l-1 1M14 10a4 4 0 0 0-5.7 0l-3.1 3.100a4 4 0 0 0 5.7 5.700l1-1"
            }
            Self::List => "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
            Self::Language => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM4.500 9.500h15M4.500 14.500h15M12 4c-4.500 4.500-4.500 11.500 0 16M12 4c4.500 4.500 4.500 11.500 0 16"
            }
            Self::Auto => {
                "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16M12 8l4.5-2M12 12l7.5-3M12 16l8-3.2"
            }
            Self::Light => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4"
            }
            Self::Dark => "M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z",
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

/// Draws a path on the grid.
pub fn drawn(path: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}
