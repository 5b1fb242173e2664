//! Why numbers are looked up, where the gateway wants to know.

use yew::prelude::*;

use super::field::{use_chosen, use_focus};
use super::texts::use_texts;
use crate::page::browser;
use crate::page::texts::PageText;

#[derive(PartialEq, Properties)]
pub struct PurposeProps {
    /// What to choose from; any text where there is no list.
    pub listed: Option<Vec<String>>,
    pub required: bool,
    pub purpose: AttrValue,
    /// Whether a lookup was refused for want of it.
    pub lacking: bool,
    /// Grows where the field is to get the focus.
    pub asked: u32,
    pub given: Callback<String>,
}

/// A chooser where there is a list of purposes, else a field.
#[component]
pub fn Purpose(props: &PurposeProps) -> Html {
    let texts = use_texts();
    let field = use_node_ref();
    use_focus(&field, props.asked);
    use_chosen(&field, props.purpose.clone(), props.listed.clone());
    let invalid = if props.lacking { "true" } else { "false" };
    let control = match &props.listed {
        Some(listed) => {
            let onchange = props
                .given
                .reform(|event: Event| browser::select_value(&event).unwrap_or_default());
            let none = if props.required {
                PageText::PurposeChoose
            } else {
                PageText::PurposeNotGiven
            };
            html! {
                <span class="chooser">
                    <select
                        id="purpose"
                        ref={field}
                        aria-invalid={invalid}
                        aria-required={props.required.to_string()}
                        aria-describedby="purpose-problem purpose-hint"
                        {onchange}
                    >
                        <option value="">{ texts.text(none) }</option>
                        { for listed.iter().map(|one| html! { <option key={one.clone()} value={one.clone()}>{ one }</option> }) }
                    </select>
                </span>
            }
        }
        None => {
            let oninput = props
                .given
                .reform(|event: InputEvent| browser::input_value(&event).unwrap_or_default());
            html! {
                <input
                    id="purpose"
                    ref={field}
                    type="text"
                    dir="auto"
                    maxlength="200"
                    autocomplete="off"
                    value={&props.purpose}
                    aria-invalid={invalid}
                    aria-required={props.required.to_string()}
                    aria-describedby="purpose-problem purpose-hint"
                    {oninput}
                />
            }
        }
    };
    let problem = match (props.lacking, &props.listed) {
        (false, _) => None,
        (true, Some(_)) => Some(PageText::PurposeMissingChoice),
        (true, None) => Some(PageText::PurposeMissingText),
    };
    let hint = if props.required {
        PageText::PurposeRequiredHint
    } else {
        PageText::PurposeHint
    };
    html! {
        <div class="field field-purpose">
            <label for="purpose">{ texts.text(PageText::Purpose) }</label>
            { control }
            <p class="problem" id="purpose-problem" role="alert">{ problem.map(|problem| texts.text(problem)) }</p>
            <p class="hint" id="purpose-hint">{ texts.text(hint) }</p>
        </div>
    }
}
