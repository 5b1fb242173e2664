//! Ends a run for good, once the person has said so twice.

use std::rc::Rc;

use yew::prelude::*;

use super::count::counted;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;

#[derive(PartialEq, Properties)]
pub struct CancelProps {
    /// Numbers that wouldn't be asked for.
    pub waiting: usize,
    pub act: Callback<Action>,
}

#[component]
pub fn Cancel(props: &CancelProps) -> Html {
    let asks = use_state(|| false);
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let set = |value: bool| {
        let asks = asks.clone();
        move |_: MouseEvent| asks.set(value)
    };
    let end = {
        let (asks, act) = (asks.clone(), props.act.clone());
        move |_: MouseEvent| {
            asks.set(false);
            act.emit(Action::Cancelled);
        }
    };
    if *asks {
        let left = counted(&words, props.waiting, "number");
        return html! {
            <div class="sure" role="alert">
                <span>{ format!("What is answered stays; {left} would not be looked up.") }</span>
                <button type="button" class="button quiet" id="cancel-not" onclick={set(false)}>{"Don’t end it"}</button>
                <button type="button" class="button danger" id="cancel-surely" onclick={end}>{"End the run"}</button>
            </div>
        };
    }
    html! {
        <button type="button" class="button quiet" id="cancel" onclick={set(true)}>
            <Icon glyph={Glyph::Close} />{"Cancel"}
        </button>
    }
}
