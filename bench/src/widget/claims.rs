//! What is claimed of the embed and held against what was measured: as targets, and as gates of the
//! tests.

use super::contenders::OURS;
use super::measurements::Measurements;
use super::metrics::Metric;
use crate::table::{number, ratio};
use xtask::size::Sizes;

/// Something that may be so large at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    pub what: &'static str,
    pub quantity: Quantity,
    pub most: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// Brotli of everything that a page loads, and of what it loads before any wasm.
    EmbedBytes,
    ShellBytes,
    /// Ours by itself, in the unit behind it.
    Own(Metric, &'static str),
    /// Several of ours together.
    Sum(Metric, Metric, &'static str),
    /// Ours by somebody else's.
    Versus(Metric, &'static str),
    /// Ours by another of ours.
    Within(Metric, Metric),
}

/// A claim and what came of it.
pub struct Verdict {
    pub claim: Claim,
    pub measured: Option<f64>,
}

impl Claim {
    pub fn check(self, measurements: &Measurements, sizes: &Sizes) -> Verdict {
        let own = |metric| Some(measurements.of(metric, OURS)?.median);
        let measured = match self.quantity {
            Quantity::EmbedBytes => Some(exact(sizes.total().br)),
            Quantity::ShellBytes => Some(exact(sizes.shell().br)),
            Quantity::Own(metric, _) => own(metric),
            Quantity::Sum(one, two, _) => own(one).zip(own(two)).map(|(one, two)| one + two),
            Quantity::Versus(metric, peer) => measurements.ratio(metric, OURS, peer),
            Quantity::Within(one, two) => own(one)
                .zip(own(two).filter(|two| *two > 0.0))
                .map(|(one, two)| one / two),
        };
        Verdict {
            claim: self,
            measured,
        }
    }
}

/// Sizes of files are far below where a float would round.
fn exact(bytes: u64) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, f64::from)
}

impl Verdict {
    /// What could not be measured is not met.
    pub fn met(&self) -> bool {
        self.measured.is_some_and(|value| value <= self.claim.most)
    }

    /// What, how much at most, how much it is, whether that's fine.
    pub fn cells(&self, met: &str, missed: &str) -> [String; 4] {
        let measured = self.measured.map(|value| self.written(value));
        [
            self.claim.what.to_owned(),
            format!("≤ {}", self.written(self.claim.most)),
            measured.unwrap_or_else(|| "not measured".to_owned()),
            (if self.met() { met } else { missed }).to_owned(),
        ]
    }

    fn written(&self, value: f64) -> String {
        match self.claim.quantity {
            Quantity::EmbedBytes | Quantity::ShellBytes => number(value),
            Quantity::Own(_, unit) | Quantity::Sum(_, _, unit) => {
                format!("{} {unit}", number(value)).trim_end().to_owned()
            }
            Quantity::Versus(..) | Quantity::Within(..) => format!("{} ×", ratio(Some(value))),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::contenders::PREACT;
    use super::super::measurements::tests::of;
    use super::super::metrics::{CHURN_HEAP, CHURN_WASM, FETCH, LOOKUP, UPDATE, first};
    use super::*;

    fn verdict(quantity: Quantity, most: f64, lines: &[&str]) -> Verdict {
        let claim = Claim {
            what: "a claim",
            quantity,
            most,
        };
        claim.check(&of(lines), &Sizes::default())
    }

    #[test]
    fn given_a_ratio_when_checked_then_it_is_met_up_to_its_limit() {
        let lines = [
            r#"{"what":"first","contender":"phone-profile","latency":0,"condition":"cold","decoded":110}"#,
            r#"{"what":"first","contender":"preact","latency":0,"condition":"cold","decoded":100}"#,
        ];
        let quantity = Quantity::Versus(first(0, "cold"), PREACT);
        let met = verdict(quantity, 1.1, &lines);
        assert!(met.met());
        assert_eq!(
            met.cells("met", "missed"),
            ["a claim", "≤ 1.10 ×", "1.10 ×", "met"]
        );
        assert!(!verdict(quantity, 1.09, &lines).met());
    }

    #[test]
    fn given_amounts_of_ours_when_checked_then_they_are_added_up_and_compared() {
        let lines = [
            r#"{"what":"churn","contender":"phone-profile","heap":1000,"wasm":65536}"#,
            r#"{"what":"lookup","contender":"phone-profile","lookup":90,"fetch":60}"#,
        ];
        let heap = verdict(
            Quantity::Sum(CHURN_HEAP, CHURN_WASM, "bytes"),
            66_536.0,
            &lines,
        );
        assert!(heap.met());
        assert_eq!(heap.cells("met", "missed")[2], "66,536 bytes");
        let lookup = verdict(Quantity::Within(LOOKUP, FETCH), 1.4, &lines);
        assert!(!lookup.met());
        assert_eq!(lookup.cells("met", "missed")[2..], ["1.50 ×", "missed"]);
    }

    #[test]
    fn given_something_that_was_not_measured_when_checked_then_it_is_missed_and_says_so() {
        let none = verdict(Quantity::Own(UPDATE, "µs"), 100.0, &[]);
        assert!(!none.met());
        assert_eq!(
            none.cells("met", "missed")[1..],
            ["≤ 100 µs", "not measured", "missed"]
        );
    }
}
