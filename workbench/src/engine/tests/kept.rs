//! A run that is kept, and gone on with.

use serde_json::json;

use super::{CONTACTS, NOW, URL, answer, answered, failure, line, open, planned, rows, started};
use crate::engine::{Engine, KeptRun};
use crate::protocol::{Reply, Request, Row, Start};

fn kept(engine: &Engine) -> KeptRun {
    KeptRun {
        bytes: CONTACTS.into(),
        name: engine.name().map(str::to_owned),
        choices: engine.choices().unwrap(),
        lines: engine
            .kept_lines()
            .into_iter()
            .map(|kept| kept.line)
            .collect(),
    }
}

fn all(engine: &mut Engine) -> Vec<Row> {
    rows(engine, 0, 99)
}

#[test]
fn given_a_run_when_kept_and_restored_then_it_is_the_same() {
    let mut engine = answered();
    engine.handle(
        Request::OptOut {
            text: "+1 201 555 0101".to_owned(),
        },
        NOW,
    );
    let mut restored = Engine::default();
    let replies = restored.restore(kept(&engine), URL, NOW);
    assert!(
        matches!(&replies[0], Reply::Opened(opened) if opened.name.as_deref() == Some("contacts.csv"))
    );
    assert_eq!(planned(&replies).answered, 2);
    assert_eq!(all(&mut restored), all(&mut engine));
    assert!(restored.choices() == engine.choices());
    // Nothing is asked for again.
    restored.handle(Request::Start(Start::default()), NOW);
    assert!(restored.take(20, NOW).is_none());
}

#[test]
fn given_an_answer_when_it_comes_then_its_line_can_be_kept_and_an_error_cant() {
    let mut engine = open(CONTACTS);
    let kept = answer(
        &mut engine,
        &[("13105550123", json!({})), ("12015550101", json!({}))],
    );
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].digits.as_str(), kept[0].line.as_str()),
        ("13105550123", line("13105550123", json!({})).as_str())
    );
    let mut engine = open(CONTACTS);
    let batch = started(&mut engine);
    let error = json!({"number": "13105550123", "error": {"status": 404, "code": "not-in-cache", "error": "x"}});
    assert!(engine.line(&batch, &error.to_string(), URL, NOW).is_none());
}

#[test]
fn given_lines_that_cant_be_read_when_restored_then_those_numbers_are_asked_for() {
    let mut run = kept(&answered());
    run.lines[0].truncate(40);
    let mut restored = Engine::default();
    assert_eq!(planned(&restored.restore(run, URL, NOW)).answered, 1);
    assert_eq!(started(&mut restored).numbers.len(), 1);
}

#[test]
fn given_a_list_that_cant_be_read_when_restored_then_it_is_told() {
    let mut run = kept(&answered());
    run.bytes = b"%PDF-1.7".to_vec();
    failure(&Engine::default().restore(run, URL, NOW));
}
