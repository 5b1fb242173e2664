//! The entries of a list in the order of a column.

use std::ops::Range;

use phone_profile_contacts::list::List;
use phone_profile_contacts::plan::Entry;
use phone_profile_core::name::{Folding, NameMatch, UnicodeFolding};
use phone_profile_core::profile::PictureState;

use super::country;
use super::facts::Facts;
use crate::protocol::{Column, Order};

/// Bytes of a text that are compared as one number.
const PREFIX: usize = 15;

/// What an entry is sorted by. Most are told apart by `rank` alone.
struct Key {
    rank: u128,
    /// The whole text, among those of all keys.
    text: Range<usize>,
    entry: u32,
}

/// What a column has for an entry.
enum Value<'a> {
    /// Smaller ones first.
    Rank(u64),
    /// In any case and with any accents.
    Text(&'a str),
    /// As it is.
    Exact(&'a str),
}

/// Indexes of all entries in the order of `sort`, in the file's order without one. What is equal stays in the
/// file's order, and what has no value comes last, in both directions.
pub(super) fn sorted(list: &List, facts: &[Facts], sort: Option<(Column, Order)>) -> Vec<u32> {
    let all = (0_u32..).zip(list.plan.entries.iter().zip(facts));
    let Some((column, order)) = sort else {
        return all.map(|(index, _)| index).collect();
    };
    let mut texts = String::new();
    let mut keys = Vec::with_capacity(facts.len());
    let mut without = Vec::new();
    for (index, (entry, facts)) in all {
        match value(list, entry, facts, column) {
            Some(value) => keys.push(key(value, index, &mut texts)),
            None => without.push(index),
        }
    }
    let text = |key: &Key| texts.get(key.text.clone()).unwrap_or_default();
    // A stable sort, which is also the faster one where there are few different values.
    keys.sort_by(|one, other| {
        let ascending = (one.rank.cmp(&other.rank)).then_with(|| text(one).cmp(text(other)));
        match order {
            Order::Ascending => ascending,
            Order::Descending => ascending.reverse(),
        }
    });
    keys.iter().map(|key| key.entry).chain(without).collect()
}

/// Whether answers change what a column has.
pub(super) const fn depends_on_answers(column: Column) -> bool {
    !matches!(column, Column::Number | Column::Country | Column::Own(_))
}

fn value<'a>(list: &'a List, entry: &'a Entry, facts: &Facts, column: Column) -> Option<Value<'a>> {
    let row = list.table.rows.get(entry.row)?;
    match column {
        Column::Name => {
            let profile = entry.number().and_then(|id| list.run.lookup(id).profile());
            let public = profile.and_then(|profile| profile.name.as_deref());
            // The file's is often in two columns: the first of them that says something decides.
            let theirs = || {
                let cells = list.columns.name.iter().map(|column| row.cell(*column));
                cells.map(str::trim).find(|cell| !cell.is_empty())
            };
            public.or_else(theirs).map(Value::Text)
        }
        Column::Number => {
            let number = list.plan.numbers.get(entry.number()?)?;
            Some(Value::Exact(number.digits()))
        }
        Column::Country => {
            let known = facts.country.filter(|code| *code != country::UNKNOWN);
            known.map(Value::Exact)
        }
        Column::Status => Some(Value::Rank(facts.status as u64)),
        Column::Picture => facts.picture.map(|state| {
            Value::Rank(match state {
                PictureState::Public => 0,
                PictureState::Private => 1,
                PictureState::None => 2,
                PictureState::Unknown => 3,
            })
        }),
        Column::Checked => facts.checked_ms.map(|ms| Value::Rank(ordered(ms))),
        Column::NameMatch => facts.name_match.map(|result| {
            Value::Rank(match result {
                NameMatch::Same => 0,
                NameMatch::Partial => 1,
                NameMatch::Different => 2,
                NameMatch::Unknown => 3,
            })
        }),
        Column::Signals => facts
            .signals
            .map(|signals| Value::Rank(signals.count().into())),
        Column::Own(column) => {
            let cell = row.cell(column).trim();
            match amount(cell) {
                Some(amount) => Some(Value::Rank(ordered(amount))),
                None => (!cell.is_empty()).then_some(Value::Text(cell)),
            }
        }
    }
}

fn key(value: Value<'_>, entry: u32, texts: &mut String) -> Key {
    let start = texts.len();
    match value {
        Value::Rank(_) => {}
        Value::Exact(text) => texts.push_str(text),
        Value::Text(text) => fold(text, texts),
    }
    let text = start..texts.len();
    let rank = match value {
        Value::Rank(rank) => rank.into(),
        // Numbers stand before texts.
        Value::Exact(_) | Value::Text(_) => {
            let bytes = texts.as_bytes().get(text.clone()).unwrap_or_default();
            let prefix = bytes
                .iter()
                .take(PREFIX)
                .fold(1, |rank, byte| rank << 8 | u128::from(*byte));
            prefix << (8 * PREFIX.saturating_sub(bytes.len()))
        }
    };
    Key { rank, text, entry }
}

/// As a reader looks for it: accents and capitals make no difference.
fn fold(text: &str, to: &mut String) {
    if text.is_ascii() {
        to.extend(text.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
        to.extend(
            UnicodeFolding
                .decompose(text)
                .chars()
                .filter(|c| !is_accent(c)),
        );
    }
}

/// A cell that is a plain number. `1e5` and `inf` are words here.
fn amount(cell: &str) -> Option<f64> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.' || byte == b'-';
    cell.bytes()
        .all(is_plain)
        .then(|| cell.parse().ok())
        .flatten()
}

/// Bits that are in the order of their numbers (as [`f64::total_cmp`] compares).
const fn ordered(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}
