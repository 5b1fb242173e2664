//! Which entries are shown, and how many are of what kind.

use std::collections::BTreeMap;

use phone_profile_contacts::list::List;

use super::facts::Facts;
use super::search::Search;
use super::sorting::{depends_on_answers, sorted};
use crate::protocol::{Facet, Selected, Shown, View};

const FACETS: [Facet; 6] = [
    Facet::Status,
    Facet::Picture,
    Facet::Business,
    Facet::Country,
    Facet::NameMatch,
    Facet::Signal,
];

/// What is shown of a list.
#[derive(Default)]
pub(super) struct Showing {
    view: View,
    /// All entries in the view's order; empty where it must be made anew.
    order: Vec<u32>,
    /// Those that are shown.
    entries: Vec<u32>,
    facets: BTreeMap<Facet, Vec<(String, usize)>>,
}

impl Showing {
    /// Shows something else.
    pub(super) fn show(&mut self, view: View, list: &List, facts: &[Facts]) {
        if self.view.sort != view.sort {
            self.order.clear();
        }
        self.view = view;
        self.refresh(list, facts);
    }

    /// The list has other entries.
    pub(super) fn relist(&mut self, list: &List, facts: &[Facts]) {
        self.order.clear();
        self.refresh(list, facts);
    }

    /// Answers have come.
    pub(super) fn answered(&mut self, list: &List, facts: &[Facts]) {
        if self
            .view
            .sort
            .is_some_and(|(column, _)| depends_on_answers(column))
        {
            self.order.clear();
        }
        self.refresh(list, facts);
    }

    /// The entries shown, from the one at `from` on.
    pub(super) fn slice(&self, from: usize, count: usize) -> &[u32] {
        let end = from.saturating_add(count).min(self.entries.len());
        self.entries.get(from..end).unwrap_or_default()
    }

    /// The file's columns that are shown.
    pub(super) fn own(&self) -> &[usize] {
        &self.view.own
    }

    pub(super) fn told(&self, selected: Selected) -> Shown {
        Shown {
            selected,
            entries: self.entries.len(),
            facets: self.facets.clone(),
        }
    }

    fn refresh(&mut self, list: &List, facts: &[Facts]) {
        if self.order.len() != facts.len() {
            self.order = sorted(list, facts, self.view.sort);
        }
        let search = Search::new(&self.view.search).map(|search| search.matches(list));
        let has_text = |entry: u32| match &search {
            Some(matches) => matches.get(entry as usize).copied().unwrap_or_default(),
            None => true,
        };
        let filters: Vec<(Facet, &str)> = self
            .view
            .filters
            .iter()
            .map(|(facet, kind)| (*facet, kind.as_str()))
            .collect();
        let mut tallies = FACETS.map(|facet| (facet, Tally::default()));
        self.entries.clear();
        for &entry in self.order.iter().filter(|entry| has_text(**entry)) {
            let Some(facts) = facts.get(entry as usize) else {
                continue;
            };
            let mut against = filters
                .iter()
                .filter(|(facet, wanted)| !facts.kinds(*facet).any(|kind| kind == *wanted))
                .map(|(facet, _)| *facet);
            // Under the filters of the other facets: one that is against it doesn't count for its own.
            let counted = match (against.next(), against.next()) {
                (None, _) => {
                    self.entries.push(entry);
                    None
                }
                (Some(only), None) => Some(only),
                (Some(_), Some(_)) => continue,
            };
            for (facet, tally) in &mut tallies {
                if counted.is_none_or(|only| only == *facet) {
                    facts.kinds(*facet).for_each(|kind| tally.count(kind));
                }
            }
        }
        self.facets = tallies
            .into_iter()
            .map(|(facet, tally)| (facet, tally.sorted()))
            .collect();
    }
}

/// How many are of which kind. There are few kinds, and most entries are of the first of them.
#[derive(Default)]
struct Tally(Vec<(&'static str, usize)>);

impl Tally {
    fn count(&mut self, kind: &'static str) {
        match self.0.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => self.0.push((kind, 1)),
        }
    }

    /// Most frequent first.
    fn sorted(mut self) -> Vec<(String, usize)> {
        self.0.sort_by(|(one, one_count), (other, other_count)| {
            other_count.cmp(one_count).then(one.cmp(other))
        });
        self.0
            .into_iter()
            .map(|(kind, count)| (kind.to_owned(), count))
            .collect()
    }
}
