//! The columns that an export adds to the file's own, and what stands in them.

use phone_profile_core::error::LookupErrorCode;
use phone_profile_core::profile::{PictureState, Profile};

use super::shape::Shape;
use crate::list::{Finding, Look};
use crate::plan::Standing;
use crate::run::Lookup;

/// One column that is added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Added {
    /// The number that was looked up.
    Number,
    /// What came of it.
    Status,
    /// The public name.
    Name,
    /// How it compares with the file's.
    NameMatch,
    /// Whether a business app is in use.
    Business,
    /// Whether the name is verified.
    Verified,
    /// What is known about the picture.
    Picture,
    /// The picture's link.
    PictureLink,
    /// What it looks like, where pictures were compared.
    PictureHash,
    /// When it was looked up.
    Checked,
    /// What to look at.
    Signals,
    /// Why there is no answer.
    Note,
}

impl Added {
    /// All of them, in their order.
    pub const ALL: [Self; 12] = [
        Self::Number,
        Self::Status,
        Self::Name,
        Self::NameMatch,
        Self::Business,
        Self::Verified,
        Self::Picture,
        Self::PictureLink,
        Self::PictureHash,
        Self::Checked,
        Self::Signals,
        Self::Note,
    ];

    /// The column's name, for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "WhatsApp number",
            Self::Status => "WhatsApp status",
            Self::Name => "WhatsApp name",
            Self::NameMatch => "WhatsApp name match",
            Self::Business => "WhatsApp business account",
            Self::Verified => "WhatsApp verified",
            Self::Picture => "WhatsApp picture",
            Self::PictureLink => "WhatsApp picture link",
            Self::PictureHash => "WhatsApp picture hash",
            Self::Checked => "WhatsApp checked",
            Self::Signals => "WhatsApp signals",
            Self::Note => "WhatsApp lookup note",
        }
    }

    /// What stands in the column. What isn't known is empty or says so; it is never "no".
    pub fn value(self, finding: &Finding<'_>, shape: Shape) -> String {
        let profile = finding.profile();
        let registered = profile.filter(|profile| profile.is_whats_app);
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        match self {
            Self::Number => finding
                .number
                .map_or_else(String::new, |number| shape.number(number)),
            Self::Status => finding.status().as_str().to_owned(),
            Self::Name => text(profile.and_then(|profile| profile.name.as_deref())),
            Self::NameMatch => text(finding.name_match.map(|reason| reason.result().as_str())),
            Self::Business => text(registered.map(|profile| yes_or_no(profile.is_business))),
            Self::Verified => text(registered.map(|profile| yes_or_no(profile.is_verified))),
            Self::Picture => text(registered.map(|profile| picture(profile.picture_state))),
            Self::PictureLink => text(registered.and_then(picture_link)),
            Self::PictureHash => {
                registered.map_or_else(String::new, |profile| hash(profile, finding.look))
            }
            Self::Checked => {
                let checked = profile.and_then(|profile| profile.last_checked.as_deref());
                checked.map_or_else(String::new, |time| shape.time(time).to_owned())
            }
            Self::Signals => {
                let signals: Vec<_> = finding
                    .signals
                    .iter()
                    .map(|signal| signal.as_str())
                    .collect();
                signals.join("; ")
            }
            Self::Note => note(finding),
        }
    }
}

/// A link that ends is told all the same: whoever imports it can copy the picture meanwhile.
fn picture_link(profile: &Profile) -> Option<&str> {
    profile
        .profile_pic
        .as_deref()
        .or(profile.profile_pic_thumb.as_deref())
}

/// A public picture that wasn't compared, or couldn't be, looks like nobody knows what.
fn hash(profile: &Profile, look: Option<Look>) -> String {
    match look.and_then(Look::hash) {
        Some(hash) => hash.to_string(),
        None if profile.picture_state == PictureState::Public => "unknown".to_owned(),
        None => String::new(),
    }
}

/// A flag, for people.
pub const fn yes_or_no(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// What is known about a picture, for people.
pub const fn picture(state: PictureState) -> &'static str {
    match state {
        PictureState::Public => "public",
        PictureState::Private => "hidden",
        PictureState::None => "none",
        PictureState::Unknown => "unknown",
    }
}

fn note(finding: &Finding<'_>) -> String {
    match (&finding.entry.standing, finding.lookup) {
        (Standing::Invalid(reason), _) => reason.to_string(),
        (Standing::Consecutive, _) => "One of a run of consecutive numbers.".to_owned(),
        (_, Lookup::Failed(code)) => failure(*code).to_owned(),
        _ => String::new(),
    }
}

/// Why a number that was asked for has no answer, for people.
pub const fn failure(code: LookupErrorCode) -> &'static str {
    use LookupErrorCode as Code;
    match code {
        Code::InvalidNumber => "The lookup service refuses this as a phone number.",
        Code::NotInCache => "No saved answer for this number.",
        Code::Forbidden => "Refused: too many numbers of one range.",
        Code::BadResponse => "The answer could not be understood.",
        Code::Timeout => "The lookup took too long.",
        Code::Network
        | Code::Aborted
        | Code::Unauthorized
        | Code::RateLimited
        | Code::QuotaExhausted
        | Code::Server
        | Code::WasmBlocked
        | Code::WasmLoad => "The lookup service failed.",
    }
}
