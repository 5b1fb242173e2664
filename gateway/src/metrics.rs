//! Counters for `/metrics`, in Prometheus' text form. No number, caller, key or address is a label.

use std::{fmt, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

use crate::{service::BudgetState, state::AuditCounts};

/// In seconds: from an answer out of memory to a hanging upstream.
const BUCKETS: [f64; 11] = [
    0.000_5, 0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// What is counted. Clones count into the same.
#[derive(Clone)]
pub(crate) struct Metrics {
    lookups: Family<LookupLabels, Counter>,
    seconds: Histogram,
    upstream: Family<UpstreamLabels, Counter>,
    refused: Family<CodeLabel, Counter>,
    in_flight: Gauge,
    audit_waiting: Gauge,
    audit_lost: Counter,
    refusals_summed: Counter,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LookupLabels {
    source: &'static str,
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct UpstreamLabels {
    upstream: String,
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CodeLabel {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NameLabel {
    upstream: String,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            lookups: Family::default(),
            seconds: Histogram::new(BUCKETS),
            upstream: Family::default(),
            refused: Family::default(),
            in_flight: Gauge::default(),
            audit_waiting: Gauge::default(),
            audit_lost: Counter::default(),
            refusals_summed: Counter::default(),
        }
    }
}

impl Metrics {
    /// A lookup that was answered or failed; `result` is `registered`, `not-registered` or a code.
    pub(crate) fn looked_up(&self, source: &'static str, result: &'static str, took: Duration) {
        let labels = LookupLabels { source, result };
        self.lookups.get_or_create(&labels).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// A request to an upstream; `result` is `answered` or the kind of failure.
    pub(crate) fn asked(&self, upstream: &str, result: &'static str) {
        let upstream = upstream.to_owned();
        let labels = UpstreamLabels { upstream, result };
        self.upstream.get_or_create(&labels).inc();
    }

    /// A request that was turned away.
    pub(crate) fn refused(&self, code: &'static str) {
        self.refused.get_or_create(&CodeLabel { code }).inc();
    }

    /// Everything as text. Budgets, flights and the audit's counts are read at this moment.
    pub(crate) fn text(
        &self,
        budgets: &[BudgetState],
        in_flight: usize,
        audit: AuditCounts,
    ) -> String {
        self.audit_waiting
            .set(i64::try_from(audit.waiting).unwrap_or(i64::MAX));
        // Counted elsewhere: this brings them to where that is.
        for (counter, counted) in [
            (&self.audit_lost, audit.lost),
            (&self.refusals_summed, audit.summed),
        ] {
            counter.inc_by(counted.saturating_sub(counter.get()));
        }
        // Made anew, as a configuration may have others by now.
        let budget_used: Family<NameLabel, Gauge> = Family::default();
        let budget_limit: Family<NameLabel, Gauge> = Family::default();
        for budget in budgets {
            let label = NameLabel {
                upstream: budget.upstream.clone(),
            };
            let gauge = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
            budget_used.get_or_create(&label).set(gauge(budget.used));
            budget_limit.get_or_create(&label).set(gauge(budget.limit));
        }
        self.in_flight
            .set(i64::try_from(in_flight).unwrap_or(i64::MAX));
        let mut registry = Registry::with_prefix("phone_profile");
        registry.register(
            "lookups",
            "Lookups by source and result",
            self.lookups.clone(),
        );
        registry.register_with_unit(
            "lookup",
            "How long lookups took",
            Unit::Seconds,
            self.seconds.clone(),
        );
        registry.register(
            "upstream_requests",
            "Requests to upstreams by result",
            self.upstream.clone(),
        );
        registry.register(
            "refused",
            "Requests turned away by code",
            self.refused.clone(),
        );
        registry.register("budget_used", "Requests spent in the period", budget_used);
        registry.register(
            "budget_limit",
            "Requests that the period allows",
            budget_limit,
        );
        registry.register(
            "in_flight",
            "Lookups that go on at this moment",
            self.in_flight.clone(),
        );
        registry.register(
            "audit_waiting",
            "Audit records that wait for their store",
            self.audit_waiting.clone(),
        );
        registry.register(
            "audit_lost",
            "Audit records for which there was no room",
            self.audit_lost.clone(),
        );
        registry.register(
            "refusals_summed",
            "Refusals that are part of another audit record",
            self.refusals_summed.clone(),
        );
        let mut text = String::new();
        // Writing into a String can't fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::Period;

    #[test]
    fn given_what_was_counted_when_written_then_prometheus_can_read_it() {
        let metrics = Metrics::default();
        metrics.looked_up("live", "registered", Duration::from_millis(3));
        metrics.looked_up("live", "registered", Duration::from_millis(30));
        metrics.asked("stub", "answered");
        metrics.refused("rate-limited");
        let budget = BudgetState {
            upstream: "stub".to_owned(),
            period: Period::Month,
            limit: 50,
            used: 7,
            remaining: 43,
            reset_seconds: 1,
            vendor: None,
        };
        let audit = AuditCounts {
            waiting: 3,
            lost: 1,
            summed: 9,
        };
        metrics.text(&[], 0, audit);
        let text = metrics.text(&[budget], 2, audit);
        for line in [
            "phone_profile_lookups_total{source=\"live\",result=\"registered\"} 2",
            "phone_profile_upstream_requests_total{upstream=\"stub\",result=\"answered\"} 1",
            "phone_profile_refused_total{code=\"rate-limited\"} 1",
            "phone_profile_budget_used{upstream=\"stub\"} 7",
            "phone_profile_budget_limit{upstream=\"stub\"} 50",
            "phone_profile_lookup_seconds_bucket{le=\"0.01\"} 1",
            "phone_profile_lookup_seconds_count 2",
            "phone_profile_in_flight 2",
            "phone_profile_audit_waiting 3",
            "phone_profile_audit_lost_total 1",
            "phone_profile_refusals_summed_total 9",
            "# EOF",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
