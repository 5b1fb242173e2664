//! What the user sees of steps: what happens, how long it should take, how long it took.
//!
//! On standard error, so that standard output holds results only.

use std::env;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use anyhow::Result;

/// Announces a step and its end. `expected` is for two cores and a good network.
pub fn step<T>(what: &str, expected: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if expected.is_empty() {
        heading(what);
    } else {
        heading(&format!("{what} ({expected})"));
    }
    let start = Instant::now();
    let result = work();
    let verb = if result.is_ok() { "done" } else { "failed" };
    eprintln!("    {verb} after {}", elapsed(start.elapsed()));
    result
}

/// One line that stands out.
pub fn heading(text: &str) {
    if colored() {
        eprintln!("\x1b[1m==> {text}\x1b[0m");
    } else {
        eprintln!("==> {text}");
    }
}

/// One line below a heading.
pub fn note(text: &str) {
    eprintln!("    {text}");
}

/// Whether people asked for colour and something can show it.
fn colored() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::io::stderr().is_terminal()
}

/// `3.2 s`, or `4 min 05 s` from a minute on.
pub fn elapsed(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_times_when_shown_then_in_the_unit_that_people_read() {
        assert_eq!(elapsed(Duration::from_millis(3240)), "3.2 s");
        assert_eq!(elapsed(Duration::from_secs(245)), "4 min 05 s");
    }

    #[test]
    fn given_a_failing_step_when_run_then_its_error_is_returned() {
        let result: Result<()> = step("a step", "", || anyhow::bail!("no disk"));
        assert!(result.is_err_and(|error| error.to_string() == "no disk"));
    }
}
