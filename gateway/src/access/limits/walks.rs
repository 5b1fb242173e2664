//! Walks through ranges of numbers: who asks for one number after the other, or for many of one
//! block in whatever order, isn't answering calls but filling a list. Such callers wait longer and
//! longer, then get nothing.
//!
//! Of each caller, or group of callers, numbers close together within ten minutes are counted, and
//! numbers in a block of 1,000, 10,000 and 100,000 within a day. A number that was answered
//! in that day isn't new, and doesn't count. Of a caller that asks for very many, the last 1,000
//! new numbers count, so that blocks are measured by their share of what it asks for.
//!
//! What the defaults do to real lists of 500 new numbers, asked for one a second unless said
//! otherwise, and to walks; `walks/measured.rs` draws 200 of each kind of list and holds this table:
//!
//! | list | slowed | refused | after |
//! |---|---|---|---|
//! | national, area codes by population | none | none | |
//! | one city with 40 exchanges | none | none | |
//! | the same, half of it in 5 exchanges | 2.5 % | none | |
//! | a town with 3 exchanges, 100 calls in a working day | none | none | |
//! | a company's own 200 numbers, in a working day | all | all | 80 |
//! | a company's own 200 numbers, at once | all | all | 29 |
//! | walk, one after the other | all | all | 20 |
//! | walk, every 11th, or 1,000 shuffled | all | all | 80 |
//! | walk, every 51st, or 10,000 shuffled | all | all | 150 |
//! | walk, every 101st | all | all | 300 |
//!
//! Slowed is a list of which any number waits, refused one of which any is not answered, and after
//! says after how many at the soonest. Wider jumps look like a region's list: only the caps hold them.
//!
//! A company's own block can't be told from a walk by its numbers. Who holds so many contacts there
//! has a token that `may-walk`.
//!
//! Numbers are kept in memory only, as integers, and dropped after the window.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;

use super::pace::{Pace, Span};
use crate::{
    Digits,
    access::{
        caller::CallerKey,
        settings::{BlockSettings, NeighbourSettings, Settings},
    },
};

/// Callers that are remembered: with all their numbers, 100 MB at most.
const CALLERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1_999);
/// Numbers that are remembered of each.
const NUMBERS: usize = 1_000;
/// How long a lookup may wait behind the caller's other slowed ones.
const LONGEST_QUEUE: Duration = Duration::from_secs(30);

/// Whether a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It was admitted in this window already, and doesn't.
    Again,
    /// It does.
    New(Pace),
}

/// What callers asked for of late.
pub(super) struct Walks {
    neighbours: NeighbourSettings,
    blocks: BlockSettings,
    callers: Arc<Mutex<LruCache<CallerKey, Recent>>>,
}

/// Shows no numbers.
impl fmt::Debug for Walks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walks")
            .field("neighbours", &self.neighbours)
            .field("blocks", &self.blocks)
            .finish_non_exhaustive()
    }
}

impl Walks {
    /// Remembers nothing yet.
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            neighbours: settings.neighbours.clone(),
            blocks: settings.blocks.clone(),
            callers: Arc::new(Mutex::new(LruCache::new(CALLERS))),
        }
    }

    /// Remembers what another one does, from now on together with it.
    pub(super) fn go_on_from(&mut self, earlier: &Self) {
        self.callers = Arc::clone(&earlier.callers);
    }

    /// How a caller's lookup goes on, as far as this gateway knows. The number counts for others
    /// from now on, also for those that come at the same moment; until [`Self::admit`] it is itself
    /// new whenever it is asked for. One that is refused doesn't count.
    pub(super) fn begin(&self, caller: CallerKey, number: &Digits, now: Instant) -> Heard {
        let mut callers = self.callers();
        self.drop_old(&mut callers, now);
        let recent = callers.get_or_insert_mut(caller, Recent::default);
        recent.drop_old(self.window(), now);
        recent.begin(number.value(), now, &self.counted(number.value()))
    }

    /// The number is told about.
    pub(super) fn admit(&self, caller: CallerKey, number: &Digits) {
        self.with(caller, number, |held| held.admitted = true);
    }

    /// The number is refused by what all gateways know, for so long.
    pub(super) fn refuse(&self, caller: CallerKey, number: &Digits, until: Instant) {
        self.with(caller, number, |held| held.refused_until = Some(until));
    }

    /// How long a slowed lookup waits: until all that the caller has waiting are made, and then its
    /// own time, so that asking at once is not faster.
    pub(super) fn queue(&self, caller: CallerKey, wait: Duration, now: Instant) -> Duration {
        let mut callers = self.callers();
        let recent = callers.get_or_insert_mut(caller, Recent::default);
        let whole = recent.ahead(now).min(LONGEST_QUEUE) + wait;
        recent.free_at = Some(now + whole);
        whole
    }

    fn with(&self, caller: CallerKey, number: &Digits, change: impl FnOnce(&mut Held)) {
        let mut callers = self.callers();
        let recent = callers.get_or_insert_mut(caller, Recent::default);
        if let Some(held) = recent.by_number.get_mut(&number.value()) {
            change(held);
        }
    }

    /// What a number is counted in.
    fn counted(&self, number: u64) -> [Span; 4] {
        let within = self.neighbours.within;
        [
            Span {
                numbers: number.saturating_sub(within)..=number.saturating_add(within),
                window: self.neighbours.window,
                limits: self.neighbours.limits(),
            },
            Span::block(number, 1_000, self.blocks.window, self.blocks.of_1000),
            Span::block(number, 10_000, self.blocks.window, self.blocks.of_10000),
            Span::block(number, 100_000, self.blocks.window, self.blocks.of_100000),
        ]
    }

    fn window(&self) -> Duration {
        self.neighbours.window.max(self.blocks.window)
    }

    fn callers(&self) -> MutexGuard<'_, LruCache<CallerKey, Recent>> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops what the window has passed for. Asking does it too; this is for when nobody asks.
    pub(super) fn forget(&self, now: Instant) {
        self.drop_old(&mut self.callers(), now);
    }

    fn drop_old(&self, callers: &mut LruCache<CallerKey, Recent>, now: Instant) {
        let window = self.window();
        while let Some((_, recent)) = callers.peek_lru()
            && recent.is_over(window, now)
        {
            callers.pop_lru();
        }
    }
}

/// What one caller asked for.
#[derive(Default)]
struct Recent {
    by_time: VecDeque<u64>,
    by_number: BTreeMap<u64, Held>,
    /// When the last of its slowed lookups is made.
    free_at: Option<Instant>,
}

struct Held {
    at: Instant,
    admitted: bool,
    refused_until: Option<Instant>,
}

impl Recent {
    fn begin(&mut self, number: u64, now: Instant, spans: &[Span]) -> Heard {
        let held = self.by_number.get(&number);
        if held.is_some_and(|held| held.admitted) {
            return Heard::Again;
        }
        let refused = held.and_then(|held| held.refused_until);
        let left = refused.map(|until| until.saturating_duration_since(now));
        if let Some(left) = left.filter(|left| !left.is_zero()) {
            return Heard::New(Pace::Refuse(left));
        }
        let is_held = held.is_some();
        let paces = spans.iter().map(|span| self.pace(number, now, span));
        let pace = paces.max().unwrap_or(Pace::Go);
        let ahead = self.ahead(now);
        if matches!(pace, Pace::Slow(_)) && ahead > LONGEST_QUEUE {
            return Heard::New(Pace::Later(ahead));
        }
        if !is_held && !matches!(pace, Pace::Refuse(_)) {
            if self.by_time.len() >= NUMBERS {
                self.drop_first();
            }
            self.by_time.push_back(number);
            let held = Held {
                at: now,
                admitted: false,
                refused_until: None,
            };
            self.by_number.insert(number, held);
        }
        Heard::New(pace)
    }

    /// How long its slowed lookups take that are waiting.
    fn ahead(&self, now: Instant) -> Duration {
        let free = self.free_at.unwrap_or(now);
        free.saturating_duration_since(now)
    }

    fn pace(&self, number: u64, now: Instant, span: &Span) -> Pace {
        let mut others = 0;
        let mut first: Option<Instant> = None;
        for (held_number, held) in self.by_number.range(span.numbers.clone()) {
            let counts = now.saturating_duration_since(held.at) < span.window;
            if counts && *held_number != number {
                others += 1;
                first = Some(first.map_or(held.at, |first| first.min(held.at)));
            }
        }
        if others < span.limits.refuse_after {
            return span.limits.pace(others);
        }
        let since = first.map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        Pace::Refuse(span.window.saturating_sub(since))
    }

    fn drop_old(&mut self, window: Duration, now: Instant) {
        while self
            .first()
            .is_some_and(|at| now.saturating_duration_since(at) >= window)
        {
            self.drop_first();
        }
    }

    fn first(&self) -> Option<Instant> {
        let number = self.by_time.front()?;
        self.by_number.get(number).map(|held| held.at)
    }

    fn drop_first(&mut self) {
        if let Some(number) = self.by_time.pop_front() {
            self.by_number.remove(&number);
        }
    }

    /// Whether nothing in it counts any more.
    fn is_over(&self, window: Duration, now: Instant) -> bool {
        let last = self.by_time.back();
        last.and_then(|number| self.by_number.get(number))
            .is_none_or(|held| now.saturating_duration_since(held.at) >= window)
    }
}

#[cfg(test)]
mod measured;
#[cfg(test)]
mod tests;
