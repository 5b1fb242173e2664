//! Whether a run is kept in this browser, which only the person can say.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::page::action::Action;

#[derive(PartialEq, Properties)]
pub struct KeepProps {
    pub keeps: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Keep(props: &KeepProps) -> Html {
    let changed = props.act.reform(|event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::KeepSet(field.checked())
    });
    html! {
        <div class="keep">
            <label class="choice">
                <input type="checkbox" id="keep" checked={props.keeps} onchange={changed} aria-describedby="keep-hint" />
                <span>{"Keep this run in this browser"}</span>
            </label>
            <p class="hint" id="keep-hint">
                { if props.keeps {
                    "The list and its answers are in this browser’s storage (IndexedDB), on this device only, until you erase them."
                } else {
                    "List and answers are in this tab’s memory only: a reload or closing it loses them."
                } }
            </p>
            if props.keeps {
                <button type="button" class="button quiet" id="erase" onclick={props.act.reform(|_| Action::KeepSet(false))}>{"Erase it from this browser"}</button>
            }
        </div>
    }
}
