//! The pages that scenarios look at: a foreign dashboard with cards on it, one with the card in a
//! frame, the standalone page, the workbench, the gallery, and the documentation.

mod accessibility;
mod card;
mod docs_site;
mod framing;
mod gallery;
mod host;
mod pictured_gallery;
mod standalone;
mod workbench;

pub use accessibility::{AccessibilityTree, LISTEN, violations};
pub use card::Card;
pub use docs_site::DocsSite;
pub use framing::{FramingPage, elsewhere};
pub use gallery::Gallery;
pub use host::{HostPage, one_card};
pub use pictured_gallery::PicturedGallery;
pub use standalone::StandalonePage;
pub use workbench::Workbench;

/// Functions of JavaScript that say what is wrong with the places of what a card draws: `misplaced(element)`.
pub const GEOMETRY: &str = include_str!("geometry.js");
