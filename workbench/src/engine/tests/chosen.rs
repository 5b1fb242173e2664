//! Rows that are selected, runs with them alone, and runs that are ended.

use serde_json::json;

use super::{CONTACTS, NOW, URL, line, open, phase, planned, rows, show};
use crate::engine::Engine;
use crate::protocol::{
    Column, Export, Form, Order, Phase, Reply, Request, Selected, Selection, Shown, Start, View,
    What,
};

fn select(engine: &mut Engine, selection: Selection) -> Selected {
    match engine.handle(Request::Select(selection), NOW).remove(0) {
        Reply::View(Shown { selected, .. }) => selected,
        other => panic!("{other:?}"),
    }
}

fn selected(engine: &mut Engine) -> Vec<usize> {
    let rows = rows(engine, 0, 100).into_iter();
    let mut entries: Vec<usize> = rows
        .filter(|row| row.selected)
        .map(|row| row.entry)
        .collect();
    entries.sort_unstable();
    entries
}

fn start(engine: &mut Engine, only_selected: bool) -> Vec<Reply> {
    let start = Start {
        only_selected,
        ..Start::default()
    };
    engine.handle(Request::Start(start), NOW)
}

#[test]
fn given_rows_when_selected_one_by_one_by_ranges_and_all_then_rows_and_counts_say_so() {
    let mut engine = open(CONTACTS);
    let told = select(&mut engine, Selection::Toggled { entry: 0 });
    assert_eq!((told.entries, told.shown, told.open), (1, 1, 1));
    // The fifth row repeats the first one's number; two have none.
    let range = |from, to, selected| Selection::Range { from, to, selected };
    let told = select(&mut engine, range(4, 2, true));
    assert_eq!((told.entries, told.shown, told.open), (4, 4, 1));
    assert_eq!(selected(&mut engine), [0, 2, 3, 4]);
    select(&mut engine, range(3, 9, false));
    assert_eq!(selected(&mut engine), [0, 2]);
    select(&mut engine, Selection::Toggled { entry: 0 });
    // No such row.
    select(&mut engine, Selection::Toggled { entry: 99 });
    assert_eq!(selected(&mut engine), [2]);
    let told = select(&mut engine, Selection::Shown(true));
    assert_eq!((told.entries, told.open), (5, 2));
    assert_eq!(select(&mut engine, Selection::None), Selected::default());
}

#[test]
fn given_a_view_when_all_is_selected_then_only_what_is_shown_is_and_it_stays_in_other_views() {
    let mut engine = open(CONTACTS);
    show(
        &mut engine,
        View {
            search: "london".to_owned(),
            ..View::default()
        },
    );
    let told = select(&mut engine, Selection::Shown(true));
    assert_eq!((told.entries, told.shown), (1, 1));
    let shown = show(
        &mut engine,
        View {
            search: "paris".to_owned(),
            sort: Some((Column::Name, Order::Descending)),
            ..View::default()
        },
    );
    assert_eq!((shown.selected.entries, shown.selected.shown), (1, 0));
    show(&mut engine, View::default());
    assert_eq!(selected(&mut engine), [1]);
    // Other columns are other entries.
    engine.handle(
        Request::OptOut {
            text: "+442079460958".to_owned(),
        },
        NOW,
    );
    assert_eq!(selected(&mut engine), [0_usize; 0]);
}

#[test]
fn given_a_selection_when_started_with_it_then_only_its_numbers_are_asked_for_and_the_rest_later() {
    let mut engine = open(CONTACTS);
    assert!(matches!(start(&mut engine, true)[..], [Reply::Failed(_)]));
    select(&mut engine, Selection::Toggled { entry: 1 });
    start(&mut engine, true);
    let batch = engine.take(100, NOW).unwrap();
    let digits: Vec<&str> = batch.numbers.iter().map(|number| number.digits()).collect();
    assert_eq!(digits, ["442079460958"]);
    engine.line(&batch, &line("442079460958", json!({})), URL, NOW);
    engine.ended(&batch, NOW);
    let news = engine.news(NOW);
    assert_eq!(phase(&news), Phase::SelectedDone);
    assert_eq!((planned(&news).answered, planned(&news).open), (1, 1));
    assert!(engine.take(100, NOW).is_none());

    start(&mut engine, false);
    let batch = engine.take(100, NOW).unwrap();
    assert_eq!(batch.numbers.len(), 1);
    assert_eq!(batch.numbers[0].digits(), "13105550123");
}

#[test]
fn given_a_run_when_it_is_cancelled_then_what_is_under_way_is_still_answered_and_nothing_more_asked()
 {
    let mut engine = open(CONTACTS);
    start(&mut engine, false);
    let batch = engine.take(1, NOW).unwrap();
    let told = engine.handle(Request::Cancel, NOW);
    assert_eq!(phase(&told), Phase::Cancelled);
    assert!(engine.take(100, NOW).is_none() && !engine.is_running());

    engine.line(&batch, &line("13105550123", json!({})), URL, NOW);
    engine.ended(&batch, NOW);
    let news = engine.news(NOW);
    assert_eq!(phase(&news), Phase::Cancelled);
    assert_eq!((planned(&news).answered, planned(&news).open), (1, 1));
    // Only who starts it again gets the rest.
    start(&mut engine, false);
    assert_eq!(engine.take(100, NOW).unwrap().numbers.len(), 1);
}

#[test]
fn given_a_selection_when_the_list_is_saved_with_it_alone_then_the_file_has_no_other_rows() {
    let mut engine = open(CONTACTS);
    select(&mut engine, Selection::Toggled { entry: 1 });
    for form in [Form::Csv, Form::JsonLines, Form::VCard] {
        let export = Request::Export(Export {
            what: What::List {
                shape: "plain".to_owned(),
            },
            form,
            only_selected: true,
        });
        let Reply::File(file) = engine.handle(export, NOW).remove(0) else {
            panic!("no file");
        };
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("ben Example"), "{text}");
        assert!(
            !text.contains("Ada Example") && !text.contains("Cleo"),
            "{text}"
        );
    }
}
