//! `cargo xtask test`: every test there is, and one line of result at the end.

use std::cell::OnceCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Error, Result, bail, ensure};
use xshell::{Cmd, Shell, cmd};

use crate::browsers::{self, Browser};
use crate::engines::{self, Engine};
use crate::flags::{Baselines, Screenshots, Test};
use crate::project::{Project, is_ci};
use crate::setup::Toolchain;
use crate::tally::Tally;
use crate::{
    build, check, debian, docs, examples, node, npm, process, report, servers, shell_tests, size,
    stacks, type_tests, wasm_target,
};

/// A part of `cargo xtask test`.
struct Step {
    name: &'static str,
    run: Run,
    /// Whether its tests have names that a filter chooses by; if not, a filter leaves it out.
    has_names: bool,
}

#[derive(Clone, Copy)]
enum Run {
    Once(fn(&Context) -> Result<Tally>),
    InEach(fn(&Context, Engine) -> Result<Tally>),
}

/// In the order in which they run: what needs neither browser nor wasm tells what is wrong before
/// minutes of set-up do.
#[rustfmt::skip]
const STEPS: &[Step] = &[
    Step { name: "native", run: Run::Once(native), has_names: true },
    Step { name: "browser", run: Run::Once(in_headless_browser), has_names: true },
    Step { name: "e2e", run: Run::InEach(end_to_end), has_names: true },
    Step { name: "package", run: Run::Once(in_package), has_names: false },
    Step { name: "examples", run: Run::InEach(in_examples), has_names: false },
    Step { name: "stacks", run: Run::Once(in_stacks), has_names: false },
    Step { name: "bench", run: Run::Once(bench_gates), has_names: false },
    Step { name: "shell", run: Run::Once(shell), has_names: false },
    Step { name: "types", run: Run::Once(types), has_names: false },
    Step { name: "check", run: Run::Once(checks), has_names: false },
];

pub fn run(project: &Project, options: &Test) -> Result<ExitCode> {
    let steps = chosen(options)?;
    let engines = engines::of_list(options.browsers.as_deref())?;
    let context = Context::new(project, options.filter.as_deref());
    let mut record = Record::default();
    for Step { name, run, .. } in steps {
        match run {
            Run::Once(run) => record.step(name, || run(&context)),
            Run::InEach(run) => {
                for engine in &engines {
                    let name = format!("{name} in {engine}");
                    record.step(&name, || run(&context, *engine));
                }
            }
        }
    }
    Ok(record.close())
}

/// The pure parts of what is built for the browser are tested natively too.
const FEATURES: &str = "phone-profile/embed,phone-profile/page,phone-profile-core/transliterate";

/// What the documentation's pictures are set in.
const FONTS: [&str; 3] = [
    "fonts-noto-core",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
];

/// Has the end-to-end tests take the documentation's pictures.
pub fn screenshots(project: &Project, options: &Screenshots) -> Result<ExitCode> {
    // Names of people in all scripts; without the fonts their letters are boxes.
    if debian::can_install() && !debian::has(&FONTS) {
        report::step("installing fonts", "about 1 min", || {
            debian::install(&FONTS)
        })?;
    }
    let context = Context::new(project, options.filter.as_deref());
    let sh = project.shell()?;
    sh.set_var(
        "PHONE_PROFILE_SCREENSHOTS",
        project.root.join("docs/pictures"),
    );
    let tally = scenarios(&context, Engine::Chromium, &sh)?;
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

/// Has the scenarios that hold the gallery's cards against pictures keep what they see.
pub fn baselines(project: &Project, options: &Baselines) -> Result<ExitCode> {
    let engines = engines::of_list(options.browsers.as_deref())?;
    let context = Context::new(project, Some("visual::"));
    let sh = project.shell()?;
    sh.set_var("PHONE_PROFILE_BASELINES", "update");
    let mut record = Record::default();
    for engine in engines {
        record.step(&engine.to_string(), || scenarios(&context, engine, &sh));
    }
    Ok(record.close())
}

fn chosen(options: &Test) -> Result<Vec<&'static Step>> {
    for name in options.only.iter().chain(&options.skip) {
        ensure!(
            STEPS.iter().any(|step| step.name == name),
            "there is no test step '{name}'"
        );
    }
    let is_in = |names: &[String], step: &Step| names.iter().any(|name| name == step.name);
    let steps = STEPS.iter().filter(|step| {
        let wanted = if options.only.is_empty() {
            step.has_names || options.filter.is_none()
        } else {
            is_in(&options.only, step)
        };
        wanted && !is_in(&options.skip, step)
    });
    Ok(steps.collect())
}

/// What the steps work with; what takes time is set up by the first that asks for it.
struct Context<'a> {
    project: &'a Project,
    filter: Option<&'a str>,
    browser: OnceCell<Result<Browser, NotRun>>,
    toolchain: OnceCell<Result<Toolchain, String>>,
    package: OnceCell<Result<Packed, String>>,
}

/// The npm package, and the examples built with it.
struct Packed {
    tarball: PathBuf,
    examples: PathBuf,
}

impl<'a> Context<'a> {
    fn new(project: &'a Project, filter: Option<&'a str>) -> Self {
        Self {
            project,
            filter,
            browser: OnceCell::new(),
            toolchain: OnceCell::new(),
            package: OnceCell::new(),
        }
    }

    fn browser(&self) -> Result<&Browser> {
        let found = self
            .browser
            .get_or_init(|| browsers::set_up().map_err(|error| NotRun(format!("{error:#}"))));
        Ok(found.as_ref().map_err(Clone::clone)?)
    }

    /// What dist is built with, once it is built.
    fn dist(&self) -> Result<&Toolchain> {
        let built = self
            .toolchain
            .get_or_init(|| build::dist(self.project).map_err(|error| format!("{error:#}")));
        built.as_ref().or_else(|error| bail!("no dist: {error}"))
    }

    fn package(&self) -> Result<&Packed> {
        self.dist()?;
        let pack = || {
            let package = npm::run(self.project)?;
            let examples = examples::build(self.project, &package)?;
            Ok(Packed {
                tarball: package.tarball,
                examples,
            })
        };
        let packed = self
            .package
            .get_or_init(|| pack().map_err(|error: Error| format!("{error:#}")));
        packed
            .as_ref()
            .or_else(|error| bail!("no package: {error}"))
    }
}

/// Why a step can't run on this machine; a failure in continuous integration only.
#[derive(Debug, Clone)]
struct NotRun(String);

impl fmt::Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotRun {}

fn native(context: &Context) -> Result<Tally> {
    // The tests that need them say so too, by failing; all others run.
    if let Err(error) = servers::set_up() {
        report::note(&format!("{error:#}"));
    }
    let (sh, filter) = (context.project.shell()?, context.filter);
    count(cmd!(
        sh,
        "cargo test --workspace --no-fail-fast --features {FEATURES} {filter...}"
    ))
}

fn in_headless_browser(context: &Context) -> Result<Tally> {
    /// All of the tests take half a minute, and three times as long on a busy machine.
    const SECONDS: &str = "240";
    let browser = context.browser()?;
    let toolchain = context.dist()?;
    let sh = context.project.shell()?;
    sh.set_var(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        toolchain.wasm_bindgen.join("wasm-bindgen-test-runner"),
    );
    sh.set_var("CHROMEDRIVER", &browser.driver);
    let webdriver = browser.webdriver_json(context.project)?;
    sh.set_var("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver);
    // The runner gives the driver 5 seconds and the tests 20, too few for a busy machine.
    sh.set_var("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    sh.set_var("WASM_BINDGEN_TEST_TIMEOUT", "220");

    let wasm = toolchain.wasm;
    let cargo = wasm.cargo();
    let command = |program: &Path| wasm.command(&sh, context.project, program);
    let triple = wasm_target::TRIPLE;
    let args = format!("test -p phone-profile --target {triple} --features embed --test browser");
    let args: Vec<_> = args.split(' ').chain(context.filter).collect();
    command(&cargo)?.args(&args).arg("--no-run").run()?;
    // In a browser that ignores the limit on connections (see browsers.rs), the page sometimes never
    // loads: no test has begun then, and a second start mostly helps.
    if let Some(timeout) = process::find("timeout") {
        let limited = command(&timeout)?.args(["--kill-after=5", SECONDS]);
        let (status, output) = process::tee(&mut limited.arg(&cargo).args(&args).into())?;
        if output.contains("\nrunning ") {
            return Ok(Tally::from_output(&output, status.success()));
        }
        report::note("the tests' page did not load: once more");
    }
    count(command(&cargo)?.args(&args))
}

fn end_to_end(context: &Context, engine: Engine) -> Result<Tally> {
    context.dist()?;
    docs::site(context.project)?;
    scenarios(context, engine, &context.project.shell()?)
}

/// The types of the npm package, as its users compile them.
fn in_package(context: &Context) -> Result<Tally> {
    let (node, package) = (&context.dist()?.node, context.package()?);
    let mut tally = type_tests::installed(context.project, node, &package.examples)?;
    tally += type_tests::packed(context.project, node, &package.tarball)?;
    Ok(tally)
}

/// The package in Node, and the built examples.
fn in_examples(context: &Context, engine: Engine) -> Result<Tally> {
    let sh = context.project.shell()?;
    sh.set_var("PHONE_PROFILE_EXAMPLES", &context.package()?.examples);
    scenarios(context, engine, &sh)
}

/// Those examples that are projects of their own, as many as there is time for.
fn in_stacks(context: &Context) -> Result<Tally> {
    let browser = context.browser()?;
    context.dist()?;
    let package = npm::run(context.project)?;
    stacks::turn(context.project, browser, &package.tarball)
}

/// Without `PHONE_PROFILE_EXAMPLES` it plays all scenarios but those of the examples, with it only
/// those; with `PHONE_PROFILE_SCREENSHOTS` those that take the documentation's pictures. With
/// `PHONE_PROFILE_BASELINES=update` pictures of the gallery's cards are kept as they are now.
fn scenarios(context: &Context, engine: Engine, sh: &Shell) -> Result<Tally> {
    let programs = engine
        .set_up(context.project)
        .map_err(|error| NotRun(format!("{error:#}")))?;
    for (variable, program) in programs {
        sh.set_var(variable, program);
    }
    sh.set_var("PHONE_PROFILE_BROWSER", engine.to_string());
    sh.set_var("AXE_JS", context.dist()?.node.axe());
    sh.set_var("PHONE_PROFILE_DIST", context.project.dist());
    let filter = context.filter;
    // Of the whole workspace, as the native tests: what both use is compiled once.
    count(cmd!(
        sh,
        "cargo test --workspace --features phone-profile/e2e,{FEATURES} --test e2e -- {filter...}"
    ))
}

fn bench_gates(context: &Context) -> Result<Tally> {
    context.browser()?;
    context.dist()?;
    let sh = context.project.shell()?;
    count(cmd!(sh, "cargo run -q -p phone-profile-bench -- gates"))
}

fn shell(context: &Context) -> Result<Tally> {
    shell_tests::run(context.project, &node::set_up(context.project)?)
}

fn types(context: &Context) -> Result<Tally> {
    type_tests::run(context.project, &node::set_up(context.project)?)
}

fn checks(context: &Context) -> Result<Tally> {
    let wasm = wasm_target::set_up()?;
    let mut tally = check::all(context.project, wasm)?;
    let kit = context.project.kit();
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
        tally += check::check("what only some pages load", || {
            let apart = size::Apart::measure(&kit)?;
            print!("{}", apart.table());
            apart.check()
        });
    }
    Ok(tally)
}

/// Runs a program that reports as test runners do.
fn count(command: Cmd) -> Result<Tally> {
    let (status, output) = process::tee(&mut command.into())?;
    Ok(Tally::from_output(&output, status.success()))
}

/// What ran, what did not, and how long it took.
#[derive(Default)]
struct Record {
    tally: Tally,
    lines: Vec<String>,
    not_run: bool,
}

impl Record {
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Tally>) {
        report::heading(&format!("tests: {name}"));
        let start = Instant::now();
        let tally = match work() {
            Ok(tally) => tally,
            Err(error) if error.is::<NotRun>() => {
                self.not_run = true;
                self.lines.push(format!("not run: {name}: {error}"));
                return;
            }
            Err(error) => {
                report::note(&format!("{error:#}"));
                Tally::of(false)
            }
        };
        let (passed, failed) = (tally.passed, tally.failed);
        let time = report::elapsed(start.elapsed());
        report::note(&format!(
            "{name}: {passed} passed, {failed} failed after {time}"
        ));
        self.lines.push(format!(
            "{name:<20}{passed:>6} passed{failed:>6} failed  {time}"
        ));
        let failures = tally.failures.iter();
        self.lines
            .extend(failures.map(|test| format!("        failed: {test}")));
        let skipped = tally.skipped.iter();
        self.lines
            .extend(skipped.map(|test| format!("        skipped: {test}")));
        self.tally += tally;
    }

    /// Prints the result; its last line is read by programs too.
    fn close(&self) -> ExitCode {
        println!();
        for line in &self.lines {
            println!("{line}");
        }
        let (passed, failed) = (self.tally.passed, self.tally.failed);
        println!("{passed} passed, {failed} failed");
        ExitCode::from(u8::from(failed > 0 || (self.not_run && is_ci())))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(only: &[&str], skip: &[&str], filter: Option<&str>) -> Result<Vec<&'static str>> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let steps = chosen(&Test {
            filter: filter.map(str::to_owned),
            only: owned(only),
            skip: owned(skip),
            browsers: None,
        })?;
        Ok(steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn given_options_when_steps_are_chosen_then_they_are_those_and_in_their_order() {
        assert_eq!(names(&[], &[], None).unwrap().len(), STEPS.len());
        assert_eq!(
            names(&["check", "e2e"], &[], None).unwrap(),
            ["e2e", "check"]
        );
        assert!(!names(&[], &["bench"], None).unwrap().contains(&"bench"));
        let error = names(&["e3e"], &[], None).unwrap_err();
        assert!(error.to_string().contains("e3e"));
    }

    #[test]
    fn given_a_filter_when_steps_are_chosen_then_those_without_named_tests_are_left_out() {
        let filtered = names(&[], &[], Some("picture")).unwrap();
        assert_eq!(filtered, ["native", "browser", "e2e"]);
        assert_eq!(names(&["types"], &[], Some("picture")).unwrap(), ["types"]);
    }

    #[test]
    fn given_steps_that_pass_fail_and_break_when_recorded_then_the_tally_has_them_all() {
        let mut record = Record::default();
        record.step("native", || {
            Ok(Tally {
                passed: 7,
                failed: 1,
                failures: vec!["picture::expired".into()],
                skipped: vec!["lookup::aborted: no network log".into()],
            })
        });
        record.step("types", || bail!("tsc is gone"));
        assert_eq!((record.tally.passed, record.tally.failed), (7, 2));
        assert_eq!(record.lines[1].trim(), "failed: picture::expired");
        let skipped = record.lines[2].trim();
        assert_eq!(skipped, "skipped: lookup::aborted: no network log");
        assert!(!record.not_run);
    }

    #[test]
    fn given_a_step_that_could_not_run_when_recorded_then_it_is_named_and_counts_as_nothing() {
        let mut record = Record::default();
        record.step("e2e", || Err(NotRun("no browser".into()).into()));
        assert_eq!(record.tally, Tally::default());
        assert!(record.not_run);
        assert_eq!(record.lines, ["not run: e2e: no browser"]);
    }
}
