//! What the user sees of steps: what happens, how long it should take, how long it took, and how
//! much is still to come.
//!
//! On standard error, so that standard output holds results only.

use std::env;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

/// What the long steps to come should take together, in seconds, as `plan` has been told.
static AHEAD: AtomicU64 = AtomicU64::new(0);

/// Between two lines about a long step, where no terminal shows cargo's own progress.
const PAUSE: Duration = Duration::from_secs(30);

/// Announces a step and its end. `expected` is for two cores and a good network.
pub fn step<T>(what: &str, expected: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if expected.is_empty() {
        heading(what);
    } else {
        heading(&format!("{what} ({expected})"));
    }
    timed(work)
}

/// Adds long steps to those that are still to come.
pub fn plan(expected: Duration) {
    AHEAD.fetch_add(expected.as_secs(), Ordering::Relaxed);
}

/// Takes a step off those that are still to come, and gives what is left of them.
pub fn skip(expected: Duration) -> Duration {
    let take = |ahead: u64| Some(ahead.saturating_sub(expected.as_secs()));
    let _ = AHEAD.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
    Duration::from_secs(AHEAD.load(Ordering::Relaxed))
}

/// A step that takes minutes: says how much is left in all when it begins and while it runs.
pub fn long_step<T>(what: &str, expected: Duration, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let after = skip(expected);
    heading(&format!(
        "{what} ({}{})",
        about(expected),
        left(expected, after)
    ));
    let start = Instant::now();
    thread::scope(|scope| {
        let (end, ended) = mpsc::channel::<()>();
        if !std::io::stderr().is_terminal() {
            scope.spawn(move || {
                while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                    let so_far = start.elapsed();
                    let rest = expected.saturating_sub(so_far);
                    note(&format!("{} so far{}", elapsed(so_far), left(rest, after)));
                }
            });
        }
        let result = timed(work);
        drop(end);
        result
    })
}

/// What is left of this step and of all after it, if there are any.
fn left(rest: Duration, after: Duration) -> String {
    if after.is_zero() {
        String::new()
    } else {
        format!(", {} left in all", about(rest + after))
    }
}

fn about(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..50 => format!("about {} s", seconds.max(1)),
        seconds => format!("about {} min", seconds.div_ceil(60)),
    }
}

fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let result = work();
    let verb = if result.is_ok() { "done" } else { "failed" };
    note(&format!("{verb} after {}", elapsed(start.elapsed())));
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
        assert_eq!(about(Duration::from_secs(10)), "about 10 s");
        assert_eq!(about(Duration::from_secs(121)), "about 3 min");
    }

    #[test]
    fn given_steps_to_come_when_one_runs_then_it_says_what_is_left_in_all() {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        assert_eq!(left(minutes(2), minutes(3)), ", about 5 min left in all");
        assert_eq!(left(minutes(2), Duration::ZERO), "");
    }

    #[test]
    fn given_a_failing_step_when_run_then_its_error_is_returned() {
        let result: Result<()> = step("a step", "", || anyhow::bail!("no disk"));
        assert!(result.is_err_and(|error| error.to_string() == "no disk"));
        let result: Result<()> = long_step("a step", PAUSE, || anyhow::bail!("no disk"));
        assert!(result.is_err_and(|error| error.to_string() == "no disk"));
    }
}
