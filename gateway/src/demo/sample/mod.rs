//! The list that the workbench offers to try, and the demo's list of stock pictures: made of the demo's own people. The
//! files in the repository are held to it.

mod numbers;
mod people;
mod written;

use std::{collections::HashMap, fs};

use csv::{Terminator, WriterBuilder};
use phone_profile_contacts::{
    columns,
    file::{self, Limits},
    plan::{OptOut, Plan},
};
use phone_profile_core::name::{NameMatch, UnicodeFolding, compare};

use self::{
    numbers::{hash_of, shows_picture},
    people::{Row, public_name, rows},
};
use super::shared_picture;
use crate::{Digits, picture::PictureHash};

/// Set to write the files anew: `PHONE_PROFILE_WRITE_GENERATED=1 cargo test -p phone-profile-gateway --lib sample`.
const WRITE: &str = "PHONE_PROFILE_WRITE_GENERATED";
const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../static/workbench/sample.csv"
);
const STOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/stock-pictures.txt");

/// Whose portrait is on the demo's list of stock pictures.
const ON_STOCK: &str = "14155550132";

fn csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record(["Name", "Phone", "Mobile", "Country", "Owner"])
        .unwrap();
    for row in rows {
        writer
            .write_record([&row.name, &row.phone, &row.mobile, row.country, row.owner])
            .unwrap();
    }
    writer.into_inner().unwrap()
}

fn stock() -> String {
    let hash = hash_of(&Digits::parse(ON_STOCK).unwrap());
    format!(
        "# Stock pictures of the demo: perceptual hashes, and their names.\n{hash} portrait-with-earrings.jpg\n"
    )
}

/// The names in the file, each with the numbers of its row.
fn listed() -> Vec<(String, Vec<Digits>)> {
    let bytes = fs::read(SAMPLE).unwrap();
    let table = file::open(&bytes, Some("sample.csv"), &Limits::default())
        .unwrap()
        .table;
    let columns = columns::guess(&table, None);
    let plan = Plan::new(&table, &columns, None, &OptOut::default());
    let mut listed: Vec<(String, Vec<Digits>)> = table
        .rows
        .iter()
        .map(|row| (columns.name_in(row), Vec::new()))
        .collect();
    for entry in &plan.entries {
        let number = entry.number().and_then(|id| plan.numbers.get(id));
        listed[entry.row].1.extend(number.map(Digits::from));
    }
    listed
}

#[test]
fn given_the_demos_people_when_listed_then_the_files_are_those_in_the_repository() {
    for (file, made) in [(SAMPLE, csv(&rows())), (STOCK, stock().into_bytes())] {
        if std::env::var_os(WRITE).is_some() {
            fs::write(file, made).unwrap();
        } else {
            let kept = fs::read(file).unwrap();
            assert!(kept == made, "{file} is another: {WRITE}=1 writes it anew");
        }
    }
}

#[test]
fn given_the_sample_when_compared_with_the_demos_answers_then_most_names_fit_and_every_case_occurs()
{
    let mut results: HashMap<&str, usize> = HashMap::new();
    for (name, numbers) in listed() {
        let public = numbers.first().and_then(public_name);
        let result = match public {
            Some(_) if name.is_empty() => "nameless",
            Some(public) => compare(&UnicodeFolding, Some(&public), &name)
                .result()
                .as_str(),
            None => "nothing to compare",
        };
        *results.entry(result).or_default() += 1;
    }
    let of = |result: &str| results.get(result).copied().unwrap_or_default();
    assert!(of(NameMatch::Same.as_str()) >= 100, "{results:?}");
    for (result, count) in [
        (NameMatch::Partial.as_str(), 15..50),
        (NameMatch::Different.as_str(), 8..30),
        (NameMatch::Unknown.as_str(), 2..20),
        ("nameless", 4..20),
    ] {
        assert!(count.contains(&of(result)), "{result}: {results:?}");
    }
}

#[test]
fn given_the_samples_pictures_when_compared_then_only_those_are_the_same_that_are_meant_to_be() {
    let mut hashes: HashMap<Digits, PictureHash> = HashMap::new();
    for number in listed().into_iter().flat_map(|(_, numbers)| numbers) {
        if shows_picture(&number) && !hashes.contains_key(&number) {
            let hash = hash_of(&number);
            hashes.insert(number, hash);
        }
    }
    let is_shared = |number: &Digits, hash: PictureHash| {
        hashes
            .iter()
            .any(|(other, known)| other != number && known.is_same_picture(hash))
    };
    let mut shared: Vec<Digits> = hashes
        .iter()
        .filter(|(number, hash)| is_shared(number, **hash))
        .map(|(number, _)| number.clone())
        .collect();
    shared.sort_by_key(Digits::value);
    assert_eq!(shared, shared_picture::all());

    let stock = hash_of(&Digits::parse(ON_STOCK).unwrap());
    let on_stock = hashes.values().filter(|hash| hash.is_same_picture(stock));
    assert_eq!(on_stock.count(), 1);
}
