//! Calling codes and, per region, how its national numbers are written.
//!
//! Facts of the ITU's list of assigned codes and of the national numbering plans, cut down to what
//! tells a clear national number from an unclear one: no area codes, no number types. Full
//! validation is the gateway's and the page's business.

use Exit::{Australia, Eight10, Unclear, Usual};
use Trunk::{Bare, Eight, EightZero, Kept, Zero, ZeroOrEight, ZeroSix};

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

const fn row(
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

/// The regions of the North American Numbering Plan, two letters each.
const NANP: &[u8] = b"AGAIASBBBMBSCADMDOGDGUJMKNKYLCMPMSPRSXTCTTUSVCVGVI";

/// Every other region, in alphabetical order.
#[rustfmt::skip]
pub(super) const PLANS: &[Plan] = &[
    row(b"AC", 247, Bare, Usual, 5, 5, 15),
    row(b"AD", 376, Bare, Usual, 6, 9, 15),
    row(b"AE", 971, Zero, Usual, 8, 9, 9),
    row(b"AF", 93, Zero, Usual, 9, 9, 9),
    row(b"AL", 355, Zero, Usual, 8, 9, 9),
    row(b"AM", 374, Zero, Usual, 8, 8, 8),
    row(b"AO", 244, Bare, Usual, 9, 9, 15),
    row(b"AR", 54, Zero, Usual, 10, 11, 15),
    row(b"AT", 43, Zero, Usual, 4, 13, 13),
    row(b"AU", 61, Zero, Australia, 9, 9, 9),
    row(b"AW", 297, Bare, Usual, 7, 7, 15),
    row(b"AX", 358, Zero, Usual, 5, 10, 15),
    row(b"AZ", 994, Zero, Usual, 9, 9, 9),
    row(b"BA", 387, Zero, Usual, 8, 9, 9),
    row(b"BD", 880, Zero, Usual, 6, 10, 10),
    row(b"BE", 32, Zero, Usual, 8, 9, 9),
    row(b"BF", 226, Bare, Usual, 8, 8, 15),
    row(b"BG", 359, Zero, Usual, 6, 9, 9),
    row(b"BH", 973, Bare, Usual, 8, 8, 15),
    row(b"BI", 257, Bare, Usual, 8, 8, 15),
    row(b"BJ", 229, Kept, Usual, 10, 10, 15),
    row(b"BL", 590, Zero, Usual, 9, 9, 9),
    row(b"BN", 673, Bare, Usual, 7, 7, 15),
    row(b"BO", 591, Zero, Unclear, 8, 8, 8),
    row(b"BQ", 599, Bare, Usual, 7, 7, 15),
    row(b"BR", 55, Zero, Unclear, 10, 11, 10),
    row(b"BT", 975, Bare, Usual, 7, 8, 15),
    row(b"BW", 267, Bare, Usual, 7, 8, 15),
    row(b"BY", 375, EightZero, Eight10, 9, 9, 9),
    row(b"BZ", 501, Bare, Usual, 7, 7, 15),
    row(b"CC", 61, Zero, Australia, 9, 9, 9),
    row(b"CD", 243, Zero, Usual, 7, 10, 10),
    row(b"CF", 236, Bare, Usual, 8, 8, 15),
    row(b"CG", 242, Kept, Usual, 9, 9, 15),
    row(b"CH", 41, Zero, Usual, 9, 9, 9),
    row(b"CI", 225, Kept, Usual, 10, 10, 15),
    row(b"CK", 682, Bare, Usual, 5, 5, 15),
    row(b"CL", 56, Bare, Unclear, 9, 9, 15),
    row(b"CM", 237, Bare, Usual, 9, 9, 15),
    row(b"CN", 86, Zero, Usual, 7, 11, 11),
    row(b"CO", 57, Zero, Unclear, 8, 10, 10),
    row(b"CR", 506, Bare, Usual, 8, 8, 15),
    row(b"CU", 53, Zero, Unclear, 6, 10, 10),
    row(b"CV", 238, Bare, Unclear, 7, 7, 15),
    row(b"CW", 599, Bare, Usual, 7, 8, 15),
    row(b"CX", 61, Zero, Australia, 9, 9, 9),
    row(b"CY", 357, Bare, Usual, 8, 8, 15),
    row(b"CZ", 420, Bare, Usual, 9, 9, 15),
    row(b"DE", 49, Zero, Usual, 5, 13, 15),
    row(b"DJ", 253, Bare, Usual, 8, 8, 15),
    row(b"DK", 45, Bare, Usual, 8, 8, 15),
    row(b"DZ", 213, Zero, Usual, 8, 9, 9),
    row(b"EC", 593, Zero, Usual, 8, 9, 9),
    row(b"EE", 372, Bare, Usual, 7, 8, 15),
    row(b"EG", 20, Zero, Usual, 8, 10, 10),
    row(b"EH", 212, Zero, Usual, 9, 9, 9),
    row(b"ER", 291, Zero, Usual, 7, 7, 7),
    row(b"ES", 34, Bare, Usual, 9, 9, 15),
    row(b"ET", 251, Zero, Usual, 9, 9, 9),
    row(b"FI", 358, Zero, Usual, 5, 10, 15),
    row(b"FJ", 679, Bare, Usual, 7, 7, 15),
    row(b"FK", 500, Bare, Usual, 5, 5, 15),
    row(b"FM", 691, Bare, Usual, 7, 7, 15),
    row(b"FO", 298, Bare, Usual, 6, 6, 15),
    row(b"FR", 33, Zero, Usual, 9, 9, 9),
    row(b"GA", 241, Bare, Usual, 7, 8, 15),
    row(b"GB", 44, Zero, Usual, 9, 10, 10),
    row(b"GE", 995, Zero, Usual, 9, 9, 9),
    row(b"GF", 594, Zero, Usual, 9, 9, 9),
    row(b"GG", 44, Zero, Usual, 10, 10, 10),
    row(b"GH", 233, Zero, Usual, 9, 9, 9),
    row(b"GI", 350, Bare, Usual, 8, 8, 15),
    row(b"GL", 299, Bare, Usual, 6, 6, 15),
    row(b"GM", 220, Bare, Usual, 7, 9, 15),
    row(b"GN", 224, Bare, Usual, 8, 9, 15),
    row(b"GP", 590, Zero, Usual, 9, 9, 9),
    row(b"GQ", 240, Bare, Usual, 9, 9, 15),
    row(b"GR", 30, Bare, Usual, 10, 10, 15),
    row(b"GT", 502, Bare, Usual, 8, 8, 15),
    row(b"GW", 245, Bare, Usual, 7, 9, 15),
    row(b"GY", 592, Bare, Unclear, 7, 7, 15),
    row(b"HK", 852, Bare, Unclear, 8, 8, 15),
    row(b"HN", 504, Bare, Usual, 8, 8, 15),
    row(b"HR", 385, Zero, Usual, 8, 9, 9),
    row(b"HT", 509, Bare, Usual, 8, 8, 15),
    row(b"HU", 36, ZeroSix, Usual, 8, 9, 8),
    row(b"ID", 62, Zero, Unclear, 7, 12, 15),
    row(b"IE", 353, Zero, Usual, 7, 10, 10),
    row(b"IL", 972, Zero, Usual, 8, 9, 9),
    row(b"IM", 44, Zero, Usual, 10, 10, 10),
    row(b"IN", 91, Zero, Usual, 10, 10, 10),
    row(b"IO", 246, Bare, Usual, 7, 7, 15),
    row(b"IQ", 964, Zero, Usual, 8, 10, 10),
    row(b"IR", 98, Zero, Usual, 6, 10, 10),
    row(b"IS", 354, Bare, Usual, 7, 9, 15),
    row(b"IT", 39, Kept, Usual, 6, 11, 15),
    row(b"JE", 44, Zero, Usual, 10, 10, 10),
    row(b"JO", 962, Zero, Usual, 8, 9, 9),
    row(b"JP", 81, Zero, Unclear, 9, 10, 10),
    row(b"KE", 254, Zero, Unclear, 7, 9, 9),
    row(b"KG", 996, Zero, Usual, 9, 9, 9),
    row(b"KH", 855, Zero, Unclear, 8, 9, 9),
    row(b"KI", 686, Zero, Usual, 5, 8, 8),
    row(b"KM", 269, Bare, Usual, 7, 7, 15),
    row(b"KP", 850, Zero, Usual, 8, 10, 10),
    row(b"KR", 82, Zero, Unclear, 8, 10, 10),
    row(b"KW", 965, Bare, Usual, 8, 8, 15),
    row(b"KZ", 7, Eight, Eight10, 10, 10, 10),
    row(b"LA", 856, Zero, Usual, 8, 10, 10),
    row(b"LB", 961, Zero, Usual, 7, 8, 8),
    row(b"LI", 423, Zero, Usual, 7, 9, 9),
    row(b"LK", 94, Zero, Usual, 9, 9, 9),
    row(b"LR", 231, Zero, Usual, 7, 9, 9),
    row(b"LS", 266, Bare, Usual, 8, 8, 15),
    row(b"LT", 370, ZeroOrEight, Usual, 8, 8, 8),
    row(b"LU", 352, Bare, Usual, 4, 11, 15),
    row(b"LV", 371, Bare, Usual, 8, 8, 15),
    row(b"LY", 218, Zero, Usual, 9, 9, 9),
    row(b"MA", 212, Zero, Usual, 9, 9, 9),
    row(b"MC", 377, Zero, Usual, 8, 9, 9),
    row(b"MD", 373, Zero, Usual, 8, 8, 8),
    row(b"ME", 382, Zero, Usual, 8, 8, 8),
    row(b"MF", 590, Zero, Usual, 9, 9, 9),
    row(b"MG", 261, Zero, Usual, 9, 9, 9),
    row(b"MH", 692, Bare, Unclear, 7, 7, 15),
    row(b"MK", 389, Zero, Usual, 8, 8, 8),
    row(b"ML", 223, Bare, Usual, 8, 8, 15),
    row(b"MM", 95, Zero, Usual, 6, 10, 10),
    row(b"MN", 976, Zero, Unclear, 8, 10, 8),
    row(b"MO", 853, Bare, Usual, 8, 8, 15),
    row(b"MQ", 596, Zero, Usual, 9, 9, 9),
    row(b"MR", 222, Bare, Usual, 8, 8, 15),
    row(b"MT", 356, Bare, Usual, 8, 8, 15),
    row(b"MU", 230, Bare, Usual, 7, 8, 15),
    row(b"MV", 960, Bare, Usual, 7, 7, 15),
    row(b"MW", 265, Zero, Usual, 7, 9, 9),
    row(b"MX", 52, Bare, Usual, 10, 10, 15),
    row(b"MY", 60, Zero, Usual, 8, 10, 10),
    row(b"MZ", 258, Bare, Usual, 8, 9, 15),
    row(b"NA", 264, Zero, Usual, 8, 9, 9),
    row(b"NC", 687, Bare, Usual, 6, 6, 15),
    row(b"NE", 227, Bare, Usual, 8, 8, 15),
    row(b"NF", 672, Bare, Usual, 6, 6, 15),
    row(b"NG", 234, Zero, Unclear, 10, 10, 10),
    row(b"NI", 505, Bare, Usual, 8, 8, 15),
    row(b"NL", 31, Zero, Usual, 7, 9, 9),
    row(b"NO", 47, Bare, Usual, 8, 8, 15),
    row(b"NP", 977, Zero, Usual, 8, 10, 10),
    row(b"NR", 674, Bare, Usual, 7, 7, 15),
    row(b"NU", 683, Bare, Usual, 4, 7, 15),
    row(b"NZ", 64, Zero, Usual, 8, 10, 10),
    row(b"OM", 968, Bare, Usual, 8, 8, 15),
    row(b"PA", 507, Bare, Usual, 7, 8, 15),
    row(b"PE", 51, Zero, Usual, 8, 9, 9),
    row(b"PF", 689, Bare, Usual, 8, 8, 15),
    row(b"PG", 675, Bare, Usual, 7, 8, 15),
    row(b"PH", 63, Zero, Usual, 6, 10, 10),
    row(b"PK", 92, Zero, Usual, 8, 10, 10),
    row(b"PL", 48, Bare, Usual, 7, 9, 15),
    row(b"PM", 508, Zero, Usual, 6, 9, 9),
    row(b"PS", 970, Zero, Usual, 8, 9, 9),
    row(b"PT", 351, Bare, Usual, 9, 9, 15),
    row(b"PW", 680, Bare, Unclear, 7, 7, 15),
    row(b"PY", 595, Zero, Usual, 7, 9, 9),
    row(b"QA", 974, Bare, Usual, 8, 8, 15),
    row(b"RE", 262, Zero, Usual, 9, 9, 9),
    row(b"RO", 40, Zero, Usual, 6, 9, 9),
    row(b"RS", 381, Zero, Usual, 7, 12, 15),
    row(b"RU", 7, Eight, Eight10, 10, 10, 10),
    row(b"RW", 250, Zero, Usual, 8, 9, 9),
    row(b"SA", 966, Zero, Usual, 9, 9, 9),
    row(b"SB", 677, Bare, Usual, 5, 7, 15),
    row(b"SC", 248, Bare, Usual, 7, 7, 15),
    row(b"SD", 249, Zero, Usual, 9, 9, 9),
    row(b"SE", 46, Zero, Usual, 7, 9, 15),
    row(b"SG", 65, Bare, Unclear, 8, 8, 15),
    row(b"SH", 290, Bare, Usual, 4, 5, 15),
    row(b"SI", 386, Zero, Usual, 8, 8, 8),
    row(b"SJ", 47, Bare, Usual, 8, 8, 15),
    row(b"SK", 421, Zero, Usual, 6, 9, 9),
    row(b"SL", 232, Zero, Usual, 8, 8, 8),
    row(b"SM", 378, Kept, Usual, 8, 10, 15),
    row(b"SN", 221, Bare, Usual, 9, 9, 15),
    row(b"SO", 252, Zero, Usual, 6, 9, 9),
    row(b"SR", 597, Bare, Usual, 6, 7, 15),
    row(b"SS", 211, Zero, Usual, 9, 9, 9),
    row(b"ST", 239, Bare, Usual, 7, 7, 15),
    row(b"SV", 503, Bare, Usual, 8, 8, 15),
    row(b"SY", 963, Zero, Usual, 8, 9, 9),
    row(b"SZ", 268, Bare, Usual, 8, 8, 15),
    row(b"TA", 290, Bare, Usual, 4, 4, 15),
    row(b"TD", 235, Bare, Usual, 8, 8, 15),
    row(b"TG", 228, Bare, Usual, 8, 8, 15),
    row(b"TH", 66, Zero, Unclear, 8, 9, 9),
    row(b"TJ", 992, Bare, Usual, 9, 9, 15),
    row(b"TK", 690, Bare, Usual, 4, 7, 15),
    row(b"TL", 670, Bare, Usual, 7, 8, 15),
    row(b"TM", 993, Eight, Eight10, 8, 8, 8),
    row(b"TN", 216, Bare, Usual, 8, 8, 15),
    row(b"TO", 676, Bare, Usual, 5, 7, 15),
    row(b"TR", 90, Zero, Usual, 10, 10, 10),
    row(b"TV", 688, Bare, Usual, 5, 7, 15),
    row(b"TW", 886, Zero, Unclear, 8, 9, 9),
    row(b"TZ", 255, Zero, Unclear, 9, 9, 9),
    row(b"UA", 380, Zero, Usual, 9, 9, 9),
    row(b"UG", 256, Zero, Unclear, 9, 9, 9),
    row(b"UY", 598, Zero, Usual, 8, 8, 8),
    row(b"UZ", 998, Bare, Usual, 9, 9, 15),
    row(b"VA", 39, Kept, Usual, 6, 11, 15),
    row(b"VE", 58, Zero, Usual, 10, 10, 10),
    row(b"VN", 84, Zero, Usual, 9, 10, 10),
    row(b"VU", 678, Bare, Usual, 5, 7, 15),
    row(b"WF", 681, Bare, Usual, 6, 6, 15),
    row(b"WS", 685, Bare, Unclear, 5, 10, 15),
    row(b"XK", 383, Zero, Usual, 8, 9, 15),
    row(b"YE", 967, Zero, Usual, 7, 9, 9),
    row(b"YT", 262, Zero, Usual, 9, 9, 9),
    row(b"ZA", 27, Zero, Usual, 5, 9, 9),
    row(b"ZM", 260, Zero, Usual, 9, 9, 9),
    row(b"ZW", 263, Zero, Usual, 7, 10, 10),
];

/// Calling codes that belong to no region: freephone, satellites, international networks.
const WORLDWIDE: [u16; 9] = [800, 808, 870, 878, 881, 882, 883, 888, 979];

/// The plan of a region given by its ISO 3166-1 code, in any case.
pub(super) fn plan(region: &str) -> Option<Plan> {
    let &[first, second] = region.as_bytes() else {
        return None;
    };
    let mut iso = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    // Exceptionally reserved in ISO 3166-1 and widely used.
    if iso == *b"UK" {
        iso = *b"GB";
    }
    if NANP.chunks_exact(2).any(|known| known == iso) {
        return Some(row(&iso, 1, Trunk::Nanp, Exit::Nanp, 10, 10, 10));
    }
    let found = PLANS.binary_search_by(|known| known.iso.cmp(&iso)).ok()?;
    PLANS.get(found).copied()
}

/// The assigned calling code that `digits` start with: no code is the beginning of another.
pub(super) fn calling_code(digits: &str) -> Option<u16> {
    if digits.starts_with('1') {
        return Some(1);
    }
    (1..=3).find_map(|length| {
        let code = digits.get(..length)?.parse().ok()?;
        assigned(code).then_some(code)
    })
}

fn assigned(code: u16) -> bool {
    WORLDWIDE.contains(&code) || PLANS.iter().any(|plan| plan.code == code)
}

/// How many digits a calling code has.
pub(super) const fn length(code: u16) -> usize {
    match code {
        0..=9 => 1,
        10..=99 => 2,
        _ => 3,
    }
}

/// The trunk rule behind a calling code, where all its regions share one.
pub(super) fn trunk_of(code: u16) -> Option<Trunk> {
    let mut trunks = PLANS
        .iter()
        .filter(|plan| plan.code == code)
        .map(|plan| plan.trunk);
    let first = trunks.next()?;
    trunks.all(|trunk| trunk == first).then_some(first)
}
