//! The npm package: the kit as Trunk has built it, what editors and type checkers read, and a manifest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::{Value, json};

use crate::package::description::Description;
use crate::package::{manifests, typings};
use crate::project::Project;
use crate::{build, finish, kit, process, report};

/// The tarball that `npm publish` would send.
pub struct Package {
    pub tarball: PathBuf,
}

/// Modules that people import, by their names in `exports`.
const MODULES: [(&str, &str); 6] = [
    (".", "index"),
    ("./define", "define"),
    ("./lookup", "lookup"),
    ("./inline", "inline"),
    ("./react", "react"),
    ("./frame", "frame"),
];

/// Types alone, for the elements that templates name.
const TYPES: [&str; 5] = ["jsx", "preact", "solid", "vue", "svelte"];

/// Files that are read as they are.
const FILES: [&str; 7] = [
    "phone-profile.js",
    "phone_profile_bg.wasm",
    "custom-elements.json",
    "web-types.json",
    "vscode.html-custom-data.json",
    "vscode.css-custom-data.json",
    "sri.json",
];

/// Builds the kit, and the package of it.
pub fn run(project: &Project) -> Result<Package> {
    build::dist(project)?;
    let dir = project.target_dir.join("npm/phone-profile");
    report::step("making the npm package", "a second", || make(project, &dir))?;
    let out = dir.parent().context("the package's directory")?;
    let mut pack = Command::new(process::find("npm").context("npm is gone")?);
    pack.current_dir(&dir)
        .args(["pack", "--silent", "--pack-destination"])
        .arg(out);
    let name = process::output(&mut pack).context("npm pack")?;
    let tarball = out.join(name.trim());
    if !tarball.is_file() {
        bail!("npm pack left no {}", tarball.display());
    }
    report::note(&format!(
        "the package is {}, its tarball {}",
        dir.display(),
        tarball.display()
    ));
    Ok(Package { tarball })
}

fn make(project: &Project, dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir)?;
    }
    fs::create_dir_all(dir)?;
    for file in finish::files(&project.kit())? {
        // For web servers, which a package isn't served by.
        if file.extension().is_some_and(|extension| extension == "br") {
            continue;
        }
        fs::copy(&file, dir.join(file.file_name().unwrap_or_default()))?;
    }
    for name in ["LICENSE", "CHANGELOG.md"] {
        fs::copy(project.root.join(name), dir.join(name))?;
    }
    let description = Description::read(project)?;
    let version = env!("CARGO_PKG_VERSION");
    let write = |name: &str, text: String| {
        fs::write(dir.join(name), text).with_context(|| format!("writing {name}"))
    };
    write(
        "custom-elements.json",
        manifests::custom_elements(&description, version),
    )?;
    write(
        "web-types.json",
        manifests::web_types(&description, version),
    )?;
    write(
        "vscode.html-custom-data.json",
        manifests::html_data(&description),
    )?;
    write(
        "vscode.css-custom-data.json",
        manifests::css_data(&description),
    )?;
    write("jsx.d.ts", typings::react_jsx(&description))?;
    write("preact.d.ts", typings::preact_jsx(&description))?;
    write("solid.d.ts", typings::solid_jsx(&description))?;
    write("vue.d.ts", typings::vue(&description))?;
    write("svelte.d.ts", typings::svelte(&description))?;
    write("README.md", readme(&project.root)?)?;
    write("sri.json", pretty(&integrities(dir)?))?;
    write("package.json", pretty(&manifest(version)))
}

/// The project's own, whose pictures and further documents stay in the repository.
fn readme(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join("README.md"))?;
    let lines = text.lines().filter(|line| !line.starts_with("!["));
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

/// Subresource Integrity of everything that a page can load.
fn integrities(dir: &Path) -> Result<BTreeMap<&'static str, String>> {
    kit::files()
        .filter(|name| !matches!(*name, "node.js" | "react.js"))
        .map(|name| {
            let content = fs::read(dir.join(name)).with_context(|| format!("reading {name}"))?;
            Ok((name, kit::integrity(&content)))
        })
        .collect()
}

/// `package.json`. Typed, since the order of an entry's conditions counts: the first that fits is
/// taken, and a map of serde_json has none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    name: &'static str,
    version: String,
    description: &'static str,
    keywords: [&'static str; 6],
    license: &'static str,
    r#type: &'static str,
    side_effects: [&'static str; 4],
    main: &'static str,
    types: &'static str,
    unpkg: &'static str,
    jsdelivr: &'static str,
    custom_elements: &'static str,
    #[serde(rename = "web-types")]
    web_types: &'static str,
    exports: BTreeMap<String, Entry>,
    peer_dependencies: Value,
    peer_dependencies_meta: Value,
    engines: Value,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    File(String),
    Module {
        types: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        node: Option<&'static str>,
        default: String,
    },
    Types {
        types: String,
    },
}

fn manifest(version: &str) -> Manifest {
    let modules = MODULES.iter().map(|(name, module)| {
        let entry = Entry::Module {
            types: format!("./{module}.d.ts"),
            // On a server the wasm is read from its file.
            node: matches!(*module, "index" | "lookup").then_some("./node.js"),
            default: format!("./{module}.js"),
        };
        ((*name).to_owned(), entry)
    });
    let types = TYPES.iter().map(|name| {
        let types = format!("./{name}.d.ts");
        (format!("./{name}"), Entry::Types { types })
    });
    let files = FILES
        .iter()
        .chain(&["package.json"])
        .map(|name| (format!("./{name}"), Entry::File(format!("./{name}"))));
    Manifest {
        name: "phone-profile",
        version: version.to_owned(),
        description: "A face, a name and a business badge for a phone number: a WebAssembly widget for dashboards",
        keywords: [
            "web-components",
            "custom-element",
            "phone",
            "profile",
            "webassembly",
            "crm",
        ],
        license: "MIT OR Apache-2.0",
        r#type: "module",
        side_effects: [
            "./define.js",
            "./inline.js",
            "./node.js",
            "./phone-profile.js",
        ],
        main: "./index.js",
        types: "./index.d.ts",
        unpkg: "./phone-profile.js",
        jsdelivr: "./phone-profile.js",
        custom_elements: "./custom-elements.json",
        web_types: "./web-types.json",
        exports: modules.chain(types).chain(files).collect(),
        peer_dependencies: json!({ "react": ">=18" }),
        peer_dependencies_meta: json!({ "react": { "optional": true } }),
        engines: json!({ "node": ">=18" }),
    }
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_an_entry_when_written_then_types_come_first_and_the_default_last() {
        let text = pretty(&manifest("1.2.3"));
        let at = |word: &str| text.find(word).unwrap_or(usize::MAX);
        let (_, rest) = text.split_once("\".\": {").unwrap_or_default();
        let keys: Vec<_> = rest
            .lines()
            .take(4)
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert_eq!(keys, ["types", "node", "default"]);
        assert!(at("\"version\": \"1.2.3\"") < usize::MAX);
    }
}
