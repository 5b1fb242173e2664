//! The table of lengths: generated from one set of phone metadata, held against another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use phonenumber::Metadata;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use super::super::lengths::LENGTHS;
use super::number;

/// Set to write the table anew: `PHONE_PROFILE_WRITE_GENERATED=1 cargo test -p phone-profile-core`.
const WRITE: &str = "PHONE_PROFILE_WRITE_GENERATED";

/// The national numbers of one calling code: their lengths, and those of the ones that start with a zero.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lengths {
    all: BTreeSet<usize>,
    with_zero: BTreeSet<usize>,
    /// Those of mobiles that start with another digit than a zero.
    of_mobiles: BTreeSet<usize>,
}

/// A pattern of the metadata that matches whole numbers only.
struct Pattern(dense::DFA<Vec<u32>>);

impl Pattern {
    fn new(pattern: &str) -> Self {
        let built = dense::Builder::new()
            .syntax(
                syntax::Config::new()
                    .ignore_whitespace(true)
                    .unicode(false)
                    .utf8(false),
            )
            .configure(dense::Config::new().start_kind(regex_automata::dfa::StartKind::Anchored))
            .build(&format!("(?:{pattern})$"));
        Self(built.unwrap())
    }

    fn start(&self) -> StateID {
        self.0
            .start_state_forward(&Input::new("").anchored(Anchored::Yes))
            .unwrap()
    }

    fn next(&self, state: StateID, digit: u8) -> StateID {
        self.0.next_state(state, b'0' + digit)
    }

    fn accepts(&self, state: StateID) -> bool {
        self.0.is_match_state(self.0.next_eoi_state(state))
    }
}

/// The lengths of numbers of one type, by whether they start with a zero.
#[derive(Default)]
struct Found {
    with_zero: BTreeSet<usize>,
    without_zero: BTreeSet<usize>,
}

/// The numbers of one type that can be dialled from abroad.
fn dialled_from_abroad(kind: &Descriptor, domestic: Option<&Descriptor>) -> Found {
    let kind = Pattern::new(kind.national_number().as_str());
    let domestic = domestic.map_or("[^0-9]", |only| only.national_number().as_str());
    let domestic = Pattern::new(domestic);
    let mut found = Found::default();
    for first in 0..=9 {
        let mut states = BTreeSet::from([(
            kind.next(kind.start(), first),
            domestic.next(domestic.start(), first),
        )]);
        for length in 1..=15 {
            let is_number = |(this, other): &(StateID, StateID)| {
                kind.accepts(*this) && !domestic.accepts(*other)
            };
            if states.iter().any(is_number) {
                let lengths = match first {
                    0 => &mut found.with_zero,
                    _ => &mut found.without_zero,
                };
                lengths.insert(length);
            }
            let next = |(this, other): (StateID, StateID)| {
                (0..=9)
                    .map(|digit| (kind.next(this, digit), domestic.next(other, digit)))
                    .collect::<Vec<_>>()
            };
            states = states.into_iter().flat_map(next).collect();
        }
    }
    found
}

fn kinds(metadata: &Metadata) -> impl Iterator<Item = &Descriptor> {
    let all = metadata.descriptors();
    [
        all.fixed_line(),
        all.mobile(),
        all.voip(),
        all.personal_number(),
        all.toll_free(),
        all.premium_rate(),
        all.shared_cost(),
        all.uan(),
        all.pager(),
    ]
    .into_iter()
    .flatten()
}

/// What the metadata says about every calling code.
fn by_metadata() -> BTreeMap<u16, Lengths> {
    let mut codes = BTreeMap::new();
    for code in 1..=999_u16 {
        let mut lengths = Lengths::default();
        let mut ever = BTreeSet::new();
        let fits = |length: &usize| {
            // North America's seven digits work within Canada only.
            (7..=15).contains(&(code.to_string().len() + length)) && (code != 1 || *length == 10)
        };
        for metadata in DATABASE.by_code(&code).unwrap_or_default() {
            for kind in kinds(metadata) {
                let found = dialled_from_abroad(kind, metadata.descriptors().no_international());
                lengths
                    .all
                    .extend(found.without_zero.into_iter().filter(fits));
                lengths
                    .with_zero
                    .extend(found.with_zero.into_iter().filter(fits));
            }
            // North America's mobiles are no other numbers than its fixed lines.
            if let Some(mobile) = metadata.descriptors().mobile().filter(|_| code != 1) {
                let found = dialled_from_abroad(mobile, metadata.descriptors().no_international());
                lengths
                    .of_mobiles
                    .extend(found.without_zero.into_iter().filter(fits));
            }
            for kind in kinds(metadata).chain(metadata.descriptors().voicemail()) {
                ever.extend(
                    kind.possible_length()
                        .iter()
                        .map(|length| usize::from(*length)),
                );
            }
        }
        lengths.all.extend(&lengths.with_zero);
        if lengths.all.is_empty() {
            continue;
        }
        // The other library follows a newer release: a length that is new to this one is a new plan.
        for length in others(code) {
            if !ever.contains(&length) && fits(&length) {
                lengths.all.insert(length);
            }
        }
        codes.insert(code, lengths);
    }
    codes
}

/// The lengths that the other library knows for a calling code.
fn others(code: u16) -> BTreeSet<usize> {
    let countries = phonelib::countries_by_calling_code(u32::from(code)).into_iter();
    countries
        .flat_map(|country| country.phone_lengths)
        .map(|length| usize::from(*length))
        .collect()
}

/// A bit for each length.
fn bits(lengths: &BTreeSet<usize>) -> u16 {
    lengths.iter().map(|length| 1 << length).sum()
}

/// The text of `core/src/number/lengths.rs`.
fn table() -> String {
    let codes = by_metadata();
    let mut text = String::from(
        "//! How long national numbers are, by calling code. Generated by `tests/lengths.rs`, which says from what and how:\n\
         //! don't edit.\n\
         //!\n\
         //! Bit n stands for numbers of n digits behind the calling code, of every type that can be dialled from abroad.\n",
    );
    let mut add = |doc: &str, name: &str, lengths: fn(&Lengths) -> &BTreeSet<usize>| {
        write!(
            text,
            "\n{doc}\n#[rustfmt::skip]\npub(super) const {name}: &[(u16, u16)] = &[\n"
        )
        .unwrap();
        for (code, known) in &codes {
            let bits = bits(lengths(known));
            if bits != 0 {
                writeln!(text, "    ({code}, {bits:#b}),").unwrap();
            }
        }
        text.push_str("];\n");
    };
    add(
        "/// Every assigned calling code with the lengths of its national numbers.",
        "LENGTHS",
        |known| &known.all,
    );
    add(
        "/// The calling codes with national numbers that start with a zero, and the lengths of these.",
        "LENGTHS_WITH_ZERO",
        |known| &known.with_zero,
    );
    add(
        "/// The lengths of mobiles that start with another digit.",
        "LENGTHS_OF_MOBILES",
        |known| &known.of_mobiles,
    );
    text
}

#[test]
fn given_the_metadata_when_the_table_is_made_then_it_is_the_one_in_the_repository() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/number/lengths.rs");
    let made = table();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(kept, made, "{WRITE}=1 writes it anew");
}

#[test]
fn given_a_region_of_the_other_library_when_its_lengths_are_compared_then_ours_are_the_same_or_narrower()
 {
    // Numbers that can be dialled within the country only, and voicemail boxes, which the other library counts too.
    const DOMESTIC: &[(u16, &[usize])] = &[
        (31, &[5, 6]),
        (43, &[4]),
        (46, &[12]),
        (49, &[4]),
        (56, &[10]),
        (62, &[13]),
        (81, &[8, 11, 12, 13]),
        (82, &[12, 13]),
        (84, &[7]),
        (86, &[12]),
        (90, &[7]),
        (91, &[8, 9, 11, 12, 13]),
        (98, &[4, 5]),
        (233, &[8]),
        (375, &[6, 7, 8, 10, 11]),
        (41, &[12]),
        (420, &[10, 11, 12]),
        (504, &[11]),
        (591, &[9]),
        (689, &[6]),
    ];
    let mut compared = 0;
    for &(code, lengths) in LENGTHS.iter().filter(|(code, _)| *code != 1) {
        let theirs = others(code);
        if theirs.is_empty() {
            continue;
        }
        compared += 1;
        let domestic = DOMESTIC
            .iter()
            .find(|(known, _)| *known == code)
            .map_or(&[][..], |(_, lengths)| lengths);
        let ours: BTreeSet<usize> = (0..16)
            .filter(|length| lengths >> length & 1 == 1)
            .collect();
        let narrower: BTreeSet<usize> = theirs
            .iter()
            .copied()
            .filter(|length| !domestic.contains(length))
            .collect();
        // Zimbabwe's short numbers work within an area only; the other library leaves them out.
        let wider: Vec<_> = ours.difference(&narrower).filter(|_| code != 263).collect();
        assert!(wider.is_empty(), "+{code}: {wider:?} are ours only");
        let missing: Vec<_> = narrower.difference(&ours).collect();
        assert!(missing.is_empty(), "+{code}: {missing:?} are theirs only");
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn given_a_number_when_its_length_or_zero_is_none_of_its_country_then_it_is_impossible() {
    for (digits, possible) in [
        ("447700900123", true),
        ("4477009001230", false),
        ("13105550123", true),
        ("11105550123", false),
        ("131055501234", false),
        ("79123456789", true),
        ("789123456789", false),
        ("246913579024680", false),
        ("390612345678", true),
        ("4402079460958", false),
        ("99912345678", false),
        // The spellings under which accounts exist.
        ("5215512345678", true),
        ("525512345678", true),
        ("5255123456789", false),
        ("5491123456789", true),
        ("541123456789", true),
        ("551187654321", true),
        ("5511987654321", true),
    ] {
        assert_eq!(number(digits).is_possible(), possible, "{digits}");
    }
}
