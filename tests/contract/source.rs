//! Reads names out of source files: no parser, but enough for files that we write ourselves. A name
//! that can't be found is a panic, so that no comparison is one of nothing with nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub type Names = BTreeSet<String>;

/// A file of this project.
pub fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files in a folder of this project and in those below it, with what they say.
pub fn files_in(folder: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

/// The public types, without their comments.
pub fn declarations() -> String {
    let files = [
        "types/profile",
        "types/options",
        "types/strings",
        "types/events",
        "errors",
    ];
    let sources = files.map(|name| file(&format!("shell/src/{name}.ts")));
    without_comments(&sources.concat())
}

pub fn names<const N: usize>(list: [&str; N]) -> Names {
    list.map(str::to_owned).into()
}

/// Without `/* … */` and lines that are comments.
pub fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        kept.push_str(part.split_once("*/").expect("a comment that ends").1);
    }
    kept.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What stands between the braces that open after `head`.
pub fn braces<'a>(text: &'a str, head: &str) -> &'a str {
    between(text, head, '{', '}')
}

/// What stands between the brackets that open after `head`.
pub fn brackets<'a>(text: &'a str, head: &str) -> &'a str {
    between(text, head, '[', ']')
}

pub fn between<'a>(text: &'a str, head: &str, opening: char, closing: char) -> &'a str {
    let start = text.find(head).unwrap_or_else(|| panic!("no {head:?}")) + head.len();
    let open = text[start..]
        .find(opening)
        .unwrap_or_else(|| panic!("no {opening} after {head:?}"))
        + start
        + 1;
    let mut depth = 1;
    for (at, character) in text[open..].char_indices() {
        depth += i32::from(character == opening) - i32::from(character == closing);
        if depth == 0 {
            return &text[open..open + at];
        }
    }
    panic!("no {closing} after {head:?}");
}

/// The members of an interface and the types that they are declared with.
pub fn members(interface: &str) -> Vec<(String, String)> {
    members_in(&declarations(), interface)
}

fn members_in(declarations: &str, interface: &str) -> Vec<(String, String)> {
    let body = braces(declarations, &format!("interface {interface} "));
    let members: Vec<_> = body
        .split(';')
        .filter_map(|member| {
            let (name, kind) = member.trim().split_once(':')?;
            let name = name
                .trim_start_matches("readonly ")
                .trim_end_matches('?')
                .trim_matches('\'');
            Some((name.to_owned(), kind.trim().to_owned()))
        })
        .collect();
    assert!(!members.is_empty(), "{interface} has no members");
    members
}

/// The names of an interface's members.
pub fn keys(interface: &str) -> Names {
    members(interface)
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// The names of an interface's members, in other declarations.
pub fn keys_in(declarations: &str, interface: &str) -> Names {
    let members = members_in(declarations, interface).into_iter();
    members.map(|(name, _)| name).collect()
}

/// The texts of a union such as `type Name = 'a' | 'b'`.
pub fn union(name: &str) -> Names {
    union_in(&declarations(), name)
}

/// The same in other declarations.
pub fn union_in(declarations: &str, name: &str) -> Names {
    let (_, rest) = declarations
        .split_once(&format!("type {name} ="))
        .unwrap_or_else(|| panic!("no type {name}"));
    quoted(rest.split(';').next().unwrap())
}

/// Every text in single quotes.
pub fn quoted(text: &str) -> Names {
    let found: Names = text
        .split('\'')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(!found.is_empty(), "no texts in {text:?}");
    found
}

/// Every name that follows `before`, up to the first character that can't belong to it.
pub fn following(text: &str, before: &str) -> Names {
    let found: Names = text
        .split(before)
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
                .next()
                .unwrap()
                .to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect();
    assert!(!found.is_empty(), "nothing follows {before:?}");
    found
}

/// `expected-name` → `expectedName`
pub fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let mut made = words.next().unwrap().to_owned();
    for word in words {
        made.push_str(&word[..1].to_uppercase());
        made.push_str(&word[1..]);
    }
    made
}
