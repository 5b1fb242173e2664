//! The recipes in docs/embed, against the examples that they are the documentation of.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::generated::expect_part;
use crate::source::{Names, file};

/// What is in docs/embed for all stacks.
const FOR_ALL: [&str; 2] = ["README", "cors"];

fn entries(dir: &str) -> Names {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    let entries = fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The folders of examples that are projects of their own.
pub fn examples() -> Names {
    let is_example = |name: &String| {
        let manifest = format!("examples/{name}/package.json");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&manifest);
        path.is_file() && {
            let manifest: Value = serde_json::from_str(&file(&manifest)).unwrap();
            manifest["phoneProfile"].is_object()
        }
    };
    entries("examples").into_iter().filter(is_example).collect()
}

/// The recipes' names.
fn recipes() -> Names {
    let names = entries("docs/embed").into_iter();
    names
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .filter(|name| !FOR_ALL.contains(&name.as_str()))
        .collect()
}

/// The blocks of code that say which file they are from: its name, and the text.
fn blocks(recipe: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = recipe.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let code: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, rest)) = info.split_once("title=\"") {
            let (name, _) = rest.split_once('"').expect("a title that ends");
            blocks.push((name.to_owned(), code.join("\n")));
        }
    }
    blocks
}

/// The whole lines of a file have these lines among them, one after the other.
fn has_lines(text: &str, part: &str) -> bool {
    format!("\n{text}\n").contains(&format!("\n{part}\n"))
}

#[test]
fn given_the_examples_when_their_recipes_are_looked_for_then_each_has_one_and_none_is_left_over() {
    let recipes = recipes();
    for example in examples() {
        assert!(recipes.contains(&example), "docs/embed has no {example}.md");
    }
    let folders = entries("examples");
    for recipe in recipes {
        assert!(folders.contains(&recipe), "examples has no {recipe}");
    }
}

#[test]
fn given_a_recipes_code_when_compared_then_it_stands_in_the_example_in_one_piece() {
    for recipe in recipes() {
        let blocks = blocks(&file(&format!("docs/embed/{recipe}.md")));
        assert!(!blocks.is_empty(), "{recipe}.md shows no file");
        for (name, code) in blocks {
            let text = file(&format!("examples/{recipe}/{name}"));
            assert!(
                has_lines(&text, &code),
                "docs/embed/{recipe}.md shows what examples/{recipe}/{name} doesn't have:\n{code}"
            );
        }
    }
}

#[test]
fn given_the_recipes_when_the_index_is_compared_then_it_has_them_all() {
    let line = |name: &String| {
        let text = file(&format!("docs/embed/{name}.md"));
        let title = text.lines().next().and_then(|line| line.strip_prefix("# "));
        let title = title.unwrap_or_else(|| panic!("{name}.md begins with its title"));
        format!("- [{title}]({name}.md), [the example](../../examples/{name})\n")
    };
    let index: String = recipes().iter().map(line).collect();
    expect_part("docs/embed/README.md", "recipes", &index);
}

#[test]
fn given_blocks_of_code_when_read_then_those_with_a_file_are_found_and_compared_by_whole_lines() {
    let recipe = "# A\n```sh\nnpm i\n```\n\n```ts title=\"src/a.ts\"\nconst a = 1;\n\na();\n```\n";
    let found = blocks(recipe);
    assert_eq!(
        found,
        [("src/a.ts".to_owned(), "const a = 1;\n\na();".to_owned())]
    );
    assert!(has_lines("import a;\nconst a = 1;\n\na();\n", &found[0].1));
    assert!(!has_lines("const a = 1;\na();\n", &found[0].1));
    assert!(!has_lines("export const a = 1;\n\na();\n", &found[0].1));
}
