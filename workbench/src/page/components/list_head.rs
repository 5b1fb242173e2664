//! Which list is open, and the way to another.

use std::rc::Rc;

use yew::prelude::*;

use super::count::counted;
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{Opened, Planned};

#[derive(PartialEq, Properties)]
pub struct ListHeadProps {
    pub list: Rc<Opened>,
    pub planned: Option<Rc<Planned>>,
    /// Whether closing it loses answers.
    pub would_lose: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn ListHead(props: &ListHeadProps) -> Html {
    let sure = use_state(|| false);
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let close = {
        let (sure, act, would_lose) = (sure.clone(), props.act.clone(), props.would_lose);
        move |_: MouseEvent| {
            if would_lose && !*sure {
                sure.set(true);
            } else {
                act.emit(Action::Closed);
            }
        }
    };
    let stay = {
        let sure = sure.clone();
        move |_: MouseEvent| sure.set(false)
    };
    let name = props
        .list
        .name
        .as_deref()
        .unwrap_or("Pasted numbers")
        .to_owned();
    let rows = props
        .planned
        .as_ref()
        .map(|planned| counted(&words, planned.rows, "row"));
    let facts: Vec<String> = rows
        .into_iter()
        .chain([props.list.format.clone()])
        .collect();
    let asks = *sure && props.would_lose;
    html! {
        <div class="list-head">
            <div class="list-name">
                <h1><bdi>{ name }</bdi></h1>
                <p class="hint">{ facts.join(" · ") }</p>
            </div>
            if asks {
                <div class="sure" role="alert">
                    <span>{"The answers would be lost: save them first."}</span>
                    <button type="button" class="button quiet" onclick={stay}>{"Stay"}</button>
                    <button type="button" class="button danger" id="close-surely" onclick={close}>{"Close it"}</button>
                </div>
            } else {
                <button type="button" class="button secondary" id="close-list" onclick={close}>{"Open another list"}</button>
            }
        </div>
    }
}
