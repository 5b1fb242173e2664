//! What scenarios run in: servers, browser windows, and a place to read settings from.

mod altered_dist;
mod altered_kit;
mod browser;
mod chromium;
mod commands;
pub mod crowd;
mod display;
mod driver;
mod engine;
mod firefox;
mod held;
pub mod servers;
pub mod service;
mod stage;
mod webkit;

use std::{env, path::PathBuf, process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use tokio::runtime::Runtime;

pub use altered_dist::AlteredDist;
pub use altered_kit::{AlteredKit, Replaced};
pub use browser::Browser;
pub use driver::Driver;
pub use engine::{Engine, Need};
pub use held::HeldPage;
pub use servers::{Page, TestGateway};
pub use service::Service;
pub use stage::{Scenario, Stage, World};

/// Where the built files are.
pub fn dist() -> PathBuf {
    env::var_os("PHONE_PROFILE_DIST").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dist"),
        PathBuf::from,
    )
}

/// Where the built examples are, if they're to be tested.
pub fn examples() -> Option<PathBuf> {
    env::var_os("PHONE_PROFILE_EXAMPLES").map(PathBuf::from)
}

/// Where the packages of `shell/package.json` are installed.
pub fn npm_packages() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("shell/node_modules")
}

/// axe-core's source.
pub fn axe() -> String {
    let file = env::var_os("AXE_JS")
        .expect("AXE_JS names the file axe.min.js; `cargo xtask test` sets it");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("reading {}: {error}", file.display()))
}

/// Runs the scenarios that the arguments select, and ends the browsers afterwards, whatever came of
/// them.
pub fn run(arguments: &Arguments, scenarios: Vec<Scenario>) -> ExitCode {
    let runtime = Arc::new(Runtime::new().expect("a runtime for servers and scenarios"));
    let world = if arguments.list {
        None
    } else {
        Some(Arc::new(runtime.block_on(World::start())))
    };
    if let Some(world) = &world {
        for shortcoming in world.engine.shortcomings() {
            println!("{} lacks {shortcoming}", world.engine.name());
        }
    }
    let trials = scenarios
        .into_iter()
        .map(|scenario| {
            let (runtime, world) = (Arc::clone(&runtime), world.clone());
            Trial::ignorable_test(scenario.name(), move || {
                let world = world.ok_or_else(|| Failed::from("listing only"))?;
                if let Some(reason) = scenario.cannot_be_played_in(world.engine) {
                    return Ok(Completion::ignored_with(reason));
                }
                runtime.block_on(stage::play(world, scenario))?;
                Ok(Completion::Completed)
            })
        })
        .collect();
    let conclusion = libtest_mimic::run(arguments, trials);
    if let Some(world) = world {
        runtime.block_on(world.end());
    }
    conclusion.exit_code()
}
