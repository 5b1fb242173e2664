//! This visit's lookups.

use yew::prelude::*;

use crate::page::browser;
use crate::page::state::{Action, Outcome, Visit};

#[derive(PartialEq, Properties)]
pub struct VisitsProps {
    pub visits: Vec<Visit>,
    /// E.164 of the number on the stage.
    pub current: Option<AttrValue>,
    pub act: Callback<Action>,
    pub clear: Callback<()>,
}

#[component]
pub fn Visits(props: &VisitsProps) -> Html {
    let onclick = props.clear.reform(|_: MouseEvent| ());
    let content = if props.visits.is_empty() {
        html! {
            <p class="empty">{"Numbers that you look up are listed here until you close the tab."}</p>
        }
    } else {
        html! {
            <ol class="visit-list" id="visit-list">
                { for props.visits.iter().map(|visit| entry(props, visit)) }
            </ol>
        }
    };
    html! {
        <section class="visits" id="visits" aria-labelledby="visits-title">
            <div class="section-head">
                <h2 id="visits-title">{"This visit"}</h2>
                <button type="button" class="button quiet" id="clear" disabled={props.visits.is_empty()} {onclick}>
                    {"Clear"}
                </button>
            </div>
            <div class="visits-body">{ content }</div>
        </section>
    }
}

fn entry(props: &VisitsProps, visit: &Visit) -> Html {
    let e164 = visit.number.e164.clone();
    let current = props.current.as_deref() == Some(&e164);
    let onclick = {
        let e164 = e164.clone();
        props.act.reform(move |_: MouseEvent| Action::Recalled {
            e164: e164.clone(),
            at_ms: browser::now_ms(),
        })
    };
    let name = match &visit.name {
        Some(name) => html! { <bdi class="visit-name">{ name }</bdi> },
        None => html! { <span class="visit-name none">{ nameless(&visit.outcome) }</span> },
    };
    html! {
        <li key={e164.clone()}>
            <button
                type="button"
                class="visit"
                data-number={e164}
                data-state={state_name(&visit.outcome)}
                aria-current={current.then_some("true")}
                {onclick}
            >
                <span class="visit-line">
                    { name }
                    <time class="visit-time" datetime={browser::iso_time(visit.at_ms)}>
                        { browser::time_of_day(visit.at_ms) }
                    </time>
                </span>
                <span class="visit-line">
                    <span class="visit-number digits">{ &visit.number.shown }</span>
                    <span class="visit-state">{ state_text(&visit.outcome) }</span>
                </span>
            </button>
        </li>
    }
}

/// What stands in for a name that there isn't: "No name" only where an answer says so.
fn nameless(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Ready | Outcome::NotRegistered => "No name",
        Outcome::Loading => "Looking up…",
        Outcome::Failed(_) | Outcome::Stopped => "No answer",
    }
}

fn state_name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Loading => "loading",
        Outcome::Ready => "ready",
        Outcome::NotRegistered => "not-registered",
        Outcome::Failed(_) => "error",
        Outcome::Stopped => "stopped",
    }
}

/// The codes are those of the embedding contract.
fn state_text(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Loading => "",
        Outcome::Ready => "Registered",
        Outcome::NotRegistered => "Not registered",
        Outcome::Stopped => "Stopped",
        Outcome::Failed(code) => match code.as_str() {
            "invalid-number" => "Not a number",
            "network" => "No connection",
            "timeout" => "Timed out",
            "aborted" => "Stopped",
            "unauthorized" | "forbidden" => "Not allowed",
            "not-in-cache" => "Not in the cache",
            "rate-limited" => "Too many requests",
            "quota-exhausted" => "Quota used up",
            "server" => "Server error",
            "bad-response" => "Unreadable answer",
            _ => "Failed",
        },
    }
}
