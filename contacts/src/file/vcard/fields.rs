//! What a list needs of a card: who it is, and the numbers.

use calcard::vcard::{VCard, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use encoding_rs::WINDOWS_1252;

/// The fields of a card. What it doesn't have is empty.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) name: String,
    pub(super) organization: String,
    pub(super) title: String,
    pub(super) email: String,
    /// As they stand on the card, links too.
    pub(super) numbers: Vec<String>,
}

impl Fields {
    /// Reads one card; `None` if there is nothing on it, or it is none.
    pub(super) fn read(card: &str) -> Option<Self> {
        let Entry::VCard(vcard) = Parser::new(card).entry() else {
            return None;
        };
        let read = Read {
            vcard: &vcard,
            is_quoted_printable: card.contains("QUOTED-PRINTABLE")
                || card.contains("quoted-printable"),
        };
        let organization = read.first(&VCardProperty::Org, ", ");
        let fields = Self {
            name: read.name().unwrap_or_else(|| organization.clone()),
            title: read.first(&VCardProperty::Title, ", "),
            email: read.all(&VCardProperty::Email).join("; "),
            numbers: read.all(&VCardProperty::Tel),
            organization,
        };
        let is_empty = [
            &fields.name,
            &fields.organization,
            &fields.title,
            &fields.email,
        ]
        .iter()
        .all(|field| field.is_empty());
        (!is_empty || !fields.numbers.is_empty()).then_some(fields)
    }
}

struct Read<'a> {
    vcard: &'a VCard,
    is_quoted_printable: bool,
}

impl Read<'_> {
    /// The name as the card writes it, else of its parts, else a nickname.
    fn name(&self) -> Option<String> {
        let written = || Some(self.first(&VCardProperty::Fn, " "));
        let nickname = || Some(self.first(&VCardProperty::Nickname, ", "));
        let is_there = |name: &String| !name.is_empty();
        written()
            .filter(is_there)
            .or_else(|| Some(self.parts_of_name()).filter(is_there))
            .or_else(|| nickname().filter(is_there))
    }

    /// The parts of a name stand as family, given, additional, prefix, suffix (RFC 6350, section 6.2.2).
    fn parts_of_name(&self) -> String {
        let Some(entry) = self.vcard.property(&VCardProperty::N) else {
            return String::new();
        };
        let part = |index: usize| {
            let value = entry.values.get(index);
            value.map(|value| self.text(value)).unwrap_or_default()
        };
        let parts = [part(3), part(1), part(2), part(0), part(4)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// The values of the first property of this name that has any.
    fn first(&self, property: &VCardProperty, between: &str) -> String {
        let mut entries = self.vcard.properties(property);
        let texts = entries.find_map(|entry| {
            let texts = entry.values.iter().map(|value| self.text(value));
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            (!texts.is_empty()).then_some(texts)
        });
        texts.unwrap_or_default().join(between)
    }

    /// The first value of each property of this name.
    fn all(&self, property: &VCardProperty) -> Vec<String> {
        self.vcard
            .properties(property)
            .filter_map(|entry| entry.values.first())
            .map(|value| self.text(value))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn text(&self, value: &VCardValue) -> String {
        let text = match value {
            VCardValue::Text(text) => text.clone(),
            VCardValue::Component(texts) => texts.join(" "),
            VCardValue::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        let text = match self.is_quoted_printable {
            true => as_utf_8(text),
            false => text,
        };
        text.trim().to_owned()
    }
}

/// Where a card names no character set, calcard reads what is quoted as Latin. Many programs mean UTF-8, whose
/// sequences no Latin text has.
fn as_utf_8(text: String) -> String {
    let (bytes, _, has_others) = WINDOWS_1252.encode(&text);
    match std::str::from_utf8(&bytes) {
        Ok(utf_8) if !has_others => utf_8.to_owned(),
        _ => text,
    }
}
