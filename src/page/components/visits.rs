//! This visit's lookups.

use yew::prelude::*;

use super::texts::use_texts;
use crate::page::browser;
use crate::page::state::{Action, Outcome, Visit};
use crate::page::texts::{PageText, PageTexts};

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
    let texts = use_texts();
    let onclick = props.clear.reform(|_: MouseEvent| ());
    let content = if props.visits.is_empty() {
        html! {
            <p class="empty">{ texts.text(PageText::VisitsEmpty) }</p>
        }
    } else {
        html! {
            <ol class="visit-list" id="visit-list">
                { for props.visits.iter().map(|visit| entry(props, &texts, visit)) }
            </ol>
        }
    };
    html! {
        <section class="visits" id="visits" aria-labelledby="visits-title">
            <div class="section-head">
                <h2 id="visits-title">{ texts.text(PageText::VisitsTitle) }</h2>
                <button type="button" class="button quiet" id="clear" disabled={props.visits.is_empty()} {onclick}>
                    { texts.text(PageText::VisitsClear) }
                </button>
            </div>
            <div class="visits-body">{ content }</div>
        </section>
    }
}

fn entry(props: &VisitsProps, texts: &PageTexts, visit: &Visit) -> Html {
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
        None => {
            html! { <span class="visit-name none">{ texts.text(nameless(&visit.outcome)) }</span> }
        }
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
                        { browser::time_of_day(visit.at_ms, texts.tag()) }
                    </time>
                </span>
                <span class="visit-line">
                    <span class="visit-number digits">{ &visit.number.shown }</span>
                    <span class="visit-state">{ state_text(&visit.outcome).map(|text| texts.text(text)) }</span>
                </span>
            </button>
        </li>
    }
}

/// What stands in for a name that there isn't: "No name" only where an answer says so.
fn nameless(outcome: &Outcome) -> PageText {
    match outcome {
        Outcome::Ready | Outcome::NotRegistered => PageText::VisitNoName,
        Outcome::Loading => PageText::VisitLookingUp,
        Outcome::Failed(_) | Outcome::Stopped => PageText::VisitNoAnswer,
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
fn state_text(outcome: &Outcome) -> Option<PageText> {
    Some(match outcome {
        Outcome::Loading => return None,
        Outcome::Ready => PageText::VisitRegistered,
        Outcome::NotRegistered => PageText::VisitNotRegistered,
        Outcome::Stopped => PageText::VisitStopped,
        Outcome::Failed(code) => match code.as_str() {
            "invalid-number" => PageText::VisitInvalidNumber,
            "network" => PageText::VisitNetwork,
            "timeout" => PageText::VisitTimeout,
            "aborted" => PageText::VisitStopped,
            "unauthorized" | "forbidden" => PageText::VisitNotAllowed,
            "not-in-cache" => PageText::VisitNotInCache,
            "rate-limited" => PageText::VisitRateLimited,
            "quota-exhausted" => PageText::VisitQuotaExhausted,
            "server" => PageText::VisitServer,
            "bad-response" => PageText::VisitBadResponse,
            _ => PageText::VisitFailed,
        },
    })
}
