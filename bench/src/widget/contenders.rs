//! Who is compared: our embed, loaded in two ways, and the six cards that do the same work.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// One way to put a card on a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Contender {
    /// As pages and measurements name it.
    pub id: &'static str,
    /// As people read it.
    pub name: &'static str,
    /// The npm package whose version counts.
    package: Option<&'static str>,
}

const fn contender(
    id: &'static str,
    name: &'static str,
    package: Option<&'static str>,
) -> Contender {
    Contender { id, name, package }
}

/// Our embed as docs/embedding.md has it.
pub const OURS: &str = "phone-profile";
pub const VANILLA: &str = "vanilla";
pub const LIT: &str = "lit";
/// What the others are shown relative to: small, fast and in wide use.
pub const PREACT: &str = "preact";
pub const REACT: &str = "react";

pub const ALL: [Contender; 8] = [
    contender(OURS, "phone-profile", None),
    contender("phone-profile-one-line", "phone-profile, one line", None),
    contender(VANILLA, "no library", None),
    contender(LIT, "Lit", Some("lit")),
    contender(PREACT, "Preact", Some("preact")),
    contender("svelte", "Svelte", Some("svelte")),
    contender("vue", "Vue", Some("vue")),
    contender(REACT, "React", Some("react")),
];

/// The others, each with another library or none.
pub fn peers() -> impl Iterator<Item = &'static Contender> {
    ALL.iter().filter(|contender| !contender.is_ours())
}

impl Contender {
    pub fn is_ours(&self) -> bool {
        self.id.starts_with(OURS)
    }
}

/// The libraries with the versions that the bench's manifest pins.
pub fn versions(bench: &Path) -> Result<Vec<(&'static str, String)>> {
    let file = bench.join("package.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let manifest: Value = serde_json::from_str(&text)?;
    let pinned = |package: &str| {
        let version = manifest.get("devDependencies")?.get(package)?.as_str()?;
        Some(version.to_owned())
    };
    let wanted = ALL
        .iter()
        .filter_map(|contender| Some((contender.name, contender.package?)))
        .chain([("esbuild", "esbuild"), ("puppeteer-core", "puppeteer-core")]);
    wanted
        .map(|(name, package)| {
            let version =
                pinned(package).with_context(|| format!("{} has no {package}", file.display()))?;
            Ok((name, version))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_the_contenders_when_peers_are_asked_for_then_none_of_ours_is_among_them() {
        let peers: Vec<_> = peers().map(|peer| peer.id).collect();
        assert_eq!(
            peers,
            ["vanilla", "lit", "preact", "svelte", "vue", "react"]
        );
    }

    #[test]
    fn given_the_benchs_manifest_when_read_then_every_library_has_an_exact_version() {
        let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (name, version) in versions(bench).unwrap() {
            assert!(
                version.starts_with(|c: char| c.is_ascii_digit()),
                "{name} {version}"
            );
        }
    }

    #[test]
    fn given_a_manifest_without_a_library_when_read_then_the_error_names_it() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("package.json"), r#"{"devDependencies":{}}"#).unwrap();
        let error = versions(dir.path()).unwrap_err();
        assert!(error.to_string().ends_with("has no lit"), "{error}");
    }
}
