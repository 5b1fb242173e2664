//! The rows that the worker has told, by blocks: those in sight and a few around them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::window::{self, BLOCK};
use crate::protocol::Row;

/// Blocks that are kept besides those in sight.
const MOST_BLOCKS: usize = 24;

/// What is known of the table's rows.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    // Shared, since each drawing of the table has a copy.
    blocks: Rc<BTreeMap<usize, Vec<Rc<Row>>>>,
    asked: BTreeSet<usize>,
    in_sight: Range<usize>,
    version: u64,
}

/// Two that are one, or copies of one.
impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Rows {
    /// A row, where it is known.
    pub fn get(&self, index: usize) -> Option<&Rc<Row>> {
        self.blocks.get(&(index / BLOCK))?.get(index % BLOCK)
    }

    /// These are in sight now. The blocks to ask for.
    pub fn see(&mut self, rows: Range<usize>) -> Vec<usize> {
        self.in_sight = rows;
        self.drop_far();
        self.missing()
    }

    /// All may be otherwise now. What is in sight stays until it is told anew.
    pub fn renew(&mut self) -> Vec<usize> {
        let seen = window::blocks(&self.in_sight);
        Rc::make_mut(&mut self.blocks).retain(|block, _| seen.contains(block));
        self.asked = seen.clone().collect();
        self.version += 1;
        seen.collect()
    }

    /// Some were told: those of a block, from its beginning.
    pub fn put(&mut self, from: usize, rows: Vec<Row>) {
        let block = from / BLOCK;
        self.asked.remove(&block);
        let blocks = Rc::make_mut(&mut self.blocks);
        let before = blocks.remove(&block).unwrap_or_default();
        let mut before = before.into_iter();
        // A row that is as it was keeps its place in memory, and isn't drawn again.
        let rows = rows.into_iter().map(|row| match before.next() {
            Some(known) if *known == row => known,
            _ => Rc::new(row),
        });
        blocks.insert(block, rows.collect());
        self.version += 1;
    }

    /// Those in sight first, then one on either side: a scroll that goes on finds its rows there.
    fn missing(&mut self) -> Vec<usize> {
        let seen = window::blocks(&self.in_sight);
        let beside = [Some(seen.end), seen.start.checked_sub(1)];
        let missing: Vec<usize> = seen
            .chain(beside.into_iter().flatten())
            .filter(|block| !self.blocks.contains_key(block) && !self.asked.contains(block))
            .collect();
        self.asked.extend(&missing);
        missing
    }

    fn drop_far(&mut self) {
        let seen = window::blocks(&self.in_sight);
        let near = seen.start.saturating_sub(MOST_BLOCKS)..seen.end + MOST_BLOCKS;
        if self.blocks.keys().any(|block| !near.contains(block)) {
            Rc::make_mut(&mut self.blocks).retain(|block, _| near.contains(block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::row;
    use super::*;

    fn told(rows: &mut Rows, block: usize) {
        let from = block * BLOCK;
        rows.put(from, (from..from + BLOCK).map(row).collect());
    }

    #[test]
    fn given_rows_in_sight_when_asked_for_then_each_block_and_one_beside_is_asked_for_once() {
        let mut rows = Rows::default();
        assert_eq!(rows.see(60..80), [0, 1, 2]);
        assert_eq!(rows.see(64..88), [0_usize; 0]);
        told(&mut rows, 0);
        told(&mut rows, 1);
        assert_eq!(rows.see(60..80), [0_usize; 0]);
        assert_eq!(rows.see(400..420), [6, 7, 5]);
        assert_eq!(rows.get(70).map(|row| row.entry), Some(70));
        assert_eq!(rows.get(128), None);
    }

    #[test]
    fn given_a_change_when_renewed_then_what_is_in_sight_stays_and_is_asked_for() {
        let mut rows = Rows::default();
        rows.see(0..200);
        (0..4).for_each(|block| told(&mut rows, block));
        rows.see(130..150);

        assert_eq!(rows.renew(), [2]);
        assert!(rows.get(140).is_some());
        assert_eq!(rows.get(0), None);
    }

    #[test]
    fn given_a_row_that_is_as_it_was_when_told_again_then_it_is_the_same() {
        let mut rows = Rows::default();
        rows.see(0..10);
        told(&mut rows, 0);
        let before = rows.get(3).cloned();
        rows.renew();
        told(&mut rows, 0);

        let after = rows.get(3).cloned();
        assert!(before.zip(after).is_some_and(|(a, b)| Rc::ptr_eq(&a, &b)));
    }

    #[test]
    fn given_a_long_way_when_scrolled_then_what_is_far_is_forgotten() {
        let mut rows = Rows::default();
        rows.see(0..64);
        told(&mut rows, 0);
        rows.see(64_000..64_064);
        assert_eq!(rows.get(0), None);
    }
}
