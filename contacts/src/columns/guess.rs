//! Guesses what the columns of a table are: by the words of the header, held against the cells, and by the
//! cells alone where the header says nothing.

use phone_profile_core::number::is_digit;

use super::evidence::{Evidence, body};
use super::headers::{Meaning, meaning};
use super::region::region_of;
use super::{Columns, RegionFrom};
use crate::table::{Row, Table};

/// Guesses which columns hold numbers, names and regions. `region` is the person's own, by which
/// national numbers are read where no column says otherwise.
pub fn guess(table: &Table, region: Option<&str>) -> Columns {
    let Some(first) = table.rows.first() else {
        return Columns::default();
    };
    let own = region
        .map(str::trim)
        .filter(|region| !region.is_empty())
        .map(str::to_ascii_uppercase);
    let width = table.width();
    let meanings: Vec<Option<Meaning>> = (0..width).map(|at| meaning(first.cell(at))).collect();
    let rows = body(table);
    let country = country(rows, &meanings);
    let row_region = |row: &Row| {
        country
            .and_then(|column| region_of(row.cell(column)))
            .or_else(|| own.clone())
    };
    let evidence: Vec<Evidence> = (0..width)
        .map(|column| Evidence::of(rows, column, row_region))
        .collect();
    let numbers = numbers(&meanings, &evidence);
    let header = is_header(first, &numbers, &meanings);
    Columns {
        name: names(&meanings, &evidence, &numbers, header),
        header,
        numbers,
        region: match (country, own) {
            (Some(column), _) => RegionFrom::Column(column),
            (None, Some(region)) => RegionFrom::Fixed(region),
            (None, None) => RegionFrom::None,
        },
    }
}

/// The column of countries: of several, as an export of Outlook has them, the one that says most.
fn country(rows: &[Row], meanings: &[Option<Meaning>]) -> Option<usize> {
    let filled = |column: usize| {
        rows.iter()
            .filter(|row| !row.cell(column).trim().is_empty())
            .count()
    };
    let borne_out = |column: &usize| Evidence::of(rows, *column, |_| None).bears_out_a_country();
    columns(meanings, Meaning::Country)
        .filter(borne_out)
        // The first of those that say as much.
        .rev()
        .max_by_key(|column| filled(*column))
}

fn numbers(meanings: &[Option<Meaning>], evidence: &[Evidence]) -> Vec<usize> {
    let columns = || meanings.iter().copied().zip(evidence).enumerate();
    let which = |is: &dyn Fn(Option<Meaning>, &Evidence) -> bool| -> Vec<usize> {
        columns()
            .filter(|(_, (meaning, evidence))| is(*meaning, evidence))
            .map(|(column, _)| column)
            .collect()
    };
    let called =
        which(&|meaning, evidence| meaning == Some(Meaning::Phone) && evidence.bears_out_a_phone());
    if !called.is_empty() {
        return called;
    }
    let written = which(&|meaning, evidence| match meaning {
        None | Some(Meaning::Phone) => evidence.is_of_numbers(),
        Some(Meaning::BesidesPhone) => false,
        Some(_) => evidence.is_all_numbers(),
    });
    if !written.is_empty() {
        return written;
    }
    let some = which(&|meaning, evidence| meaning == Some(Meaning::Phone) && evidence.has_any());
    if !some.is_empty() {
        return some;
    }
    // Of plain digits, only one column: prices and the like look the same.
    columns()
        .filter(|(_, (meaning, _))| meaning.is_none())
        .filter_map(|(column, (_, evidence))| Some((column, evidence.may_be_numbers()?)))
        // The first of those that are as likely.
        .rev()
        .max_by_key(|(_, likely)| *likely)
        .map(|(column, _)| vec![column])
        .unwrap_or_default()
}

/// A header has a word above numbers, or words that are known above other columns.
fn is_header(first: &Row, numbers: &[usize], meanings: &[Option<Meaning>]) -> bool {
    let has_number = |column: &usize| {
        let digits = first.cell(*column).chars().filter(|c| is_digit(*c)).count();
        digits >= 5
    };
    let has_word = |column: &usize| first.cell(*column).contains(|c: char| c.is_alphabetic());
    if numbers.iter().any(has_number) {
        return false;
    }
    numbers.iter().any(has_word) || meanings.iter().flatten().count() > 0
}

fn names(
    meanings: &[Option<Meaning>],
    evidence: &[Evidence],
    numbers: &[usize],
    header: bool,
) -> Vec<usize> {
    let first_of = |meaning: Meaning| {
        columns(meanings, meaning).find(|column| {
            evidence
                .get(*column)
                .is_some_and(|evidence| evidence.filled > 0)
        })
    };
    if header {
        let (first, last) = (first_of(Meaning::FirstName), first_of(Meaning::LastName));
        return match (first_of(Meaning::Name), first, last) {
            // "Nome" and "Cognome", "Nombre" and "Apellidos": the first is a part, too.
            (Some(name), None, Some(last)) => vec![name, last],
            (Some(name), _, _) => vec![name],
            (None, given, family) => given.into_iter().chain(family).collect(),
        };
    }
    let is_of_names = |(column, evidence): &(usize, &Evidence)| {
        !numbers.contains(column) && evidence.is_of_names()
    };
    let mut by_cells = evidence.iter().enumerate().filter(is_of_names);
    by_cells
        .next()
        .map(|(column, _)| column)
        .into_iter()
        .collect()
}

fn columns(
    meanings: &[Option<Meaning>],
    meaning: Meaning,
) -> impl DoubleEndedIterator<Item = usize> {
    let is_it = move |(_, found): &(usize, &Option<Meaning>)| **found == Some(meaning);
    meanings
        .iter()
        .enumerate()
        .filter(is_it)
        .map(|(column, _)| column)
}
