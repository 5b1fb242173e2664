//! Everything that the workbench shows, and every way it can change. Pure: no browser in here.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use phone_profile::page::access::{Access, AccessChange, SignInProblem, TokenForm};
use phone_profile::page::state::Theme;
use phone_profile_contacts::run::BATCH;

pub use super::action::{Action, Effect};
use super::estimate::{self, Cap};
use super::rows::Rows;
use super::table::{self, Column, FIRST, OURS};
use super::window::BLOCK;
use crate::protocol::{
    Card, Columns, Facet, Kept, Messages, Opened, Phase, Planned, Progress, Region, Reply, Request,
    Shown, Start, View,
};

/// The workbench.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// What an earlier visit has kept.
    pub kept: Option<Kept>,
    /// The file that is being read.
    pub reading: Option<String>,
    /// The list.
    pub list: Option<Rc<Opened>>,
    /// What its columns are taken for.
    pub columns: Columns,
    /// What a run would do.
    pub planned: Option<Rc<Planned>>,
    /// Whether lookups can be made, and what they take.
    pub access: Access,
    /// How often a token was refused or is missing: its field gets the focus each time.
    pub sign_ins: u32,
    /// Why numbers are looked up.
    pub purpose: String,
    /// How often a start was refused for want of it.
    pub purpose_asks: u32,
    /// Lookups at most, as it was typed.
    pub cap: String,
    /// Whether the run is kept in this browser.
    pub keeps: bool,
    /// How far the run is; none before it was started.
    pub progress: Option<Progress>,
    /// Which entries are shown.
    pub view: View,
    /// What the worker shows.
    pub shown: Rc<Shown>,
    /// The rows that are known.
    pub rows: Rows,
    /// The columns of the table.
    pub table: Rc<[Column]>,
    /// The card beside it.
    pub card: Option<Rc<Card>>,
    /// The row whose card is wanted.
    pub open: Option<usize>,
    /// The template of messages.
    pub template: Option<String>,
    /// Its messages.
    pub messages: Option<Rc<Messages>>,
    /// The file that is being written.
    pub writing: bool,
    /// What came of the comparison: numbers in both, those with a change.
    pub compared: Option<(usize, usize)>,
    /// What went wrong.
    pub problem: Option<String>,
    /// Light or dark.
    pub theme: Theme,
}

impl State {
    /// Before anything has happened.
    pub fn new() -> Self {
        Self {
            table: FIRST.into(),
            ..Self::default()
        }
    }

    /// Whether answers would be lost with the page.
    pub fn would_lose(&self) -> bool {
        !self.keeps
            && self
                .progress
                .as_ref()
                .is_some_and(|progress| progress.answered > 0)
    }

    /// Whether there is anything to see in the table.
    pub fn has_results(&self) -> bool {
        self.progress.is_some()
            || self
                .planned
                .as_ref()
                .is_some_and(|planned| planned.answered > 0)
    }

    /// Whether numbers are being looked up.
    pub fn is_running(&self) -> bool {
        self.progress
            .as_ref()
            .is_some_and(|progress| progress.phase == Phase::Running)
    }

    /// Whether a purpose is needed, and none that the gateway takes is given.
    pub fn lacks_purpose(&self) -> bool {
        self.access.asks_for_purpose().is_some_and(|wanted| {
            wanted.required
                && match wanted.listed {
                    Some(listed) => !listed.contains(&self.purpose),
                    None => self.purpose.trim().is_empty(),
                }
        })
    }

    /// Takes what happened, and says what has to be done.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Heard(reply) => return self.hear(reply),
            Action::Access(change) => self.allow(change),
            Action::Reading(name) => {
                self.reading = Some(name);
                self.problem = None;
            }
            Action::Read {
                bytes,
                name,
                region,
            } => {
                self.reading = Some(name.clone().unwrap_or_else(|| "what was pasted".to_owned()));
                self.problem = None;
                return ask(Request::Open {
                    bytes,
                    name,
                    region,
                });
            }
            Action::Unreadable(problem) => {
                self.reading = None;
                self.problem = Some(problem);
            }
            Action::Closed => {
                let pause = self.is_running().then_some(Effect::Ask(Request::Pause));
                self.forget_list();
                return pause.into_iter().collect();
            }
            Action::HeaderSet(header) => {
                let columns = Columns {
                    header,
                    ..self.columns.clone()
                };
                return self.choose(columns);
            }
            Action::RoleChosen(index, role) => {
                return self.choose(role.given(self.columns.clone(), index));
            }
            Action::RegionChosen(region) => {
                let columns = Columns {
                    region,
                    ..self.columns.clone()
                };
                return self.choose(columns);
            }
            Action::OptOutGiven(text) => return ask(Request::OptOut { text }),
            Action::PurposeGiven(purpose) => self.purpose = purpose,
            Action::CapTyped(cap) => self.cap = cap,
            Action::Started => return self.start(),
            Action::Paused => return ask(Request::Pause),
            Action::KeepSet(keeps) => {
                self.keeps = keeps;
                return ask(Request::Keep(keeps));
            }
            Action::Restored => {
                self.reading = self.kept.take().and_then(|kept| kept.name);
                self.keeps = true;
                return ask(Request::Restore);
            }
            Action::KeptErased => {
                self.kept = None;
                return ask(Request::Keep(false));
            }
            Action::Searched(search) if self.view.search == search => {}
            Action::Searched(search) => {
                self.view.search = search;
                return self.look();
            }
            Action::Filtered(facet, kind) => {
                if self.view.filters.get(&facet) == Some(&kind) {
                    self.view.filters.remove(&facet);
                } else {
                    self.view.filters.insert(facet, kind);
                }
                return self.look();
            }
            Action::FiltersCleared => {
                self.view.filters = BTreeMap::new();
                self.view.search.clear();
                return self.look();
            }
            Action::Sorted(column) => {
                self.view.sort = table::pressed(self.view.sort, column);
                return self.look();
            }
            Action::ColumnShown(column, shown) => return self.show_column(column, shown),
            Action::Seen(rows) => return self.see(rows),
            Action::CardOpened(entry) => {
                if self.open != Some(entry) {
                    self.open = Some(entry);
                    return ask(Request::Card { entry });
                }
            }
            Action::CardClosed => {
                self.open = None;
                self.card = None;
            }
            Action::Exported(export) => {
                self.writing = true;
                self.problem = None;
                return ask(Request::Export(export));
            }
            Action::TemplateTyped(template) => {
                self.template = Some(template.clone());
                return ask(Request::Messages { template });
            }
            Action::EarlierRead { bytes, name } => {
                self.compared = None;
                self.problem = None;
                return ask(Request::Compare { bytes, name });
            }
            Action::ProblemDismissed => self.problem = None,
            Action::ThemeChosen(theme) => self.theme = theme,
        }
        Vec::new()
    }

    fn hear(&mut self, reply: Reply) -> Vec<Effect> {
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

    fn allow(&mut self, change: AccessChange) {
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

    fn choose(&mut self, columns: Columns) -> Vec<Effect> {
        self.columns = columns.clone();
        ask(Request::Choose(columns))
    }

    fn start(&mut self) -> Vec<Effect> {
        if self.lacks_purpose() {
            self.purpose_asks += 1;
            return Vec::new();
        }
        let cap = Cap::of(&self.cap);
        if cap == Cap::Unreadable || !self.access.allows_lookups() {
            return Vec::new();
        }
        let session = self.access.session();
        let purpose = Some(self.purpose.trim()).filter(|purpose| !purpose.is_empty());
        let start = Start {
            token: None,
            purpose: purpose.map(str::to_owned),
            cap: cap.most(),
            batch_most: session
                .and_then(|session| session.batch_most)
                .unwrap_or(BATCH),
        };
        let waiting = self
            .planned
            .as_ref()
            .map_or(0, |planned| estimate::lookups(planned, cap));
        let begun = self.progress.take();
        // Until the worker says how it goes.
        self.progress = Some(Progress {
            phase: Phase::Running,
            ..begun.unwrap_or(Progress {
                phase: Phase::Running,
                answered: self.planned.as_ref().map_or(0, |planned| planned.answered),
                failed: 0,
                under_way: 0,
                waiting,
                paid: 0,
                per_second: None,
                seconds_left: None,
            })
        });
        ask(Request::Start(start))
    }

    fn look(&self) -> Vec<Effect> {
        ask(Request::Show(self.view.clone()))
    }

    fn see(&mut self, rows: Range<usize>) -> Vec<Effect> {
        let blocks = self.rows.see(rows);
        self.ask_for(blocks)
    }

    fn ask_for(&self, blocks: Vec<usize>) -> Vec<Effect> {
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

    fn show_column(&mut self, column: Column, shown: bool) -> Vec<Effect> {
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
    fn unanswered_card(&self) -> Option<Effect> {
        let card = self.card.as_ref()?;
        let waits = card.profile.is_none() && card.e164.is_some();
        waits.then(|| {
            Effect::Ask(Request::Card {
                entry: card.row.entry,
            })
        })
    }

    /// What stays is what isn't about the list.
    fn forget_list(&mut self) {
        *self = Self {
            kept: self.kept.take(),
            access: std::mem::take(&mut self.access),
            purpose: std::mem::take(&mut self.purpose),
            keeps: self.keeps,
            theme: self.theme,
            ..Self::new()
        };
    }
}

impl Columns {
    /// Where national numbers are from, as one word: an ISO code, or none.
    pub fn fixed_region(&self) -> Option<&str> {
        match &self.region {
            Region::Fixed(iso) => Some(iso),
            Region::None | Region::Column(_) => None,
        }
    }
}

impl Planned {
    /// Entries that can't be looked up.
    pub fn invalid_entries(&self) -> usize {
        self.invalid.iter().map(|(_, count)| count).sum()
    }
}

impl View {
    /// Whether it leaves anything out.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty() || !self.search.is_empty()
    }

    /// The kind that a facet is filtered by.
    pub fn filter(&self, facet: Facet) -> Option<&str> {
        self.filters.get(&facet).map(String::as_str)
    }
}

fn ask(request: Request) -> Vec<Effect> {
    vec![Effect::Ask(request)]
}

#[cfg(test)]
pub(super) use tests::row;

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
