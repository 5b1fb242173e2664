//! What a run would look up, and what it leaves out and why.

use std::rc::Rc;

use yew::prelude::*;

use super::count::count;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{Export, Form, Planned, What};

#[derive(PartialEq, Properties)]
pub struct PlanProps {
    pub planned: Rc<Planned>,
    pub act: Callback<Action>,
}

#[component]
pub fn Plan(props: &PlanProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let planned = &props.planned;
    let invalid = planned.invalid_entries();
    let line = |number: usize, title: &'static str, why: &'static str| {
        if number == 0 {
            return html! {};
        }
        html! {
            <li class="left-out">
                <span class="left-out-count">{ count(&words, number) }</span>
                <div><p>{ title }</p><p class="hint">{ why }</p></div>
            </li>
        }
    };
    let nothing_left_out = invalid
        + planned.repeated
        + planned.opted_out
        + planned.consecutive
        + planned.without_number
        == 0;
    html! {
        <div class="plan">
            <dl class="figures">
                { figure("Rows", count(&words, planned.rows)) }
                { figure("Different numbers", count(&words, planned.numbers)) }
                { figure("Answered already", count(&words, planned.answered)) }
                { figure("To look up", count(&words, planned.open)) }
            </dl>
            <h3>{"Left out"}</h3>
            if nothing_left_out {
                <p class="hint">{"Nothing: every row has a number that can be looked up, once each."}</p>
            }
            <ul class="left-outs">
                { invalid_line(props, &words, invalid) }
                { line(planned.repeated, "Repeated", "The number stands further up already. It is looked up once, and the answer is on every row.") }
                { line(planned.opted_out, "On the opt-out list", "Never looked up, and in no export.") }
                { line(planned.consecutive, "Consecutive numbers", "Ten or more numbers in a row look like a range that is being tried out, not like people somebody knows.") }
                { line(planned.without_number, "Rows without a number", "They stay in the list and in its exports.") }
            </ul>
        </div>
    }
}

fn figure(title: &'static str, value: String) -> Html {
    html! { <div class="figure"><dt>{ title }</dt><dd>{ value }</dd></div> }
}

/// With the reasons, and a way to mend them where they came from.
fn invalid_line(props: &PlanProps, words: &Words, invalid: usize) -> Html {
    if invalid == 0 {
        return html! {};
    }
    let save = props.act.reform(|_: MouseEvent| {
        Action::Exported(Export {
            what: What::Invalid,
            form: Form::Csv,
            only_selected: false,
        })
    });
    html! {
        <li class="left-out">
            <span class="left-out-count">{ count(words, invalid) }</span>
            <div>
                <p>{"Unreadable"}</p>
                <ul class="reasons hint">{ for props.planned.invalid.iter().map(|(reason, number)| html! {
                    <li>{ format!("{} × {reason}", count(words, *number)) }</li>
                }) }</ul>
                <button type="button" class="button quiet" id="save-invalid" onclick={save}>
                    <Icon glyph={Glyph::Save} />{"Save them with the reasons"}
                </button>
            </div>
        </li>
    }
}
