//! How the national numbers of one region are written.

/// The digit that a national number starts with and an international one doesn't.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trunk {
    /// North America: ten digits, with or without a 1 before them.
    Nanp,
    /// There is none: the national number is complete as it stands.
    Bare,
    /// There is none, and a leading zero is part of the number.
    Kept,
    /// `0`.
    Zero,
    /// `8`.
    Eight,
    /// `8`, mostly written together with the zero that used to follow it.
    EightZero,
    /// `0`, formerly `8`.
    ZeroOrEight,
    /// `06`.
    ZeroSix,
}

/// What is dialled in a region to leave the country.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exit {
    /// `00`.
    Usual,
    /// `011`; `00` is no beginning of a national number there and can be taken as meant.
    Nanp,
    /// `0011`, so that `00` alone says nothing.
    Australia,
    /// `810` (8, tone, 10), and `00`.
    Eight10,
    /// Several, by carrier: what follows `00` need not be a calling code.
    Unclear,
}

/// How the national numbers of one region are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Plan {
    pub(super) iso: [u8; 2],
    pub(super) code: u16,
    pub(super) trunk: Trunk,
    pub(super) exit: Exit,
    /// Fewest and most digits after calling code and trunk digit, mobile and fixed line alike.
    pub(super) shortest: u8,
    pub(super) longest: u8,
    /// From how many digits on a number without its trunk digit is surely complete, and not a
    /// local number without its area code. 15: never.
    pub(super) sure: u8,
}

impl Plan {
    /// The plan of a region: its fields in their order.
    pub(super) const fn new(
        iso: &[u8; 2],
        code: u16,
        trunk: Trunk,
        exit: Exit,
        shortest: u8,
        longest: u8,
        sure: u8,
    ) -> Plan {
        Plan {
            iso: *iso,
            code,
            trunk,
            exit,
            shortest,
            longest,
            sure,
        }
    }
}
