//! How fast a run goes, by its newest minute.

use std::collections::VecDeque;

/// What counts as now.
const WINDOW_MS: f64 = 60_000.0;

/// When numbers were done with.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    started_ms: f64,
    done_ms: VecDeque<f64>,
}

impl Pace {
    /// From here on; a pause counts for nothing.
    pub(super) fn start(&mut self, now_ms: f64) {
        self.started_ms = now_ms;
        self.done_ms.clear();
    }

    pub(super) fn done(&mut self, now_ms: f64) {
        self.done_ms.push_back(now_ms);
        while self
            .done_ms
            .front()
            .is_some_and(|at| now_ms - at > WINDOW_MS)
        {
            self.done_ms.pop_front();
        }
    }

    /// `None` before anything can be told.
    pub(super) fn per_second(&self, now_ms: f64) -> Option<f64> {
        let took_ms = (now_ms - self.started_ms).min(WINDOW_MS);
        let newest = self.done_ms.iter().filter(|at| now_ms - **at <= WINDOW_MS);
        let done = newest.count();
        (done > 0 && took_ms > 0.0).then(|| done as f64 * 1_000.0 / took_ms)
    }
}
