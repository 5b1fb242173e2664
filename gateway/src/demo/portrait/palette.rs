//! Colours that go together, whichever are drawn.

use super::canvas::Ink;

pub(super) const SKIN: &[Ink] = &[
    Ink(0xf7d6c2),
    Ink(0xeebd9b),
    Ink(0xd9a077),
    Ink(0xb97c50),
    Ink(0x8f5a38),
    Ink(0x66412b),
];

pub(super) const HAIR: &[Ink] = &[
    Ink(0x2a2224),
    Ink(0x3d2a24),
    Ink(0x5c3a28),
    Ink(0x86532f),
    Ink(0xc58f4e),
    Ink(0x9f9ba3),
    Ink(0x9a4328),
];

/// Hair that dark skin is drawn with.
pub(super) const DARK_HAIR: &[Ink] = &[Ink(0x2a2224), Ink(0x35272a), Ink(0x1f1b22), Ink(0x8c8890)];

/// A quiet ground, and the two cloth colours that stand on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scheme {
    pub(super) ground: Ink,
    pub(super) cloth: Ink,
    pub(super) accent: Ink,
}

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        ground: Ink(0xd5ddf6),
        cloth: Ink(0x3249c8),
        accent: Ink(0xf2b84b),
    },
    Scheme {
        ground: Ink(0xf8dfcb),
        cloth: Ink(0x27406b),
        accent: Ink(0xd9633f),
    },
    Scheme {
        ground: Ink(0xe3daf3),
        cloth: Ink(0x6d4aa3),
        accent: Ink(0xf0a6a0),
    },
    Scheme {
        ground: Ink(0xcfe5ee),
        cloth: Ink(0xc9573c),
        accent: Ink(0x26557a),
    },
    Scheme {
        ground: Ink(0xf6d6d3),
        cloth: Ink(0x9c2f4f),
        accent: Ink(0x33406e),
    },
    Scheme {
        ground: Ink(0xf5e6bd),
        cloth: Ink(0x355f86),
        accent: Ink(0xb8492f),
    },
    Scheme {
        ground: Ink(0xd8dee6),
        cloth: Ink(0x3a4658),
        accent: Ink(0xe2934a),
    },
    Scheme {
        ground: Ink(0xf1d9e4),
        cloth: Ink(0x8a3f78),
        accent: Ink(0x3a5a98),
    },
    Scheme {
        ground: Ink(0xdfe3ef),
        cloth: Ink(0xe0a035),
        accent: Ink(0x33406e),
    },
];

pub(super) const FALLBACK_SCHEME: Scheme = Scheme {
    ground: Ink(0xd5ddf6),
    cloth: Ink(0x3249c8),
    accent: Ink(0xf2b84b),
};

pub(super) const PAPER: Ink = Ink(0xfaf6ef);
pub(super) const LINE: Ink = Ink(0x2b2430);
