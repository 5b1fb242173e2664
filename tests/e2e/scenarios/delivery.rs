//! What reaches an embedding page: the kit's files and types, copies of it, and nothing else.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Value, json};

use crate::{
    harness::{Engine, Stage},
    page_objects::{HostPage, elsewhere, one_card},
    scenarios,
};

scenarios![
    given_a_card_when_shown_then_only_the_kits_files_and_the_answer_are_loaded,
    given_the_kit_when_fetched_then_each_file_has_its_type_and_may_be_used_elsewhere,
    given_a_second_copy_of_the_same_version_when_loaded_then_nothing_is_said,
    given_a_copy_of_another_version_when_loaded_then_a_warning_names_both,
    given_the_kit_when_imported_then_nothing_happens_yet,
    given_the_documented_preload_lines_when_a_card_is_shown_then_each_file_is_loaded_once,
    given_page_and_workbench_when_opened_then_no_wasm_is_loaded_twice,
];

/// Where the documentation says that the kit is.
const DOCUMENTED_KIT: &str = "https://dash.example/phone-profile";

async fn given_a_card_when_shown_then_only_the_kits_files_and_the_answer_are_loaded(
    stage: Arc<Stage>,
) {
    // given, when
    let page = HostPage::with_card(&stage, "0123", "").await;

    // then
    let urls: BTreeSet<String> = page
        .run(
            "return performance.getEntriesByType('resource').map(({ name }) => name.split('?')[0])",
            vec![],
        )
        .await;
    let kit = stage.kit();
    let endpoint = &page.gateway.origin;
    let expected: BTreeSet<String> = [
        format!("{}/host.js", stage.world.host.origin),
        format!("{kit}/define.js"),
        format!("{kit}/index.js"),
        format!("{kit}/runtime.js"),
        format!("{kit}/phone_profile_bg.wasm"),
        format!("{endpoint}/number/13105550123"),
        format!("{endpoint}/demo/pictures/13105550123/thumb.jpg"),
        format!("{endpoint}/demo/pictures/13105550123/full.jpg"),
    ]
    .into();
    let icon = format!("{}/favicon.ico", stage.world.host.origin);
    let urls: BTreeSet<String> = urls.into_iter().filter(|url| *url != icon).collect();
    let others: Vec<_> = urls.difference(&expected).collect();
    assert!(others.is_empty(), "{others:?}");
    // WebKit doesn't always tell of a script that the page before has left in its memory.
    let may_be_missing =
        |url: &str| stage.world.engine == Engine::Webkit && url.starts_with(kit.as_str());
    let missing: Vec<_> = expected
        .difference(&urls)
        .filter(|url| !may_be_missing(url))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");

    // and nothing of the page or the person is left behind
    let kept: Value = page
        .run("return [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await navigator.serviceWorker?.getRegistrations())?.length ?? 0]", vec![])
        .await;
    assert_eq!(kept, json!(["", 0, 0, 0, 0]));
    let globals: Value = page
        .run(
            "return Object.keys(window).filter((name) => /phone|yew|wasm/i.test(name))",
            vec![],
        )
        .await;
    assert_eq!(globals, json!([]));
}

async fn given_the_kit_when_fetched_then_each_file_has_its_type_and_may_be_used_elsewhere(
    stage: Arc<Stage>,
) {
    // given a page of another origin
    let page = HostPage::open_without_kit(&stage, "").await;
    for (file, kind) in [
        ("define.js", "text/javascript"),
        ("index.js", "text/javascript"),
        ("frame.js", "text/javascript"),
        ("runtime.js", "text/javascript"),
        ("phone_profile_bg.wasm", "application/wasm"),
        ("index.d.ts", "text/plain"),
        ("define.d.ts", "text/plain"),
        ("frame.d.ts", "text/plain"),
    ] {
        // when
        let script = "const response = await fetch(args[0], { cache: 'no-store' });
            return [response.status, response.headers.get('content-type'), (await response.arrayBuffer()).byteLength]";
        let (status, found, length): (u16, String, u32) = page
            .run(script, vec![json!(format!("{}/{file}", stage.kit()))])
            .await;

        // then
        let right =
            found.starts_with(kind) || (file.ends_with(".d.ts") && found.contains("typescript"));
        assert!(
            status == 200 && right && length > 0,
            "{file}: {status} {found} {length}"
        );
    }
    page.expect_no_problems().await;
}

async fn given_a_second_copy_of_the_same_version_when_loaded_then_nothing_is_said(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when
    let script =
        "const copy = await importModule(new URL('/copies/same/index.js', location.href).href);
        copy.define();
        const own = await copy.lookup('+13105550100', { endpoint });
        copy.mount('main', { number: '+13105550101', endpoint }).element.id = 'second';
        await settled(card('#second'));
        return [own.name, card('#second').state, copy.version === (await kit()).version];";
    let seen: Value = page.ask(script).await;

    // then both work
    assert!(
        seen[0].as_str().is_some_and(|name| !name.is_empty()),
        "{seen}"
    );
    assert_eq!((&seen[1], &seen[2]), (&json!("ready"), &json!(true)));
    let log = page.log().await;
    assert!(
        !log.iter().any(|line| line.contains("phone-profile:")),
        "{log:?}"
    );
    page.expect_no_problems().await;
}

async fn given_a_copy_of_another_version_when_loaded_then_a_warning_names_both(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when
    let script =
        "const copy = await importModule(new URL('/copies/9.8.7/index.js', location.href).href);
        copy.define();
        return [copy.version, (await kit()).version]";
    let (other, own): (String, String) = page.run(script, vec![]).await;

    // then
    assert_eq!(other, "9.8.7");
    let warning = page.only_warning().await;
    assert!(
        warning.starts_with("WARNING") && warning.contains(&other) && warning.contains(&own),
        "{warning}"
    );
    assert_eq!(page.card("phone-profile").await.state, "ready");
    page.expect_no_problems().await;
}

async fn given_the_kit_when_imported_then_nothing_happens_yet(stage: Arc<Stage>) {
    // given, when
    let page = HostPage::open_without_kit(
        &stage,
        "<phone-profile number='+13105550100' endpoint='{endpoint}'></phone-profile>",
    )
    .await;
    let names: Vec<String> = page
        .run("return Object.keys(await kit()).sort()", vec![])
        .await;
    page.round_trip().await;

    // then the public names are there, nothing is defined and nothing is loaded
    for name in [
        "LookupError",
        "PhoneProfileElement",
        "configure",
        "define",
        "forget",
        "init",
        "lookup",
        "mount",
        "version",
    ] {
        assert!(
            names.iter().any(|found| found == name),
            "{name} is missing of {names:?}"
        );
    }
    let seen: Value = page
        .run("return [customElements.get('phone-profile') === undefined, performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))]", vec![])
        .await;
    assert_eq!(seen, json!([true, false]));
    assert_eq!(page.gateway.lookups("0100"), 0);
}

async fn given_the_documented_preload_lines_when_a_card_is_shown_then_each_file_is_loaded_once(
    stage: Arc<Stage>,
) {
    let document = include_str!("../../../docs/embedding.md");
    let lines: Vec<&str> = document
        .lines()
        .filter(|line| line.starts_with("<link rel=") && line.contains("preload"))
        .collect();
    let [modules @ .., wasm] = lines.as_slice() else {
        panic!("docs/embedding.md has no preload lines");
    };
    assert!(modules.len() == 2 && wasm.contains(".wasm"), "{lines:?}");
    for (is_elsewhere, lines) in [(false, modules), (true, lines.as_slice())] {
        // given the lines for the page's own origin, and those for another
        let kit = stage.altered_kit();
        let url = if is_elsewhere {
            elsewhere(&kit.url)
        } else {
            kit.url.clone()
        };
        let scripts = format!(
            r#"{}<script type="module" src="{url}/define.js"></script>"#,
            lines.join("\n").replace(DOCUMENTED_KIT, &url)
        );

        // when
        let page = HostPage::open_with(&stage, &scripts, &one_card("0123", "")).await;
        let card = page.settled("phone-profile").await;
        page.round_trip().await;

        // then
        assert_eq!(card.state, "ready");
        for file in [
            "define.js",
            "index.js",
            "runtime.js",
            "phone_profile_bg.wasm",
        ] {
            assert_eq!(kit.requests(file), 1, "{file} {is_elsewhere}");
        }
        page.expect_no_problems().await;
    }
}

async fn given_page_and_workbench_when_opened_then_no_wasm_is_loaded_twice(stage: Arc<Stage>) {
    for path in ["", "workbench/"] {
        // given, when
        let browser = &stage.browser;
        browser
            .goto(&format!("{}/{path}", stage.world.site.origin))
            .await;

        // then
        let loaded: Vec<String> = browser
            .run(
                "await until(() => document.querySelector('#number, #file'), null);
                 return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.wasm'))",
                vec![],
            )
            .await;
        let files: BTreeSet<&String> = loaded.iter().collect();
        assert!(!files.is_empty(), "{path} runs WebAssembly");
        assert_eq!(loaded.len(), files.len(), "{path}: {loaded:?}");
    }
}
