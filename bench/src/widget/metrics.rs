//! What is measured: names that the runner and the results share.

/// One number of one experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metric {
    /// The experiment, as the runner's lines name it.
    pub what: &'static str,
    /// Under which circumstances a page is visited; empty where there are none.
    pub condition: &'static str,
    /// How long the endpoint takes to answer, in milliseconds.
    pub latency: u32,
    /// The number's name in the runner's lines.
    pub field: &'static str,
}

/// Until the first picture could be painted, in milliseconds.
pub const fn first(latency: u32, condition: &'static str) -> Metric {
    Metric {
        what: "first",
        condition,
        latency,
        field: "decoded",
    }
}

/// While a page with one card is loading, with an endpoint that takes 300 ms.
const fn loading(what: &'static str, field: &'static str) -> Metric {
    Metric {
        what,
        condition: "",
        latency: 300,
        field,
    }
}

const fn lab(what: &'static str, field: &'static str) -> Metric {
    Metric {
        what,
        condition: "",
        latency: 0,
        field,
    }
}

/// Bytes of scripts and wasm, as they come over the wire.
pub const WIRE_BYTES: Metric = loading("wire", "bytes");
pub const WIRE_REQUESTS: Metric = loading("wire", "requests");
/// Until anything is painted: the skeleton, in milliseconds.
pub const FIRST_PAINT: Metric = Metric {
    field: "firstPaint",
    ..first(300, "cold")
};
/// Cumulative layout shift.
pub const SHIFT: Metric = loading("wire", "shift");
/// The same of five cards below each other.
pub const COLUMN_SHIFT: Metric = loading("column", "shift");
/// Milliseconds.
pub const LONGEST_TASK: Metric = loading("task", "longest");

/// Milliseconds until a thousand cards are painted.
pub const THOUSAND: Metric = lab("thousand", "ms");
pub const THOUSAND_LONGEST: Metric = lab("thousand", "longest");
/// Milliseconds until a thousand cards are there, of which few are in sight.
pub const UNSEEN: Metric = lab("unseen", "ms");
/// Microseconds until a card shows another number's name.
pub const UPDATE: Metric = lab("update", "us");
/// Microseconds of `lookup()`, and of `fetch()` with the answer read as JSON.
pub const LOOKUP: Metric = lab("lookup", "lookup");
pub const FETCH: Metric = lab("lookup", "fetch");
/// Milliseconds: mounting ten thousand rows, and the frames while they are scrolled through.
pub const SCROLL_MOUNT: Metric = lab("scroll", "mount");
pub const SCROLL_MEDIAN: Metric = lab("scroll", "median");
pub const SCROLL_P95: Metric = lab("scroll", "p95");
pub const SCROLL_MAX: Metric = lab("scroll", "max");
/// What is kept after cards have come and gone.
pub const CHURN_MOUNTS: Metric = lab("churn", "mounts");
pub const CHURN_NODES: Metric = lab("churn", "nodes");
pub const CHURN_LISTENERS: Metric = lab("churn", "listeners");
pub const CHURN_HEAP: Metric = lab("churn", "heap");
pub const CHURN_WASM: Metric = lab("churn", "wasm");
