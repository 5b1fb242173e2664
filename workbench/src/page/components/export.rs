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

/// What happens in it.
pub enum ExportMessage {
    FormChosen(Form),
    ShapeChosen(String),
    OnlyChosen(bool),
    SaveClicked,
}

/// A struct, so that what is chosen counts for a click that comes before it is drawn.
pub struct Export {
    form: Form,
    shape: String,
    /// Only the selected rows.
    only: bool,
}

impl Component for Export {
    type Message = ExportMessage;
    type Properties = ExportProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            form: Form::Csv,
            shape: Shape::Plain.as_str().to_owned(),
            only: false,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: ExportMessage) -> bool {
        match message {
            ExportMessage::FormChosen(form) => self.form = form,
            ExportMessage::ShapeChosen(shape) => self.shape = shape,
            ExportMessage::OnlyChosen(only) => self.only = only,
            ExportMessage::SaveClicked => {
                let ExportProps { selected, act, .. } = context.props();
                act.emit(Action::Exported(self.choice(*selected)));
                return false;
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (props, link) = (context.props(), context.link());
        let shapes = Shape::ALL
            .iter()
            .map(|shape| (shape.as_str().into(), shape_name(*shape).into()));
        html! {
            <section class="panel" id="export" aria-labelledby="export-title">
                <h2 id="export-title">{"Save the list"}</h2>
                <p class="hint">{"Your columns as they were, and ours behind them. People on the opt-out list are left out."}</p>
                <fieldset class="forms">
                    <legend class="visually-hidden">{"Form of the file"}</legend>
                    { for FORMS.into_iter().map(|(form, name, hint)| html! {
                        <label class="form-choice">
                            <input type="radio" name="form" checked={self.form == form} onchange={link.callback(move |_| ExportMessage::FormChosen(form))} />
                            <span><strong>{ name }</strong><span class="hint">{ hint }</span></span>
                        </label>
                    }) }
                </fieldset>
                <div class="inline-field">
                    <label for="shape">{"Columns for"}</label>
                    <Chooser id="shape" value={self.shape.clone()} options={shapes.collect::<Vec<_>>()} chosen={link.callback(ExportMessage::ShapeChosen)} disabled={!self.has_shapes()} />
                </div>
                if props.selected > 0 {
                    <OnlySelected selected={props.selected} checked={self.only} chosen={link.callback(ExportMessage::OnlyChosen)} />
                }
                <button type="button" class="button" id="save" disabled={props.writing} onclick={link.callback(|_| ExportMessage::SaveClicked)}>
                    <Icon glyph={Glyph::Save} />{ if props.writing { "Writing…" } else { "Save the file" } }
                </button>
            </section>
        }
    }
}

impl Export {
    fn choice(&self, selected: usize) -> protocol::Export {
        let shape = if self.has_shapes() {
            self.shape.clone()
        } else {
            Shape::Plain.as_str().to_owned()
        };
        protocol::Export {
            what: What::List { shape },
            form: self.form,
            only_selected: self.only && selected > 0,
        }
    }

    /// The other forms have a shape of their own.
    const fn has_shapes(&self) -> bool {
        matches!(self.form, Form::Csv | Form::Xlsx)
    }
}

#[derive(PartialEq, Properties)]
struct OnlySelectedProps {
    selected: usize,
    checked: bool,
    chosen: Callback<bool>,
}

#[component]
fn OnlySelected(props: &OnlySelectedProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let onchange = props.chosen.reform(|event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        field.checked()
    });
    html! {
        <label class="choice">
            <input type="checkbox" id="only-selected" checked={props.checked} {onchange} />
            <span>{ format!("Only the {} selected", count(&words, props.selected)) }</span>
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
