//! The numbers of a list, each once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use phone_profile_core::number::E164;

/// A number's place among the [`Numbers`] of its list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NumberId(u32);

impl NumberId {
    /// As an index into what is kept for each number.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Numbers, each once, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    all: Vec<E164>,
    ids: HashMap<E164, NumberId>,
}

impl Numbers {
    /// The number's id, and whether it was there already.
    pub(super) fn add(&mut self, number: E164) -> (NumberId, bool) {
        // A list has far fewer numbers than fit.
        let next = NumberId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        match self.ids.entry(number) {
            Entry::Occupied(known) => (*known.get(), true),
            Entry::Vacant(free) => {
                self.all.push(free.key().clone());
                free.insert(next);
                (next, false)
            }
        }
    }

    /// The id of a number, if the list has it.
    pub fn id(&self, number: &E164) -> Option<NumberId> {
        self.ids.get(number).copied()
    }

    /// The number with this id.
    pub fn get(&self, id: NumberId) -> Option<&E164> {
        self.all.get(id.index())
    }

    /// All of them, with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (NumberId, &E164)> {
        (0..).map(NumberId).zip(&self.all)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
