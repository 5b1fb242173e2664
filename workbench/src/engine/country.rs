//! A number's country, by phonelib's numbering plans: many countries share +1, +7, +44 and others.

use phone_profile_core::number::E164;

/// For a number whose country can't be told.
pub(super) const UNKNOWN: &str = "unknown";

/// ISO 3166-1 alpha-2, or [`UNKNOWN`]: as for +800, which belongs to no country.
pub(super) fn of(number: &E164) -> &'static str {
    phonelib::extract_country(&number.with_plus())
        .map(|country| country.code)
        .filter(|code| code.len() == 2)
        .unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_number_when_its_country_is_asked_then_shared_calling_codes_are_told_apart() {
        for (digits, country) in [
            ("13105550123", "US"),
            ("14165550198", "CA"),
            ("12685550123", "AG"),
            ("442079460958", "GB"),
            ("447700900123", "GB"),
            ("80012345678", UNKNOWN),
        ] {
            let number = E164::from_digits(digits).unwrap();
            assert_eq!(of(&number), country, "{digits}");
        }
    }
}
