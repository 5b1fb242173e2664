//! The table: which rows are asked for, and which columns it has.

use std::ops::Range;

use super::{Effect, State, ask};
use crate::page::table::{Column, OURS};
use crate::page::window::BLOCK;
use crate::protocol::Request;

impl State {
    pub(super) fn look(&self) -> Vec<Effect> {
        ask(Request::Show(self.view.clone()))
    }

    pub(super) fn see(&mut self, rows: Range<usize>) -> Vec<Effect> {
        let blocks = self.rows.see(rows);
        self.ask_for(blocks)
    }

    pub(super) fn ask_for(&self, blocks: Vec<usize>) -> Vec<Effect> {
        let entries = self.shown.entries;
        let asked = blocks
            .into_iter()
            .map(|block| block * BLOCK)
            .filter(|&from| from < entries);
        asked
            .map(|from| {
                let count = BLOCK.min(entries - from);
                Effect::Ask(Request::Rows { from, count })
            })
            .collect()
    }

    pub(super) fn show_column(&mut self, column: Column, shown: bool) -> Vec<Effect> {
        let mut own: Vec<usize> = self.view.own.clone();
        let ours = OURS.into_iter().filter(|&one| {
            if one == column {
                shown
            } else {
                self.table.contains(&one)
            }
        });
        if let Column::Own(index) = column {
            own.retain(|&one| one != index);
            if shown {
                own.insert(own.partition_point(|&one| one < index), index);
            }
        }
        self.table = ours
            .chain(own.iter().map(|&index| Column::Own(index)))
            .collect();
        if self.view.own == own {
            return Vec::new();
        }
        self.view.own = own;
        self.look()
    }

    /// The open card again, where its number had no answer yet.
    pub(super) fn unanswered_card(&self) -> Option<Effect> {
        let card = self.card.as_ref()?;
        let waits = card.profile.is_none() && card.e164.is_some();
        waits.then(|| {
            Effect::Ask(Request::Card {
                entry: card.row.entry,
            })
        })
    }
}
