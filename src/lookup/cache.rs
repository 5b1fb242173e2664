//! Answers kept in memory, for as long as they may be reused.

use std::rc::Rc;

use crate::number::E164;
use crate::profile::Profile;

/// No answer is reused after a day, whatever the page asks for.
const LONGEST_AGE_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;
/// How far a clock may have been set back without its answers being dropped.
const CLOCK_SLACK_MS: f64 = 60_000.0;

/// The most recently used answers, by endpoint and number. Times are Unix milliseconds.
#[derive(Default)]
pub struct Cache {
    /// The most recently used one comes last.
    entries: Vec<Entry>,
}

struct Entry {
    endpoint: Rc<str>,
    number: E164,
    profile: Rc<Profile>,
    stored_ms: f64,
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
        let at = self.position(endpoint, number)?;
        let entry = self.entries.get(at)?;
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
        let entry = self.entries.remove(at);
        let profile = Rc::clone(&entry.profile);
        self.entries.push(entry);
        Some(profile)
    }

    /// Keeps an answer; the least recently used one goes where there is no room.
    pub fn put(&mut self, endpoint: &str, profile: Rc<Profile>, number: &E164, now_ms: f64) {
        // All entries of an endpoint share its name.
        let name = self
            .entries
            .iter()
            .find(|entry| &*entry.endpoint == endpoint)
            .map_or_else(|| Rc::from(endpoint), |entry| Rc::clone(&entry.endpoint));
        if let Some(at) = self.position(endpoint, number) {
            self.entries.remove(at);
        } else if self.entries.len() >= Cache::CAPACITY {
            self.entries.remove(0);
        }
        self.entries.push(Entry {
            endpoint: name,
            number: number.clone(),
            profile,
            stored_ms: now_ms,
        });
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

    fn position(&self, endpoint: &str, number: &E164) -> Option<usize> {
        self.entries
            .iter()
            .position(|entry| entry.number == *number && &*entry.endpoint == endpoint)
    }
}
