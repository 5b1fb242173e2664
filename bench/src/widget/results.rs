//! The results as a document: what was aimed at, what was measured, and where.

use super::claims::Verdict;
use super::contenders::{ALL, Contender, OURS, PREACT, peers};
use super::measurements::Measurements;
use super::metrics::{
    CHURN_HEAP, CHURN_LISTENERS, CHURN_MOUNTS, CHURN_NODES, CHURN_WASM, COLUMN_SHIFT, FETCH,
    FIRST_PAINT, LONGEST_TASK, LOOKUP, Metric, SCROLL_MAX, SCROLL_MEDIAN, SCROLL_MOUNT, SCROLL_P95,
    SHIFT, THOUSAND, THOUSAND_LONGEST, UNSEEN, UPDATE, WIRE_BYTES, WIRE_REQUESTS, first,
};
use crate::table::{Table, number, ratio, summary};
use xtask::size::Sizes;

const INTRODUCTION: &str = "\
# phone-profile beside cards made with other libraries

Made by `cargo xtask bench widget`; [README.md](README.md) says what is compared, and how. Times are medians of the \
rounds, with the least and the most in brackets; × is how many times what Preact takes. `phone-profile` is the \
embed with the preload lines of its documentation, `one line` the script tag alone.

![Bars for each card: how long it takes, and how much is downloaded](results.svg)
";

/// A part of the document: one row for each contender.
struct Section {
    title: &'static str,
    about: &'static str,
    columns: &'static [(&'static str, Metric)],
}

const SECTIONS: [Section; 6] = [
    Section {
        title: "First card, nothing cached",
        about: "Milliseconds from the start of the navigation until the picture of the page's only card could be \
            painted, by how long the endpoint takes to answer.",
        columns: &[
            ("at once", first(0, "cold")),
            ("100 ms", first(100, "cold")),
            ("300 ms", first(300, "cold")),
            ("1,000 ms", first(1000, "cold")),
        ],
    },
    Section {
        title: "First card, second visit",
        about: "The same page again, with what the first visit has left in the HTTP cache. The contexts are private \
            ones, in which Chromium keeps no compiled code.",
        columns: &[
            ("at once", first(0, "warm")),
            ("100 ms", first(100, "warm")),
            ("300 ms", first(300, "warm")),
            ("1,000 ms", first(1000, "warm")),
        ],
    },
    Section {
        title: "First card, slow processor and slow link",
        about: "Milliseconds, nothing cached: with a processor that is slowed down four times, and with 1.6 Mbit/s \
            down, 0.75 up and 150 ms for every request.",
        columns: &[
            ("4× slower, at once", first(0, "cpu4")),
            ("4× slower, 300 ms", first(300, "cpu4")),
            ("slow link, 300 ms", first(300, "slow-link")),
        ],
    },
    Section {
        title: "While loading",
        about: "With an endpoint that takes 300 ms: what comes over the wire before the card is complete (scripts \
            and wasm, brotli, with headers), when anything is painted, how far things move (Chromium's cumulative layout shift, with one card and with five below each other), and the longest task of \
            the main thread.",
        columns: &[
            ("bytes", WIRE_BYTES),
            ("requests", WIRE_REQUESTS),
            ("first paint, ms", FIRST_PAINT),
            ("layout shift", SHIFT),
            ("of five cards", COLUMN_SHIFT),
            ("longest task, ms", LONGEST_TASK),
        ],
    },
    Section {
        title: "Many cards",
        about: "Lookups answered by a mock. 1,000 cards mounted in one task, until all of them show their names and \
            that was painted, with the longest task meanwhile. The same of cards that look up when they come near the \
            viewport, until all of them are there; the others show all names. One card that is given another number, \
            until its name is shown.",
        columns: &[
            ("1,000 cards, ms", THOUSAND),
            ("longest task, ms", THOUSAND_LONGEST),
            ("1,000 unseen, ms", UNSEEN),
            ("another number, µs", UPDATE),
        ],
    },
    Section {
        title: "A table of 10,000 rows",
        about: "Compact cards, each in a row with `content-visibility: auto`, until the rows in sight show their \
            names; then the table is scrolled to its end. `phone-profile` looks a number up when its card comes near \
            the viewport; the others, as one would write them, mount and look up all of it.",
        columns: &[
            ("until the first rows, ms", SCROLL_MOUNT),
            ("frame, median ms", SCROLL_MEDIAN),
            ("95th percentile", SCROLL_P95),
            ("longest", SCROLL_MAX),
        ],
    },
];

/// What is compared with every peer.
const COMPARED: [(&str, Metric); 12] = [
    ("first card, cold, at once", first(0, "cold")),
    ("first card, cold, 100 ms", first(100, "cold")),
    ("first card, cold, 300 ms", first(300, "cold")),
    ("first card, cold, 1,000 ms", first(1000, "cold")),
    ("first card, 4× slower processor", first(0, "cpu4")),
    (
        "first card, 4× slower processor, 300 ms",
        first(300, "cpu4"),
    ),
    ("first card, slow link, 300 ms", first(300, "slow-link")),
    ("1,000 cards", THOUSAND),
    ("1,000 cards, most out of sight", UNSEEN),
    ("another number", UPDATE),
    ("10,000 rows, until the first", SCROLL_MOUNT),
    ("bytes over the wire", WIRE_BYTES),
];

/// The whole document.
pub fn markdown(
    measurements: &Measurements,
    sizes: &Sizes,
    verdicts: &[Verdict],
    machine: &[(String, String)],
) -> String {
    let mut parts = vec![INTRODUCTION.to_owned()];
    let mut add = |title: &str, about: &str, table: Table| {
        parts.push(format!("## {title}\n"));
        if !about.is_empty() {
            parts.push(format!("{about}\n"));
        }
        parts.push(table.markdown());
    };
    add("Targets", "", targets(verdicts));
    add(
        "phone-profile by each of the others",
        "Below 1, phone-profile takes less.",
        compared(measurements),
    );
    for section in &SECTIONS {
        if let Some(table) = measured(section, measurements) {
            add(section.title, section.about, table);
        }
    }
    add(
        "Cards that come and go",
        "What is kept once cards have been mounted and removed one after the other, after collecting garbage; the \
         first hundreds don't count.",
        churn(measurements),
    );
    add(
        "lookup()",
        "Microseconds for one call with a mocked `fetch`: the function of the embed, and `fetch()` with \
         `response.json()`.",
        lookup(measurements),
    );
    add(
        "Size of the embed",
        "Bytes of the files, compressed as servers do it.",
        files(sizes),
    );
    let mut table = Table::new(["", ""]);
    for (what, value) in machine {
        table.row([what, value]);
    }
    add("Measured with", "", table);
    parts.join("\n")
}

fn targets(verdicts: &[Verdict]) -> Table {
    let mut table = Table::new(["target", "limit", "measured", ""]);
    for verdict in verdicts {
        table.row(verdict.cells("met", "**missed**"));
    }
    table
}

fn compared(measurements: &Measurements) -> Table {
    let head = [""].into_iter().chain(peers().map(|peer| peer.name));
    let mut table = Table::new(head);
    for (what, metric) in COMPARED {
        if measurements.of(metric, OURS).is_none() {
            continue;
        }
        let ratios = peers().map(|peer| ratio(measurements.ratio(metric, OURS, peer.id)));
        table.row([what.to_owned()].into_iter().chain(ratios));
    }
    table
}

/// Nothing where none of it was measured.
fn measured(section: &Section, measurements: &Measurements) -> Option<Table> {
    let columns: Vec<_> = section
        .columns
        .iter()
        .filter(|(_, metric)| measurements.of(*metric, OURS).is_some())
        .collect();
    if columns.is_empty() {
        return None;
    }
    let mut table = Table::new(
        [""].into_iter()
            .chain(columns.iter().map(|(name, _)| *name)),
    );
    for contender in &ALL {
        let cells: Vec<_> = columns
            .iter()
            .map(|(_, metric)| cell(measurements, *metric, contender))
            .collect();
        if cells.iter().any(|cell| cell != NONE) {
            table.row([contender.name.to_owned()].into_iter().chain(cells));
        }
    }
    Some(table)
}

const NONE: &str = "–";

fn cell(measurements: &Measurements, metric: Metric, contender: &Contender) -> String {
    let text = summary(measurements.of(metric, contender.id));
    // Counts and what is often nothing are no times.
    let counted = [WIRE_REQUESTS, SHIFT, COLUMN_SHIFT].contains(&metric) || contender.id == PREACT;
    match measurements.ratio(metric, contender.id, PREACT) {
        Some(_) if counted => text,
        Some(factor) => format!("{text} {factor:.2}×"),
        None => text,
    }
}

fn churn(measurements: &Measurements) -> Table {
    let mut table = Table::new([
        "",
        "mounts",
        "nodes",
        "listeners",
        "JavaScript heap, bytes",
        "wasm memory, bytes",
    ]);
    for contender in &ALL {
        let value = |metric| summary(measurements.of(metric, contender.id));
        if measurements.of(CHURN_MOUNTS, contender.id).is_some() {
            let metrics = [
                CHURN_MOUNTS,
                CHURN_NODES,
                CHURN_LISTENERS,
                CHURN_HEAP,
                CHURN_WASM,
            ];
            table.row(
                [contender.name.to_owned()]
                    .into_iter()
                    .chain(metrics.map(value)),
            );
        }
    }
    table
}

fn lookup(measurements: &Measurements) -> Table {
    let mut table = Table::new(["", "µs"]);
    for (name, metric) in [("lookup()", LOOKUP), ("fetch()", FETCH)] {
        table.row([name.to_owned(), summary(measurements.of(metric, OURS))]);
    }
    table
}

fn files(sizes: &Sizes) -> Table {
    let mut table = Table::new(["file", "raw", "gzip", "brotli"]);
    for (name, bytes) in sizes.rows() {
        let cells = [bytes.raw, bytes.gz, bytes.br].map(|bytes| number(bytes as f64));
        table.row([name.to_owned()].into_iter().chain(cells));
    }
    table
}
