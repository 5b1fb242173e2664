//! The card as Yew components: [`Card`] knows what happens to a card, the others draw a part of it each.

mod avatar;
mod badges;
mod card;
mod error_panel;
mod facts;
mod header;
mod mark;
mod number;
mod skeleton;

pub use avatar::Avatar;
pub use badges::Badges;
pub use card::{Card, CardMessage, CardProps, draw};
pub use error_panel::ErrorPanel;
pub use facts::Facts;
pub use header::Header;
use mark::mark;
use number::{number, number_line};
pub use skeleton::Skeleton;

use crate::texts::isolated::isolated;

/// The value of an attribute that is there or not. The style sheet goes by these.
fn flag(is: bool) -> Option<&'static str> {
    is.then_some("")
}
