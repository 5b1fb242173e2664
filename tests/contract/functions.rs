//! The modules' exports, and the options of the functions.

use phone_profile::lookup::client::CacheMode;

use crate::source::{
    Names, braces, brackets, declarations, file, following, keys, members, names, quoted,
};

/// Names in `export { a, b } from …`
fn exported() -> Names {
    let index = file("static/shell/index.js");
    let mut found = Names::new();
    for list in index.split("export {").skip(1) {
        let list = list.split('}').next().unwrap();
        found.extend(list.split(',').map(|name| name.trim().to_owned()));
    }
    found
}

#[test]
fn given_the_exports_of_index_js_when_compared_then_each_is_declared_and_nothing_else() {
    let declarations = declarations();
    let mut declared = Names::new();
    for kind in ["class", "function", "const"] {
        declared.extend(following(&declarations, &format!("export {kind} ")));
    }
    assert_eq!(exported(), declared);
}

#[test]
fn given_the_exports_when_looked_for_then_their_modules_have_them() {
    let index = file("static/shell/index.js");
    for line in index.lines().filter(|line| line.starts_with("export {")) {
        let module = line.split('\'').nth(1).expect("a module");
        let text = file(&format!("static/shell/{}", module.trim_start_matches("./")));
        for name in line
            .split(['{', '}'])
            .nth(1)
            .unwrap()
            .split(',')
            .map(str::trim)
        {
            let forms = [
                "function",
                "async function",
                "async function*",
                "class",
                "const",
                "let",
            ];
            let exists = forms
                .iter()
                .any(|form| text.contains(&format!("export {form} {name}")));
            assert!(exists, "{module} has no {name}");
        }
    }
}

#[test]
fn given_define_js_when_read_then_it_registers_and_exports_nothing() {
    let text = file("static/shell/define.js");
    assert!(text.contains("\ndefine();") && !text.contains("export"));
    let declared = file("static/shell/define.d.ts");
    assert_eq!(declared.matches("export").count(), 1);
    assert!(declared.contains("export {};"));
}

#[test]
fn given_the_version_when_compared_then_the_shell_and_the_crate_have_the_same() {
    let version = file("static/shell/version.js");
    assert_eq!(
        quoted(version.split("export ").nth(1).unwrap()),
        names([env!("CARGO_PKG_VERSION")])
    );
}

#[test]
fn given_the_options_of_a_lookup_when_compared_then_rust_reads_each_of_them() {
    let fields = file("static/shell/fields.js");
    let mut read = quoted(brackets(&fields, "const ASK ="));
    read.extend(quoted(brackets(&fields, "const LOOKUP =")));
    assert!(read.remove("number"), "a parameter of its own");
    assert!(read.remove("bulk"), "set by lookupMany, not by pages");
    assert!(file("static/shell/many.js").contains("bulk: true"));
    // These two are no texts.
    assert!(file("static/shell/phone_profile.js").contains("const { signal } = options;"));
    read.insert("signal".into());
    assert!(file("static/shell/errands.js").contains("{ headers, fetch }"));
    read.insert("headers".into());
    assert_eq!(read, keys("LookupOptions"));
}

#[test]
fn given_the_options_of_init_when_compared_then_the_loader_reads_each_of_them() {
    let loader = file("static/shell/loader.js");
    let read: Names = braces(&loader, "async function start(")
        .split(',')
        .filter_map(|name| Some(name.trim().split(' ').next()?.to_owned()))
        .collect();
    assert_eq!(read, keys("InitOptions"));
}

#[test]
fn given_the_cache_modes_when_read_then_each_declared_word_is_a_mode_of_its_own() {
    let (_, declared) = members("LookupOptions")
        .into_iter()
        .find(|(name, _)| name == "cache")
        .unwrap();
    let words = quoted(&declared);
    let mut modes: Vec<_> = words.iter().map(|word| CacheMode::read(word)).collect();
    modes.dedup();
    assert_eq!(modes.len(), 4, "{words:?}");
    assert!(words.contains("default") && CacheMode::read("default") == CacheMode::Default);
}

#[test]
fn given_the_handle_of_mount_when_compared_then_it_has_what_is_declared() {
    let mount = file("static/shell/mount.js");
    let body = braces(&mount, "return").to_owned();
    for name in names(["element", "ready", "update", "refresh", "unmount"]) {
        assert!(body.contains(&name), "{name} is not given");
        let declarations = declarations();
        let handle = braces(&declarations, "interface CardHandle ").to_owned();
        assert!(handle.contains(&name), "{name} is not declared");
    }
}
