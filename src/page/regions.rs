//! The countries and territories that the chooser offers, from phonelib's numbering plans.
//!
//! Names aren't here: the browser has them, in the reader's language.

use phonelib::Country;

/// A country or territory with a numbering plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-1 alpha-2 code, upper case. (`XK`, `AC` and `TA` are in use without being assigned.)
    pub iso: &'static str,
    /// Country calling code without the plus sign: 44, 1.
    pub calling_code: u32,
    /// Every length that a national significant number can have here, ascending.
    pub lengths: &'static [u8],
}

impl Region {
    fn of(country: &'static Country) -> Option<Self> {
        // "001" stands for the world: +800, +870 and other codes that belong to no country.
        (country.code.len() == 2).then_some(Self {
            iso: country.code,
            // phonelib folds a Caribbean area code into the calling code (1268 for Antigua);
            // people know all of them as +1.
            calling_code: match country.prefix {
                1000..=1999 => 1,
                code => code,
            },
            lengths: match country.prefix {
                1000..=1999 => &[10],
                _ => country.phone_lengths,
            },
        })
    }

    /// The region that a phonelib entry belongs to, if it is one region's.
    pub(super) fn of_country(country: &'static Country) -> Option<Self> {
        Self::of(country)
    }
}

/// Every region once, in the order of its ISO code.
pub fn all() -> Vec<Region> {
    let mut regions: Vec<Region> = phonelib::countries()
        .iter()
        .filter_map(Region::of)
        .collect();
    regions.sort_by_key(|region| region.iso);
    regions.dedup_by_key(|region| region.iso);
    regions
}

/// The region with this ISO code, in any letter case.
pub fn find(iso: &str) -> Option<Region> {
    phonelib::countries()
        .iter()
        .find(|country| country.code.eq_ignore_ascii_case(iso))
        .and_then(Region::of)
}

/// The region that digits with their calling code in front point to, as far as they go.
///
/// Several regions share a calling code: `current` stays where it fits, so that the chooser doesn't
/// jump from Canada to the United States and back while somebody types a Canadian number.
pub fn of_international(digits: &str, current: Option<Region>) -> Option<Region> {
    if let Some(exact) = phonelib::extract_country(&format!("+{digits}")) {
        return Region::of(exact);
    }
    let countries = (1..=3)
        .filter_map(|length| digits.get(..length)?.parse().ok())
        .map(phonelib::countries_by_calling_code)
        .find(|countries| !countries.is_empty())?;
    let candidates: Vec<Region> = countries.into_iter().filter_map(Region::of).collect();
    current
        .filter(|current| {
            candidates
                .iter()
                .any(|candidate| candidate.calling_code == current.calling_code)
        })
        .or_else(|| candidates.first().copied())
}

/// Country names that English puts an article before: "a number of the United Kingdom".
const WITH_ARTICLE: [&str; 24] = [
    "AE", "BS", "CC", "CD", "CF", "CG", "CK", "CX", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY",
    "MH", "MP", "MV", "NL", "PH", "SB", "TC", "US",
];

/// `name` as it stands inside a sentence. Languages that change names in sentences have their sentences written so that
/// names stay as they are; English has an article.
pub fn in_sentence(region: Region, name: &str, is_english: bool) -> String {
    if is_english && WITH_ARTICLE.contains(&region.iso) {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn given_the_numbering_plans_when_listed_then_each_region_appears_once() {
        let regions = all();
        let mut codes: Vec<_> = regions.iter().map(|region| region.iso).collect();
        codes.dedup();

        assert_eq!(codes.len(), regions.len());
        assert!(regions.len() > 200, "{}", regions.len());
        assert!(regions.iter().all(|region| region.iso.len() == 2));
        assert!(regions.iter().all(|region| region.calling_code < 1000));
    }

    #[test]
    fn given_a_caribbean_region_when_found_then_its_calling_code_is_one() {
        let antigua = find("ag");

        assert_eq!(antigua.map(|region| region.calling_code), Some(1));
        assert_eq!(antigua.map(|region| region.lengths), Some(&[10][..]));
    }

    #[test]
    fn given_a_whole_number_when_its_region_is_asked_then_territories_are_told_apart() {
        let region = |digits| of_international(digits, None).map(|region| region.iso);

        assert_eq!(region("13105550123"), Some("US"));
        assert_eq!(region("14165550198"), Some("CA"));
        assert_eq!(region("12685550123"), Some("AG"));
        assert_eq!(region("442079460958"), Some("GB"));
    }

    #[test]
    fn given_the_start_of_a_number_when_its_region_is_asked_then_the_calling_code_decides() {
        let region = |digits| of_international(digits, None).map(|region| region.iso);

        assert_eq!(region("4420"), Some("GB"));
        assert_eq!(region("353"), Some("IE"));
        assert_eq!(region("1"), Some("US"));
        assert_eq!(region("3"), None);
        assert_eq!(region(""), None);
    }

    #[test]
    fn given_a_chosen_region_when_its_calling_code_is_typed_then_it_stays() {
        let canada = find("CA");

        assert_eq!(of_international("1", canada), canada);
        assert_eq!(
            of_international("49", canada).map(|region| region.iso),
            Some("DE")
        );
    }

    #[test]
    fn given_digits_that_are_no_ascii_when_its_region_is_asked_then_there_is_none() {
        assert_eq!(of_international("٤٤", None), None);
    }

    #[test]
    fn given_english_names_when_put_in_a_sentence_then_the_article_is_there() {
        let kingdom = find("GB").unwrap();
        let france = find("FR").unwrap();

        assert_eq!(
            in_sentence(kingdom, "United Kingdom", true),
            "the United Kingdom"
        );
        assert_eq!(in_sentence(kingdom, "Royaume-Uni", false), "Royaume-Uni");
        assert_eq!(in_sentence(france, "France", true), "France");
    }
}
