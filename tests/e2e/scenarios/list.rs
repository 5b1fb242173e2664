//! `<phone-profile-list>`: a table of many numbers, of which those in sight are drawn and paid for.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, violations},
    scenarios,
};

scenarios![
    given_ten_thousand_rows_when_shown_and_scrolled_then_only_those_that_stay_in_sight_are_looked_up,
    given_a_list_for_all_when_shown_then_every_row_is_looked_up_once_and_those_in_sight_first,
    given_answers_of_the_pages_own_when_shown_then_no_request_is_made_for_them,
    given_a_list_that_looks_nothing_up_when_scrolled_then_no_request_is_made,
    given_a_page_that_says_no_when_rows_are_due_then_none_is_looked_up,
    given_a_plan_that_is_used_up_when_looked_up_then_the_list_stops_says_so_and_can_go_on,
    given_a_list_when_it_is_removed_or_gets_other_rows_then_what_is_under_way_ends,
    given_a_list_below_the_fold_when_not_seen_then_nothing_is_asked,
    given_rows_when_headers_are_pressed_then_they_are_sorted_and_answers_move_none,
    given_rows_when_filtered_then_those_that_fit_are_left_and_selection_is_of_rows,
    given_a_list_when_keys_are_pressed_then_the_focus_goes_from_cell_to_cell_and_stays_in_the_document,
    given_cards_in_a_list_when_they_are_drawn_then_no_event_and_no_announcement_of_theirs_leaves_it,
    given_a_page_that_styles_all_of_its_text_when_a_list_is_shown_then_it_looks_as_on_a_plain_page,
    given_the_strictest_policy_when_a_list_is_used_then_nothing_is_violated,
    given_any_width_and_theme_when_looked_at_then_nothing_scrolls_sideways_and_axe_is_content,
];

const SCRIPTS: &str = r#"<script type="module" src="{kit}/define-list.js"></script>"#;

/// What every script here begins with.
const LIST: &str = "const list = document.querySelector('phone-profile-list');
    await customElements.whenDefined('phone-profile-list');
    await drawn(); // what there is to observe has been built
    const shadow = () => list.shadowRoot;
    const table = () => part(list, 'table');
    const drawnRows = () => [...shadow().querySelectorAll('[data-place]')].sort((one, other) => one.dataset.place - other.dataset.place);
    const inTable = (row) => { const [box, all] = [row.getBoundingClientRect(), table().getBoundingClientRect()];
      return box.bottom > all.top + part(list, 'header').offsetHeight + 1 && box.top < Math.min(all.bottom, innerHeight) - 1; };
    const inSight = () => drawnRows().filter(inTable);
    const answered = () => until(() => shadow() && inSight().length && inSight().every(({ dataset }) => !['idle', 'loading'].includes(dataset.state)), list);
    const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const at = (line) => `+1310555${line}`;
    const focused = () => { const { activeElement } = shadow(); const cell = activeElement?.closest('[aria-colindex]');
      return cell && [Number(cell.parentElement.getAttribute('aria-rowindex')), Number(cell.getAttribute('aria-colindex'))]; };
    const many = (count) => Array.from({ length: count }, (_, index) => {
      const area = 201 + index % 200;
      return { number: `+1${area < 310 ? area : area + 1}555${`${100 + Math.floor(index / 200)}`.padStart(4, '0')}`, owner: `desk ${index % 7}` };
    });\n";

/// The digits of row `index` of `many`.
fn digits(index: usize) -> String {
    let area = 201 + index % 200;
    let area = if area < 310 { area } else { area + 1 };
    format!("1{area}555{:04}", 100 + index / 200)
}

/// What the gateway was asked for, of `many(count)`.
fn asked(page: &HostPage, count: usize) -> Vec<usize> {
    let lookups = |index: &usize| page.gateway.stats.lookups(&digits(*index));
    let asked: Vec<usize> = (0..count).filter(|index| lookups(index) > 0).collect();
    assert!(asked.iter().all(|index| lookups(index) == 1));
    asked
}

async fn open(stage: &Arc<Stage>, attributes: &str) -> HostPage {
    let body = format!(
        r#"<phone-profile-list endpoint="{{endpoint}}" {attributes}></phone-profile-list>"#
    );
    HostPage::open_with(stage, SCRIPTS, &body).await
}

async fn run(page: &HostPage, body: &str) -> Value {
    page.ask(&format!("{LIST}{body}")).await
}

/// The rows of these lines, and how many of them have been looked up when those in sight are.
async fn show(page: &HostPage, rows: &str) -> Value {
    run(
        page,
        &format!("list.rows = {rows}; await answered(); return list.progress"),
    )
    .await
}

async fn given_ten_thousand_rows_when_shown_and_scrolled_then_only_those_that_stay_in_sight_are_looked_up(
    stage: Arc<Stage>,
) {
    // given
    let page = open(&stage, "").await;

    // when
    let shown = run(
        &page,
        "list.rows = many(10000); await answered(); return [inSight().map(({ dataset }) => Number(dataset.place)), drawnRows().length, Number(table().getAttribute('aria-rowcount')), list.progress]",
    )
    .await;
    page.round_trip().await;

    // then
    let in_sight: Vec<usize> = serde_json::from_value(shown[0].clone()).unwrap();
    assert!((4..=9).contains(&in_sight.len()), "{in_sight:?}");
    assert_eq!(asked(&page, 10_000), in_sight);
    assert!(shown[1].as_u64().unwrap() < 30, "{shown}");
    assert_eq!(shown[2], 10_001);
    assert_eq!(
        shown[3],
        json!({ "done": in_sight.len(), "total": 10_000, "failed": 0 })
    );

    // when it is scrolled through thousands of rows, and stays at some
    let far = run(
        &page,
        "for (let top = 0; top <= 300000; top += 20000) { table().scrollTop = top; await frame(); }
         await answered();
         return inSight().map(({ dataset }) => Number(dataset.place))",
    )
    .await;
    page.round_trip().await;

    // then
    let far: Vec<usize> = serde_json::from_value(far).unwrap();
    assert!(far[0] > 4_900, "{far:?}");
    let all: Vec<usize> = in_sight.iter().chain(&far).copied().collect();
    assert_eq!(asked(&page, 10_000), all);

    // when it comes back
    let back = run(&page, "table().scrollTop = 0; await answered(); await frame(); while (drawnRows().filter(inTable).some((row) => row.querySelector('phone-profile').state === 'idle')) await frame(); return drawnRows().filter(inTable).map((row) => row.querySelector('phone-profile').state)").await;
    page.round_trip().await;

    // then the answers are still there
    assert_eq!(back.as_array().unwrap().len(), in_sight.len());
    assert!(
        back.as_array()
            .unwrap()
            .iter()
            .all(|state| state == "not-registered" || state == "ready"),
        "{back}"
    );
    assert_eq!(asked(&page, 10_000), all);
    page.expect_no_problems().await;
}

async fn given_a_list_for_all_when_shown_then_every_row_is_looked_up_once_and_those_in_sight_first(
    stage: Arc<Stage>,
) {
    let page = open(&stage, r#"lookup="all""#).await;
    let script = "const order = [];
        list.fetcher = (url, init) => { order.push(`${url}`.match(/number\\/(\\d+)/)[1]); return fetch(url, init); };
        list.rows = [...many(120), ...many(3)];
        await until(() => list.progress.done === 123, list);
        return [order.slice(0, 6), order.length, list.profiles.every(({ requested }, index) => requested === list.rows[index].number)]";
    let seen = run(&page, script).await;
    let first: Vec<String> = (0..6).map(digits).collect();
    assert_eq!(seen, json!([first, 120, true]));
    assert_eq!(asked(&page, 120).len(), 120);
    page.expect_no_problems().await;
}

async fn given_answers_of_the_pages_own_when_shown_then_no_request_is_made_for_them(
    stage: Arc<Stage>,
) {
    // given an answer in the kit's shape, one in a service's, and a number alone
    let page = open(&stage, "").await;
    let script = "const { lookup } = await importModule(document.documentElement.dataset.kit + '/index.js');
        const known = await lookup(at('0100'), { endpoint });
        list.rows = [{ number: at('0100'), profile: known }, { number: at('0101'), expectedName: 'Otto Ek', profile: { number: '13105550101', isWhatsApp: true, name: 'Maya Lindqvist' } }, { number: at('0102') }];
        await answered();
        await until(() => list.profiles.every(Boolean), list);
        return [list.profiles.map(({ source }) => source), list.profiles[1].match.result, list.progress,
          inSight().map((row) => words(part(row.querySelector('phone-profile'), 'name')))]";
    let seen = run(&page, script).await;
    assert_eq!(seen[0], json!(["demo", "given", "demo"]));
    assert_eq!(seen[1], "different");
    assert_eq!(seen[2], json!({ "done": 3, "total": 3, "failed": 0 }));
    assert_eq!(seen[3][1], "Maya Lindqvist");
    let asked = ["0100", "0101", "0102"].map(|line| page.gateway.lookups(line));
    assert_eq!(asked, [1, 0, 1], "the first is the test's own");
}

async fn given_a_list_that_looks_nothing_up_when_scrolled_then_no_request_is_made(
    stage: Arc<Stage>,
) {
    for attributes in [r#"lookup="none""#, r#"lookup="off""#] {
        let page = open(&stage, attributes).await;
        let seen = run(&page, "list.rows = many(100); await until(() => shadow() && inSight().length, list);
            table().scrollTop = 600; await frame(); await new Promise((next) => setTimeout(next, 400));
            return [words(inSight()[0].querySelector('.note')), list.progress.done]").await;
        page.round_trip().await;
        assert_eq!(seen, json!(["Not looked up", 0]));
        assert_eq!(asked(&page, 100), Vec::<usize>::new());
    }
}

async fn given_a_page_that_says_no_when_rows_are_due_then_none_is_looked_up(stage: Arc<Stage>) {
    let page = open(&stage, "").await;
    let seen = run(&page, "const told = [];
        document.addEventListener('phone-profile-request', (event) => { told.push([event.target === list, event.cancelable, event.detail]); event.preventDefault(); });
        list.rows = many(2); await answered(); return [told, list.progress]").await;
    page.round_trip().await;
    let told = |index: usize| json!([true, true, { "state": "loading", "index": index }]);
    assert_eq!(
        seen,
        json!([[told(0), told(1)], { "done": 0, "total": 2, "failed": 0 }])
    );
    assert_eq!(asked(&page, 2), Vec::<usize>::new());
}

async fn given_a_plan_that_is_used_up_when_looked_up_then_the_list_stops_says_so_and_can_go_on(
    stage: Arc<Stage>,
) {
    // given a plan that the first row finds used up
    let page = open(&stage, r#"lookup="all""#).await;
    let script = "const codes = []; let isUsedUp = true;
        list.fetcher = (url, init) => fetch(isUsedUp ? `${endpoint}/number/13105550126` : url, init);
        list.addEventListener('phone-profile-list-error', ({ detail }) => codes.push(detail.code));
        list.rows = many(50);
        await until(() => codes.length, list);
        const stopped = [list.error.code, words(part(list, 'summary').querySelector('[role=status]')), list.progress];
        isUsedUp = false;
        part(list, 'retry').click();
        await until(() => list.progress.done === 50, list);
        isUsedUp = true; list.rows = many(100).slice(60);
        await until(() => codes.length === 2, list);
        isUsedUp = false; list.rows = many(70).slice(60);
        await until(() => list.progress.done === 10, list);
        return [stopped, codes, list.error, part(list, 'retry').checkVisibility()]";
    let seen = run(&page, script).await;
    assert_eq!(
        seen[0],
        json!([
            "quota-exhausted",
            "0 of 50 with an answer · No lookups left in this plan",
            { "done": 0, "total": 50, "failed": 0 }
        ])
    );
    assert_eq!(seen[1], json!(["quota-exhausted", "quota-exhausted"]));
    assert_eq!((&seen[2], &seen[3]), (&Value::Null, &json!(false)));
    let refused = page.gateway.lookups("0126");
    assert!((2..=8).contains(&refused), "{refused} rather than 90");
}

async fn given_a_list_when_it_is_removed_or_gets_other_rows_then_what_is_under_way_ends(
    stage: Arc<Stage>,
) {
    let page = open(&stage, r#"lookup="all""#).await;
    let script = "const signals = [];
        list.fetcher = (url, init) => { signals.push(init.signal); return new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(init.signal.reason))); };
        list.rows = many(20);
        await until(() => signals.length === 4, list);
        list.rows = many(30).slice(20);
        await until(() => signals.length === 8, list);
        const replaced = signals.map(({ aborted }) => aborted);
        list.remove();
        await new Promise((next) => setTimeout(next));
        const removed = signals.every(({ aborted }) => aborted);
        list.fetcher = null;
        document.querySelector('main').append(list);
        await until(() => list.progress.done === 10, list);
        list.remove(); await new Promise((next) => setTimeout(next));
        document.querySelector('main').append(list);
        await until(() => inSight().every((row) => row.querySelector('phone-profile').state !== 'idle' && row.querySelector('phone-profile').checkVisibility()), list);
        return [replaced, removed, signals.length]";
    let seen = run(&page, script).await;
    assert_eq!(
        seen,
        json!([
            [true, true, true, true, false, false, false, false],
            true,
            8
        ])
    );
    page.expect_no_problems().await;
}

async fn given_a_list_below_the_fold_when_not_seen_then_nothing_is_asked(stage: Arc<Stage>) {
    let body = r#"<div style="height: 3000px"></div><phone-profile-list endpoint="{endpoint}"></phone-profile-list>"#;
    let page = HostPage::open_with(&stage, SCRIPTS, body).await;
    run(&page, "list.rows = many(100); await until(() => shadow() && drawnRows().length, list); await frame(); await new Promise((next) => setTimeout(next, 400))").await;
    page.round_trip().await;
    assert_eq!(asked(&page, 100), Vec::<usize>::new());

    // when it comes up by a few rows
    run(&page, "scrollTo(0, list.getBoundingClientRect().top + scrollY - innerHeight + 200); await until(() => list.progress.done > 0, list); await until(() => !drawnRows().some(({ dataset }) => dataset.state === 'loading'), list)").await;
    page.round_trip().await;

    // then those are asked about
    let asked = asked(&page, 100);
    assert!((1..=4).contains(&asked.len()), "{asked:?}");
}

async fn given_rows_when_headers_are_pressed_then_they_are_sorted_and_answers_move_none(
    stage: Arc<Stage>,
) {
    let page = open(&stage, r#"lookup="none""#).await;
    let script = "list.columns = ['person', { field: 'owner', title: 'Owner' }];
        list.rows = many(5).map((row, index) => ({ ...row, owner: `desk ${[10, 9, '', 2, 9][index]}`.trim() }));
        await until(() => shadow() && inSight().length === 5, list);
        const header = () => shadow().querySelectorAll('[role=columnheader]')[1];
        const look = () => [header().getAttribute('aria-sort'), inSight().map((row) => words(row.lastElementChild))];
        const seen = [look()];
        for (let press = 0; press < 3; press += 1) { header().querySelector('button').click(); await frame(); seen.push(look()); }
        list.sort = { column: 'owner', direction: 'descending' }; await frame();
        return [seen, look()[0], list.sort]";
    let seen = run(&page, script).await;
    let given = json!([null, ["desk 10", "desk 9", "desk", "desk 2", "desk 9"]]);
    let up = json!([
        "ascending",
        ["desk", "desk 2", "desk 9", "desk 9", "desk 10"]
    ]);
    let down = json!([
        "descending",
        ["desk 10", "desk 9", "desk 9", "desk 2", "desk"]
    ]);
    assert_eq!(seen[0], json!([given, up, down, given]));
    assert_eq!(seen[1], "descending");

    // when answers come to a list that is sorted by them
    let script = "list.columns = null; list.sort = { column: 'person', direction: 'ascending' }; list.lookup = 'visible';
        list.rows = ['0103', '0102', '0101', '0100'].map((line) => at(line));
        await answered(); await frame();
        return inSight().map((row) => list.rows[Number(row.dataset.place)].slice(-4))";
    let order = run(&page, script).await;
    assert_eq!(order, json!(["0103", "0102", "0101", "0100"]));
}

async fn given_rows_when_filtered_then_those_that_fit_are_left_and_selection_is_of_rows(
    stage: Arc<Stage>,
) {
    let page = open(&stage, r#"lookup="none" selectable"#).await;
    let script = "const counts = [];
        document.addEventListener('phone-profile-list-select', ({ detail }) => counts.push(detail));
        list.columns = ['person', { field: 'owner' }];
        list.rows = many(70);
        await until(() => shadow() && inSight().length, list);
        list.filter = 'DESK 3'; await frame();
        const [shown] = [Number(table().getAttribute('aria-rowcount')) - 1];
        inSight()[1].querySelector('input').click(); await frame();
        const one = [...list.selected];
        const box = () => shadow().querySelector('[role=columnheader] input');
        const isPart = box().indeterminate;
        box().click(); await frame();
        const all = list.selected.length;
        list.filter = ({ owner }, profile) => owner === 'desk 4' && profile === null; await frame();
        const text = words(part(list, 'summary').querySelector('p'));
        list.selected = [0, 4]; await frame();
        const shownAsSelected = [inSight()[0].getAttribute('aria-selected'), box().checked];
        list.rows = many(3); list.filter = null; await frame();
        return [shown, one, isPart, all, counts, text, ...shownAsSelected, list.selected]";
    let seen = run(&page, script).await;
    assert_eq!(
        seen,
        json!([10, [10], true, 10, [{ "count": 1 }, { "count": 10 }], "0 of 70 with an answer · 10 shown", "true", false, []])
    );
}

/// As WebDriver names them.
const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const PAGE_DOWN: char = '\u{e00f}';
const END: char = '\u{e010}';
const LEFT: char = '\u{e012}';
const UP: char = '\u{e013}';
const RIGHT: char = '\u{e014}';
const DOWN: char = '\u{e015}';

async fn given_a_list_when_keys_are_pressed_then_the_focus_goes_from_cell_to_cell_and_stays_in_the_document(
    stage: Arc<Stage>,
) {
    // given
    let page = open(&stage, r#"lookup="none" selectable"#).await;
    run(&page, "list.rows = many(1000); window.opened = []; list.addEventListener('phone-profile-list-open', ({ detail }) => opened.push(detail.index)); await until(() => shadow() && inSight().length, list)").await;
    let focused = async || run(&page, "await frame(); return focused()").await;

    // when
    for (keys, place) in [
        (&[TAB][..], json!([2, 1])),
        (&[RIGHT, DOWN, DOWN], json!([4, 2])),
        (&[END], json!([4, 5])),
        (&[LEFT, UP], json!([3, 4])),
        (&[ENTER, ' '], json!([3, 4])),
        (&[UP, UP], json!([1, 4])),
        (&[ENTER], json!([1, 4])),
    ] {
        stage.browser.press(keys.iter().copied()).await;
        assert_eq!(focused().await, place, "{keys:?}");
    }
    let told = run(
        &page,
        "return [opened, list.selected, list.sort, shadow().querySelectorAll('[tabindex=\"0\"]').length]",
    )
    .await;
    assert_eq!(
        told,
        json!([[1], [1], { "column": "signals", "direction": "ascending" }, 1])
    );

    // when a page further, and scrolled away from there
    stage.browser.press([DOWN, PAGE_DOWN, PAGE_DOWN]).await;
    let place = focused().await;
    run(&page, "table().scrollTop = 30000; await frame()").await;

    // then the cell with the focus is still there, and keys go on from it
    assert_eq!(focused().await, place);
    assert!(place[0].as_u64().unwrap() > 10, "{place}");
    stage.browser.press([DOWN]).await;
    let next = run(
        &page,
        "await frame(); return [focused()[0], inTable(shadow().activeElement.closest('[role=row]'))]",
    )
    .await;
    assert_eq!(next, json!([place[0].as_u64().unwrap() + 1, true]));

    // when Tab leaves the table, then it goes to what is below
    stage.browser.press([TAB]).await;
    let outside = run(
        &page,
        "return shadow().activeElement.closest('[role=grid]') === null",
    )
    .await;
    assert_eq!(outside, true);
}

async fn given_cards_in_a_list_when_they_are_drawn_then_no_event_and_no_announcement_of_theirs_leaves_it(
    stage: Arc<Stage>,
) {
    let page = open(&stage, "").await;
    let script = "const progress = [];
        list.addEventListener('phone-profile-list-progress', ({ detail }) => progress.push(detail));
        list.rows = ['0100', '0106', '0103'].map(at); await answered();
        await until(() => progress.at(-1)?.done === 3, list); await frame();
        const cards = inSight().map((row) => row.querySelector('phone-profile'));
        for (const card of cards) await until(() => card.shadowRoot, card);
        return [seen.events.map(({ name }) => name), cards.map((card) => words(card.shadowRoot.querySelector('[role=status]'))),
          words(part(list, 'summary').querySelector('[role=status]')), Object.keys(progress[0])]";
    let seen = run(&page, script).await;
    assert_eq!(
        seen,
        json!([
            ["request", "request", "request"],
            ["", "", ""],
            "3 of 3 with an answer",
            ["done", "total", "failed"]
        ])
    );
}

/// As in `page_styles.rs`: on the element itself too. The font size is what a list has by itself, since it follows its page.
const HOSTILE: &str = ":root { font-size: 16px } * { color: red; letter-spacing: 0.3em; line-height: 3; text-align: right; text-indent: 3em; text-transform: uppercase;
    white-space: pre; word-spacing: 2em; font: italic small-caps 900 14px/3 serif; -webkit-text-fill-color: transparent; border-collapse: collapse }
    div, p, input, button { padding: 9px !important; display: inline !important; position: static !important }";

async fn given_a_page_that_styles_all_of_its_text_when_a_list_is_shown_then_it_looks_as_on_a_plain_page(
    stage: Arc<Stage>,
) {
    stage
        .browser
        .emulate_media("prefers-reduced-motion", "reduce")
        .await;
    let page = open(&stage, "selectable").await;
    let script = format!(
        "list.rows = [...['0100', '0106', '0103', '0115'].map((line) => ({{ number: at(line), expectedName: 'Otto Ek' }}))]; await answered(); await frame();
         const looks = () => [...shadow().querySelectorAll('.base *:not(.sr)')].map((node) => {{
           const style = getComputedStyle(node), host = list.getBoundingClientRect(), box = node.getBoundingClientRect();
           return [node.localName + '.' + node.className, ...['color', 'font', 'letterSpacing', 'lineHeight', 'textAlign', 'textIndent', 'textTransform', 'whiteSpace', 'display', 'position', 'padding'].map((name) => style[name]),
             ...(node.getClientRects().length ? [box.x - host.x, box.y - host.y, box.width, box.height].map(Math.round) : [])];
         }});
         // A list goes by its width and height once the browser has told it of them.
         const settledLooks = async () => {{
           for (let last = looks(); ;) {{
             await frame(); await frame();
             const next = looks();
             if (JSON.stringify(next) === JSON.stringify(last)) return next;
             last = next;
           }}
         }};
         const sheet = new CSSStyleSheet(); sheet.replaceSync({});
         // The host is the page's to place, as every element.
         list.style.cssText = 'width: 600px !important; display: block !important; padding: 0 !important';
         const same = await settledLooks(); document.adoptedStyleSheets = [sheet];
         const styled = await settledLooks();
         return [same.length === styled.length, same.flatMap((values, index) => values.flatMap((value, at) => value === styled[index][at] ? [] : `${{values[0]}}: ${{value}}, not ${{styled[index][at]}}`))]",
        json!(HOSTILE)
    );
    let seen = run(&page, &script).await;
    assert_eq!(seen, json!([true, []]));
}

const STRICTEST: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

async fn given_the_strictest_policy_when_a_list_is_used_then_nothing_is_violated(
    stage: Arc<Stage>,
) {
    let body = r#"<script type="module" src="/phone-profile/define-list.js"></script>
        <phone-profile-list endpoint="/lookup" selectable mask numbers="+13105550100, +13105550106; +13105550103"></phone-profile-list>"#;
    let page = HostPage::on_its_own_origin(&stage, body, STRICTEST).await;
    let seen = run(&page, "await answered(); list.sort = { column: 'person', direction: 'ascending' }; list.filter = '3105550'; await frame();
        return [list.numbers.length, list.progress, inSight().map((row) => words(part(row.querySelector('phone-profile'), 'number')))]").await;
    assert_eq!(seen[0], 3);
    assert_eq!(seen[1], json!({ "done": 3, "total": 3, "failed": 0 }));
    assert!(!seen[2].to_string().contains("0100"), "{seen}");
    page.expect_no_problems().await;
}

async fn given_any_width_and_theme_when_looked_at_then_nothing_scrolls_sideways_and_axe_is_content(
    stage: Arc<Stage>,
) {
    for width in [1280, 360] {
        stage.browser.resize(width, 900).await;
        let page = open(&stage, "selectable").await;
        let rows = "['0100', '0101', '0106', '0103', '0115', '0132', '0133'].map((line, index) => ({ number: at(line), expectedName: index % 2 ? 'Otto Ek' : null, owner: `desk ${index}` }))";
        run(&page, "list.columns = ['person', 'badges', 'picture', 'match', 'signals', { field: 'owner', title: 'Owner' }, 'checked']").await;
        show(&page, rows).await;
        for theme in ["light", "dark"] {
            let overflow = run(&page, &format!("list.theme = '{theme}'; list.selected = [1]; await frame(); return document.documentElement.scrollWidth - document.documentElement.clientWidth")).await;
            assert_eq!(overflow, 0, "at {width}");
            let found = violations(&stage.browser, "main").await;
            assert!(
                found.is_empty(),
                "{theme} at {width}:\n{}",
                found.join("\n")
            );
        }
    }
}
