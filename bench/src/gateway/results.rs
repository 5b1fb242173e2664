//! What was measured, as a document.

use super::Results;
use super::load::Measured;
use crate::machine;
use crate::summary::Summary;
use crate::table::{Table, number, summary};

/// Of nginx's lookups per second, at least.
const LEAST_OF_NGINX: f64 = 0.6;
/// With the audit in a file, at half load.
const LONGEST_P99_MS: f64 = 10.0;

pub fn markdown(results: &Results) -> String {
    let plan = results.plan;
    let mut text = format!(
        "# The gateway beside nginx\n\n\
         Made by `cargo xtask bench gateway`. Both stand in front of the same lookup service, and both check a key; \
         nginx does no more than that, while the gateway also counts the caller's caps, looks for walks through a \
         range, writes the audit, and counts for `/metrics`. Its audit is in memory, as without any setting, or in a \
         file, where each answer waits until its record is written; \
         wrk asks over 64 connections for 100 numbers that are cached. {} rounds of {} s in turns, medians with the \
         least and the most in brackets. The servers, wrk and the lookup service share the machine's cores, and \
         nothing is pinned to one.\n\n## Cached lookups\n\n{}",
        plan.rounds,
        plan.seconds,
        cached(results).markdown(),
    );
    if let Some(ratio) = ratio(results) {
        let verdict = if ratio >= LEAST_OF_NGINX {
            "met"
        } else {
            "missed"
        };
        text.push_str(&format!(
            "\nOf nginx's lookups per second: **{ratio:.3}**. Target: {LEAST_OF_NGINX} at least, {verdict}.\n"
        ));
    }
    if let (Some(p99), Some(rate)) = (
        of(&results.half_loaded, |one| one.p99 / 1e3),
        of(&results.half_loaded, Measured::per_second),
    ) {
        let verdict = if p99.median < LONGEST_P99_MS {
            "met"
        } else {
            "missed"
        };
        text.push_str(&format!(
            "p99 with the audit in a file, at about half of its load ({} lookups/s): **{:.2} ms**. \
             Target: under {LONGEST_P99_MS} ms, {verdict}.\n",
            number(rate.median.round()),
            p99.median
        ));
    }
    let filled = results.filled;
    let mut memory = Table::new(["answers", "MiB before", "MiB after", "bytes each", "kept"]);
    let grown = filled.after.saturating_sub(filled.before);
    memory.row([
        number(filled.answers as f64),
        mib(filled.before),
        mib(filled.after),
        number(grown as f64 / filled.answers.max(1) as f64),
        format!("{:.1} %", filled.kept * 100.0),
    ]);
    text.push_str(&format!(
        "\n## Memory\n\nResident memory of the gateway with its cache, counters and audit in memory, before and after \
         each number was looked up once ({} lookups per second went through to the lookup service); `kept` is how \
         many of them came from the cache when they were asked for again.\n\n{}",
        number(filled.per_second),
        memory.markdown(),
    ));
    let slow = results.slow;
    let mut clients = Table::new(["", "MiB", "/healthz, ms"]);
    clients.row([
        "no slow clients".to_owned(),
        mib(slow.before),
        summary(Some(slow.healthz_before)),
    ]);
    clients.row([
        format!("{} slow clients", number(slow.clients as f64)),
        mib(slow.during),
        summary(Some(slow.healthz_during)),
    ]);
    text.push_str(&format!(
        "\n## Slow clients\n\nClients that send the head of a request byte by byte, one byte a second; {} of {} were \
         still connected at the end, since the gateway gives a head 30 s and then closes. `/healthz` over a new \
         connection each time, 100 times.\n\n{}",
        number(slow.open as f64),
        number(slow.clients as f64),
        clients.markdown(),
    ));
    let mut where_and_with = Table::new(["", ""]);
    for (name, value) in machine::hardware() {
        where_and_with.row([name, value]);
    }
    for (name, value) in &results.versions {
        where_and_with.row([*name, value.as_str()]);
    }
    text.push_str(&format!("\n## Machine\n\n{}", where_and_with.markdown()));
    text
}

fn cached(results: &Results) -> Table {
    let mut table = Table::new(["", "lookups/s", "p50, ms", "p99, ms", "bytes an answer"]);
    for (name, measured) in [
        ("phone-profile-gateway", &results.ours),
        ("its audit in a file", &results.with_file),
        ("the same at half load", &results.half_loaded),
        ("nginx, proxy_cache", &results.nginx),
    ] {
        table.row([
            name.to_owned(),
            summary(of(measured, Measured::per_second)),
            summary(of(measured, |one| one.p50 / 1e3)),
            summary(of(measured, |one| one.p99 / 1e3)),
            of(measured, Measured::bytes_per_answer)
                .map_or_else(String::new, |bytes| number(bytes.median.round())),
        ]);
    }
    table
}

/// The middle of the rounds' own ratios: what disturbs a round disturbs both.
fn ratio(results: &Results) -> Option<f64> {
    let pairs = results.ours.iter().zip(&results.nginx);
    let ratios: Vec<_> = pairs
        .map(|(ours, other)| ours.per_second() / other.per_second())
        .collect();
    Summary::of(&ratios).map(|summary| summary.median)
}

fn of(measured: &[Measured], value: impl Fn(&Measured) -> f64) -> Option<Summary> {
    let values: Vec<_> = measured.iter().map(value).collect();
    Summary::of(&values)
}

fn mib(bytes: u64) -> String {
    number((bytes as f64 / f64::from(1 << 20) * 10.0).round() / 10.0)
}
