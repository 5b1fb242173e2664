//! The messages of a list: whom they go to, what stands in them, and what is missing before anything is
//! written.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use phone_profile_core::name::Folding;
use phone_profile_core::number::E164;

use super::template::Template;
use crate::export::{Added, ExportError, Grid, Shape, escaped};
use crate::list::Finding;

/// Somebody who gets a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Where the file has the row.
    pub place: u32,
    /// The number.
    pub number: E164,
    /// The text.
    pub message: String,
}

/// The messages of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// In the file's order: each number once, registered, and of nobody who opted out.
    pub recipients: Vec<Recipient>,
    /// Fields that the list doesn't have.
    pub unknown_fields: Vec<String>,
    /// Fields that a row has nothing for, with the places of those rows. Nothing is written to them.
    pub missing: BTreeMap<String, Vec<u32>>,
}

impl Messages {
    /// Fills the template in for everybody who gets it.
    pub fn new<F: Folding>(grid: &Grid<'_, F>, template: &Template) -> Self {
        let fields = Fields::of(grid);
        let unknown = template
            .fields()
            .into_iter()
            .filter(|name| !fields.has(name));
        let mut messages = Self {
            unknown_fields: unknown.map(str::to_owned).collect(),
            ..Self::default()
        };
        let mut seen = HashSet::new();
        for finding in grid.findings() {
            let registered = finding
                .profile()
                .is_some_and(|profile| profile.is_whats_app);
            let Some(number) = finding
                .number
                .filter(|number| registered && seen.insert((*number).clone()))
            else {
                continue;
            };
            let place = finding.row.place;
            match template.fill(|name| fields.value(name, &finding)) {
                Ok(message) => messages.recipients.push(Recipient {
                    place,
                    number: number.clone(),
                    message,
                }),
                Err(field) => messages
                    .missing
                    .entry(field.to_owned())
                    .or_default()
                    .push(place),
            }
        }
        messages
    }

    /// Writes them as CSV: number, message, and a link that opens the chat with it, where that is wanted.
    ///
    /// # Errors
    /// Where `to` can't be written to.
    pub fn write(&self, with_links: bool, to: impl Write) -> Result<(), ExportError> {
        let mut writer = csv::Writer::from_writer(to);
        let header = ["Number", "Message", "Link"];
        let columns = if with_links { 3 } else { 2 };
        writer.write_record(header.iter().take(columns))?;
        for recipient in &self.recipients {
            let Recipient {
                number, message, ..
            } = recipient;
            let link = if with_links {
                chat_link(number, message)
            } else {
                String::new()
            };
            let number = number.with_plus();
            let cells = [escaped(&number), escaped(message), escaped(&link)];
            writer.write_record(cells.iter().take(columns).map(|cell| cell.as_bytes()))?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// A link that opens a chat with a text in it, for the person who clicks it to send.
pub fn chat_link(number: &E164, message: &str) -> String {
    let text = utf8_percent_encode(message, NON_ALPHANUMERIC);
    format!("https://wa.me/{}?text={text}", number.digits())
}

/// What a template's fields may be called, each name once: the file's columns first.
pub fn field_names<F: Folding>(grid: &Grid<'_, F>) -> Vec<String> {
    let ours = Added::ALL.iter().map(|added| added.label().to_owned());
    let mut seen = HashSet::new();
    let names = grid.names().chain([NAME.to_owned()]).chain(ours);
    names
        .filter(|name| seen.insert(name.to_lowercase()))
        .collect()
}

/// What a template's fields may be called: the file's columns, in any case, and ours.
struct Fields {
    theirs: Vec<String>,
}

impl Fields {
    fn of<F: Folding>(grid: &Grid<'_, F>) -> Self {
        let names = grid.names().map(|name| name.to_lowercase());
        Self {
            theirs: names.collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.column(name).is_some() || ours(name).is_some() || name == NAME
    }

    fn column(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.theirs.iter().position(|known| *known == name)
    }

    fn value(&self, name: &str, finding: &Finding<'_>) -> Option<String> {
        if let Some(column) = self.column(name) {
            return Some(finding.row.cell(column).to_owned());
        }
        let added = ours(name).or((name == NAME).then_some(Added::Name))?;
        Some(added.value(finding, Shape::Plain))
    }
}

/// The public name, where the file has no column that is called so.
const NAME: &str = "name";

fn ours(name: &str) -> Option<Added> {
    let is_called = |added: &Added| added.label().eq_ignore_ascii_case(name);
    Added::ALL.into_iter().find(is_called)
}
