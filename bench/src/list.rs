//! `cargo xtask bench list`: the workbench with a list of 100,000 rows. How long it reads, what keeps the page
//! busy meanwhile, how it scrolls, and what it holds in memory.

use std::num::NonZeroU32;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use xtask::browsers::{self, Browser};
use xtask::gateway::{self, Profile};
use xtask::project::Project;
use xtask::{npm_copy, report};

use crate::flags::List;
use crate::processes::Processes;
use crate::summary::Summary;
use crate::table::{Table, number, summary};
use crate::{document, machine};

const ROWS: u32 = 100_000;
const SHORT_ROWS: u32 = 10_000;
const ROUNDS: u32 = 3;

/// At 60 frames a second none may take longer than this.
const FRAME_MS: f64 = 16.7;
/// What a browser calls a long task.
const LONG_TASK_MS: f64 = 50.0;

/// One round, as `list.mjs` prints it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Round {
    browser: String,
    rows: f64,
    /// From the choice of the file until it says what it would look up, in milliseconds.
    read: f64,
    /// The page's longest task meanwhile, in milliseconds.
    longest: f64,
    /// Until every number has its answer, in milliseconds.
    looked_up: f64,
    wheel: Scroll,
    flick: Scroll,
    fling: Scroll,
    jump: Scroll,
    bytes: Bytes,
}

/// Times between frames, in milliseconds.
#[derive(Debug, Deserialize)]
struct Scroll {
    median: f64,
    p95: f64,
    max: f64,
    /// The share of frames that had rows without their content yet.
    waiting: f64,
}

/// What the page's process has grown by, worker and pictures included.
#[derive(Debug, Deserialize)]
struct Bytes {
    read: f64,
    answered: f64,
}

/// Measures and writes the results: to the repository what a full plan has measured, else below the
/// target directory.
pub fn run(project: &Project, options: &List) -> Result<ExitCode> {
    let rows = if options.short { SHORT_ROWS } else { ROWS };
    let rounds = options.rounds.map_or(ROUNDS, NonZeroU32::get);
    let measured = measure(project, &browsers::set_up()?, rows, rounds)?;
    let text = markdown(&measured);
    println!("{text}");
    document::write(project, "list.md", &text, !options.short)?;
    Ok(ExitCode::SUCCESS)
}

fn measure(project: &Project, browser: &Browser, rows: u32, rounds: u32) -> Result<Vec<Round>> {
    let program = gateway::build(project, Profile::Release)?;
    let dir = npm_copy::make(project, "bench", "installing the driver of the browser")?;
    report::step("measuring", "about 2 min a round", || {
        let processes = Processes::new()?;
        let origin = processes.gateway(project, &program, &project.dist(), 0)?;
        let mut runner = Command::new("node");
        runner
            .current_dir(&dir)
            .args(["list.mjs", "--origin", &origin]);
        runner.args(["--rows", &rows.to_string(), "--rounds", &rounds.to_string()]);
        if let Some(chrome) = &browser.chrome {
            runner.arg("--chrome").arg(chrome);
        }
        // The rest is for Chromium.
        runner.arg("--").args(browsers::QUIET);
        let mut measured: Vec<Round> = Vec::new();
        processes.lines(&mut runner, |line| {
            measured.push(serde_json::from_str(line).context("not a measurement")?);
            Ok(())
        })?;
        if measured.is_empty() {
            bail!("the runner measured nothing");
        }
        Ok(measured)
    })
}

fn markdown(rounds: &[Round]) -> String {
    let of = |what: fn(&Round) -> f64| Summary::of(&rounds.iter().map(what).collect::<Vec<_>>());
    let rows = of(|round| round.rows).map_or(0.0, |rows| rows.median);
    let mut times = Table::new(["", "measured", "target", ""]);
    let mut line = |what: &str, value: Option<Summary>, most: Option<f64>| {
        let verdict = value.zip(most).map_or("", |(value, most)| {
            if value.median <= most {
                "met"
            } else {
                "missed"
            }
        });
        let target = most.map_or_else(String::new, |most| format!("≤ {}", number(most)));
        times.row([what.to_owned(), summary(value), target, verdict.to_owned()]);
    };
    line(
        "reading, guessing, planning, in s",
        of(|round| round.read / 1e3),
        None,
    );
    line(
        "longest task of the page meanwhile, in ms",
        of(|round| round.longest),
        Some(LONG_TASK_MS),
    );
    line(
        "looking all of it up, in s",
        of(|round| round.looked_up / 1e3),
        None,
    );
    line(
        "memory for a row that is read, in bytes",
        of(|round| round.bytes.read / round.rows),
        None,
    );
    line(
        "memory for a row that is answered, in bytes",
        of(|round| round.bytes.answered / round.rows),
        None,
    );
    let mut frames = Table::new([
        "scrolled by",
        "median ms",
        "p95 ms",
        "max ms",
        "frames with rows to come, %",
        "target of p95",
        "",
    ]);
    for (what, scroll) in [
        (
            "40 pixels a frame, as a wheel",
            (|round: &Round| &round.wheel) as fn(&Round) -> &Scroll,
        ),
        ("100 pixels a frame, as a flick", |round| &round.flick),
        ("400 pixels a frame, as a hard fling", |round| &round.fling),
        (
            "a 600th of the list a frame, as the bar is dragged",
            |round| &round.jump,
        ),
    ] {
        let of = |what: fn(&Scroll) -> f64| {
            Summary::of(
                &rounds
                    .iter()
                    .map(|round| what(scroll(round)))
                    .collect::<Vec<_>>(),
            )
        };
        let p95 = of(|scroll| scroll.p95);
        // Frames come 16.67 ms apart, and clocks tell tenths.
        let met = p95.is_some_and(|p95| p95.median < FRAME_MS + 0.05);
        frames.row([
            what.to_owned(),
            summary(of(|scroll| scroll.median)),
            summary(p95),
            summary(of(|scroll| scroll.max)),
            summary(of(|scroll| scroll.waiting * 100.0)),
            format!("≤ {FRAME_MS}"),
            if met { "met" } else { "missed" }.to_owned(),
        ]);
    }
    let mut machine = Table::new(["", ""]);
    for (what, is) in machine::hardware() {
        machine.row([what, is]);
    }
    if let Some(round) = rounds.first() {
        machine.row(["browser", &round.browser]);
    }
    format!(
        "# The workbench with a long list\n\n\
         Made by `cargo xtask bench list`: {} rows of six columns, each with a number of its own, from the choice of the \
         file to the last answer, in front of the demo gateway on the same machine; then through the table, 600 frames \
         each time. The browser draws in software. {} rounds, each in a browser of its own; medians with the least and \
         the most in brackets. Memory is what the page's process has grown by, worker, answers and pictures included.\n\n{}\n\
         ## Frames\n\n{}\n## Machine\n\n{}",
        number(rows),
        rounds.len(),
        times.markdown(),
        frames.markdown(),
        machine.markdown(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_line_of_the_runner_when_read_then_the_tables_say_what_is_met_and_what_is_missed() {
        let line = r#"{"round":0,"browser":"Chrome/1","rows":1000,"read":500,"longest":51,"lookedUp":2000,
            "wheel":{"median":16.6,"p95":16.7,"max":20,"waiting":0},
            "flick":{"median":16.6,"p95":16.7,"max":20,"waiting":0},
            "fling":{"median":16.6,"p95":17,"max":40,"waiting":0.25},
            "jump":{"median":16.6,"p95":33,"max":50,"waiting":1},"bytes":{"read":1000000,"answered":3000000}}"#;
        let text = markdown(&[serde_json::from_str(line).unwrap()]);
        for part in [
            "| longest task of the page meanwhile, in ms | 51 | ≤ 50 | missed |",
            "| memory for a row that is answered, in bytes | 3,000 |",
            "| 40 pixels a frame, as a wheel | 16.6 | 16.7 | 20 | 0 | ≤ 16.7 | met |",
            "| 400 pixels a frame, as a hard fling | 16.6 | 17 | 40 | 25 | ≤ 16.7 | missed |",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
