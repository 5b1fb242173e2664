//! Templates, and the messages of a list.

use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::number::E164;
use phone_profile_core::signal::Evidence;
use proptest::prelude::*;
use serde_json::json;

use super::{Messages, Template, TemplateError, chat_link};
use crate::export::{Grid, Shape};
use crate::fixtures::{NOW, columns, list};
use crate::list::List;
use crate::plan::{OptOut, Plan};

fn filled(template: &str, name: Option<&str>) -> Result<String, String> {
    let template = Template::parse(template).unwrap();
    let value = |field: &str| name.filter(|_| field == "name").map(str::to_owned);
    template.fill(value).map_err(str::to_owned)
}

#[test]
fn given_a_template_when_filled_in_then_fields_have_their_values_or_fallbacks() {
    assert_eq!(filled("Hello {name}!", Some("Ada")).unwrap(), "Hello Ada!");
    assert_eq!(
        filled("Hello { name | there }!", None).unwrap(),
        "Hello there!"
    );
    assert_eq!(filled("Hello {name|}!", Some("  ")).unwrap(), "Hello !");
    assert_eq!(
        filled("{{name}} {name}}}", Some("Ada")).unwrap(),
        "{name} Ada}"
    );
    assert_eq!(filled("Hello {name}", None), Err("name".to_owned()));
}

#[test]
fn given_braces_that_do_not_fit_when_read_then_the_error_says_where() {
    for (text, error) in [
        ("Hello {name", TemplateError::NeverClosed(7)),
        ("Hello {na{me}", TemplateError::NeverClosed(7)),
        ("Hello name}", TemplateError::NeverOpened(11)),
        ("Hello {|there}", TemplateError::NoName(7)),
    ] {
        assert_eq!(Template::parse(text), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn given_any_text_when_its_braces_are_doubled_then_it_stays_as_it_is(text in ".{0,40}") {
        let template = Template::parse(&text.replace('{', "{{").replace('}', "}}")).unwrap();
        prop_assert_eq!(template.fill(|_| None), Ok(text));
    }
}

fn contacts() -> List {
    list(
        &[
            &["Name", "Phone", "City"],
            &["Ada", "+13105550123", "Bonn"],
            &["Ben", "+442079460958", ""],
            &["Cleo", "+13105550101", "Bonn"],
            &["Dan", "+447700900123", "Bonn"],
            &["Ada again", "+13105550123", "Bonn"],
        ],
        columns(&[1]),
        &[
            ("13105550123", json!({})),
            ("442079460958", json!({})),
            ("13105550101", json!({"isWhatsApp": false})),
        ],
    )
}

fn messages(list: &List, template: &str) -> Messages {
    let grid = Grid::new(list, Shape::Plain, &UnicodeFolding, Evidence::at(NOW));
    Messages::new(&grid, &Template::parse(template).unwrap())
}

#[test]
fn given_a_list_when_messages_are_made_then_each_registered_number_has_one() {
    let messages = messages(&contacts(), "Hello {NAME}, {whatsapp name}");
    let texts: Vec<_> = messages
        .recipients
        .iter()
        .map(|recipient| recipient.message.as_str())
        .collect();
    assert_eq!(texts, ["Hello Ada, Ada Example", "Hello Ben, Ada Example"]);
    assert_eq!(messages.unknown_fields, [""; 0]);
}

#[test]
fn given_fields_that_are_missing_when_messages_are_made_then_they_are_told_and_nothing_is_sent_there()
 {
    let messages = messages(&contacts(), "In {city} and {town|there}");
    assert_eq!(messages.unknown_fields, ["town"]);
    assert_eq!(messages.missing.get("city"), Some(&vec![3]));
    assert_eq!(messages.recipients.len(), 1);
}

#[test]
fn given_a_person_who_opted_out_when_messages_are_made_then_there_is_none() {
    let mut list = contacts();
    let opt_out = OptOut::read("+13105550123", None).unwrap();
    list.plan = Plan::new(&list.table, &list.columns, None, &opt_out);
    let messages = messages(&list, "Hello");
    assert!(
        messages
            .recipients
            .iter()
            .all(|recipient| recipient.number.digits() != "13105550123")
    );
}

#[test]
fn given_messages_when_written_then_links_are_there_by_choice_only() {
    let messages = messages(&contacts(), "=Hello {name} & all");
    let written = |with_links| {
        let mut text = Vec::new();
        messages.write(with_links, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    };
    assert!(written(false).starts_with("Number,Message\n'+13105550123,'=Hello Ada & all\n"));
    let with_links = written(true);
    assert!(
        with_links.contains("https://wa.me/13105550123?text=%3DHello%20Ada%20%26%20all"),
        "{with_links}"
    );
    let number = E164::from_digits("13105550123").unwrap();
    assert_eq!(chat_link(&number, ""), "https://wa.me/13105550123?text=");
}
