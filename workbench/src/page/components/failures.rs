//! Why numbers have no answer, and a way to take them away with the reasons.

use std::rc::Rc;

use yew::prelude::*;

use super::count::count;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{Export, Form, What};

#[derive(PartialEq, Properties)]
pub struct FailuresProps {
    pub failures: Vec<(String, usize)>,
    pub act: Callback<Action>,
}

#[component]
pub fn Failures(props: &FailuresProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let save = props.act.reform(|_: MouseEvent| {
        Action::Exported(Export {
            what: What::Failed,
            form: Form::Csv,
            only_selected: false,
        })
    });
    html! {
        <div class="failures" hidden={props.failures.is_empty()}>
            <ul class="reasons hint" id="failures" aria-label="Why there is no answer">{ for props.failures.iter().map(|(reason, number)| html! {
                <li key={reason.as_str()}>{ format!("{} × {reason}", count(&words, *number)) }</li>
            }) }</ul>
            <button type="button" class="button quiet" id="save-failed" onclick={save}>
                <Icon glyph={Glyph::Save} />{"Save them with the reasons"}
            </button>
        </div>
    }
}
