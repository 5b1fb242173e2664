//! The recipes' table of stacks, made of what the last run of all of them has left.

use serde_json::Value;

use crate::generated::expect_part;
use crate::recipes::examples;
use crate::source::file;

const STEPS: [(&str, &str); 4] = [
    ("check", "types"),
    ("dev", "development"),
    ("build", "production"),
    ("test", "tests"),
];

fn results() -> Value {
    serde_json::from_str(&file("examples/results.json")).unwrap()
}

fn stacks(results: &Value) -> &Vec<Value> {
    results["stacks"].as_array().expect("a list of stacks")
}

/// The example's folder, which its recipe is named by.
fn folder(stack: &Value) -> &str {
    let name = stack["name"].as_str().expect("a name");
    name.split('+').next().unwrap()
}

/// `next 16.0.3, react 19.2.0`
fn packages(stack: &Value) -> String {
    let packages = stack["packages"].as_object().into_iter().flatten();
    let packages = packages.map(|(name, version)| format!("{name} {}", version.as_str().unwrap()));
    packages.collect::<Vec<_>>().join(", ")
}

fn row(stack: &Value) -> String {
    let title = stack["title"].as_str().expect("a title");
    let link = format!("[{title}]({}.md)", folder(stack));
    if let Some(reason) = stack["needsNode"].as_str() {
        let cells = " – |".repeat(STEPS.len());
        return format!("| {link} | not played: {reason} |{cells}\n");
    }
    let cells: String = STEPS
        .iter()
        .map(|(step, _)| match stack[step].as_bool() {
            Some(true) => " ✓ |",
            Some(false) => " fails |",
            None => " – |",
        })
        .collect();
    format!("| {link} | {} |{cells}\n", packages(stack))
}

fn table(results: &Value) -> String {
    let heads: String = STEPS.iter().map(|(_, head)| format!(" {head} |")).collect();
    let rows: String = stacks(results).iter().map(row).collect();
    format!(
        "Last run of all of them: {}, Node {}.\n\n| stack | versions |{heads}\n|---|---|{}\n{rows}",
        results["date"].as_str().expect("a date"),
        results["node"].as_str().expect("Node's version"),
        "---|".repeat(STEPS.len())
    )
}

#[test]
fn given_the_last_full_run_when_the_recipes_are_compared_then_their_table_is_of_that_run() {
    expect_part("docs/embed/README.md", "stacks", &table(&results()));
}

#[test]
fn given_the_last_full_run_when_read_then_every_stack_that_could_be_played_passed_and_exists() {
    let results = results();
    assert!(!stacks(&results).is_empty());
    let examples = examples();
    for stack in stacks(&results) {
        assert!(
            examples.contains(folder(stack)),
            "{} is in examples/results.json and not in examples/",
            stack["name"]
        );
        let outcomes = STEPS.iter().filter_map(|(step, _)| stack[step].as_bool());
        let outcomes: Vec<bool> = outcomes.collect();
        let could_play = stack["needsNode"].is_null();
        assert_eq!(!outcomes.is_empty(), could_play, "{stack}");
        assert!(outcomes.iter().all(|passed| *passed), "{stack}");
    }
}
