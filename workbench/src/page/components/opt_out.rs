//! Who is never looked up and never exported.

use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use super::file_button::FileButton;
use crate::page::action::Action;
use crate::page::files;

#[derive(PartialEq, Properties)]
pub struct OptOutProps {
    pub disabled: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn OptOut(props: &OptOutProps) -> Html {
    let field = use_node_ref();
    let apply = {
        let (field, act) = (field.clone(), props.act.clone());
        move |_: MouseEvent| {
            let text = field
                .cast::<HtmlTextAreaElement>()
                .map(|field| field.value());
            act.emit(Action::OptOutGiven(text.unwrap_or_default()));
        }
    };
    let chosen = {
        let (field, act) = (field.clone(), props.act.clone());
        Callback::from(move |file: File| {
            let (field, act) = (field.clone(), act.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match files::read(&file).await {
                    Ok(bytes) => {
                        let text = String::from_utf8_lossy(&bytes).into_owned();
                        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                            field.set_value(&text);
                        }
                        act.emit(Action::OptOutGiven(text));
                    }
                    Err(problem) => act.emit(Action::Unreadable(problem)),
                }
            });
        })
    };
    html! {
        <details class="opt-out">
            <summary>{"Opt-out list"}</summary>
            <div class="field">
                <label for="opt-out">{"Numbers that are never looked up and never exported, one in each line"}</label>
                <textarea id="opt-out" ref={field} rows="4" autocomplete="off" spellcheck="false" disabled={props.disabled} />
                <div class="buttons">
                    <button type="button" class="button secondary" id="apply-opt-out" disabled={props.disabled} onclick={apply}>{"Leave them out"}</button>
                    if !props.disabled {
                        <FileButton id="opt-out-file" text="From a text file" quiet=true accept=".txt,.csv" {chosen} />
                    }
                </div>
            </div>
        </details>
    }
}
