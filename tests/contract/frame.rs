//! The messages of a frame and its host: the declarations against the code on either side.

use phone_profile::page::frame::message::{self, Field, HostMessage, Refusal};
use phone_profile::page::frame::options::{ATTRIBUTES, LONGEST_TEXT, MOST_STRINGS, STRINGS};
use phone_profile::page::frame::report::{self, Failure, FrameMessage, Value};
use phone_profile::page::frame::{SOURCE, VERSION};
use phone_profile::page::texts::PageText;

use crate::source::{
    Names, braces, camel, file, following, keys_in, names, quoted, without_comments,
};

/// What says that the page is there, before there is any Rust.
const FIRST_SCRIPT: &str = "static/page/embed.js";

fn declared() -> String {
    let files = ["messages", "embed-frame"];
    let sources = files.map(|name| file(&format!("shell/src/frame/{name}.ts")));
    without_comments(&sources.concat())
}

/// What stands between `head` and the next semicolon.
fn statement(head: &str) -> String {
    let declared = declared();
    let (_, rest) = declared.split_once(head).expect(head);
    rest.split(';').next().unwrap_or_default().to_owned()
}

/// The name after each `readonly` in an interface.
fn members(interface: &str) -> Names {
    following(
        braces(&declared(), &format!("interface {interface} ")),
        "readonly ",
    )
}

fn written(message: &FrameMessage) -> Vec<(&'static str, Value)> {
    report::fields(message)
}

fn keys(message: &FrameMessage) -> Names {
    let fields = written(message).into_iter();
    fields.map(|(name, _)| name.to_owned()).collect()
}

fn kind(message: &FrameMessage) -> String {
    let mut fields = written(message).into_iter();
    match fields.find(|(name, _)| *name == "type") {
        Some((_, Value::Text(kind))) => kind,
        other => unreachable!("a message of type {other:?}"),
    }
}

fn failure() -> FrameMessage {
    FrameMessage::Error(Failure {
        code: "server".into(),
        message: String::new(),
        retryable: true,
        retry_after_ms: Some(1.0),
    })
}

fn state() -> FrameMessage {
    FrameMessage::State {
        state: "error".into(),
        picture_state: "unknown".into(),
        code: Some("server".into()),
    }
}

#[test]
fn given_the_options_when_compared_then_the_frame_reads_those_that_are_declared() {
    let read: Names = ATTRIBUTES.iter().map(|a| a.property.to_owned()).collect();
    let picked = statement("type FrameOptions = Pick<");
    let (picked, _) = picked.split_once('>').expect("an end of what is picked");
    assert_eq!(quoted(picked), read);
    for attribute in &ATTRIBUTES {
        assert_eq!(camel(attribute.name), attribute.property);
    }
}

#[test]
fn given_the_texts_of_the_frame_when_compared_then_those_that_it_says_are_declared() {
    let said: Names = PageText::FRAME
        .iter()
        .map(|text| text.key().to_owned())
        .collect();
    assert_eq!(keys_in(&declared(), "FrameStrings"), said);
    // An object, so not among the attributes.
    let beside = braces(&declared(), "> & ").trim().to_owned();
    assert!(beside.starts_with(&format!("{STRINGS}?: ")), "{beside}");
    let limits = format!(
        "{MOST_STRINGS} at most, of {},000 characters",
        LONGEST_TEXT / 1_000
    );
    assert!(
        file("shell/src/frame/messages.ts").contains(&limits),
        "{limits}"
    );
}

#[test]
fn given_the_hosts_messages_when_compared_then_the_frame_reads_those_that_are_declared() {
    let declared = declared();
    let types = following(&declared, "MessageEnvelope<'");
    let host = names(["set", "show", "refresh"]);
    let frame: Names = [
        FrameMessage::Ready,
        state(),
        failure(),
        FrameMessage::Height(1),
        FrameMessage::Profile,
    ]
    .iter()
    .map(kind)
    .collect();
    let first = following(&file(FIRST_SCRIPT), "type: '");
    assert_eq!(first, names(["loading"]));
    let all = [&host, &frame, &first].into_iter().flatten();
    assert_eq!(types, all.cloned().collect());
    for name in host {
        let read = message::read(|field| match field {
            "version" => Field::Number(f64::from(VERSION)),
            "type" => Field::Text(name.clone()),
            "profile" => Field::Object,
            _ => Field::Absent,
        });
        assert_ne!(read, Err(Refusal::Type), "{name}");
        assert_eq!(name == "show", read == Ok(HostMessage::Show));
    }
}

#[test]
fn given_the_frames_messages_when_compared_then_their_fields_are_those_that_are_declared() {
    let envelope = members("MessageEnvelope<Type extends string>");
    let with = |own: Names| -> Names { envelope.union(&own).cloned().collect() };
    assert_eq!(keys(&FrameMessage::Ready), envelope);
    assert_eq!(keys(&state()), with(members("FrameState")));
    assert_eq!(keys(&failure()), with(members("FrameError")));
    assert_eq!(keys(&FrameMessage::Height(1)), with(names(["height"])));
}

#[test]
fn given_the_mark_of_a_message_when_compared_then_the_script_the_types_and_the_frame_agree() {
    let mark = format!("source: '{SOURCE}'");
    let declared = declared();
    let script = file("shell/src/frame/embed-frame.ts");
    let first = file(FIRST_SCRIPT);
    assert!(
        [&declared, &script, &first]
            .iter()
            .all(|text| text.contains(&mark))
    );
    let version = format!("version: {VERSION}");
    assert!(declared.contains(&format!("{version};")));
    assert!(script.contains(&format!("{version} }}")));
    assert!(first.contains(&format!("{version}, type")));
}
