//! The last part of a build, called by Trunk: the kit's modules are made of the shell and of what the
//! wasm tools wrote, and the files of page, workbench and gallery made smaller. The scripts in `shell/build` do it.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use phone_profile_core::number::prefetch_pattern;
use xshell::cmd;

use crate::node;
use crate::project::Project;

pub fn run(project: &Project) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("TRUNK_STAGING_DIR is not set: this task is called by Trunk")?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let minify = is_release.then_some("--minify");
    let kit = staging.join("phone-profile");
    let sh = node::shell(project)?;
    sh.set_var("PREFETCH_NUMBER", prefetch_pattern());
    cmd!(sh, "node build/kit.mjs {kit} {minify...}").run()?;
    cmd!(sh, "node build/page.mjs {staging} {minify...}").run()?;
    if is_release {
        let [page, workbench, gallery] =
            ["page", "workbench", "gallery"].map(|name| staging.join(name));
        let locales = page.join("locales");
        cmd!(
            sh,
            "node build/precompress.mjs {kit} {page} {locales} {workbench} {gallery} {staging}"
        )
        .run()?;
    }
    Ok(())
}
