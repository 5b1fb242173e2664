//! `attach()` inside of dialogs, as each kind of library makes them. The libraries themselves are in `examples/dialogs`.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_a_modal_that_is_no_dialog_element_when_a_number_in_it_is_clicked_then_the_card_can_be_clicked_and_tabbed_to,
    given_dialogs_of_each_kind_when_a_number_in_them_is_clicked_then_the_card_is_on_top_and_usable,
    given_a_sheet_around_the_dialog_when_the_card_is_clicked_then_the_dialog_stays,
    given_a_dialog_in_a_shadow_root_when_a_slotted_number_is_clicked_then_the_card_is_slotted_too,
    given_listeners_for_escape_when_the_key_is_pressed_then_the_card_goes_first_and_the_dialog_next,
    given_an_open_card_when_its_dialog_closes_then_it_goes_with_it,
    given_no_popovers_in_the_browser_when_clicked_in_a_moved_dialog_then_the_card_is_beside_its_number,
];

const ESCAPE: char = '\u{e00c}';
const TAB: char = '\u{e004}';

const OPEN: &str = "const popover = () => document.querySelector('[data-phone-profile=popover]');
    const inside = () => popover()?.querySelector('phone-profile');
    const opened = async () => {
      await until(() => inside());
      const card = await settled(inside());
      await until(() => popover().dataset.side || popover().style.left);
      return card;
    };
    const link = () => document.querySelector('#link');
    const onTop = () => {
      const { left, top, width, height } = popover().getBoundingClientRect();
      return popover().contains(document.elementFromPoint(left + width / 2, top + height / 2));
    };\n";

/// Pulls the focus back into the dialog, as focus traps do.
const TRAP: &str = "document.addEventListener('focusin', (event) => {
      const dialog = document.querySelector('[role=dialog]');
      if (!dialog.contains(event.target)) dialog.focus();
    });";

async fn attached(stage: &Arc<Stage>, body: &str, script: &str) -> HostPage {
    let page = HostPage::open(stage, body).await;
    let script = format!(
        "{script}; const {{ attach }} = await kit(); window.attached = attach(document, {{ endpoint }});
         await until(() => document.querySelector('#link').hasAttribute('aria-haspopup'));"
    );
    page.ask::<Value>(&script).await;
    page
}

async fn run(page: &HostPage, body: &str) -> Value {
    page.run(&format!("{OPEN}{body}"), vec![]).await
}

/// What the focus is on, also in a card's shadow root.
const FOCUSED: &str = "const active = document.activeElement;
    return [popover()?.contains(active) ?? false, (active.shadowRoot?.activeElement ?? active).localName];";

async fn given_a_modal_that_is_no_dialog_element_when_a_number_in_it_is_clicked_then_the_card_can_be_clicked_and_tabbed_to(
    stage: Arc<Stage>,
) {
    // given a modal in a body that takes no clicks, and a focus trap
    let body = r#"<div role="dialog" aria-modal="true" tabindex="-1" style="pointer-events: auto; position: fixed; inset: 20%; z-index: 50; background: Canvas">
        <a id="link" href="tel:+13105550124">+1 310 555 0124</a></div>"#;
    let page = attached(
        &stage,
        body,
        &format!("document.body.style.pointerEvents = 'none'; {TRAP}"),
    )
    .await;

    // when
    stage.browser.click("#link").await;

    // then
    let seen = run(
        &page,
        "const card = await opened();
         return [card.state, onTop(), popover().matches(':popover-open'), popover().parentElement.getAttribute('role')]",
    )
    .await;
    assert_eq!(seen, json!(["error", true, true, "dialog"]));

    // when
    stage.browser.press([TAB]).await;

    // then
    assert_eq!(run(&page, FOCUSED).await, json!([true, "button"]));

    // when the button is clicked where it is
    let before = page.gateway.lookups("0124");
    let button =
        "const { left, top, width, height } = part(inside(), 'retry').getBoundingClientRect();
        return [left + width / 2, top + height / 2]";
    let [x, y]: [f64; 2] = serde_json::from_value(run(&page, button).await).expect("a place");
    stage.browser.click_at(x, y).await;
    run(&page, "await until(() => inside().state === 'loading' || inside().state === 'error', inside()); await settled(inside())").await;

    // then
    assert_eq!(page.gateway.lookups("0124"), before + 1);
    page.expect_no_problems().await;
}

async fn given_dialogs_of_each_kind_when_a_number_in_them_is_clicked_then_the_card_is_on_top_and_usable(
    stage: Arc<Stage>,
) {
    const LINK: &str = r#"<p><a id="link" href="tel:+13105550124">+1 310 555 0124</a></p>"#;
    let fixed = "position: fixed; inset: 15%; z-index: 1000; background: Canvas";
    for (kind, body, script) in [
        (
            "a modal dialog element",
            format!("<dialog id=place>{LINK}</dialog>"),
            "place.showModal()",
        ),
        (
            "a dialog element that is not modal",
            format!("<dialog id=place>{LINK}</dialog>"),
            "place.show()",
        ),
        (
            "a modal whose surroundings are inert",
            format!("<div id=place role=dialog aria-modal=true style='{fixed}'>{LINK}</div>"),
            "for (const other of document.querySelectorAll('h1, h2')) other.inert = true; document.body.append(place); document.querySelector('main').inert = true",
        ),
        (
            "an alert",
            format!("<div id=place role=alertdialog style='{fixed}'>{LINK}</div>"),
            "",
        ),
        (
            "a popover that closes when something beside it is clicked",
            format!("<div id=place popover style='inset: 15%'>{LINK}</div>"),
            "place.showPopover()",
        ),
        (
            "a modal that clips what is in it",
            format!(
                "<div id=place role=dialog aria-modal=true style='{fixed}; overflow: hidden; height: 60px; transform: translateX(10px)'>{LINK}</div>"
            ),
            "",
        ),
    ] {
        // given
        let page = attached(&stage, &body, script).await;

        // when
        stage.browser.click("#link").await;

        // then
        let seen = run(
            &page,
            "const card = await opened();
             const box = popover().getBoundingClientRect(), at = link().getBoundingClientRect();
             return [card.state, onTop(), document.querySelector('#place').contains(popover()), Math.abs(box.left - at.left) < 20 || box.left === 8]",
        )
        .await;
        assert_eq!(seen, json!(["error", true, true, true]), "{kind}");
        stage.browser.press([TAB]).await;
        assert_eq!(run(&page, FOCUSED).await, json!([true, "button"]), "{kind}");
        page.expect_no_problems().await;
    }
}

async fn given_a_sheet_around_the_dialog_when_the_card_is_clicked_then_the_dialog_stays(
    stage: Arc<Stage>,
) {
    // given a dialog that is all of the window, and a panel in it: a click beside the panel closes it
    let body = r#"<div id="sheet" role="dialog" aria-modal="true" style="position: fixed; inset: 0; z-index: 50; background: rgb(0 0 0 / 50%)">
        <div><section id="panel" style="position: absolute; inset: 20%; background: Canvas"><p><a id="link" href="tel:+13105550124">Call</a></p></section></div></div>"#;
    let page = attached(
        &stage,
        body,
        "document.addEventListener('pointerdown', ({ target }) => { if (!document.querySelector('#panel').contains(target)) document.querySelector('#sheet').remove(); }, true)",
    )
    .await;
    stage.browser.click("#link").await;
    run(&page, "await opened()").await;

    // when
    stage.browser.click("[data-phone-profile=popover]").await;

    // then
    let seen = run(
        &page,
        "return [!!document.querySelector('#sheet'), !!popover(), document.querySelector('#panel').contains(popover())]",
    )
    .await;
    assert_eq!(seen, json!([true, true, true]));
}

async fn given_a_dialog_in_a_shadow_root_when_a_slotted_number_is_clicked_then_the_card_is_slotted_too(
    stage: Arc<Stage>,
) {
    // given a component whose shadow root has a modal dialog around its slot
    let body = r#"<div id="component"><p><a id="link" href="tel:+13105550124">Call</a></p></div>"#;
    let page = attached(
        &stage,
        body,
        "const root = document.querySelector('#component').attachShadow({ mode: 'open' });
         const dialog = root.appendChild(document.createElement('dialog'));
         dialog.append(document.createElement('slot')); dialog.showModal()",
    )
    .await;

    // when
    stage.browser.click("#link").await;

    // then
    let seen = run(
        &page,
        "const card = await opened(); const retry = part(card, 'retry'); retry.focus();
         return [onTop(), popover().parentElement.id, card.shadowRoot.activeElement === retry]",
    )
    .await;
    assert_eq!(seen, json!([true, "component", true]));
}

async fn given_listeners_for_escape_when_the_key_is_pressed_then_the_card_goes_first_and_the_dialog_next(
    stage: Arc<Stage>,
) {
    let body = r#"<div id="dialog" role="dialog" aria-modal="true" tabindex="-1" style="position: fixed; inset: 20%; background: Canvas"><a id="link" href="tel:+13105550123">Call</a></div>"#;
    for (target, capture) in [
        ("document", true),
        ("document", false),
        ("window", false),
        ("document.querySelector('#dialog')", true),
    ] {
        // given a library that listens in its own way, before attach() does
        let page = attached(
            &stage,
            body,
            &format!("{target}.addEventListener('keydown', ({{ key }}) => {{ if (key === 'Escape') document.querySelector('#dialog').hidden = true; }}, {capture})"),
        )
        .await;
        stage.browser.click("#link").await;
        run(&page, "await opened()").await;
        let look = "return [!!popover(), document.querySelector('#dialog').hidden, document.activeElement === link()]";

        // when
        stage.browser.press([ESCAPE]).await;

        // then
        let seen = run(&page, look).await;
        assert_eq!(seen, json!([false, false, true]), "{target} {capture}");

        // when
        stage.browser.press([ESCAPE]).await;

        // then
        assert_eq!(run(&page, look).await[1], true, "{target} {capture}");
    }
}

async fn given_an_open_card_when_its_dialog_closes_then_it_goes_with_it(stage: Arc<Stage>) {
    for closing in [
        "dialog.remove()",
        "dialog.style.display = 'none'",
        "dialog.hidden = true",
        "dialog.style.visibility = 'hidden'",
        "dialog.parentElement.remove()",
        "dialog.replaceChildren()",
    ] {
        // given
        let body = r#"<div><div id="dialog" role="dialog" aria-modal="true" style="position: fixed; inset: 20%; background: Canvas"><a id="link" href="tel:+13105550123">Call</a></div></div>"#;
        let page = attached(&stage, body, "").await;
        stage.browser.click("#link").await;

        // when
        let seen = run(
            &page,
            &format!(
                "await opened(); const dialog = document.querySelector('#dialog'); {closing};
                 await until(() => !popover());
                 return document.querySelectorAll('phone-profile, [aria-expanded=true]').length"
            ),
        )
        .await;

        // then
        assert_eq!(seen, json!(0), "{closing}");
        page.expect_no_problems().await;
    }
}

async fn given_no_popovers_in_the_browser_when_clicked_in_a_moved_dialog_then_the_card_is_beside_its_number(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<div role="dialog" aria-modal="true" style="position: fixed; left: 50%; top: 30%; width: 300px; height: 60px; transform: translate(-50%, -50%); background: Canvas"><a id="link" href="tel:+13105550123">Call</a></div>"#;
    let page = attached(&stage, body, "delete HTMLElement.prototype.showPopover").await;

    // when
    stage.browser.click("#link").await;

    // then
    let seen = run(
        &page,
        "await opened(); const box = popover().getBoundingClientRect(), at = link().getBoundingClientRect();
         return [onTop(), Math.round(box.left - at.left), Math.round(box.top - at.bottom)]",
    )
    .await;
    assert_eq!(seen, json!([true, 0, 8]));
}
