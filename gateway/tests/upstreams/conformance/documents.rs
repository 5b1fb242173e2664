//! What the documentation says of the upstreams, made from the tables. A test holds it to them;
//! with `PHONE_PROFILE_WRITE_GENERATED=1` it writes it anew.

use std::{env, fmt::Write, fs, path::PathBuf};

use super::table::{Breaker, Case, Means, Said, Table};

const WRITE: &str = "PHONE_PROFILE_WRITE_GENERATED";
const COLUMNS: [(Said, &str); 7] = [
    (Said::Name, "name"),
    (Said::About, "about"),
    (Said::Hidden, "picture hidden"),
    (Said::NotSet, "none set"),
    (Said::Business, "business"),
    (Said::Verified, "verified"),
    (Said::Time, "own date"),
];

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(name)
}

/// `✓`, what only some of it say, and `–` for what it never says.
fn cell(table: &Table, what: Said) -> &'static str {
    match (table.says(what), table.partly.contains(&what)) {
        (true, true) => "partly",
        (true, false) => "✓",
        (false, _) => "–",
    }
}

fn summary(tables: &[Table]) -> String {
    let mut text = String::from("| kind | service |");
    for (_, name) in COLUMNS {
        write!(text, " {name} |").unwrap();
    }
    text.push_str(" requests |\n|---|---|");
    text.push_str(&"---|".repeat(COLUMNS.len()));
    text.push_str("---:|\n");
    for table in tables {
        write!(text, "| `{}` | {} |", table.kind, table.service).unwrap();
        for (what, _) in COLUMNS {
            write!(text, " {} |", cell(table, what)).unwrap();
        }
        writeln!(text, " {} |", requests(table)).unwrap();
    }
    text
}

/// As many as its answers took, where not all took the same.
fn requests(table: &Table) -> String {
    let answers = table
        .cases
        .iter()
        .filter(|case| case.means.registered.is_some());
    let spent = || answers.clone().map(|case| case.means.spent.max(1));
    match (spent().min(), spent().max()) {
        (Some(least), Some(most)) if least < most => format!("{least} to {most}"),
        _ => table.requests.to_string(),
    }
}

fn document(tables: &[Table]) -> String {
    let mut text = String::from(
        "# What each upstream says\n\n\
         <!-- Made from gateway/tests/upstreams/conformance by\n     \
         PHONE_PROFILE_WRITE_GENERATED=1 cargo test -p phone-profile-gateway --test upstreams documents -->\n\n\
         Every kind of upstream says whether a number is registered, and has links to public pictures. What else a\n\
         service says differs, and so does how. The tables here are the tests' own: each answer is sent by a stub of\n\
         the service to the gateway, and has to mean what is written.\n\n",
    );
    text.push_str(&summary(tables));
    text.push_str(
        "\n- *partly*: only some versions, engines, accounts or configurations of it say this.\n\
         - *own date*: it says when it looked. Where a service asks the messenger at that moment and has no date of\n  \
         its own, the gateway takes the moment of the lookup.\n\
         - *requests*: how many a lookup takes, from a plain \"no\" to the longest way to an answer. So many are\n  \
         reserved in the budget; what was not needed is given back.\n\
         - *requests that count*: those that the service charges for. Where that is unverified, as for most failures,\n  \
         whatever may have reached it counts; a failure that may have been charged for is remembered for a while\n  \
         (`[lifetimes] failed`), so that nobody pays for it twice.\n\
         - A dash means that the answer has null there, never that it is \"no\".\n",
    );
    for table in tables {
        section(&mut text, table);
    }
    text
}

fn section(text: &mut String, table: &Table) {
    write!(text, "\n## `{}`: {}\n\n", table.kind, table.service).unwrap();
    text.push_str("What it can't say, or says in a way that misleads:\n\n");
    for sentence in &table.cannot {
        writeln!(text, "- {sentence}").unwrap();
    }
    text.push_str(
        "\n| what it says | what it means | requests that count | known from |\n|---|---|---:|---|\n",
    );
    for case in &table.cases {
        row(text, case);
    }
}

fn row(text: &mut String, case: &Case) {
    let known = match case.source() {
        "unverified" => case
            .known_from
            .replacen("unverified: ", "*unverified:* ", 1),
        _ => case.known_from.clone(),
    };
    let cell = |text: &str| text.replace('|', "\\|");
    let (given, known) = (cell(&case.given), cell(&known));
    let means = meaning(&case.means);
    let of = if case.of_store { " of the store" } else { "" };
    let spent = format!("{}{of}", case.means.spent);
    writeln!(text, "| {given} | {means} | {spent} | {known} |").unwrap();
}

fn meaning(means: &Means) -> String {
    let mut parts = Vec::new();
    match (&means.error, means.registered) {
        (Some(error), _) => {
            parts.push(format!("error `{error}`"));
            if means.breaker == Breaker::Opens {
                parts.push("counts against the service".to_owned());
            }
        }
        (None, Some(false)) => parts.push("**not registered**".to_owned()),
        (None, _) => {
            parts.push("registered".to_owned());
            let picture = means.picture.as_deref().unwrap_or("unknown");
            parts.push(format!("picture {picture}"));
        }
    }
    parts.extend(means.name.as_ref().map(|_| "name".to_owned()));
    parts.extend(means.about.as_ref().map(|_| "about".to_owned()));
    parts.extend(
        means
            .business
            .map(|is| if is { "business" } else { "no business" }.to_owned()),
    );
    parts.extend(means.verified.map(|_| "verified".to_owned()));
    parts.extend(
        means
            .number
            .as_ref()
            .map(|_| "the account's number".to_owned()),
    );
    parts.join(", ")
}

#[test]
fn given_the_tables_when_the_document_is_made_of_them_then_it_is_that_of_the_repository() {
    let kept = path("docs/upstreams.md");
    let expected = document(&Table::all());
    if env::var_os(WRITE).is_some() {
        fs::write(&kept, &expected).unwrap();
    }
    assert!(
        fs::read_to_string(&kept).unwrap() == expected,
        "{} is behind the tables: run this test with {WRITE}=1",
        kept.display()
    );
}
