//! The pages that scenarios look at: a foreign dashboard with cards on it, one with the card in a
//! frame, and the standalone page.

mod accessibility;
mod card;
mod framing;
mod host;
mod standalone;

pub use accessibility::violations;
pub use card::Card;
pub use framing::{FramingPage, elsewhere};
pub use host::{HostPage, one_card};
pub use standalone::StandalonePage;
