//! The kit's other ways in: the functions alone, the wasm inside of a module, a classic script, workers, and Node.

use std::{env, fs, process::Stdio, sync::Arc};

use serde_json::{Value, json};
use tokio::process::Command;

use crate::{
    harness::{self, Replaced, Stage},
    page_objects::HostPage,
    scenarios,
};

scenarios![
    given_the_functions_alone_when_used_beside_the_element_then_they_share_wasm_and_answers,
    given_the_wasm_inside_of_a_module_when_used_then_no_wasm_is_fetched,
    given_the_wasm_inside_of_a_module_when_used_beside_the_element_then_there_is_one_class,
    given_a_classic_script_when_loaded_in_any_way_then_it_runs_what_waited_for_it,
    given_a_classic_script_when_loaded_twice_then_the_first_one_stays,
    given_a_classic_script_of_another_version_when_loaded_then_a_warning_names_both,
    given_a_classic_script_when_everything_is_used_then_only_the_wasm_is_fetched,
    given_a_classic_worker_when_it_imports_the_script_then_the_wasm_is_found_beside_the_worker,
    given_a_classic_worker_far_from_the_wasm_when_it_looks_up_then_the_error_names_the_line_that_helps,
    given_node_when_a_number_is_looked_up_then_it_gets_its_profile,
    given_node_when_a_module_is_imported_then_nothing_happens,
];

const WASM: &str = "phone_profile_bg.wasm";

/// What a page has fetched of the kit, by name.
const FETCHED: &str = "const fetched = () => [...new Set(performance.getEntriesByType('resource').map(({ name }) => name)
      .filter((name) => name.startsWith(document.documentElement.dataset.kit)).map((name) => name.split('/').at(-1)))].sort();\n";

async fn given_the_functions_alone_when_used_beside_the_element_then_they_share_wasm_and_answers(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    let page = HostPage::open_without_kit(&stage, "").await;

    // when both begin at once, for the same number
    let script = "const [kit, endpoint] = args;
        const functions = await importModule(`${kit}/lookup.js`);
        const { mount, lookup, LookupError } = await importModule(`${kit}/index.js`);
        const number = '+13105550100';
        const { element } = mount('main', { number, endpoint });
        const profile = await functions.lookup(number, { endpoint });
        await element.ready;
        return [Object.keys(functions).sort().join(' '), profile.number === element.profile.number, functions.lookup === lookup, functions.LookupError === LookupError];";
    let seen: Value = page
        .run(script, vec![json!(kit.url), json!(page.gateway.origin)])
        .await;

    // then
    let names = "LookupError configure forget init lookup lookupMany version";
    assert_eq!(seen, json!([names, true, true, true]));
    assert_eq!((kit.requests(WASM), page.gateway.lookups("0100")), (1, 1));
    page.expect_no_problems().await;
}

async fn given_the_wasm_inside_of_a_module_when_used_then_no_wasm_is_fetched(stage: Arc<Stage>) {
    // given a policy under which nothing of the kit could be fetched, only run
    let policy = "default-src 'none'; script-src 'self' {kit} 'wasm-unsafe-eval'; connect-src {endpoint}; img-src 'self' {endpoint}; \
        style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    let page = HostPage::open_under(&stage, "", "", Some(policy)).await;

    // when
    let script = format!(
        "{FETCHED}const {{ mount, lookup, lookupMany, attach }} = await importModule(document.documentElement.dataset.kit + '/inline.js');
         mount('main', {{ number: '+13105550100', endpoint }});
         await settled();
         const many = [];
         for await (const {{ profile }} of lookupMany(['+13105550100', '+13105550101'], {{ endpoint }})) many.push(profile.isWhatsApp);
         const link = document.createElement('a'); link.href = 'tel:+13105550101'; document.querySelector('main').append(link);
         attach(document, {{ endpoint }});
         await until(() => link.hasAttribute('aria-haspopup'));
         return [card().state, card().getAttribute('picture-state'), many, fetched()];"
    );
    let seen: Value = page.ask(&script).await;

    // then
    assert_eq!(
        seen,
        json!([
            "ready",
            "public",
            [true, true],
            [
                "attach.js",
                "index.js",
                "inline.js",
                "many.js",
                "runtime.js"
            ]
        ])
    );
    page.expect_no_problems().await;
}

async fn given_the_wasm_inside_of_a_module_when_used_beside_the_element_then_there_is_one_class(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    kit.replace(WASM, Replaced::Status(404));
    let page = HostPage::open_without_kit(&stage, "").await;

    // when the element is defined by one module, and the other is only imported
    let script = "const [kit, endpoint] = args;
        await importModule(`${kit}/define.js`);
        const inline = await importModule(`${kit}/inline.js`);
        const { mount } = await importModule(`${kit}/index.js`);
        const { element } = mount('main', { number: '+13105550100', endpoint });
        await element.ready;
        const { number } = await inline.lookup('+13105550100', { endpoint });
        return [element instanceof inline.PhoneProfileElement, element.state, number];";
    let seen: Value = page
        .run(script, vec![json!(kit.url), json!(page.gateway.origin)])
        .await;

    // then
    assert_eq!(seen, json!([true, "ready", "+13105550100"]));
    assert_eq!((kit.requests(WASM), page.gateway.lookups("0100")), (0, 1));
    page.expect_no_problems().await;
}

const QUEUE: &str = "<script>
    window.ran = [];
    const push = (call) => (window.PhoneProfile ||= []).push(call);
    push((kit) => ran.push(`first ${typeof kit.mount}`));
    push(() => { throw new Error('a mistake of the page'); });
    push(() => push(() => ran.push('from inside')));
    push(() => ran.push('last'));
</script>";

async fn given_a_classic_script_when_loaded_in_any_way_then_it_runs_what_waited_for_it(
    stage: Arc<Stage>,
) {
    for attributes in ["", "async", "defer", "integrity crossorigin"] {
        // given
        let page = HostPage::open_without_kit(&stage, "").await;
        let hash: String = page
            .run(
                "const response = await fetch(document.documentElement.dataset.kit + '/phone-profile.js');
                 return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-384', await response.arrayBuffer()))))",
                vec![],
            )
            .await;
        let attributes = attributes.replace("integrity", &format!("integrity=\"sha384-{hash}\""));

        // when
        let scripts =
            format!("{QUEUE}<script src=\"{{kit}}/phone-profile.js\" {attributes}></script>");
        let body = r#"<phone-profile number="+13105550100" endpoint="{endpoint}" loading="eager"></phone-profile>"#;
        let page = HostPage::open_with(&stage, &scripts, body).await;
        page.settled("phone-profile").await;
        let seen: Value = page
            .run(
                "PhoneProfile.push(() => ran.push('later'));
                 return [ran, card().state, Object.keys(window).filter((name) => /phone/i.test(name)), seen.errors.length];",
                vec![],
            )
            .await;

        // then
        let ran = ["first function", "from inside", "last", "later"];
        assert_eq!(
            seen,
            json!([ran, "ready", ["PhoneProfile"], 1]),
            "{attributes}"
        );
    }
}

async fn given_a_classic_script_when_loaded_twice_then_the_first_one_stays(stage: Arc<Stage>) {
    // given
    let scripts = "<script src='{kit}/phone-profile.js'></script><script>window.first = PhoneProfile;</script>
        <script src='{kit}/phone-profile.js?copy=2'></script><script type='module' src='{kit}/define.js'></script>";
    let body = r#"<phone-profile number="+13105550100" endpoint="{endpoint}" loading="eager"></phone-profile>"#;

    // when
    let page = HostPage::open_with(&stage, scripts, body).await;

    // then
    let card = page.settled("phone-profile").await;
    assert_eq!(card.state, "ready");
    let same: bool = page.run("return PhoneProfile === first", vec![]).await;
    assert!(same);
    let log = page.log().await;
    assert!(
        !log.iter().any(|line| line.contains("phone-profile:")),
        "{log:?}"
    );
    page.expect_no_problems().await;
}

async fn given_a_classic_script_of_another_version_when_loaded_then_a_warning_names_both(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    let own = env!("CARGO_PKG_VERSION");
    let source = String::from_utf8(stage.kit_file("phone-profile.js")).unwrap();
    kit.replace(
        "phone-profile.js",
        Replaced::Content("text/javascript", source.replace(own, "9.9.9").into_bytes()),
    );

    // when
    let scripts = format!(
        "<script src='{{kit}}/phone-profile.js'></script><script src='{}/phone-profile.js'></script>",
        kit.url
    );
    let page = HostPage::open_with(&stage, &scripts, "").await;

    // then
    let version: String = page.run("return PhoneProfile.version", vec![]).await;
    assert_eq!(version, own);
    let warning = page.only_warning().await;
    assert!(
        warning.contains(own) && warning.contains("9.9.9"),
        "{warning}"
    );
    page.expect_no_problems().await;
}

async fn given_a_classic_script_when_everything_is_used_then_only_the_wasm_is_fetched(
    stage: Arc<Stage>,
) {
    // given
    let scripts = "<script src='{kit}/phone-profile.js' async></script>";
    let body = r#"<a id="link" href="tel:+13105550101">Call</a>"#;
    let page = HostPage::open_with(&stage, scripts, body).await;

    // when
    let script = format!(
        "{FETCHED}await until(() => window.PhoneProfile);
         const {{ attach, lookupMany, mount, lookup }} = PhoneProfile;
         const attached = attach(document, {{ endpoint }});
         await until(() => document.querySelector('#link').hasAttribute('aria-haspopup'));
         document.querySelector('#link').click();
         await until(() => card(), null);
         const opened = (await settled()).profile.number;
         attached.detach();
         const many = [];
         for await (const {{ profile }} of lookupMany(['+13105550100'], {{ endpoint }})) many.push(profile.number);
         const {{ element }} = mount('main', {{ number: '+13105550124', endpoint }});
         await element.ready;
         return [opened, many, element.error.code, await thrown(lookup('x')).then(({{ code }}) => code), fetched()];"
    );
    let seen: Value = page.ask(&script).await;

    // then (`index.js` is what the test itself compares errors with)
    assert_eq!(
        seen,
        json!([
            "+13105550101",
            ["+13105550100"],
            "unauthorized",
            "invalid-number",
            ["index.js", "phone-profile.js", WASM]
        ])
    );
    page.expect_no_problems().await;
}

/// A classic worker that answers each message by what that code gives.
fn worker(script: &str, code: &str) -> Replaced {
    let source = format!(
        "importScripts('{script}');
         onmessage = async ({{ data: endpoint }}) => {{
           const {{ lookup }} = PhoneProfile;
           const look = async () => (await lookup('+13105550100', {{ endpoint }})).number;
           try {{ postMessage(await (async () => {{ {code} }})()); }} catch (error) {{ postMessage([error.code, error.message]); }}
         }};"
    );
    Replaced::Content("text/javascript", source.into_bytes())
}

const ASK_WORKER: &str = "const [url, endpoint] = args;
    const worker = new Worker(url);
    const answer = new Promise((resolve, reject) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = ({ message }) => reject(message); });
    worker.postMessage(endpoint);
    try { return await answer; } finally { worker.terminate(); }";

async fn given_a_classic_worker_when_it_imports_the_script_then_the_wasm_is_found_beside_the_worker(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    kit.replace("worker.js", worker("phone-profile.js", "return look();"));
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let url = json!(format!("{}/worker.js", kit.url));
    let seen: Value = page
        .run(ASK_WORKER, vec![url, json!(page.gateway.origin)])
        .await;

    // then
    assert_eq!(seen, json!("+13105550100"));
    assert_eq!(kit.requests(WASM), 1);
    page.expect_no_problems().await;
}

async fn given_a_classic_worker_far_from_the_wasm_when_it_looks_up_then_the_error_names_the_line_that_helps(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    let elsewhere = stage.altered_kit();
    elsewhere.replace(WASM, Replaced::Status(404));
    let code = format!(
        "const message = await look().catch(({{ message }}) => message);
         PhoneProfile.configure({{ wasmUrl: new URL('{}/{WASM}', location.href).pathname }});
         return [message, await look()];",
        kit.url
    );
    let script = format!("{}/phone-profile.js", kit.url);
    elsewhere.replace("worker.js", worker(&script, &code));
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let url = json!(format!("{}/worker.js", elsewhere.url));
    let seen: Value = page
        .run(ASK_WORKER, vec![url, json!(page.gateway.origin)])
        .await;

    // then
    let message = seen[0].as_str().unwrap_or_else(|| panic!("{seen}"));
    let from = format!("{}/{WASM}", elsewhere.url);
    for part in [&*from, "status 404", "PhoneProfile.configure({ wasmUrl: "] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(seen[1], "+13105550100", "and the line helps");
    page.expect_no_problems().await;
}

/// Runs a module in Node, with the kit's directory and an endpoint in `process.argv`; gives what it prints.
async fn in_node(module: &str, endpoint: &str) -> Value {
    let kit = fs::canonicalize(harness::dist().join("phone-profile")).expect("the kit");
    let program = env::var_os("NODE").unwrap_or_else(|| "node".into());
    let output = Command::new(&program)
        // Whatever package.json there is above the kit says nothing about it.
        .arg("--disable-warning=MODULE_TYPELESS_PACKAGE_JSON")
        .args(["--input-type=module", "--eval", module, "--"])
        .arg(&kit)
        .arg(endpoint)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap_or_else(|error| panic!("starting {}: {error}", program.display()));
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && errors.is_empty(),
        "{printed}{errors}"
    );
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error} in {printed}"))
}

const IMPORT: &str = "import { pathToFileURL } from 'node:url';
    const [kit, endpoint] = process.argv.slice(-2);
    const load = (name) => import(pathToFileURL(`${kit}/${name}`).href);\n";

async fn given_node_when_a_number_is_looked_up_then_it_gets_its_profile(stage: Arc<Stage>) {
    // given
    let gateway = stage.gateway().await;

    // when
    let module = format!(
        "{IMPORT}const {{ attach, define, lookup, lookupMany, LookupError, PhoneProfileElement }} = await load('inline.js');
         const profile = await lookup('(310) 555-0102', {{ endpoint, region: 'US' }});
         const error = await lookup('+13105550124', {{ endpoint }}).catch((error) => error);
         const many = [];
         for await (const {{ number }} of lookupMany(['+13105550102', '+13105550106'], {{ endpoint }})) many.push(number);
         console.log(JSON.stringify([profile.number, profile.isVerified, error instanceof LookupError, error.code, many.sort(), define() === PhoneProfileElement]));"
    );
    let seen = in_node(&module, &gateway.origin).await;

    // then
    assert_eq!(
        seen,
        json!([
            "+13105550102",
            true,
            true,
            "unauthorized",
            ["+13105550102", "+13105550106"],
            true
        ])
    );
    assert_eq!(gateway.lookups("0102"), 1, "the second time from the cache");
}

async fn given_node_when_a_module_is_imported_then_nothing_happens(stage: Arc<Stage>) {
    // given a gateway that nobody asks
    let gateway = stage.gateway().await;

    // when
    let module = format!(
        "{IMPORT}const before = Object.getOwnPropertyNames(globalThis);
         const names = {{}};
         for (const file of ['index.js', 'define.js', 'define-node.js', 'define-list.js', 'lookup.js', 'inline.js']) names[file] = Object.keys(await load(file)).length > 3;
         const {{ configure, forget, mount }} = await load('index.js');
         configure({{ endpoint }});
         forget();
         let refused; try {{ mount('main', {{}}); }} catch (error) {{ refused = error instanceof Error; }}
         console.log(JSON.stringify([names, Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name)), refused]));"
    );
    let seen = in_node(&module, &gateway.origin).await;

    // then
    assert_eq!(
        seen,
        json!([{ "index.js": true, "define.js": false, "define-node.js": false, "define-list.js": false, "lookup.js": true, "inline.js": true }, [], true])
    );
}
