//! How far a run is, and what can be done with it.

use std::rc::Rc;

use phone_profile::page::session::Price;
use yew::prelude::*;

use super::cancel::Cancel;
use super::count::{count, counted};
use super::failures::Failures;
use super::icon::{Glyph, Icon};
use super::keep::Keep;
use super::pictures_line::PicturesLine;
use crate::page::action::Action;
use crate::page::estimate;
use crate::page::words::{self, Words};
use crate::protocol::{Phase, Progress};

#[derive(PartialEq, Properties)]
pub struct RunProps {
    pub progress: Progress,
    pub price: Option<Price>,
    pub keeps: bool,
    /// Whether the gateway says which pictures look the same.
    pub compares_pictures: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Run(props: &RunProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let progress = &props.progress;
    let done = progress.answered + progress.failed;
    let whole = done + progress.under_way + progress.waiting;
    let percent = (done * 100).checked_div(whole).unwrap_or_default();
    let runs = progress.phase == Phase::Running;
    html! {
        <section class="panel run" id="run" data-phase={if runs { "running" } else { "still" }} aria-labelledby="run-title">
            <div class="run-head">
                <div>
                    <div role="status"><h2 id="run-title">{ title(progress.phase) }</h2></div>
                    <p class="hint run-why">{ explanation(progress.phase) }</p>
                </div>
                <div class="run-buttons">
                    { button(props) }
                    if is_open(progress.phase) {
                        <Cancel waiting={progress.waiting} act={&props.act} />
                    }
                </div>
            </div>
            <div class="run-bar" role="progressbar" aria-label="Looked up" aria-valuemin="0" aria-valuemax={whole.to_string()}
                aria-valuenow={done.to_string()} aria-valuetext={format!("{} of {}", count(&words, done), count(&words, whole))}>
                <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="run-done" width={percent.to_string()} height="1" />
                </svg>
            </div>
            <p class="run-line" id="run-line">
                <strong>{ format!("{} of {}", count(&words, done), count(&words, whole)) }</strong>
                { for facts(props, &words).into_iter().map(|fact| html! { <span>{ fact }</span> }) }
            </p>
            <Failures failures={progress.failures.clone()} act={&props.act} />
            <PicturesLine pictures={progress.pictures.clone()} offered={props.compares_pictures} {runs} act={&props.act} />
            <Keep keeps={props.keeps} act={&props.act} />
        </section>
    }
}

fn facts(props: &RunProps, words: &Words) -> Vec<String> {
    let progress = &props.progress;
    let runs = progress.phase == Phase::Running;
    let mut facts = Vec::new();
    if progress.failed > 0 {
        facts.push(format!(
            "{} without an answer",
            count(words, progress.failed)
        ));
    }
    if let Some(rate) = progress.per_second.filter(|_| runs) {
        facts.push(if rate < 5.0 {
            format!("{:.0} a minute", rate * 60.0)
        } else {
            format!("{rate:.0} a second")
        });
    }
    if let Some(seconds) = progress.seconds_left.filter(|_| runs) {
        facts.push(format!("{} left", words::duration(seconds)));
    }
    if progress.paid > 0 {
        let sum = props
            .price
            .as_ref()
            .and_then(|price| estimate::sum(price, progress.paid, words));
        let paid = counted(words, progress.paid, "paid lookup");
        facts.push(match sum {
            Some(sum) => format!("{paid}, about {sum}"),
            None => paid,
        });
    }
    facts
}

fn button(props: &RunProps) -> Html {
    match props.progress.phase {
        Phase::Running => html! {
            <button type="button" class="button secondary" id="pause" onclick={props.act.reform(|_| Action::Paused)}>
                <Icon glyph={Glyph::Pause} />{"Pause"}
            </button>
        },
        Phase::Finished => html! {},
        Phase::Cancelled | Phase::SelectedDone => html! {
            <button type="button" class="button secondary" id="resume" onclick={props.act.reform(|_| Action::Started)}>
                <Icon glyph={Glyph::Start} />{"Look up the rest"}
            </button>
        },
        // With a token first, which the form below takes; a cap has to be raised there.
        Phase::SignIn | Phase::Capped => html! {},
        Phase::Paused
        | Phase::QuotaExhausted
        | Phase::Refused
        | Phase::AllowanceExhausted
        | Phase::Unreachable => html! {
            <button type="button" class="button" id="resume" onclick={props.act.reform(|_| Action::Started)}>
                <Icon glyph={Glyph::Start} />{"Go on"}
            </button>
        },
    }
}

/// Whether there is something to end.
const fn is_open(phase: Phase) -> bool {
    !matches!(
        phase,
        Phase::Finished | Phase::Cancelled | Phase::SelectedDone
    )
}

const fn title(phase: Phase) -> &'static str {
    match phase {
        Phase::Paused => "Paused",
        Phase::Running => "Looking up",
        Phase::Cancelled => "Ended by you",
        Phase::SelectedDone => "The selected rows are looked up",
        Phase::Capped => "Stopped at your cap",
        Phase::QuotaExhausted => "The plan is used up",
        Phase::SignIn => "Sign in to go on",
        Phase::Refused => "The gateway refuses",
        Phase::AllowanceExhausted => "Your share is used up",
        Phase::Unreachable => "No connection",
        Phase::Finished => "Finished",
    }
}

const fn explanation(phase: Phase) -> &'static str {
    match phase {
        Phase::Running => "Answers appear below as they come.",
        Phase::Paused => "Nothing is asked for. What is answered stays.",
        Phase::Cancelled => "Nothing more is asked for. What is answered stays.",
        Phase::SelectedDone => "The others were not asked for.",
        Phase::Capped => "As many lookups are paid for as you allowed. Raise the cap to go on.",
        Phase::QuotaExhausted => {
            "The service has no lookups left in this period. What is answered stays; go on when it is renewed."
        }
        Phase::SignIn => "The gateway wants to know who asks. What is answered stays.",
        Phase::Refused => "It doesn’t allow these lookups to you. Whoever runs it can say why.",
        Phase::AllowanceExhausted => {
            "The gateway allows you no more for now. Go on later; what is answered stays."
        }
        Phase::Unreachable => {
            "The gateway can’t be reached. Check the connection and go on; nothing is asked for twice."
        }
        Phase::Finished => "Every number has its answer, or the reason why there is none.",
    }
}
