//! Where the card of `attach()` stands, what it covers, and when it goes.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_a_number_anywhere_when_clicked_then_its_card_is_beside_it_and_within_the_window,
    given_a_placement_when_there_is_room_then_the_card_is_there_and_otherwise_on_the_other_side,
    given_the_smallest_window_when_a_number_is_clicked_then_the_card_scrolls_inside_and_covers_no_number,
    given_a_page_that_scrolls_when_the_number_moves_then_the_card_goes_with_it,
    given_a_browser_with_anchors_when_a_card_opens_then_nothing_is_fetched_to_place_it,
    given_a_strict_policy_when_a_card_opens_either_way_then_nothing_breaks_it,
    given_an_open_card_when_the_focus_leaves_it_then_it_closes_and_the_focus_stays_where_it_went,
    given_a_focused_number_when_the_pointer_opens_a_card_beside_it_then_the_focus_is_not_covered,
    given_a_focused_number_with_cards_all_around_when_the_pointer_rests_then_no_card_covers_it,
    given_delays_when_the_pointer_rests_and_leaves_then_they_are_kept,
    given_callbacks_when_a_card_opens_and_closes_then_they_are_told_of_it_once,
    given_parts_to_leave_out_when_a_card_opens_then_they_are_not_there_and_warnings_are,
    given_a_person_who_wants_less_motion_when_a_card_opens_then_nothing_moves,
];

const ESCAPE: char = '\u{e00c}';
const TAB: char = '\u{e004}';

const OPEN: &str = "const popover = () => document.querySelector('[data-phone-profile=popover]');
    const inside = () => popover()?.querySelector('phone-profile');
    const placed = () => until(() => popover() && (popover().dataset.side || popover().style.left), null);
    const nextFrame = () => new Promise((next) => requestAnimationFrame(next));
    // It follows the size of its answer with the next frame.
    const opened = async () => {
      await until(inside, null);
      const card = await settled(inside());
      await placed();
      await nextFrame();
      await nextFrame();
      return card;
    };
    const box = (element) => element.getBoundingClientRect();
    const overlap = (one, other) => {
      const [a, b] = [box(one), box(other)];
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    };
    const isWithin = () => {
      const { left, top, right, bottom } = box(popover());
      const { clientWidth, clientHeight } = document.documentElement;
      return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight;
    };
    const side = (anchor) => {
      const [a, b] = [box(anchor), box(popover())].map(({ left, top, right, bottom }) => ({ left: Math.round(left), top: Math.round(top), right: Math.round(right), bottom: Math.round(bottom) }));
      if (b.top >= a.bottom) return `bottom ${b.top - a.bottom}`;
      if (b.bottom <= a.top) return `top ${a.top - b.bottom}`;
      if (b.left >= a.right) return `right ${b.left - a.right}`;
      return b.right <= a.left ? `left ${a.left - b.right}` : 'over it';
    };\n";

/// As a browser has it that knows no anchor positioning.
const WITHOUT_ANCHORS: &str = "const { supports } = CSS;
    CSS.supports = (...given) => !`${given}`.includes('position-') && supports.apply(CSS, given);";

async fn attached(stage: &Arc<Stage>, body: &str, options: &str, before: &str) -> HostPage {
    let page = HostPage::open_without_kit(stage, body).await;
    let script = format!(
        "{before}; const {{ attach }} = await kit(); window.attached = attach(document, {{ endpoint, ...{options} }});
         await until(() => document.querySelector('[aria-haspopup=dialog]'), null);"
    );
    page.ask::<Value>(&script).await;
    page
}

async fn run(page: &HostPage, body: &str) -> Value {
    page.run(&format!("{OPEN}{body}"), vec![]).await
}

/// A number at a place of the window.
fn number_at(place: &str) -> String {
    format!(
        r#"<a id="link" href="tel:+13105550100" style="position: fixed; white-space: nowrap; {place}">+1 310 555 0100</a>"#
    )
}

async fn given_a_number_anywhere_when_clicked_then_its_card_is_beside_it_and_within_the_window(
    stage: Arc<Stage>,
) {
    stage.browser.resize(900, 700).await;
    for (place, expected, edge) in [
        ("left: 40px; top: 40px", "bottom 8", "left"),
        ("left: 40px; bottom: 40px", "top 8", "left"),
        ("right: 10px; top: 300px", "top 8", ""),
        ("right: 10px; top: 30px", "bottom 8", ""),
        ("left: -20px; top: 30px", "bottom 8", ""),
    ] {
        for (engine, before) in [("anchors", ""), ("Floating UI", WITHOUT_ANCHORS)] {
            for direction in ["ltr", "rtl"] {
                // given
                let before = format!("document.documentElement.dir = '{direction}'; {before}");
                let page = attached(&stage, &number_at(place), "{}", &before).await;

                // when
                let seen = run(
                    &page,
                    "const link = document.querySelector('#link'); link.click(); await opened();
                     return [isWithin(), side(link), Math.round(box(popover()).left - box(link).left), popover().scrollHeight <= popover().clientHeight]",
                )
                .await;

                // then
                let what = format!("{place}, {engine}, {direction}: {seen}");
                assert_eq!(seen[0], true, "{what}");
                // In the middle of the window either side may do.
                if !place.contains("300px") {
                    assert_eq!(seen[1], expected, "{what}");
                }
                assert_eq!(seen[3], true, "all of it is there: {what}");
                if direction == "ltr" && edge == "left" {
                    assert_eq!(seen[2], 0, "{what}");
                }
                page.expect_no_problems().await;
            }
        }
    }
}

async fn given_a_placement_when_there_is_room_then_the_card_is_there_and_otherwise_on_the_other_side(
    stage: Arc<Stage>,
) {
    stage.browser.resize(1000, 900).await;
    for (engine, before) in [("anchors", ""), ("Floating UI", WITHOUT_ANCHORS)] {
        for (placement, place, expected) in [
            ("top-end", "left: 500px; top: 600px", "top 20"),
            ("top", "left: 500px; top: 10px", "bottom 20"),
            ("right-start", "left: 40px; top: 40px", "right 20"),
            ("right-start", "right: 40px; top: 40px", "left 20"),
            ("left", "left: 600px; top: 400px", "left 20"),
            ("left-end", "left: 40px; top: 600px", "right 20"),
        ] {
            let options = format!("{{ placement: '{placement}', offset: 20 }}");
            let page = attached(&stage, &number_at(place), &options, before).await;
            let seen = run(
                &page,
                "const link = document.querySelector('#link'); link.click(); await opened(); return [isWithin(), side(link)]",
            )
            .await;
            assert_eq!(
                seen,
                json!([true, expected]),
                "{placement}, {place}, {engine}"
            );
        }
    }
}

async fn given_the_smallest_window_when_a_number_is_clicked_then_the_card_scrolls_inside_and_covers_no_number(
    stage: Arc<Stage>,
) {
    // given 1280 × 1024 at 400 %
    stage.browser.resize(320, 256).await;
    for (engine, before) in [("anchors", ""), ("Floating UI", WITHOUT_ANCHORS)] {
        for top in [10, 60, 110, 160, 220] {
            let number = number_at(&format!("left: 30px; top: {top}px"));
            let page = attached(&stage, &number, "{}", before).await;

            // when
            let seen = run(
                &page,
                "const link = document.querySelector('#link'); link.focus(); link.click(); await opened();
                 const { scrollHeight, clientHeight, scrollWidth, clientWidth } = popover();
                 popover().scrollTop = scrollHeight;
                 const call = box(popover().querySelector('a')), frame = box(popover());
                 return [isWithin(), side(link), scrollHeight > clientHeight, scrollWidth <= clientWidth, clientHeight >= 80, call.bottom <= frame.bottom + 1]",
            )
            .await;

            // then
            let what = format!("{top}, {engine}: {seen}");
            let expected = if top < 120 { "bottom 8" } else { "top 8" };
            assert_eq!(
                seen,
                json!([true, expected, true, true, true, true]),
                "{what}"
            );

            // and keys reach the link in it, which is a way to scroll
            stage.browser.press([TAB]).await;
            let reached = "return document.activeElement === popover().querySelector('a')";
            assert_eq!(run(&page, reached).await, json!(true), "{what}");

            // and it itself where there is nothing in it to go to
            let bare = "popover().querySelector('a').remove(); dispatchEvent(new Event('resize')); return popover().tabIndex";
            assert_eq!(run(&page, bare).await, json!(0), "{what}");
        }
    }
}

async fn given_a_page_that_scrolls_when_the_number_moves_then_the_card_goes_with_it(
    stage: Arc<Stage>,
) {
    stage.browser.resize(900, 900).await;
    for (engine, before) in [("anchors", ""), ("Floating UI", WITHOUT_ANCHORS)] {
        // given
        let body = r#"<p style="margin-top: 300px"><a id="link" href="tel:+13105550100">+1 310 555 0100</a></p><div style="height: 3000px"></div>"#;
        let page = attached(&stage, body, "{}", before).await;
        run(
            &page,
            "document.querySelector('#link').click(); await opened()",
        )
        .await;

        // when
        let seen = run(
            &page,
            "const link = document.querySelector('#link'); const before = box(popover()).top;
             scrollBy(0, 120); const frame = () => new Promise((next) => requestAnimationFrame(next));
             for (let frames = 0; frames < 60 && box(popover()).top === before; frames += 1) await frame();
             return [Math.round(before - box(popover()).top), side(link)]",
        )
        .await;

        // then
        assert_eq!(seen, json!([120, "bottom 8"]), "{engine}");
    }
}

const FETCHED: &str = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/floating.js')).length";

async fn given_a_browser_with_anchors_when_a_card_opens_then_nothing_is_fetched_to_place_it(
    stage: Arc<Stage>,
) {
    for (before, fetched) in [("", 0), (WITHOUT_ANCHORS, 1)] {
        let page = attached(&stage, &number_at("left: 40px; top: 40px"), "{}", before).await;
        let none_before = run(&page, &format!("return {FETCHED}")).await;
        let seen = run(
            &page,
            &format!(
                "document.querySelector('#link').click(); await opened(); return [{FETCHED}, !!popover().dataset.side]"
            ),
        )
        .await;
        assert_eq!(
            (none_before, seen),
            (json!(0), json!([fetched, fetched == 0]))
        );
    }
}

async fn given_a_strict_policy_when_a_card_opens_either_way_then_nothing_breaks_it(
    stage: Arc<Stage>,
) {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    for before in ["", WITHOUT_ANCHORS] {
        let body = r#"<p><a id="link" href="tel:+13105550100">+1 310 555 0100</a></p><table><tbody><tr><td data-phone>+1 310 555 0101</td></tr></tbody></table>"#;
        let page = HostPage::on_its_own_origin(&stage, body, policy).await;
        let seen = run(
            &page,
            &format!(
                "{before}; const {{ attach }} = await kit(); attach(document, {{ endpoint: '/lookup' }});
                 const link = document.querySelector('#link'); await until(() => link.hasAttribute('aria-haspopup'), null);
                 link.click(); await opened();
                 const style = getComputedStyle(link);
                 return [side(link), inside().state, style.textDecorationStyle, style.cursor, seen.violations]"
            ),
        )
        .await;
        assert_eq!(seen, json!(["bottom 8", "ready", "dotted", "pointer", []]));
    }
}

const LIST: &str = r#"<table><tbody>
    <tr><td id="a" data-phone>+1 310 555 0100</td></tr><tr><td id="b" data-phone>+1 310 555 0101</td></tr>
    <tr><td id="c" data-phone>+1 310 555 0102</td></tr><tr><td id="d" data-phone>+1 310 555 0103</td></tr></tbody></table>
    <p><button id="after" type="button">After</button></p>"#;

async fn given_an_open_card_when_the_focus_leaves_it_then_it_closes_and_the_focus_stays_where_it_went(
    stage: Arc<Stage>,
) {
    for number in ["#a", "#b", "#c", "#d"] {
        // given a card that was opened by key: it has the focus
        let page = attached(&stage, LIST, "{}", "").await;
        run(
            &page,
            &format!("document.querySelector('{number} button').focus()"),
        )
        .await;
        stage.browser.press(['\u{e007}']).await;
        let inside = run(
            &page,
            "await opened(); return document.activeElement === popover()",
        )
        .await;
        assert_eq!(inside, json!(true), "{number}");

        // when
        stage.browser.press([TAB]).await;

        // then the card is gone, and the next number is in sight
        let seen = run(
            &page,
            "const at = document.activeElement; return [!popover(), document.body !== at && at.matches('button'), document.querySelectorAll('[aria-expanded=true]').length]",
        )
        .await;
        assert_eq!(seen, json!([true, true, 0]), "{number}");
    }
    // and where a script takes the focus
    let page = attached(&stage, LIST, "{}", "").await;
    let seen = run(
        &page,
        "document.querySelector('#b').click(); await opened(); document.querySelector('#after').focus();
         return [!popover(), document.activeElement.id]",
    )
    .await;
    assert_eq!(seen, json!([true, "after"]));
}

async fn given_a_focused_number_when_the_pointer_opens_a_card_beside_it_then_the_focus_is_not_covered(
    stage: Arc<Stage>,
) {
    for (engine, before) in [("anchors", ""), ("Floating UI", WITHOUT_ANCHORS)] {
        for (focused, pointed) in [("#b", "#a"), ("#c", "#b"), ("#d", "#c"), ("#a", "#d")] {
            // given
            let page = attached(
                &stage,
                &format!(r#"<div style="height: 60px"></div>{LIST}"#),
                "{ trigger: 'hover', showDelayMs: 0 }",
                before,
            )
            .await;
            run(
                &page,
                &format!("document.querySelector('{focused} button').focus()"),
            )
            .await;

            // when
            stage.browser.point_at(pointed).await;
            let seen = run(
                &page,
                // It grows with the answer, and may have to go elsewhere then.
                &format!("await opened(); await until(() => !overlap(popover(), document.querySelector('{focused}')), null); return [overlap(popover(), document.querySelector('{focused}')), overlap(popover(), document.querySelector('{pointed}')), isWithin()]"),
            )
            .await;

            // then
            assert_eq!(
                seen,
                json!([false, false, true]),
                "{focused} {pointed} {engine}"
            );

            // and Tab from the number closes it
            stage.browser.press([TAB]).await;
            let gone = run(&page, "await until(() => !popover(), null); return true").await;
            assert_eq!(gone, json!(true));
        }
    }
}

async fn given_a_focused_number_with_cards_all_around_when_the_pointer_rests_then_no_card_covers_it(
    stage: Arc<Stage>,
) {
    // given a window that has room on one side only, and the focus there
    stage.browser.resize(400, 300).await;
    let body = r#"<a id="link" href="tel:+13105550100" style="position: fixed; left: 20px; top: 10px">+1 310 555 0100</a>
        <button id="focused" type="button" style="position: fixed; left: 20px; top: 120px">Focused</button>"#;
    let page = attached(&stage, body, "{ trigger: 'hover', showDelayMs: 0 }", "").await;
    run(&page, "document.querySelector('#focused').focus()").await;

    // when
    let seen = run(
        &page,
        "window.shown = 0; new MutationObserver((changes) => { for (const { addedNodes } of changes) for (const node of addedNodes) if (node.dataset?.phoneProfile === 'popover') shown += 1; }).observe(document.body, { childList: true });
         const { left, top } = box(document.querySelector('#link'));
         document.querySelector('#link').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse', clientX: left, clientY: top }));
         // On a busy machine its skeleton, and with it its height, comes a task later.
         await until(() => shown && !popover(), null); return document.querySelectorAll('[aria-expanded=true]').length",
    )
    .await;

    // then
    assert_eq!(seen, json!(0));
}

async fn given_delays_when_the_pointer_rests_and_leaves_then_they_are_kept(stage: Arc<Stage>) {
    // given a page that notes timers by their delays
    let timers = "window.timers = new Map();
        const { setTimeout: set, clearTimeout: clear } = window;
        window.setTimeout = (call, ms, ...rest) => { const id = set(() => { timers.delete(id); call(); }, ms, ...rest); timers.set(id, ms); return id; };
        window.clearTimeout = (id) => { timers.delete(id); clear(id); };
        window.pending = (ms) => [...timers.values()].filter((known) => known === ms).length";
    let options = "{ trigger: 'hover', showDelayMs: 40, hideDelayMs: 60 }";
    let page = attached(&stage, LIST, options, timers).await;

    // when, then
    stage.browser.point_at("#a").await;
    run(&page, "await opened()").await;
    let seen = run(
        &page,
        "document.querySelector('#a').dispatchEvent(new PointerEvent('pointerout', { bubbles: true, pointerType: 'mouse' }));
         const waits = pending(60); await until(() => !popover(), null); return waits",
    )
    .await;
    assert_eq!(seen, json!(1));
}

async fn given_callbacks_when_a_card_opens_and_closes_then_they_are_told_of_it_once(
    stage: Arc<Stage>,
) {
    // given, of which one throws
    let options = "{ onShow: (...given) => { told.push(['show', ...given]); throw new Error('the page’s own'); }, onHide: (...given) => told.push(['hide', ...given]) }";
    let page = attached(
        &stage,
        LIST,
        options,
        "window.told = []; addEventListener('error', (event) => { event.stopImmediatePropagation(); event.preventDefault(); told.push(['error', event.message]); }, true)",
    )
    .await;

    // when
    let seen = run(
        &page,
        "document.querySelector('#a').click(); await opened();
         const card = inside(); document.querySelector('#a').click();
         return told.map(([name, first, anchor]) => name === 'error' ? [name] : [name, first === card, anchor?.id])",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!([["show", true, "a"], ["error"], ["hide", true, "a"]])
    );
}

async fn given_parts_to_leave_out_when_a_card_opens_then_they_are_not_there_and_warnings_are(
    stage: Arc<Stage>,
) {
    // given an answer about another number, and a business
    let body = r#"<p><a id="other" href="tel:+13105550131">+1 310 555 0131</a></p><p><a id="shop" href="tel:+13105550119">+1 310 555 0119</a></p>"#;
    let looks = "const shown = (name) => parts(inside(), name).some(seenBy);
        return ['business', 'badge', 'time', 'signal', 'warning', 'status', 'name'].map(shown)";
    for (options, other, shop) in [
        (
            "{}",
            json!([false, false, true, false, true, true, true]),
            json!([true, true, true, false, false, true, true]),
        ),
        (
            "{ hide: ['business', 'badges', 'time', 'signals'] }",
            json!([false, false, false, false, true, true, true]),
            json!([false, false, false, false, false, true, true]),
        ),
    ] {
        let page = attached(&stage, body, options, "").await;
        for (id, expected) in [("other", other), ("shop", shop)] {
            // when
            let seen = run(
                &page,
                &format!("document.querySelector('#{id}').click(); await opened(); {looks}"),
            )
            .await;

            // then
            assert_eq!(seen, expected, "{options} {id}");
            stage.browser.press([ESCAPE]).await;
        }
    }
}

async fn given_a_person_who_wants_less_motion_when_a_card_opens_then_nothing_moves(
    stage: Arc<Stage>,
) {
    for (motion, moves) in [("no-preference", true), ("reduce", false)] {
        // given
        stage
            .browser
            .emulate_media("prefers-reduced-motion", motion)
            .await;
        let page = attached(&stage, &number_at("left: 40px; top: 40px"), "{}", "").await;

        // when
        let seen = run(
            &page,
            "document.querySelector('#link').click(); await until(popover, null);
             return inside().getAnimations().map(({ animationName }) => animationName)",
        )
        .await;

        // then
        let expected = if moves {
            json!(["phone-profile-open"])
        } else {
            json!([])
        };
        assert_eq!(seen, expected, "{motion}");
    }
}
