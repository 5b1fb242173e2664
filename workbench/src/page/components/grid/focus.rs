//! Where the keyboard's cell is in the document.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::prelude::*;

use super::HEAD_PX;
use crate::page::cursor::Place;
use crate::page::window;

pub(super) fn scroll_to(scroller: &NodeRef, place: Place) {
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

pub(super) fn focus(scroller: &NodeRef, place: Place) {
    let selector = format!("[data-place='{}:{}']", place.row, place.column);
    let cell = scroller
        .cast::<Element>()
        .and_then(|node| node.query_selector(&selector).ok().flatten());
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can have the focus.
        let _ = cell.focus();
    }
}

/// The cell that something in it was done to.
pub(super) fn place_of(target: &EventTarget) -> Option<Place> {
    let cell = target
        .dyn_ref::<Element>()?
        .closest("[data-place]")
        .ok()??;
    Place::read(&cell.get_attribute("data-place")?)
}

/// The place of a row's field for its selection, where something was done to it, or to the cell around it.
pub(super) fn select_of(target: &EventTarget) -> Option<Place> {
    let cell = target.dyn_ref::<Element>()?;
    let cell = cell.closest(".grid-rows [data-kind='select']").ok()??;
    let field = cell.query_selector("[data-place]").ok()??;
    Place::read(&field.get_attribute("data-place")?)
}
