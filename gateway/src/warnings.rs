//! What an answer warns of: not said by the service, but by the numbering plans.

use phone_profile_core::profile::ProfileWarning;

use crate::{Digits, demo::ranges::is_reserved_for_fiction, number::is_in_known_range};

/// The warnings about a number that was asked for. Made when an answer is told, and not kept with it:
/// ranges come into use, and the next version of the gateway knows them.
pub(crate) fn warnings(asked: &Digits) -> &'static [ProfileWarning] {
    // A range that is set aside for films and examples is known, if not in use.
    if is_in_known_range(asked) || is_reserved_for_fiction(asked) {
        &[]
    } else {
        &[ProfileWarning::UnknownNumberRange]
    }
}
