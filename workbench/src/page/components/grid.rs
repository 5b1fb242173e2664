//! The table: as long as the list, with only those rows in the document that are in sight.
//!
//! It follows the ARIA grid pattern: one cell has the focus, the arrow keys move it, and the header is row 0.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::row::TableRow;
use crate::page::action::Action;
use crate::page::cursor::{self, Place};
use crate::page::frame::EachFrame;
use crate::page::rows::Rows;
use crate::page::table::{self, Column};
use crate::page::window;
use crate::protocol::{self, Opened, Order};

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

    let onkeydown = {
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
            } else if matches!(event.key().as_str(), "Enter" | " ") && place.row > 0 {
                event.prevent_default();
                if let Some(entry) = entry(place) {
                    act.emit(Action::CardOpened(entry));
                }
            } else if event.key() == "Escape" && open.is_some() {
                event.prevent_default();
                act.emit(Action::CardClosed);
            }
        }
    };
    let onclick = {
        let (active, act, rows) = (active.clone(), props.act.clone(), props.rows.clone());
        move |event: MouseEvent| {
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
            {onkeydown}
            {onclick}
        >
            <div class="grid-head row" role="row" aria-rowindex="1">
                { for props.table.iter().enumerate().map(|(index, &column)| head(props, index, column, place)) }
            </div>
            <div class="grid-rows" ref={canvas} role="rowgroup">{ for rows }</div>
        </div>
    }
}

fn head(props: &GridProps, index: usize, column: Column, place: Place) -> Html {
    let title = column.title(&props.list.names);
    let tabindex = if place
        == (Place {
            row: 0,
            column: index,
        }) {
        "0"
    } else {
        "-1"
    };
    let data_place = format!("0:{index}");
    let Some(by) = column.sorts_by() else {
        return html! {
            <div role="columnheader" class="cell" data-kind={column.kind()} data-place={data_place} {tabindex}><bdi>{ title }</bdi></div>
        };
    };
    let order = props
        .sort
        .filter(|(sorted, _)| *sorted == by)
        .map(|(_, order)| order);
    let (sorted, glyph) = match order {
        None => ("none", None),
        Some(Order::Ascending) => ("ascending", Some(Glyph::Up)),
        Some(Order::Descending) => ("descending", Some(Glyph::Down)),
    };
    let onclick = props.act.reform(move |_: MouseEvent| Action::Sorted(by));
    html! {
        <div role="columnheader" class="cell" data-kind={column.kind()} aria-sort={sorted}>
            <button type="button" class="sort" data-place={data_place} {tabindex} {onclick}>
                <bdi>{ title }</bdi>
                { for glyph.map(|glyph| html! { <Icon {glyph} /> }) }
            </button>
        </div>
    }
}

/// The rows to draw, followed as the table is scrolled and changes its height.
#[hook]
fn use_rows_in_sight(
    scroller: &NodeRef,
    entries: usize,
    act: &Callback<Action>,
) -> std::ops::Range<usize> {
    let drawn = use_state(|| 0..0);
    let known = use_mut_ref(|| (0, 0..0));
    known.borrow_mut().0 = entries;
    let follow = {
        let (scroller, drawn, act) = (scroller.clone(), drawn.setter(), act.clone());
        use_memo((), move |()| {
            EachFrame::new(move || {
                let Some(node) = scroller.cast::<Element>() else {
                    return;
                };
                let height = f64::from(node.client_height()) - HEAD_PX;
                let mut known = known.borrow_mut();
                let rows = window::drawn(f64::from(node.scroll_top()), height, known.0);
                if known.1 != rows {
                    known.1 = rows.clone();
                    drop(known);
                    drawn.set(rows.clone());
                    act.emit(Action::Seen(rows));
                }
            })
        })
    };
    {
        let follow = Rc::clone(&follow);
        use_effect_with(entries, move |_| follow.request());
    }
    let scroller = scroller.clone();
    use_effect_with((), move |()| {
        let watched = scroller
            .cast::<Element>()
            .map(|node| Watch::of(&node, &follow));
        move || drop(watched)
    });
    (*drawn).clone()
}

/// Scrolls and changes of height, until it is dropped.
struct Watch {
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
    _scrolled: EventListener,
}

impl Watch {
    fn of(node: &Element, follow: &Rc<EachFrame>) -> Self {
        let (scrolled, resized) = (Rc::clone(follow), Rc::clone(follow));
        let resized = Closure::<dyn FnMut()>::new(move || resized.request());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(node);
        }
        Self {
            observer,
            _resized: resized,
            _scrolled: EventListener::new(node, "scroll", move |_| scrolled.request()),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// How high the list is, and how wide its columns: by style objects, which the page's policy lets through.
#[hook]
fn use_sizes(scroller: &NodeRef, canvas: &NodeRef, props: &GridProps) {
    let canvas = canvas.clone();
    use_effect_with(props.entries, move |&entries| {
        let height = format!("{}px", entries as f64 * window::ROW_PX);
        set_style(&canvas, "block-size", &height);
    });
    let scroller = scroller.clone();
    use_effect_with(Rc::clone(&props.table), move |table| {
        let (columns, least) = table::widths(table);
        set_style(&scroller, "--columns", &columns);
        set_style(&scroller, "--columns-least", &least);
    });
}

fn set_style(node: &NodeRef, property: &str, value: &str) {
    if let Some(node) = node.cast::<HtmlElement>() {
        // Only a property that is read-only can fail.
        let _ = node.style().set_property(property, value);
    }
}

fn scroll_to(scroller: &NodeRef, place: Place) {
    let Some((node, row)) = scroller.cast::<Element>().zip(place.row.checked_sub(1)) else {
        return;
    };
    let height = f64::from(node.client_height()) - HEAD_PX;
    if let Some(top) = window::scroll_to_show(row, f64::from(node.scroll_top()), height) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "100,000 rows are 4,400,000 pixels high"
        )]
        node.set_scroll_top(top as i32);
    }
}

fn focus(scroller: &NodeRef, place: Place) {
    let selector = format!("[data-place='{}:{}']", place.row, place.column);
    let cell = scroller
        .cast::<Element>()
        .and_then(|node| node.query_selector(&selector).ok().flatten());
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can have the focus.
        let _ = cell.focus();
    }
}

fn place_of(target: &web_sys::EventTarget) -> Option<Place> {
    let cell = target
        .dyn_ref::<Element>()?
        .closest("[data-place]")
        .ok()??;
    Place::read(&cell.get_attribute("data-place")?)
}
