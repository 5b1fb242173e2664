//! From what a list says of a country to the region by which a national number is read.

mod countries;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folding::folded;
use countries::COUNTRIES;

/// The region that a calling code means where several share it: the largest. A national number that is read by
/// its rules is none of the others', or read in the same way.
const SHARED: [(u16, &str); 13] = [
    (1, "US"),
    (7, "RU"),
    (39, "IT"),
    (44, "GB"),
    (47, "NO"),
    (61, "AU"),
    (212, "MA"),
    (262, "RE"),
    (290, "SH"),
    (358, "FI"),
    (500, "FK"),
    (590, "GP"),
    (599, "CW"),
];

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (alpha_2, alpha_3, _, others) in COUNTRIES {
        for name in [alpha_2, alpha_3]
            .into_iter()
            .copied()
            .chain(others.split('|'))
        {
            if !name.is_empty() {
                names.entry(key(name)).or_insert(*alpha_2);
            }
        }
    }
    names
});

/// The region that a cell means, as an ISO 3166-1 alpha-2 code in capitals: `GB` for `gb`, `GBR`, `United
/// Kingdom`, `+44`, `0044`, `44`.
pub fn region_of(cell: &str) -> Option<String> {
    // Longer than any name, and any text that has one and something else.
    if cell.len() > 100 {
        return None;
    }
    let cell = cell.trim();
    let region = match cell.contains(|c: char| c.is_alphabetic()) {
        true => by_name(cell),
        false => by_calling_code(cell),
    };
    region.map(str::to_owned)
}

fn by_name(cell: &str) -> Option<&'static str> {
    let known = |name: &str| BY_NAME.get(&key(name)).copied();
    // "Germany (+49)", "US - United States".
    let with_code = || {
        let parts = cell.split(['(', ')', '+', '/']).chain(cell.split(" - "));
        let mut regions = parts.filter_map(known);
        let first = regions.next()?;
        regions.all(|region| region == first).then_some(first)
    };
    known(cell).or_else(with_code)
}

fn by_calling_code(cell: &str) -> Option<&'static str> {
    let is_written =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '\'');
    if !cell.chars().all(is_written) {
        return None;
    }
    // A column of numbers comes with decimals where it went through a data frame.
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let code: u16 = digits.strip_prefix("00").unwrap_or(&digits).parse().ok()?;
    let shared = SHARED.iter().find(|(shared, _)| *shared == code);
    let own = || COUNTRIES.iter().find(|country| country.2 == code);
    shared
        .map(|(_, region)| *region)
        .or_else(|| own().map(|country| country.0))
}

/// A name as it is looked up: letters alone, without an article.
fn key(name: &str) -> String {
    let folded = folded(name);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters(folded.strip_prefix("the ").unwrap_or(&folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_what_lists_say_of_a_country_when_read_then_it_is_its_region() {
        for (region, cells) in [
            (
                "GB",
                &[
                    "GB",
                    "gb",
                    "UK",
                    "GBR",
                    "United Kingdom",
                    "+44",
                    "0044",
                    "44",
                    "44.0",
                    "England",
                ][..],
            ),
            (
                "US",
                &[
                    "US",
                    "USA",
                    "U.S.A.",
                    "United States",
                    "the United States",
                    "+1",
                    "1",
                    "美国",
                ],
            ),
            (
                "DE",
                &[
                    "de",
                    "Deutschland",
                    "GERMANY",
                    "Germany (+49)",
                    "DE - Germany",
                    "'+49",
                ],
            ),
            (
                "CI",
                &["C\u{f4}te d\u{2019}Ivoire", "Cote d'Ivoire", "Ivory Coast"],
            ),
            ("AG", &["Antigua and Barbuda", "+1-268", "1268"]),
            ("AT", &["\u{d6}sterreich", "Oesterreich"]),
            ("AE", &["UAE", "الإمارات"]),
            ("CH", &["Schweiz", "CHE"]),
            ("TR", &["T\u{fc}rkiye"]),
        ] {
            for cell in cells {
                assert_eq!(region_of(cell).as_deref(), Some(region), "{cell}");
            }
        }
        for cell in [
            "",
            " ",
            "Nowhere",
            "999",
            "+13105550123",
            "Germany/Austria",
            "12.5",
            "2026-11-29",
        ] {
            assert_eq!(region_of(cell), None, "{cell}");
        }
    }

    #[test]
    fn given_the_pages_list_of_regions_when_compared_then_no_calling_code_differs() {
        for country in phonelib::countries()
            .iter()
            .filter(|country| country.code.len() == 2)
        {
            let ours = COUNTRIES.iter().find(|ours| ours.0 == country.code);
            let (_, alpha_3, code, _) =
                *ours.unwrap_or_else(|| panic!("{} is missing", country.code));
            let is_overlay = country.prefix > 1000 && (1000..2000).contains(&code);
            assert!(
                u32::from(code) == country.prefix || is_overlay,
                "{}",
                country.code
            );
            for cell in [country.code, country.name, alpha_3] {
                let expected = (!cell.is_empty()).then_some(country.code);
                assert_eq!(region_of(cell).as_deref(), expected, "{cell}");
            }
            let by_code = region_of(&format!("+{code}")).unwrap();
            let same_code = COUNTRIES
                .iter()
                .any(|ours| ours.0 == by_code && ours.2 == code);
            assert!(same_code, "+{code} is {by_code}");
        }
    }
}
