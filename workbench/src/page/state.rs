//! Everything that the workbench shows, and every way it can change. Pure: no browser in here.
//!
//! `heard` is what the worker and the gateway say, `running` the run and what else costs something, `looking` the table.

mod heard;
mod looking;
mod running;

use std::collections::BTreeMap;
use std::rc::Rc;

use phone_profile::page::access::Access;
use phone_profile::page::state::Theme;

pub use super::action::{Action, Effect};
use super::rows::Rows;
use super::table::{self, Column, FIRST};
use crate::protocol::{
    Card, Columns, Kept, Messages, Opened, Phase, Planned, Progress, Record, Request, Shown, View,
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
    /// The identity record that is looked at, or asked for.
    pub record: Option<RecordState>,
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

/// How far an identity record is.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordState {
    /// The gateway is asked for the one of this entry.
    Asked(usize),
    /// It would take another lookup, which the person is asked about.
    NeedsLookup(usize),
    /// There is none, for a reason that is a sentence.
    Failed(usize, String),
    /// It is there.
    Made(Rc<Record>),
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
            Action::Started => return self.start(false),
            Action::SelectedStarted => return self.start(true),
            Action::Paused => return ask(Request::Pause),
            Action::Cancelled => return ask(Request::Cancel),
            Action::PicturesCompared => return ask(Request::ComparePictures { token: None }),
            Action::RecordWanted { entry, may_look_up } => {
                return self.want_record(entry, may_look_up);
            }
            Action::RecordClosed => self.record = None,
            Action::RecordSaved => return self.save_record(),
            Action::Printed => return vec![Effect::Print],
            Action::Selected(selection) => return ask(Request::Select(selection)),
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

    fn choose(&mut self, columns: Columns) -> Vec<Effect> {
        self.columns = columns.clone();
        ask(Request::Choose(columns))
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

fn ask(request: Request) -> Vec<Effect> {
    vec![Effect::Ask(request)]
}

#[cfg(test)]
pub(super) use tests::row;

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
