//! The command line: which task, with which options.

use std::ffi::OsString;
use std::fmt;
use std::num::NonZeroU32;

use lexopt::{Arg, Parser, ValueExt};

pub const USAGE: &str = "\
Usage: cargo xtask <task> [options]

Tasks:
  start    build the page and the embed kit, serve them with demo data, open the browser
             --port N           port on 127.0.0.1 [8080]; 0 takes a free one
             --no-open          don't open a browser
             --latency TIME     delay every answer, e.g. 300ms
             --config FILE      the gateway's configuration, in place of demo data
             --allow-origin O   let pages of origin O use the lookup endpoint; may be repeated
             --frame-origin O   let pages of origin O show the card in an iframe; may be repeated
  build    build the page and the embed kit into dist/
  package  make the npm package and its tarball, in target/npm/
  test     run every test: cargo xtask test [--only STEP] [filter]
             --only STEP        native, browser, e2e, examples, bench, types or check; may be repeated
  bench    measure the embed beside cards of other libraries: cargo xtask bench widget
           measure the gateway beside nginx: cargo xtask bench gateway
             --rounds N         how often everything is measured [what its plan has]
             --short            less of it, written to target/bench/
  check    formatting, lints and documentation
  size     bytes that an embedding page loads
             --json             as JSON
             --max BYTES        fail when the brotli total is larger [what ships may be]
  setup    only install what is missing

Environment:
  PHONE_PROFILE_TOOLS           where tools are kept [the user's cache directory]
  PHONE_PROFILE_WASM            rustup or debian: where the wasm32 target comes from
  PHONE_PROFILE_STD             prebuilt: don't build the library from source for what ships
  CHROMEDRIVER, CHROME          the driver and browser that the tests use
  CI=true                       a test step that can't run is a failure";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build,
    Package,
    Start(StartOptions),
    Test(TestOptions),
    Bench(Bench, BenchOptions),
    Check,
    Size(SizeOptions),
    /// Called by Trunk at the end of a build, not by people.
    FinishDist,
}

#[derive(Debug, PartialEq, Eq)]
pub struct StartOptions {
    pub port: u16,
    pub open: bool,
    /// Options that the gateway understands, passed on as they are.
    pub gateway: Vec<OsString>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// Empty: every step.
    pub only: Vec<Step>,
    pub filter: Option<String>,
}

impl TestOptions {
    pub fn includes(&self, step: Step) -> bool {
        self.only.is_empty() || self.only.contains(&step)
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bench {
    Widget,
    Gateway,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// None: as many as the plan has.
    pub rounds: Option<u32>,
    /// Less, in place of everything.
    pub short: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct SizeOptions {
    pub json: bool,
    /// Largest brotli total that passes, in bytes.
    pub max: Option<u64>,
}

/// A part of `cargo xtask test`, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Native,
    Browser,
    E2e,
    Examples,
    Bench,
    Types,
    Check,
}

impl Step {
    const ALL: [Self; 7] = [
        Self::Native,
        Self::Browser,
        Self::E2e,
        Self::Examples,
        Self::Bench,
        Self::Types,
        Self::Check,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
            Self::E2e => "e2e",
            Self::Examples => "examples",
            Self::Bench => "bench",
            Self::Types => "types",
            Self::Check => "check",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads the arguments that follow the program's name.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Task, lexopt::Error> {
    let mut parser = Parser::from_args(args);
    let task = match parser.next()? {
        None | Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Task::Help),
        Some(Arg::Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match task.as_str() {
        "help" => Ok(Task::Help),
        "start" => start(&mut parser),
        "test" => test(&mut parser),
        "bench" => bench(&mut parser),
        "size" => size(&mut parser),
        "setup" => without_options(&mut parser, Task::Setup),
        "package" => without_options(&mut parser, Task::Package),
        "build" => without_options(&mut parser, Task::Build),
        "check" => without_options(&mut parser, Task::Check),
        "finish-dist" => without_options(&mut parser, Task::FinishDist),
        other => Err(format!("there is no task '{other}'").into()),
    }
}

fn without_options(parser: &mut Parser, task: Task) -> Result<Task, lexopt::Error> {
    match parser.next()? {
        None => Ok(task),
        Some(Arg::Long("help") | Arg::Short('h')) => Ok(Task::Help),
        Some(other) => Err(other.unexpected()),
    }
}

fn start(parser: &mut Parser) -> Result<Task, lexopt::Error> {
    let mut options = StartOptions {
        port: 8080,
        open: true,
        gateway: Vec::new(),
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("port") => options.port = parser.value()?.parse()?,
            Arg::Long("no-open") => options.open = false,
            Arg::Long("latency") => {
                options
                    .gateway
                    .extend(["--latency".into(), parser.value()?]);
            }
            Arg::Long("config") => {
                options.gateway.extend(["--config".into(), parser.value()?]);
            }
            Arg::Long("allow-origin") => {
                options
                    .gateway
                    .extend(["--allow-origin".into(), parser.value()?]);
            }
            Arg::Long("frame-origin") => {
                options
                    .gateway
                    .extend(["--frame-origin".into(), parser.value()?]);
            }
            Arg::Long("help") | Arg::Short('h') => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Start(options))
}

fn test(parser: &mut Parser) -> Result<Task, lexopt::Error> {
    let mut options = TestOptions::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("only") => {
                let name = parser.value()?.string()?;
                let step = Step::ALL.into_iter().find(|step| step.name() == name);
                options
                    .only
                    .push(step.ok_or_else(|| format!("there is no test step '{name}'"))?);
            }
            Arg::Long("help") | Arg::Short('h') => return Ok(Task::Help),
            Arg::Value(filter) if options.filter.is_none() => {
                options.filter = Some(filter.string()?);
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Test(options))
}

fn bench(parser: &mut Parser) -> Result<Task, lexopt::Error> {
    let mut options = BenchOptions::default();
    let mut named = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("rounds") => options.rounds = Some(rounds(&parser.value()?)?),
            Arg::Long("short") => options.short = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(Task::Help),
            Arg::Value(name) if named.is_none() && name == "widget" => named = Some(Bench::Widget),
            Arg::Value(name) if named.is_none() && name == "gateway" => {
                named = Some(Bench::Gateway);
            }
            other => return Err(other.unexpected()),
        }
    }
    match named {
        Some(bench) => Ok(Task::Bench(bench, options)),
        None => Err("there are two benches: `bench widget` and `bench gateway`".into()),
    }
}

/// At least one: nothing comes of none.
fn rounds(value: &OsString) -> Result<u32, lexopt::Error> {
    let rounds: NonZeroU32 = value.parse()?;
    Ok(rounds.get())
}

fn size(parser: &mut Parser) -> Result<Task, lexopt::Error> {
    let mut options = SizeOptions::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("json") => options.json = true,
            Arg::Long("max") => options.max = Some(parser.value()?.parse()?),
            Arg::Long("help") | Arg::Short('h') => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Size(options))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn parse_words(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn given_start_without_options_when_parsed_then_port_8080_and_a_browser() {
        let task = parse_words("start").unwrap();
        assert_eq!(
            task,
            Task::Start(StartOptions {
                port: 8080,
                open: true,
                gateway: Vec::new()
            })
        );
    }

    #[test]
    fn given_gateway_options_when_parsed_then_they_are_passed_on_in_order() {
        let task = parse_words("start --latency 300ms --no-open --port=0 --allow-origin https://a.example --allow-origin https://b.example --frame-origin https://crm.example").unwrap();
        let gateway = [
            "--latency",
            "300ms",
            "--allow-origin",
            "https://a.example",
            "--allow-origin",
            "https://b.example",
            "--frame-origin",
            "https://crm.example",
        ];
        assert_eq!(
            task,
            Task::Start(StartOptions {
                port: 0,
                open: false,
                gateway: gateway.map(OsString::from).to_vec()
            })
        );
    }

    #[test]
    fn given_steps_and_a_filter_when_parsed_then_only_those_steps_are_included() {
        let Task::Test(options) = parse_words("test --only e2e --only check picture").unwrap()
        else {
            unreachable!("the task is test");
        };
        assert_eq!(options.filter.as_deref(), Some("picture"));
        let included: Vec<_> = Step::ALL
            .into_iter()
            .filter(|step| options.includes(*step))
            .collect();
        assert_eq!(included, [Step::E2e, Step::Check]);
    }

    #[test]
    fn given_no_only_when_parsed_then_every_step_is_included() {
        let options = TestOptions::default();
        assert!(Step::ALL.into_iter().all(|step| options.includes(step)));
    }

    #[test]
    fn given_a_bench_when_parsed_then_it_has_to_be_named_and_its_rounds_are_counted() {
        let task = parse_words("bench widget --rounds 3 --short").unwrap();
        let (rounds, short) = (Some(3), true);
        let options = BenchOptions { rounds, short };
        assert_eq!(task, Task::Bench(Bench::Widget, options));
        assert_eq!(
            parse_words("bench gateway").unwrap(),
            Task::Bench(Bench::Gateway, BenchOptions::default())
        );
        for line in [
            "bench",
            "bench nginx",
            "bench widget gateway",
            "bench widget --rounds 0",
        ] {
            assert!(parse_words(line).is_err(), "{line}");
        }
    }

    #[test]
    fn given_unknown_words_when_parsed_then_the_error_names_them() {
        assert!(parse_words("tset").unwrap_err().contains("tset"));
        assert!(parse_words("test --only e3e").unwrap_err().contains("e3e"));
        assert!(parse_words("build --fast").unwrap_err().contains("--fast"));
        assert!(parse_words("start --port 99999").is_err());
        assert!(parse_words("test one two").is_err());
    }

    #[test]
    fn given_nothing_or_help_when_parsed_then_help() {
        for line in ["", "help", "--help", "start -h", "size --help"] {
            assert_eq!(parse_words(line).unwrap(), Task::Help, "{line}");
        }
    }
}
