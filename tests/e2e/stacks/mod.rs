//! One example as its reader would use it: type-checked, run in its development server, built and
//! served, tested. `cargo xtask stacks` has installed it below the target directory and names its
//! folder in `PHONE_PROFILE_STACK`; each step is a test.

mod gateway;
mod npm;
mod page;
mod project;
mod strict_site;

use std::{process::ExitCode, sync::Arc, time::Duration};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::{runtime::Runtime, time::timeout};

use crate::harness::{Browser, Engine, servers};
use gateway::CountingGateway;
use npm::Npm;
pub use project::Project;
use strict_site::StrictSite;

/// Longer than each step takes on two busy cores.
const LONGEST: Duration = Duration::from_secs(480);

/// The steps that a stack may have, by the npm script that makes it have them.
const STEPS: [Step; 4] = [Step::Check, Step::Dev, Step::Build, Step::Test];

#[derive(Clone, Copy)]
enum Step {
    /// Its own type checker.
    Check,
    /// Its development server, looked at.
    Dev,
    /// Its production build, served and looked at.
    Build,
    /// It is a test runner.
    Test,
}

impl Step {
    /// The script's name, and the step's.
    fn script(self) -> &'static str {
        match self {
            Step::Check => "check",
            Step::Dev => "dev",
            Step::Build => "build",
            Step::Test => "test",
        }
    }
}

/// What the steps of a run share.
struct Stack {
    project: Project,
    gateway: CountingGateway,
    /// Serves its production build, if it is to be held to the strictest policy.
    strict: Option<StrictSite>,
}

/// Plays one step after another: they share a folder.
pub fn run(arguments: &mut Arguments, project: Project) -> ExitCode {
    arguments.test_threads = Some(1);
    let runtime = Arc::new(Runtime::new().expect("a runtime for servers and steps"));
    let steps: Vec<Step> = STEPS
        .into_iter()
        .filter(|step| project.has_script(step.script()))
        .collect();
    runtime.spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            npm::end_all();
            std::process::exit(130);
        }
    });
    let name = project.name();
    let stack = (!arguments.list).then(|| Arc::new(runtime.block_on(Stack::start(project))));
    let trials = steps
        .into_iter()
        .map(|step| {
            let (runtime, stack) = (Arc::clone(&runtime), stack.clone());
            Trial::test(format!("{name}::{}", step.script()), move || {
                let stack = stack.ok_or_else(|| Failed::from("listing only"))?;
                let playing = async { timeout(LONGEST, stack.play(step)).await };
                runtime
                    .block_on(playing)
                    .map_err(|_| Failed::from(format!("not done after {} s", LONGEST.as_secs())))
            })
        })
        .collect();
    libtest_mimic::run(arguments, trials).exit_code()
}

impl Stack {
    async fn start(project: Project) -> Self {
        let listener = servers::listener().await;
        let origin = servers::origin(&listener);
        let strict = match project.policy() {
            Some(trusted_types) => {
                Some(StrictSite::start(project.built(), &origin, trusted_types).await)
            }
            None => None,
        };
        let mut allowed = vec![project.origin()];
        allowed.extend(strict.iter().map(|site| site.origin.clone()));
        project.use_gateway(&origin);
        Self {
            gateway: CountingGateway::start(listener, allowed).await,
            project,
            strict,
        }
    }

    async fn play(&self, step: Step) {
        let npm = Npm::of(&self.project);
        match step {
            Step::Check | Step::Test => npm.run(step.script()).await,
            Step::Dev => self.serve(&npm, "dev").await,
            Step::Build => {
                npm.run("build").await;
                self.serve(&npm, "start").await;
                if let Some(site) = &self.strict {
                    self.look(&site.origin).await;
                }
            }
        }
    }

    async fn serve(&self, npm: &Npm<'_>, script: &str) {
        let mut server = npm.serve(script).await;
        let origin = self.project.origin();
        let looking = self.look(&origin);
        tokio::select! {
            () = looking => {}
            ended = server.ended() => panic!("{ended}"),
        }
    }

    async fn look(&self, origin: &str) {
        let browser = Browser::open(Engine::of_run()).await;
        for page in self.project.pages() {
            page::expect_card(&browser, &self.gateway, &page, origin).await;
        }
        browser.close().await;
    }
}
