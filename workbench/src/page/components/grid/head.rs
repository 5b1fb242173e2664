//! The table's header: a press on a column sorts by it, and one on the first selects all that is shown.

use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::GridProps;
use crate::page::action::Action;
use crate::page::components::icon::{Glyph, Icon};
use crate::page::cursor::Place;
use crate::page::table::Column;
use crate::protocol::{Order, Selection};

pub(super) fn head(props: &GridProps, index: usize, column: Column, place: Place) -> Html {
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
    if column == Column::Select {
        return select_all(props, data_place, tabindex);
    }
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

/// Neither yes nor no where only some of what is shown is selected.
fn select_all(props: &GridProps, data_place: String, tabindex: &'static str) -> Html {
    let selected = props.selected.shown;
    let all = selected > 0 && selected == props.entries;
    let some = JsValue::from(selected > 0 && !all);
    let onchange = props.act.reform(|event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::Selected(Selection::Shown(field.checked()))
    });
    html! {
        <div role="columnheader" class="cell" data-kind="select">
            <input type="checkbox" class="select" id="select-all" aria-label="Select all that are shown" data-place={data_place}
                checked={all} ~indeterminate={some} {tabindex} {onchange} />
        </div>
    }
}
