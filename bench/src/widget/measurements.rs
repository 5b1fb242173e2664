//! The runner's lines, gathered: every number that was measured, by what it says and about whom.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::metrics::Metric;
use crate::summary::Summary;

/// One line of the runner.
#[derive(Deserialize)]
struct Line {
    what: String,
    #[serde(default)]
    contender: String,
    #[serde(default)]
    condition: String,
    #[serde(default)]
    latency: u32,
    #[serde(flatten)]
    values: Map<String, Value>,
}

/// What, under which condition, at which latency, which field, about whom.
type Key = (String, String, u32, String, String);

#[derive(Debug, Default)]
pub struct Measurements {
    values: BTreeMap<Key, Vec<f64>>,
    /// `Chrome/148.0.7778.167`
    pub browser: String,
    /// `v20.20.2`
    pub node: String,
}

impl Measurements {
    /// Takes in one line of JSON.
    pub fn add(&mut self, line: &str) -> Result<()> {
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("the runner printed no measurement: {line}"))?;
        if line.what == "browser" {
            let text = |name| line.values.get(name).and_then(Value::as_str);
            self.browser = text("version").unwrap_or_default().to_owned();
            self.node = text("node").unwrap_or_default().to_owned();
            return Ok(());
        }
        for (field, value) in &line.values {
            let Some(value) = value.as_f64() else {
                continue;
            };
            let key = (
                line.what.clone(),
                line.condition.clone(),
                line.latency,
                field.clone(),
                line.contender.clone(),
            );
            self.values.entry(key).or_default().push(value);
        }
        Ok(())
    }

    /// What was measured of one contender; nothing where it took no part.
    pub fn of(&self, metric: Metric, contender: &str) -> Option<Summary> {
        let key = (
            metric.what.to_owned(),
            metric.condition.to_owned(),
            metric.latency,
            metric.field.to_owned(),
            contender.to_owned(),
        );
        Summary::of(self.values.get(&key)?)
    }

    /// How many times as much the first takes as the second, by their medians.
    pub fn ratio(&self, metric: Metric, contender: &str, to: &str) -> Option<f64> {
        let base = self.of(metric, to)?.median;
        let value = self.of(metric, contender)?.median;
        (base > 0.0).then(|| value / base)
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::metrics::{THOUSAND, first};
    use super::*;

    pub fn of(lines: &[&str]) -> Measurements {
        let mut measurements = Measurements::default();
        for line in lines {
            measurements.add(line).unwrap();
        }
        measurements
    }

    #[test]
    fn given_lines_of_several_rounds_when_gathered_then_each_contender_has_its_own() {
        let measurements = of(&[
            r#"{"what":"first","contender":"lit","round":0,"latency":300,"condition":"cold","decoded":420.5,"loaded":400}"#,
            r#"{"what":"first","contender":"lit","round":1,"latency":300,"condition":"cold","decoded":410.5}"#,
            r#"{"what":"first","contender":"lit","round":0,"latency":0,"condition":"cold","decoded":90}"#,
            r#"{"what":"first","contender":"react","round":0,"latency":300,"condition":"cold","decoded":500}"#,
        ]);
        let lit = measurements.of(first(300, "cold"), "lit").unwrap();
        assert_eq!((lit.min, lit.median, lit.max), (410.5, 415.5, 420.5));
        assert!(measurements.of(first(300, "warm"), "lit").is_none());
        assert!(measurements.of(THOUSAND, "lit").is_none());
    }

    #[test]
    fn given_two_contenders_when_compared_then_the_ratio_is_that_of_their_medians() {
        let measurements = of(&[
            r#"{"what":"thousand","contender":"phone-profile","round":0,"ms":300}"#,
            r#"{"what":"thousand","contender":"lit","round":0,"ms":400}"#,
            r#"{"what":"thousand","contender":"still","round":0,"ms":0}"#,
        ]);
        assert_eq!(
            measurements.ratio(THOUSAND, "phone-profile", "lit"),
            Some(0.75)
        );
        assert_eq!(measurements.ratio(THOUSAND, "lit", "still"), None);
        assert_eq!(measurements.ratio(THOUSAND, "lit", "nobody"), None);
    }

    #[test]
    fn given_the_browsers_line_and_a_broken_one_when_taken_in_then_one_is_kept_and_one_refused() {
        let mut measurements =
            of(&[r#"{"what":"browser","version":"Chrome/148.0","node":"v20.1.0"}"#]);
        assert_eq!(measurements.browser, "Chrome/148.0");
        assert_eq!(measurements.node, "v20.1.0");
        let error = measurements.add("Segmentation fault").unwrap_err();
        assert!(error.to_string().contains("Segmentation fault"));
    }
}
