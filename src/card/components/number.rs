//! The line of the number.

use yew::prelude::*;

use crate::card::view_model::NumberView;

/// A number, from left to right. Not a component: it has no state. `place` is set to its node, which can have the focus
/// where it follows a button that is gone.
pub fn number(view: &NumberView, place: &NodeRef) -> Html {
    let tabindex = view.focusable.then_some("-1");
    html! { <bdi ref={place.clone()} dir="ltr" {tabindex}>{ &view.text }</bdi> }
}

/// The number as it is drawn, and the button that shows a masked one. A number that stands in the heading isn't said twice.
pub fn number_line(number: Option<Html>, view: &NumberView) -> Html {
    html! {
        <p class="number" part="number">
            if let Some(number) = number {
                { number }
            }
            if let Some(text) = &view.reveal {
                <button class="reveal" part="reveal" type="button" data-action="reveal">{ text }</button>
            }
        </p>
    }
}
