//! `<phone-profile-list>`: what its doc comments describe, against what it does and what docs/list.md says.

use crate::description::entries;
use crate::source::{
    Names, braces, brackets, file, files_in, following, names, quoted, union_in, without_comments,
};

fn element() -> String {
    file("shell/src/list/list.ts")
}

fn page() -> String {
    file("docs/list.md")
}

/// All modules of the list.
fn modules() -> String {
    files_in("shell/src/list")
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "ts"))
        .map(|(_, text)| text)
        .collect()
}

/// What stands between backticks in a line that begins so.
fn code_in(begin: &str) -> Names {
    let page = page();
    let lines = page.lines().filter(|line| line.starts_with(begin));
    let found: Names = lines
        .flat_map(|line| {
            let cell = line.trim_start_matches('|').split('|').next().unwrap();
            let words = cell.split('`').skip(1).step_by(2);
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(!found.is_empty(), "{begin}");
    found
}

#[test]
fn given_the_attributes_when_compared_then_the_element_observes_what_the_page_describes() {
    let observed = quoted(brackets(
        &file("shell/src/list/attributes.ts"),
        "export const LIST_ATTRIBUTES =",
    ));
    let page = page();
    let (_, table) = page.split_once("## Attributes and properties").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let described: Names = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| quoted(&line.split('|').nth(1).unwrap().replace('`', "'")))
        .collect();
    assert_eq!(observed, described);
}

#[test]
fn given_the_events_when_compared_then_types_doc_comments_and_page_have_the_same() {
    let types = without_comments(&file("shell/src/list/types.ts"));
    let map = braces(&types, "interface PhoneProfileListEventMap ");
    let declared: Names = following(map, "'phone-profile-")
        .iter()
        .map(|name| format!("phone-profile-{name}"))
        .collect();
    let described = following(&element(), "@fires {PhoneProfileListEventMap['");
    assert_eq!(declared, described);
    assert_eq!(code_in("| `phone-profile-"), declared);
}

#[test]
fn given_the_drawing_when_compared_then_it_has_the_described_parts() {
    let drawn = following(&modules(), "part: '");
    assert_eq!(drawn, following(&element(), "@csspart "));
    let page = page();
    let (_, parts) = page.split_once("Parts: `").unwrap();
    let parts: Names = parts
        .split('`')
        .next()
        .unwrap()
        .split(' ')
        .map(str::to_owned)
        .collect();
    assert_eq!(drawn, parts);
}

#[test]
fn given_the_style_sheet_when_compared_then_it_reads_the_cards_variables() {
    let css = without_comments(&file("shell/src/list/list.css"))
        .replace("var(--accent)", "var(--phone-profile-accent)");
    let card = entries("cssProperties");
    for name in following(&css, "var(--phone-profile-") {
        let name = format!("--phone-profile-{name}");
        if name == "--phone-profile-list-row-height" {
            assert!(
                element().contains(&format!("[{name}=3.75rem]"))
                    && css.contains(&format!("var({name}, 3.75rem)"))
            );
            continue;
        }
        // Their defaults are tokens, which shell/tests/tokens.test.mjs compares.
        assert!(
            card.iter()
                .any(|property| property["name"] == name.as_str()),
            "no variable {name}"
        );
    }
}

#[test]
fn given_the_columns_of_its_own_when_compared_then_types_code_and_page_have_the_same() {
    let types = file("shell/src/list/types.ts");
    let declared = union_in(&types, "PhoneProfileListBuiltIn");
    let read = quoted(brackets(
        &file("shell/src/list/columns.ts"),
        "const BUILT_IN: readonly PhoneProfileListBuiltIn[] =",
    ));
    assert_eq!(declared, read);
    for column in declared {
        assert!(page().contains(&format!("`{column}`")), "{column}");
    }
}

#[test]
fn given_the_properties_when_compared_then_those_that_a_page_sets_are_named() {
    let values = quoted(brackets(&element(), "const VALUES ="));
    let accessors = names([
        "rows", "columns", "selected", "sort", "filter", "fetcher", "strings",
    ]);
    assert_eq!(values, accessors);
    let page = page();
    let (_, rest) = page.split_once("Properties only:").unwrap();
    let paragraph = rest.split("\n\n").next().unwrap();
    for name in values {
        assert!(paragraph.contains(&format!("`{name}`")), "{name}");
    }
}
