//! The light rules against full metadata: fewer numbers are understood, never other ones.

use std::str::FromStr;

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, country};

use super::super::calling_codes;
use super::super::plans::PLANS;
use super::{NumberError, normalize, number};

/// Every region of the table, North America included, with its metadata.
fn regions() -> Vec<(String, &'static Metadata)> {
    let all =
        ('A'..='Z').flat_map(|first| ('A'..='Z').map(move |second| format!("{first}{second}")));
    all.filter(|region| calling_codes::plan(region).is_some() && region != "UK")
        .map(|region| {
            let metadata = DATABASE.by_id(&region);
            (
                region,
                metadata.expect("a region of the table is one of the metadata"),
            )
        })
        .collect()
}

/// An example number of every type that a person or business may have, with the type's name.
fn examples(metadata: &Metadata) -> Vec<(&'static str, &str)> {
    [
        ("fixed line", metadata.descriptors().fixed_line()),
        ("mobile", metadata.descriptors().mobile()),
        ("voip", metadata.descriptors().voip()),
        ("toll free", metadata.descriptors().toll_free()),
        ("premium rate", metadata.descriptors().premium_rate()),
        ("shared cost", metadata.descriptors().shared_cost()),
        ("personal", metadata.descriptors().personal_number()),
    ]
    .into_iter()
    .filter_map(|(kind, descriptor)| Some((kind, descriptor?.example()?)))
    .collect()
}

/// How its metadata writes a number within its country.
fn national(region: &str, e164: &str) -> Option<String> {
    let id = country::Id::from_str(region).ok()?;
    let parsed = phonenumber::parse(Some(id), format!("+{e164}")).ok()?;
    let same = parsed.format().mode(Mode::E164).to_string() == format!("+{e164}");
    same.then(|| parsed.format().mode(Mode::National).to_string())
}

#[test]
fn given_every_region_of_the_metadata_when_looked_up_then_the_table_has_it_with_its_code() {
    let known = regions();
    assert!(known.len() >= 245, "{}", known.len());
    for metadata in DATABASE.iter().filter(|metadata| metadata.id().len() == 2) {
        let plan = calling_codes::plan(metadata.id()).expect("every region has a plan");
        assert_eq!(plan.code, metadata.country_code(), "{}", metadata.id());
    }
    for pair in PLANS.windows(2) {
        assert!(pair[0].iso < pair[1].iso, "the table is searched by halves");
    }
}

#[test]
fn given_every_calling_code_of_the_metadata_when_looked_up_then_it_is_assigned_and_no_other_is() {
    for code in 1..=999_u16 {
        let digits = format!("{code}00000000");
        let assigned = DATABASE.by_code(&code).is_some();
        let found = calling_codes::calling_code(&digits) == Some(code);
        // 888 is assigned to the United Nations and has no metadata.
        assert!(found == assigned || code == 888, "{code}");
    }
}

#[test]
fn given_an_example_of_every_region_when_entered_in_any_form_then_it_is_itself_or_an_error() {
    let mut wrong = Vec::new();
    for (region, metadata) in regions() {
        for (kind, example) in examples(metadata) {
            let e164 = format!("{}{example}", metadata.country_code());
            let mut forms = vec![
                example.to_owned(),
                format!("+{e164}"),
                format!("00{e164}"),
                e164.clone(),
                format!("+{} (0) {example}", metadata.country_code()),
            ];
            // Nobody writes a trunk zero into Italy's numbers without an area code.
            if metadata.country_code() == 39 && !["fixed line", "mobile"].contains(&kind) {
                forms.pop();
            }
            // Where there is a trunk zero; elsewhere this would be another number.
            if metadata.national_prefix() == Some("0") {
                forms.push(format!("+{} 0{example}", metadata.country_code()));
            }
            forms.extend(national(&region, &e164));
            forms.extend(
                metadata
                    .national_prefix()
                    .map(|prefix| format!("{prefix}{example}")),
            );
            for form in forms {
                if let Ok(read) = normalize(&form, Some(&region))
                    && read.digits() != e164
                {
                    wrong.push(format!(
                        "{region} {kind} {form:?}: {} for {e164}",
                        read.digits()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn given_an_example_with_its_calling_code_when_entered_then_it_is_read_in_every_region() {
    let mut refused = Vec::new();
    for (region, metadata) in regions() {
        let domestic = metadata.descriptors().no_international();
        for (kind, example) in examples(metadata) {
            let e164 = format!("{}{example}", metadata.country_code());
            // Ascension's and a few islands' numbers are shorter than seven digits in all. Some service
            // numbers can be dialled within their country only.
            if !(7..=15).contains(&e164.len())
                || domestic.is_some_and(|domestic| domestic.is_match(example))
            {
                continue;
            }
            if normalize(&format!("+{e164}"), None) != Ok(number(&e164)) {
                refused.push(format!("{region} {kind} +{e164}"));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn given_a_mobile_in_national_form_when_entered_then_nearly_every_region_reads_it() {
    let mut refused = Vec::new();
    for (region, metadata) in regions() {
        let Some(example) = metadata
            .descriptors()
            .mobile()
            .and_then(|mobile| mobile.example())
        else {
            continue;
        };
        let e164 = format!("{}{example}", metadata.country_code());
        let Some(form) = national(&region, &e164) else {
            continue;
        };
        match normalize(&form, Some(&region)) {
            Ok(read) => assert_eq!(read.digits(), e164, "{region} {form}"),
            Err(error) => refused.push((region, form, error)),
        }
    }
    assert!(refused.len() <= 3, "{refused:?}");
}

#[test]
fn given_examples_of_another_library_when_entered_nationally_then_they_agree_or_are_refused() {
    let mut read = 0;
    for (region, metadata) in regions() {
        for (_, example) in examples(metadata) {
            for form in [
                example.to_owned(),
                format!("0{example}"),
                format!("8{example}"),
            ] {
                // The way out of the country, which the other library doesn't know.
                if form.starts_with("00") {
                    continue;
                }
                let Ok(ours) = normalize(&form, Some(&region)) else {
                    continue;
                };
                let Some(theirs) = phonelib::PhoneNumber::parse_with_country(&form, &region) else {
                    continue;
                };
                read += 1;
                assert_eq!(ours.with_plus(), theirs.e164(), "{region} {form}");
            }
        }
    }
    assert!(read > 300, "{read}");
}

#[test]
fn given_a_local_number_without_area_code_when_entered_then_it_is_never_read_as_a_national_one() {
    // London, Berlin, São Paulo, Mexico City, Milan's short fixed line, Moscow.
    for (region, local) in [
        ("GB", "7946 0958"),
        ("DE", "8765 4321"),
        ("BR", "3456-7890"),
        ("BR", "98765-4321"),
        ("MX", "1234 5678"),
        ("RU", "123-45-67"),
        ("IN", "2345 6789"),
        ("US", "555-0123"),
    ] {
        let read = normalize(local, Some(region));
        assert!(
            matches!(
                read,
                Err(NumberError::TooShort | NumberError::UnclearNational { .. })
            ),
            "{region} {local}: {read:?}"
        );
    }
}
