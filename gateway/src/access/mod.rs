//! Who may ask, and how much.
//!
//! A request passes [`Gatekeeper::identify`] (who), [`Purposes::check`] (why) and [`Caps::admit`]
//! (how much), and what came of it is written down as [`Trail`] shapes it.

mod caller;
mod door;
mod hash_key;
mod identity;
mod limits;
mod purpose;
mod refusal;
pub mod settings;
mod settings_error;
mod token_hash;
mod trail;

pub(crate) use caller::CallerKey;
pub use caller::{Caller, SignIn, Via};
pub use door::{Door, refused};
pub use identity::{Gatekeeper, Pages};
pub use limits::{Admitted, Caps};
pub use purpose::{Purposes, purpose_of_query};
pub use refusal::{Refusal, WrongPurpose};
pub use settings::Settings;
pub use settings_error::SettingsError;
pub use token_hash::{TokenHash, hash_token, new_token};
pub use trail::{Action, Done, Trail, keep_retention};
