//! What the embed is to be, once and for all machines: as ratios wherever time is measured.

use super::claims::{Claim, Quantity, Verdict};
use super::contenders::{LIT, PREACT, REACT, VANILLA};
use super::measurements::Measurements;
use super::metrics::{
    CHURN_HEAP, CHURN_LISTENERS, CHURN_NODES, CHURN_WASM, COLUMN_SHIFT, LONGEST_TASK, THOUSAND,
    THOUSAND_LONGEST, UPDATE, first,
};
use xtask::size::Sizes;

const fn target(what: &'static str, quantity: Quantity, most: f64) -> Claim {
    Claim {
        what,
        quantity,
        most,
    }
}

const TARGETS: [Claim; 17] = [
    target(
        "whole embed, bytes of brotli",
        Quantity::EmbedBytes,
        90_000.0,
    ),
    target(
        "whole embed, bytes of brotli (aim)",
        Quantity::EmbedBytes,
        82_000.0,
    ),
    target(
        "what is there before any wasm, bytes of brotli",
        Quantity::ShellBytes,
        4_500.0,
    ),
    target(
        "first card, cold, answer after 300 ms, to Preact",
        Quantity::Versus(first(300, "cold"), PREACT),
        1.0,
    ),
    target(
        "first card, slow link, answer after 300 ms, to Preact",
        Quantity::Versus(first(300, "slow-link"), PREACT),
        1.05,
    ),
    target(
        "first card, 4× slower processor, answer after 300 ms, to Preact",
        Quantity::Versus(first(300, "cpu4"), PREACT),
        1.05,
    ),
    target(
        "first card, cold, answer at once, to Preact",
        Quantity::Versus(first(0, "cold"), PREACT),
        1.35,
    ),
    target(
        "first card, slow link, answer after 300 ms, to React",
        Quantity::Versus(first(300, "slow-link"), REACT),
        0.8,
    ),
    target("1,000 cards, to Lit", Quantity::Versus(THOUSAND, LIT), 1.15),
    target(
        "1,000 cards, to no library",
        Quantity::Versus(THOUSAND, VANILLA),
        1.3,
    ),
    target(
        "longest task while 1,000 cards appear",
        Quantity::Own(THOUSAND_LONGEST, "ms"),
        50.0,
    ),
    target(
        "another number, to Preact",
        Quantity::Versus(UPDATE, PREACT),
        1.6,
    ),
    target(
        "nodes kept after mounts and removals",
        Quantity::Own(CHURN_NODES, ""),
        0.0,
    ),
    target(
        "listeners kept after mounts and removals",
        Quantity::Own(CHURN_LISTENERS, ""),
        0.0,
    ),
    target(
        "heap and wasm memory kept after mounts and removals",
        Quantity::Sum(CHURN_HEAP, CHURN_WASM, "bytes"),
        102_400.0,
    ),
    target(
        "longest task of the main thread while loading",
        Quantity::Own(LONGEST_TASK, "ms"),
        50.0,
    ),
    target(
        "layout shift of five cards",
        Quantity::Own(COLUMN_SHIFT, ""),
        0.01,
    ),
];

/// Every target with what came of it.
pub fn check(measurements: &Measurements, sizes: &Sizes) -> Vec<Verdict> {
    let targets = TARGETS.into_iter();
    targets
        .map(|target| target.check(measurements, sizes))
        .collect()
}
