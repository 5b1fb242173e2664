//! The columns of the table: which there are, what they are called, and what they sort by.

use crate::protocol::{self, Order};

/// A column that people can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Whether the row is selected.
    Select,
    /// Picture and name.
    Name,
    /// The number.
    Number,
    /// Its country.
    Country,
    /// What came of it.
    Status,
    /// Business and verified.
    Badges,
    /// What is known about the picture.
    Picture,
    /// How the names compare.
    NameMatch,
    /// What to look at.
    Signals,
    /// When it was looked up.
    Checked,
    /// What is otherwise than in an earlier export.
    Changes,
    /// One of the file's own.
    Own(usize),
}

/// Those of ours, in the order of the table. The first [`FIXED`] can't be left out.
pub const OURS: [Column; 11] = [
    Column::Select,
    Column::Name,
    Column::Number,
    Column::Country,
    Column::Status,
    Column::Badges,
    Column::Picture,
    Column::NameMatch,
    Column::Signals,
    Column::Checked,
    Column::Changes,
];

/// Columns that every table has.
pub const FIXED: usize = 2;

/// Those that a table begins with.
pub const FIRST: [Column; 8] = [
    Column::Select,
    Column::Name,
    Column::Number,
    Column::Country,
    Column::Status,
    Column::Badges,
    Column::Picture,
    Column::Signals,
];

impl Column {
    /// What stands above it; `names` are the file's.
    pub fn title(self, names: &[String]) -> String {
        let title = match self {
            Self::Select => "Selected",
            Self::Name => "Name",
            Self::Number => "Number",
            Self::Country => "Country",
            Self::Status => "Result",
            Self::Badges => "Badges",
            Self::Picture => "Picture",
            Self::NameMatch => "Name match",
            Self::Signals => "Signals",
            Self::Checked => "Checked",
            Self::Changes => "Changes",
            Self::Own(index) => names.get(index).map_or("", String::as_str),
        };
        title.to_owned()
    }

    /// As one word, for the style sheet.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Name => "name",
            Self::Number => "number",
            Self::Country => "country",
            Self::Status => "status",
            Self::Badges => "badges",
            Self::Picture => "picture",
            Self::NameMatch => "name-match",
            Self::Signals => "signals",
            Self::Checked => "checked",
            Self::Changes => "changes",
            Self::Own(_) => "own",
        }
    }

    /// Its width: at least so many rem, and of what is left so many parts.
    const fn width(self) -> (f64, f64) {
        match self {
            Self::Select => (2.75, 0.0),
            Self::Name => (13.5, 2.0),
            Self::Number => (10.5, 0.5),
            Self::Country => (9.5, 0.5),
            Self::Status => (9.0, 0.5),
            Self::Badges => (11.0, 0.25),
            Self::Picture | Self::NameMatch => (7.0, 0.25),
            Self::Signals => (13.0, 2.0),
            Self::Checked => (12.0, 0.5),
            Self::Changes => (13.0, 1.5),
            Self::Own(_) => (10.0, 1.0),
        }
    }

    /// What the list can be sorted by.
    pub const fn sorts_by(self) -> Option<protocol::Column> {
        match self {
            Self::Name => Some(protocol::Column::Name),
            Self::Number => Some(protocol::Column::Number),
            Self::Country => Some(protocol::Column::Country),
            Self::Status => Some(protocol::Column::Status),
            Self::Picture => Some(protocol::Column::Picture),
            Self::NameMatch => Some(protocol::Column::NameMatch),
            Self::Signals => Some(protocol::Column::Signals),
            Self::Checked => Some(protocol::Column::Checked),
            Self::Own(index) => Some(protocol::Column::Own(index)),
            Self::Select | Self::Badges | Self::Changes => None,
        }
    }
}

/// The columns' widths as a grid of CSS has them, and how wide they are together at least.
pub fn widths(table: &[Column]) -> (String, String) {
    let widths = table.iter().map(|column| column.width());
    let tracks: Vec<String> = widths
        .clone()
        .map(|(rem, parts)| format!("minmax({rem}rem, {parts}fr)"))
        .collect();
    let least: f64 = widths.map(|(rem, _)| rem).sum();
    (tracks.join(" "), format!("{least}rem"))
}

/// What a press on a column's head makes of the order: up, down, and the file's own again.
pub fn pressed(
    sort: Option<(protocol::Column, Order)>,
    column: protocol::Column,
) -> Option<(protocol::Column, Order)> {
    match sort {
        Some((by, Order::Ascending)) if by == column => Some((column, Order::Descending)),
        Some((by, Order::Descending)) if by == column => None,
        _ => Some((column, Order::Ascending)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_head_when_pressed_three_times_then_the_file_s_order_is_back() {
        let by = protocol::Column::Number;
        let once = pressed(None, by);
        let twice = pressed(once, by);
        assert_eq!(once, Some((by, Order::Ascending)));
        assert_eq!(twice, Some((by, Order::Descending)));
        assert_eq!(pressed(twice, by), None);
        assert_eq!(
            pressed(twice, protocol::Column::Name),
            Some((protocol::Column::Name, Order::Ascending))
        );
    }

    #[test]
    fn given_columns_when_laid_out_then_they_are_as_wide_together_as_each_at_least() {
        let (tracks, least) = widths(&[Column::Name, Column::Own(3)]);
        assert_eq!(tracks, "minmax(13.5rem, 2fr) minmax(10rem, 1fr)");
        assert_eq!(least, "23.5rem");
    }

    #[test]
    fn given_the_first_columns_when_compared_then_they_are_ours_in_their_order() {
        let mut rest = OURS.iter();
        assert!(FIRST.iter().all(|column| rest.any(|ours| ours == column)));
    }
}
