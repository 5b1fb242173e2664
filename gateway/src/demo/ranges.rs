//! The numbers that regulators keep for films, books and examples: nobody can be called on them.
//!
//! Only blocks that a regulator publishes and that could be confirmed are listed. Ireland's
//! `020 91x xxxx` and Northern Ireland's block are left out, since published sources disagree.

use crate::Digits;

/// One regulator's reservation.
#[derive(Debug, Clone, Copy)]
pub struct ReservedRange {
    /// ISO 3166 country, or `001` for the North American plan.
    pub country: &'static str,
    /// Who reserved it.
    pub regulator: &'static str,
    /// Where it says so.
    pub source: &'static str,
    /// E.164 digits, both ends included. Within a block all numbers have the same length.
    pub blocks: &'static [(u64, u64)],
}

#[allow(
    clippy::inconsistent_digit_grouping,
    reason = "digits are grouped as the regulators print them, to compare by eye"
)]
#[rustfmt::skip]
/// Every reservation but the North American one, which is a pattern across area codes
/// (see [`is_reserved_for_fiction`]).
pub const RESERVED_RANGES: &[ReservedRange] = &[
    ReservedRange {
        country: "GB",
        regulator: "Ofcom",
        source: "https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama",
        blocks: &[
            (44_1134_960_000, 44_1134_960_999),   // Leeds
            (44_1144_960_000, 44_1144_960_999),   // Sheffield
            (44_1154_960_000, 44_1154_960_999),   // Nottingham
            (44_1164_960_000, 44_1164_960_999),   // Leicester
            (44_1174_960_000, 44_1174_960_999),   // Bristol
            (44_1184_960_000, 44_1184_960_999),   // Reading
            (44_1214_960_000, 44_1214_960_999),   // Birmingham
            (44_1314_960_000, 44_1314_960_999),   // Edinburgh
            (44_1414_960_000, 44_1414_960_999),   // Glasgow
            (44_1514_960_000, 44_1514_960_999),   // Liverpool
            (44_1614_960_000, 44_1614_960_999),   // Manchester
            (44_1632_960_000, 44_1632_960_999),   // no area
            (44_1914_980_000, 44_1914_980_999),   // Tyneside, Durham, Sunderland
            (44_2079_460_000, 44_2079_460_999),   // London
            (44_2920_180_000, 44_2920_180_999),   // Cardiff
            (44_3069_990_000, 44_3069_990_999),   // UK-wide
            (44_7700_900_000, 44_7700_900_999),   // mobile
            (44_8081_570_000, 44_8081_570_999),   // freephone
            (44_9098_790_000, 44_9098_790_999),   // premium rate
        ],
    },
    ReservedRange {
        country: "AU",
        regulator: "ACMA",
        source: "https://www.acma.gov.au/phone-numbers-use-tv-shows-films-and-creative-works",
        blocks: &[
            (61_2_5550_0000, 61_2_5550_9999), // central east
            (61_2_7010_0000, 61_2_7010_9999),
            (61_3_5550_0000, 61_3_5550_9999), // south east
            (61_3_7010_0000, 61_3_7010_9999),
            (61_7_5550_0000, 61_7_5550_9999), // north east
            (61_7_7010_0000, 61_7_7010_9999),
            (61_8_5550_0000, 61_8_5550_9999), // central and west
            (61_8_7010_0000, 61_8_7010_9999),
            (61_491_570_006, 61_491_570_006), // mobile numbers, one by one
            (61_491_570_110, 61_491_570_110),
            (61_491_570_156, 61_491_570_159),
            (61_491_570_313, 61_491_570_313),
            (61_491_570_737, 61_491_570_737),
            (61_491_571_266, 61_491_571_266),
            (61_491_571_491, 61_491_571_491),
            (61_491_571_804, 61_491_571_804),
            (61_491_572_549, 61_491_572_549),
            (61_491_572_665, 61_491_572_665),
            (61_491_572_983, 61_491_572_983),
            (61_491_573_087, 61_491_573_087),
            (61_491_573_770, 61_491_573_770),
            (61_491_574_118, 61_491_574_118),
            (61_491_574_632, 61_491_574_632),
            (61_491_575_254, 61_491_575_254),
            (61_491_575_789, 61_491_575_789),
            (61_491_576_398, 61_491_576_398),
            (61_491_576_801, 61_491_576_801),
            (61_491_577_426, 61_491_577_426),
            (61_491_577_644, 61_491_577_644),
            (61_491_578_148, 61_491_578_148),
            (61_491_578_888, 61_491_578_888),
            (61_491_578_957, 61_491_578_957),
            (61_491_579_212, 61_491_579_212),
            (61_491_579_455, 61_491_579_455),
            (61_491_579_760, 61_491_579_760),
        ],
    },
    ReservedRange {
        country: "DE",
        regulator: "Bundesnetzagentur",
        source: "Mitteilung 148/2021, https://www.bundesnetzagentur.de/DE/Fachthemen/\
                 Telekommunikation/Nummerierung/_DL/mittlg148_2021.pdf",
        blocks: &[
            (49_30_23125_000, 49_30_23125_999), // Berlin
            (49_40_66969_000, 49_40_66969_999), // Hamburg
            (49_69_90009_000, 49_69_90009_999), // Frankfurt
            (49_89_99998_000, 49_89_99998_999), // Munich
            (49_221_4710_000, 49_221_4710_999), // Cologne
            (49_171_39200_00, 49_171_39200_99), // mobile
            (49_176_040690_00, 49_176_040690_99),
            (49_152_28817386, 49_152_28817386),
            (49_152_28895456, 49_152_28895456),
            (49_152_54599371, 49_152_54599371),
            (49_172_9925904, 49_172_9925904),
            (49_172_9968532, 49_172_9968532),
            (49_172_9973185, 49_172_9973186),
            (49_172_9980752, 49_172_9980752),
            (49_174_9091317, 49_174_9091317),
            (49_174_9464308, 49_174_9464308),
        ],
    },
    ReservedRange {
        country: "FR",
        regulator: "Arcep",
        source: "Décision 2018-0881, annexe 1, 2.5.12, \
                 https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000037263033",
        blocks: &[
            (33_1_99_00_00_00, 33_1_99_00_99_99),
            (33_2_61_91_00_00, 33_2_61_91_99_99),
            (33_3_53_01_00_00, 33_3_53_01_99_99),
            (33_4_65_71_00_00, 33_4_65_71_99_99),
            (33_5_36_49_00_00, 33_5_36_49_99_99),
            (33_6_39_98_00_00, 33_6_39_98_99_99),
        ],
    },
    ReservedRange {
        country: "SE",
        regulator: "PTS",
        source: "https://www.pts.se/internet-och-telefoni/telefonnummer-och-adressering/\
                 telefonnummer-till-bocker-och-filmer/",
        blocks: &[
            (46_8_465_004_00, 46_8_465_004_99),   // Stockholm
            (46_31_390_06_00, 46_31_390_06_99),   // Gothenburg
            (46_40_628_04_00, 46_40_628_04_99),   // Malmö
            (46_980_319_200, 46_980_319_299),     // Kiruna
            (46_70_174_06_05, 46_70_174_06_99),   // mobile
        ],
    },
];

/// Whether the number is kept for fiction.
///
/// In the North American plan that is 555-0100 to 555-0199 of every geographic area code (NANPA,
/// 555 line numbers); toll-free and premium codes are not geographic and don't count.
#[must_use]
pub fn is_reserved_for_fiction(number: &Digits) -> bool {
    let value = number.value();
    is_north_american_fiction(value)
        || RESERVED_RANGES
            .iter()
            .flat_map(|range| range.blocks)
            .any(|(first, last)| (*first..=*last).contains(&value))
}

fn is_north_american_fiction(value: u64) -> bool {
    let (country, area, line) = (
        value / 10_000_000_000,
        value / 10_000_000 % 1_000,
        value % 10_000_000,
    );
    let is_service_code = area % 100 == 11;
    let is_geographic = (200..=999).contains(&area)
        && !is_service_code
        && !matches!(
            area,
            500 | 555 | 700 | 710 | 800 | 822 | 833 | 844 | 855 | 866 | 877 | 888 | 900
        );
    country == 1 && is_geographic && (5_550_100..=5_550_199).contains(&line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reserved(digits: &str) -> bool {
        is_reserved_for_fiction(&Digits::parse(digits).unwrap())
    }

    #[test]
    fn given_the_edges_of_published_blocks_when_asked_then_they_are_inside_and_neighbours_outside()
    {
        for (inside, outside) in [
            ("13105550100", "13105550099"),
            ("19995550199", "13105550200"),
            ("447700900000", "447700899999"),
            ("447700900999", "447700901000"),
            ("442079460000", "442079461000"),
            ("61491570006", "61491570007"),
            ("61255509999", "61255510000"),
            ("493023125999", "493023126000"),
            ("4915228817386", "4915228817387"),
            ("4917604069099", "4917604069100"),
            ("33639989999", "33639990000"),
            ("46701740605", "46701740604"),
            ("46980319299", "46980319300"),
        ] {
            assert!(reserved(inside), "{inside} should be reserved");
            assert!(!reserved(outside), "{outside} should not be reserved");
        }
    }

    #[test]
    fn given_codes_that_are_no_area_when_asked_then_their_555_numbers_are_not_fiction() {
        for digits in ["18005550123", "19115550123", "11115550123", "19005550123"] {
            assert!(!reserved(digits), "{digits}");
        }
    }

    #[test]
    fn given_every_block_when_read_then_its_ends_are_ordered_and_of_one_length() {
        for range in RESERVED_RANGES {
            for (first, last) in range.blocks {
                assert!(first <= last, "{first}–{last}");
                assert_eq!(first.to_string().len(), last.to_string().len());
                assert!(last - first <= 9_999, "{first}–{last} is too wide");
            }
        }
    }

    proptest! {
        #[test]
        fn given_any_number_in_a_block_when_asked_then_it_is_reserved(
            range in proptest::sample::select(RESERVED_RANGES),
            block in any::<proptest::sample::Index>(),
            offset in any::<u64>(),
        ) {
            let (first, last) = range.blocks[block.index(range.blocks.len())];
            let number = first + offset % (last - first + 1);
            prop_assert!(reserved(&number.to_string()));
        }

        #[test]
        fn given_a_us_number_without_555_01_when_asked_then_it_is_not_reserved(
            area in 200u64..1000, line in 0u64..10_000_000
        ) {
            let fiction = (5_550_100..=5_550_199).contains(&line);
            prop_assume!(!fiction);
            let digits = (10_000_000_000 + area * 10_000_000 + line).to_string();
            prop_assert!(!reserved(&digits));
        }
    }
}
