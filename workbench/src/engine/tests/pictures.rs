//! Which pictures look the same: when that is asked, and what comes of it.

use phone_profile_core::error::{LookupError, LookupErrorCode};
use serde_json::{Value, json};

use super::{CONTACTS, NOW, URL, answer, line, open, phase, progress, rows, started};
use crate::engine::{Engine, PictureBatch};
use crate::protocol::{
    Card, Export, Form, Phase, PictureStep, Pictures, Reply, Request, Start, What,
};

const ADA: &str = "13105550123";
const BEN: &str = "442079460958";

/// A run over [`CONTACTS`] at a gateway that compares pictures, up to its end.
fn run_to_the_end(engine: &mut Engine) {
    engine.handle(
        Request::Start(Start {
            compares_pictures: true,
            ..Start::default()
        }),
        NOW,
    );
    let batch = engine.take(1_000_000, NOW).unwrap();
    assert!(engine.take_pictures(NOW).is_none(), "the run is under way");
    for digits in [ADA, BEN] {
        engine.line(&batch, &line(digits, json!({})), URL, NOW);
    }
    engine.ended(&batch, NOW);
    assert_eq!(phase(&engine.news(NOW)), Phase::Finished);
}

fn body(batch: &PictureBatch, hashes: &[Value]) -> String {
    let hashes: Vec<Value> = batch
        .links
        .iter()
        .zip(hashes)
        .map(|(link, hash)| {
            let mut told = json!({"link": link, "hash": null, "stock": null, "stockLabel": null, "problem": null});
            let hash = hash.as_object().unwrap().clone();
            told.as_object_mut().unwrap().extend(hash);
            told
        })
        .collect();
    json!({"success": true, "sameWithin": 3, "hashes": hashes}).to_string()
}

fn told(engine: &mut Engine) -> Pictures {
    progress(&engine.news(NOW + 9_000.0)).pictures
}

fn signals(engine: &mut Engine, index: usize) -> Vec<String> {
    let row = rows(engine, index, 1).remove(0);
    row.signals.into_iter().map(|signal| signal.key).collect()
}

fn card(engine: &mut Engine, entry: usize) -> Card {
    match engine.handle(Request::Card { entry }, NOW).remove(0) {
        Reply::Card(card) => *card,
        other => panic!("{other:?}"),
    }
}

#[test]
fn given_pictures_that_look_the_same_when_the_run_has_ended_then_rows_cards_and_files_say_so() {
    let mut engine = open(CONTACTS);
    run_to_the_end(&mut engine);
    assert_eq!(
        card(&mut engine, 0).not_compared.as_deref(),
        Some("it wasn\u{2019}t asked for")
    );
    let batch = engine.take_pictures(NOW).unwrap();
    assert_eq!(batch.links, ["https://dash.example/picture/small"; 2]);
    let under_way = told(&mut engine);
    assert_eq!(
        (under_way.step, under_way.waiting),
        (PictureStep::UnderWay, 2)
    );

    let hashes = [
        json!({"hash": "00000000000000ff", "stock": true, "stockLabel": "office.jpg"}),
        json!({"hash": "00000000000000fe", "stock": false}),
    ];
    engine.looked(&batch, Ok(body(&batch, &hashes)), NOW);
    assert!(engine.take_pictures(NOW).is_none());

    let done = told(&mut engine);
    assert_eq!(
        (done.step, done.compared, done.unknown, done.waiting),
        (PictureStep::Rests, 2, 0, 0)
    );
    assert_eq!(signals(&mut engine, 0), ["same-picture", "stock-picture"]);
    // The repeated row has the same number: its picture is on two numbers, as well.
    assert_eq!(signals(&mut engine, 4), ["same-picture", "stock-picture"]);
    assert!(signals(&mut engine, 1).contains(&"same-picture".to_owned()));
    assert_eq!(card(&mut engine, 0).not_compared, None);

    let export = Request::Export(Export {
        what: What::List {
            shape: "plain".to_owned(),
        },
        form: Form::Csv,
        only_selected: false,
    });
    let Reply::File(file) = engine.handle(export, NOW).remove(0) else {
        panic!("no file");
    };
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(text.contains("WhatsApp picture hash"), "{text}");
    assert!(text.contains(",00000000000000ff,"), "{text}");
    assert!(text.contains("same-picture; stock-picture"), "{text}");
}

#[test]
fn given_a_picture_that_cant_be_compared_when_asked_then_that_is_told_and_it_has_no_signal() {
    let mut engine = open(CONTACTS);
    run_to_the_end(&mut engine);
    let batch = engine.take_pictures(NOW).unwrap();
    let hashes = [
        json!({"hash": "00000000000000ff"}),
        json!({"problem": "no-detail"}),
    ];
    engine.looked(&batch, Ok(body(&batch, &hashes)), NOW);
    assert!(engine.take_pictures(NOW).is_none());
    let done = told(&mut engine);
    assert_eq!((done.compared, done.unknown), (1, 1));
    assert!(signals(&mut engine, 0).is_empty());
    assert_eq!(
        card(&mut engine, 1).not_compared.as_deref(),
        Some("it has hardly more than one colour")
    );
}

#[test]
fn given_a_failure_when_pictures_are_asked_for_then_the_run_has_not_failed_and_it_can_be_tried_again()
 {
    let mut engine = open(CONTACTS);
    run_to_the_end(&mut engine);
    for answer in [
        Err(LookupError::new(LookupErrorCode::Network, "")),
        Ok("{}".to_owned()),
    ] {
        let batch = engine.take_pictures(NOW).unwrap();
        engine.looked(&batch, answer, NOW);
        assert!(engine.take_pictures(NOW).is_none(), "not by itself");
        let news = engine.news(NOW + 9_000.0);
        let progress = progress(&news);
        assert_eq!((progress.phase, progress.failed), (Phase::Finished, 0));
        assert!(
            matches!(progress.pictures.step, PictureStep::Failed(_)),
            "{news:?}"
        );
        assert_eq!(progress.pictures.waiting, 2);
        engine.handle(Request::ComparePictures { token: None }, NOW);
    }
    assert!(engine.take_pictures(NOW).is_some());
}

#[test]
fn given_a_gateway_that_compares_none_when_the_run_ends_then_it_is_not_asked() {
    let mut engine = open(CONTACTS);
    answer(&mut engine, &[(ADA, json!({})), (BEN, json!({}))]);
    assert!(!engine.is_running());
    assert!(engine.take_pictures(NOW).is_none());
}

#[test]
fn given_an_answer_for_another_list_when_it_comes_then_nothing_changes() {
    let mut engine = open(CONTACTS);
    run_to_the_end(&mut engine);
    let batch = engine.take_pictures(NOW).unwrap();
    let other = Request::Open {
        bytes: CONTACTS.into(),
        name: None,
        region: None,
    };
    engine.handle(other, NOW);
    let hashes = [
        json!({"hash": "00000000000000ff"}),
        json!({"hash": "00000000000000ff"}),
    ];
    engine.looked(&batch, Ok(body(&batch, &hashes)), NOW);
    started(&mut engine);
    let pictures = told(&mut engine);
    assert_eq!((pictures.compared, pictures.unknown), (0, 0));
}
