//! What is otherwise than in an earlier export, number by number.

use std::collections::{HashMap, HashSet};

use phone_profile_contacts::changes::{Change, Earlier, Picture, changes};
use phone_profile_contacts::export::picture;
use phone_profile_contacts::list::List;
use phone_profile_contacts::plan::NumberId;
use phone_profile_core::number::E164;

use crate::protocol::Reply;

/// An earlier export, and how the answers differ from it.
pub(super) struct Comparison {
    earlier: HashMap<E164, Earlier>,
    both: usize,
    changed: HashSet<NumberId>,
}

impl Comparison {
    pub(super) fn new(earlier: HashMap<E164, Earlier>, list: &List) -> Self {
        let mut comparison = Self {
            earlier,
            both: 0,
            changed: HashSet::new(),
        };
        comparison.relist(list);
        comparison
    }

    /// The list has other numbers.
    pub(super) fn relist(&mut self, list: &List) {
        self.changed.clear();
        self.both = 0;
        for (id, number) in list.plan.numbers.iter() {
            self.both += usize::from(self.earlier.contains_key(number));
            self.answered(list, id);
        }
    }

    /// A number has an answer.
    pub(super) fn answered(&mut self, list: &List, id: NumberId) {
        if self.changes(list, id).is_empty() {
            self.changed.remove(&id);
        } else {
            self.changed.insert(id);
        }
    }

    /// What is otherwise about a number, in words.
    pub(super) fn words(&self, list: &List, id: NumberId) -> Vec<String> {
        self.changes(list, id).iter().map(words).collect()
    }

    pub(super) fn told(&self) -> Reply {
        Reply::Compared {
            both: self.both,
            changed: self.changed.len(),
        }
    }

    fn changes(&self, list: &List, id: NumberId) -> Vec<Change> {
        let number = list.plan.numbers.get(id);
        let earlier = number.and_then(|number| self.earlier.get(number));
        match earlier.zip(list.run.lookup(id).profile()) {
            Some((earlier, now)) => {
                let picture = Picture {
                    hash: list.pictures.hash(id),
                    same_within: list.pictures.same_within(),
                };
                changes(earlier, now, picture)
            }
            None => Vec::new(),
        }
    }
}

fn words(change: &Change) -> String {
    match change {
        // Isolated, so that names keep their direction.
        Change::Name { from, to } => {
            format!("name was \u{2068}{from}\u{2069}, is \u{2068}{to}\u{2069}")
        }
        Change::Registered => "registered since".to_owned(),
        Change::NotRegistered => "no longer registered".to_owned(),
        Change::Business => "business account since".to_owned(),
        Change::NoBusiness => "no longer a business account".to_owned(),
        Change::Picture { from, to } => {
            format!("picture was {}, is {}", picture(*from), picture(*to))
        }
        Change::OtherPicture => "another picture".to_owned(),
    }
}
