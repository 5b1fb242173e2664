//! The wasm32-unknown-unknown target: rustup's, or Debian's where rustup can't download it.
//!
//! Debian has no prebuilt library for this target in the Rust that fits, but the library's source:
//! cargo builds it along (`build-std`). That asks for unstable switches, which are set for wasm
//! builds only, and for a target directory of its own, as two compilers share no artifacts.
//!
//! What ships is built with the library's source wherever that is to be had, also with rustup's
//! Rust: a library that is compiled for size and stops at a panic instead of describing it makes
//! the kit a sixth smaller. Tests and lints take the library as it comes.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use xshell::{Cmd, Shell, cmd};

use crate::cargo_wrapper::{self, WasmBuild};
use crate::project::{Project, cargo_program};
use crate::{debian, process, report};

pub const TRIPLE: &str = "wasm32-unknown-unknown";

const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "lld-22",
];
const DEBIAN_BIN: &str = "/usr/bin";

/// Which Rust compiles to wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmTarget {
    /// The Rust that runs everything else.
    Rustup,
    /// Debian's Rust, with the standard library built from source.
    Debian,
}

/// Finds the target or installs it.
pub fn set_up() -> Result<WasmTarget> {
    let wanted = env::var("PHONE_PROFILE_WASM").unwrap_or_default();
    match wanted.as_str() {
        "rustup" => {
            add_by_rustup()?;
            add_source();
            Ok(WasmTarget::Rustup)
        }
        "debian" => {
            add_by_debian()?;
            Ok(WasmTarget::Debian)
        }
        "" if is_installed() => {
            add_source();
            Ok(WasmTarget::Rustup)
        }
        // What was chosen on an earlier run, without another futile download.
        "" if debian::has(&DEBIAN_PACKAGES) => Ok(WasmTarget::Debian),
        "" => either(),
        other => bail!("PHONE_PROFILE_WASM is '{other}': it can be rustup or debian"),
    }
}

fn either() -> Result<WasmTarget> {
    let Err(no_rustup) = add_by_rustup() else {
        add_source();
        return Ok(WasmTarget::Rustup);
    };
    report::note(&format!("{no_rustup:#}"));
    report::note("rustup can't download the target here: trying Debian's packages instead");
    match add_by_debian() {
        Ok(()) => Ok(WasmTarget::Debian),
        Err(no_debian) => Err(anyhow!(
            "the Rust target {TRIPLE} is missing. `rustup target add {TRIPLE}` failed, and so did \
             Debian's packages ({}): {no_debian:#}",
            DEBIAN_PACKAGES.join(" ")
        )),
    }
}

fn is_installed() -> bool {
    rustc_prints("target-libdir").is_some_and(|dir| dir.is_dir())
}

/// A directory of the usual Rust.
fn rustc_prints(what: &str) -> Option<PathBuf> {
    let sh = Shell::new().ok()?;
    let dir = cmd!(sh, "rustc --print {what} --target {TRIPLE}")
        .ignore_stderr()
        .read();
    dir.ok().map(PathBuf::from)
}

fn add_by_rustup() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    report::step(
        &format!("adding the Rust target {TRIPLE} by rustup"),
        "about 10 s",
        || {
            let sh = Shell::new()?;
            cmd!(sh, "rustup target add {TRIPLE}").run()?;
            if !is_installed() {
                bail!("rustup added the target to another toolchain than the one in use");
            }
            Ok(())
        },
    )
}

/// Brings the library's source, if it can be had. Nothing but the size depends on it.
fn add_source() {
    if WasmTarget::Rustup.has_source() || is_prebuilt_wanted() {
        return;
    }
    let added = report::step(
        "adding the library's source by rustup",
        "about 10 s",
        || {
            let sh = Shell::new()?;
            Ok(cmd!(sh, "rustup component add rust-src").run()?)
        },
    );
    if let Err(error) = added {
        report::note(&format!("{error:#}"));
        report::note("without it the embed kit is about a sixth larger");
    }
}

/// `PHONE_PROFILE_STD=prebuilt` builds with nothing but stable switches.
fn is_prebuilt_wanted() -> bool {
    env::var("PHONE_PROFILE_STD").is_ok_and(|value| value == "prebuilt")
}

fn add_by_debian() -> Result<()> {
    if debian::has(&DEBIAN_PACKAGES) {
        return Ok(());
    }
    report::step(
        &format!("installing {}", DEBIAN_PACKAGES.join(" ")),
        "about 1 min",
        || debian::install(&DEBIAN_PACKAGES),
    )
}

impl WasmTarget {
    /// Says in a word which Rust it is; changes whenever what it builds may change.
    pub fn identity(self) -> Result<String> {
        let rustc = match self {
            Self::Rustup => PathBuf::from("rustc"),
            Self::Debian => Path::new(DEBIAN_BIN).join("rustc"),
        };
        let version = process::version(rustc).context("there is no rustc")?;
        let library = if self.has_source() {
            "source"
        } else {
            "prebuilt"
        };
        Ok(format!("{self:?}: {version}, library: {library}"))
    }

    /// Whether what ships is built with the library's source.
    pub fn has_source(self) -> bool {
        if self == Self::Debian {
            return true;
        }
        let source = "lib/rustlib/src/rust/library/std/src/lib.rs";
        !is_prebuilt_wanted()
            && rustc_prints("sysroot").is_some_and(|dir| dir.join(source).is_file())
    }

    /// Compiler switches for what ships.
    pub fn shipping_flags(self) -> &'static str {
        if self.has_source() {
            SHIPPING_FLAGS
        } else {
            ""
        }
    }

    /// The cargo for wasm builds.
    pub fn cargo(self) -> PathBuf {
        match self {
            Self::Rustup => cargo_program().into(),
            Self::Debian => Path::new(DEBIAN_BIN).join("cargo"),
        }
    }

    /// A program in the environment of that cargo.
    pub fn command<'a>(self, sh: &'a Shell, project: &Project, program: &Path) -> Result<Cmd<'a>> {
        let command = sh.cmd(program);
        if self == Self::Rustup {
            return Ok(command);
        }
        let command = command.envs(debian_env(project)?);
        Ok(FOREIGN.into_iter().fold(command, Cmd::env_remove))
    }

    /// A directory to put first on the PATH of a tool that calls `cargo` by itself.
    ///
    /// Its `cargo` makes wasm builds with the library's source, and passes everything else, such
    /// as the hook that calls xtask, on to the usual one as it is.
    pub fn cargo_dir(self, project: &Project) -> Result<Option<PathBuf>> {
        if !self.has_source() {
            return Ok(None);
        }
        let (mut env, unset) = match self {
            Self::Rustup => (source_env(project, "wasm-source")?, &[][..]),
            Self::Debian => (debian_env(project)?, &FOREIGN[..]),
        };
        env.push((
            "CARGO_UNSTABLE_BUILD_STD_FEATURES",
            "optimize_for_size".into(),
        ));
        let cargo = self.cargo();
        let wasm = WasmBuild {
            cargo: &cargo,
            env: &env,
            unset,
        };
        let usual = PathBuf::from(cargo_program());
        cargo_wrapper::write(project, TRIPLE, &wasm, &usual).map(Some)
    }
}

/// The library's source is there, so a panic needn't carry what nobody reads: it stops at once,
/// and the shell shows that on the cards. Places and the words of `Debug` go with it.
const SHIPPING_FLAGS: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Set by the cargo that runs xtask, and meant for its own toolchain only.
const FOREIGN: [&str; 3] = ["CARGO", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN"];

fn debian_env(project: &Project) -> Result<Vec<(&'static str, String)>> {
    let path = process::path_with(&[PathBuf::from(DEBIAN_BIN)])?;
    let text = |os: &std::ffi::OsStr| {
        os.to_str()
            .map(str::to_owned)
            .with_context(|| format!("not UTF-8: {}", os.display()))
    };
    let mut env = source_env(project, "wasm-debian")?;
    env.extend([
        ("PATH", text(&path)?),
        ("RUSTC", format!("{DEBIAN_BIN}/rustc")),
        (
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
            "wasm-ld-22".into(),
        ),
    ]);
    Ok(env)
}

/// What makes a cargo build the library along.
fn source_env(project: &Project, target: &str) -> Result<Vec<(&'static str, String)>> {
    let target_dir = project.target_dir.join(target);
    let target_dir = target_dir
        .to_str()
        .with_context(|| format!("not UTF-8: {}", target_dir.display()))?;
    Ok(vec![
        // build-std is unstable; these compilers are stable releases.
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_TARGET_DIR", target_dir.into()),
    ])
}
