//! Which rows a person has selected: entries of the list, whatever is shown of it.

use std::collections::HashSet;

use phone_profile_contacts::list::List;
use phone_profile_contacts::plan::NumberId;
use phone_profile_contacts::run::Lookup;

use super::view::Showing;
use crate::protocol::{Selected, Selection};

/// The entries that are selected.
#[derive(Default)]
pub(super) struct Selecting(HashSet<u32>);

impl Selecting {
    /// The list has other entries.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    pub(super) fn has(&self, entry: u32) -> bool {
        self.0.contains(&entry)
    }

    /// Does what a person has chosen. Ranges are of what is shown.
    pub(super) fn select(&mut self, selection: &Selection, entries: usize, showing: &Showing) {
        match *selection {
            Selection::Toggled { entry } => {
                let Some(entry) = u32::try_from(entry).ok().filter(|_| entry < entries) else {
                    return;
                };
                if !self.0.remove(&entry) {
                    self.0.insert(entry);
                }
            }
            Selection::Range { from, to, selected } => {
                let (first, last) = (from.min(to), from.max(to));
                let count = (last - first).saturating_add(1);
                self.set(showing.slice(first, count), selected);
            }
            Selection::Shown(selected) => self.set(showing.slice(0, usize::MAX), selected),
            Selection::None => self.0.clear(),
        }
    }

    fn set(&mut self, entries: &[u32], selected: bool) {
        if selected {
            self.0.extend(entries);
        } else {
            entries.iter().for_each(|entry| {
                self.0.remove(entry);
            });
        }
    }

    /// How much is selected.
    pub(super) fn told(&self, list: &List, showing: &Showing) -> Selected {
        if self.0.is_empty() {
            return Selected::default();
        }
        let shown = showing.slice(0, usize::MAX).iter();
        let is_open = |id: &NumberId| matches!(list.run.lookup(*id), Lookup::Waiting);
        Selected {
            entries: self.0.len(),
            shown: shown.filter(|entry| self.has(**entry)).count(),
            open: self.numbers(list).into_iter().filter(is_open).count(),
        }
    }

    /// Their numbers.
    pub(super) fn numbers(&self, list: &List) -> HashSet<NumberId> {
        let entries = self.0.iter();
        entries
            .filter_map(|entry| list.plan.entries.get(*entry as usize)?.number())
            .collect()
    }

    /// The rows of the file that they are in.
    pub(super) fn rows(&self, list: &List) -> HashSet<usize> {
        let entries = self.0.iter();
        entries
            .filter_map(|entry| Some(list.plan.entries.get(*entry as usize)?.row))
            .collect()
    }
}
