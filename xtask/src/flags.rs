//! The command line: which task, with which options.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroU32;
use std::path::PathBuf;

xflags::xflags! {
    /// Everything between a fresh clone and a running, tested widget.
    ///
    /// Environment:
    ///   PHONE_PROFILE_TOOLS           where tools are kept [the user's cache directory]
    ///   PHONE_PROFILE_RELEASES        where Trunk and wasm-bindgen are released [https://github.com]
    ///   PHONE_PROFILE_WASM            rustup or debian: where the wasm32 target comes from
    ///   PHONE_PROFILE_STD             prebuilt: don't build the library from source for what ships
    ///   CHROMEDRIVER, CHROME          the driver and browser that the tests use
    ///   GECKODRIVER, FIREFOX          the same for Firefox
    ///   WEBKITDRIVER                  WebKitGTK's driver, which knows its browser
    ///   CI=true                       a test step that can't run is a failure
    cmd xtask {
        /// Build the page, the embed kit and the documentation, serve them with demo data, open the browser.
        cmd start {
            /// Port on 127.0.0.1 [8080]; 0 takes a free one.
            optional --port n: u16
            /// Don't open a browser.
            optional --no-open
            /// Delay every answer, e.g. 300ms.
            optional --latency time: String
            /// The gateway's configuration, in place of demo data.
            optional --config file: PathBuf
            /// Let pages of this origin use the lookup endpoint.
            repeated --allow-origin origin: String
            /// Let pages of this origin show the card in an iframe.
            repeated --frame-origin origin: String
        }
        /// Build the page, the embed kit and the documentation into dist/.
        cmd build {}
        /// Make the npm package and its tarball, in target/npm/.
        cmd package {}
        /// Run every test.
        cmd test {
            /// Only tests with this in their names.
            optional filter: String
            /// Only this step.
            repeated --only step: String
            /// Every step but this one.
            repeated --skip step: String
            /// The engines of the end-to-end tests: chromium, firefox, webkit, with commas
            /// [chromium,firefox,webkit].
            optional --browsers names: String
        }
        /// Play examples as their readers would: install them from the package's tarball, type-check,
        /// run, build and look at them in a browser. Without a name it lists them.
        cmd stacks {
            /// An example, or one variant of it.
            repeated name: String
            /// All of them, and write what came of it to examples/results.json.
            optional --all
            /// Keep the installed packages of all of them: several gigabytes.
            optional --keep
            /// This tarball, in place of one of this checkout.
            optional --package file: PathBuf
        }
        /// Measure the embed beside cards of other libraries (`bench widget`), the workbench with a
        /// long list (`bench list`), or the gateway beside nginx (`bench gateway`) and under a mixed
        /// load (`bench soak`).
        cmd bench {
            /// `widget`, `list`, `gateway` or `soak`.
            required what: String
            /// How often everything is measured [what its plan has].
            optional --rounds n: NonZeroU32
            /// Less of it, written to target/bench/.
            optional --short
            /// How long a soak takes [30].
            optional --minutes n: NonZeroU32
        }
        /// Make the pictures of README and docs anew, in docs/pictures/.
        cmd screenshots {
            /// Only those with this in their names.
            optional filter: String
        }
        /// Take the pictures of the gallery's cards anew that the tests hold them against, in
        /// tests/e2e/baselines/. Those that look as before stay as they are.
        cmd baselines {
            /// The engines that draw them, with commas [chromium,firefox,webkit].
            optional --browsers names: String
        }
        /// Check formatting, lints and documentation.
        cmd check {}
        /// Weigh what an embedding page loads.
        cmd size {
            /// As JSON.
            optional --json
            /// Fail when the brotli total is larger [what ships may be].
            optional --max bytes: u64
        }
        /// Only install what is missing.
        cmd setup {}
        /// Called by Trunk at the end of a build, not by people.
        cmd finish-dist {}
    }
}

impl Xtask {
    /// What `--help` prints.
    pub const HELP: &'static str = Self::HELP_;
}

impl Start {
    /// Options that the gateway understands, passed on as they are.
    pub fn for_gateway(&self) -> Vec<OsString> {
        let mut args: Vec<OsString> = Vec::new();
        let mut pass = |name: &str, value: &OsStr| args.extend([name.into(), value.into()]);
        if let Some(time) = &self.latency {
            pass("--latency", time.as_ref());
        }
        if let Some(file) = &self.config {
            pass("--config", file.as_ref());
        }
        for origin in &self.allow_origin {
            pass("--allow-origin", origin.as_ref());
        }
        for origin in &self.frame_origin {
            pass("--frame-origin", origin.as_ref());
        }
        args
    }
}

impl Bench {
    /// The same options for the program that measures.
    pub fn as_args(&self) -> Vec<String> {
        let mut args = vec![self.what.clone()];
        if let Some(minutes) = self.minutes {
            args.extend(["--minutes".to_owned(), minutes.to_string()]);
        }
        if let Some(rounds) = self.rounds {
            args.extend(["--rounds".to_owned(), rounds.to_string()]);
        }
        if self.short {
            args.push("--short".to_owned());
        }
        args
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn parse(line: &str) -> xflags::Result<XtaskCmd> {
        let args = line.split_whitespace().map(OsString::from).collect();
        Xtask::from_vec(args).map(|flags| flags.subcommand)
    }

    #[test]
    fn given_gateway_options_when_parsed_then_they_are_passed_on() {
        let line = "start --latency 300ms --no-open --port 0 --allow-origin https://a.example \
                    --allow-origin https://b.example --frame-origin https://crm.example";
        let XtaskCmd::Start(start) = parse(line).unwrap() else {
            unreachable!("the task is start");
        };
        assert_eq!((start.port, start.no_open), (Some(0), true));
        let expected = "--latency 300ms --allow-origin https://a.example \
                        --allow-origin https://b.example --frame-origin https://crm.example";
        let expected: Vec<_> = expected.split_whitespace().map(OsString::from).collect();
        assert_eq!(start.for_gateway(), expected);
    }

    #[test]
    fn given_a_bench_when_parsed_then_its_options_reach_the_program_that_measures() {
        let XtaskCmd::Bench(bench) = parse("bench widget --short --rounds 3").unwrap() else {
            unreachable!("the task is bench");
        };
        assert_eq!(bench.as_args(), ["widget", "--rounds", "3", "--short"]);
        assert!(parse("bench widget --rounds 0").is_err());
        assert!(parse("bench").is_err());
    }

    #[test]
    fn given_unknown_words_when_parsed_then_the_error_names_them() {
        for (line, word) in [
            ("tset", "tset"),
            ("build --fast", "--fast"),
            ("test one two", "two"),
            ("start --port 99999", "port"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(word), "{line}: {error}");
        }
    }
}
