//! The page's parts. They draw the state and say what was done to them; none decides anything.

mod app;
mod demo;
mod embedded;
mod field;
mod footer;
mod form;
mod header;
mod icon;
mod language;
mod notice;
mod point;
mod purpose;
mod sign_in;
mod signed_in;
mod stage;
mod texts;
mod theme;
mod visits;

pub use app::{App, AppProps};
pub use embedded::Embedded;
// The workbench has them too.
pub use field::use_chosen;
pub use icon::drawn;
pub use point::point;
pub use purpose::Purpose;
pub use sign_in::{SignIn, SignInByProxy};
pub use signed_in::SignedIn;
pub use theme::ThemeSwitch;
