//! Counters for `/metrics`, in Prometheus' text form. No number, caller, key or address is a label.

use std::{fmt, sync::Arc, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Metric, Registry, Unit},
};

use crate::{service::BudgetState, state::AuditCounts};

/// In seconds: from an answer out of memory to a hanging upstream.
const BUCKETS: [f64; 11] = [
    0.000_5, 0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// What is counted. Clones count into the same.
#[derive(Clone)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    lookups: Family<LookupLabels, Counter>,
    seconds: Histogram,
    upstream: Family<UpstreamLabels, Counter>,
    refused: Family<CodeLabel, Counter>,
    refusals: Family<ReasonLabel, Counter>,
    pictures: Family<ResultLabel, Counter>,
    budget_used: Family<NameLabel, Gauge>,
    budget_limit: Family<NameLabel, Gauge>,
    budget_remaining: Family<NameLabel, Gauge>,
    breaker_open: Family<BreakerLabels, Gauge>,
    store_ready: Family<PartLabel, Gauge>,
    in_flight: Gauge,
    audit_waiting: Gauge,
    audit_lost: Counter,
    refusals_summed: Counter,
}

/// What is read at the moment when metrics are asked for.
pub(crate) struct Now<'a> {
    pub(crate) budgets: Vec<BudgetState>,
    /// Each upstream's breaker for live lookups, and for its store where it has one: whether it is
    /// open.
    pub(crate) breakers: Vec<(&'a str, &'static str, bool)>,
    /// Each part of the store, and whether it can be used.
    pub(crate) stores: [(&'static str, bool); 2],
    pub(crate) in_flight: usize,
    pub(crate) audit: AuditCounts,
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
struct ReasonLabel {
    reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResultLabel {
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BreakerLabels {
    upstream: String,
    ask: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PartLabel {
    part: &'static str,
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
        let mut metrics = Self {
            registry: Arc::default(),
            lookups: Family::default(),
            seconds: Histogram::new(BUCKETS),
            upstream: Family::default(),
            refused: Family::default(),
            refusals: Family::default(),
            pictures: Family::default(),
            budget_used: Family::default(),
            budget_limit: Family::default(),
            budget_remaining: Family::default(),
            breaker_open: Family::default(),
            store_ready: Family::default(),
            in_flight: Gauge::default(),
            audit_waiting: Gauge::default(),
            audit_lost: Counter::default(),
            refusals_summed: Counter::default(),
        };
        metrics.registry = Arc::new(metrics.registered());
        metrics
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

    /// A check that refused, by its own word.
    pub(crate) fn refusal(&self, reason: &'static str) {
        self.refusals.get_or_create(&ReasonLabel { reason }).inc();
    }

    /// A picture that was asked for; `result` is `sent` or a code.
    pub(crate) fn picture(&self, result: &'static str) {
        self.pictures.get_or_create(&ResultLabel { result }).inc();
    }

    /// Everything as text.
    pub(crate) fn text(&self, now: &Now<'_>) -> String {
        self.audit_waiting.set(gauge(now.audit.waiting));
        // Counted elsewhere: this brings them to where that is.
        for (counter, counted) in [
            (&self.audit_lost, now.audit.lost),
            (&self.refusals_summed, now.audit.summed),
        ] {
            counter.inc_by(counted.saturating_sub(counter.get()));
        }
        // As a configuration may have others by now.
        for family in [
            &self.budget_used,
            &self.budget_limit,
            &self.budget_remaining,
        ] {
            family.clear();
        }
        self.breaker_open.clear();
        for budget in &now.budgets {
            let label = NameLabel {
                upstream: budget.upstream.clone(),
            };
            for (family, value) in [
                (&self.budget_used, budget.used),
                (&self.budget_limit, budget.limit),
                (&self.budget_remaining, budget.remaining),
            ] {
                family.get_or_create(&label).set(gauge(value));
            }
        }
        for &(upstream, ask, is_open) in &now.breakers {
            let upstream = upstream.to_owned();
            let label = BreakerLabels { upstream, ask };
            self.breaker_open
                .get_or_create(&label)
                .set(i64::from(is_open));
        }
        for (part, is_ready) in now.stores {
            self.store_ready
                .get_or_create(&PartLabel { part })
                .set(i64::from(is_ready));
        }
        self.in_flight
            .set(i64::try_from(now.in_flight).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing into a String can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    fn registered(&self) -> Registry {
        let mut registry = Registry::with_prefix("phone_profile");
        registry.register_with_unit(
            "lookup",
            "How long lookups took",
            Unit::Seconds,
            self.seconds.clone(),
        );
        let to = &mut registry;
        add(to, "lookups", "Lookups by source and result", &self.lookups);
        add(
            to,
            "upstream_requests",
            "Requests to upstreams by result",
            &self.upstream,
        );
        add(to, "refused", "Requests turned away by code", &self.refused);
        add(
            to,
            "refusals",
            "Checks that refused, by reason",
            &self.refusals,
        );
        add(
            to,
            "pictures",
            "Pictures that were asked for, by result",
            &self.pictures,
        );
        add(
            to,
            "budget_used",
            "Requests spent in the period",
            &self.budget_used,
        );
        add(
            to,
            "budget_limit",
            "Requests that the period allows",
            &self.budget_limit,
        );
        add(
            to,
            "budget_remaining",
            "Requests that are left, by our count and the vendor's",
            &self.budget_remaining,
        );
        add(
            to,
            "breaker_open",
            "1 where an upstream rests after failures",
            &self.breaker_open,
        );
        add(
            to,
            "store_ready",
            "1 where lookups can use this part of the store",
            &self.store_ready,
        );
        add(
            to,
            "in_flight",
            "Lookups that go on at this moment",
            &self.in_flight,
        );
        add(
            to,
            "audit_waiting",
            "Audit records that wait for their store",
            &self.audit_waiting,
        );
        add(
            to,
            "audit_lost",
            "Audit records for which there was no room",
            &self.audit_lost,
        );
        add(
            to,
            "refusals_summed",
            "Refusals that are part of another audit record",
            &self.refusals_summed,
        );
        registry
    }
}

fn add(registry: &mut Registry, name: &str, help: &str, metric: &(impl Metric + Clone)) {
    registry.register(name, help, metric.clone());
}

fn gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
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
            price: None,
        };
        let audit = AuditCounts {
            waiting: 3,
            lost: 1,
            summed: 9,
        };
        metrics.refusal("per-minute");
        metrics.picture("sent");
        let now = Now {
            budgets: vec![budget],
            breakers: vec![("stub", "live", true), ("stub", "store", false)],
            stores: [("ledger", true), ("audit", false)],
            in_flight: 2,
            audit,
        };
        metrics.text(&now);
        let text = metrics.text(&now);
        for line in [
            "phone_profile_lookups_total{source=\"live\",result=\"registered\"} 2",
            "phone_profile_upstream_requests_total{upstream=\"stub\",result=\"answered\"} 1",
            "phone_profile_refused_total{code=\"rate-limited\"} 1",
            "phone_profile_budget_used{upstream=\"stub\"} 7",
            "phone_profile_budget_limit{upstream=\"stub\"} 50",
            "phone_profile_budget_remaining{upstream=\"stub\"} 43",
            "phone_profile_refusals_total{reason=\"per-minute\"} 1",
            "phone_profile_pictures_total{result=\"sent\"} 1",
            "phone_profile_breaker_open{upstream=\"stub\",ask=\"live\"} 1",
            "phone_profile_breaker_open{upstream=\"stub\",ask=\"store\"} 0",
            "phone_profile_store_ready{part=\"ledger\"} 1",
            "phone_profile_store_ready{part=\"audit\"} 0",
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
