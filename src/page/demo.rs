//! The numbers of the demo gateway, tidied into groups by what they show.
//!
//! The list is optional: that of a gateway with a real upstream is empty, and the section isn't drawn.

use serde::Deserialize;

use super::texts::PageText;

/// Where the list is, from the page.
pub const ADDRESS: &str = "./demo/numbers.json";

/// What labels and notes are in, whatever the page is in.
pub const LANGUAGE: &str = "en";

/// The list as it is served. Fields that later versions add are ignored.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DemoList {
    /// In the order of their numbers.
    pub numbers: Vec<DemoNumber>,
}

/// An invented person, or a failure to try out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DemoNumber {
    /// E.164 with its plus sign.
    pub number: String,
    /// What it shows, in a few words.
    pub label: String,
    /// A sentence more about it.
    pub note: Option<String>,
    /// `ready`, `not-registered` or `error`.
    pub state: String,
    /// What becomes of the picture, where there is an answer.
    pub picture: Option<String>,
}

/// Numbers that show the same kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoGroup {
    /// The group's heading.
    pub title: PageText,
    /// In the order of the list, never empty.
    pub numbers: Vec<DemoNumber>,
}

/// The groups, most ordinary first.
const TITLES: [PageText; 5] = [
    PageText::DemoWithPicture,
    PageText::DemoWithoutPicture,
    PageText::DemoBrokenPicture,
    PageText::DemoNotRegistered,
    PageText::DemoFailing,
];

fn title_of(number: &DemoNumber) -> PageText {
    let [with, without, broken, absent, failing] = TITLES;
    match (number.state.as_str(), number.picture.as_deref()) {
        ("not-registered", _) => absent,
        ("ready", Some("public")) => with,
        ("ready", Some("expired" | "broken")) => broken,
        ("ready", _) => without,
        _ => failing,
    }
}

/// Sorts the list into its groups and leaves out what has no number or no label.
pub fn grouped(list: DemoList) -> Vec<DemoGroup> {
    let mut groups: Vec<DemoGroup> = TITLES
        .iter()
        .map(|&title| DemoGroup {
            title,
            numbers: Vec::new(),
        })
        .collect();
    for number in list.numbers {
        if number.number.is_empty() || number.label.is_empty() {
            continue;
        }
        let title = title_of(&number);
        if let Some(group) = groups.iter_mut().find(|group| group.title == title) {
            group.numbers.push(number);
        }
    }
    groups.retain(|group| !group.numbers.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: &str, state: &str, picture: Option<&str>) -> DemoNumber {
        DemoNumber {
            number: number.to_owned(),
            label: "Label".to_owned(),
            note: None,
            state: state.to_owned(),
            picture: picture.map(str::to_owned),
        }
    }

    #[test]
    fn given_a_list_when_grouped_then_each_number_is_where_it_belongs() {
        let list = DemoList {
            numbers: vec![
                number("+13105550115", "error", None),
                number("+13105550100", "ready", Some("public")),
                number("+13105550103", "ready", Some("private")),
                number("+13105550108", "ready", Some("broken")),
                number("+13105550106", "not-registered", None),
                number("+13105550101", "ready", Some("public")),
            ],
        };

        let groups = grouped(list);

        let shape: Vec<(PageText, usize)> = groups
            .iter()
            .map(|group| (group.title, group.numbers.len()))
            .collect();
        assert_eq!(
            shape,
            [
                (PageText::DemoWithPicture, 2),
                (PageText::DemoWithoutPicture, 1),
                (PageText::DemoBrokenPicture, 1),
                (PageText::DemoNotRegistered, 1),
                (PageText::DemoFailing, 1),
            ]
        );
    }

    #[test]
    fn given_an_empty_group_or_number_when_grouped_then_it_is_left_out() {
        let list = DemoList {
            numbers: vec![
                number("", "ready", Some("public")),
                number("+13105550106", "not-registered", None),
            ],
        };

        let titles: Vec<PageText> = grouped(list).iter().map(|group| group.title).collect();

        assert_eq!(titles, [PageText::DemoNotRegistered]);
    }

    #[test]
    fn given_a_list_with_unknown_fields_when_read_then_they_are_ignored() {
        let list: DemoList = serde_json::from_str(
            r#"{"numbers":[{"number":"+13105550113","label":"Rate limit","state":"error","code":"rate-limited","picture":null,"extra":1}]}"#,
        )
        .unwrap_or_default();

        assert_eq!(list.numbers.len(), 1);
        assert_eq!(grouped(list).len(), 1);
    }
}
