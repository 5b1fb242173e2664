//! The documentation site: its pages, its live card, its reference, its search.

use std::{path::Path, process::Command, sync::Arc};

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{DocsSite, violations},
    scenarios,
};

scenarios![
    given_the_front_page_when_opened_then_its_card_has_an_answer_and_is_as_light_or_dark_as_the_page,
    given_every_page_when_opened_then_nothing_is_wrong_and_nothing_comes_from_elsewhere,
    given_pages_of_each_kind_when_checked_then_axe_finds_nothing,
    given_the_manifest_when_the_reference_is_read_then_every_name_is_there,
    given_the_kit_when_the_reference_is_read_then_every_function_is_there,
    given_an_attribute_when_searched_for_then_the_best_result_leads_to_it,
    given_a_framework_when_searched_for_then_the_best_result_is_its_recipe,
    given_a_server_below_a_path_when_the_site_is_used_then_everything_stays_below_it,
    given_the_page_and_the_gallery_when_their_footers_are_read_then_they_lead_here,
];

async fn given_the_front_page_when_opened_then_its_card_has_an_answer_and_is_as_light_or_dark_as_the_page(
    stage: Arc<Stage>,
) {
    // given, when there is room for the page's own switch
    let site = DocsSite::new(&stage).await;
    stage.browser.resize(1280, 800).await;
    stage
        .browser
        .emulate_media("prefers-color-scheme", "light")
        .await;
    site.open("").await;

    // then
    let script = "const element = await settled(await until(() => card(), null)); const { state, name } = read(element); return [state, name]";
    let seen: Value = site.run(script, vec![]).await;
    assert_eq!(seen, json!(["ready", "Maya Lindqvist"]));
    let ground =
        "return getComputedStyle(card().shadowRoot.querySelector('.root, .base')).backgroundColor";
    let light: String = site.run(ground, vec![]).await;

    // and when the page is dark
    stage.browser.click(".VPNavBar .VPSwitchAppearance").await;

    // then
    let script = format!(
        "const ground = () => {{ {ground} }};
         await until(() => document.documentElement.classList.contains('dark') && ground() !== args[0], card());
         return ground()"
    );
    let dark: String = site.run(&script, vec![json!(light)]).await;
    assert_ne!(light, dark);
    site.expect_no_problem("").await;
}

async fn given_every_page_when_opened_then_nothing_is_wrong_and_nothing_comes_from_elsewhere(
    stage: Arc<Stage>,
) {
    // given
    let site = DocsSite::new(&stage).await;
    site.open("").await;
    let pages = site.pages().await;
    for known in [
        "",
        "overview.html",
        "attach.html",
        "jobs/outreach.html",
        "embed/vue.html",
        "gateway.html",
    ] {
        assert!(pages.iter().any(|page| page == known), "{known}: {pages:?}");
    }

    for page in &pages {
        // when
        site.open(page).await;

        // then
        let script = "return [words(document.querySelector('.vp-doc h1')), document.title, document.querySelector('.VPSidebarItem.is-active.has-active a, .VPSidebarItem.is-active a')?.pathname]";
        let (heading, title, active): (Option<String>, String, Option<String>) =
            site.run(script, vec![]).await;
        assert!(
            heading.is_some_and(|heading| !heading.is_empty()),
            "{page} has no heading"
        );
        assert!(title.ends_with("– phone-profile"), "{page}: {title}");
        assert_eq!(active, Some(format!("/docs/{page}")));
        site.expect_no_problem(page).await;
    }
}

async fn given_pages_of_each_kind_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    let site = DocsSite::new(&stage).await;
    for scheme in ["light", "dark"] {
        stage
            .browser
            .emulate_media("prefers-color-scheme", scheme)
            .await;
        for page in [
            "",
            "reference/phone-profile.html",
            "reference/list.html",
            "embed/vue.html",
            "theming.html",
        ] {
            // given
            site.open(page).await;
            if page.is_empty() {
                site.act("await settled(await until(() => card(), null))")
                    .await;
            }

            // when, then
            let found = violations(&stage.browser, "html").await;
            assert!(found.is_empty(), "{page}, {scheme}:\n{}", found.join("\n"));
        }
    }
}

/// The custom-elements manifest, as the build makes it.
async fn manifest() -> Value {
    let script = "import { customElementsManifest } from './build/manifest.mjs'; console.log(JSON.stringify(customElementsManifest()))";
    let mut command = Command::new("node");
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("shell"))
        .args(["--input-type=module", "--eval", script]);
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

async fn given_the_manifest_when_the_reference_is_read_then_every_name_is_there(stage: Arc<Stage>) {
    // given
    let manifest = manifest().await;
    let modules = manifest["modules"].as_array().unwrap().iter();
    let elements: Vec<&Value> = modules
        .flat_map(|module| module["declarations"].as_array().unwrap())
        .collect();
    assert_eq!(elements.len(), 2);
    let site = DocsSite::new(&stage).await;
    for element in elements {
        let tag = element["tagName"].as_str().unwrap();

        // when
        site.open(&format!("reference/{tag}.html")).await;
        let script =
            "const headings = [...document.querySelectorAll('.vp-doc h3 code')].map(words);
            const cells = [...document.querySelectorAll('.vp-doc td:first-child code')].map(words);
            return [headings, cells]";
        let (headings, cells): (Vec<String>, Vec<String>) = site.run(script, vec![]).await;

        // then
        let names = |kind: &str| -> Vec<String> {
            let entries = element[kind].as_array().into_iter().flatten();
            let name = |entry: &Value| entry["name"].as_str().unwrap().to_owned();
            entries.map(name).collect()
        };
        for kind in ["attributes", "events"] {
            assert!(!names(kind).is_empty(), "{tag}: {kind}");
            for name in names(kind) {
                assert!(headings.contains(&name), "{tag} has no heading {name}");
            }
        }
        for kind in ["cssParts", "cssProperties"] {
            assert!(!names(kind).is_empty(), "{tag}: {kind}");
            for name in names(kind) {
                assert!(cells.contains(&name), "{tag} has no row {name}");
            }
        }
        for name in names("slots").iter().filter(|name| !name.is_empty()) {
            assert!(cells.contains(name), "{tag} has no slot {name}");
        }
        for name in names("cssStates") {
            let state = format!(":state({name})");
            assert!(cells.contains(&state), "{tag} has no {state}");
        }
    }
}

async fn given_the_kit_when_the_reference_is_read_then_every_function_is_there(stage: Arc<Stage>) {
    let site = DocsSite::new(&stage).await;
    for (module, page) in [
        ("index.js", "functions"),
        ("list.js", "list"),
        ("frame.js", "frame"),
    ] {
        // given, when
        site.open(&format!("reference/{page}.html")).await;

        // then
        let script = "const exported = await importModule(`${location.origin}/phone-profile/${args[0]}`);
            const isFunction = (name) => /^[a-z]/.test(name) && typeof exported[name] === 'function';
            return [Object.keys(exported).filter(isFunction), [...document.querySelectorAll('.vp-doc h3[id]')].map((heading) => heading.id)]";
        let (functions, headings): (Vec<String>, Vec<String>) =
            site.run(script, vec![json!(module)]).await;
        // For the package's own entries.
        let own = ["embedWasm", "standIn"];
        let public: Vec<_> = functions
            .iter()
            .filter(|name| !own.contains(&name.as_str()))
            .collect();
        assert!(!public.is_empty(), "{module}");
        for name in public {
            assert!(
                headings.contains(&name.to_lowercase()),
                "{page} has no {name}: {headings:?}"
            );
        }
    }
}

async fn given_an_attribute_when_searched_for_then_the_best_result_leads_to_it(stage: Arc<Stage>) {
    // given
    let site = DocsSite::new(&stage).await;
    site.open("").await;

    // when
    let found = site.search("expected-name").await;

    // then
    assert_eq!(
        found[0].0, "/docs/reference/phone-profile.html#expected-name",
        "{found:?}"
    );
    let (path, heading) = site.follow_best().await;
    assert_eq!(path, "/docs/reference/phone-profile.html");
    assert_eq!(heading, "expected-name");
    site.expect_no_problem("the search").await;
}

async fn given_a_framework_when_searched_for_then_the_best_result_is_its_recipe(stage: Arc<Stage>) {
    let site = DocsSite::new(&stage).await;
    for (name, recipe) in [("angular", "angular"), ("sveltekit", "sveltekit")] {
        // given
        site.open("overview.html").await;

        // when
        let found = site.search(name).await;

        // then
        let expected = format!("/docs/embed/{recipe}.html");
        assert!(found[0].0.starts_with(&expected), "{found:?}");
        assert_eq!(site.follow_best().await.0, expected);
    }
}

async fn given_a_server_below_a_path_when_the_site_is_used_then_everything_stays_below_it(
    stage: Arc<Stage>,
) {
    // given a server that has no demo data either
    let site = DocsSite::at(
        &stage,
        format!("{}/unguarded/docs/", stage.world.host.origin),
    );
    site.open("embed/vue.html").await;

    // when
    stage
        .browser
        .click(r#".VPSidebar a[href$="/attach.html"]"#)
        .await;

    // then
    let script = "await until(() => words(document.querySelector('.vp-doc h1')).startsWith('attach()'), null);
        const links = [...document.querySelectorAll('.VPSidebar a, .VPNavBar a')].map(({ pathname }) => pathname);
        const asked = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
        return [location.pathname, links, asked]";
    let (path, links, asked): (String, Vec<String>, Vec<String>) = site.run(script, vec![]).await;
    assert_eq!(path, "/unguarded/docs/attach.html");
    assert!(links.len() > 40 && asked.len() > 5, "{links:?} {asked:?}");
    for address in links.iter().chain(&asked) {
        assert!(address.starts_with("/unguarded/"), "{address}");
    }

    // and when it is searched
    site.search("max-age").await;

    // then
    assert_eq!(
        site.follow_best().await,
        (
            "/unguarded/docs/reference/phone-profile.html".to_owned(),
            "max-age".to_owned()
        )
    );

    // and when the front page has nobody to show
    stage.browser.click(".VPNavBarTitle a").await;
    let script = "const note = await until(() => document.querySelector('.live-card p'), null); return [words(note), !!card()]";
    let seen: (String, bool) = site.run(script, vec![]).await;
    assert!(seen.0.contains("no made-up people") && !seen.1, "{seen:?}");
}

async fn given_the_page_and_the_gallery_when_their_footers_are_read_then_they_lead_here(
    stage: Arc<Stage>,
) {
    let origin = &stage.world.site.origin;
    for page in ["/", "/gallery/"] {
        // given, when
        stage.browser.goto(&format!("{origin}{page}")).await;
        let script = "const link = await until(() => document.querySelector('.site-footer a[href$=\"docs/\"]'), null); return link.pathname";
        let path: String = stage.browser.run(script, vec![]).await;

        // then
        assert_eq!(path, "/docs/", "{page}");
    }
}
