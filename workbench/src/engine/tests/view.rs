//! What is shown, in which order, and how it is counted.

use std::collections::BTreeMap;

use super::{CONTACTS, answered, open, rows, show};
use crate::protocol::{Column, Facet, Order, Row, View};

fn names(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn filtered(filters: &[(Facet, &str)]) -> View {
    let filters = filters
        .iter()
        .map(|(facet, kind)| (*facet, (*kind).to_owned()));
    View {
        filters: filters.collect(),
        ..View::default()
    }
}

fn sorted(column: Column, order: Order) -> View {
    View {
        sort: Some((column, order)),
        ..View::default()
    }
}

fn searched(search: &str) -> View {
    View {
        search: search.to_owned(),
        ..View::default()
    }
}

#[test]
fn given_answers_when_rows_are_told_then_they_say_what_is_known_and_nothing_else() {
    let rows = rows(&mut answered(), 0, 10);
    assert_eq!(rows.len(), 5);
    let ada = &rows[0];
    assert_eq!(
        (ada.entry, ada.place, ada.name.as_str(), ada.is_public_name),
        (0, 2, "Ada Example", true)
    );
    assert_eq!(
        (ada.number.as_str(), ada.country.as_deref()),
        ("+1 310 555 0123", Some("US"))
    );
    assert_eq!(
        (
            ada.status.as_str(),
            ada.picture.as_str(),
            ada.business.as_str()
        ),
        ("registered", "public", "yes")
    );
    assert_eq!(
        ada.thumb.as_deref(),
        Some("https://dash.example/picture/small")
    );
    assert_eq!(ada.name_match, "same");
    assert_eq!(ada.signals[0].key, "business");
    assert_eq!(rows[1].picture, "hidden");
    assert_eq!(
        (rows[2].status.as_str(), rows[2].number.as_str()),
        ("invalid number", "call me")
    );
    assert!(!rows[2].note.is_empty());
    assert_eq!(
        (rows[3].status.as_str(), rows[3].business.as_str()),
        ("no number", "")
    );
    // A repeated number has the same answer.
    assert_eq!(rows[4].status, "registered");
}

#[test]
fn given_a_filter_when_counted_then_its_own_facet_keeps_the_other_kinds() {
    let mut engine = answered();
    let shown = show(&mut engine, filtered(&[(Facet::Country, "GB")]));
    assert_eq!(shown.entries, 1);
    let count = |facet| {
        shown.facets[&facet]
            .iter()
            .map(|(kind, count)| (kind.as_str(), *count))
            .collect::<Vec<_>>()
    };
    assert_eq!(count(Facet::Country), [("US", 2), ("GB", 1)]);
    assert_eq!(count(Facet::Status), [("registered", 1)]);
    assert_eq!(count(Facet::NameMatch), [("partial", 1)]);
    assert_eq!(count(Facet::Signal), [("picture-hidden", 1)]);
    let shown = show(
        &mut engine,
        filtered(&[(Facet::Signal, "business"), (Facet::Picture, "public")]),
    );
    assert_eq!(shown.entries, 2);
    assert_eq!(
        show(&mut engine, filtered(&[(Facet::Status, "no such kind")])).entries,
        0
    );
}

#[test]
fn given_a_column_when_sorted_then_case_makes_no_difference_and_what_has_no_value_comes_last() {
    let mut engine = open("Name,Phone,Amount\nben,,10\nÉmile,,9\nAda,,\nZoe,,x\n,,-1\nEva,,2\n");
    show(&mut engine, sorted(Column::Name, Order::Ascending));
    assert_eq!(
        names(&rows(&mut engine, 0, 9)),
        ["Ada", "ben", "Émile", "Eva", "Zoe", ""]
    );
    show(&mut engine, sorted(Column::Name, Order::Descending));
    assert_eq!(
        names(&rows(&mut engine, 0, 9)),
        ["Zoe", "Eva", "Émile", "ben", "Ada", ""]
    );
    show(&mut engine, sorted(Column::Own(2), Order::Ascending));
    assert_eq!(
        names(&rows(&mut engine, 0, 9)),
        ["", "Eva", "Émile", "ben", "Zoe", "Ada"]
    );
    show(&mut engine, sorted(Column::Own(2), Order::Descending));
    assert_eq!(
        names(&rows(&mut engine, 0, 9)),
        ["Zoe", "ben", "Émile", "Eva", "", "Ada"]
    );
}

#[test]
fn given_answers_when_sorted_by_what_they_say_then_entries_without_one_come_last() {
    let mut engine = answered();
    for column in [
        Column::Picture,
        Column::Checked,
        Column::NameMatch,
        Column::Signals,
        Column::Country,
        Column::Number,
    ] {
        for order in [Order::Ascending, Order::Descending] {
            show(&mut engine, sorted(column, order));
            let last: Vec<usize> = rows(&mut engine, 3, 2)
                .iter()
                .map(|row| row.entry)
                .collect();
            assert_eq!(last, [2, 3], "{column:?} {order:?}");
        }
    }
}

#[test]
fn given_a_text_when_searched_then_cells_names_and_numbers_are_looked_through() {
    let mut engine = answered();
    for (text, expected) in [
        ("LONDON", vec![1]),
        ("other", vec![1]),
        ("3105550", vec![0, 4]),
        ("310-555", vec![0, 4]),
        ("+44 20", vec![1]),
        ("call", vec![2]),
        // Not from one cell into the next.
        ("examplecall", vec![]),
        ("  ", vec![0, 1, 2, 3, 4]),
    ] {
        let shown = show(&mut engine, searched(text));
        let entries: Vec<usize> = rows(&mut engine, 0, 9)
            .iter()
            .map(|row| row.entry)
            .collect();
        assert_eq!(entries, expected, "{text}");
        assert_eq!(shown.entries, expected.len());
    }
}

#[test]
fn given_hostile_names_when_shown_and_searched_then_nothing_breaks() {
    let hostile = "=HYPERLINK(\"x\"),\u{202e}ada,\u{ad}\u{200b}\u{feff},İSTANBUL ΣΑΣ,👩‍👩‍👧‍👦,محمد,%s%n,<img src=x>";
    let mut text = "Name,Phone\n".to_owned();
    for name in hostile.split(',') {
        text.push_str(&format!(
            "\"{}\",+1 310 555 0123\n",
            name.replace('"', "\"\"")
        ));
    }
    let mut engine = open(&text);
    for name in hostile.split(',').filter(|name| !name.trim().is_empty()) {
        show(&mut engine, searched(name));
        show(&mut engine, sorted(Column::Name, Order::Descending));
    }
    assert_eq!(show(&mut engine, searched("σας")).entries, 0);
    assert_eq!(show(&mut engine, searched("ΣΑΣ")).entries, 1);
}

#[test]
fn given_own_columns_when_shown_then_rows_have_them_in_that_order() {
    let mut engine = open(CONTACTS);
    show(
        &mut engine,
        View {
            own: vec![2, 0, 99],
            ..View::default()
        },
    );
    assert_eq!(
        rows(&mut engine, 1, 1)[0].own,
        ["London", "ben Example", ""]
    );
}

#[test]
fn given_rows_beyond_the_end_when_asked_for_then_there_are_none() {
    let mut engine = open(CONTACTS);
    assert!(rows(&mut engine, usize::MAX, usize::MAX).is_empty());
    assert_eq!(rows(&mut engine, 4, usize::MAX).len(), 1);
}

#[test]
fn given_no_filter_when_counted_then_every_entry_has_a_status() {
    let shown = show(&mut answered(), View::default());
    let facets: BTreeMap<_, _> = shown.facets;
    let sum: usize = facets[&Facet::Status].iter().map(|(_, count)| count).sum();
    assert_eq!(sum, shown.entries);
    assert_eq!(facets[&Facet::Status][0], ("registered".to_owned(), 3));
}
