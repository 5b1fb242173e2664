//! Tables, as Markdown and for the terminal, and how numbers are written in them.

use super::summary::Summary;

/// Rows of text under a head; the first column is what a row is about.
#[derive(Debug, Default)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new<T: Into<String>>(head: impl IntoIterator<Item = T>) -> Self {
        Self {
            head: head.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Numbers stand on the right.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = (0..self.head.len()).map(|column| if column == 0 { "---|" } else { "---:|" });
        let mut text = line(&self.head);
        text.push('|');
        text.extend(rule);
        text.push('\n');
        for row in &self.rows {
            text.push_str(&line(row));
        }
        text
    }

    /// In columns as wide as what is in them.
    pub fn plain(&self) -> String {
        let all = || std::iter::once(&self.head).chain(&self.rows);
        let width = |column: usize| {
            let cells = all().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let mut text = String::new();
        for row in all() {
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let width = width(column);
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Three digits or all of a whole number, with commas between thousands: `1,234`, `97.4`, `3.21`.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size >= 99.95 || value.fract() == 0.0 {
        return grouped(value.round());
    }
    let digits = if size >= 9.995 { 1 } else { 2 };
    format!("{value:.digits$}")
}

fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 {
        format!("−{text}")
    } else {
        text
    }
}

/// How many times as much as something else.
pub fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

/// `412 (398–455)`, or one number where all are the same.
pub fn summary(value: Option<Summary>) -> String {
    let Some(Summary { min, median, max }) = value else {
        return "–".to_owned();
    };
    let (least, middle, most) = (number(min), number(median), number(max));
    if least == most {
        middle
    } else {
        format!("{middle} ({least}–{most})")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_numbers_of_all_sizes_when_written_then_they_have_the_digits_that_count() {
        for (value, text) in [
            (0.0, "0"),
            (0.004, "0.00"),
            (3.214, "3.21"),
            (97.44, "97.4"),
            (411.6, "412"),
            (57_706.0, "57,706"),
            (1_234_567.8, "1,234,568"),
            (-5_120.0, "−5,120"),
            (9.999, "10.0"),
            (99.99, "100"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn given_a_summary_when_written_then_a_range_is_there_only_where_there_is_one() {
        let of = |values: &[f64]| summary(Summary::of(values));
        assert_eq!(of(&[398.2, 412.0, 455.0]), "412 (398–455)");
        assert_eq!(of(&[5.0, 5.0]), "5");
        assert_eq!(of(&[]), "–");
        assert_eq!(ratio(Some(1.006)), "1.01");
        assert_eq!(ratio(None), "–");
    }

    #[test]
    fn given_rows_when_shown_then_markdown_and_terminal_have_their_columns() {
        let mut table = Table::new(["card", "ms"]);
        table.row(["Lit", "9"]);
        table.row(["no library", "10.5"]);
        assert_eq!(
            table.markdown(),
            "| card | ms |\n|---|---:|\n| Lit | 9 |\n| no library | 10.5 |\n"
        );
        assert_eq!(
            table.plain(),
            "card          ms\nLit            9\nno library  10.5\n"
        );
    }
}
