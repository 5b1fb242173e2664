//! What holds for every list and every view.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::{NOW, URL, answer, line, open, rows, show};
use crate::engine::Engine;
use crate::protocol::{Column, Facet, Order, Request, Row, Start, View};

const FACETS: [Facet; 5] = [
    Facet::Status,
    Facet::Picture,
    Facet::Business,
    Facet::Country,
    Facet::NameMatch,
];

fn columns() -> impl Strategy<Value = Column> {
    prop_oneof![
        Just(Column::Name),
        Just(Column::Number),
        Just(Column::Country),
        Just(Column::Status),
        Just(Column::Picture),
        Just(Column::Checked),
        Just(Column::NameMatch),
        Just(Column::Signals),
        (0_usize..4).prop_map(Column::Own),
    ]
}

/// A list, some of whose numbers are answered.
fn list() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (0_u8..60).prop_map(|last| format!("+1 310 555 01{last:02}")),
        (0_u8..60).prop_map(|last| format!("+44 7700 9001{last:02}")),
        "[a-z+0-9 ]{0,12}",
    ];
    let name = "\\PC{0,12}".prop_map(|name| name.replace('"', ""));
    let row = (name, number, "-?[0-9a-z.]{0,4}");
    proptest::collection::vec(row, 1..40).prop_map(|rows| {
        let rows = rows
            .iter()
            .map(|(name, number, amount)| format!("\"x{name}\",{number},\"{amount}\"\n"));
        format!("Name,Phone,Amount\n{}", rows.collect::<String>())
    })
}

proptest! {
    #[test]
    fn given_any_list_and_view_when_shown_then_it_is_a_part_of_the_list_and_the_facets_add_up(
        list in list(),
        sort in proptest::option::of(columns()),
        search in "[a-z0-9]{0,2}",
        facet in 0_usize..5,
        registered in any::<bool>(),
    ) {
        let mut engine = open(&list);
        answer_some(&mut engine, registered);
        let all = rows(&mut engine, 0, 1_000).len();
        let sort = sort.map(|column| (column, Order::Ascending));
        let unfiltered = View { search, sort, ..View::default() };
        let shown = show(&mut engine, unfiltered.clone());
        let entries: Vec<usize> = rows(&mut engine, 0, 1_000).iter().map(|row| row.entry).collect();
        let different: BTreeSet<usize> = entries.iter().copied().collect();
        prop_assert_eq!(different.len(), entries.len());
        prop_assert_eq!(entries.len(), shown.entries);
        prop_assert!(entries.iter().all(|entry| *entry < all));
        if unfiltered.search.is_empty() {
            prop_assert_eq!(entries.len(), all);
        }
        let facet = FACETS[facet];
        let mut sum = 0;
        for (kind, count) in &shown.facets[&facet] {
            let mut view = unfiltered.clone();
            view.filters.insert(facet, kind.clone());
            let filtered = show(&mut engine, view);
            prop_assert_eq!(filtered.entries, *count, "{:?} {}", facet, kind);
            // Its own filter takes no other kind away.
            prop_assert_eq!(&filtered.facets[&facet], &shown.facets[&facet]);
            sum += count;
        }
        prop_assert!(sum <= shown.entries);
    }

    #[test]
    fn given_any_column_when_sorted_either_way_then_what_has_no_value_is_last_in_the_files_order(
        list in list(),
        column in columns(),
        order in prop_oneof![Just(Order::Ascending), Just(Order::Descending)],
    ) {
        let mut engine = open(&list);
        show(&mut engine, View { sort: Some((column, order)), own: vec![0, 1, 2], ..View::default() });
        let rows = rows(&mut engine, 0, 1_000);
        let mut entries: Vec<usize> = rows.iter().map(|row| row.entry).collect();
        let blanks: Vec<usize> =
            rows.iter().skip_while(|row| !is_blank(row, column)).map(|row| row.entry).collect();
        let count = rows.iter().filter(|row| is_blank(row, column)).count();
        prop_assert_eq!(blanks.len(), count);
        prop_assert!(blanks.is_sorted());
        entries.sort_unstable();
        prop_assert_eq!(entries, (0..rows.len()).collect::<Vec<_>>());
    }
}

/// Whether a row without an answer has nothing in a column.
fn is_blank(row: &Row, column: Column) -> bool {
    match column {
        Column::Name => row.name.is_empty(),
        Column::Number | Column::Country => row.country.is_none(),
        Column::Status => false,
        Column::Own(column) => row
            .own
            .get(column)
            .is_none_or(|cell| cell.trim().is_empty()),
        Column::Picture | Column::Checked | Column::NameMatch | Column::Signals => true,
    }
}

fn answer_some(engine: &mut Engine, registered: bool) {
    engine.handle(Request::Start(Start::default()), NOW);
    let Some(batch) = engine.take(10, NOW) else {
        return;
    };
    for number in &batch.numbers {
        let line = line(number.digits(), json!({ "isWhatsApp": registered }));
        engine.line(&batch, &line, URL, NOW);
    }
    engine.handle(Request::Pause, NOW);
    engine.news(NOW);
}

/// As many rows as a list may have: that it is done at all. Times are no matter of tests.
#[test]
fn given_as_many_rows_as_a_list_may_have_when_shown_then_all_are_there() {
    let mut text = "Name,Phone\n".to_owned();
    for row in 0..100_000 {
        text.push_str(&format!(
            "Person {row},+1{}555{:04}\n",
            201 + row % 700,
            100 + row / 700 % 50 * 2
        ));
    }
    let mut engine = open(&text);
    answer(&mut engine, &[("12015550100", json!({}))]);
    let view = View {
        sort: Some((Column::Name, Order::Descending)),
        search: "person 9".to_owned(),
        ..View::default()
    };
    assert_eq!(show(&mut engine, view).entries, 11_111);
    assert_eq!(rows(&mut engine, 11_000, 1_000).len(), 111);
}
