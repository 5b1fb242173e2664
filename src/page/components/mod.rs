//! The page's parts. They draw the state and say what was done to them; none decides anything.

mod app;
mod demo;
mod embedded;
mod field;
mod footer;
mod form;
mod header;
mod icon;
mod notice;
mod point;
mod purpose;
mod sign_in;
mod signed_in;
mod stage;
mod theme;
mod visits;

pub use app::App;
pub use embedded::Embedded;
// The workbench has them too.
pub use field::use_chosen;
pub use icon::drawn;
pub use point::point;
pub use purpose::Purpose;
pub use sign_in::{SignIn, SignInByProxy};
pub use signed_in::signed_in;
pub use theme::ThemeSwitch;
