//! The workbench's state: what is asked for when, and what is forgotten.

#![allow(clippy::unwrap_used, clippy::panic)]

use phone_profile::page::access::AccessChange;
use phone_profile::page::session::{Session, SignIn};

use super::super::roles::Role;
use super::*;
use crate::protocol::{
    self, Facet, File, Order, Pictures, RecordOutcome, RecordReply, Region, Reply, Row, Selected,
    Selection,
};

/// A row without anything in it.
pub fn row(entry: usize) -> Row {
    Row {
        entry,
        place: u32::try_from(entry).unwrap_or(u32::MAX),
        name: String::new(),
        is_public_name: false,
        number: String::new(),
        country: None,
        status: String::new(),
        note: String::new(),
        thumb: None,
        picture: String::new(),
        business: String::new(),
        verified: false,
        checked: None,
        name_match: String::new(),
        signals: Vec::new(),
        changes: Vec::new(),
        own: Vec::new(),
        selected: false,
    }
}

fn opened() -> Opened {
    Opened {
        name: Some("contacts.csv".to_owned()),
        format: "CSV".to_owned(),
        notes: Vec::new(),
        names: vec!["Name".to_owned(), "Phone".to_owned(), "Owner".to_owned()],
        first: Vec::new(),
        columns: Columns {
            header: true,
            numbers: vec![1],
            name: vec![0],
            region: Region::None,
        },
    }
}

fn progress(phase: Phase, answered: usize) -> Reply {
    Reply::Progress(Progress {
        phase,
        answered,
        failed: 0,
        failures: Vec::new(),
        under_way: 0,
        waiting: 100 - answered,
        paid: answered,
        per_second: None,
        seconds_left: None,
        pictures: Pictures::default(),
    })
}

fn planned() -> Reply {
    Reply::Planned(Planned {
        rows: 100,
        numbers: 100,
        ..Planned::default()
    })
}

/// A list that is planned.
fn with_list() -> State {
    let mut state = State::new();
    state.apply(Action::Heard(Reply::Opened(opened())));
    state.apply(Action::Heard(planned()));
    state
}

fn asked(effects: &[Effect]) -> Vec<&Request> {
    let requests = effects.iter().filter_map(|effect| match effect {
        Effect::Ask(request) => Some(request),
        Effect::Save(_) | Effect::AskAccess | Effect::Print => None,
    });
    requests.collect()
}

fn shows(effects: &[Effect]) -> usize {
    let shows = asked(effects).into_iter();
    shows
        .filter(|request| matches!(request, Request::Show(_)))
        .count()
}

#[test]
fn given_a_list_when_planned_then_nothing_is_asked_for_before_it_is_started() {
    let mut state = State::new();
    let effects = state.apply(Action::Heard(Reply::Opened(opened())));
    assert!(matches!(asked(&effects)[..], [Request::Show(_)]));
    assert!(state.apply(Action::Heard(planned())).is_empty());
    assert!(
        state
            .apply(Action::Heard(progress(Phase::Paused, 0)))
            .is_empty()
    );
    assert!(!state.has_results() && !state.would_lose());
}

#[test]
fn given_a_plan_when_started_then_the_worker_gets_cap_and_purpose() {
    let mut state = with_list();
    state.apply(Action::CapTyped("50".to_owned()));
    state.apply(Action::PurposeGiven(" audit ".to_owned()));
    let effects = state.apply(Action::Started);

    let Some(Request::Start(start)) = asked(&effects).first().copied() else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (start.cap, start.purpose.as_deref()),
        (Some(50), Some("audit"))
    );
    assert_eq!(start.token, None);
    assert!(state.is_running());
}

#[test]
fn given_no_right_to_look_up_when_started_then_nothing_is_asked_for() {
    let mut unreadable = with_list();
    unreadable.apply(Action::CapTyped("a few".to_owned()));
    assert!(unreadable.apply(Action::Started).is_empty());

    let mut stranger = with_list();
    stranger.apply(Action::Access(AccessChange::Known(
        Access::sign_in_by_token(),
    )));
    assert!(stranger.apply(Action::Started).is_empty());

    let mut without_purpose = with_list();
    let session = Session {
        signed_in: true,
        sign_in: SignIn::Token,
        purposes: Some(vec!["support".to_owned()]),
        purpose_required: true,
        ..Session::default()
    };
    let access = Access::of(session, true);
    without_purpose.apply(Action::Access(AccessChange::Known(access)));
    without_purpose.apply(Action::PurposeGiven("fun".to_owned()));
    assert!(without_purpose.apply(Action::Started).is_empty());
    assert_eq!(without_purpose.purpose_asks, 1);
    without_purpose.apply(Action::PurposeGiven("support".to_owned()));
    assert!(!without_purpose.apply(Action::Started).is_empty());
}

#[test]
fn given_a_run_when_it_ends_then_the_gateway_is_asked_what_is_left() {
    let mut state = with_list();
    state.apply(Action::Started);
    assert!(
        state
            .apply(Action::Heard(progress(Phase::Running, 50)))
            .is_empty()
    );
    let effects = state.apply(Action::Heard(progress(Phase::Finished, 100)));
    assert!(matches!(effects[..], [Effect::AskAccess]));
    assert!(
        state
            .apply(Action::Heard(progress(Phase::Finished, 100)))
            .is_empty()
    );
}

#[test]
fn given_a_list_that_is_closed_when_its_worker_goes_on_then_nothing_of_it_comes_back() {
    let mut state = with_list();
    state.apply(Action::Started);
    let effects = state.apply(Action::Closed);
    assert!(matches!(asked(&effects)[..], [Request::Pause]));

    state.apply(Action::Heard(progress(Phase::Running, 3)));
    state.apply(Action::Heard(planned()));
    assert!(state.progress.is_none() && state.planned.is_none());
}

#[test]
fn given_a_token_that_is_refused_in_the_middle_when_told_then_its_form_comes() {
    let mut state = with_list();
    state.apply(Action::Started);
    state.apply(Action::Heard(progress(Phase::SignIn, 10)));

    assert!(matches!(state.access, Access::Token(_)));
    assert!(!state.is_running());
    assert_eq!(state.sign_ins, 1);
}

#[test]
fn given_answers_when_the_page_would_be_left_then_they_are_lost_unless_kept() {
    let mut state = with_list();
    state.apply(Action::Started);
    assert!(!state.would_lose());
    state.apply(Action::Heard(progress(Phase::Running, 1)));
    assert!(state.would_lose());
    state.apply(Action::KeepSet(true));
    assert!(!state.would_lose());
}

#[test]
fn given_a_view_when_it_comes_then_the_rows_in_sight_are_asked_for() {
    let mut state = with_list();
    state.apply(Action::Started);
    assert!(state.apply(Action::Seen(0..24)).is_empty());
    let shown = Shown {
        entries: 100,
        ..Shown::default()
    };
    let effects = state.apply(Action::Heard(Reply::View(shown)));

    assert!(matches!(
        asked(&effects)[..],
        [Request::Rows { from: 0, count: 64 }]
    ));
    let effects = state.apply(Action::Seen(50..80));
    assert!(matches!(
        asked(&effects)[..],
        [Request::Rows {
            from: 64,
            count: 36
        }]
    ));
    assert!(state.apply(Action::Seen(52..80)).is_empty());
}

#[test]
fn given_a_bar_when_pressed_twice_then_its_filter_is_gone() {
    let mut state = with_list();
    let press = || Action::Filtered(Facet::Status, "registered".to_owned());
    assert_eq!(shows(&state.apply(press())), 1);
    assert_eq!(state.view.filter(Facet::Status), Some("registered"));
    state.apply(press());
    assert!(!state.view.is_filtered());
}

#[test]
fn given_a_search_when_it_is_the_same_then_nothing_is_asked_for() {
    let mut state = with_list();
    let search = || Action::Searched("ada".to_owned());
    assert_eq!(shows(&state.apply(search())), 1);
    assert!(state.apply(search()).is_empty());
    assert_eq!(shows(&state.apply(Action::FiltersCleared)), 1);
}

#[test]
fn given_columns_of_the_file_when_shown_then_they_stand_behind_ours_in_the_files_order() {
    let mut state = with_list();
    state.apply(Action::ColumnShown(Column::Own(2), true));
    state.apply(Action::ColumnShown(Column::Own(0), true));
    state.apply(Action::ColumnShown(Column::Country, false));
    state.apply(Action::ColumnShown(Column::Checked, true));

    assert_eq!(state.view.own, [0, 2]);
    let ends = &state.table[state.table.len() - 3..];
    assert_eq!(ends, [Column::Checked, Column::Own(0), Column::Own(2)]);
    assert!(!state.table.contains(&Column::Country));
}

#[test]
fn given_a_card_when_another_row_s_comes_late_then_it_is_passed_over() {
    let mut state = with_list();
    let card = |entry| {
        Reply::Card(Box::new(Card {
            row: row(entry),
            e164: None,
            expected_name: String::new(),
            profile: None,
            source: None,
            not_compared: None,
            cells: Vec::new(),
        }))
    };
    state.apply(Action::CardOpened(7));
    state.apply(Action::CardOpened(8));
    state.apply(Action::Heard(card(7)));
    assert!(state.card.is_none());
    state.apply(Action::Heard(card(8)));
    assert!(state.card.is_some());
    state.apply(Action::CardClosed);
    state.apply(Action::Heard(card(8)));
    assert!(state.card.is_none());
}

#[test]
fn given_columns_when_chosen_then_the_list_is_planned_anew() {
    let mut state = with_list();
    let effects = state.apply(Action::RoleChosen(2, Role::Number));
    let [Request::Choose(columns)] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(columns.numbers, [1, 2]);
    assert_eq!(*columns, state.columns);
}

#[test]
fn given_another_list_when_opened_then_nothing_of_the_first_is_left_but_who_asks() {
    let mut state = with_list();
    state.apply(Action::PurposeGiven("support".to_owned()));
    state.apply(Action::Started);
    state.apply(Action::Heard(progress(Phase::Finished, 100)));
    state.apply(Action::Filtered(Facet::Status, "registered".to_owned()));
    state.apply(Action::CardOpened(3));
    state.apply(Action::Heard(Reply::Opened(opened())));

    assert!(state.progress.is_none() && state.planned.is_none() && state.open.is_none());
    assert!(!state.view.is_filtered());
    assert_eq!(state.purpose, "support");
}

#[test]
fn given_a_kept_run_when_restored_then_its_answers_are_shown() {
    let mut state = State::new();
    let kept = Kept {
        name: Some("contacts.csv".to_owned()),
        answered: 5,
    };
    state.apply(Action::Heard(Reply::Kept(Some(kept))));
    let effects = state.apply(Action::Restored);
    assert!(matches!(asked(&effects)[..], [Request::Restore]));
    assert_eq!(state.reading.as_deref(), Some("contacts.csv"));

    state.apply(Action::Heard(Reply::Opened(opened())));
    state.apply(Action::Heard(planned()));
    state.apply(Action::Heard(progress(Phase::Paused, 5)));
    assert!(state.keeps && state.has_results());
}

#[test]
fn given_a_failure_when_told_then_nothing_is_waited_for() {
    let mut state = with_list();
    state.apply(Action::Reading("big.xlsx".to_owned()));
    state.apply(Action::Heard(Reply::Failed(
        "It is no workbook.".to_owned(),
    )));
    assert_eq!((state.reading.as_deref(), state.writing), (None, false));
    assert_eq!(state.problem.as_deref(), Some("It is no workbook."));
    // What was there is still there.
    assert!(state.list.is_some());
}

#[test]
fn given_a_column_s_head_when_pressed_then_the_list_is_sorted_by_it() {
    let mut state = with_list();
    state.apply(Action::Sorted(protocol::Column::Name));
    state.apply(Action::Sorted(protocol::Column::Name));
    assert_eq!(
        state.view.sort,
        Some((protocol::Column::Name, Order::Descending))
    );
}

#[test]
fn given_a_card_without_an_answer_when_answers_come_then_it_is_asked_for_again() {
    let mut state = with_list();
    state.apply(Action::CardOpened(7));
    let card = Card {
        row: row(7),
        e164: Some("+13105550123".to_owned()),
        expected_name: String::new(),
        profile: None,
        source: None,
        not_compared: None,
        cells: Vec::new(),
    };
    state.apply(Action::Heard(Reply::Card(Box::new(card))));
    let effects = state.apply(Action::Heard(Reply::View(Shown::default())));
    assert!(matches!(asked(&effects)[..], [Request::Card { entry: 7 }]));
}

#[test]
fn given_a_comparison_when_it_is_told_again_then_its_column_is_shown_once() {
    let mut state = with_list();
    let compared = || {
        Action::Heard(Reply::Compared {
            both: 5,
            changed: 1,
        })
    };
    state.apply(compared());
    assert!(state.table.contains(&Column::Changes));
    state.apply(Action::ColumnShown(Column::Changes, false));
    state.apply(compared());
    assert!(!state.table.contains(&Column::Changes));
}

fn with_session(state: &mut State, session: Session) {
    state.apply(Action::Access(AccessChange::Known(Access::of(
        Session {
            signed_in: true,
            ..session
        },
        false,
    ))));
}

#[test]
fn given_rows_that_are_selected_when_started_then_only_those_are_asked_for() {
    let mut state = with_list();
    assert!(
        state.apply(Action::SelectedStarted).is_empty(),
        "nothing is selected"
    );
    let effects = state.apply(Action::Selected(Selection::Toggled { entry: 3 }));
    assert!(matches!(asked(&effects)[..], [Request::Select(_)]));

    state.apply(Action::Heard(Reply::View(Shown {
        entries: 100,
        selected: Selected {
            entries: 1,
            shown: 1,
            open: 1,
        },
        ..Shown::default()
    })));
    let effects = state.apply(Action::SelectedStarted);
    let [Request::Start(start)] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(start.only_selected);
    assert_eq!(
        state.progress.as_ref().map(|progress| progress.waiting),
        Some(1)
    );
}

#[test]
fn given_a_gateway_that_compares_pictures_when_started_then_the_worker_is_told() {
    let mut state = with_list();
    with_session(
        &mut state,
        Session {
            compares_pictures: true,
            ..Session::default()
        },
    );
    let effects = state.apply(Action::Started);
    let [Request::Start(start)] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(start.compares_pictures);
    let effects = state.apply(Action::PicturesCompared);
    assert!(matches!(
        asked(&effects)[..],
        [Request::ComparePictures { token: None }]
    ));
}

fn record(outcome: RecordOutcome) -> Action {
    Action::Heard(Reply::Record(RecordReply { entry: 7, outcome }))
}

#[test]
fn given_a_record_that_takes_a_lookup_when_wanted_then_none_is_made_before_the_person_says_so() {
    let mut state = with_list();
    let effects = state.apply(Action::RecordWanted {
        entry: 7,
        may_look_up: false,
    });
    let [Request::Record(wanted)] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(!wanted.may_look_up);

    assert!(state.apply(record(RecordOutcome::NeedsLookup)).is_empty());
    assert_eq!(state.record, Some(RecordState::NeedsLookup(7)));

    let effects = state.apply(Action::RecordWanted {
        entry: 7,
        may_look_up: true,
    });
    let [Request::Record(wanted)] = asked(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(wanted.may_look_up);
}

#[test]
fn given_a_record_when_it_is_there_then_it_can_be_saved_and_one_that_was_left_is_forgotten() {
    let made = || {
        RecordOutcome::Made(Box::new(Record {
            number: "+13105550123".to_owned(),
            fields: Vec::new(),
            is_demo: true,
            sha256: String::new(),
            signature: None,
            file: File {
                name: "identity-record-13105550123.json".to_owned(),
                media_type: "application/json".to_owned(),
                bytes: b"{}".to_vec(),
            },
        }))
    };
    let mut state = with_list();
    state.apply(record(made()));
    assert_eq!(state.record, None, "nobody has asked for it");

    state.apply(Action::RecordWanted {
        entry: 7,
        may_look_up: false,
    });
    state.apply(record(made()));
    let effects = state.apply(Action::RecordSaved);
    assert!(matches!(&effects[..], [Effect::Save(file)] if file.name.ends_with(".json")));
    assert!(matches!(state.apply(Action::Printed)[..], [Effect::Print]));

    state.apply(Action::RecordClosed);
    assert_eq!(state.record, None);
    assert!(state.apply(Action::RecordSaved).is_empty());
}
