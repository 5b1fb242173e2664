//! Refusals, summed up: the first of a caller and a reason is written at once, and those that follow
//! within the window become one record with their count when it ends. Whoever is refused all the time
//! fills neither the disk nor the audit.

use std::{borrow::Cow, collections::HashMap, time::Duration};

use tokio::time::Instant;

use super::AuditRecord;

/// So long are like refusals summed up.
pub(super) const WINDOW: Duration = Duration::from_secs(600);
/// So many callers and reasons are told apart; what is beyond them is one caller.
const MOST: usize = 1_000;
/// Their name in the audit.
const OTHERS: &str = "(others)";

#[derive(Debug, Default)]
pub(super) struct Refusals {
    open: HashMap<Key, Window>,
    /// Sums of windows that have ended.
    due: Vec<AuditRecord>,
}

/// Who and why.
type Key = (String, Cow<'static, str>);

#[derive(Debug)]
struct Window {
    ends: Instant,
    /// The newest of those that aren't written, and how many there are.
    sum: Option<AuditRecord>,
}

impl Refusals {
    /// Takes a refusal: back comes the record where it is to be written at once.
    pub(super) fn take(&mut self, mut record: AuditRecord, now: Instant) -> Option<AuditRecord> {
        let mut key = (record.who.clone(), record.result.clone());
        if self.open.len() >= MOST && !self.open.contains_key(&key) {
            OTHERS.clone_into(&mut record.who);
            record.client = None;
            key.0 = record.who.clone();
        }
        let window = self.open.get_mut(&key).filter(|window| now < window.ends);
        if let Some(window) = window {
            window.add(record);
            return None;
        }
        let window = Window {
            ends: now + WINDOW,
            sum: None,
        };
        let ended = self.open.insert(key, window);
        self.due.extend(ended.and_then(|window| window.sum));
        Some(record)
    }

    /// The sums of what has ended by now.
    pub(super) fn ended(&mut self, now: Instant) -> Vec<AuditRecord> {
        let due = &mut self.due;
        self.open.retain(|_, window| {
            let is_open = now < window.ends;
            if !is_open {
                due.extend(window.sum.take());
            }
            is_open
        });
        std::mem::take(due)
    }

    /// All sums, ended or not.
    pub(super) fn all(&mut self) -> Vec<AuditRecord> {
        let open = self.open.values_mut();
        self.due.extend(open.filter_map(|window| window.sum.take()));
        std::mem::take(&mut self.due)
    }
}

impl Window {
    fn add(&mut self, mut record: AuditRecord) {
        if let Some(sum) = self.sum.take() {
            record.count = record.count.saturating_add(sum.count);
            // None of several stands for all.
            if record.client != sum.client {
                record.client = None;
            }
            if record.number != sum.number {
                record.number.clear();
            }
        }
        self.sum = Some(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(who: &str, result: &'static str, at_ms: u64) -> AuditRecord {
        AuditRecord {
            at_ms,
            who: who.into(),
            client: Some("192.0.2.•••".into()),
            action: "refused".into(),
            number: format!("+1310•••••{at_ms:02}"),
            purpose: None,
            result: result.into(),
            source: None,
            count: 1,
        }
    }

    #[test]
    fn given_a_caller_that_is_refused_again_and_again_when_the_window_ends_then_there_are_two_records()
     {
        let mut refusals = Refusals::default();
        let now = Instant::now();
        let first = refusal("ada", "per-day", 0);
        assert_eq!(refusals.take(first.clone(), now), Some(first));
        for at_ms in 1..=50 {
            assert_eq!(refusals.take(refusal("ada", "per-day", at_ms), now), None);
        }
        // Another reason and another caller have windows of their own.
        assert!(
            refusals
                .take(refusal("ada", "neighbours", 1), now)
                .is_some()
        );
        assert!(refusals.take(refusal("crm", "per-day", 1), now).is_some());
        assert_eq!(refusals.ended(now + WINDOW / 2), []);
        let sum = AuditRecord {
            count: 50,
            number: String::new(),
            ..refusal("ada", "per-day", 50)
        };
        assert_eq!(refusals.ended(now + WINDOW), [sum]);
        assert_eq!(refusals.ended(now + WINDOW), []);
        assert!(
            refusals
                .take(refusal("ada", "per-day", 9), now + WINDOW)
                .is_some()
        );
    }

    #[test]
    fn given_a_window_that_has_ended_when_the_next_refusal_comes_first_then_its_sum_is_not_lost() {
        let mut refusals = Refusals::default();
        let now = Instant::now();
        for _ in 0..3 {
            refusals.take(refusal("ada", "per-day", 1), now);
        }
        let next = refusals.take(refusal("ada", "per-day", 2), now + WINDOW);
        assert_eq!(next, Some(refusal("ada", "per-day", 2)));
        let due = refusals.all();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].count, 2);
    }

    #[test]
    fn given_refusals_from_several_places_when_summed_up_then_none_of_them_stands_for_all() {
        let mut refusals = Refusals::default();
        let now = Instant::now();
        for client in ["192.0.2.•••", "192.0.2.•••", "198.51.100.•••"] {
            let refusal = AuditRecord {
                client: Some(client.into()),
                ..refusal("ada", "per-day", 1)
            };
            refusals.take(refusal, now);
        }
        assert_eq!(refusals.all()[0].client, None);
    }

    #[test]
    fn given_more_callers_than_are_told_apart_when_refused_then_the_rest_is_one_caller() {
        let mut refusals = Refusals::default();
        let now = Instant::now();
        let mut written = 0;
        for caller in 0..3 * MOST {
            let record = refusal(&caller.to_string(), "per-day", 1);
            written += usize::from(refusals.take(record, now).is_some());
        }
        assert_eq!(written, MOST + 1);
        let sums = refusals.all();
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].who.as_str(), sums[0].count), (OTHERS, 1_999));
        assert!(refusals.open.len() <= MOST + 1);
    }
}
