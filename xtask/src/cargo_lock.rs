//! Reading a dependency's version from Cargo.lock.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;

/// The wasm-bindgen command line tool must be of exactly the library's version: the two share an
/// unversioned format.
pub fn wasm_bindgen_version(project: &Project) -> Result<String> {
    let file = project.root.join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    version_of("wasm-bindgen", &text).context("Cargo.lock has no wasm-bindgen")
}

fn version_of(package: &str, lock: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| line.trim() != name);
    lines.next()?;
    let version = lines.next()?.trim().strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n]\n";

    #[test]
    fn given_a_lock_file_when_read_then_the_version_is_that_of_the_exact_name() {
        assert_eq!(version_of("wasm-bindgen", LOCK).unwrap(), "0.2.130");
        assert_eq!(version_of("wasm", LOCK), None);
    }

    #[test]
    fn given_this_repository_when_compared_then_trunk_wants_the_locked_wasm_bindgen() {
        // Otherwise Trunk would look for another one, and try to download it.
        let project = Project::locate().unwrap();
        let trunk = fs::read_to_string(project.root.join("Trunk.toml")).unwrap();
        let locked = wasm_bindgen_version(&project).unwrap();
        assert!(
            trunk.contains(&format!("wasm_bindgen = \"{locked}\"")),
            "Trunk.toml names another wasm-bindgen than Cargo.lock ({locked})"
        );
    }

    #[test]
    fn given_this_repository_when_compared_then_trunk_wants_the_binaryen_of_the_npm_tools() {
        let project = Project::locate().unwrap();
        let trunk = fs::read_to_string(project.root.join("Trunk.toml")).unwrap();
        let package = fs::read_to_string(project.root.join("xtask/tools/package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&package).unwrap();
        let binaryen = package
            .pointer("/dependencies/binaryen")
            .and_then(serde_json::Value::as_str)
            .unwrap();
        let major = binaryen.split('.').next().unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")));
    }
}
