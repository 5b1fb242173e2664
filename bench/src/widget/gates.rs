//! What `cargo xtask test` insists on. Far looser than the targets, since test machines are busy
//! and few rounds are played, and yet tight enough to notice what takes twice as long as it did.

use super::claims::{Claim, Quantity, Verdict};
use super::contenders::{LIT, PREACT, VANILLA};
use super::measurements::Measurements;
use super::metrics::{
    CHURN_HEAP, CHURN_LISTENERS, CHURN_NODES, CHURN_WASM, COLUMN_SHIFT, FETCH, LOOKUP, THOUSAND,
    THOUSAND_LONGEST, UNSEEN, UPDATE, first,
};
use xtask::size::Sizes;

/// Times only as ratios to what ran beside them: a slow machine slows both. Behind each limit is
/// what a busy machine with two cores has measured.
const GATES: [Claim; 14] = [
    // 1.2 to 1.4: short and so the noisiest of all.
    gate(
        "first card, answer at once, to Preact",
        Quantity::Versus(first(0, "cold"), PREACT),
        2.2,
    ),
    // 1.1 to 1.3: where compiling or starting takes longer, it shows here most.
    gate(
        "first card, 4× slower processor, to Preact",
        Quantity::Versus(first(0, "cpu4"), PREACT),
        2.2,
    ),
    // 1.0 to 1.1: what starts behind the lookup is hidden there only while it is short enough.
    gate(
        "first card, 4× slower processor, answer after 300 ms, to Preact",
        Quantity::Versus(first(300, "cpu4"), PREACT),
        1.5,
    ),
    // 1.0 to 1.1: the endpoint's time is in both, so this is what is left of twice as much work.
    gate(
        "first card, answer after 300 ms, to Preact",
        Quantity::Versus(first(300, "cold"), PREACT),
        1.3,
    ),
    // 1.27 to 1.34: bytes decide here. One more round trip is beyond it.
    gate(
        "first card, slow link, to Preact",
        Quantity::Versus(first(300, "slow-link"), PREACT),
        1.6,
    ),
    // 1.5, and 2.8 where the browser renders after each slice: it does or doesn't for a whole run. Two peers, since
    // either may have a bad day.
    gate("1,000 cards, to Lit", Quantity::Versus(THOUSAND, LIT), 4.0),
    gate(
        "1,000 cards, to no library",
        Quantity::Versus(THOUSAND, VANILLA),
        5.0,
    ),
    // 60 to 160, which is one rendering of the table. One task for all cards takes 330 and more.
    gate(
        "longest task while 1,000 cards appear, in ms",
        Quantity::Own(THOUSAND_LONGEST, ""),
        300.0,
    ),
    // 0.5. A layout forced by each card that is drawn made it 9.
    gate(
        "1,000 cards, most out of sight, to Lit",
        Quantity::Versus(UNSEEN, LIT),
        1.2,
    ),
    // 2.5 to 2.6, and 3.7 beside other work. A layout forced by each announcement made it 3.6 to 4.3.
    gate(
        "another number, to Preact",
        Quantity::Versus(UPDATE, PREACT),
        3.5,
    ),
    // Leaks are counted, not timed: a few may be the browser's own, hundreds are ours.
    gate(
        "nodes and listeners kept after mounts and removals",
        Quantity::Sum(CHURN_NODES, CHURN_LISTENERS, ""),
        10.0,
    ),
    // About nothing; but a page of wasm memory, 65,536 bytes, may come at any time.
    gate(
        "heap and wasm memory kept, in bytes",
        Quantity::Sum(CHURN_HEAP, CHURN_WASM, ""),
        100_000.0,
    ),
    // 0: an answer is as high as its skeleton. It was 0.14 when none was.
    gate(
        "layout shift of five cards",
        Quantity::Own(COLUMN_SHIFT, ""),
        0.01,
    ),
    // 6 to 13 on busy machines, and no target: only what makes it much worse fails.
    gate(
        "lookup(), to fetch() and JSON",
        Quantity::Within(LOOKUP, FETCH),
        16.0,
    ),
];

const fn gate(what: &'static str, quantity: Quantity, most: f64) -> Claim {
    Claim {
        what,
        quantity,
        most,
    }
}

/// Every gate with what came of it.
pub fn check(measurements: &Measurements, sizes: &Sizes) -> Vec<Verdict> {
    let gates = GATES.into_iter();
    gates.map(|gate| gate.check(measurements, sizes)).collect()
}
