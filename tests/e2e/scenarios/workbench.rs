//! The workbench: lists from a file to a file, in front of demo data and of a service that costs.

use std::{fmt::Write, sync::Arc};

use serde_json::{Value, json};

use crate::{
    harness::{Service, Stage, service::CALLER},
    page_objects::{Workbench, violations},
    scenarios,
};

scenarios![
    given_ten_thousand_contacts_when_enriched_then_the_file_has_them_all_with_what_was_found,
    given_a_list_for_review_when_filtered_then_charts_and_table_agree_and_a_row_opens_its_card,
    given_a_template_when_messages_are_saved_then_only_registered_people_get_one,
    given_expected_names_when_looked_up_then_each_says_how_it_compares,
    given_a_run_that_is_kept_when_reloaded_then_it_goes_on_and_asks_for_nothing_twice,
    given_a_run_that_is_not_kept_when_reloaded_then_nothing_of_it_is_left,
    given_a_budget_that_ends_in_the_middle_when_run_then_it_stops_cleanly_and_keeps_what_it_has,
    given_a_cap_when_it_is_reached_then_no_more_is_paid_for,
    given_what_is_no_list_when_opened_then_it_says_so_and_another_can_be_opened,
    given_any_step_and_width_when_looked_at_then_nothing_scrolls_sideways_and_axe_is_content,
];

/// Contacts with numbers that are kept for fiction, few of which are neighbours.
fn contacts(count: usize) -> String {
    let mut text = "Name;Phone;Owner\n".to_owned();
    for index in 0..count {
        let (area, line) = (201 + index % 200, 100 + index / 200 * 2);
        // Of the special demo numbers, some end every run.
        let area = if area < 310 { area } else { area + 1 };
        let _ = writeln!(
            text,
            "Person {index};+1 {area} 555 {line:04};desk {}",
            index % 7
        );
    }
    text
}

/// Opened at the demo gateway, and looked up to the end.
async fn finished(stage: &Arc<Stage>, list: &str) -> Workbench {
    let page = Workbench::open(stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", list).await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    page
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

/// One of each: registered, not registered, hidden and no picture, a business, and what is no number.
const REVIEW: &str = "Name,Phone\nAda Example,+1 310 555 0123\nBen Example,+1 310 555 0106\n\
    Cleo Example,+1 310 555 0103\nDan Example,+1 310 555 0104\nEve Example,call me\n";

async fn given_a_list_for_review_when_filtered_then_charts_and_table_agree_and_a_row_opens_its_card(
    stage: Arc<Stage>,
) {
    // given
    let page = finished(&stage, REVIEW).await;
    assert_eq!(page.row_count().await, 6);

    // when each bar of the charts is pressed
    let bars = "return [...document.querySelectorAll('#charts .chart')].flatMap((chart) =>
        [...chart.querySelectorAll('button[aria-pressed]')].map((bar) => [chart.dataset.facet, words(bar)]))";
    let bars: Vec<(String, String)> = page.run(bars, vec![]).await;
    assert!(bars.len() >= 4, "{bars:?}");
    for (facet, text) in bars {
        let press = "const bar = () => [...document.querySelectorAll('#charts .chart')].filter((chart) => chart.dataset.facet === args[0])
              .flatMap((chart) => [...chart.querySelectorAll('button[aria-pressed]')]).find((bar) => words(bar) === args[1]);
            const count = Number(args[1].match(/(\\d+)\\D*$/)[1]);
            (await until(bar, null)).click();
            await until(() => bar()?.getAttribute('aria-pressed') === 'true', null);
            await until(() => Number(document.querySelector('#grid').getAttribute('aria-rowcount')) === count + 1, null);
            bar().click();
            await until(() => bar()?.getAttribute('aria-pressed') === 'false', null);
            return count";
        // then the table has as many rows as it says
        let count: u64 = page.run(press, vec![json!(facet), json!(text)]).await;
        assert!((1..=5).contains(&count), "{facet} {text}");
    }

    // and when a row is opened, then its card shows the answer that is there
    let spent = stage.world.site.lookups("0103");
    page.act("(await until(() => [...document.querySelectorAll('#grid [role=gridcell]')].find((cell) => words(cell)?.includes('0103')), null)).click()")
        .await;
    page.says("#card", "In your file, row 4").await;
    page.says("#card", "none of them a verdict").await;
    let shown: Value = page
        .run(
            "return await until(() => card()?.state === 'ready' && card().profile.requested, null)",
            vec![],
        )
        .await;
    assert_eq!(shown, json!("+13105550103"));
    assert_eq!(stage.world.site.lookups("0103"), spent);
}

async fn given_a_template_when_messages_are_saved_then_only_registered_people_get_one(
    stage: Arc<Stage>,
) {
    // given
    let page = finished(&stage, REVIEW).await;

    // when
    page.enter("#template", "Hello {name|there}, about {town}")
        .await;
    // then what is missing is said before anything is written
    page.says("#template-problem", "town").await;

    // and when it is mended
    page.enter("#template", "=Hello {name|there}").await;
    page.says("#template-problem", "would be written").await;
    page.click("#save-messages").await;
    let file = page.saved().await;
    assert!(file.contains("'+13105550123,'=Hello Ada Example"), "{file}");
    // Not registered, and no number.
    assert!(
        !file.contains("Ben Example") && !file.contains("Eve Example"),
        "{file}"
    );
    assert!(!file.contains("wa.me"), "{file}");
}

async fn given_expected_names_when_looked_up_then_each_says_how_it_compares(stage: Arc<Stage>) {
    let list = "Name,Phone\nSomebody Else,+1 310 555 0123\n";
    let page = finished(&stage, list).await;
    page.click("#save").await;
    let file = page.saved().await;
    let row = file.lines().nth(1).unwrap_or_default();
    assert!(row.contains(",different,"), "{row}");
    assert!(row.contains("name-differs"), "{row}");
}

async fn given_a_run_that_is_kept_when_reloaded_then_it_goes_on_and_asks_for_nothing_twice(
    stage: Arc<Stage>,
) {
    // given a run that is paused in the middle
    let service = Service::start(
        json!({ "budget": { "requests": 1_000 } }),
        json!({ "per-minute": 10_000 }),
    )
    .await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(15)).await;
    sign_in(&page).await;
    page.enter("#cap", "5").await;
    page.click("#start").await;
    page.says("#run-title", "Stopped at your cap").await;
    page.click("#keep").await;
    page.says("#keep-hint", "IndexedDB").await;

    // when
    stage
        .browser
        .goto(&format!("{}/workbench/", service.origin))
        .await;
    page.ready().await;
    page.click("#restore").await;
    sign_in(&page).await;
    page.enter("#cap", "").await;
    page.click("#start, #resume").await;
    page.says("#run-title", "Finished").await;

    // then
    assert_eq!(service.asked(), 15);
    // and when it is erased, nothing is offered any more
    page.click("#erase").await;
    page.says("#keep-hint", "memory only").await;
    stage
        .browser
        .goto(&format!("{}/workbench/", service.origin))
        .await;
    page.ready().await;
    assert!(
        page.run::<bool>("return !document.querySelector('#kept')", vec![])
            .await
    );
}

async fn given_a_run_that_is_not_kept_when_reloaded_then_nothing_of_it_is_left(stage: Arc<Stage>) {
    // given
    let page = finished(&stage, REVIEW).await;
    // then the page asks before it goes
    let asks: bool = page
        .run(
            "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))",
            vec![],
        )
        .await;
    assert!(asks);

    // and when it has gone and come back, then there is nothing to go on with
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    assert!(
        page.run::<bool>("return !document.querySelector('#kept')", vec![])
            .await
    );
}

/// The token that the gateway wants.
async fn sign_in(page: &Workbench) {
    page.enter("#token", CALLER.1).await;
    let script = "document.querySelector('#token').form.requestSubmit();
        await until(() => !document.querySelector('#token'), null)";
    page.act(script).await;
}

async fn given_a_budget_that_ends_in_the_middle_when_run_then_it_stops_cleanly_and_keeps_what_it_has(
    stage: Arc<Stage>,
) {
    // given
    let service = Service::start(
        json!({ "budget": { "requests": 6 } }),
        json!({ "per-minute": 10_000 }),
    )
    .await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(10)).await;
    sign_in(&page).await;

    // when
    page.click("#start").await;
    page.says("#run-title", "The plan is used up").await;

    // then
    assert_eq!(service.asked(), 6);
    page.click("#save").await;
    let file = page.saved().await;
    assert_eq!(file.matches(",registered,").count(), 6, "{file}");
    assert_eq!(file.matches(",not looked up,").count(), 4, "{file}");
}

async fn given_a_cap_when_it_is_reached_then_no_more_is_paid_for(stage: Arc<Stage>) {
    let service = Service::start(json!({}), json!({ "per-minute": 10_000 })).await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(10)).await;
    sign_in(&page).await;
    page.enter("#cap", "4").await;
    page.click("#start").await;
    page.says("#run-title", "Stopped at your cap").await;
    assert_eq!(service.asked(), 4);
}

async fn given_what_is_no_list_when_opened_then_it_says_so_and_another_can_be_opened(
    stage: Arc<Stage>,
) {
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    for (name, text) in [
        ("empty.csv", ""),
        ("old.xls", "\u{0}\u{1}\u{2}\u{3}"),
        ("broken.json", "{\"a\": [1, 2"),
    ] {
        page.choose(name, text).await;
        let said = page.words("[role=alert]:not([hidden])").await;
        assert!(!said.is_empty(), "{name}");
    }
    page.choose("contacts.csv", REVIEW).await;
    page.says("#estimate", "4").await;
}

async fn given_any_step_and_width_when_looked_at_then_nothing_scrolls_sideways_and_axe_is_content(
    stage: Arc<Stage>,
) {
    for width in [1280, 360] {
        stage.browser.resize(width, 900).await;
        let page = Workbench::open(&stage, &stage.world.site.origin).await;
        looks_well(&stage, &page, width).await;
        page.choose("contacts.csv", REVIEW).await;
        page.words("#estimate").await;
        looks_well(&stage, &page, width).await;
        page.click("#start").await;
        page.says("#run-title", "Finished").await;
        page.says("#template-problem", "would be written").await;
        looks_well(&stage, &page, width).await;
    }
}

async fn looks_well(stage: &Arc<Stage>, page: &Workbench, width: u32) {
    let overflow: f64 = page
        .run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
            vec![],
        )
        .await;
    assert!(overflow <= 0.0, "{overflow} px at {width}");
    let violations = violations(&stage.browser, "body").await;
    assert!(violations.is_empty(), "{violations:?}");
}
