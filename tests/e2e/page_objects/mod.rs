//! The pages that scenarios look at: a foreign dashboard with cards on it, and the standalone page.

mod accessibility;
mod card;
mod host;
mod standalone;

pub use accessibility::violations;
pub use card::Card;
pub use host::{HostPage, one_card};
pub use standalone::StandalonePage;
