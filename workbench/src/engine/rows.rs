//! An entry as the table has it, and with all that is known for its card.

use phone_profile_contacts::export::{Added, Shape};
use phone_profile_contacts::list::{Finding, List, Look, link};
use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::profile::{self, Profile};
use phone_profile_core::signal::Evidence;

use super::comparison::Comparison;
use super::country;
use super::facts::Facts;
use super::selection::Selecting;
use crate::protocol::{Card, Facet, Row, Signal, Source};

/// Characters of a cell that a table has room for.
const LONGEST_CELL: usize = 300;

/// What rows are made of.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) list: &'a List,
    pub(super) facts: &'a [Facts],
    pub(super) comparison: Option<&'a Comparison>,
    pub(super) selecting: &'a Selecting,
    /// The file's columns that are shown.
    pub(super) own: &'a [usize],
    pub(super) now_ms: f64,
}

impl Rows<'_> {
    /// The row of an entry; none where the list has no such entry.
    pub(super) fn row(&self, index: usize) -> Option<Row> {
        let finding = self.finding(index)?;
        let facts = self.facts.get(index)?;
        let profile = finding.profile();
        let kind = |facet| facts.kind(facet).unwrap_or_default().to_owned();
        let id = finding.entry.number();
        let comparison = self.comparison.zip(id);
        let public = profile.and_then(|profile| profile.name.clone());
        Some(Row {
            entry: index,
            place: finding.row.place,
            is_public_name: public.is_some(),
            name: public.unwrap_or_else(|| self.list.columns.name_in(finding.row)),
            number: match finding.number {
                Some(number) => number.grouped(),
                None => shortened(finding.as_written()),
            },
            country: facts
                .country
                .filter(|code| *code != country::UNKNOWN)
                .map(str::to_owned),
            status: kind(Facet::Status),
            note: Added::Note.value(&finding, Shape::Plain),
            thumb: profile.and_then(thumb),
            picture: kind(Facet::Picture),
            business: kind(Facet::Business),
            verified: profile.is_some_and(|profile| profile.is_verified == Some(true)),
            checked: profile.and_then(|profile| profile.last_checked.clone()),
            name_match: kind(Facet::NameMatch),
            signals: finding
                .signals
                .iter()
                .map(|signal| Signal {
                    key: signal.as_str().to_owned(),
                    observed: signal.observed().to_owned(),
                    caution: signal.caution().to_owned(),
                })
                .collect(),
            changes: comparison
                .map_or_else(Vec::new, |(comparison, id)| comparison.words(self.list, id)),
            own: self
                .own
                .iter()
                .map(|column| shortened(finding.row.cell(*column)))
                .collect(),
            selected: u32::try_from(index).is_ok_and(|entry| self.selecting.has(entry)),
        })
    }

    /// All that is known of an entry. `names` are those of the file's columns.
    pub(super) fn card(&self, index: usize, names: Vec<String>) -> Option<Card> {
        let finding = self.finding(index)?;
        let cells = names.into_iter().enumerate();
        Some(Card {
            row: self.row(index)?,
            e164: finding.number.map(|number| number.with_plus()),
            expected_name: self.list.columns.name_in(finding.row),
            profile: finding
                .profile()
                .and_then(|profile| serde_json::to_string(profile).ok()),
            source: finding.profile().map(source),
            not_compared: not_compared(&finding),
            cells: cells
                .map(|(column, name)| (name, finding.row.cell(column).to_owned()))
                .collect(),
        })
    }

    fn finding(&self, index: usize) -> Option<Finding<'_>> {
        let entry = self.list.plan.entries.get(index)?;
        let evidence = Evidence::at(self.now_ms);
        self.list.finding(entry, &UnicodeFolding, &evidence)
    }
}

fn source(profile: &Profile) -> Source {
    match profile.source {
        // What a gateway answers is given by nobody else.
        profile::Source::Live | profile::Source::Given => Source::Live,
        profile::Source::Cache => Source::Kept,
        profile::Source::Demo => Source::Demo,
    }
}

/// Whether others have the picture isn't known then.
fn not_compared(finding: &Finding<'_>) -> Option<String> {
    finding.profile().and_then(link)?;
    match finding.look {
        Some(Look::Hashed { .. }) => None,
        Some(Look::Unknown(reason)) => Some(reason.as_str().to_owned()),
        None => Some("it wasn\u{2019}t asked for".to_owned()),
    }
}

fn thumb(profile: &Profile) -> Option<String> {
    let small = profile.profile_pic_thumb.as_ref();
    small.or(profile.profile_pic.as_ref()).cloned()
}

/// A cell as far as a table shows it.
pub(super) fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}\u{2026}", cell.get(..end).unwrap_or_default()),
        None => cell.to_owned(),
    }
}
