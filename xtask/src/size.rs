//! What an embedding page loads, in bytes: raw, and compressed the way servers do it.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::project::Project;

/// The largest brotli total that `cargo xtask test` lets pass: what plain code takes, and a little. The target is
/// 90,000 (`bench/src/widget/targets.rs`); bench/size.md says what the bytes are for.
pub const LIMIT: u64 = 142_000;

/// The largest brotli size of what is loaded before any wasm. The target is 4,500.
pub const SHELL_LIMIT: u64 = 7_250;

/// What a page loads before any wasm.
const SHELL: [&str; 2] = ["index.js", "define.js"];

/// What only some pages load, with its largest size in bytes of brotli: the script for an iframe, which is all that its
/// page loads of the kit, and the list, beside the kit.
const APART: [(&str, u64); 2] = [("frame.js", 1_900), ("list.js", 13_400)];

const FILES: [&str; 4] = [
    "index.js",
    "define.js",
    "runtime.js",
    "phone_profile_bg.wasm",
];

/// Sizes of one file, or of all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bytes {
    /// As it is.
    pub raw: u64,
    /// gzip, level 9.
    pub gz: u64,
    /// brotli, quality 11, as the build has put it beside the file.
    pub br: u64,
}

/// The kit's files with their sizes.
#[derive(Debug, Default)]
pub struct Sizes(Vec<(String, Bytes)>);

/// Prints the sizes, and fails where the kit is larger than `max`, or than what may ship.
pub fn run(project: &Project, json: bool, max: Option<u64>) -> Result<()> {
    let kit = project.kit();
    let (sizes, apart) = (measure(&kit)?, Apart::measure(&kit)?);
    if json {
        let mut report = sizes.json();
        report["apart"] = apart.0.json()["files"].take();
        println!("{report}");
    } else {
        print!("{}{}", sizes.table(), apart.table());
    }
    let total = sizes.total().br;
    match max {
        Some(max) if total > max => bail!("{total} bytes of brotli are more than {max}"),
        Some(_) => Ok(()),
        None => sizes.check().and_then(|()| apart.check()),
    }
}

/// Weighs every file of a kit that an embedding page loads.
pub fn measure(kit: &Path) -> Result<Sizes> {
    let sizes = FILES
        .iter()
        .map(|name| Ok(((*name).to_owned(), file(kit, name)?)));
    sizes.collect::<Result<_>>().map(Sizes)
}

/// The files that only some pages load.
#[derive(Debug)]
pub struct Apart(Sizes);

impl Apart {
    /// Weighs them.
    pub fn measure(kit: &Path) -> Result<Self> {
        let sizes = APART
            .iter()
            .map(|(name, _)| Ok(((*name).to_owned(), file(kit, name)?)));
        sizes.collect::<Result<_>>().map(|sizes| Self(Sizes(sizes)))
    }

    /// For people: a line for each.
    pub fn table(&self) -> String {
        self.0.0.iter().map(line).collect()
    }

    /// Fails where one is larger than it may be.
    pub fn check(&self) -> Result<()> {
        for ((name, bytes), (_, limit)) in self.0.0.iter().zip(APART) {
            ensure!(
                bytes.br <= limit,
                "{name} has {} bytes of brotli, more than the {limit} allowed",
                bytes.br
            );
        }
        Ok(())
    }
}

fn file(kit: &Path, name: &str) -> Result<Bytes> {
    let file = kit.join(name);
    let content = fs::read(&file)
        .with_context(|| format!("reading {} (`cargo xtask build` makes it)", file.display()))?;
    let raw = content.len() as u64;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&content)?;
    Ok(Bytes {
        raw,
        gz: gzip.finish()?.len() as u64,
        // Beside it where it is smaller; what has none is served as it is.
        br: fs::metadata(kit.join(format!("{name}.br"))).map_or(raw, |meta| meta.len()),
    })
}

impl Sizes {
    /// Everything together.
    pub fn total(&self) -> Bytes {
        sum(&self.0)
    }

    /// What is loaded before any wasm.
    pub fn shell(&self) -> Bytes {
        let shell = self.0.iter().filter(|(name, _)| SHELL.contains(&&**name));
        sum(shell)
    }

    /// Fails where the kit is larger than it may be.
    pub fn check(&self) -> Result<()> {
        for (what, size, limit) in [
            ("before any wasm", self.shell().br, SHELL_LIMIT),
            ("in all", self.total().br, LIMIT),
        ] {
            if size > limit {
                bail!("{what}: {size} bytes of brotli are more than the {limit} allowed");
            }
        }
        Ok(())
    }

    /// Every file with its sizes, and all of them together.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Bytes)> {
        let files = self.0.iter().map(|(name, bytes)| (name.as_str(), *bytes));
        files.chain([("total", self.total())])
    }

    /// For people.
    pub fn table(&self) -> String {
        let mut table = format!(
            "{:<24}{:>10}{:>10}{:>10}\n",
            "dist/phone-profile", "raw", "gzip", "brotli"
        );
        for (name, bytes) in self.rows() {
            table.push_str(&line(&(name.to_owned(), bytes)));
        }
        table
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        let files = self.0.iter().map(|(name, bytes)| {
            json!({ "file": name, "raw": bytes.raw, "gz": bytes.gz, "br": bytes.br })
        });
        let total = self.total();
        json!({
            "files": files.collect::<Vec<_>>(),
            "shell_br": self.shell().br,
            "total_raw": total.raw,
            "total_gz": total.gz,
            "total_br": total.br,
        })
    }
}

fn line((name, Bytes { raw, gz, br }): &(String, Bytes)) -> String {
    format!("{name:<24}{raw:>10}{gz:>10}{br:>10}\n")
}

fn sum<'a>(files: impl IntoIterator<Item = &'a (String, Bytes)>) -> Bytes {
    files
        .into_iter()
        .fold(Bytes::default(), |sum, (_, file)| Bytes {
            raw: sum.raw + file.raw,
            gz: sum.gz + file.gz,
            br: sum.br + file.br,
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn kit() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (index, name) in FILES.iter().enumerate() {
            fs::write(dir.path().join(name), "phone ".repeat(100 * (index + 1))).unwrap();
        }
        dir
    }

    #[test]
    fn given_a_kit_when_measured_then_the_totals_are_the_sums_of_its_files() {
        let kit = kit();
        let json = measure(kit.path()).unwrap().json();
        for (key, field) in [("total_raw", "raw"), ("total_gz", "gz"), ("total_br", "br")] {
            let files = json.pointer("/files").unwrap().as_array().unwrap();
            let sum: u64 = files
                .iter()
                .map(|file| file.get(field).unwrap().as_u64().unwrap())
                .sum();
            assert_eq!(json.get(key).unwrap().as_u64(), Some(sum), "{key}");
        }
        assert_eq!(json.get("total_raw").unwrap().as_u64(), Some(6_000));
    }

    #[test]
    fn given_a_shell_or_a_kit_beyond_its_limit_when_checked_then_it_fails_and_says_which() {
        let of = |name: &str, br| (name.to_owned(), Bytes { raw: 0, gz: 0, br });
        let sizes = |shell, wasm| Sizes(vec![of("index.js", shell), of("x.wasm", wasm)]);
        assert!(sizes(SHELL_LIMIT, LIMIT - SHELL_LIMIT).check().is_ok());
        let large_shell = sizes(SHELL_LIMIT + 1, 0).check().unwrap_err();
        let said = format!("before any wasm: {}", SHELL_LIMIT + 1);
        assert!(large_shell.to_string().starts_with(&said));
        let large_kit = sizes(0, LIMIT + 1).check().unwrap_err();
        let said = format!("in all: {}", LIMIT + 1);
        assert!(large_kit.to_string().starts_with(&said));
    }

    #[test]
    fn given_files_that_only_some_pages_load_when_one_is_too_large_then_it_is_named() {
        let kit = kit();
        let write = |name: &str, bytes: u64| {
            fs::write(kit.path().join(name), "x".repeat(bytes as usize)).unwrap()
        };
        let [(frame, frame_limit), (list, list_limit)] = APART;
        write(frame, frame_limit);
        write(list, list_limit);
        let apart = Apart::measure(kit.path()).unwrap();
        assert!(apart.check().is_ok());
        assert_eq!(apart.table().lines().count(), 2);
        write(list, list_limit + 1);
        let error = Apart::measure(kit.path()).unwrap().check().unwrap_err();
        assert!(error.to_string().starts_with("list.js has"), "{error}");
    }

    #[test]
    fn given_a_file_with_and_one_without_brotli_when_measured_then_what_is_served_counts() {
        let kit = kit();
        fs::write(kit.path().join("index.js.br"), "12345").unwrap();
        let sizes = measure(kit.path()).unwrap();
        assert_eq!(sizes.shell().br, 5 + 1_200);
        assert!(sizes.shell().gz < 100);
    }

    #[test]
    fn given_a_kit_that_lacks_a_file_when_measured_then_the_error_says_how_to_build_it() {
        let kit = kit();
        fs::remove_file(kit.path().join("define.js")).unwrap();
        let error = measure(kit.path()).unwrap_err().to_string();
        assert!(error.contains("define.js") && error.contains("cargo xtask build"));
    }

    #[test]
    fn given_a_kit_when_shown_as_a_table_then_each_file_and_the_total_have_a_line() {
        let kit = kit();
        let table = measure(kit.path()).unwrap().table();
        assert_eq!(table.lines().count(), FILES.len() + 2);
        assert!(table.lines().last().unwrap().starts_with("total"));
    }
}
