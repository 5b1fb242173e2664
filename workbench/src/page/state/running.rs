//! The run, and what else may cost something.

use phone_profile_contacts::run::BATCH;

use super::{Effect, RecordState, State, ask};
use crate::page::estimate::Cap;
use crate::protocol::{Phase, Pictures, Progress, RecordWanted, Request, Start};

impl State {
    /// Whether the gateway says which pictures look the same.
    pub fn compares_pictures(&self) -> bool {
        let session = self.access.session();
        session.is_some_and(|session| session.compares_pictures)
    }

    /// Begins, or goes on: with all numbers, or with those that are selected.
    pub(super) fn start(&mut self, only_selected: bool) -> Vec<Effect> {
        if self.lacks_purpose() {
            self.purpose_asks += 1;
            return Vec::new();
        }
        if only_selected && self.shown.selected.open == 0 {
            return Vec::new();
        }
        let cap = Cap::read(&self.cap);
        if cap == Cap::Unreadable || !self.access.allows_lookups() {
            return Vec::new();
        }
        let session = self.access.session();
        let start = Start {
            token: None,
            purpose: self.given_purpose(),
            cap: cap.most(),
            batch_most: session
                .and_then(|session| session.batch_most)
                .unwrap_or(BATCH),
            compares_pictures: self.compares_pictures(),
            only_selected,
        };
        let open = match (only_selected, &self.planned) {
            (true, _) => self.shown.selected.open,
            (false, planned) => planned.as_ref().map_or(0, |planned| planned.open),
        };
        let waiting = cap.of(open);
        let begun = self.progress.take();
        // Until the worker says how it goes.
        self.progress = Some(Progress {
            phase: Phase::Running,
            ..begun.unwrap_or(Progress {
                phase: Phase::Running,
                answered: self.planned.as_ref().map_or(0, |planned| planned.answered),
                failed: 0,
                failures: Vec::new(),
                under_way: 0,
                waiting,
                paid: 0,
                per_second: None,
                seconds_left: None,
                pictures: Pictures::default(),
            })
        });
        ask(Request::Start(start))
    }

    /// Asks for a record of what the gateway has kept; of another lookup only where the person has said so.
    pub(super) fn want_record(&mut self, entry: usize, may_look_up: bool) -> Vec<Effect> {
        self.record = Some(RecordState::Asked(entry));
        ask(Request::Record(RecordWanted {
            entry,
            token: None,
            purpose: self.given_purpose(),
            may_look_up,
        }))
    }

    pub(super) fn save_record(&self) -> Vec<Effect> {
        match &self.record {
            Some(RecordState::Made(record)) => vec![Effect::Save(record.file.clone())],
            _ => Vec::new(),
        }
    }

    fn given_purpose(&self) -> Option<String> {
        let purpose = Some(self.purpose.trim()).filter(|purpose| !purpose.is_empty());
        purpose.map(str::to_owned)
    }
}
