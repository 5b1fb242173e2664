//! Files, messages, cards and comparisons.

use serde_json::{Value, json};

use super::{CONTACTS, NOW, URL, answered, failure, line, open, progress, rows, started};
use crate::engine::Engine;
use crate::protocol::{Card, Export, File, Form, Messages, Reply, Request, What};

fn export(engine: &mut Engine, what: What, form: Form) -> File {
    match engine
        .handle(
            Request::Export(Export {
                what,
                form,
                only_selected: false,
            }),
            NOW,
        )
        .remove(0)
    {
        Reply::File(file) => file,
        other => panic!("{other:?}"),
    }
}

fn list(shape: &str) -> What {
    What::List {
        shape: shape.to_owned(),
    }
}

fn messages(engine: &mut Engine, template: &str) -> Messages {
    let template = template.to_owned();
    match engine.handle(Request::Messages { template }, NOW).remove(0) {
        Reply::Messages(messages) => messages,
        other => panic!("{other:?}"),
    }
}

#[test]
fn given_a_list_when_exported_in_each_form_then_the_file_is_named_after_it() {
    let mut engine = answered();
    for (form, shape, name, start) in [
        (
            Form::Csv,
            "plain",
            "contacts-enriched.csv",
            "\u{feff}Name,Phone,City,WhatsApp number",
        ),
        (
            Form::Csv,
            "hubspot",
            "contacts-enriched-hubspot.csv",
            "Name,Phone,City,WhatsApp number",
        ),
        (
            Form::Xlsx,
            "salesforce",
            "contacts-enriched-salesforce.xlsx",
            "PK",
        ),
        (Form::VCard, "plain", "contacts-enriched.vcf", "BEGIN:VCARD"),
        (Form::JsonLines, "plain", "contacts-enriched.jsonl", "{"),
    ] {
        let file = export(&mut engine, list(shape), form);
        assert_eq!(file.name, name);
        assert!(
            String::from_utf8_lossy(&file.bytes).starts_with(start),
            "{name}"
        );
    }
    let replies = engine.handle(
        Request::Export(Export {
            what: list("other"),
            form: Form::Csv,
            only_selected: false,
        }),
        NOW,
    );
    failure(&replies);
}

#[test]
fn given_somebody_who_opted_out_when_anything_is_exported_then_they_are_in_no_file() {
    let mut engine = answered();
    engine.handle(
        Request::OptOut {
            text: "+44 20 7946 0958".to_owned(),
        },
        NOW,
    );
    let template = "Hello {name}".to_owned();
    for what in [
        list("plain"),
        What::Invalid,
        What::Messages {
            template,
            links: true,
        },
    ] {
        let file = export(&mut engine, what, Form::Csv);
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(
            !text.contains("7946") && !text.contains("London"),
            "{}",
            file.name
        );
    }
}

#[test]
fn given_entries_that_cant_be_looked_up_when_exported_then_they_have_their_reasons() {
    let file = export(&mut answered(), What::Invalid, Form::Xlsx);
    assert_eq!(
        (file.name.as_str(), file.media_type.as_str()),
        ("contacts-invalid.csv", "text/csv;charset=utf-8")
    );
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("4,call me,"), "{text}");
}

#[test]
fn given_a_template_when_previewed_then_what_is_missing_is_told_before_anything_is_written() {
    let mut engine = answered();
    let told = messages(&mut engine, "Hello {name} in {City} {Nickname}");
    assert_eq!(
        (told.recipients, told.unknown_fields.as_slice()),
        (0, ["Nickname".to_owned()].as_slice())
    );
    assert_eq!(told.missing, [("Nickname".to_owned(), 2)]);
    assert_eq!(&told.fields[..3], ["Name", "Phone", "City"]);
    let what = What::Messages {
        template: "{Nickname|you}".to_owned(),
        links: false,
    };
    let replies = engine.handle(
        Request::Export(Export {
            what,
            form: Form::Csv,
            only_selected: false,
        }),
        NOW,
    );
    assert_eq!(failure(&replies), "The list has nothing called Nickname.");
    let told = messages(&mut engine, "Hello {name} in {city}");
    assert_eq!(
        told.first[0],
        (
            "+1 310 555 0123".to_owned(),
            "Hello Ada Example in Los Angeles".to_owned()
        )
    );
    assert!(messages(&mut engine, "Hello {").problem.is_some());
}

#[test]
fn given_an_entry_when_its_card_is_asked_for_then_the_profile_is_as_the_element_takes_it() {
    let mut engine = answered();
    let card =
        |engine: &mut Engine, entry| match engine.handle(Request::Card { entry }, NOW).remove(0) {
            Reply::Card(card) => *card,
            other => panic!("{other:?}"),
        };
    let Card {
        e164,
        expected_name,
        profile,
        cells,
        ..
    } = card(&mut engine, 1);
    assert_eq!(
        (e164.as_deref(), expected_name.as_str()),
        (Some("+442079460958"), "ben Example")
    );
    assert_eq!(cells[2], ("City".to_owned(), "London".to_owned()));
    let profile: Value = serde_json::from_str(&profile.unwrap()).unwrap();
    assert_eq!(profile["isWhatsApp"], json!(true));
    assert_eq!(profile["pictureState"], json!("private"));
    assert_eq!(card(&mut engine, 2).profile, None);
    failure(&engine.handle(Request::Card { entry: 99 }, NOW));
}

#[test]
fn given_an_earlier_export_when_compared_then_changes_are_told_in_words() {
    let earlier = export(&mut answered(), list("plain"), Form::Csv);
    let mut engine = open(CONTACTS);
    let request = Request::Compare {
        bytes: earlier.bytes,
        name: Some(earlier.name),
    };
    let replies = engine.handle(request, NOW);
    assert!(
        matches!(
            replies[0],
            Reply::Compared {
                both: 2,
                changed: 0
            }
        ),
        "{replies:?}"
    );
    let batch = started(&mut engine);
    engine.line(
        &batch,
        &line("13105550123", json!({"name": "Ada Other"})),
        URL,
        NOW,
    );
    let news = engine.news(NOW);
    assert!(
        news.iter().any(|reply| matches!(
            reply,
            Reply::Compared {
                both: 2,
                changed: 1
            }
        )),
        "{news:?}"
    );
    let row = rows(&mut engine, 0, 1).remove(0);
    assert_eq!(
        row.changes,
        [
            "name was \u{2068}Ada Example\u{2069}, is \u{2068}Ada Other\u{2069}",
            "no longer a business account"
        ]
    );
    let request = Request::Compare {
        bytes: CONTACTS.into(),
        name: None,
    };
    assert!(failure(&engine.handle(request, NOW)).starts_with("This is no earlier export"));
}

#[test]
fn given_numbers_that_failed_when_told_and_saved_then_each_has_its_reason() {
    let mut engine = open(CONTACTS);
    let batch = started(&mut engine);
    let failed = r#"{"number":"+13105550123","error":{"status":404,"code":"not-in-cache","error":"Nothing is kept"}}"#;
    engine.line(&batch, failed, URL, NOW);
    engine.line(&batch, &line("442079460958", json!({})), URL, NOW);
    engine.ended(&batch, NOW);
    let progress = progress(&engine.news(NOW));
    let reason = "No saved answer for this number.";
    assert_eq!(progress.failures, [(reason.to_owned(), 1)]);

    let file = export(&mut engine, What::Failed, Form::Csv);
    assert_eq!(file.name, "contacts-failed.csv");
    let text = String::from_utf8(file.bytes).unwrap();
    // On both rows that have the number.
    assert_eq!(text.matches(reason).count(), 2, "{text}");
    assert!(!text.contains("ben Example"), "{text}");
}
