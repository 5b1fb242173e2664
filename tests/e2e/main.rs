//! End-to-end tests: the built kit and page, served by the real gateway over TCP, in a browser
//! that its driver controls: `PHONE_PROFILE_BROWSER` names the engine. `cargo xtask test` runs them; they need
//! `PHONE_PROFILE_DIST` (a built dist) and `AXE_JS` (axe-core), and take the programs that `xtask/src/engines.rs` names. With
//! `PHONE_PROFILE_EXAMPLES` (the built examples) they are those of the npm package and the examples,
//! with `PHONE_PROFILE_STACK` (an installed example) those of one stack, which need no dist unless it
//! frames the gateway's page. With `PHONE_PROFILE_SCREENSHOTS` (a directory) they take the
//! documentation's pictures, which `cargo xtask screenshots` does; with `PHONE_PROFILE_BASELINES=update` those
//! that hold the gallery's cards against pictures keep what they see, which `cargo xtask baselines` does.
//!
//! One gateway serves the kit to all scenarios. Each scenario has a browser window, and a gateway
//! and pages of its own, so that requests can be counted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod harness;
mod page_objects;
mod scenarios;
mod screenshots;
mod stacks;

use std::process::ExitCode;

use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    if let Some(project) = stacks::Project::named() {
        return stacks::run(&mut arguments, project);
    }
    // Three browsers at once are what two cores can feed without timing anything out: they also wait.
    arguments.test_threads = arguments.test_threads.or(Some(3));
    let scenarios = if screenshots::directory().is_some() {
        screenshots::all()
    } else if harness::examples().is_some() {
        scenarios::of_examples()
    } else {
        scenarios::all()
    };
    harness::run(&arguments, scenarios)
}
