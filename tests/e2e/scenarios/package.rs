//! The npm package as it was packed and installed: what it holds, and that Node can import it.

use std::{process::Command, sync::Arc};

use serde_json::{Value, json};

use crate::{harness::Stage, scenarios};

scenarios![
    given_the_packed_package_when_looked_through_then_everything_that_it_names_is_there,
    given_the_packed_package_when_hashed_then_the_integrities_are_those_of_its_files,
    given_node_when_each_entry_is_imported_then_it_has_its_names_and_no_effect,
    given_node_when_entries_are_imported_and_required_then_they_share_one_class_and_one_cache,
    given_a_tool_that_requires_commonjs_when_it_takes_each_entry_then_they_share_one_class,
    given_node_when_a_number_is_looked_up_then_the_answer_comes_from_the_gateway,
];

/// What a module script prints as JSON, run by Node where the package is installed.
async fn node(script: &str, args: &[&str]) -> Value {
    let examples = crate::harness::examples().unwrap();
    let mut command = Command::new("node");
    command
        .current_dir(examples)
        .args(["--input-type=module", "--eval", script])
        .args(args);
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stdout)))
}

const READ: &str = "
    import { existsSync, readFileSync, readdirSync } from 'node:fs';
    import { createHash } from 'node:crypto';
    import { dirname, join, relative } from 'node:path';
    const dir = './node_modules/phone-profile/';
    const json = (name) => JSON.parse(readFileSync(dir + name, 'utf8'));
    const manifest = json('package.json');
    const paths = (value) => typeof value === 'string' ? [value] : Object.values(value).flatMap(paths);
    const print = (value) => console.log(JSON.stringify(value));
";

async fn given_the_packed_package_when_looked_through_then_everything_that_it_names_is_there(
    _: Arc<Stage>,
) {
    let script = format!(
        "{READ}
        const named = [...paths(manifest.exports), manifest.main, manifest.types, manifest.unpkg, manifest.jsdelivr,
            manifest.customElements, manifest['web-types'], ...manifest.sideEffects,
            ...json('custom-elements.json').modules.map(({{ path }}) => path)];
        const files = readdirSync(dir, {{ recursive: true, withFileTypes: true }}).filter((file) => file.isFile() && !file.name.endsWith('.wasm'))
          .map(({{ name, path }}) => relative(dir, join(path, name)));
        const read = (name) => readFileSync(dir + name, 'utf8');
        const text = files.map(read).join();
        // A declaration names the module, and means what stands beside it.
        const meant = (file, path) => join(dirname(file), /\\.d\\.c?ts$/.test(file) ? path.replace(/\\.js$/, '.d.ts') : path.replace(/\\?.*/, ''));
        const imported = files.flatMap((file) =>
          [...read(file).matchAll(/(?:from|import|require)\\s*\\(?['\"](\\.\\.?\\/[^'\"]+)['\"]/g)].map(([, path]) => meant(file, path)));
        // `sideEffects` has a pattern for all themes.
        const isThere = (path) => {{
          const [start, end] = path.split('*');
          return end === undefined ? existsSync(dir + path) : files.some((file) => `./${{file}}`.startsWith(start) && file.endsWith(end));
        }};
        print({{
          missing: [...new Set([...named, ...imported])].filter((path) => !isThere(path)),
          count: named.length,
          entries: Object.keys(manifest.exports).filter((name) => !/\\.(json|js|wasm)$/.test(name)),
          untyped: Object.entries(manifest.exports).filter(([name, value]) => typeof value === 'object' && Object.keys(value)[0] !== 'types').map(([name]) => name),
          // Jest has no `import()` for CommonJS.
          dynamic: files.filter((file) => file.endsWith('.cjs') && /\\bimport\\(/.test(read(file))),
          places: /\\/(home|root|work|tmp)\\//.test(text),
          version: json('web-types.json').version === manifest.version,
        }});"
    );
    let seen = node(&script, &[]).await;
    assert_eq!(seen["missing"], json!([]));
    assert!(seen["count"].as_u64() > Some(30), "{seen}");
    for entry in [
        ".",
        "./define",
        "./lookup",
        "./inline",
        "./react",
        "./list",
        "./define-list",
        "./react-list",
    ] {
        assert!(
            seen["entries"].as_array().unwrap().contains(&json!(entry)),
            "{entry}"
        );
    }
    assert_eq!(seen["untyped"], json!([]), "types have to come first");
    assert_eq!(seen["dynamic"], json!([]));
    assert_eq!(
        (&seen["places"], &seen["version"]),
        (&json!(false), &json!(true))
    );
}

async fn given_the_packed_package_when_hashed_then_the_integrities_are_those_of_its_files(
    _: Arc<Stage>,
) {
    let script = format!(
        "{READ}
        const hash = (name) => 'sha384-' + createHash('sha384').update(readFileSync(dir + name)).digest('base64');
        const integrities = json('sri.json');
        print({{
          wrong: Object.keys(integrities).filter((name) => hash(name) !== integrities[name]),
          named: ['phone-profile.js', 'define.js', 'index.js', 'phone_profile_bg.wasm'].filter((name) => !(name in integrities)),
          // What loads the wasm holds its hash.
          without: ['index.js', 'phone-profile.js'].filter((name) => !readFileSync(dir + name, 'utf8').includes(hash('phone_profile_bg.wasm'))),
        }});"
    );
    assert_eq!(
        node(&script, &[]).await,
        json!({ "wrong": [], "named": [], "without": [] })
    );
}

async fn given_node_when_each_entry_is_imported_then_it_has_its_names_and_no_effect(_: Arc<Stage>) {
    let script = "
        const globals = () => Object.getOwnPropertyNames(globalThis).sort().join();
        const before = globals();
        const names = {};
        for (const entry of ['', '/define', '/lookup', '/inline', '/react'])
          names[entry] = Object.keys(await import('phone-profile' + entry)).sort();
        const { define, PhoneProfileElement, version } = await import('phone-profile');
        console.log(JSON.stringify({ names, same: before === globals(), defined: define() === PhoneProfileElement, version }));";
    let seen = node(script, &[]).await;
    let all = [
        "LookupError",
        "PhoneProfileElement",
        "attach",
        "configure",
        "define",
        "embedWasm",
        "forget",
        "init",
        "lookup",
        "lookupMany",
        "mount",
        "standIn",
        "version",
    ];
    assert_eq!(seen["names"][""], json!(all));
    assert_eq!(seen["names"]["/inline"], json!(all));
    assert_eq!(seen["names"]["/define"], json!([]));
    assert_eq!(seen["names"]["/react"], json!(["PhoneProfile"]));
    assert_eq!(
        (&seen["same"], &seen["defined"], &seen["version"]),
        (
            &json!(true),
            &json!(true),
            &json!(env!("CARGO_PKG_VERSION"))
        )
    );
}

async fn given_node_when_entries_are_imported_and_required_then_they_share_one_class_and_one_cache(
    stage: Arc<Stage>,
) {
    let gateway = stage.gateway().await;
    let script = "
        import { createRequire } from 'node:module';
        import { Worker } from 'node:worker_threads';
        const [endpoint] = process.argv.slice(1);
        const require = createRequire(`${process.cwd()}/`);
        const kits = [];
        for (const entry of ['', '/inline']) kits.push(await import('phone-profile' + entry), require('phone-profile' + entry));
        const lookups = [(await import('phone-profile/lookup')).lookup, require('phone-profile/lookup').lookup];
        await import('phone-profile/define');
        require('phone-profile/define');
        for (const { lookup } of [...kits, { lookup: lookups[0] }]) await lookup('+13105550123', { endpoint });
        const worker = new Worker(`Promise.all([import('phone-profile'), import('node:worker_threads')]).then(async ([{ lookup }, { parentPort }]) =>
          parentPort.postMessage((await lookup('+13105550102', { endpoint: '${endpoint}' })).number))`, { eval: true });
        const inWorker = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
        console.log(JSON.stringify([new Set(kits.map((kit) => kit.PhoneProfileElement)).size, new Set([...kits.map((kit) => kit.lookup), ...lookups]).size, inWorker]));";
    let seen = node(script, &[&gateway.origin]).await;
    assert_eq!(seen, json!([1, 1, "+13105550102"]));
    assert_eq!(gateway.lookups("0123"), 1);
}

async fn given_a_tool_that_requires_commonjs_when_it_takes_each_entry_then_they_share_one_class(
    stage: Arc<Stage>,
) {
    let gateway = stage.gateway().await;
    // Node itself never takes these: what `exports` says of tools is followed by hand.
    let script = format!(
        "{READ}
        import {{ createRequire }} from 'node:module';
        const require = createRequire(`${{process.cwd()}}/`);
        const take = (entry) => {{
          const of = (conditions) => Object.entries(conditions).find(([name]) => ['browser', 'require', 'default'].includes(name))[1];
          return require(join(process.cwd(), dir, of(manifest.exports[entry])));
        }};
        const [endpoint] = process.argv.slice(1);
        const globals = Object.keys(globalThis).join();
        const names = Object.fromEntries(['.', './define', './lookup', './inline', './react', './frame', './list', './define-list', './react-list'].map((entry) => [entry, Object.keys(take(entry))]));
        const {{ PhoneProfileElement, lookup }} = take('.');
        print([
          Object.values(names).map((found) => found.length > 0),
          take('./inline').PhoneProfileElement === PhoneProfileElement,
          take('./lookup').lookup === lookup,
          (await lookup('+13105550102', {{ endpoint }})).number,
          globals === Object.keys(globalThis).join(),
        ]);"
    );
    let seen = node(&script, &[&gateway.origin]).await;
    let has_names = [true, false, true, true, true, true, true, false, true];
    assert_eq!(seen, json!([has_names, true, true, "+13105550102", true]));
}

async fn given_node_when_a_number_is_looked_up_then_the_answer_comes_from_the_gateway(
    stage: Arc<Stage>,
) {
    let gateway = stage.gateway().await;
    let script = "
        import { lookup, lookupMany } from 'phone-profile';
        const [endpoint] = process.argv.slice(1);
        const profile = await lookup('+1 310 555 0123', { endpoint });
        const many = [];
        for await (const { number, profile, error } of lookupMany(['+13105550106', 'Maya'], { endpoint }))
          many.push([number, profile?.isWhatsApp ?? null, error?.code ?? null]);
        console.log(JSON.stringify({ name: profile.name, many: many.sort() }));";
    let seen = node(script, &[&gateway.origin]).await;
    assert_eq!(
        seen,
        json!({ "name": "Maya Lindqvist", "many": [["+13105550106", false, null], ["Maya", null, "invalid-number"]] })
    );
    assert_eq!(gateway.lookups("0123"), 1);
}
