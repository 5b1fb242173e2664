//! Trunk, the wasm-bindgen command line tool and geckodriver, once per machine: those on PATH if their
//! versions fit, else the official releases, else built from source.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::release::{self, Release};
use crate::{process, report};

/// A program that is released as a crate, and mostly as an archive.
#[derive(Debug)]
pub struct Tool {
    pub package: &'static str,
    pub version: &'static str,
    programs: &'static [&'static str],
    release: Option<Release>,
    /// Replaces the crate's default features.
    features: &'static str,
    /// Trunk spends its time in cargo, so it's built as fast as can be; wasm-bindgen rewrites whole
    /// modules itself.
    opt_level: &'static str,
}

/// On two cores and with a good network.
const DOWNLOAD: Duration = Duration::from_secs(10);
const FROM_SOURCE: Duration = Duration::from_secs(120);

/// The Trunk that Trunk.toml was written for; later ones ask for a later Rust.
#[rustfmt::skip]
pub const TRUNK: Tool = Tool {
    package: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    release: Some(Release {
        archive: "trunk-rs/trunk/releases/download/v0.21.14/trunk-{target}.tar.gz",
        depth: 0,
        // As in manifests/trunk.json of taiki-e/install-action.
        checksums: &[
            ("x86_64-unknown-linux-musl", "a67f4054b249fe9acc5fabc25de1aebf19783aca3ad6ff64bf34d7da44d0ea20"),
            ("aarch64-unknown-linux-musl", "e8e2a2bb423ce6702ab9f4f02f8c9ae99d790f0301f7634e986b2dd8706019cc"),
            ("x86_64-apple-darwin", "f1ba0e3bbe24e0ae219c6d22c33e24e2825c1608dd27c2556e323495110f1a95"),
            ("aarch64-apple-darwin", "764e299dd50d89442a4e96a236349f57961984b701e74d3dbdb39cd1c9f5101e"),
        ],
    }),
    // Without its check for updates, which would ask a registry at every build.
    features: "rustls",
    opt_level: "0",
};

/// Of exactly the library's version: the two share an unversioned format.
#[rustfmt::skip]
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    release: Some(Release {
        archive: "wasm-bindgen/wasm-bindgen/releases/download/0.2.129/wasm-bindgen-0.2.129-{target}.tar.gz",
        depth: 1,
        // Published beside each archive as `<archive>.sha256sum`, and pinned alike by several
        // projects that use this release.
        checksums: &[
            ("x86_64-unknown-linux-musl", "82d12bb940e2d4e72e0d5605387fc1b8ca179044e012b620f0ce4e7440e8320e"),
            ("aarch64-unknown-linux-musl", "2ed4351c35dd9440308bbb02767d47ea278efe851a52465300f3c94f5b6c2a87"),
            ("x86_64-apple-darwin", "7e028879a68ec53dae14048b55cc5215f6df75b17a9c1426fac8fa086d3202fd"),
            ("aarch64-apple-darwin", "81d4a23d56b3c3eb8187658329116d50e0b228a93b343825fb71f70179051cd1"),
        ],
    }),
    // Without TLS in the test runner, which drives a browser of this machine.
    features: "",
    opt_level: "1",
};

/// What drives Firefox in the end-to-end tests. Mozilla's archives are published without checksums, so
/// it's taken from the registry.
pub const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    release: None,
    features: "",
    opt_level: "1",
};

/// The directory that holds the tool's programs.
pub fn set_up(project: &Project, tool: &Tool) -> Result<PathBuf> {
    if let Some(dir) = on_path(tool) {
        return Ok(dir);
    }
    let bin = bin(project, tool);
    if is_complete(&bin, tool) {
        return Ok(bin);
    }
    make(tool, &bin, &release::base(), || {
        report::long_step(
            &format!("building {} {} from source", tool.package, tool.version),
            FROM_SOURCE,
            || build(project, tool, &bin),
        )
    })?;
    Ok(bin)
}

/// How long setting it up should take.
pub fn expected(project: &Project, tool: &Tool) -> Duration {
    let is_there = on_path(tool).is_some() || is_complete(&bin(project, tool), tool);
    if is_there { Duration::ZERO } else { DOWNLOAD }
}

/// Takes the release, or builds where there is none for this machine or it can't be had.
fn make(tool: &Tool, bin: &Path, base: &str, build: impl FnOnce() -> Result<()>) -> Result<()> {
    remove(bin)?;
    fs::create_dir_all(bin.parent().context("a tool has a directory of its own")?)?;
    if let Err(error) = download(tool, bin, base) {
        report::note(&format!("{error:#}"));
        remove(bin)?;
        report::plan(FROM_SOURCE);
        build()?;
        ensure!(
            is_complete(bin, tool),
            "{} {} is installed in {} but doesn't run",
            tool.package,
            tool.version,
            bin.display()
        );
    }
    Ok(())
}

fn download(tool: &Tool, bin: &Path, base: &str) -> Result<()> {
    let release = tool.release.as_ref();
    let release = release.with_context(|| format!("{} is in the registry only", tool.package))?;
    let what = format!("downloading {} {}", tool.package, tool.version);
    report::long_step(&what, DOWNLOAD, || {
        release.install(base, bin)?;
        ensure!(is_complete(bin, tool), "its programs don't run here");
        Ok(())
    })
}

fn remove(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("removing {}", dir.display()))?;
    }
    Ok(())
}

fn bin(project: &Project, tool: &Tool) -> PathBuf {
    let name = tool.package.trim_end_matches("-cli");
    let root = project.tools_dir.join(format!("{name}-{}", tool.version));
    root.join("bin")
}

/// Only if PATH has all of them in one place: the programs of one version belong together.
fn on_path(tool: &Tool) -> Option<PathBuf> {
    let first = process::find(tool.programs.first()?)?;
    let dir = first.parent()?.to_path_buf();
    is_complete(&dir, tool).then_some(dir)
}

fn is_complete(dir: &Path, tool: &Tool) -> bool {
    tool.programs.iter().all(|program| {
        process::version(dir.join(program)).is_some_and(|line| has_version(&line, tool.version))
    })
}

/// `trunk 0.21.14`, `wasm-bindgen 0.2.130 (a1b2c3)`.
fn has_version(line: &str, version: &str) -> bool {
    line.split_whitespace().nth(1) == Some(version)
}

fn build(project: &Project, tool: &Tool, bin: &Path) -> Result<()> {
    let sh = Shell::new()?;
    // Both in one directory, where they share what both depend on; away from the checkout, whose
    // cargo config is not meant for tools.
    let target = project.tools_dir.join("build");
    sh.create_dir(&target)?;
    sh.change_dir(&target);
    sh.set_var("CARGO_TARGET_DIR", &target);
    sh.set_var("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level);
    sh.set_var("CARGO_PROFILE_RELEASE_LTO", "off");
    sh.set_var("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    sh.set_var("CARGO_PROFILE_RELEASE_DEBUG", "0");
    sh.set_var("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    let root = bin.parent().context("a tool has a directory of its own")?;
    let Tool {
        package,
        version,
        features,
        ..
    } = tool;
    let install = || {
        cmd!(
            sh,
            "cargo install {package} --version {version} --root {root}"
        )
        .args(["--no-default-features", "--features", features])
    };
    if install().arg("--locked").run().is_err() {
        // A registry mirror may lack a version that the tool's own lock file names.
        report::note("its lock file can't be met here: taking the newest that fit instead");
        install().run()?;
    }
    Ok(())
}

/// What was compiled on the way to a tool isn't needed again.
pub fn tidy(project: &Project) -> Result<()> {
    remove(&project.tools_dir.join("build"))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::cell::Cell;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn given_version_lines_when_compared_then_only_the_exact_version_fits() {
        assert!(has_version("trunk 0.21.14", "0.21.14"));
        assert!(has_version("wasm-bindgen 0.2.130 (1a2b3c4)", "0.2.130"));
        assert!(!has_version("wasm-bindgen 0.2.13", "0.2.130"));
        assert!(!has_version("0.2.130", "0.2.130"));
        assert!(!has_version("", "0.2.130"));
    }

    #[test]
    fn given_this_repository_when_compared_then_every_file_names_the_same_versions() {
        // Otherwise Trunk would look for other tools, and try to download them.
        let sh = Project::locate().unwrap().shell().unwrap();
        let read = |file: &str| sh.read_file(file).unwrap();
        let (trunk, lock) = (read("Trunk.toml"), read("Cargo.lock"));
        let wasm_bindgen = WASM_BINDGEN.version;
        assert!(trunk.contains(&format!("trunk-version = \"{}\"", TRUNK.version)));
        assert!(trunk.contains(&format!("wasm_bindgen = \"{wasm_bindgen}\"")));
        assert!(lock.contains(&format!(
            "name = \"wasm-bindgen\"\nversion = \"{wasm_bindgen}\"\n"
        )));
        for tool in [TRUNK, WASM_BINDGEN] {
            let release = tool.release.as_ref().unwrap();
            assert!(release.archive.contains(tool.version), "{tool:?}");
            assert!(release.checksums.iter().all(|(_, sum)| sum.len() == 64));
        }

        let packages: serde_json::Value =
            serde_json::from_str(&read("shell/package.json")).unwrap();
        let binaryen = packages.pointer("/devDependencies/binaryen").unwrap();
        let major = binaryen.as_str().unwrap().split('.').next().unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")));
    }

    /// A server on this machine that has one file, or none.
    fn server(file: Option<Vec<u8>>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]).unwrap();
                let (status, body) = match &file {
                    Some(body) => ("200 OK", &body[..]),
                    None => ("404 Not Found", &[][..]),
                };
                let length = body.len();
                write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n"
                )
                .unwrap();
                stream.write_all(body).unwrap();
            }
        });
        format!("http://{address}")
    }

    /// An archive with a program that says its version, below one directory.
    fn archive(version: &str) -> Vec<u8> {
        let sh = Shell::new().unwrap();
        let dir = sh.create_temp_dir().unwrap();
        let script = format!("#!/bin/sh\necho tool {version}\n");
        sh.write_file(dir.path().join("tool-1.2.3/tool"), script)
            .unwrap();
        sh.change_dir(dir.path());
        cmd!(sh, "chmod +x tool-1.2.3/tool").run().unwrap();
        cmd!(sh, "tar -czf a.tar.gz tool-1.2.3").run().unwrap();
        sh.read_binary_file("a.tar.gz").unwrap()
    }

    /// Whether it was built, and whether its program runs.
    fn made(base: &str, checksum: &str) -> (bool, bool) {
        let checksum: &'static str = checksum.to_owned().leak();
        let targets = [
            "x86_64-unknown-linux-musl",
            "aarch64-unknown-linux-musl",
            "x86_64-apple-darwin",
            "aarch64-apple-darwin",
        ];
        let checksums = targets.map(|target| (target, checksum)).to_vec();
        let tool = Tool {
            package: "tool",
            version: "1.2.3",
            programs: &["tool"],
            release: Some(Release {
                archive: "tool-{target}.tar.gz",
                depth: 1,
                checksums: checksums.leak(),
            }),
            features: "",
            opt_level: "0",
        };
        let dir = tempfile::tempdir().unwrap();
        let bin = dir.path().join("tool-1.2.3/bin");
        let built = Cell::new(false);
        let result = make(&tool, &bin, base, || {
            built.set(true);
            assert!(!bin.exists(), "nothing of a refused archive is left");
            Ok(())
        });
        // The build here makes nothing, and so is told that it doesn't run.
        assert_eq!(result.is_err(), built.get());
        (built.get(), is_complete(&bin, &tool))
    }

    #[test]
    fn given_a_server_with_the_archive_when_set_up_then_its_program_is_used() {
        let archive = archive("1.2.3");
        let checksum = release::sha256(&archive);
        assert_eq!(made(&server(Some(archive)), &checksum), (false, true));
    }

    #[test]
    fn given_a_server_without_the_archive_when_set_up_then_it_is_built() {
        assert_eq!(made(&server(None), &"0".repeat(64)), (true, false));
    }

    #[test]
    fn given_no_server_when_set_up_then_it_is_built() {
        let address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        assert_eq!(
            made(&format!("http://{address}"), &"0".repeat(64)),
            (true, false)
        );
    }

    #[test]
    fn given_an_archive_of_another_checksum_when_set_up_then_it_is_refused_and_built() {
        let server = server(Some(archive("1.2.3")));
        assert_eq!(made(&server, &"0".repeat(64)), (true, false));
    }

    #[test]
    fn given_an_archive_whose_program_does_not_fit_when_set_up_then_it_is_built() {
        let archive = archive("1.2.4");
        let checksum = release::sha256(&archive);
        assert_eq!(made(&server(Some(archive)), &checksum), (true, false));
    }
}
