//! Which pictures of a list look the same, by the hashes that a gateway makes of them. It compares pictures, and not
//! people.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use phone_profile_core::profile::{PictureState, Profile};

use crate::plan::{NumberId, Plan};

/// A picture's coarse light and dark, in 64 bits. Its text form is 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PictureHash(u64);

/// A text that is no hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a picture\u{2019}s hash is 16 hexadecimal digits")]
pub struct NoHash;

/// What is known of a number's public picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// It can be compared.
    Hashed {
        /// Its hash.
        hash: PictureHash,
        /// Whether it looks like a known stock picture; none where the gateway has no list of them.
        stock: Option<bool>,
    },
    /// It can't, and nobody knows what it looks like.
    Unknown(Uncompared),
}

/// Why a picture can't be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Uncompared {
    /// The link is over, or none of the gateway's.
    LinkOver,
    /// There is no picture any more.
    Gone,
    /// It has hardly more than one colour.
    NoDetail,
    /// What came is no picture, or too large a one.
    Unreadable,
    /// It couldn't be had.
    Unreachable,
}

/// The pictures of a list.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    looks: HashMap<NumberId, Look>,
    shared: HashSet<NumberId>,
    same_within: u32,
}

impl PictureHash {
    /// How many of the bits differ.
    pub const fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

impl fmt::Display for PictureHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for PictureHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        // The library takes signs, too.
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = is_hex.then(|| u64::from_str_radix(text, 16).ok());
        bits.flatten().map(Self).ok_or(NoHash)
    }
}

impl Look {
    /// The hash, where there is one.
    pub const fn hash(self) -> Option<PictureHash> {
        match self {
            Self::Hashed { hash, .. } => Some(hash),
            Self::Unknown(_) => None,
        }
    }
}

impl Uncompared {
    /// The reason that a gateway gives in this word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "no-link" => Self::LinkOver,
            "gone" => Self::Gone,
            "no-detail" => Self::NoDetail,
            "no-picture" | "too-large" => Self::Unreadable,
            _ => Self::Unreachable,
        }
    }

    /// For people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LinkOver => "its link is over",
            Self::Gone => "it is gone",
            Self::NoDetail => "it has hardly more than one colour",
            Self::Unreadable => "it can\u{2019}t be read",
            Self::Unreachable => "it couldn\u{2019}t be had",
        }
    }
}

impl Pictures {
    /// Whether nothing is known of any.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// What is known of a number's picture; none where it was never asked.
    pub fn look(&self, id: NumberId) -> Option<Look> {
        self.looks.get(&id).copied()
    }

    /// A number's hash, where it has one.
    pub fn hash(&self, id: NumberId) -> Option<PictureHash> {
        self.looks.get(&id)?.hash()
    }

    /// How many can be compared, and how many can't.
    pub fn counts(&self) -> (usize, usize) {
        let unknown = self.looks.values();
        let unknown = unknown.filter(|look| matches!(look, Look::Unknown(_)));
        let unknown = unknown.count();
        (self.looks.len() - unknown, unknown)
    }

    /// So many bits may differ in two copies of one picture, as the gateway says.
    pub const fn same_within(&self) -> u32 {
        self.same_within
    }

    /// Takes what a gateway says of a picture. [`Pictures::compare`] follows, once, for all.
    pub fn put(&mut self, id: NumberId, look: Look) {
        self.looks.insert(id, look);
    }

    /// Whether another number of the list has a picture that looks the same.
    pub fn is_shared(&self, id: NumberId) -> bool {
        self.shared.contains(&id)
    }

    /// Whether it looks like a known stock picture.
    pub fn is_stock(&self, id: NumberId) -> bool {
        let look = self.looks.get(&id);
        matches!(
            look,
            Some(Look::Hashed {
                stock: Some(true),
                ..
            })
        )
    }

    /// Finds those that look the same: whose hashes differ in `same_within` bits at most.
    pub fn compare(&mut self, same_within: u32) {
        self.same_within = same_within;
        let mut numbers: HashMap<PictureHash, Vec<NumberId>> = HashMap::new();
        for (id, look) in &self.looks {
            if let Look::Hashed { hash, .. } = look {
                numbers.entry(*hash).or_default().push(*id);
            }
        }
        let hashes: Vec<PictureHash> = numbers.keys().copied().collect();
        let alike = alike(&hashes, same_within);
        let shared = numbers
            .into_iter()
            .filter(|(hash, of)| of.len() > 1 || alike.contains(hash));
        self.shared = shared.flat_map(|(_, of)| of).collect();
    }

    /// The same pictures, over another plan of their list.
    pub fn over(&self, earlier: &Plan, plan: &Plan) -> Self {
        let mut pictures = Self::default();
        for (id, look) in &self.looks {
            let number = earlier.numbers.get(*id);
            if let Some(id) = number.and_then(|number| plan.numbers.id(number)) {
                pictures.put(id, *look);
            }
        }
        pictures.compare(self.same_within);
        pictures
    }
}

/// The link by which a gateway is asked what an answer's picture looks like: the small one will do. None where there
/// is no picture that everybody may see.
pub fn link(profile: &Profile) -> Option<&str> {
    let is_public = profile.is_whats_app && profile.picture_state == PictureState::Public;
    let small = profile.profile_pic_thumb.as_deref();
    small
        .or(profile.profile_pic.as_deref())
        .filter(|_| is_public)
}

/// Those of some different hashes that are near another. Of two hashes that differ in `within` bits, one of `within + 1`
/// parts is the same in both: only those that share a part are held against each other.
fn alike(hashes: &[PictureHash], within: u32) -> HashSet<PictureHash> {
    let mut alike = HashSet::new();
    let parts = within.saturating_add(1).min(u64::BITS);
    for part in 0..parts {
        let (from, to) = (part * u64::BITS / parts, (part + 1) * u64::BITS / parts);
        let mask = u64::MAX >> (u64::BITS - (to - from));
        let mut by_part: HashMap<u64, Vec<PictureHash>> = HashMap::new();
        for hash in hashes {
            by_part
                .entry(hash.0 >> from & mask)
                .or_default()
                .push(*hash);
        }
        for group in by_part.values() {
            for (place, one) in group.iter().enumerate() {
                let others = group.iter().skip(place + 1);
                for other in others.filter(|other| one.distance(**other) <= within) {
                    alike.extend([*one, *other]);
                }
            }
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::fixtures::{columns, ids, profile, table};
    use crate::plan::OptOut;

    fn hashed(bits: u64, stock: Option<bool>) -> Look {
        Look::Hashed {
            hash: PictureHash(bits),
            stock,
        }
    }

    fn plan(numbers: &[&str]) -> Plan {
        let rows: Vec<[&str; 2]> = std::iter::once(["Name", "Phone"])
            .chain(numbers.iter().map(|number| ["", *number]))
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
        Plan::new(&table(&rows), &columns(&[1]), None, &OptOut::default())
    }

    #[test]
    fn given_pictures_when_compared_then_near_ones_are_shared_and_what_is_unknown_is_not() {
        let plan = plan(&[
            "+13105550101",
            "+13105550111",
            "+13105550121",
            "+13105550131",
        ]);
        let ids = ids(&plan);
        let mut pictures = Pictures::default();
        assert!(pictures.is_empty());
        pictures.put(ids[0], hashed(0b111, Some(true)));
        pictures.put(ids[1], hashed(0, None));
        pictures.put(ids[2], hashed(u64::MAX, Some(false)));
        pictures.put(ids[3], Look::Unknown(Uncompared::Gone));
        pictures.compare(3);
        let shared: Vec<bool> = ids.iter().map(|id| pictures.is_shared(*id)).collect();
        assert_eq!(shared, [true, true, false, false]);
        let stock: Vec<bool> = ids.iter().map(|id| pictures.is_stock(*id)).collect();
        assert_eq!(stock, [true, false, false, false]);
        assert_eq!(pictures.counts(), (3, 1));

        // The gateway says how near is the same.
        pictures.compare(2);
        assert!(!pictures.is_shared(ids[0]));
    }

    #[test]
    fn given_another_plan_when_pictures_go_over_then_they_are_their_numbers_own() {
        let before = plan(&["+13105550101", "+13105550111", "+13105550121"]);
        let after = plan(&["+13105550121", "+13105550101"]);
        let ids = ids(&before);
        let mut pictures = Pictures::default();
        for (id, bits) in ids.iter().zip([0, u64::MAX, 1]) {
            pictures.put(*id, hashed(bits, None));
        }
        pictures.compare(3);
        let over = pictures.over(&before, &after);
        let number = before.numbers.get(ids[2]).unwrap();
        let id = after.numbers.id(number).unwrap();
        assert_eq!(over.hash(id), Some(PictureHash(1)));
        assert!(over.is_shared(id));
        assert_eq!(over.counts(), (2, 0));
    }

    #[test]
    fn given_an_answer_when_asked_for_its_picture_then_only_a_public_one_has_a_link() {
        let small = json!({"profilePicThumb": "https://dash.example/picture/small"});
        let both = profile("13105550123", small);
        assert_eq!(link(&both), Some("https://dash.example/picture/small"));
        let full = profile("13105550123", json!({}));
        assert_eq!(link(&full), Some("https://pps.whatsapp.net/v/full.jpg"));
        for none in [
            json!({"profilePic": null}),
            json!({"isWhatsApp": false, "profilePic": null}),
        ] {
            assert_eq!(link(&profile("13105550123", none)), None);
        }
    }

    #[test]
    fn given_a_text_when_it_is_no_hash_then_it_is_none() {
        assert_eq!("00000000000000ff".parse(), Ok(PictureHash(255)));
        assert_eq!(PictureHash(255).to_string(), "00000000000000ff");
        for text in ["", "unknown", "+0000000000000ff", "ff", "1.23457E+15"] {
            assert_eq!(text.parse::<PictureHash>(), Err(NoHash), "{text}");
        }
    }

    proptest! {
        #[test]
        fn given_any_hashes_when_compared_then_it_is_as_if_all_were_held_against_all(
            bits in prop::collection::hash_set(0_u64..4_096, 0..60),
            shift in 0_u32..52,
            within in 0_u32..8,
        ) {
            let hashes: Vec<_> = bits.into_iter().map(|bits| PictureHash(bits << shift)).collect();
            let is_near = |one: &PictureHash| {
                hashes.iter().any(|other| other != one && one.distance(*other) <= within)
            };
            let expected: HashSet<_> = hashes.iter().copied().filter(is_near).collect();
            prop_assert_eq!(alike(&hashes, within), expected);
        }
    }
}
