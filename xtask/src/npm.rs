//! The npm package: the kit as Trunk has built it, what editors and type checkers read, and a manifest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::package::description::Description;
use crate::package::{manifests, typings};
use crate::project::Project;
use crate::{build, kit, process, report};

/// The tarball that `npm publish` would send.
pub struct Package {
    pub tarball: PathBuf,
}

/// Modules that people import, by their names in `exports`.
const MODULES: [(&str, &str); 5] = [
    (".", "index"),
    ("./define", "define"),
    ("./lookup", "lookup"),
    ("./inline", "inline"),
    ("./react", "react"),
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
    for file in fs::read_dir(project.kit())? {
        let file = file?;
        fs::copy(file.path(), dir.join(file.file_name()))?;
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

fn manifest(version: &str) -> Value {
    let mut exports = serde_json::Map::new();
    for (name, module) in MODULES {
        let mut conditions = serde_json::Map::new();
        conditions.insert("types".into(), json!(format!("./{module}.d.ts")));
        // On a server the wasm is read from its file.
        if matches!(module, "index" | "lookup") {
            conditions.insert("node".into(), json!("./node.js"));
        }
        conditions.insert("default".into(), json!(format!("./{module}.js")));
        exports.insert(name.into(), conditions.into());
    }
    for name in TYPES {
        exports.insert(
            format!("./{name}"),
            json!({ "types": format!("./{name}.d.ts") }),
        );
    }
    for name in FILES {
        exports.insert(format!("./{name}"), json!(format!("./{name}")));
    }
    exports.insert("./package.json".into(), json!("./package.json"));
    json!({
        "name": "phone-profile",
        "version": version,
        "description": "A face, a name and a business badge for a phone number: a WebAssembly widget for dashboards",
        "keywords": ["web-components", "custom-element", "phone", "profile", "webassembly", "crm"],
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "sideEffects": ["./define.js", "./inline.js", "./node.js", "./phone-profile.js"],
        "main": "./index.js",
        "types": "./index.d.ts",
        "unpkg": "./phone-profile.js",
        "jsdelivr": "./phone-profile.js",
        "customElements": "./custom-elements.json",
        "web-types": "./web-types.json",
        "exports": exports,
        "peerDependencies": { "react": ">=18" },
        "peerDependenciesMeta": { "react": { "optional": true } },
        "engines": { "node": ">=18" },
    })
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
