//! The four jobs, each from a file to what it is saved as, with ten thousand contacts in front of the demo gateway.

use std::sync::Arc;

use serde_json::{Value, json};

use super::workbench::{contacts, finished};
use crate::{harness::Stage, page_objects::Workbench, scenarios};

scenarios![
    given_ten_thousand_contacts_when_enriched_then_the_file_has_them_all_with_what_was_found,
    given_ten_thousand_contacts_when_reviewed_then_a_bar_shows_as_many_as_the_file_has_with_its_signal,
    given_ten_thousand_contacts_when_written_to_then_each_registered_one_has_a_message,
    given_ten_thousand_names_when_checked_then_each_registered_one_has_a_comparison,
];

/// Lines of a saved file, without its byte order mark.
fn lines(file: &str) -> Vec<&str> {
    file.trim_start_matches('\u{feff}').lines().collect()
}

/// How many of the bar of a chart with these words, which is pressed.
async fn press_bar(page: &Workbench, text: &str) -> usize {
    let press = "const bar = () => [...document.querySelectorAll('#charts button[aria-pressed]')].find((bar) => words(bar).startsWith(args[0]));
        const count = Number((words(await until(bar, null)).match(/([\\d,]+)$/)[1]).replaceAll(',', ''));
        bar().click();
        await until(() => Number(document.querySelector('#grid').getAttribute('aria-rowcount')) === count + 1, null);
        return count";
    page.run(press, vec![json!(text)]).await
}

async fn given_ten_thousand_contacts_when_enriched_then_the_file_has_them_all_with_what_was_found(
    stage: Arc<Stage>,
) {
    // given
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", &contacts(10_000)).await;

    // then before anything is asked, it says what it would do
    page.says("#estimate", "10,000").await;

    // when
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    assert_eq!(page.row_count().await, 10_001);
    page.click("#save").await;

    // then
    let file = page.saved().await;
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 10_001);
    assert!(
        lines[0].starts_with("Name,Phone,Owner,WhatsApp number,WhatsApp status"),
        "{}",
        lines[0]
    );
    assert!(
        lines[10_000].starts_with("Person 9999,+1 401 555 0198,desk 3,'+14015550198,"),
        "{}",
        lines[10_000]
    );
    let is_answered =
        |line: &&&str| line.contains(",registered,") || line.contains(",not registered,");
    let answered = lines[1..].iter().filter(is_answered).count();
    assert!(answered > 9_000, "{answered}");
    // and few rows are in the document, whatever the list has
    let drawn: u64 = page
        .run(
            "return document.querySelectorAll('#grid [role=row]').length",
            vec![],
        )
        .await;
    assert!(drawn < 100, "{drawn}");
}

async fn given_ten_thousand_contacts_when_reviewed_then_a_bar_shows_as_many_as_the_file_has_with_its_signal(
    stage: Arc<Stage>,
) {
    // given
    let page = finished(&stage, &contacts(10_000)).await;

    // when
    let hidden = press_bar(&page, "Picture hidden").await;
    page.click(".form-choice:nth-of-type(4) input").await;
    page.click("#save").await;
    let file = page.saved().await;

    // then the file has all rows, those that the filter leaves out as well
    let rows: Vec<Value> = lines(&file)
        .into_iter()
        .map(|line| serde_json::from_str(line).expect("JSON in each line"))
        .collect();
    assert_eq!(rows.len(), 10_000);
    let has = |row: &&Value| {
        let signals = row["signals"].as_array().expect("signals");
        signals.iter().any(|signal| {
            signal["signal"] == "picture-hidden" && signal["caution"].as_str() > Some("")
        })
    };
    assert!(hidden > 100, "{hidden}");
    assert_eq!(rows.iter().filter(has).count(), hidden);
}

async fn given_ten_thousand_contacts_when_written_to_then_each_registered_one_has_a_message(
    stage: Arc<Stage>,
) {
    // given
    let page = finished(&stage, &contacts(10_000)).await;
    let registered = press_bar(&page, "Registered").await;

    // when
    page.enter("#template", "Hello {name|there}, {owner} here")
        .await;
    page.says("#outreach", "desk 1 here").await;
    page.click("#save-messages").await;
    let file = page.saved().await;

    // then
    let lines = lines(&file);
    assert!((5_000..10_000).contains(&registered), "{registered}");
    assert_eq!(lines.len(), registered + 1);
    assert!(
        lines[1..]
            .iter()
            .all(|line| line.contains(",\"Hello Person ")),
        "{}",
        lines[1]
    );
}

async fn given_ten_thousand_names_when_checked_then_each_registered_one_has_a_comparison(
    stage: Arc<Stage>,
) {
    // given
    let page = finished(&stage, &contacts(10_000)).await;
    let registered = press_bar(&page, "Registered").await;

    // when
    page.click("#save").await;
    let file = page.saved().await;

    // then
    let lines = lines(&file);
    let results = ["same", "partial", "different", "unknown"];
    let place = |row: &str, name: &str| row.split(',').position(|cell| cell == name);
    let column = place(lines[0], "WhatsApp name match").expect("the column");
    let compared = lines[1..].iter().filter(|line| {
        let cell = line.split(',').nth(column).unwrap_or_default();
        results.contains(&cell)
    });
    assert_eq!(compared.count(), registered);
}
