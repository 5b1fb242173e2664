//! An open list, with what is known of each entry and what is shown.

use std::collections::{HashMap, HashSet};

use phone_profile_contacts::changes::Earlier;
use phone_profile_contacts::columns::{Columns, RegionFrom};
use phone_profile_contacts::export::{Grid, Shape};
use phone_profile_contacts::list::{List, Pictures};
use phone_profile_contacts::plan::{NumberId, OptOut, Plan, UnreadableLine};
use phone_profile_contacts::run::{Lookup, Run};
use phone_profile_contacts::table::Table;
use phone_profile_core::error::LookupError;
use phone_profile_core::name::UnicodeFolding;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
use phone_profile_core::signal::Evidence;

use super::comparison::Comparison;
use super::facts::Facts;
use super::opening::Source;
use super::pictures::Comparing;
use super::refusal::Refusal;
use super::rows::Rows;
use super::selection::Selecting;
use super::view::Showing;
use crate::protocol::{Selection, Shown, Start, View};

/// An open list.
pub(super) struct Session {
    pub(super) source: Source,
    pub(super) list: List,
    /// Of each entry.
    facts: Vec<Facts>,
    /// Each number's entries, by the numbers' order.
    entries: Vec<(NumberId, u32)>,
    pub(super) showing: Showing,
    pub(super) comparison: Option<Comparison>,
    pub(super) selecting: Selecting,
    pub(super) comparing: Comparing,
}

impl Session {
    /// A list with a plan, and a run that is paused.
    pub(super) fn new(
        source: Source,
        table: Table,
        columns: Columns,
        opt_out: &str,
        now_ms: f64,
    ) -> Result<Self, UnreadableLine> {
        let plan = plan(&source, &table, &columns, opt_out)?;
        let mut session = Self {
            source,
            list: List {
                run: Run::new(&plan, [], None),
                table,
                columns,
                plan,
                pictures: Pictures::default(),
            },
            facts: Vec::new(),
            entries: Vec::new(),
            showing: Showing::default(),
            comparison: None,
            selecting: Selecting::default(),
            comparing: Comparing::default(),
        };
        session.relist(now_ms);
        Ok(session)
    }

    /// Plans anew, by other columns or another opt-out list. What came of numbers stays.
    pub(super) fn replan(
        &mut self,
        columns: Columns,
        opt_out: &str,
        now_ms: f64,
    ) -> Result<(), UnreadableLine> {
        let plan = plan(&self.source, &self.list.table, &columns, opt_out)?;
        self.list.run = self.list.run.over(&self.list.plan, &plan);
        self.list.pictures = self.list.pictures.over(&self.list.plan, &plan);
        self.list.plan = plan;
        self.list.columns = columns;
        self.selecting.forget();
        self.relist(now_ms);
        Ok(())
    }

    /// Takes answers of an earlier visit for known.
    pub(super) fn know(&mut self, known: Vec<(E164, Profile)>, now_ms: f64) {
        let plan = &self.list.plan;
        let known: Vec<(NumberId, Profile)> = known
            .into_iter()
            .filter_map(|(number, profile)| Some((plan.numbers.id(&number)?, profile)))
            .collect();
        self.list.run = Run::new(plan, known, None);
        self.relist(now_ms);
    }

    /// What came of a number. Whether it is one of the list's.
    pub(super) fn answer(
        &mut self,
        number: &E164,
        answer: Result<Profile, LookupError>,
        now_ms: f64,
    ) -> bool {
        let Some(id) = self.list.plan.numbers.id(number) else {
            return false;
        };
        self.list.run.answer(id, answer, now_ms);
        if matches!(
            self.list.run.lookup(id),
            Lookup::Answered(_) | Lookup::Failed(_)
        ) {
            self.look_again(id, now_ms);
        }
        true
    }

    /// Compares the answers with an earlier export.
    pub(super) fn compare(&mut self, earlier: HashMap<E164, Earlier>) -> &Comparison {
        let comparison = Comparison::new(earlier, &self.list);
        self.comparison.insert(comparison)
    }

    pub(super) fn show(&mut self, view: View) {
        self.showing.show(view, &self.list, &self.facts);
    }

    /// Takes what was answered into what is shown.
    pub(super) fn refresh(&mut self) {
        self.showing.answered(&self.list, &self.facts);
    }

    /// What is shown and selected now.
    pub(super) fn shown(&self) -> Shown {
        self.showing
            .told(self.selecting.told(&self.list, &self.showing))
    }

    pub(super) fn select(&mut self, selection: &Selection) {
        let entries = self.list.plan.entries.len();
        self.selecting.select(selection, entries, &self.showing);
    }

    /// Begins the run, or goes on with it.
    pub(super) fn start(&mut self, start: &Start, now_ms: f64) -> Result<(), Refusal> {
        let chosen = start
            .only_selected
            .then(|| self.selecting.numbers(&self.list));
        if chosen.as_ref().is_some_and(HashSet::is_empty) {
            return Err(Refusal::NothingSelected);
        }
        self.leave_pictures(now_ms);
        self.comparing.is_offered = start.compares_pictures;
        if start.compares_pictures {
            self.offer_pictures();
        }
        self.list.run.set_cap(start.cap);
        match chosen {
            Some(chosen) => {
                let run = &mut self.list.run;
                run.start_with(|id| chosen.contains(&id), now_ms);
            }
            None => self.list.run.start(now_ms),
        }
        Ok(())
    }

    pub(super) fn rows(&self, now_ms: f64) -> Rows<'_> {
        Rows {
            list: &self.list,
            facts: &self.facts,
            comparison: self.comparison.as_ref(),
            selecting: &self.selecting,
            own: self.showing.own(),
            now_ms,
        }
    }

    /// The rows of an export: all, or those that are selected.
    pub(super) fn grid(
        &self,
        shape: Shape,
        only_selected: bool,
        now_ms: f64,
    ) -> Grid<'_, UnicodeFolding> {
        let grid = Grid::new(&self.list, shape, &UnicodeFolding, Evidence::at(now_ms));
        match only_selected {
            true => grid.only(self.selecting.rows(&self.list)),
            false => grid,
        }
    }

    /// What is answered.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&E164, &Profile)> {
        let numbers = self.list.plan.numbers.iter();
        numbers.filter_map(|(id, number)| Some((number, self.list.run.lookup(id).profile()?)))
    }

    /// The entries are others, or all of their answers.
    pub(super) fn relist(&mut self, now_ms: f64) {
        let list = &self.list;
        let findings = list.plan.entries.iter().filter_map(|entry| {
            // Its row is there: the plan was made of this table.
            list.finding(entry, &UnicodeFolding, &Evidence::at(now_ms))
        });
        self.facts = findings.map(|finding| Facts::of(&finding)).collect();
        let entries = (0..).zip(&list.plan.entries);
        self.entries = entries
            .filter_map(|(index, entry)| Some((entry.number()?, index)))
            .collect();
        self.entries.sort_unstable();
        if let Some(comparison) = &mut self.comparison {
            comparison.relist(list);
        }
        self.showing.relist(list, &self.facts);
    }

    /// A number has an answer: its entries have other facts.
    fn look_again(&mut self, id: NumberId, now_ms: f64) {
        let list = &self.list;
        let from = self.entries.partition_point(|(known, _)| *known < id);
        let of_number = self
            .entries
            .iter()
            .skip(from)
            .take_while(|(known, _)| *known == id);
        for (_, index) in of_number {
            let index = *index as usize;
            let entry = list.plan.entries.get(index);
            let finding =
                entry.and_then(|entry| list.finding(entry, &UnicodeFolding, &Evidence::at(now_ms)));
            if let (Some(facts), Some(finding)) = (self.facts.get_mut(index), finding) {
                *facts = Facts::of(&finding);
            }
        }
        if let Some(comparison) = &mut self.comparison {
            comparison.answered(list, id);
        }
    }
}

/// Plans a table's numbers. People write their opt-out list as they write their lists: its national numbers are read
/// by the list's region.
fn plan(
    source: &Source,
    table: &Table,
    columns: &Columns,
    opt_out: &str,
) -> Result<Plan, UnreadableLine> {
    let suggested = source.region.as_deref();
    let region = match &columns.region {
        RegionFrom::Fixed(region) => Some(region.as_str()),
        RegionFrom::None | RegionFrom::Column(_) => suggested,
    };
    let opt_out = OptOut::read(opt_out, region)?;
    Ok(Plan::new(table, columns, suggested, &opt_out))
}
