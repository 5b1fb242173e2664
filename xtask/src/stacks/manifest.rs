//! The examples that are projects of their own, by what their `package.json` says.
//!
//! `"phoneProfile": { "title", "lookups", "needsNode"?, "variants"?, "pages"?, "csp"?, "packages"?,
//! "installScripts"? }`: what a variant is, is said in examples/README.md; what a page is held to, in
//! tests/e2e/stacks.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// An example, or a variant of it.
#[derive(Debug, Clone)]
pub struct Stack {
    /// The folder's name, with the variant's after a plus: `vite+vite-5`.
    pub name: String,
    pub title: String,
    /// The example's folder.
    pub source: PathBuf,
    /// Why this Node can't run it.
    pub needs_node: Option<String>,
    pub has_install_scripts: bool,
    /// `package.json`, with the variant's versions.
    pub manifest: Map<String, Value>,
}

/// All of them, in the order of their names.
pub fn stacks(examples: &Path) -> Result<Vec<Stack>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(examples)? {
        folders.push(entry?.path());
    }
    folders.sort();
    let mut stacks = Vec::new();
    for folder in folders {
        let Ok(text) = fs::read_to_string(folder.join("package.json")) else {
            continue;
        };
        let of = || format!("{}/package.json", folder.display());
        let manifest: Map<String, Value> = serde_json::from_str(&text).with_context(of)?;
        stacks.extend(Stack::all_of(&folder, manifest).with_context(of)?);
    }
    Ok(stacks)
}

impl Stack {
    /// The example itself, and then its variants. None, if it says nothing of us.
    fn all_of(folder: &Path, manifest: Map<String, Value>) -> Result<Vec<Self>> {
        let Some(said) = manifest.get("phoneProfile").cloned() else {
            return Ok(Vec::new());
        };
        let text = |key: &str| said.get(key).and_then(Value::as_str);
        let name = folder.file_name().context("a folder has a name")?;
        let stack = Self {
            name: name.to_string_lossy().into_owned(),
            title: text("title").context("no phoneProfile.title")?.to_owned(),
            source: folder.to_path_buf(),
            needs_node: text("needsNode").map(str::to_owned),
            has_install_scripts: said.get("installScripts") == Some(&Value::Bool(true)),
            manifest,
        };
        let mut stacks = vec![stack.clone()];
        for (title, versions) in said
            .get("variants")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let versions = versions.as_object().context("a variant's versions")?;
            stacks.push(stack.variant(title, versions));
        }
        Ok(stacks)
    }

    fn variant(&self, title: &str, versions: &Map<String, Value>) -> Self {
        let mut stack = self.clone();
        stack.name = format!("{}+{}", self.name, slug(title));
        stack.title = format!("{}: {title}", self.title);
        for (package, version) in versions {
            // The same versions, used otherwise.
            if let ("scripts", Value::Object(scripts)) = (package.as_str(), version) {
                stack.object("scripts").extend(scripts.clone());
                continue;
            }
            let is_direct = stack.object("dependencies").contains_key(package);
            let kind = if is_direct {
                "dependencies"
            } else {
                "devDependencies"
            };
            stack.object(kind).insert(package.clone(), version.clone());
        }
        stack
    }

    /// Makes it depend on this tarball, wherever the package is named.
    pub fn depend_on(&mut self, tarball: &str) {
        let is_dev = self.object("devDependencies").contains_key(PACKAGE);
        let kind = if is_dev {
            "devDependencies"
        } else {
            "dependencies"
        };
        self.object(kind)
            .insert(PACKAGE.to_owned(), format!("file:{tarball}").into());
    }

    /// Whether somebody means this one, or it as one of several.
    pub fn is_called(&self, name: &str) -> bool {
        let folder = self.name.split('+').next();
        self.name == name || folder == Some(name)
    }

    /// What the table says that it is made of: what it names itself, or all that isn't types.
    pub fn packages(&self) -> Vec<String> {
        let named = self
            .manifest
            .get("phoneProfile")
            .and_then(|said| said.get("packages"));
        if let Some(named) = named.and_then(Value::as_array) {
            let names = named.iter().filter_map(Value::as_str);
            return names.map(str::to_owned).collect();
        }
        let kinds = ["dependencies", "devDependencies"];
        let all = kinds
            .iter()
            .filter_map(|kind| self.manifest.get(*kind)?.as_object());
        all.flat_map(Map::keys)
            .filter(|name| {
                *name != PACKAGE && *name != "typescript" && !name.starts_with("@types/")
            })
            .cloned()
            .collect()
    }

    /// The dependencies of a kind, or the scripts.
    fn object(&mut self, key: &str) -> &mut Map<String, Value> {
        let entry = self
            .manifest
            .entry(key)
            .or_insert_with(|| Value::Object(Map::new()));
        if !entry.is_object() {
            *entry = Value::Object(Map::new());
        }
        match entry {
            Value::Object(map) => map,
            _ => unreachable!("it has just been made one"),
        }
    }
}

const PACKAGE: &str = "phone-profile";

/// `Vite 5` → `vite-5`
fn slug(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn example(manifest: &str) -> Vec<Stack> {
        let manifest = serde_json::from_str(manifest).unwrap();
        Stack::all_of(Path::new("/examples/vite"), manifest).unwrap()
    }

    #[test]
    fn given_variants_when_read_then_each_is_a_stack_with_its_versions() {
        let stacks = example(
            r#"{ "dependencies": { "phone-profile": "file:old.tgz", "vue": "3.5.1" },
                 "devDependencies": { "vite": "8.0.0", "@types/node": "20.1.0" },
                 "phoneProfile": { "title": "Vite", "variants": { "Vite 5": { "vite": "5.4.21" } } } }"#,
        );
        let names: Vec<_> = stacks.iter().map(|stack| stack.name.as_str()).collect();
        assert_eq!(names, ["vite", "vite+vite-5"]);
        assert_eq!(stacks[1].title, "Vite: Vite 5");
        assert_eq!(stacks[0].manifest["devDependencies"]["vite"], "8.0.0");
        assert_eq!(stacks[1].manifest["devDependencies"]["vite"], "5.4.21");
        assert_eq!(stacks[1].packages(), ["vue", "vite"]);
        assert!(stacks.iter().all(|stack| stack.is_called("vite")));
        assert!(stacks[1].is_called("vite+vite-5") && !stacks[0].is_called("vite+vite-5"));
    }

    #[test]
    fn given_a_variant_with_scripts_when_read_then_it_runs_them_in_place_of_the_same_ones() {
        let stacks = example(
            r#"{ "scripts": { "build": "next build", "check": "tsc" }, "dependencies": { "next": "16.4.6" },
                 "phoneProfile": { "title": "Next", "variants": {
                     "webpack": { "scripts": { "build": "next build --webpack" } } } } }"#,
        );
        let scripts = &stacks[1].manifest["scripts"];
        assert_eq!(
            (&scripts["build"], &scripts["check"]),
            (&"next build --webpack".into(), &"tsc".into())
        );
        assert_eq!(stacks[1].packages(), ["next"]);
    }

    #[test]
    fn given_a_tarball_when_depended_on_then_it_stands_where_the_package_stood() {
        let mut stack = example(
            r#"{ "devDependencies": { "phone-profile": "file:old.tgz" }, "phoneProfile": { "title": "Jest" } }"#,
        )
        .remove(0);
        stack.depend_on("new.tgz");
        assert_eq!(
            stack.manifest["devDependencies"]["phone-profile"],
            "file:new.tgz"
        );
        assert!(!stack.manifest.contains_key("dependencies"));
    }

    #[test]
    fn given_a_package_that_says_nothing_of_us_when_read_then_it_is_no_stack() {
        assert!(example(r#"{ "name": "other" }"#).is_empty());
    }
}
