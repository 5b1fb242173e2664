//! `theme="auto"`: a card is as light or dark as the page around it, whatever the system is.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{FramingPage, HostPage},
    scenarios,
};

scenarios![
    given_pages_that_say_light_or_dark_in_their_ways_when_cards_are_shown_then_each_is_as_its_place,
    given_a_page_that_changes_its_mark_when_it_has_a_thousand_cards_then_all_follow,
    given_a_card_that_is_moved_when_its_new_place_is_dark_then_it_is_dark,
    given_a_list_and_a_popover_when_their_place_is_dark_then_so_are_they,
    given_a_framed_card_when_its_site_is_dark_or_becomes_it_then_the_card_follows,
];

/// `light` or `dark`, by the ground of an element's frame.
const SCHEME: &str = "const NAMES = { 'rgb(255, 255, 255)': 'light', 'rgb(22, 27, 34)': 'dark' };
    const ground = (node) => getComputedStyle(node).backgroundColor;
    const scheme = (element) => { const found = ground(element.shadowRoot.querySelector('.root, .base')); return NAMES[found] ?? found; };\n";

/// What is around a card, and what the card is then under a light and under a dark system.
const PLACES: &[(&str, &str)] = &[
    // Nothing is said: the ground is white.
    ("<div>", "light light"),
    // CSS says it.
    ("<div style='color-scheme: dark'>", "dark dark"),
    ("<div style='color-scheme: only light'>", "light light"),
    ("<div style='color-scheme: light dark'>", "light dark"),
    // Tailwind, shadcn, Radix; Bootstrap; Web Awesome and Shoelace; GitHub; Mantine; MUI; Vuetify; Quasar.
    ("<div class='dark'>", "dark dark"),
    ("<div data-theme='dark'>", "dark dark"),
    ("<div data-bs-theme='dark'>", "dark dark"),
    ("<div class='wa-palette-default wa-dark'>", "dark dark"),
    ("<div class='sl-theme-dark'>", "dark dark"),
    (
        "<div data-color-mode='dark' data-dark-theme='dark_dimmed'>",
        "dark dark",
    ),
    ("<div data-mantine-color-scheme='dark'>", "dark dark"),
    ("<div data-mui-color-scheme='dark'>", "dark dark"),
    ("<div class='v-application v-theme--dark'>", "dark dark"),
    ("<div class='body--dark'>", "dark dark"),
    // daisyUI's themes have names of their own, and say by CSS what they are.
    (
        "<div data-theme='dracula' style='color-scheme: dark'>",
        "dark dark",
    ),
    // Marks of the same names for something else.
    ("<div class='text-dark bg-dark navbar-dark'>", "light light"),
    ("<div data-theme='auto' data-mode='edit'>", "light light"),
    // Bootstrap sets the property where it is dark, and doesn't take it back where it is light again.
    (
        "<div data-bs-theme='dark' style='color-scheme: dark'><div data-bs-theme='light'>",
        "light light",
    ),
    // The nearest counts, of marks as of the property.
    ("<div class='dark'><div class='light'>", "light light"),
    (
        "<div class='dark'><div style='color-scheme: light'>",
        "light light",
    ),
    (
        "<div style='color-scheme: light' class='dark'>",
        "dark dark",
    ),
    (
        "<div data-theme='light' style='color-scheme: light'><div style='color-scheme: dark'>",
        "dark dark",
    ),
];

async fn given_pages_that_say_light_or_dark_in_their_ways_when_cards_are_shown_then_each_is_as_its_place(
    stage: Arc<Stage>,
) {
    // given
    let body: String = PLACES
        .iter()
        .map(|(around, _)| {
            let ends = "</div>".repeat(around.matches("<div").count());
            format!("{around}<phone-profile></phone-profile>{ends}")
        })
        .collect();
    let page = HostPage::open(&stage, &body).await;
    page.act("await until(() => [...document.querySelectorAll('phone-profile')].every((one) => one.shadowRoot)); await drawn()").await;

    // when, then
    let mut seen = Vec::new();
    for system in ["light", "dark"] {
        stage
            .browser
            .emulate_media("prefers-color-scheme", system)
            .await;
        let script =
            format!("{SCHEME}return [...document.querySelectorAll('phone-profile')].map(scheme)");
        seen.push(page.run::<Vec<String>>(&script, vec![]).await);
    }
    for (index, (around, expected)) in PLACES.iter().enumerate() {
        let schemes = format!("{} {}", seen[0][index], seen[1][index]);
        assert_eq!(schemes, *expected, "{around}");
    }

    // and given a page that is marked itself, then also through shadow roots, and an own theme wins
    let script = format!(
        "{SCHEME}const host = document.body.appendChild(document.createElement('div'));
         const inside = host.attachShadow({{ mode: 'open' }}).appendChild(document.createElement('phone-profile'));
         const light = document.body.appendChild(Object.assign(document.createElement('phone-profile'), {{ theme: 'light' }}));
         host.className = 'dark';
         await until(() => inside.shadowRoot && light.shadowRoot, inside);
         await drawn();
         const before = [scheme(inside), scheme(light)];
         host.className = ''; document.documentElement.dataset.theme = 'dark';
         await drawn();
         return [before, [scheme(inside), scheme(light)]]"
    );
    let seen: Value = page.run(&script, vec![]).await;
    assert_eq!(seen, json!([["dark", "light"], ["dark", "light"]]));
    page.expect_no_problems().await;
}

async fn given_a_page_that_changes_its_mark_when_it_has_a_thousand_cards_then_all_follow(
    stage: Arc<Stage>,
) {
    // given observers that are counted
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = format!(
        "{SCHEME}const own = MutationObserver.prototype.observe;
         let observed = 0;
         MutationObserver.prototype.observe = function (...given) {{ observed += 1; return own.apply(this, given); }};
         document.querySelector('main').append(...Array.from({{ length: 1000 }}, () => document.createElement('phone-profile')));
         (await kit()).define();
         const all = [...document.querySelectorAll('phone-profile')];
         // None of them says in an attribute that it is built: they were there before their class.
         while (!all.every((one) => one.shadowRoot)) await new Promise(requestAnimationFrame);
         await drawn();
         const forCards = observed;
         const schemes = () => [...new Set(all.map(scheme))].join();
         const seen = [schemes()];
         for (const name of ['dark', 'dark busy', 'busy', 'light']) {{
           document.documentElement.className = name;
           await drawn();
           seen.push(schemes());
         }}
         // and those that are gone are told no more
         all[0].remove();
         await drawn();
         document.documentElement.className = 'dark';
         await drawn();
         return [forCards, seen, all[0].shadowRoot.querySelector('.root').dataset.scheme, all[1].shadowRoot.querySelector('.root').dataset.scheme]"
    );

    // when
    let seen: Value = page.run(&script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!([
            1,
            ["light", "dark", "dark", "light", "light"],
            "light",
            "dark"
        ])
    );
}

async fn given_a_card_that_is_moved_when_its_new_place_is_dark_then_it_is_dark(stage: Arc<Stage>) {
    // given
    let body = "<phone-profile></phone-profile><div id='night' class='dark'></div>";
    let page = HostPage::open(&stage, body).await;

    // when
    let script = format!(
        "{SCHEME}await until(() => card().shadowRoot); await drawn();
         const before = scheme(card());
         document.querySelector('#night').append(card());
         await drawn();
         return [before, scheme(card())]"
    );
    let seen: Value = page.run(&script, vec![]).await;

    // then
    assert_eq!(seen, json!(["light", "dark"]));
}

async fn given_a_list_and_a_popover_when_their_place_is_dark_then_so_are_they(stage: Arc<Stage>) {
    // given a page with a dark part, under a dark system too
    stage
        .browser
        .emulate_media("prefers-color-scheme", "dark")
        .await;
    let body = r#"<div class="dark"><phone-profile-list endpoint="{endpoint}" numbers="+13105550100"></phone-profile-list>
        <a id="night" href="tel:+13105550100">+1 310 555 0100</a></div>
        <a id="day" href="tel:+13105550101">+1 310 555 0101</a>"#;
    let scripts = r#"<script type="module" src="{kit}/define-list.js"></script>"#;
    let page = HostPage::open_with(&stage, scripts, body).await;

    // when
    let script = format!(
        "{SCHEME}const list = document.querySelector('phone-profile-list');
         await until(() => list.shadowRoot?.querySelector('phone-profile'), list);
         await drawn();
         const inList = list.shadowRoot.querySelector('phone-profile');
         const colour = () => getComputedStyle(part(inList, 'name')).color;
         await until(() => part(inList, 'name'), inList);
         const seen = [scheme(list), colour()];
         document.querySelector('.dark').className = 'light';
         await drawn();
         seen.push(scheme(list), colour());
         document.querySelector('.light').className = 'dark';
         (await kit()).attach(document, {{ endpoint }});
         await until(() => document.querySelector('#day[aria-haspopup=dialog]'));
         for (const id of ['night', 'day']) {{
           document.querySelector(`#${{id}}`).click();
           const found = await until(() => document.querySelector('[data-phone-profile=popover] phone-profile'));
           await until(() => found.shadowRoot);
           await drawn();
           seen.push(scheme(found));
           document.querySelector(`#${{id}}`).click();
           await until(() => !document.querySelector('[data-phone-profile=popover]'));
         }}
         return seen"
    );
    let seen: Value = page.ask(&script).await;

    // then
    let [light, dark] = ["rgb(18, 22, 28)", "rgb(233, 237, 242)"];
    assert_eq!(seen, json!(["dark", dark, "light", light, "dark", "light"]));
    page.expect_no_problems().await;
}

async fn given_a_framed_card_when_its_site_is_dark_or_becomes_it_then_the_card_follows(
    stage: Arc<Stage>,
) {
    for system in ["light", "dark"] {
        // given a site that says nothing, so is light
        stage
            .browser
            .emulate_media("prefers-color-scheme", system)
            .await;
        let page = FramingPage::open(&stage).await;
        page.embed(json!({ "src": page.gateway.origin, "number": "+13105550100" }))
            .await;
        page.settled().await;
        let script = format!(
            "{SCHEME}return [scheme(card()), getComputedStyle(document.documentElement).colorScheme]"
        );
        assert_eq!(
            page.inside::<Value>(&script).await,
            json!(["light", "light"]),
            "{system}"
        );

        // when the site becomes dark, then so does the card
        page.act("document.documentElement.className = 'dark'")
            .await;
        page.card_that("document.documentElement.dataset.theme === 'dark'")
            .await;
        assert_eq!(page.inside::<Value>(&script).await, json!(["dark", "dark"]));
        let frame: String = page
            .run("return frame.element.style.colorScheme", vec![])
            .await;
        assert_eq!(frame, "dark");

        // and when it wants one of the two, then that one, until it takes that back
        page.act("frame.update({ theme: 'light' })").await;
        page.card_that("document.documentElement.dataset.theme === 'light'")
            .await;
        page.act("frame.update({ theme: undefined })").await;
        page.card_that("document.documentElement.dataset.theme === 'dark'")
            .await;

        // and when its property says it, then that counts, and the system where it leaves that open
        page.act("document.documentElement.className = ''; document.querySelector('main').style.colorScheme = 'light dark'; document.documentElement.className = 'other'").await;
        stage
            .browser
            .emulate_media("prefers-color-scheme", "light")
            .await;
        page.card_that("document.documentElement.dataset.theme === 'light'")
            .await;
        stage
            .browser
            .emulate_media("prefers-color-scheme", "dark")
            .await;
        page.card_that("document.documentElement.dataset.theme === 'dark'")
            .await;
        stage.browser.reset().await;
    }
}
