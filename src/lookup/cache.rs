//! Answers kept in memory, for as long as they may be reused.

use std::rc::Rc;

use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;

/// No answer is reused after a day, whatever the page asks for.
const LONGEST_AGE_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;
/// How far a clock may have been set back without its answers being dropped.
const CLOCK_SLACK_MS: f64 = 60_000.0;

/// The most recently used answers, by endpoint and number. Times are Unix milliseconds.
#[derive(Default)]
pub struct Cache {
    /// In the order of their numbers and endpoints.
    entries: Vec<Entry>,
    /// Counts the uses.
    clock: u32,
}

struct Entry {
    endpoint: String,
    number: E164,
    profile: Rc<Profile>,
    stored_ms: f64,
    /// When it was used last, by the cache's clock.
    used: u32,
}

impl Cache {
    /// How many answers are kept.
    pub const CAPACITY: usize = 512;

    /// An empty cache.
    pub fn new() -> Cache {
        Cache::default()
    }

    /// The answer for a number, unless it is older than `max_age_ms` or a day, or its picture's
    /// link has expired.
    pub fn get(
        &mut self,
        endpoint: &str,
        number: &E164,
        max_age_ms: f64,
        now_ms: f64,
    ) -> Option<Rc<Profile>> {
        let at = self.position(endpoint, number).ok()?;
        let used = self.tick();
        let entry = self.entries.get_mut(at)?;
        let age = now_ms - entry.stored_ms;
        let known = (-CLOCK_SLACK_MS..=LONGEST_AGE_MS).contains(&age);
        let picture_alive = entry
            .profile
            .picture_expires_ms()
            .is_none_or(|expiry| expiry > now_ms);
        if !known || !picture_alive {
            self.entries.remove(at);
            return None;
        }
        // Too old for this caller, who may be the one that wants it fresher than others do. A
        // negative age counts as none.
        let fresh = age.max(0.0) <= max_age_ms;
        if !fresh {
            return None;
        }
        entry.used = used;
        Some(Rc::clone(&entry.profile))
    }

    /// Keeps an answer; the least recently used one goes where there is no room.
    pub fn put(&mut self, endpoint: &str, profile: Rc<Profile>, number: &E164, now_ms: f64) {
        let entry = Entry {
            endpoint: endpoint.to_owned(),
            number: number.clone(),
            profile,
            stored_ms: now_ms,
            used: self.tick(),
        };
        match self.position(endpoint, number) {
            Ok(at) => {
                if let Some(known) = self.entries.get_mut(at) {
                    *known = entry;
                }
            }
            Err(free) => {
                self.entries.insert(free, entry);
                if self.entries.len() > Cache::CAPACITY {
                    self.drop_oldest();
                }
            }
        }
    }

    fn tick(&mut self) -> u32 {
        self.clock += 1;
        self.clock
    }

    fn drop_oldest(&mut self) {
        let uses = self.entries.iter().map(|entry| entry.used).enumerate();
        if let Some((at, _)) = uses.min_by_key(|(_, used)| *used) {
            self.entries.remove(at);
        }
    }

    /// Drops what is known of one number, asked for or answered, or everything.
    pub fn forget(&mut self, number: Option<&E164>) {
        match number {
            None => self.entries.clear(),
            Some(number) => self.entries.retain(|entry| {
                entry.number != *number
                    && entry.profile.number.trim_start_matches('+') != number.digits()
            }),
        }
    }

    /// How many answers are kept now.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn position(&self, endpoint: &str, number: &E164) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| {
            let digits = entry.number.digits().cmp(number.digits());
            digits.then_with(|| entry.endpoint.as_str().cmp(endpoint))
        })
    }
}
