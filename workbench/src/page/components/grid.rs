//! The table: as long as the list, with only those rows in the document that are in sight.
//!
//! It follows the ARIA grid pattern: one cell has the focus, the arrow keys move it, and the header is row 0. Space
//! selects a row, Enter opens its card.

mod focus;
mod head;
mod sight;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use self::focus::{focus, place_of, scroll_to, select_of};
use self::head::head;
use self::sight::{use_rows_in_sight, use_sizes};
use super::row::TableRow;
use crate::page::action::Action;
use crate::page::cursor::{self, Place};
use crate::page::rows::Rows;
use crate::page::table::Column;
use crate::page::window;
use crate::protocol::{self, Opened, Order, Selected, Selection};

/// The height of the header, which covers the top of what is scrolled.
const HEAD_PX: f64 = 40.0;

#[derive(PartialEq, Properties)]
pub struct GridProps {
    pub entries: usize,
    pub rows: Rows,
    pub table: Rc<[Column]>,
    pub list: Rc<Opened>,
    pub sort: Option<(protocol::Column, Order)>,
    /// The entry whose card is open.
    pub open: Option<usize>,
    pub selected: Selected,
    pub act: Callback<Action>,
}

#[component]
pub fn Grid(props: &GridProps) -> Html {
    let scroller = use_node_ref();
    let canvas = use_node_ref();
    let active = use_state(Place::default);
    let wants_focus = use_mut_ref(|| false);
    let drawn = use_rows_in_sight(&scroller, props.entries, &props.act);
    use_sizes(&scroller, &canvas, props);
    // Fewer rows or columns than before: the cell is the nearest that is left.
    let size = (props.entries, props.table.len());
    let place = active.within(size);
    {
        let (scroller, wants_focus) = (scroller.clone(), Rc::clone(&wants_focus));
        use_effect_with(place, move |place| {
            if wants_focus.replace(false) {
                focus(&scroller, *place);
            }
        });
    }

    let select = use_selecting(props);
    let onkeydown = {
        let select = select.clone();
        let (scroller, active, act) = (scroller.clone(), active.clone(), props.act.clone());
        let (rows, open) = (props.rows.clone(), props.open);
        move |event: KeyboardEvent| {
            let Some(height) = scroller
                .cast::<Element>()
                .map(|node| f64::from(node.client_height()) - HEAD_PX)
            else {
                return;
            };
            let entry = |place: Place| rows.get(place.row.checked_sub(1)?).map(|row| row.entry);
            let with_control = event.ctrl_key() || event.meta_key();
            if let Some(next) = cursor::moved(
                place,
                &event.key(),
                with_control,
                window::page(height),
                size,
            ) {
                event.prevent_default();
                *wants_focus.borrow_mut() = true;
                scroll_to(&scroller, next);
                active.set(next);
                // A card that is open follows.
                if let (Some(_), Some(entry)) = (open, entry(next)) {
                    act.emit(Action::CardOpened(entry));
                }
            } else if event.key() == "Enter" && place.row > 0 {
                event.prevent_default();
                if let Some(entry) = entry(place) {
                    act.emit(Action::CardOpened(entry));
                }
            } else if event.key() == " " && place.row > 0 {
                // In its own field, a press of the space bar is a click.
                if !is_field(&event) {
                    event.prevent_default();
                    select.emit((place.row - 1, event.shift_key()));
                }
            } else if event.key() == "a" && with_control {
                event.prevent_default();
                act.emit(Action::Selected(Selection::Shown(true)));
            } else if event.key() == "Escape" && open.is_some() {
                event.prevent_default();
                act.emit(Action::CardClosed);
            }
        }
    };
    let onclick = {
        let (active, act, rows) = (active.clone(), props.act.clone(), props.rows.clone());
        move |event: MouseEvent| {
            let of_field = event.target().and_then(|target| select_of(&target));
            if let Some(place) = of_field.filter(|place| place.row > 0) {
                active.set(place);
                select.emit((place.row - 1, event.shift_key()));
                return;
            }
            let Some(place) = event.target().and_then(|target| place_of(&target)) else {
                return;
            };
            active.set(place);
            let row = place.row.checked_sub(1).and_then(|index| rows.get(index));
            if let Some(row) = row {
                act.emit(Action::CardOpened(row.entry));
            }
        }
    };

    // Or the browser would select the text between two fields.
    let onmousedown = |event: MouseEvent| {
        let of_field = event.target().and_then(|target| select_of(&target));
        if event.shift_key() && of_field.is_some() {
            event.prevent_default();
        }
    };

    // The row with the focus stays in the document, or scrolling would take it away.
    let beyond = place
        .row
        .checked_sub(1)
        .filter(|index| !drawn.contains(index) && *index < props.entries);
    let indexes = drawn
        .clone()
        .filter(|&index| index < props.entries)
        .chain(beyond);
    let rows = indexes.map(|index| {
        let row = props.rows.get(index).cloned();
        let open = row.as_ref().is_some_and(|row| props.open == Some(row.entry));
        let active = (place.row == index + 1).then_some(place.column);
        html! { <TableRow key={index} {index} {row} table={Rc::clone(&props.table)} {active} {open} /> }
    });
    html! {
        <div
            class="grid"
            id="grid"
            ref={scroller}
            role="grid"
            aria-label="People"
            aria-rowcount={(props.entries + 1).to_string()}
            aria-colcount={props.table.len().to_string()}
            aria-multiselectable="true"
            {onkeydown}
            {onmousedown}
            {onclick}
        >
            <div class="grid-head row" role="row" aria-rowindex="1">
                { for props.table.iter().enumerate().map(|(index, &column)| head(props, index, column, place)) }
            </div>
            <div class="grid-rows" ref={canvas} role="rowgroup">{ for rows }</div>
        </div>
    }
}

/// Selects a row, or with the shift key all from the one before to it. All become what that row becomes.
#[hook]
fn use_selecting(props: &GridProps) -> Callback<(usize, bool)> {
    let before = use_mut_ref(|| None::<usize>);
    let (act, rows) = (props.act.clone(), props.rows.clone());
    Callback::from(move |(index, to): (usize, bool)| {
        let Some(row) = rows.get(index) else {
            return;
        };
        let from = before.borrow_mut().replace(index).filter(|_| to);
        act.emit(Action::Selected(match from {
            Some(from) => Selection::Range {
                from,
                to: index,
                selected: !row.selected,
            },
            None => Selection::Toggled { entry: row.entry },
        }));
    })
}

fn is_field(event: &KeyboardEvent) -> bool {
    let target = event.target();
    target.is_some_and(|target| target.dyn_ref::<HtmlInputElement>().is_some())
}
