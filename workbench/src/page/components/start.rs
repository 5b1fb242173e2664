//! What a run takes, who starts it and why, and the start itself.

use std::rc::Rc;

use phone_profile::page::access::{Access, PurposeWanted};
use phone_profile::page::components::{Purpose, SignIn, SignInByProxy};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::estimate::{self, Cap, Time};
use crate::page::words::{self, Words};
use crate::protocol::Planned;

#[derive(PartialEq, Properties)]
pub struct StartProps {
    pub planned: Rc<Planned>,
    pub access: Access,
    pub sign_ins: u32,
    pub sign_in: Callback<(String, bool)>,
    pub purpose: AttrValue,
    pub purpose_asks: u32,
    pub lacks_purpose: bool,
    pub cap: AttrValue,
    /// The pace of the run so far.
    pub per_second: Option<f64>,
    /// Whether the run has begun, and goes on with this.
    pub resumes: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn StartForm(props: &StartProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    match &props.access {
        Access::Token(form) => {
            return html! { <SignIn form={form.clone()} asked={props.sign_ins} sign_in={&props.sign_in} /> };
        }
        Access::Proxy => return html! { <SignInByProxy /> },
        Access::Unknown | Access::Open | Access::Granted { .. } => {}
    }
    let cap = Cap::read(&props.cap);
    let session = props.access.session();
    let estimate = estimate::estimate(props.planned.open, cap, session, &*words);
    let time = estimate::time(estimate.lookups, session, props.per_second);
    let typed = props.act.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::CapTyped(field.value())
    });
    let onsubmit = {
        let act = props.act.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            act.emit(Action::Started);
        }
    };
    let is_wrong = cap == Cap::Unreadable;
    let demo = props.access.session().is_some_and(|session| session.demo);
    html! {
        <form class="start" id="start-form" novalidate=true {onsubmit}>
            <p class="estimate" id="estimate" role="status">{ &estimate.line }</p>
            <p class="hint" id="estimate-time">{ how_long(time) }</p>
            if demo {
                <p class="hint">{"This gateway makes its answers up: they cost nothing and are about nobody."}</p>
            }
            if estimate.exceeds {
                <p class="warning">{"More than is left. The run stops when the plan is used up, and goes on from there when it is renewed."}</p>
            }
            <div class="field cap">
                <label for="cap">{"Paid lookups at most"}</label>
                <input id="cap" type="text" inputmode="numeric" autocomplete="off" placeholder="no cap" value={&props.cap}
                    aria-invalid={is_wrong.to_string()} aria-describedby="cap-problem" oninput={typed} />
                <p class="problem" id="cap-problem" role="alert">{ is_wrong.then_some("Enter a count, or nothing.") }</p>
            </div>
            { purpose(props) }
            <button type="submit" class="button primary" id="start" disabled={estimate.lookups == 0 || is_wrong}>
                <Icon glyph={Glyph::Start} />
                { if props.resumes { "Go on" } else { "Start the lookups" } }
            </button>
            <p class="hint">{"You can pause or end it at any moment; what is answered stays."}</p>
        </form>
    }
}

fn how_long(time: Option<Time>) -> String {
    match time {
        Some(Time::AtPace(seconds)) => format!(
            "{} at least: the gateway keeps a pace.",
            words::capital(&words::duration(seconds))
        ),
        Some(Time::AsSoFar(seconds)) => format!(
            "{}, at the pace so far.",
            words::capital(&words::duration(seconds))
        ),
        None => "How long it takes is told as soon as the first answers are there.".to_owned(),
    }
}

fn purpose(props: &StartProps) -> Html {
    let Some(PurposeWanted { listed, required }) = props.access.asks_for_purpose() else {
        return html! {};
    };
    html! {
        <Purpose
            listed={listed.map(<[String]>::to_vec)}
            {required}
            purpose={&props.purpose}
            lacking={props.lacks_purpose && props.purpose_asks > 0}
            asked={props.purpose_asks}
            given={props.act.reform(Action::PurposeGiven)}
        />
    }
}
