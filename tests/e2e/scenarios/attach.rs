//! `attach()`: a face on every number that a dashboard already shows.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, violations},
    scenarios,
};

scenarios![
    given_a_call_link_when_clicked_then_its_card_opens_and_escape_gives_the_focus_back,
    given_an_open_card_when_the_page_is_clicked_elsewhere_or_the_number_again_then_it_closes,
    given_a_number_that_is_no_link_when_reached_by_keyboard_then_enter_opens_its_card,
    given_no_popovers_in_the_browser_when_clicked_then_the_card_opens_all_the_same,
    given_numbers_that_come_later_when_clicked_then_they_open_too,
    given_clicks_that_mean_something_else_when_made_then_the_page_keeps_them,
    given_clicks_that_a_library_keeps_from_the_document_when_made_then_the_card_opens_unless_they_are_used,
    given_a_pointer_that_rests_when_hover_was_chosen_then_the_card_opens_after_half_a_second_only,
    given_a_pointer_that_rests_when_hover_was_not_chosen_then_nothing_is_asked,
    given_inline_avatars_when_attached_then_only_visible_numbers_are_looked_up,
    given_a_row_that_is_used_again_when_its_number_changes_then_no_old_face_stays,
    given_everything_attached_when_detached_then_the_page_is_as_it_was,
    given_options_that_are_wrong_when_attached_then_the_console_says_what_is_right,
    given_a_dialog_when_a_number_in_it_is_clicked_then_the_card_can_be_used,
    given_an_open_card_when_checked_then_axe_finds_nothing,
];

const NUMBERS: &str = r#"<p>Call <a id="link" href="tel:+1-310-555-0100">+1 310 555 0100</a></p>
    <table><tbody><tr><td id="cell" data-phone="+1 310 555 0101">Desk</td></tr></tbody></table>
    <p><span id="text" data-phone>+1 310 555 0102</span></p>
    <p><button id="elsewhere" type="button">Elsewhere</button></p>"#;

const OPEN: &str = "const popover = () => document.querySelector('[data-phone-profile=popover]');
    const inside = () => popover()?.querySelector('phone-profile');
    const opened = async () => {
      await until(() => inside());
      const card = await settled(inside());
      await until(() => popover().dataset.side || popover().style.left);
      return card;
    };\n";

async fn attached(stage: &Arc<Stage>, body: &str, options: &str) -> HostPage {
    let page = HostPage::open_without_kit(stage, body).await;
    let script = format!(
        "const {{ attach }} = await kit(); window.attached = attach(document, {{ endpoint, ...{options} }});
         await until(() => document.querySelector('[aria-haspopup=dialog]'));"
    );
    page.ask::<Value>(&script).await;
    page
}

/// Notes the kit's timers that are still to ring, by their delays.
const TIMERS: &str = "window.timers = new Map();
    const { setTimeout: set, clearTimeout: clear } = window;
    window.setTimeout = (call, ms, ...rest) => { const id = set(() => { timers.delete(id); call(); }, ms, ...rest); timers.set(id, ms); return id; };
    window.clearTimeout = (id) => { timers.delete(id); clear(id); };
    window.pending = (ms) => [...timers.values()].filter((known) => known === ms).length;";

/// Lookups of the numbers in [`NUMBERS`].
fn asked(page: &HostPage) -> u64 {
    ["0100", "0101", "0102"]
        .iter()
        .map(|line| page.gateway.lookups(line))
        .sum()
}

async fn run(page: &HostPage, body: &str) -> Value {
    page.run(&format!("{OPEN}{body}"), vec![]).await
}

async fn given_a_call_link_when_clicked_then_its_card_opens_and_escape_gives_the_focus_back(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;

    // when
    let seen = run(
        &page,
        "const link = document.querySelector('#link'); link.focus(); link.click();
         const card = await opened();
         const box = popover().getBoundingClientRect(), at = link.getBoundingClientRect();
         return { name: card.profile.number, role: popover().getAttribute('role'), label: popover().getAttribute('aria-label') === card.profile.name,
            focus: document.activeElement === popover(), expanded: link.getAttribute('aria-expanded'),
            controls: link.getAttribute('aria-controls') === popover().id, below: box.top >= at.bottom, near: box.top - at.bottom < 20,
            top: popover().matches(':popover-open'), call: popover().querySelector('a').getAttribute('href') };",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!({ "name": "+13105550100", "role": "dialog", "label": true, "focus": true, "expanded": "true",
            "controls": true, "below": true, "near": true, "top": true, "call": "tel:+1-310-555-0100" })
    );
    assert_eq!(page.gateway.lookups("0100"), 1);

    // when
    stage.browser.press(['\u{e00c}']).await;

    // then
    let seen = run(
        &page,
        "const link = document.querySelector('#link');
         return [!popover(), document.activeElement === link, link.getAttribute('aria-expanded'), link.hasAttribute('aria-controls')]",
    )
    .await;
    assert_eq!(seen, json!([true, true, "false", false]));
    page.expect_no_problems().await;
}

async fn given_an_open_card_when_the_page_is_clicked_elsewhere_or_the_number_again_then_it_closes(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;
    for closer in ["h1", "#link"] {
        run(
            &page,
            "document.querySelector('#link').click(); await opened()",
        )
        .await;

        // when
        stage.browser.click(closer).await;

        // then
        let seen = run(&page, "await until(() => !popover()); return !popover()").await;
        assert_eq!(seen, json!(true), "{closer}");
    }
    assert_eq!(
        page.gateway.lookups("0100"),
        1,
        "the second time from the cache"
    );
}

async fn given_a_number_that_is_no_link_when_reached_by_keyboard_then_enter_opens_its_card(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;
    for (place, line, role) in [
        ("#cell button", "0101", Value::Null),
        ("#text", "0102", json!("button")),
    ] {
        let seen = run(
            &page,
            &format!(
                "const at = document.querySelector('{place}'); at.focus();
                 return [document.activeElement === at, at.getAttribute('role')]"
            ),
        )
        .await;
        assert_eq!(seen, json!([true, role]));

        // when
        stage.browser.press(['\u{e007}']).await;

        // then
        let seen = run(&page, "return (await opened()).profile.number").await;
        assert_eq!(seen, json!(format!("+1310555{line}")));
        stage.browser.press(['\u{e00c}']).await;
        let back = run(
            &page,
            &format!("return document.activeElement === document.querySelector('{place}')"),
        )
        .await;
        assert_eq!(back, json!(true), "{place}");
    }
}

async fn given_no_popovers_in_the_browser_when_clicked_then_the_card_opens_all_the_same(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;
    page.act("delete HTMLElement.prototype.showPopover").await;

    // when
    let seen = run(
        &page,
        "document.querySelector('#link').click(); const card = await opened();
         return [card.state, popover().checkVisibility(), getComputedStyle(popover()).position]",
    )
    .await;

    // then
    assert_eq!(seen, json!(["ready", true, "fixed"]));
    stage.browser.press(['\u{e00c}']).await;
    assert_eq!(run(&page, "return !popover()").await, json!(true));
}

async fn given_numbers_that_come_later_when_clicked_then_they_open_too(stage: Arc<Stage>) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;

    // when a Turbo-style visit replaces the body, and more comes after it
    let seen = run(
        &page,
        "const body = document.createElement('body');
         document.documentElement.replaceChild(body, document.body);
         const later = document.createElement('a'); later.href = 'tel:+13105550103'; later.textContent = 'Later';
         body.append(later);
         await until(() => later.hasAttribute('aria-haspopup'));
         later.click();
         return (await opened()).getAttribute('picture-state')",
    )
    .await;

    // then
    assert_eq!(seen, json!("private"));
    page.expect_no_problems().await;
}

async fn given_clicks_that_mean_something_else_when_made_then_the_page_keeps_them(
    stage: Arc<Stage>,
) {
    // given
    let body = r##"<a id="link" href="tel:+13105550100">Call</a> <a id="other" href="#contact" data-phone="+13105550101">Contact</a>
        <button id="own" data-phone="+13105550102">Own</button>"##;
    let page = attached(&stage, body, "{}").await;

    // when
    let seen = run(
        &page,
        "document.querySelector('#own').addEventListener('click', (event) => event.preventDefault());
         const click = (id, init) => document.querySelector(id).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
         addEventListener('click', (event) => event.ctrlKey && event.preventDefault());
         const moved = new Promise((next) => addEventListener('hashchange', next, { once: true }));
         click('#link', { ctrlKey: true }); click('#other'); click('#own');
         await moved;
         return [!!popover(), location.hash]",
    )
    .await;

    // then
    assert_eq!(seen, json!([false, "#contact"]));
    assert_eq!(asked(&page), 0);
}

async fn given_clicks_that_a_library_keeps_from_the_document_when_made_then_the_card_opens_unless_they_are_used(
    stage: Arc<Stage>,
) {
    for (library, opens) in [
        ("event.stopPropagation()", true),
        ("event.stopImmediatePropagation()", true),
        ("event.stopPropagation(); event.preventDefault()", false),
        ("event.preventDefault(); event.stopPropagation()", false),
    ] {
        // given
        let page = attached(&stage, NUMBERS, "{}").await;
        page.act(&format!("document.querySelector('main').addEventListener('click', (event) => {{ {library}; window.wasClicked = true; }})"))
            .await;

        // when a person clicks
        stage.browser.click("#link").await;

        // then
        let seen = run(&page, "return [wasClicked, !!popover(), location.hash]").await;
        assert_eq!(seen, json!([true, opens, ""]), "{library}");
        page.expect_no_problems().await;
    }
    // given, when a script clicks
    let page = attached(&stage, NUMBERS, "{}").await;
    let seen = run(
        &page,
        "document.querySelector('main').addEventListener('click', (event) => event.stopPropagation());
         document.querySelector('#text').click(); return !!popover()",
    )
    .await;

    // then
    assert_eq!(seen, json!(true));
}

async fn given_a_pointer_that_rests_when_hover_was_chosen_then_the_card_opens_after_half_a_second_only(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{ trigger: 'hover' }").await;

    page.act(TIMERS).await;

    // when it only passes
    stage.browser.point_at("#link").await;
    let waits = run(&page, "return [pending(500), !!popover()]").await;
    stage.browser.point_at("#elsewhere").await;

    // then nothing is going to open any more
    let after = run(&page, "return [pending(500), !!popover()]").await;
    assert_eq!((waits, after), (json!([1, false]), json!([0, false])));
    assert_eq!(asked(&page), 0);

    // when it rests, then the card opens, and the focus stays where it was
    page.act("window.since = performance.now()").await;
    stage.browser.point_at("#link").await;
    let seen = run(
        &page,
        "await until(() => popover()); const after = performance.now() - since;
         await opened(); return [after >= 450, document.activeElement === document.body]",
    )
    .await;
    assert_eq!(seen, json!([true, true]));

    // when it goes into the card, then the card stays; when it leaves, the card goes
    stage.browser.point_at("[data-phone-profile=popover]").await;
    let stays = run(&page, "return [pending(300), !!popover()]").await;
    assert_eq!(stays, json!([0, true]), "nothing is going to close it");
    stage.browser.point_at("h1").await;
    let gone = run(&page, "await until(() => !popover()); return !popover()").await;
    assert_eq!(gone, json!(true));
}

async fn given_a_pointer_that_rests_when_hover_was_not_chosen_then_nothing_is_asked(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{}").await;
    page.act(TIMERS).await;

    // when
    stage.browser.point_at("#link").await;
    let seen = run(&page, "return [pending(500), !!popover()]").await;

    // then
    assert_eq!((seen, asked(&page)), (json!([0, false]), 0));
}

async fn given_inline_avatars_when_attached_then_only_visible_numbers_are_looked_up(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<p><a id="near" href="tel:+13105550100">Near</a></p><table><tbody><tr><td id="cell" data-phone="+13105550101">Cell</td></tr></tbody></table>
        <div style="height: 5000px"></div><p><a id="far" href="tel:+13105550102">Far</a></p>"#;
    let page = attached(&stage, body, "{ inline: 'avatar' }").await;

    // when
    let seen = run(
        &page,
        "const before = document.querySelector('#near').previousElementSibling;
         const cell = document.querySelector('#cell').firstElementChild;
         await settled(before); await settled(cell);
         return [before.localName, before.variant, cell.localName, before.getBoundingClientRect().height < 40]",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!(["phone-profile", "avatar", "phone-profile", true])
    );
    page.round_trip().await;
    assert_eq!(page.gateway.lookups("0102"), 0, "far below");

    // when it's scrolled to, then it's looked up
    run(
        &page,
        "document.querySelector('#far').scrollIntoView(); await settled(document.querySelector('#far').previousElementSibling)",
    )
    .await;
    assert_eq!(page.gateway.lookups("0102"), 1);
    page.expect_no_problems().await;
}

async fn given_a_row_that_is_used_again_when_its_number_changes_then_no_old_face_stays(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, NUMBERS, "{ inline: 'avatar' }").await;
    run(
        &page,
        "await settled(document.querySelector('#link').previousElementSibling);
         document.querySelector('#link').click(); await opened()",
    )
    .await;

    // when
    let seen = run(
        &page,
        "const link = document.querySelector('#link'); link.href = 'tel:+13105550103';
         await until(() => !popover());
         const avatar = link.previousElementSibling;
         await until(() => avatar.profile?.number === '+13105550103', avatar);
         return [document.querySelectorAll('phone-profile').length, avatar.getAttribute('picture-state')]",
    )
    .await;

    // then
    assert_eq!(seen, json!([3, "private"]));
    // and when the row goes, its avatar goes with it
    let left = run(
        &page,
        "document.querySelector('#link').remove();
         await until(() => document.querySelectorAll('phone-profile').length === 2);
         return document.querySelectorAll('phone-profile').length",
    )
    .await;
    assert_eq!(left, json!(2));
}

async fn given_everything_attached_when_detached_then_the_page_is_as_it_was(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, NUMBERS).await;
    let script = format!(
        "{OPEN}const {{ attach }} = await kit();
         const added = new Map(); // listeners on the document and the window
         for (const target of [document, window]) {{
           const add = target.addEventListener, remove = target.removeEventListener;
           target.addEventListener = (name, heard, options) => {{
             added.set(heard, name); options?.signal?.addEventListener('abort', () => added.delete(heard));
             return add.call(target, name, heard, options);
           }};
           target.removeEventListener = (name, heard, options) => {{ added.delete(heard); return remove.call(target, name, heard, options); }};
         }}
         const main = document.querySelector('main');
         const before = main.innerHTML;
         const once = async () => {{
           const attached = attach(document, {{ endpoint, inline: 'avatar', trigger: 'hover' }});
           await until(() => document.querySelector('#link').hasAttribute('aria-haspopup'));
           document.querySelector('#link').click();
           await opened();
           attached.detach();
         }};
         await once(); // what the kit itself listens to stays
         const kept = added.size;
         await once(); await once();
         return [main.innerHTML === before, !popover(), [...added.values()].slice(kept), document.body.children.length]"
    );

    // when
    let seen: Value = page.ask(&script).await;

    // then
    assert_eq!(seen, json!([true, true, [], 1]));
    let seen = run(
        &page,
        "document.querySelector('#text').click(); return !!popover()",
    )
    .await;
    assert_eq!(seen, json!(false));
    page.expect_no_problems().await;
}

async fn given_options_that_are_wrong_when_attached_then_the_console_says_what_is_right(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(
        &stage,
        NUMBERS,
        "{ trigger: 'touch', inline: 3, selector: 'a[', nubmer: 1 }",
    )
    .await;

    // when
    let state = run(
        &page,
        "document.querySelector('#link').click(); return (await opened()).state",
    )
    .await;

    // then
    assert_eq!(state, json!("ready"));
    let log = page.log().await.join("\n");
    for said in [
        r#""click" or "hover" as trigger, not "touch""#,
        r#"as inline, not "3""#,
        r#"the selector "a[""#,
        r#"does not know the option "nubmer""#,
    ] {
        assert!(log.contains(said), "{said} is not in {log}");
    }
    let thrown: Value = page
        .run(
            "const { attach } = await kit(); try { attach('main'); } catch (error) { return [error.name, error.message] }",
            vec![],
        )
        .await;
    assert_eq!(thrown[0], "TypeError");
    page.expect_no_problems().await;
}

async fn given_a_dialog_when_a_number_in_it_is_clicked_then_the_card_can_be_used(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<dialog id="dialog"><a id="link" href="tel:+13105550124">Call</a></dialog>"#;
    let page = attached(&stage, body, "{}").await;

    // when
    let seen = run(
        &page,
        "document.querySelector('#dialog').showModal(); document.querySelector('#link').click();
         const card = await opened(); const retry = part(card, 'retry'); retry.focus();
         return [card.state, card.shadowRoot.activeElement === retry]",
    )
    .await;

    // then a modal dialog leaves nothing else on the page usable, but the card is in it
    assert_eq!(seen, json!(["error", true]));

    // when
    stage.browser.press(['\u{e00c}']).await;

    // then
    let seen = run(
        &page,
        "return [!popover(), document.querySelector('#dialog').open]",
    )
    .await;
    assert_eq!(
        seen,
        json!([true, true]),
        "the key closes one thing at a time"
    );
}

async fn given_an_open_card_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given
    let page = attached(&stage, NUMBERS, "{ inline: 'avatar' }").await;

    // when
    run(
        &page,
        "document.querySelector('#link').click(); await opened();
         for (const card of document.querySelectorAll('phone-profile')) await settled(card);",
    )
    .await;

    // then
    let found = violations(&stage.browser, "body").await;
    assert_eq!(found, Vec::<String>::new());
}
