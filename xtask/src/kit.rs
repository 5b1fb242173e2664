//! The embed kit: which modules it has, and what each of them is made of.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha384};

use crate::esbuild::Esbuild;
use crate::finish;

/// One file of JavaScript that is made of the modules in `static/shell`.
struct Entry {
    /// Its name there.
    source: &'static str,
    /// Its name in the kit.
    name: &'static str,
    kind: Kind,
}

enum Kind {
    /// A module beside others of the kit, which it leaves as they are, by their names.
    Beside(&'static [&'static str]),
    /// A module beside index.js, for React's client.
    React,
    /// A module with everything in it, the wasm too: nothing else is fetched.
    Inline,
    /// A module with everything but the wasm, for Node.
    Node,
    /// A classic script with everything but the wasm.
    Script,
}

const ENTRIES: [Entry; 13] = [
    entry(
        "phone_profile.js",
        "phone_profile.js",
        Kind::Beside(&["options.js"]),
    ),
    entry("options.js", "options.js", Kind::Beside(&[])),
    entry(
        "index.js",
        "index.js",
        Kind::Beside(&["phone_profile.js", "attach.js", "many.js", "problem.js"]),
    ),
    // These share one module, and so one element class and one cache.
    entry("define.js", "define.js", Kind::Beside(&["index.js"])),
    entry("lookup.js", "lookup.js", Kind::Beside(&["index.js"])),
    entry("attach.js", "attach.js", Kind::Beside(&["index.js"])),
    // Imports nothing: a host page of a frame loads no other file of the kit.
    entry("frame.js", "frame.js", Kind::Beside(&[])),
    entry("many.js", "many.js", Kind::Beside(&[])),
    entry("problem.js", "problem.js", Kind::Beside(&[])),
    entry("react.js", "react.js", Kind::React),
    entry("inline.js", "inline.js", Kind::Inline),
    entry("node.js", "node.js", Kind::Node),
    entry("script.js", "phone-profile.js", Kind::Script),
];

const fn entry(source: &'static str, name: &'static str, kind: Kind) -> Entry {
    Entry { source, name, kind }
}

pub const GLUE: &str = "phone_profile.js";
/// What wasm-bindgen has made of it, for the shell to import.
const BARE_GLUE: &str = "glue.js";
/// Where wasm-bindgen puts copies of the shell's modules that Rust calls.
pub const SNIPPETS: &str = "snippets";
pub const WASM: &str = "phone_profile_bg.wasm";

/// The kit's files besides type declarations.
pub fn files() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.name).chain([WASM])
}

/// Makes the kit in the directory where wasm-bindgen's output is, of the shell's source.
pub fn make(esbuild: &Esbuild, shell: &Path, scratch: &Path, kit: &Path) -> Result<()> {
    copy(esbuild, shell, scratch, kit)?;
    let wasm = fs::read(kit.join(WASM)).context("reading the kit's wasm")?;
    // The shell's module of the glue's name takes its place, beside others and inside of bundles.
    let glue = fs::read_to_string(kit.join(GLUE))?;
    fs::write(scratch.join(BARE_GLUE), beside_the_shell(&glue)?)?;
    let snippets = kit.join(SNIPPETS);
    if snippets.exists() {
        fs::remove_dir_all(snippets)?;
    }
    fs::copy(kit.join(WASM), scratch.join(WASM))?;
    for entry in ENTRIES {
        let options = options(&entry, &integrity(&wasm), scratch);
        esbuild.bundle(&scratch.join(entry.source), &kit.join(entry.name), &options)?;
    }
    Ok(())
}

/// A copy of the shell to bundle from, since style sheets are inlined as they are: minified before,
/// they're minified inside. Declarations go to the kit as they are.
fn copy(esbuild: &Esbuild, shell: &Path, scratch: &Path, kit: &Path) -> Result<()> {
    if scratch.exists() {
        fs::remove_dir_all(scratch)?;
    }
    fs::create_dir_all(scratch)?;
    for file in finish::files(shell)? {
        let name = PathBuf::from(file.file_name().context("a file without a name")?);
        if name.to_string_lossy().ends_with(".d.ts") {
            fs::copy(&file, kit.join(name))?;
            continue;
        }
        let target = scratch.join(&name);
        fs::copy(&file, &target)?;
        if name.extension().is_some_and(|extension| extension == "css") {
            esbuild.rewrite(&target)?;
            let css = fs::read_to_string(&target)?;
            fs::write(&target, css.trim_end())?;
        }
    }
    Ok(())
}

fn options(entry: &Entry, integrity: &str, scratch: &Path) -> Vec<String> {
    let mut options = vec![format!("--define:WASM_INTEGRITY=\"{integrity}\"")];
    let mut add = |text: &str| options.push(text.to_owned());
    // Bundlers and pages look for files that a module names beside itself: none does that needn't.
    let no_place = "--define:import.meta.url=undefined";
    match entry.kind {
        Kind::Beside(others) => {
            add("--format=esm");
            if entry.name == GLUE {
                add(no_place);
            }
            for other in others {
                // A pattern is compared with the import as written, and that stays as it is.
                options.push(format!("--external:./{other}"));
            }
        }
        Kind::React => {
            add("--format=esm");
            add("--packages=external");
            add("--external:./index.js");
            // Bundlers that split servers from clients go by it, and esbuild drops it.
            add("--banner:js='use client';");
        }
        Kind::Inline => {
            add("--format=esm");
            add(no_place);
        }
        Kind::Node => {
            add("--format=esm");
            add("--platform=node");
        }
        Kind::Script => {
            add("--format=iife");
            add("--define:import.meta.url=scriptUrl");
            options.push(format!(
                "--inject:{}",
                scratch.join("script-url.js").display()
            ));
        }
    }
    options
}

/// The glue with the shell's own modules in place of wasm-bindgen's copies of them, so that each is
/// there once.
fn beside_the_shell(glue: &str) -> Result<String> {
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some((before, after)) = rest.split_once("./snippets/") {
        let (_, file) = after
            .split_once("/static/shell/")
            .filter(|(package, _)| !package.contains(['\'', '"', '\n']))
            .context("the glue imports a snippet that is no module of the shell: find out which dependency brought it")?;
        out.push_str(before);
        out.push_str("./");
        rest = file;
    }
    out.push_str(rest);
    Ok(out)
}

/// Subresource Integrity (W3C) of a file.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_the_example_of_the_standard_when_hashed_then_the_integrity_is_that_of_the_standard() {
        // SRI, section 3.1
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn given_glue_with_snippets_when_moved_beside_the_shell_then_it_imports_the_shells_modules() {
        let glue = "import { a } from './snippets/x-1f/static/shell/face.js';\nimport * as b from './snippets/x-1f/static/shell/times.js';\n";
        assert_eq!(
            beside_the_shell(glue).unwrap(),
            "import { a } from './face.js';\nimport * as b from './times.js';\n"
        );
    }

    #[test]
    fn given_glue_with_a_foreign_snippet_when_moved_then_it_fails_rather_than_ship_what_nobody_knows()
     {
        let inline = "import { a } from './snippets/other-2b/inline0.js';\nimport { b } from './snippets/x-1f/static/shell/face.js';\n";
        assert!(beside_the_shell(inline).is_err());
    }

    #[test]
    fn given_the_entries_when_looked_through_then_what_one_leaves_out_another_one_is() {
        for entry in &ENTRIES {
            let Kind::Beside(others) = entry.kind else {
                continue;
            };
            for other in others {
                assert!(files().any(|name| name == *other), "{other}");
            }
        }
    }
}
