//! What is otherwise than in an earlier export: a name, a registration, a business account, a picture.

mod earlier;

use phone_profile_core::profile::{PictureState, Profile};

use crate::list::PictureHash;

pub use earlier::{Earlier, NoExport, read};

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The public name.
    Name {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// The number had no account, and has one.
    Registered,
    /// The number had an account, and has none.
    NotRegistered,
    /// A business app came into use.
    Business,
    /// A business app was in use.
    NoBusiness,
    /// What is known about the picture.
    Picture {
        /// As it was.
        from: PictureState,
        /// As it is.
        to: PictureState,
    },
    /// Another public picture.
    OtherPicture,
}

/// What is known now, besides the answer, of a picture and how pictures compare.
#[derive(Clone, Copy, Debug, Default)]
pub struct Picture {
    /// Its hash, where there is one.
    pub hash: Option<PictureHash>,
    /// So many bits may differ in copies of one picture.
    pub same_within: u32,
}

/// What of an answer is otherwise than it was. Only what was known then and is known now can have
/// changed: what isn't known is no change.
pub fn changes(earlier: &Earlier, now: &Profile, picture: Picture) -> Vec<Change> {
    let mut changes = Vec::new();
    match (earlier.registered, now.is_whats_app) {
        (Some(false), true) => changes.push(Change::Registered),
        (Some(true), false) => changes.push(Change::NotRegistered),
        _ => {}
    }
    if let (Some(from), Some(to)) = (&earlier.name, &now.name)
        && from != to
    {
        changes.push(Change::Name {
            from: from.clone(),
            to: to.clone(),
        });
    }
    match (earlier.business, now.is_business) {
        (Some(false), Some(true)) => changes.push(Change::Business),
        (Some(true), Some(false)) => changes.push(Change::NoBusiness),
        _ => {}
    }
    let is_known = |state: &PictureState| *state != PictureState::Unknown;
    if let Some(from) = earlier.picture.filter(is_known)
        && now.is_whats_app
        && is_known(&now.picture_state)
        && from != now.picture_state
    {
        changes.push(Change::Picture {
            from,
            to: now.picture_state,
        });
    }
    // The same picture has another link at every lookup, so links say nothing.
    if let (Some(from), Some(to)) = (earlier.hash, picture.hash)
        && from.distance(to) > picture.same_within
    {
        changes.push(Change::OtherPicture);
    }
    changes
}

#[cfg(test)]
mod tests;
