//! A map of bounded size that drops what was used least recently.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

pub(super) struct Lru<K, V> {
    most: usize,
    /// Counts uses; the larger, the more recent.
    tick: u64,
    entries: HashMap<K, (u64, V)>,
    by_tick: BTreeMap<u64, K>,
}

impl<K: Copy + Eq + Hash, V> Lru<K, V> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most: most.max(1),
            tick: 0,
            entries: HashMap::new(),
            by_tick: BTreeMap::new(),
        }
    }

    /// The entry of a key, made where there is none. Counts as a use.
    pub(super) fn entry(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        if !self.entries.contains_key(&key) && self.entries.len() >= self.most {
            self.remove_oldest();
        }
        self.tick += 1;
        let tick = self.tick;
        let entry = self.entries.entry(key).or_insert_with(|| (tick, make()));
        self.by_tick.remove(&entry.0);
        self.by_tick.insert(tick, key);
        entry.0 = tick;
        &mut entry.1
    }

    /// The entry of a key. Doesn't count as a use.
    pub(super) fn peek(&self, key: &K) -> Option<&V> {
        self.entries.get(key).map(|(_, value)| value)
    }

    /// Drops entries, the least recently used first, as long as they are `old`.
    pub(super) fn remove_while(&mut self, old: impl Fn(&V) -> bool) {
        while let Some((_, key)) = self.by_tick.first_key_value()
            && self.peek(key).is_none_or(&old)
        {
            self.remove_oldest();
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    fn remove_oldest(&mut self) {
        if let Some((_, key)) = self.by_tick.pop_first() {
            self.entries.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_a_full_map_when_another_key_comes_then_the_least_recently_used_goes() {
        let mut lru = Lru::new(2);
        *lru.entry(1, || 0) += 10;
        lru.entry(2, || 20);
        lru.entry(1, || 0);
        lru.entry(3, || 30);
        assert_eq!(lru.peek(&1), Some(&10));
        assert_eq!(lru.peek(&2), None);
        assert_eq!(lru.peek(&3), Some(&30));
    }

    #[test]
    fn given_old_entries_when_removed_then_it_stops_at_the_first_that_is_not() {
        let mut lru = Lru::new(9);
        for key in [1, 5, 2] {
            lru.entry(key, || key);
        }
        lru.remove_while(|value| *value < 3);
        assert_eq!((lru.peek(&1), lru.len()), (None, 2));
    }

    proptest! {
        #[test]
        fn given_any_uses_when_made_then_the_most_recent_keys_are_there(
            most in 1_usize..8,
            uses in prop::collection::vec(0_u8..12, 0..60),
        ) {
            let mut lru = Lru::new(most);
            let mut model: Vec<u8> = Vec::new();
            for key in uses {
                lru.entry(key, || key);
                model.retain(|held| *held != key);
                model.push(key);
                if model.len() > most {
                    model.remove(0);
                }
                prop_assert_eq!(lru.len(), model.len());
                prop_assert_eq!(lru.by_tick.values().copied().collect::<Vec<_>>(), model.clone());
                prop_assert!(model.iter().all(|held| lru.peek(held) == Some(held)));
            }
        }
    }
}
