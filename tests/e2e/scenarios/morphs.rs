//! Pages whose server sends them anew and that change in place: Turbo, htmx and LiveView by their own libraries.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_attached_numbers_when_a_library_morphs_the_page_then_marks_and_avatars_are_back_within_a_frame,
    given_rows_when_a_morph_changes_adds_and_removes_some_then_the_avatars_follow,
    given_a_card_when_a_morph_strips_its_attributes_then_they_tell_the_truth_again,
    given_an_open_card_when_the_page_is_morphed_then_it_stays_open,
    given_a_copy_of_the_page_as_it_was_when_it_is_put_back_then_no_avatar_is_there_twice,
    given_a_turbo_page_when_it_refreshes_then_faces_and_states_are_there,
    given_a_page_that_fights_back_when_it_takes_everything_away_again_then_it_stays_responsive,
    given_an_attribute_that_the_page_sets_itself_when_the_page_changes_then_it_is_the_pages,
];

const ROWS: &str = r#"<table><tbody id="rows"><tr><td data-phone="+13105550100">+1 310 555 0100</td></tr><tr><td><a href="tel:+13105550101">+1 310 555 0101</a></td></tr></tbody></table>
    <p><span data-phone>+1 310 555 0102</span></p>"#;

/// What each of them does with what the server sends: `morph(element, html)`.
const LIBRARIES: [&str; 2] = [
    "const { Idiomorph } = await importModule('/libraries/idiomorph.js'); const morph = (element, html) => Idiomorph.morph(element, html, { morphStyle: 'innerHTML' });",
    "const { default: morphdom } = await importModule('/libraries/morphdom.js'); const morph = (element, html) => { const to = element.cloneNode(false); to.innerHTML = html; morphdom(element, to, { childrenOnly: true }); };",
];

const LOOK: &str = "const main = document.querySelector('main');
    const frame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const avatars = () => [...document.querySelectorAll('[data-phone-profile=avatar]')];
    const anchors = () => [...document.querySelectorAll('a[href^=\"tel:\"], [data-phone]')];
    const avatarOf = (anchor) => avatars().filter((one) => one.nextElementSibling === anchor || one.parentNode === anchor);
    const control = (anchor) => anchor.querySelector('[data-phone-profile=button]') ?? anchor;
    const marks = () => anchors().map((anchor) => [control(anchor).getAttribute('aria-haspopup'), control(anchor).tabIndex, avatarOf(anchor).map((one) => one.number).join()]);
    const popover = () => document.querySelector('[data-phone-profile=popover]');\n";

async fn attached(stage: &Arc<Stage>, body: &str) -> HostPage {
    let page = HostPage::open(stage, body).await;
    page.ask::<Value>(
        "window.serverHtml = document.querySelector('main').innerHTML;
         const { attach } = await kit(); window.attached = attach(document, { endpoint, inline: 'avatar' });
         await until(() => document.querySelector('[data-phone-profile=avatar]'));
         for (const avatar of document.querySelectorAll('[data-phone-profile=avatar]')) await settled(avatar);",
    )
    .await;
    page
}

async fn run(page: &HostPage, body: &str) -> Value {
    page.ask(&format!("{LOOK}{body}")).await
}

fn asked(page: &HostPage) -> u64 {
    ["0100", "0101", "0102", "0103"]
        .iter()
        .map(|line| page.gateway.lookups(line))
        .sum()
}

async fn given_attached_numbers_when_a_library_morphs_the_page_then_marks_and_avatars_are_back_within_a_frame(
    stage: Arc<Stage>,
) {
    for library in LIBRARIES {
        // given
        let page = attached(&stage, ROWS).await;

        // when the server's page comes three times, with nothing new in it
        let seen = run(
            &page,
            &format!(
                "{library} const before = JSON.stringify(marks());
                 const kept = [];
                 for (let time = 0; time < 3; time += 1) {{
                   morph(main, serverHtml); await frame();
                   kept.push(JSON.stringify(marks()) === before, avatars().length, avatars().every((avatar) => avatar.state === 'ready' && avatar.getAttribute('state') === 'ready'));
                 }}
                 attached.detach();
                 return [JSON.parse(before), kept, main.innerHTML === serverHtml]"
            ),
        )
        .await;

        // then
        let mark = |number: &str| json!(["dialog", 0, number]);
        assert_eq!(
            seen[0],
            json!([
                mark("+13105550100"),
                mark("tel:+13105550101"),
                mark("+1 310 555 0102")
            ]),
            "{library}"
        );
        assert_eq!(
            seen[1],
            json!([true, 3, true, true, 3, true, true, 3, true]),
            "{library}"
        );
        assert_eq!(seen[2], json!(true), "{library}");
        assert_eq!(asked(&page), 3, "no lookup for a morph");
        page.expect_no_problems().await;
    }
}

async fn given_rows_when_a_morph_changes_adds_and_removes_some_then_the_avatars_follow(
    stage: Arc<Stage>,
) {
    for library in LIBRARIES {
        // given
        let page = attached(&stage, ROWS).await;

        // when one number changes in its place, one goes, one comes, and a text becomes another number
        let seen = run(
            &page,
            &format!(
                "{library}
                 morph(main, `<table><tbody id=\"rows\"><tr><td data-phone=\"+13105550103\">+1 310 555 0103</td></tr></tbody></table>
                   <p><span data-phone>+1 310 555 0101</span></p><p><a href=\"tel:+13105550102\">New</a></p>`);
                 await frame();
                 for (const avatar of avatars()) await settled(avatar);
                 const after = marks();
                 document.querySelector('span').firstChild.data = '+1 310 555 0100';
                 await frame();
                 return [after, avatarOf(document.querySelector('span')).map((one) => one.number), avatars().length, document.querySelectorAll('phone-profile').length]"
            ),
        )
        .await;

        // then
        assert_eq!(
            seen,
            json!([
                [
                    ["dialog", 0, "+13105550103"],
                    ["dialog", 0, "+1 310 555 0101"],
                    ["dialog", 0, "tel:+13105550102"]
                ],
                ["+1 310 555 0100"],
                3,
                3
            ]),
            "{library}"
        );
        let lines = ["0100", "0101", "0102", "0103"];
        assert_eq!(
            lines.map(|line| page.gateway.lookups(line)),
            [1; 4],
            "each number once"
        );
        page.expect_no_problems().await;
    }
}

async fn given_a_card_when_a_morph_strips_its_attributes_then_they_tell_the_truth_again(
    stage: Arc<Stage>,
) {
    let cards = r#"<phone-profile id="near" number="+13105550101" endpoint="{endpoint}" loading="eager"></phone-profile>
        <phone-profile id="nobody" number="+13105550106" endpoint="{endpoint}" loading="eager"></phone-profile>
        <div style="height: 5000px"></div><phone-profile id="far" number="+13105550102" endpoint="{endpoint}"></phone-profile>"#;
    for library in LIBRARIES {
        // given
        let page = HostPage::open(&stage, cards).await;
        for id in ["#near", "#nobody"] {
            page.settled(id).await;
        }

        // when
        let seen = run(
            &page,
            &format!(
                "{library}
                 const html = main.innerHTML.replace(/ (picture-)?state=\"[^\"]*\"/g, '');
                 const told = [...document.querySelectorAll('phone-profile')];
                 const look = () => told.map((one) => [one.getAttribute('state') === one.state, one.getAttribute('picture-state'), one.isConnected]);
                 const before = look(), drawn = told.map((one) => one.shadowRoot.innerHTML);
                 morph(main, html); const between = told[0].hasAttribute('state'); await frame();
                 const stripped = look();
                 // and what the server has remembered of another time
                 morph(main, html.replaceAll('<phone-profile', '<phone-profile state=\"error\" picture-state=\"none\"')); await frame();
                 return [before, between, stripped, look(), told.every((one, index) => one.shadowRoot.innerHTML === drawn[index])]"
            ),
        )
        .await;

        // then
        let truth = json!([
            [true, "public", true],
            [true, "unknown", true],
            [true, null, true]
        ]);
        assert_eq!(seen, json!([truth, false, truth, truth, true]), "{library}");
        assert_eq!(
            ["0101", "0106", "0102"].map(|line| page.gateway.lookups(line)),
            [1, 1, 0]
        );
        page.expect_no_problems().await;
    }
}

async fn given_an_open_card_when_the_page_is_morphed_then_it_stays_open(stage: Arc<Stage>) {
    for library in LIBRARIES {
        // given
        let page = attached(&stage, ROWS).await;

        // when the whole body comes from the server, which knows of no card
        let seen = run(
            &page,
            &format!(
                "{library} const html = document.body.innerHTML.replace(main.innerHTML, serverHtml);
                 const link = document.querySelector('a'); link.click();
                 await until(() => popover()?.querySelector('phone-profile')); await settled(popover().querySelector('phone-profile'));
                 const before = popover();
                 morph(document.body, html); await frame();
                 return [popover() === before, popover().matches(':popover-open'), link.getAttribute('aria-expanded'), popover().querySelector('phone-profile').state]"
            ),
        )
        .await;

        // then
        assert_eq!(seen, json!([true, true, "true", "ready"]), "{library}");
        stage.browser.press(['\u{e00c}']).await;
        assert_eq!(
            run(
                &page,
                "return [!popover(), document.querySelectorAll('[aria-expanded=true]').length]"
            )
            .await,
            json!([true, 0])
        );
    }
}

async fn given_a_copy_of_the_page_as_it_was_when_it_is_put_back_then_no_avatar_is_there_twice(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, ROWS).await;

    // when the copy that was made before comes back, as when the person goes back, and a row is copied
    let seen = run(
        &page,
        "const copy = document.body.cloneNode(true);
         document.documentElement.replaceChild(copy, document.body); await frame();
         const back = document.querySelectorAll('[data-phone-profile=avatar]').length;
         const row = document.querySelector('tr'); row.after(row.cloneNode(true)); await frame();
         const again = marks();
         const second = (await kit()).attach(document, { endpoint, inline: 'avatar' });
         await importModule(document.documentElement.dataset.kit + '/attach.js'); await frame();
         return [back, again, document.querySelectorAll('[data-phone-profile=avatar]').length]",
    )
    .await;

    // then
    let mark = |number: &str| json!(["dialog", 0, number]);
    assert_eq!(
        seen,
        json!([
            3,
            [
                mark("+13105550100"),
                mark("+13105550100"),
                mark("tel:+13105550101"),
                mark("+1 310 555 0102")
            ],
            4
        ])
    );
    page.expect_no_problems().await;
}

async fn given_a_turbo_page_when_it_refreshes_then_faces_and_states_are_there(stage: Arc<Stage>) {
    // given
    let scripts = r#"<meta name="turbo-refresh-method" content="morph"><script type="module" src="{kit}/define.js"></script>"#;
    let body = format!(
        r#"{ROWS}<phone-profile id="own" number="+13105550103" endpoint="{{endpoint}}" loading="eager"></phone-profile>"#
    );
    let page = HostPage::open_with(&stage, scripts, &body).await;
    page.settled("#own").await;

    // when
    let seen = run(
        &page,
        "const { session } = await importModule('/libraries/turbo.js');
         (await kit()).attach(document, { endpoint, inline: 'avatar' });
         await until(() => avatars().length === 3); for (const avatar of avatars()) await settled(avatar);
         const row = document.querySelector('tr');
         const morphed = new Promise((next) => document.addEventListener('turbo:morph', next, { once: true }));
         session.refresh(location.href); await morphed; await frame();
         const own = document.querySelector('#own');
         return [row.isConnected, marks(), own.getAttribute('state'), own.getAttribute('picture-state')]",
    )
    .await;

    // then
    let mark = |number: &str| json!(["dialog", 0, number]);
    assert_eq!(
        seen,
        json!([
            true,
            [
                mark("+13105550100"),
                mark("tel:+13105550101"),
                mark("+1 310 555 0102")
            ],
            "ready",
            "private"
        ])
    );
    assert_eq!(asked(&page), 4, "no lookup for a refresh");
}

async fn given_a_page_that_fights_back_when_it_takes_everything_away_again_then_it_stays_responsive(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(
        &stage,
        &format!(r#"{ROWS}<phone-profile id="own" number="+13105550103" endpoint="{{endpoint}}" loading="eager"></phone-profile>"#),
    )
    .await;
    page.settled("#own").await;

    // when an observer of the page's takes away whatever comes
    let seen = run(
        &page,
        "let taken = 0, frames = 0;
         const own = document.querySelector('#own');
         const take = () => {
           for (const avatar of avatars()) { avatar.remove(); taken += 1; }
           for (const anchor of anchors()) for (const name of ['tabindex', 'role', 'aria-label', 'aria-haspopup', 'data-phone-profile']) if (anchor.hasAttribute(name)) { anchor.removeAttribute(name); taken += 1; }
           for (const name of ['state', 'picture-state']) if (own.hasAttribute(name)) { own.removeAttribute(name); taken += 1; }
         };
         const observer = new MutationObserver(take);
         observer.observe(document, { childList: true, subtree: true, attributes: true });
         take();
         for (; frames < 60; frames += 1) await new Promise((next) => requestAnimationFrame(next));
         const during = taken; observer.disconnect(); await frame();
         return [frames, during < 60 * 3 * 4 * 4, own.getAttribute('state')]",
    )
    .await;

    // then
    assert_eq!(seen, json!([60, true, "ready"]));
    page.round_trip().await;
    assert_eq!(asked(&page), 4, "no lookup for a fight");
    page.expect_no_problems().await;
}

async fn given_an_attribute_that_the_page_sets_itself_when_the_page_changes_then_it_is_the_pages(
    stage: Arc<Stage>,
) {
    // given
    let page = attached(&stage, ROWS).await;

    // when
    let seen = run(
        &page,
        "const text = document.querySelector('span'); text.tabIndex = -1; text.setAttribute('role', 'link'); await frame();
         const kept = [text.tabIndex, text.getAttribute('role')];
         attached.detach();
         return [kept, text.getAttribute('tabindex'), text.getAttribute('role'), text.hasAttribute('aria-haspopup')]",
    )
    .await;

    // then
    assert_eq!(seen, json!([[-1, "link"], "-1", "link", false]));
}
