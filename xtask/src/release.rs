//! Official release archives: downloaded, compared with a checksum of this repository, unpacked.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

/// Where a project's releases are, below `BASE`, and what their archives must be.
#[derive(Debug)]
pub struct Release {
    /// The archive's path, with `{target}` in place of the machine's.
    pub archive: &'static str,
    /// In how many directories of the archive the programs are.
    pub depth: u8,
    /// SHA-256 of the archive for each target that has one.
    pub checksums: &'static [(&'static str, &'static str)],
}

/// Names another place than GitHub, such as a mirror of it.
pub const VARIABLE: &str = "PHONE_PROFILE_RELEASES";
const BASE: &str = "https://github.com";

/// Where archives come from.
pub fn base() -> String {
    std::env::var(VARIABLE).unwrap_or_else(|_| BASE.to_owned())
}

impl Release {
    /// Puts the archive's programs into `dir`, which doesn't exist before; on an error it doesn't
    /// exist afterwards either.
    pub fn install(&self, base: &str, dir: &Path) -> Result<()> {
        let target = target().context("there is no archive for this kind of machine")?;
        let (_, checksum) = self
            .checksums
            .iter()
            .find(|(name, _)| *name == target)
            .with_context(|| format!("no checksum is known of the archive for {target}"))?;
        let url = format!("{base}/{}", self.archive.replace("{target}", target));
        let partial = dir.with_extension("partial");
        let result = download(&url, checksum, self.depth, &partial);
        if result.is_ok() {
            fs::rename(&partial, dir)?;
        } else if partial.exists() {
            fs::remove_dir_all(&partial)?;
        }
        result
    }
}

fn download(url: &str, checksum: &str, depth: u8, dir: &Path) -> Result<()> {
    let sh = Shell::new()?;
    sh.remove_path(dir)?;
    sh.create_dir(dir)?;
    let archive = dir.join("archive.tar.gz");
    let limits = [
        "--connect-timeout",
        "10",
        "--max-time",
        "300",
        "--retry",
        "2",
    ];
    cmd!(
        sh,
        "curl --fail --silent --show-error --location {limits...} --output {archive} {url}"
    )
    .quiet()
    .run()
    .with_context(|| format!("downloading {url}"))?;
    let found = sha256(&fs::read(&archive)?);
    ensure!(
        found == checksum,
        "{url} is not what it should be: its SHA-256 is {found}, expected is {checksum}"
    );
    let depth = depth.to_string();
    cmd!(sh, "tar -xzf {archive} -C {dir} --strip-components {depth}")
        .quiet()
        .run()?;
    fs::remove_file(archive)?;
    Ok(())
}

pub fn sha256(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The target of archives for this machine. On Linux those with musl, which run everywhere.
fn target() -> Option<&'static str> {
    match (OS, ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-musl"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-musl"),
        ("macos", "x86_64") => Some("x86_64-apple-darwin"),
        ("macos", "aarch64") => Some("aarch64-apple-darwin"),
        _ => None,
    }
}
