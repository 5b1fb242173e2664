//! What the worker and the gateway say.

use std::rc::Rc;

use phone_profile::page::access::{Access, AccessChange, SignInProblem, TokenForm};

use super::{Effect, RecordState, State};
use crate::page::table::Column;
use crate::protocol::{Phase, Progress, RecordOutcome, RecordReply, Reply, Request};

impl State {
    pub(super) fn hear(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Kept(kept) => self.kept = kept,
            Reply::Opened(opened) => {
                self.forget_list();
                self.columns = opened.columns.clone();
                self.list = Some(Rc::new(opened));
                return self.look();
            }
            Reply::Failed(problem) => {
                self.reading = None;
                self.writing = false;
                self.problem = Some(problem);
            }
            // The rest is about a list, and this one was closed.
            _ if self.list.is_none() => {}
            Reply::Planned(planned) => self.planned = Some(Rc::new(planned)),
            Reply::Progress(progress) => return self.progress(progress),
            Reply::View(shown) => {
                self.shown = Rc::new(shown);
                let blocks = self.rows.renew();
                let mut effects = self.ask_for(blocks);
                effects.extend(self.unanswered_card());
                return effects;
            }
            Reply::Rows { from, rows } => self.rows.put(from, rows),
            // One that is closed already, or of a row that was left, is no longer wanted.
            Reply::Card(card) if self.open == Some(card.row.entry) => self.card = Some(card.into()),
            Reply::Card(_) => {}
            Reply::File(file) => {
                self.writing = false;
                return vec![Effect::Save(file)];
            }
            Reply::Record(record) => self.hear_record(record),
            Reply::Messages(messages) => self.messages = Some(Rc::new(messages)),
            Reply::Compared { both, changed } => {
                let is_first = self.compared.replace((both, changed)).is_none();
                if is_first {
                    return self.show_column(Column::Changes, true);
                }
            }
        }
        Vec::new()
    }

    fn progress(&mut self, progress: Progress) -> Vec<Effect> {
        // A list that is only planned is no run.
        let is_idle = progress.phase == Phase::Paused && progress.answered + progress.failed == 0;
        if self.progress.is_none() && is_idle {
            return Vec::new();
        }
        let was_running = self.is_running();
        let wanted_sign_in = self
            .progress
            .as_ref()
            .is_some_and(|progress| progress.phase == Phase::SignIn);
        if progress.phase == Phase::SignIn && !wanted_sign_in {
            self.sign_ins += 1;
            if !matches!(self.access, Access::Token(_)) {
                let access = Access::sign_in_by_token();
                self.access = access.with_problem(SignInProblem::NoLonger);
            }
        }
        let stopped = was_running && progress.phase != Phase::Running;
        self.progress = Some(progress);
        if !stopped {
            return Vec::new();
        }
        // More is left out, or can be written, than when the messages were looked at.
        let template = self.template.clone();
        let messages = template.map(|template| Effect::Ask(Request::Messages { template }));
        messages.into_iter().chain([Effect::AskAccess]).collect()
    }

    pub(super) fn allow(&mut self, change: AccessChange) {
        match change {
            AccessChange::Known(access) => {
                self.sign_ins += u32::from(matches!(access, Access::Token(_)));
                self.access = access;
            }
            AccessChange::SignInBegun => {
                self.access = Access::Token(TokenForm {
                    checking: true,
                    problem: None,
                });
            }
            AccessChange::SignInFailed(problem) => {
                self.access = Access::sign_in_by_token().with_problem(problem);
                self.sign_ins += 1;
            }
            AccessChange::SignedOut => self.access = Access::sign_in_by_token(),
        }
        let listed = self
            .access
            .asks_for_purpose()
            .and_then(|wanted| wanted.listed);
        if listed.is_some_and(|listed| !listed.contains(&self.purpose)) {
            self.purpose.clear();
        }
    }

    /// One that nobody looks for any more is forgotten.
    fn hear_record(&mut self, RecordReply { entry, outcome }: RecordReply) {
        if self.record != Some(RecordState::Asked(entry)) {
            return;
        }
        self.record = Some(match outcome {
            RecordOutcome::Made(record) => RecordState::Made(Rc::from(record)),
            RecordOutcome::NeedsLookup => RecordState::NeedsLookup(entry),
            RecordOutcome::Failed(problem) => RecordState::Failed(entry, problem),
        });
    }
}
