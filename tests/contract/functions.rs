//! The modules' exports, and the options of the functions.

use phone_profile::lookup::request::CacheMode;

use crate::source::{Names, braces, brackets, file, following, keys, members, names, quoted};

/// Values, and types, in `export { a, type B } from …`
fn exported(entry: &str) -> (Names, Names) {
    let source = file(&format!("shell/src/entries/{entry}.ts"));
    let (mut values, mut types) = (Names::new(), Names::new());
    for statement in source.split("export ").skip(1) {
        let only_types = statement.starts_with("type ");
        let list = statement.split(['{', '}']).nth(1).expect("a list");
        for name in list
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            match name.strip_prefix("type ") {
                Some(name) => types.insert(name.to_owned()),
                None if only_types => types.insert(name.to_owned()),
                None => values.insert(name.to_owned()),
            };
        }
    }
    (values, types)
}

#[test]
fn given_the_exports_of_index_js_when_compared_then_they_are_those_of_the_contract() {
    let (mut values, types) = exported("index");
    // For other entries alone: tsc leaves what is marked so out of the declarations.
    let source = file("shell/src/entries/index.ts");
    for internal in ["embedWasm", "standIn"] {
        assert!(values.remove(internal), "{internal}");
        let (before, _) = source.split_once(internal).expect("an export");
        let (_, statement) = before.rsplit_once("/**").expect("a comment");
        assert!(statement.starts_with(" @internal"), "{internal}");
    }
    let functions = [
        "LookupError",
        "PhoneProfileElement",
        "attach",
        "configure",
        "define",
        "forget",
        "init",
        "lookup",
        "lookupMany",
        "mount",
        "version",
    ];
    assert_eq!(values, names(functions));
    let declared = [
        "AttachOptions",
        "BusinessProfile",
        "CardHandle",
        "CardState",
        "ConfigureOptions",
        "InitOptions",
        "LookupErrorCode",
        "LookupOptions",
        "LookupResult",
        "MountOptions",
        "NameMatch",
        "NameMatchReason",
        "PhoneProfileEvent",
        "PhoneProfileEventDetail",
        "PhoneProfileEventMap",
        "PictureState",
        "Profile",
        "ProfileWarning",
        "Quota",
        "ShownPictureState",
        "Signal",
        "SingleLookupOptions",
        "Strings",
    ];
    assert_eq!(types, names(declared));
}

#[test]
fn given_lookup_js_when_compared_then_it_exports_a_part_of_index_js() {
    let (index, of_index) = exported("index");
    let (lookup, of_lookup) = exported("lookup");
    assert!(lookup.is_subset(&index) && of_lookup.is_subset(&of_index));
    assert!(lookup.contains("lookupMany") && !lookup.contains("define"));
}

#[test]
fn given_define_js_when_read_then_it_registers_and_exports_nothing() {
    let text = file("shell/src/entries/define.ts");
    assert!(text.contains("\ndefine();"));
    assert_eq!(text.matches("export").count(), 1);
    assert!(text.contains("export type {} from"));
}

#[test]
fn given_the_version_when_compared_then_the_shell_and_the_crate_have_the_same() {
    let version = file("shell/src/version.ts");
    assert_eq!(
        quoted(version.split("export ").nth(1).unwrap()),
        names([env!("CARGO_PKG_VERSION")])
    );
}

#[test]
fn given_the_options_of_a_lookup_when_compared_then_the_shell_reads_each_of_them() {
    let source = file("shell/src/runtime/lookup-request.ts");
    let reader = braces(&source, "export function readLookupRequest(");
    let mut read = following(reader, "(options, '");
    assert!(read.remove("bulk"), "set by lookupMany, not by pages");
    assert!(file("shell/src/functions/lookup-many.ts").contains("bulk: true"));
    // The one that Rust gets beside the request.
    assert!(file("shell/src/runtime/lookup.ts").contains("const { signal } = options;"));
    read.insert("signal".into());
    assert_eq!(read, keys("LookupOptions"));
}

#[test]
fn given_the_options_of_a_lookup_when_compared_then_a_wrong_type_of_each_is_warned_of() {
    let source = file("shell/src/runtime/validate.ts");
    let (_, rules) = source.split_once("const RULES").expect("rules");
    let rules = rules.split("\n]);").next().unwrap();
    let mut checked = following(rules, "\n  ['");
    assert!(checked.remove("strings"), "an option of configure()");
    assert!(checked.remove("expectedName"), "of lookup() alone");
    assert_eq!(checked, keys("LookupOptions"));
}

#[test]
fn given_the_options_of_init_when_compared_then_the_loader_reads_each_of_them() {
    let loader = file("shell/src/loader/loader.ts");
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
    let read = |word: &String| serde_json::from_value(word.as_str().into()).unwrap();
    let mut modes: Vec<CacheMode> = words.iter().map(read).collect();
    modes.dedup();
    assert_eq!(modes.len(), 4, "{words:?}");
    assert_eq!(read(&"default".to_owned()), CacheMode::Default);
}

#[test]
fn given_the_options_of_attach_when_compared_then_the_shell_reads_and_docs_attach_md_names_each_of_them()
 {
    let declared = keys("AttachOptions");
    let source = file("shell/src/attach/read-options.ts");
    let mut read = names_in(braces(&source, "\n  const "));
    assert!(read.remove("...card"), "the rest is the card's");
    assert_eq!(read, declared);
    let docs = file("docs/attach.md");
    let rows: Vec<Vec<&str>> = docs
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let documented: Names = rows
        .iter()
        .map(|row| row[0].trim_matches('`').to_owned())
        .collect();
    assert_eq!(documented, declared);
    for (name, default) in [
        ("offset", "offset, 8)"),
        ("showDelayMs", "showDelayMs, 500)"),
        ("hideDelayMs", "hideDelayMs, 300)"),
    ] {
        assert!(source.contains(default), "{name}");
        let row = rows
            .iter()
            .find(|row| row[0] == format!("`{name}`"))
            .unwrap();
        assert!(default.ends_with(&format!(", {})", row[2])), "{row:?}");
    }
}

#[test]
fn given_the_words_of_attachs_options_when_compared_then_types_shell_and_docs_have_the_same() {
    let source = file("shell/src/attach/read-options.ts");
    let docs = file("docs/attach.md");
    let option = |name: &str| {
        let members = members("AttachOptions");
        members.into_iter().find(|(key, _)| key == name).unwrap().1
    };
    let parts = quoted(&option("hide"));
    assert_eq!(quoted(brackets(&source, "const PARTS =")), parts);
    let row = docs
        .lines()
        .find(|line| line.starts_with("| `hide`"))
        .unwrap();
    for part in &parts {
        assert!(row.contains(&format!("`{part}`")), "{part}");
    }
    let sides = quoted(brackets(&source, "const SIDES ="));
    let placements: Names = sides
        .iter()
        .flat_map(|side| ["", "-start", "-end"].map(|end| format!("{side}{end}")))
        .collect();
    assert_eq!(quoted(&option("placement")), placements);
}

/// `a, b = C, d`
fn names_in(list: &str) -> Names {
    let names = list.split(',').filter_map(|name| name.split('=').next());
    names.map(|name| name.trim().to_owned()).collect()
}
