//! Pages that load the kit more than once, and pages that move, copy and recycle its elements.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{AlteredKit, Need, Replaced, Stage},
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_two_copies_of_the_script_when_a_page_loads_both_then_its_cards_work,
    given_two_versions_when_a_page_uses_both_then_one_warning_names_them_and_cards_work,
    given_two_versions_when_the_second_is_configured_then_the_cards_of_the_first_follow,
    given_a_module_that_is_loaded_again_when_both_are_used_at_once_then_they_share_the_wasm,
    given_a_visit_that_replaces_the_body_when_cards_are_loading_then_the_new_ones_work,
    given_a_cached_body_when_it_is_put_back_then_its_cards_work_and_show_no_old_state,
    given_a_card_when_moved_to_another_body_or_document_then_it_keeps_its_look,
    given_a_list_that_recycles_its_cards_when_scrolled_quickly_then_each_ends_with_its_own_number,
    given_a_busy_page_when_a_number_changes_before_its_answer_comes_then_that_answer_lands_nowhere,
    given_a_thousand_cards_when_they_have_gone_then_nothing_of_them_is_left,
];

async fn given_two_copies_of_the_script_when_a_page_loads_both_then_its_cards_work(
    stage: Arc<Stage>,
) {
    // given the same file by another URL, and the same version from another place
    let kit = stage.altered_kit();
    let scripts = format!(
        r#"<script type="module" src="{{kit}}/define.js"></script><script type="module" src="{{kit}}/define.js?copy=2"></script>
           <script type="module" src="{}/define.js"></script>"#,
        kit.url
    );

    // when
    let page = HostPage::open_with(&stage, &scripts, &one_card("0100", "")).await;
    let card = page.settled("phone-profile").await;

    // then
    assert_eq!(
        (card.state.as_str(), page.gateway.lookups("0100")),
        ("ready", 1)
    );
    let log = page.log().await;
    assert!(
        !log.iter().any(|line| line.contains("phone-profile:")),
        "{log:?}"
    );
    page.expect_no_problems().await;
}

/// A copy that calls itself another version.
fn other_version(stage: &Stage, version: &str) -> AlteredKit {
    let kit = stage.altered_kit();
    let source = String::from_utf8(stage.kit_file("index.js")).unwrap();
    let changed = source.replace(env!("CARGO_PKG_VERSION"), version);
    assert_ne!(source, changed, "the version is in it");
    kit.replace(
        "index.js",
        Replaced::Content("text/javascript", changed.into_bytes()),
    );
    kit
}

async fn given_two_versions_when_a_page_uses_both_then_one_warning_names_them_and_cards_work(
    stage: Arc<Stage>,
) {
    // given
    let kit = other_version(&stage, "9.9.9");
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when the later one is used as if it were alone
    let script = "const [kit, endpoint] = args;
        await importModule(`${kit}/define.js`);
        const other = await importModule(`${kit}/index.js`);
        const cards = ['+13105550101', '+13105550103'].map((number) => other.mount('main', { number, endpoint }).element);
        for (const card of cards) await settled(card);
        return [other.version, ...cards.map(({ profile }) => profile.number), (await other.lookup('+13105550104', { endpoint })).number];";
    let seen: Value = page
        .run(script, vec![json!(kit.url), json!(page.gateway.origin)])
        .await;

    // then
    assert_eq!(
        seen,
        json!(["9.9.9", "+13105550101", "+13105550103", "+13105550104"])
    );
    let warning = page.only_warning().await;
    assert!(
        warning.contains("9.9.9") && warning.contains(env!("CARGO_PKG_VERSION")),
        "{warning}"
    );
    page.expect_no_problems().await;
}

async fn given_two_versions_when_the_second_is_configured_then_the_cards_of_the_first_follow(
    stage: Arc<Stage>,
) {
    // given a card of the first that has no endpoint yet
    let kit = other_version(&stage, "9.9.9");
    let body = r#"<phone-profile number="+13105550100" loading="eager"></phone-profile>"#;
    let page = HostPage::open(&stage, body).await;
    page.settled("phone-profile").await;

    // when
    let script = "const [kit, endpoint] = args;
        const other = await importModule(`${kit}/index.js`);
        const before = card().error?.code;
        other.configure({ endpoint, wasmUrl: '/of-the-second.wasm' });
        await until(() => card().state === 'ready', card());
        other.configure({ wasmUrl: undefined });
        const first = await importModule(document.documentElement.dataset.kit + '/index.js');
        return [before, card().profile.number, (await first.lookup('+13105550101')).number, (await other.lookup('+13105550102')).number];";
    let seen: Value = page
        .run(script, vec![json!(kit.url), json!(page.gateway.origin)])
        .await;

    // then
    assert_eq!(
        seen,
        json!([
            "bad-response",
            "+13105550100",
            "+13105550101",
            "+13105550102"
        ])
    );
    page.expect_no_problems().await;
}

async fn given_a_module_that_is_loaded_again_when_both_are_used_at_once_then_they_share_the_wasm(
    stage: Arc<Stage>,
) {
    // given a development server's hot reload: two shells by two URLs, one glue
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const [one, two] = await Promise.all(['', '?t=2'].map((query) => importModule(`${document.documentElement.dataset.kit}/index.js${query}`)));
        const { element } = one.mount('main', { number: '+13105550100', endpoint });
        const [first, second] = await Promise.all([one, two].map(({ lookup }) => lookup('+13105550101', { endpoint })));
        await element.ready;
        two.define();
        const later = two.mount('main', { number: '+13105550102', endpoint });
        await later.ready;
        element.number = '+13105550103';
        await element.ready;
        return [one !== two, first.number, second.number, later.element.profile.number, element.profile.number, element.getAttribute('picture-state')];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(
        seen,
        json!([
            true,
            "+13105550101",
            "+13105550101",
            "+13105550102",
            "+13105550103",
            "private"
        ])
    );
    assert_eq!(page.gateway.lookups("0101"), 1, "one flight for both");
    page.expect_no_problems().await;
}

async fn given_a_visit_that_replaces_the_body_when_cards_are_loading_then_the_new_ones_work(
    stage: Arc<Stage>,
) {
    // given
    let body = ["0111", "0112"].map(|line| one_card(line, "")).concat();
    let page = HostPage::open(&stage, &body).await;
    page.reaches("phone-profile", "loading").await;
    page.gateway.stats.wait_for_lookups("13105550112", 1).await;

    // when the next page's body takes the place of this one, as Turbo does it
    let script = "const old = [...document.querySelectorAll('phone-profile')];
        const next = new DOMParser().parseFromString(`<body><main><phone-profile id='next' number='+13105550103' endpoint='${endpoint}' loading='eager'></phone-profile></main></body>`, 'text/html');
        document.documentElement.replaceChild(document.adoptNode(next.body), document.body);
        await settled(card('#next'));
        return [card('#next').getAttribute('picture-state'), ...old.map(({ state }) => state)];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(seen, json!(["private", "idle", "idle"]));
    page.expect_no_problems().await;
}

async fn given_a_cached_body_when_it_is_put_back_then_its_cards_work_and_show_no_old_state(
    stage: Arc<Stage>,
) {
    // given a page that keeps a copy of its body, with a card that has its answer and one that was loading, and which
    // is busy between the two for longer than the kit works without a pause
    let body = format!(
        "{}<busy-element></busy-element>{}",
        one_card("0100", "id='done'"),
        one_card("0111", "id='slow'")
    );
    let page = HostPage::open(&stage, &body).await;
    page.settled("#done").await;
    page.reaches("#slow", "loading").await;
    let script = "customElements.define('busy-element', class extends HTMLElement {
            connectedCallback() {
                const end = performance.now() + 50;
                while (performance.now() < end);
            }
        });";
    page.ask::<Value>(script).await;

    // when it leaves and comes back
    let script = "const kept = document.body.cloneNode(true);
        const away = document.createElement('body');
        document.documentElement.replaceChild(away, document.body);
        await new Promise((next) => setTimeout(next));
        document.documentElement.replaceChild(kept, document.body);
        const at_once = ['#done', '#slow'].map((id) => [card(id).getAttribute('state'), card(id).getAttribute('picture-state'), card(id).profile]);
        card('#slow').number = '+13105550103';
        await settled(card('#done'));
        await settled(card('#slow'));
        return [at_once, read(card('#done')).name !== null, card('#slow').getAttribute('picture-state'), card('#slow').profile.number];";
    let seen: Value = page.ask(script).await;

    // then nothing of the copy's attributes is taken for an answer
    assert_eq!(
        seen,
        json!([
            [["idle", null, null], ["idle", null, null]],
            true,
            "private",
            "+13105550103"
        ])
    );
    assert_eq!(page.gateway.lookups("0100"), 1, "from the cache");
    page.expect_no_problems().await;
}

async fn given_a_card_when_moved_to_another_body_or_document_then_it_keeps_its_look(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when
    let script = "const element = card();
        const look = () => { const base = element.shadowRoot.querySelector('[part~=base]'); return [getComputedStyle(base).display, getComputedStyle(element.shadowRoot.querySelector('.avatar')).borderTopLeftRadius].join(' '); };
        const before = [look(), read(element).name];
        const seen = [];
        const body = document.createElement('body');
        body.append(element);
        document.documentElement.replaceChild(body, document.body);
        await new Promise((next) => setTimeout(next));
        seen.push([look(), read(element).name, element.state]);
        const frame = document.createElement('iframe');
        body.append(frame);
        frame.contentDocument.body.append(element);
        await new Promise((next) => setTimeout(next));
        seen.push([look(), read(element).name, element.state]);
        element.number = '+13105550103';
        await element.ready;
        seen.push(element.getAttribute('picture-state'));
        body.append(element);
        await new Promise((next) => setTimeout(next));
        seen.push(look() === before[0]);
        const kept = [...before, 'ready'];
        return [seen.slice(0, 2).map((found) => `${found}` === `${kept}` || [found, kept]), seen.slice(2)];";
    let seen: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(seen, json!([[true, true], ["private", true]]));
    assert_eq!(page.gateway.lookups("0100"), 1);
    page.expect_no_problems().await;
}

async fn given_a_list_that_recycles_its_cards_when_scrolled_quickly_then_each_ends_with_its_own_number(
    stage: Arc<Stage>,
) {
    // given 20 rows of a list of 500, some of them people, most not registered
    let page = HostPage::open(&stage, "").await;

    // when each row shows another number at each frame
    let script = "const number = (at) => `+1310555${String(at % 5 === 0 ? 100 + (at % 4) : 150 + (at % 40)).padStart(4, '0')}`;
        let begun = 0, aborted = 0;
        const fetcher = (url, init) => {
          begun += 1;
          init.signal.addEventListener('abort', () => (aborted += 1));
          return fetch(url, init);
        };
        const rows = Array.from({ length: 20 }, () => Object.assign(document.createElement('phone-profile'), { endpoint, fetcher, loading: 'eager', variant: 'compact' }));
        document.querySelector('main').append(...rows);
        for (let first = 0; first + 20 <= 500; first += 20) {
          rows.forEach((row, at) => (row.number = number(first + at)));
          await new Promise((next) => requestAnimationFrame(next));
        }
        const late = [];
        for (const row of rows) {
          await row.ready;
          if (row.profile?.requested !== row.number || !['ready', 'not-registered'].includes(row.state)) late.push([row.number, row.state, row.error?.code ?? null]);
        }
        return { late, begun: begun > 20, aborted: aborted > 0, errors: seen.events.filter(({ name }) => name === 'error').length };";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(
        seen,
        json!({ "late": [], "begun": true, "aborted": true, "errors": 0 })
    );
    page.expect_no_problems().await;
}

async fn given_a_busy_page_when_a_number_changes_before_its_answer_comes_then_that_answer_lands_nowhere(
    stage: Arc<Stage>,
) {
    // given a card whose answer is held back
    let page = HostPage::open(&stage, "").await;

    // when its number changes behind so many new cards that it has to wait for its turn, and the answer comes meanwhile
    let script = "const answer = await (await fetch(`${endpoint}/number/13105550100`)).text();
        let open, asked;
        const gate = new Promise((go) => (open = go));
        const isAsked = new Promise((go) => (asked = go));
        const fetcher = (url, init) => (url.includes('0100') ? (asked(), gate.then(() => new Response(answer))) : fetch(url, init));
        const main = document.querySelector('main');
        const row = Object.assign(document.createElement('phone-profile'), { number: '+13105550100', endpoint, fetcher, loading: 'eager' });
        main.append(row);
        await isAsked;
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        const told = [];
        row.addEventListener('phone-profile-load', () => told.push(row.profile.requested));
        main.prepend(...Array.from({ length: 400 }, () => Object.assign(document.createElement('phone-profile'), { number: '+13105550102', endpoint, loading: 'eager' })));
        row.number = '+13105550101';
        open();
        await row.ready;
        return [told, row.profile.requested, row.state];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(seen, json!([["+13105550101"], "+13105550101", "ready"]));
    page.expect_no_problems().await;
}

async fn given_a_thousand_cards_when_they_have_gone_then_nothing_of_them_is_left(
    stage: Arc<Stage>,
) {
    // given a page that has already shown a hundred, and a clock so fast that Yew, which pauses after
    // 16 ms of work, pauses whenever it can: cards then come and go before it has created them
    let page = HostPage::open_without_kit(&stage, "").await;
    let spy = "window.heard = new Map();
        for (const target of [document, window]) {
          const { addEventListener: add, removeEventListener: remove } = target;
          target.addEventListener = (name, call, options) => { heard.set(call, name); return add.call(target, name, call, options); };
          target.removeEventListener = (name, call, options) => { heard.delete(call); return remove.call(target, name, call, options); };
        }
        const { now } = Date;
        let ahead = 0;
        window.show = async (count) => {
          Date.now = () => now() + (ahead += 20);
          const { mount } = await kit();
          const profile = { success: true, isWhatsApp: true, number: '13105550100', name: 'Maya', lastChecked: '2026-01-01T00:00:00Z' };
          for (let shown = 0; shown < count; shown += 20) {
            const handles = Array.from({ length: 20 }, () => mount('main', { profile }));
            for (const { ready, element } of handles) { await ready; if (element.state !== 'ready') throw new Error(`${element.state}: ${element.error?.message}`); }
            for (const handle of handles) handle.unmount();
          }
          Date.now = now;
          for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        };
        await show(100);";
    page.act(spy).await;
    let listening = "return [document.querySelectorAll('phone-profile').length, heard.size]";
    let before: (u32, u32) = page.run(listening, vec![]).await;
    let is_counted = stage.world.engine.has(Need::DomCounters);
    let (nodes_before, listeners_before) = if is_counted {
        stage.browser.nodes_and_listeners().await
    } else {
        (0, 0)
    };

    // when
    page.act("await show(1000)").await;

    // then
    let after: (u32, u32) = page.run(listening, vec![]).await;
    assert_eq!(after, before);
    assert_eq!(after.0, 0);
    if is_counted {
        let (nodes, listeners) = stage.browser.nodes_and_listeners().await;
        assert!(
            nodes <= nodes_before + 50 && listeners <= listeners_before + 10,
            "{nodes_before} nodes and {listeners_before} listeners became {nodes} and {listeners}"
        );
    }
    page.expect_no_problems().await;
}
