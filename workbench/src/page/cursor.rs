//! The cell that the keyboard is at, and where keys move it. Row 0 is the header.

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 0 for the header, else the row's index and one.
    pub row: usize,
    /// The column's index.
    pub column: usize,
}

/// The first row's first cell: what Tab comes to.
impl Default for Place {
    fn default() -> Self {
        Self { row: 1, column: 0 }
    }
}

impl Place {
    /// The nearest cell of a table with so many rows and columns.
    #[must_use]
    pub fn within(self, (entries, columns): (usize, usize)) -> Self {
        Self {
            row: self.row.min(entries),
            column: self.column.min(columns.saturating_sub(1)),
        }
    }

    /// Reads `row:column`.
    pub fn read(text: &str) -> Option<Self> {
        let (row, column) = text.split_once(':')?;
        Some(Self {
            row: row.parse().ok()?,
            column: column.parse().ok()?,
        })
    }
}

/// Where a key moves, in a table of so many rows and columns of which a page shows so many. None for keys that
/// move nothing.
pub fn moved(
    from: Place,
    key: &str,
    with_control: bool,
    page: usize,
    size: (usize, usize),
) -> Option<Place> {
    let Place { row, column } = from;
    let last = usize::MAX;
    let to = |row: usize, column: usize| Place { row, column };
    let next = match (key, with_control) {
        ("ArrowDown", false) => to(row.saturating_add(1), column),
        ("ArrowUp", false) => to(row.saturating_sub(1), column),
        ("ArrowRight", false) => to(row, column.saturating_add(1)),
        ("ArrowLeft", false) => to(row, column.saturating_sub(1)),
        ("PageDown", _) => to(row.saturating_add(page), column),
        // From the rows to the first of them; the header is an arrow further.
        ("PageUp", _) => to(row.saturating_sub(page).max(row.min(1)), column),
        ("Home", false) => to(row, 0),
        ("End", false) => to(row, last),
        ("Home", true) => to(row.min(1), 0),
        ("End", true) => to(last, last),
        _ => return None,
    };
    Some(next.within(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (usize, usize) = (100_000, 7);

    fn press(from: (usize, usize), key: &str, with_control: bool) -> Option<(usize, usize)> {
        let (row, column) = from;
        moved(Place { row, column }, key, with_control, 10, SIZE)
            .map(|place| (place.row, place.column))
    }

    #[test]
    fn given_a_cell_when_keys_are_pressed_then_it_moves_as_the_grid_pattern_has_it() {
        for (from, key, control, to) in [
            ((1, 0), "ArrowDown", false, (2, 0)),
            ((1, 0), "ArrowUp", false, (0, 0)),
            ((0, 3), "ArrowUp", false, (0, 3)),
            ((1, 6), "ArrowRight", false, (1, 6)),
            ((1, 0), "ArrowLeft", false, (1, 0)),
            ((5, 3), "Home", false, (5, 0)),
            ((5, 3), "End", false, (5, 6)),
            ((5, 3), "Home", true, (1, 0)),
            ((5, 3), "End", true, (100_000, 6)),
            ((5, 3), "PageDown", false, (15, 3)),
            ((99_995, 3), "PageDown", false, (100_000, 3)),
            ((5, 3), "PageUp", false, (1, 3)),
            ((0, 3), "PageUp", false, (0, 3)),
        ] {
            assert_eq!(press(from, key, control), Some(to), "{key} from {from:?}");
        }
    }

    #[test]
    fn given_a_key_that_moves_nothing_when_pressed_then_it_is_left_to_the_browser() {
        for (key, control) in [
            ("a", false),
            ("Tab", false),
            ("Enter", false),
            ("ArrowDown", true),
        ] {
            assert_eq!(press((1, 1), key, control), None, "{key}");
        }
    }

    #[test]
    fn given_an_empty_table_when_moved_in_then_its_header_is_all_there_is() {
        let place = moved(Place::default(), "ArrowDown", false, 10, (0, 7));
        assert_eq!(place, Some(Place { row: 0, column: 0 }));
        assert_eq!(Place::default().within((0, 0)), Place { row: 0, column: 0 });
    }

    #[test]
    fn given_a_cell_s_mark_when_read_then_it_is_its_place() {
        assert_eq!(Place::read("12:3"), Some(Place { row: 12, column: 3 }));
        assert_eq!(Place::read("12"), None);
        assert_eq!(Place::read("a:b"), None);
    }
}
