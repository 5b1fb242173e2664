//! What was found: charts, the table, and the card beside it.

use std::rc::Rc;

use phone_profile::page::state::Theme;
use yew::prelude::*;

use super::charts::Charts;
use super::filters::Filters;
use super::grid::Grid;
use super::selection_bar::SelectionBar;
use super::side_card::SideCard;
use crate::page::action::Action;
use crate::page::rows::Rows;
use crate::page::state::RecordState;
use crate::page::table::Column;
use crate::protocol::{Card, Opened, Shown, View};

#[derive(PartialEq, Properties)]
pub struct ResultsProps {
    pub list: Rc<Opened>,
    pub view: View,
    pub shown: Rc<Shown>,
    pub rows: Rows,
    pub table: Rc<[Column]>,
    pub open: Option<usize>,
    pub card: Option<Rc<Card>>,
    pub theme: Theme,
    /// The identity record that is asked for.
    pub record: Option<RecordState>,
    /// What one more lookup costs, in words.
    pub lookup_cost: AttrValue,
    /// What looking up what is selected would take.
    pub selected_line: AttrValue,
    /// Whether a run can be started now.
    pub can_start: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let entries = props.shown.entries;
    html! {
        <section class="results" aria-label="Your list">
            <Charts shown={Rc::clone(&props.shown)} view={props.view.clone()} act={&props.act} />
            <div class="panel table-panel">
                <Filters
                    view={props.view.clone()}
                    {entries}
                    table={Rc::clone(&props.table)}
                    list={Rc::clone(&props.list)}
                    act={&props.act}
                />
                <SelectionBar selected={props.shown.selected} line={&props.selected_line} can_start={props.can_start} act={&props.act} />
                <div class="table-area" data-card={props.card.is_some().then_some("")}>
                    <Grid
                        {entries}
                        rows={props.rows.clone()}
                        table={Rc::clone(&props.table)}
                        list={Rc::clone(&props.list)}
                        sort={props.view.sort}
                        open={props.open}
                        selected={props.shown.selected}
                        act={&props.act}
                    />
                    if let Some(card) = &props.card {
                        <SideCard
                            card={Rc::clone(card)}
                            theme={props.theme}
                            record={props.record.clone()}
                            lookup_cost={&props.lookup_cost}
                            act={&props.act}
                        />
                    }
                    if entries == 0 {
                        <p class="nothing">{"Nobody in the list is like that."}</p>
                    }
                </div>
            </div>
        </section>
    }
}
