//! Cards (vCard 2.1, 3.0 and 4.0), by calcard: a row for each, under a header.
//!
//! `cards` parts the file, so that one broken card leaves the others alone; `fields` takes out of a
//! card what a list needs.

mod cards;
mod fields;

use csv::StringRecord;

use super::error::FileError;
use super::gathering::{Gathering, place};
use super::limits::Limits;
use super::note::{Note, Places};
use super::{Format, Opened};
use fields::Fields;

/// The header's columns before those of the numbers.
const COLUMNS: [&str; 4] = ["Name", "Organization", "Title", "Email"];

/// The most numbers of a card that are read.
const NUMBERS: usize = 20;

pub(super) fn read(
    text: &str,
    encoding: &'static str,
    limits: &Limits,
) -> Result<Opened, FileError> {
    let (mut open, mut broken, mut left_out) = <(Places, Places, Places)>::default();
    let mut cards = Vec::new();
    for (index, card) in cards::cards(text).enumerate() {
        let place = place(index + 1);
        if !card.has_end {
            open.add(place);
        }
        match Fields::read(card.text) {
            Some(mut fields) => {
                if fields.numbers.len() > NUMBERS {
                    fields.numbers.truncate(NUMBERS);
                    left_out.add(place);
                }
                cards.push((place, fields));
            }
            None => broken.add(place),
        }
    }
    if cards.is_empty() {
        return Err(FileError::NoCards);
    }
    let most = cards.iter().map(|(_, fields)| fields.numbers.len()).max();
    let mut gathering = Gathering::with_header(limits);
    for (place, fields) in &cards {
        gathering.push(*place, row(fields))?;
    }
    gathering.put_header(header(most.unwrap_or_default().max(1)));
    let notes = [
        open.note(Note::OpenCards),
        broken.note(Note::BrokenCards),
        left_out.note(Note::NumbersLeftOut),
    ];
    Ok(Opened {
        table: gathering.finish()?,
        format: Format::VCard { encoding },
        notes: notes.into_iter().flatten().collect(),
    })
}

fn header(numbers: usize) -> StringRecord {
    let mut header = StringRecord::from(&COLUMNS[..]);
    header.push_field("Phone");
    for number in 2..=numbers {
        header.push_field(&format!("Phone {number}"));
    }
    header
}

fn row(fields: &Fields) -> StringRecord {
    let mut row = StringRecord::new();
    for field in [
        &fields.name,
        &fields.organization,
        &fields.title,
        &fields.email,
    ] {
        row.push_field(field);
    }
    row.extend(&fields.numbers);
    row
}
