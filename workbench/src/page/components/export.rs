//! The list as a file again, with what was found.

use std::rc::Rc;

use phone_profile_contacts::export::Shape;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chooser::Chooser;
use super::count::count;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{self, Form, What};

const FORMS: [(Form, &str, &str); 4] = [
    (Form::Csv, "CSV", "For imports and scripts, in UTF-8"),
    (Form::Xlsx, "Excel", "A workbook; numbers stay text"),
    (Form::VCard, "vCard", "Version 4.0, with public pictures"),
    (
        Form::JsonLines,
        "JSON Lines",
        "Everything, one person a line",
    ),
];

#[derive(PartialEq, Properties)]
pub struct ExportProps {
    /// While a file is written.
    pub writing: bool,
    /// Rows that are selected.
    pub selected: usize,
    pub act: Callback<Action>,
}

#[component]
pub fn Export(props: &ExportProps) -> Html {
    let form = use_state(|| Form::Csv);
    let only = use_state(|| false);
    let shape = use_state(|| Shape::Plain.as_str().to_owned());
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    // The others have a shape of their own.
    let has_shapes = matches!(*form, Form::Csv | Form::Xlsx);
    let chosen = {
        let shape = shape.clone();
        Callback::from(move |key: String| shape.set(key))
    };
    let only_selected = *only && props.selected > 0;
    let only_changed = {
        let only = only.clone();
        move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            only.set(field.checked());
        }
    };
    let save = {
        let (form, shape) = (
            *form,
            if has_shapes {
                (*shape).clone()
            } else {
                Shape::Plain.as_str().to_owned()
            },
        );
        props.act.reform(move |_: MouseEvent| {
            Action::Exported(protocol::Export {
                what: What::List {
                    shape: shape.clone(),
                },
                form,
                only_selected,
            })
        })
    };
    let shapes = Shape::ALL
        .iter()
        .map(|shape| (shape.as_str().into(), shape_name(*shape).into()));
    html! {
        <section class="panel" id="export" aria-labelledby="export-title">
            <h2 id="export-title">{"Save the list"}</h2>
            <p class="hint">{"Your columns as they were, and ours behind them. People on the opt-out list are left out."}</p>
            <fieldset class="forms">
                <legend class="visually-hidden">{"Form of the file"}</legend>
                { for FORMS.into_iter().map(|(one, name, hint)| form_choice(&form, one, name, hint)) }
            </fieldset>
            <div class="inline-field">
                <label for="shape">{"Columns for"}</label>
                <Chooser id="shape" value={(*shape).clone()} options={shapes.collect::<Vec<_>>()} {chosen} disabled={!has_shapes} />
            </div>
            if props.selected > 0 {
                <label class="choice">
                    <input type="checkbox" id="only-selected" checked={*only} onchange={only_changed} />
                    <span>{ format!("Only the {} selected", count(&words, props.selected)) }</span>
                </label>
            }
            <button type="button" class="button" id="save" disabled={props.writing} onclick={save}>
                <Icon glyph={Glyph::Save} />{ if props.writing { "Writing…" } else { "Save the file" } }
            </button>
        </section>
    }
}

fn form_choice(
    form: &UseStateHandle<Form>,
    one: Form,
    name: &'static str,
    hint: &'static str,
) -> Html {
    let chosen = form.clone();
    let onchange = move |_: Event| chosen.set(one);
    html! {
        <label class="form-choice">
            <input type="radio" name="form" checked={**form == one} {onchange} />
            <span><strong>{ name }</strong><span class="hint">{ hint }</span></span>
        </label>
    }
}

const fn shape_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Plain => "anybody",
        Shape::HubSpot => "HubSpot’s import",
        Shape::Pipedrive => "Pipedrive’s import",
        Shape::Salesforce => "Salesforce’s Data Loader",
    }
}
