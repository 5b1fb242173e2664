//! A run, from the plan to its end.

use phone_profile_core::error::{LookupError, LookupErrorCode};
use serde_json::json;

use super::{
    CONTACTS, NOW, answer, answered, failure, line, open, phase, planned, progress, rows, started,
};
use crate::engine::Engine;
use crate::protocol::{Columns, Opened, Phase, Region, Reply, Request, Start};

fn opened(engine: &mut Engine, text: &str) -> Vec<Reply> {
    let request = Request::Open {
        bytes: text.into(),
        name: None,
        region: Some("us".to_owned()),
    };
    engine.handle(request, NOW)
}

#[test]
fn given_a_file_when_opened_then_columns_plan_and_view_are_told() {
    let replies = opened(&mut Engine::default(), CONTACTS);
    let [
        Reply::Opened(Opened {
            name,
            names,
            first,
            columns,
            format,
            ..
        }),
        Reply::Planned(planned),
        Reply::Progress(progress),
        Reply::View(shown),
    ] = replies.as_slice()
    else {
        panic!("{replies:?}");
    };
    assert_eq!(name, &None);
    assert_eq!(names, &["Name", "Phone", "City"]);
    assert_eq!((first.len(), format.as_str()), (6, "CSV with , in UTF-8"));
    assert_eq!(
        (columns.header, columns.numbers.as_slice()),
        (true, [1].as_slice())
    );
    assert_eq!(
        (
            planned.rows,
            planned.numbers,
            planned.repeated,
            planned.without_number
        ),
        (5, 2, 1, 1)
    );
    assert_eq!(planned.invalid.len(), 1);
    assert_eq!(
        (progress.phase, progress.waiting, shown.entries),
        (Phase::Paused, 2, 5)
    );
}

#[test]
fn given_no_list_when_anything_is_asked_then_it_is_refused_in_a_sentence() {
    let mut engine = Engine::default();
    for request in [
        Request::Start(Start::default()),
        Request::Pause,
        Request::Rows { from: 0, count: 1 },
        Request::Card { entry: 0 },
        Request::Show(Default::default()),
    ] {
        assert_eq!(failure(&engine.handle(request, NOW)), "No list is open.");
    }
    assert!(engine.take(10, NOW).is_none());
    assert!(engine.news(NOW).is_empty());
}

#[test]
fn given_what_is_no_list_when_opened_then_it_is_refused_and_nothing_is_open() {
    let mut engine = open(CONTACTS);
    failure(&opened(&mut engine, "%PDF-1.7"));
    failure(&engine.handle(Request::Pause, NOW));
}

#[test]
fn given_a_run_when_answered_then_it_ends_and_the_page_hears_of_it() {
    let mut engine = open(CONTACTS);
    let batch = started(&mut engine);
    assert_eq!(batch.numbers.len(), 2);
    engine.line(&batch, &line("13105550123", json!({})), super::URL, NOW);
    let news = engine.news(NOW);
    assert_eq!(
        (progress(&news).answered, phase(&news)),
        (1, Phase::Running)
    );
    assert!(engine.line(&batch, "{\"cut\":", super::URL, NOW).is_none());
    // Too soon.
    engine.line(
        &batch,
        &line("442079460958", json!({"isWhatsApp": false})),
        super::URL,
        NOW + 10.0,
    );
    engine.ended(&batch, NOW + 20.0);
    let news = engine.news(NOW + 20.0);
    assert_eq!(
        (progress(&news).answered, progress(&news).paid, phase(&news)),
        (2, 2, Phase::Finished)
    );
    assert!(news.iter().any(|reply| matches!(reply, Reply::View(_))));
    assert!(engine.news(NOW + 30.0).is_empty());
}

#[test]
fn given_many_answers_when_the_run_goes_on_then_the_page_is_told_no_more_often_than_it_can_look() {
    let text: String = (0..200)
        .map(|index| format!("+1{}5550{}\n", 201 + index, 100 + index % 100))
        .collect();
    let mut engine = open(&format!("Phone\n{text}"));
    let batch = started(&mut engine);
    let mut views = 0;
    for (index, number) in batch.numbers.iter().take(100).enumerate() {
        let now = NOW + index as f64 * 20.0;
        engine.line(&batch, &line(number.digits(), json!({})), super::URL, now);
        views += engine
            .news(now)
            .iter()
            .filter(|reply| matches!(reply, Reply::View(_)))
            .count();
    }
    assert_eq!(views, 4);
}

#[test]
fn given_a_pause_when_answers_still_come_then_they_count() {
    let mut engine = open(CONTACTS);
    let batch = started(&mut engine);
    assert_eq!(phase(&engine.handle(Request::Pause, NOW)), Phase::Paused);
    assert!(
        engine
            .line(&batch, &line("13105550123", json!({})), super::URL, NOW)
            .is_some()
    );
    engine.ended(&batch, NOW);
    assert!(!engine.is_running());
    let news = engine.news(NOW);
    assert_eq!((progress(&news).answered, progress(&news).waiting), (1, 1));
}

#[test]
fn given_a_cap_when_it_is_reached_then_the_run_stops_and_can_go_on() {
    let mut engine = open(CONTACTS);
    let start = |cap| {
        Request::Start(Start {
            cap: Some(cap),
            ..Start::default()
        })
    };
    engine.handle(start(1), NOW);
    let batch = engine.take(20, NOW).unwrap();
    assert_eq!(batch.numbers.len(), 1);
    engine.line(&batch, &line("13105550123", json!({})), super::URL, NOW);
    assert_eq!(phase(&engine.news(NOW)), Phase::Capped);
    assert_eq!(phase(&engine.handle(start(5), NOW)), Phase::Running);
}

#[test]
fn given_a_gateway_that_refuses_when_asked_then_the_run_stops_for_that_reason() {
    for (code, stopped) in [
        (LookupErrorCode::Unauthorized, Phase::SignIn),
        (LookupErrorCode::Forbidden, Phase::Refused),
        (LookupErrorCode::QuotaExhausted, Phase::QuotaExhausted),
    ] {
        let mut engine = open(CONTACTS);
        let batch = started(&mut engine);
        engine.refused(&batch, &LookupError::new(code, ""), NOW);
        let news = engine.news(NOW);
        assert_eq!((phase(&news), progress(&news).waiting), (stopped, 2));
    }
}

#[test]
fn given_a_gateway_that_is_never_there_when_asked_again_and_again_then_the_run_stops() {
    let mut engine = open(CONTACTS);
    engine.handle(Request::Start(Start::default()), NOW);
    let mut now = NOW;
    while engine.is_running() {
        if let Some(batch) = engine.take(20, now) {
            engine.ended(&batch, now);
        }
        now += 1_000.0;
        assert!(now < NOW + 600_000.0);
    }
    assert_eq!(phase(&engine.news(now)), Phase::Unreachable);
}

#[test]
fn given_an_opt_out_list_when_a_run_is_under_way_then_its_people_are_gone_and_answers_stay() {
    let mut engine = answered();
    let text = "+44 20 7946 0958".to_owned();
    let replies = engine.handle(Request::OptOut { text }, NOW);
    let told = planned(&replies);
    assert_eq!((told.opted_out, told.numbers, told.answered), (1, 1, 1));
    let rows = rows(&mut engine, 0, 9);
    assert_eq!(
        (rows[1].status.as_str(), rows[1].is_public_name),
        ("opted out", false)
    );
    assert_eq!(rows[0].status, "registered");
    let text = "nobody knows".to_owned();
    failure(&engine.handle(
        Request::OptOut {
            text: format!("+1 310 555 0123\n{text}"),
        },
        NOW,
    ));
    // The one before is still followed, also for the next list.
    assert_eq!(planned(&opened(&mut engine, CONTACTS)).opted_out, 1);
}

#[test]
fn given_other_columns_when_chosen_then_the_plan_is_another_and_answers_stay() {
    let mut engine = open("Name,Phone,Mobile\nAda Example,+1 310 555 0123,020 7946 0958\n");
    let columns = |region| Columns {
        header: true,
        numbers: vec![1, 2],
        name: vec![0],
        region,
    };
    let replies = engine.handle(Request::Choose(columns(Region::None)), NOW);
    assert_eq!(
        (planned(&replies).numbers, planned(&replies).invalid.len()),
        (1, 1)
    );
    answer(&mut engine, &[("13105550123", json!({}))]);
    let replies = engine.handle(
        Request::Choose(columns(Region::Fixed("gb".to_owned()))),
        NOW,
    );
    assert_eq!(
        (planned(&replies).numbers, planned(&replies).answered),
        (2, 1)
    );
    assert_eq!(
        (progress(&replies).paid, phase(&replies)),
        (1, Phase::Paused)
    );
    let request = Request::Choose(Columns {
        numbers: vec![7],
        ..Columns::default()
    });
    failure(&engine.handle(request, NOW));
}

#[test]
fn given_another_list_when_a_batch_of_the_first_is_answered_then_it_changes_nothing() {
    let mut engine = open(CONTACTS);
    let batch = started(&mut engine);
    opened(&mut engine, CONTACTS);
    assert!(!engine.is_current(&batch));
    assert!(
        engine
            .line(&batch, &line("13105550123", json!({})), super::URL, NOW)
            .is_none()
    );
    engine.ended(&batch, NOW);
    assert!(engine.news(NOW).is_empty());
}
