//! What the engine answers, as the page asks. Everybody is made up, all numbers are kept for fiction.

mod chosen;
mod files;
mod kept;
mod pictures;
mod properties;
mod record;
mod runs;
mod view;

use serde_json::{Value, json};

use super::{Batch, Engine, KeptLine};
use crate::protocol::{Phase, Planned, Progress, Reply, Request, Row, Shown, Start, View};

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;
const URL: &str = "https://dash.example/numbers";

const CONTACTS: &str = "Name,Phone,City\n\
    Ada Example,+1 310 555 0123,Los Angeles\n\
    ben Example,+44 20 7946 0958,London\n\
    Cleo Example,call me,Paris\n\
    Dan Example,,Rome\n\
    Ada Example,+1 (310) 555-0123,Again\n";

/// An engine with a list.
fn open(text: &str) -> Engine {
    let mut engine = Engine::default();
    let request = Request::Open {
        bytes: text.into(),
        name: Some("contacts.csv".to_owned()),
        region: None,
    };
    let replies = engine.handle(request, NOW);
    assert!(matches!(replies[0], Reply::Opened(_)), "{replies:?}");
    engine
}

/// The line that a gateway answers for a number.
fn line(digits: &str, more: Value) -> String {
    let mut profile = json!({
        "success": true,
        "isWhatsApp": true,
        "number": digits,
        "profilePic": "./picture/full",
        "profilePicThumb": "./picture/small",
        "name": "Ada Example",
        "isBusiness": false,
        "isVerified": null,
        "lastChecked": "2026-04-30T12:00:00Z",
        "source": "live",
    });
    let more = more.as_object().unwrap().clone();
    profile.as_object_mut().unwrap().extend(more);
    json!({ "number": digits, "profile": profile }).to_string()
}

/// Starts the run and takes what it asks for.
fn started(engine: &mut Engine) -> Batch {
    engine.handle(Request::Start(Start::default()), NOW);
    engine.take(1_000_000, NOW).unwrap()
}

/// Starts the run, and answers for some of its numbers.
fn answer(engine: &mut Engine, answers: &[(&str, Value)]) -> Vec<KeptLine> {
    let batch = started(engine);
    let lines = answers
        .iter()
        .map(|(digits, more)| line(digits, more.clone()));
    lines
        .filter_map(|line| engine.line(&batch, &line, URL, NOW))
        .collect()
}

/// [`CONTACTS`], answered.
fn answered() -> Engine {
    let mut engine = open(CONTACTS);
    answer(
        &mut engine,
        &[
            ("13105550123", json!({"isBusiness": true})),
            (
                "442079460958",
                json!({"name": "Ben Other", "profilePic": null, "profilePicThumb": null,
                "pictureState": "private"}),
            ),
        ],
    );
    engine.news(NOW);
    engine
}

fn rows(engine: &mut Engine, from: usize, count: usize) -> Vec<Row> {
    match engine.handle(Request::Rows { from, count }, NOW).remove(0) {
        Reply::Rows { rows, .. } => rows,
        other => panic!("{other:?}"),
    }
}

fn show(engine: &mut Engine, view: View) -> Shown {
    match engine.handle(Request::Show(view), NOW).remove(0) {
        Reply::View(shown) => shown,
        other => panic!("{other:?}"),
    }
}

fn planned(replies: &[Reply]) -> Planned {
    let planned = replies.iter().find_map(|reply| match reply {
        Reply::Planned(planned) => Some(planned.clone()),
        _ => None,
    });
    planned.unwrap()
}

fn progress(replies: &[Reply]) -> Progress {
    let progress = replies.iter().find_map(|reply| match reply {
        Reply::Progress(progress) => Some(progress.clone()),
        _ => None,
    });
    progress.unwrap()
}

fn phase(replies: &[Reply]) -> Phase {
    progress(replies).phase
}

fn failure(replies: &[Reply]) -> &str {
    match replies {
        [Reply::Failed(text)] => text,
        other => panic!("{other:?}"),
    }
}
