//! `cargo xtask test`: every test there is, and one line of result at the end.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::args::{Step, TestOptions};
use crate::browsers::{self, Browser};
use crate::project::{Project, is_ci};
use crate::setup::Toolchain;
use crate::tally::Tally;
use crate::{
    bench, build, check, examples, node, npm, process, report, servers, size, type_tests,
    wasm_target,
};

/// How a step ended.
enum Outcome {
    Ran(Tally),
    /// It could not run, for this reason.
    NotRun(String),
}

pub fn run(project: &Project, options: &TestOptions) -> Result<ExitCode> {
    let mut record = Record::default();
    // A filter chooses tests by their names, and measurements have none.
    let includes =
        |step| options.includes(step) && !(step == Step::Bench && options.filter.is_some());
    let browser_steps = [Step::Browser, Step::E2e, Step::Examples, Step::Bench];
    let in_browser = browser_steps.into_iter().any(includes);

    let browser = in_browser.then(browsers::set_up);
    let filter = options.filter.as_deref();
    // The native tests need neither browser nor wasm: they tell what's wrong before minutes of
    // set-up do.
    if options.includes(Step::Native) {
        // The tests that need them say so too, by failing; all others run.
        if let Err(error) = servers::set_up() {
            report::note(&format!("{error:#}"));
        }
        record.step(Step::Native, || native(project, filter));
    }
    if let Some(browser) = browser {
        // e2e needs dist; a step that looks at a broken build says so, and the others go on.
        let toolchain = build::dist(project);
        let ready = match (&browser, &toolchain) {
            (Ok(browser), Ok(toolchain)) => Ok((browser, toolchain)),
            (Err(error), _) | (_, Err(error)) => Err(format!("{error:#}")),
        };
        if let Err(error) = &toolchain {
            report::note(&format!("{error:#}"));
            record.tally += Tally::of(false);
        }
        for step in browser_steps {
            if includes(step) {
                record.step(step, || match &ready {
                    Err(reason) => Ok(Outcome::NotRun(reason.clone())),
                    Ok((browser, toolchain)) => match step {
                        Step::Browser => in_headless_browser(project, toolchain, browser, filter),
                        Step::Examples => in_examples(project, toolchain, browser),
                        Step::Bench => bench::gates(project, browser).map(Outcome::Ran),
                        _ => count(end_to_end(project, toolchain, browser)?.args(filter)),
                    },
                });
            }
        }
    }
    if options.includes(Step::Types) && type_tests::exist(project) {
        record.step(Step::Types, || {
            let node = node::set_up(project)?;
            type_tests::run(project, &node).map(Outcome::Ran)
        });
    }
    if options.includes(Step::Check) && filter.is_none() {
        record.step(Step::Check, || checks(project));
    }
    Ok(record.close())
}

fn native(project: &Project, filter: Option<&str>) -> Result<Outcome> {
    let mut command = project.cargo();
    command
        .args(["test", "--workspace", "--no-fail-fast"])
        // Their pure parts are tested natively too.
        .args(["--features", "phone-profile/embed,phone-profile/page"])
        .args(filter);
    count(&mut command)
}

fn in_headless_browser(
    project: &Project,
    toolchain: &Toolchain,
    browser: &Browser,
    filter: Option<&str>,
) -> Result<Outcome> {
    if let Some(missing) = missing_target(project, "browser") {
        return Ok(missing);
    }
    let runner = toolchain.wasm_bindgen.join("wasm-bindgen-test-runner");
    let mut command = toolchain.wasm.cargo(project)?;
    command
        .args([
            "test",
            "--package",
            "phone-profile",
            "--target",
            wasm_target::TRIPLE,
        ])
        .args(["--features", "embed", "--test", "browser"])
        .args(filter)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", &browser.driver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            browser.webdriver_json(project)?,
        )
        // The runner gives the driver 5 seconds and the tests 20, too few for a busy machine.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let mut compile = with_the_rest_of(Command::new(command.get_program()), &command);
    process::run(compile.arg("--no-run"))?;
    // In a browser that ignores the limit on connections (see browsers.rs), the page sometimes never
    // loads: no test has begun then, and a second start mostly helps.
    if let Some(timeout) = process::find("timeout") {
        let mut limited = Command::new(timeout);
        limited.args(["--kill-after=5", BROWSER_SECONDS]);
        limited.arg(command.get_program());
        let (status, output) = process::tee(&mut with_the_rest_of(limited, &command))?;
        if output.contains("\nrunning ") {
            return Ok(Outcome::Ran(Tally::from_output(&output, status.success())));
        }
        report::note("the tests' page did not load: once more");
    }
    count(&mut command)
}

/// All of the browser's tests take ten seconds.
const BROWSER_SECONDS: &str = "75";

/// A command with another one's arguments, environment and directory.
fn with_the_rest_of(mut to: Command, command: &Command) -> Command {
    to.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => to.env(name, value),
            None => to.env_remove(name),
        };
    }
    if let Some(dir) = command.get_current_dir() {
        to.current_dir(dir);
    }
    to
}

/// The npm package, and everything that is made with it.
fn in_examples(project: &Project, toolchain: &Toolchain, browser: &Browser) -> Result<Outcome> {
    let package = npm::run(project)?;
    let dir = examples::build(project, &package)?;
    let mut tally = type_tests::frameworks(project, &toolchain.node, &dir)?;
    let mut command = end_to_end(project, toolchain, browser)?;
    Ok(match count(command.env("PHONE_PROFILE_EXAMPLES", dir))? {
        Outcome::Ran(scenarios) => {
            tally += scenarios;
            Outcome::Ran(tally)
        }
        other => other,
    })
}

/// Without `PHONE_PROFILE_EXAMPLES` it plays all scenarios but those of the examples, with it only
/// those.
fn end_to_end(project: &Project, toolchain: &Toolchain, browser: &Browser) -> Result<Command> {
    let mut command = project.cargo();
    command
        .args([
            "test",
            "--package",
            "phone-profile",
            "--features",
            "e2e",
            "--test",
            "e2e",
            "--",
        ])
        .env("PHONE_PROFILE_DIST", project.dist())
        .env("AXE_JS", toolchain.node.axe())
        .env("CHROMEDRIVER", &browser.driver);
    if let Some(chrome) = &browser.chrome {
        command.env("CHROME", chrome);
    }
    Ok(command)
}

fn missing_target(project: &Project, name: &str) -> Option<Outcome> {
    let main = Path::new("tests").join(name).join("main.rs");
    let exists = project.root.join(&main).is_file();
    (!exists).then(|| Outcome::NotRun(format!("there is no {}", main.display())))
}

fn count(command: &mut Command) -> Result<Outcome> {
    let (status, output) = process::tee(command)?;
    Ok(Outcome::Ran(Tally::from_output(&output, status.success())))
}

fn checks(project: &Project) -> Result<Outcome> {
    let wasm = wasm_target::set_up()?;
    let mut tally = check::all(project, wasm)?;
    let kit = project.kit();
    if kit.is_dir() {
        tally += check::check("what an embedding page loads", || {
            let sizes = size::measure(&kit)?;
            print!("{}", sizes.table());
            if !wasm.has_source() {
                report::note("not what ships: built with the library as it comes, so not gated");
                return Ok(());
            }
            sizes.check()
        });
        tally += check::check("what a page with an iframe loads", || {
            let script = size::frame_script(&kit)?.br;
            if script > size::FRAME_LIMIT {
                bail!(
                    "frame.js has {script} bytes of brotli, more than the {} allowed",
                    size::FRAME_LIMIT
                );
            }
            Ok(())
        });
    }
    Ok(Outcome::Ran(tally))
}

/// What ran, what did not, and how long it took.
#[derive(Default)]
struct Record {
    tally: Tally,
    lines: Vec<String>,
    not_run: bool,
}

impl Record {
    fn step(&mut self, step: Step, work: impl FnOnce() -> Result<Outcome>) {
        report::heading(&format!("tests: {step}"));
        let start = Instant::now();
        let outcome = work();
        let time = start.elapsed();
        match outcome {
            Ok(Outcome::Ran(tally)) => self.ran(step, tally, time),
            Ok(Outcome::NotRun(reason)) => {
                self.not_run = true;
                self.lines.push(format!("not run: {step}: {reason}"));
            }
            Err(error) => {
                report::note(&format!("{error:#}"));
                self.ran(step, Tally::of(false), time);
            }
        }
    }

    fn ran(&mut self, step: Step, tally: Tally, time: Duration) {
        let Tally { passed, failed } = tally;
        let time = report::elapsed(time);
        report::note(&format!(
            "{step}: {passed} passed, {failed} failed after {time}"
        ));
        self.lines.push(format!(
            "{:<8}{passed:>6} passed{failed:>6} failed  {time}",
            step.name()
        ));
        self.tally += tally;
    }

    /// Prints the result; its last line is read by programs too.
    fn close(&self) -> ExitCode {
        println!();
        for line in &self.lines {
            println!("{line}");
        }
        let Tally { passed, failed } = self.tally;
        println!("{passed} passed, {failed} failed");
        ExitCode::from(u8::from(failed > 0 || (self.not_run && is_ci())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_steps_that_pass_fail_and_break_when_recorded_then_the_tally_has_them_all() {
        let mut record = Record::default();
        record.step(Step::Native, || {
            Ok(Outcome::Ran(Tally {
                passed: 7,
                failed: 1,
            }))
        });
        record.step(Step::Types, || bail!("tsc is gone"));
        assert_eq!((record.tally.passed, record.tally.failed), (7, 2));
        assert!(!record.not_run);
    }

    #[test]
    fn given_a_step_that_could_not_run_when_recorded_then_it_is_named_and_counts_as_nothing() {
        let mut record = Record::default();
        record.step(Step::E2e, || Ok(Outcome::NotRun("no browser".into())));
        assert_eq!(record.tally, Tally::default());
        assert!(record.not_run);
        assert_eq!(record.lines, ["not run: e2e: no browser"]);
    }
}
