//! JSON Lines, and a list of JSON objects: a row for each object, a column for each key.
//!
//! Numbers stay as they are written, since a phone number may be one. What is nested stays JSON.

use std::collections::HashMap;
use std::fmt;

use csv::StringRecord;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::FileError;
use super::gathering::{Gathering, place};
use super::limits::Limits;
use super::note::{Note, Places};
use super::{Format, Opened};

pub(super) fn read(
    text: &str,
    encoding: &'static str,
    limits: &Limits,
) -> Result<Opened, FileError> {
    let mut objects = Objects {
        most_keys: limits.columns,
        columns: HashMap::new(),
        header: StringRecord::new(),
        gathering: Gathering::with_header(limits),
        no_object: Places::default(),
    };
    match text.trim_start().starts_with('[') {
        true => objects.read_list(text)?,
        false => objects.read_lines(text)?,
    }
    let Objects {
        mut gathering,
        header,
        no_object,
        ..
    } = objects;
    if gathering.is_empty() {
        return Err(FileError::NoObjects);
    }
    gathering.put_header(header);
    Ok(Opened {
        table: gathering.finish()?,
        format: Format::Json { encoding },
        notes: no_object.note(Note::NoObject).into_iter().collect(),
    })
}

struct Objects<'a> {
    most_keys: usize,
    /// Each key's column.
    columns: HashMap<String, usize>,
    /// The keys in the order in which they first appear.
    header: StringRecord,
    gathering: Gathering<'a>,
    no_object: Places,
}

impl Objects<'_> {
    fn read_list(&mut self, text: &str) -> Result<(), FileError> {
        let objects: Vec<&RawValue> = serde_json::from_str(text).map_err(error)?;
        for (index, object) in objects.into_iter().enumerate() {
            match serde_json::from_str(object.get()) {
                Ok(object) => self.add(place(index + 1), object)?,
                Err(_) => self.no_object.add(place(index + 1)),
            }
        }
        Ok(())
    }

    /// An object in each line, or objects that span lines.
    fn read_lines(&mut self, text: &str) -> Result<(), FileError> {
        let first = text.trim_start().lines().next().unwrap_or_default();
        if serde_json::from_str::<Object>(first).is_err() {
            let objects = serde_json::Deserializer::from_str(text).into_iter::<Object>();
            for (index, object) in objects.enumerate() {
                self.add(place(index + 1), object.map_err(error)?)?;
            }
            return Ok(());
        }
        for (index, line) in text.lines().enumerate() {
            match serde_json::from_str(line) {
                _ if line.trim().is_empty() => {}
                Ok(object) => self.add(place(index + 1), object)?,
                Err(_) => self.no_object.add(place(index + 1)),
            }
        }
        Ok(())
    }

    fn add(&mut self, place: u32, Object(pairs): Object<'_>) -> Result<(), FileError> {
        let mut cells: Vec<String> = Vec::new();
        for (key, value) in pairs {
            let next = self.columns.len();
            let column = *self.columns.entry(key).or_insert_with_key(|key| {
                self.header.push_field(key);
                next
            });
            if column >= self.most_keys {
                return Err(FileError::TooManyKeys {
                    columns: column + 1,
                    limit: self.most_keys,
                });
            }
            let text = text_of(value.get());
            // Rows may be of different lengths, and keys that few objects have would be cells of all.
            if column >= cells.len() && !text.is_empty() {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        }
        self.gathering.push(place, cells.iter().collect())
    }
}

/// What stands where the JSON breaks is nobody's business.
fn error(error: serde_json::Error) -> FileError {
    FileError::Json { line: error.line() }
}

/// The text of a JSON value.
fn text_of(json: &str) -> String {
    match json {
        "null" => String::new(),
        text if text.starts_with('"') => serde_json::from_str(text).unwrap_or_default(),
        other => other.to_owned(),
    }
}

/// An object with its keys in their order and its values as they are written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Object(pairs))
    }
}
