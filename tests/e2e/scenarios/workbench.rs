//! The workbench: lists from a file to a file, in front of demo data and of a service that costs.

use std::{fmt::Write, sync::Arc};

use serde_json::{Value, json};

use crate::{
    harness::{Service, Stage, TestGateway, service::CALLER},
    page_objects::{Workbench, violations},
    scenarios,
};

scenarios![
    given_a_list_for_review_when_filtered_then_charts_and_table_agree_and_a_row_opens_its_card,
    given_a_template_when_messages_are_saved_then_only_registered_people_get_one,
    given_expected_names_when_looked_up_then_each_says_how_it_compares,
    given_a_run_that_is_kept_when_reloaded_then_it_goes_on_and_asks_for_nothing_twice,
    given_a_run_that_is_not_kept_when_reloaded_then_nothing_of_it_is_left,
    given_a_budget_that_ends_in_the_middle_when_run_then_it_stops_cleanly_and_keeps_what_it_has,
    given_a_cap_when_it_is_reached_then_no_more_is_paid_for,
    given_what_is_no_list_when_opened_then_it_says_so_and_another_can_be_opened,
    given_a_worker_that_is_ready_before_the_page_when_a_list_is_opened_then_it_is_read,
    given_the_sample_when_looked_up_then_most_names_fit_and_shared_pictures_are_found,
    given_a_gateway_that_compares_no_pictures_when_looked_up_then_that_is_said,
    given_an_answer_when_a_record_is_made_then_it_can_be_printed_and_saved_and_costs_nothing,
    given_no_answer_when_a_record_is_wanted_then_it_asks_before_it_pays_for_one,
    given_rows_that_are_selected_when_looked_up_and_saved_then_the_others_are_left_alone,
    given_the_keyboard_when_rows_are_selected_then_space_and_control_a_do_it,
    given_a_run_when_it_is_cancelled_then_it_asks_first_and_keeps_what_it_has,
    given_a_pace_when_a_list_is_opened_then_the_time_is_told_before_the_start,
    given_numbers_that_fail_when_run_then_how_many_is_told_and_why_is_in_the_file,
    given_a_card_when_opened_then_it_says_where_the_answer_is_from,
    given_any_step_and_width_when_looked_at_then_nothing_scrolls_sideways_and_axe_is_content,
];

/// Contacts with numbers that are kept for fiction, few of which are neighbours.
pub(super) fn contacts(count: usize) -> String {
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
pub(super) async fn finished(stage: &Arc<Stage>, list: &str) -> Workbench {
    let page = Workbench::open(stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", list).await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    page
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
            (await until(bar, null)).click();
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

    // and when links are wanted, and the click comes before the page is drawn anew
    let chosen_and_saved =
        "await until(() => document.querySelector('#save-messages:enabled'), null);
        for (const id of ['links', 'save-messages']) document.getElementById(id).click()";
    page.act(chosen_and_saved).await;
    let file = page.saved().await;
    assert!(file.contains("https://wa.me/13105550123"), "{file}");
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

async fn given_a_worker_that_is_ready_before_the_page_when_a_list_is_opened_then_it_is_read(
    stage: Arc<Stage>,
) {
    // given a page whose own half comes when its worker has spoken: one that began later has
    let held = stage.held_page("workbench/workbench_bg.wasm");
    let page = Workbench::begin(&stage, &format!("{}workbench/index.html", held.url)).await;
    held.is_asked_for().await;
    let script = "const later = new Worker('worker.js', { type: 'module' });
        const { port1, port2 } = new MessageChannel();
        const spoken = new Promise((resolve) => { port1.onmessage = resolve });
        later.postMessage(port2, [port2]);
        await spoken;
        later.terminate();";
    page.act(script).await;
    held.release();
    page.ready().await;

    // when
    page.choose("contacts.csv", REVIEW).await;

    // then
    page.says("#estimate", "lookup").await;
}

async fn given_the_sample_when_looked_up_then_most_names_fit_and_shared_pictures_are_found(
    stage: Arc<Stage>,
) {
    // given
    let gateway = TestGateway::comparing().await;
    let page = Workbench::open(&stage, &gateway.origin).await;
    page.click("#sample").await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;

    // then pictures are compared as a step of its own
    page.says("#pictures-line", "pictures compared.").await;
    assert_eq!(page.bar("Signals", "Same picture").await, 5);
    assert_eq!(page.bar("Signals", "stock picture").await, 1);
    let same = page.bar("Name match", "Same").await;
    let differs = page.bar("Name match", "Different").await;
    assert!(same > 5 * differs && differs > 0, "{same} and {differs}");

    // and the file says so, and what each picture looks like
    page.click("#save").await;
    let file = page.saved().await;
    assert!(file.contains("WhatsApp picture hash"), "{file}");
    assert_eq!(file.matches("same-picture").count(), 5, "{file}");
    assert_eq!(file.matches("stock-picture").count(), 1, "{file}");

    // and when that is compared with itself, then no picture has changed
    page.choose_earlier("earlier.csv", &file).await;
    page.says("#compare", "none changed").await;
}

async fn given_a_gateway_that_compares_no_pictures_when_looked_up_then_that_is_said(
    stage: Arc<Stage>,
) {
    let page = finished(&stage, REVIEW).await;
    page.says("#pictures-line", "compares no pictures").await;
    page.open_card("0123").await;
    page.says("#not-compared", "known").await;
    page.click("#save").await;
    assert!(!page.saved().await.contains("picture hash"));
}

async fn given_an_answer_when_a_record_is_made_then_it_can_be_printed_and_saved_and_costs_nothing(
    stage: Arc<Stage>,
) {
    // given
    let service = Service::start(json!({}), json!({ "per-minute": 10_000 })).await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(3)).await;
    sign_in(&page).await;
    page.click("#start").await;
    page.says("#run-title", "Finished").await;
    assert_eq!(service.asked(), 3);

    // when
    page.open_card("201 555").await;
    page.click("#make-record").await;

    // then it has all that the gateway says, and the way to verify it
    page.says("#record", "Somebody Else").await;
    page.says("#record", "Person 0").await;
    page.says("#record", CALLER.0).await;
    page.says("#record", "record verify identity-record-").await;
    let hash = page.words("#record-hash").await;
    assert_eq!(hash.len(), 64, "{hash}");
    assert_eq!(service.asked(), 3);

    // and on paper it is the record alone
    stage.browser.emulate_print().await;
    let shown: Vec<String> = page
        .run(
            "return ['.site-header', '.site-footer', '.record-buttons', '.with-list', '#record-hash']
               .filter((selector) => document.querySelector(selector)?.checkVisibility())",
            vec![],
        )
        .await;
    assert_eq!(shown, ["#record-hash"]);
    stage
        .browser
        .emulate_media("prefers-color-scheme", "light")
        .await;

    // and what is saved is what the gateway wrote
    page.click("#record-save").await;
    let file: Value = serde_json::from_str(&page.saved().await).expect("JSON");
    assert_eq!(file["sha256"], json!(hash));
    assert_eq!(file["record"]["expectedName"], "Person 0");
    page.click("#record-back").await;
    assert_eq!(page.row_count().await, 4);
}

async fn given_no_answer_when_a_record_is_wanted_then_it_asks_before_it_pays_for_one(
    stage: Arc<Stage>,
) {
    // given a list that nobody has looked up
    let service = Service::start(json!({}), json!({ "per-minute": 10_000 })).await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(2)).await;
    sign_in(&page).await;
    page.open_card("201 555").await;

    // when
    page.click("#make-record").await;
    page.says("#card", "one more lookup").await;
    // then nothing is paid for before it is wanted
    assert_eq!(service.asked(), 0);
    page.click("#record-not").await;
    page.click("#make-record").await;
    page.click("#record-lookup").await;
    page.words("#record-hash").await;
    assert_eq!(service.asked(), 1);
}

async fn given_rows_that_are_selected_when_looked_up_and_saved_then_the_others_are_left_alone(
    stage: Arc<Stage>,
) {
    // given
    let service = Service::start(json!({}), json!({ "per-minute": 10_000 })).await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(8)).await;
    sign_in(&page).await;

    // when the second row is selected, and with the shift key all to the fourth
    page.select_row(2, false).await;
    page.says("#selection-count", "1 row selected").await;
    page.select_row(4, true).await;
    page.says("#selection-count", "3 rows selected").await;
    page.has_selected(&[2, 3, 4]).await;
    page.says("#start-selected", "3 numbers").await;
    page.click("#start-selected").await;
    page.says("#run-title", "The selected rows are looked up")
        .await;

    // then only those are asked for
    assert_eq!(service.asked(), 3);
    // One click after the other before the page is drawn anew, as on a slow machine.
    page.act("for (const id of ['only-selected', 'save']) document.getElementById(id).click()")
        .await;
    let file = page.saved().await;
    assert_eq!(file.trim_end().lines().count(), 4, "{file}");
    assert_eq!(file.matches(",registered,").count(), 3, "{file}");

    // and the rest when it is wanted
    page.click("#resume").await;
    page.says("#run-title", "Finished").await;
    assert_eq!(service.asked(), 8);
}

async fn given_the_keyboard_when_rows_are_selected_then_space_and_control_a_do_it(
    stage: Arc<Stage>,
) {
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", &contacts(5)).await;
    // In the name's cell of the first row.
    page.says("#grid [data-place='1:1']", "Person 0").await;
    page.act("document.querySelector(\"#grid [data-place='1:1']\").click()")
        .await;
    let focus = "await until(() => document.querySelector(\"#grid [data-place='1:1']\")?.tabIndex === 0, null);
        document.querySelector(\"#grid [data-place='1:1']\").focus()";
    page.act(focus).await;
    stage.browser.press([' ']).await;
    page.says("#selection-count", "1 row selected").await;
    page.has_selected(&[1]).await;
    stage.browser.press([' ']).await;
    page.act("await until(() => document.querySelector('#selection').hidden, null)")
        .await;
    // All at once by the head's field.
    page.click("#select-all").await;
    page.says("#selection-count", "5 rows selected").await;
    page.click("#select-none").await;
    page.act("await until(() => document.querySelector('#selection').hidden, null)")
        .await;
}

async fn given_a_run_when_it_is_cancelled_then_it_asks_first_and_keeps_what_it_has(
    stage: Arc<Stage>,
) {
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", &contacts(20_000)).await;
    page.click("#start").await;
    page.act(
        "await until(() => /\\d/.test(words(document.querySelector('#run-line')) ?? ''), null)",
    )
    .await;

    // when
    page.click("#cancel").await;
    page.says("#run", "What is answered stays").await;
    page.click("#cancel-not").await;
    page.click("#cancel").await;
    page.click("#cancel-surely").await;

    // then
    page.says("#run-title", "Ended by you").await;
    page.click("#save").await;
    let file = page.saved().await;
    assert!(file.contains(",not looked up,"));
    assert!(
        page.run::<bool>("return !document.querySelector('#cancel')", vec![])
            .await
    );
}

async fn given_a_pace_when_a_list_is_opened_then_the_time_is_told_before_the_start(
    stage: Arc<Stage>,
) {
    // given 30 lookups in a minute at most
    let service = Service::start(json!({}), json!({ "per-minute": 30 })).await;
    let page = Workbench::open(&stage, &service.origin).await;
    page.choose("contacts.csv", &contacts(120)).await;
    sign_in(&page).await;
    page.says("#estimate-time", "About 4 min at least").await;

    // and without any, nothing is claimed
    let page = Workbench::open(&stage, &stage.world.site.origin).await;
    page.choose("contacts.csv", REVIEW).await;
    page.says("#estimate-time", "as soon as the first answers")
        .await;
}

async fn given_numbers_that_fail_when_run_then_how_many_is_told_and_why_is_in_the_file(
    stage: Arc<Stage>,
) {
    // given a service that fails for two, and what is no number
    let list = "Name,Phone\nAda Example,+1 310 555 0123\nBen Example,+1 310 555 0115\n\
        Cleo Example,+1 310 555 0117\nDan Example,call me\n";
    let page = finished(&stage, list).await;

    // then
    page.says("#run-line", "2 without an answer").await;
    page.says("#failures", "2 × The lookup service failed.")
        .await;
    assert_eq!(page.bar("Result", "Failed").await, 2);
    page.click("#save").await;
    let file = page.saved().await;
    assert_eq!(
        file.matches(",The lookup service failed.").count(),
        2,
        "{file}"
    );
    page.click("#save-failed").await;
    let file = page.saved().await;
    assert_eq!(
        file.matches("The lookup service failed.").count(),
        2,
        "{file}"
    );
    assert!(
        file.contains("Ben Example") && !file.contains("Ada"),
        "{file}"
    );
    page.click("#save-invalid").await;
    let file = page.saved().await;
    assert!(
        file.contains("call me") && file.contains("letters"),
        "{file}"
    );
}

async fn given_a_card_when_opened_then_it_says_where_the_answer_is_from(stage: Arc<Stage>) {
    let page = finished(&stage, REVIEW).await;
    page.open_card("0123").await;
    let text = "return await until(() => card()?.shadowRoot?.textContent.includes('demo data') && card().shadowRoot.textContent, null)";
    let text: String = page.run(text, vec![]).await;
    assert!(!text.contains("given by this page"), "{text}");
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
