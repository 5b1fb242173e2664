//! What is known beside picture and name, each on a line of its own.

use std::rc::Rc;

use yew::prelude::*;

use super::{flag, isolated};
use crate::card::view_model::{BusinessLine, FactsView, SignalView, WhenView};

/// The properties of [`Facts`].
#[derive(Properties, PartialEq)]
pub struct FactsProps {
    /// What is drawn.
    pub facts: Rc<FactsView>,
}

/// The lines of a whole card.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    let facts = &props.facts;
    let checked = &facts.checked;
    html! {
        <div class="facts" part="facts">
            <div class="lines">
                <p class="status" part="status" data-no={flag(!facts.registered)}>{ &facts.status }</p>
                if let Some(matched) = &facts.matched {
                    <p class="match" part="match" data-match={matched.how}>{ isolated(&matched.text) }</p>
                    if let Some(reason) = &matched.reason {
                        <p class="reason" part="reason">{ reason }</p>
                    }
                }
                if let Some(about) = &facts.about {
                    <p class="about" part="about"><bdi>{ about }</bdi></p>
                }
                if !facts.signals.is_empty() {
                    <ul class="signals" part="signals" role="list">
                        { for facts.signals.iter().map(signal) }
                    </ul>
                }
                if !facts.business.is_empty() {
                    <div class="business" part="business">
                        { for facts.business.iter().map(business_line) }
                    </div>
                }
            </div>
            <div>
                <slot name="meta" />
                if !facts.registered {
                    <slot name="not-registered" />
                }
            </div>
            <p class="time" part="time">
                { when(&checked.when) }
                if let Some(source) = &checked.source {
                    <span class="source">{ " · " }{ source }</span>
                }
            </p>
        </div>
    }
}

fn when(when: &WhenView) -> Html {
    match when {
        WhenView::At {
            before,
            time,
            after,
        } => html! {
            <>
                { before }
                <time datetime={&time.iso} title={&time.exact}>{ &time.relative }</time>
                { after }
            </>
        },
        WhenView::Unknown(text) => text.into(),
    }
}

fn business_line(line: &BusinessLine) -> Html {
    html! {
        <p part={line.part}><bdi dir={line.is_address.then_some("ltr")}>{ &line.text }</bdi></p>
    }
}

/// Its caution stands beneath it: nobody has to point at anything to read it.
fn signal(signal: &SignalView) -> Html {
    html! {
        <li part={signal.part}>
            { isolated(&signal.text) }
            if let Some(caution) = &signal.caution {
                <p class="reason" part="reason">{ caution }</p>
            }
        </li>
    }
}
