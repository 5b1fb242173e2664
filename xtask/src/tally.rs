//! Counting what test runners report.

use std::ops::AddAssign;

/// Tests that passed and tests that failed, and those that were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    /// Which failed, as far as the runner named them.
    pub failures: Vec<String>,
    /// Which were left out, each with the reason that the runner gave.
    pub skipped: Vec<String>,
}

impl Tally {
    pub fn of(ok: bool) -> Self {
        Self {
            passed: u64::from(ok),
            failed: u64::from(!ok),
            ..Self::default()
        }
    }

    /// Adds up every `test result:` line. A runner that failed without saying which test did
    /// (it did not compile, it crashed) counts as one failure.
    pub fn from_output(output: &str, succeeded: bool) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            if let Some(one) = result_line(line) {
                tally += one;
            } else if let Some(name) = failed_name(line) {
                tally.failures.push(name.to_owned());
            } else if let Some((name, reason)) = skipped_name(line) {
                tally.skipped.push(format!("{name}: {reason}"));
            }
        }
        if !succeeded && tally.failed == 0 {
            tally.failed = 1;
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self.skipped.extend(other.skipped);
    }
}

/// `test picture::expired ... FAILED`
fn failed_name(line: &str) -> Option<&str> {
    let name = line.trim_start().strip_prefix("test ")?;
    name.strip_suffix(" ... FAILED").map(str::trim_end)
}

/// `test print::masked ... ignored, there is no printer`
fn skipped_name(line: &str) -> Option<(&str, &str)> {
    let name = line.trim_start().strip_prefix("test ")?;
    let (name, reason) = name.split_once(" ... ignored, ")?;
    Some((name.trim_end(), reason.trim_end()))
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
fn result_line(line: &str) -> Option<Tally> {
    let rest = line.trim_start().strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    let count = |what: &str| {
        let part = counts
            .split(';')
            .find_map(|part| part.trim().strip_suffix(what))?;
        part.trim().parse().ok()
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
        ..Tally::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_several_targets_when_counted_then_their_results_add_up() {
        let output = "\
running 2 tests
test a ... ok
test b ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

test picture::expired ... FAILED
test lookup::aborted ... ignored, no network log

test result: FAILED. 10 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 1.20s
";
        let tally = Tally::from_output(output, false);
        assert_eq!((tally.passed, tally.failed), (12, 3));
        assert_eq!(tally.failures, ["picture::expired"]);
        assert_eq!(tally.skipped, ["lookup::aborted: no network log"]);
    }

    #[test]
    fn given_a_runner_that_did_not_get_to_a_result_when_counted_then_it_is_a_failure() {
        let tally = Tally::from_output("error: could not compile", false);
        assert_eq!(
            tally,
            Tally {
                failed: 1,
                ..Tally::default()
            }
        );
    }

    #[test]
    fn given_text_that_mentions_results_when_counted_then_only_result_lines_count() {
        let output = "println: the test result: ok. 9 passed; 0 failed\ntest result: pending\n";
        assert_eq!(Tally::from_output(output, true), Tally::default());
    }
}
