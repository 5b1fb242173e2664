//! Where the card stands, drawn by the embed kit's element.

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::point::point;
use crate::page::demo::DemoNumber;
use crate::page::element::{self, Listening, Report};
use crate::page::state::{Action, Copied, Shown, Theme};
use crate::page::{browser, link};

#[derive(PartialEq, Properties)]
pub struct StageProps {
    pub shown: Option<Shown>,
    /// The answer to show again, where [`Shown::kept`] says so.
    pub profile: Option<JsValue>,
    pub theme: Theme,
    pub copied: Copied,
    /// What the number shows, where it is a demo number.
    pub demo: Option<DemoNumber>,
    pub report: Callback<(Shown, Report)>,
    pub act: Callback<Action>,
}

#[component]
pub fn Stage(props: &StageProps) -> Html {
    let stage = use_node_ref();
    {
        let stage = stage.clone();
        use_effect_with(props.shown.as_ref().map(|shown| shown.id), move |id| {
            if let (Some(_), Some(stage)) = (id, stage.cast::<Element>()) {
                browser::bring_into_view(&stage);
            }
        });
    }
    let content = match &props.shown {
        None => html! { <Explanation /> },
        Some(shown) => html! {
            <Card
                key={shown.id}
                shown={shown.clone()}
                profile={props.profile.clone().filter(|_| shown.kept)}
                theme={props.theme}
                report={&props.report}
            />
        },
    };
    html! {
        <section class="stage" id="stage" ref={stage} aria-label="Profile card">
            <div class="stage-note">{ demo_note(props.demo.as_ref()) }</div>
            <div class="stage-card">{ content }</div>
            <div class="stage-tools">{ tools(props) }</div>
        </section>
    }
}

fn demo_note(demo: Option<&DemoNumber>) -> Html {
    let Some(demo) = demo else {
        return html! {};
    };
    html! {
        <p>
            <strong>{ format!("Demo: {}", demo.label) }</strong>
            { demo.note.as_deref().map(|note| format!(". {note}")) }
        </p>
    }
}

fn tools(props: &StageProps) -> Html {
    let Some(shown) = &props.shown else {
        return html! {};
    };
    let address = browser::address_with(&link::query(&shown.number)).unwrap_or_default();
    let onclick = {
        let act = props.act.clone();
        let address = address.clone();
        move |_: MouseEvent| {
            let act = act.clone();
            let address = address.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let copied = browser::copy(&address).await;
                act.emit(Action::LinkCopied(if copied {
                    Copied::Yes
                } else {
                    Copied::Refused
                }));
            });
        }
    };
    let said = match props.copied {
        Copied::No => "",
        Copied::Yes => "Copied. Opening it asks before it looks up.",
        Copied::Refused => "The browser won’t let the page copy. Take the link from here:",
    };
    let by_hand = match props.copied {
        Copied::Refused => html! {
            <input class="link-text" id="link-text" type="text" readonly=true aria-label="Link" value={address} />
        },
        Copied::No | Copied::Yes => html! {},
    };
    html! {
        <>
            <button type="button" class="button quiet" id="copy-link" {onclick}>
                <Icon glyph={Glyph::Link} />{"Copy link"}
            </button>
            <span class="said" id="copied" role="status">{ said }</span>
            <span class="by-hand">{ by_hand }</span>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct CardProps {
    shown: Shown,
    profile: Option<JsValue>,
    theme: Theme,
    report: Callback<(Shown, Report)>,
}

/// One card, for as long as it is on the stage.
#[component]
fn Card(props: &CardProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        let shown = props.shown.clone();
        let report = props.report.clone();
        use_effect_with(shown.id, move |_| {
            let listening = node.cast::<Element>().map(|element| {
                // An answer from the kit's memory can be there before anybody listens.
                report.emit((shown.clone(), element::report(&element)));
                Listening::to(&element, move |now| report.emit((shown.clone(), now)))
            });
            move || drop(listening)
        });
    }
    let waiting = html! { <p class="stage-wait">{"Loading the card…"}</p> };
    match &props.profile {
        Some(profile) => html! {
            <phone-profile
                ref={node}
                endpoint="."
                heading-level="2"
                theme={props.theme.name()}
                ~profile={profile.clone()}
            >
                { waiting }
            </phone-profile>
        },
        None => html! {
            <phone-profile
                ref={node}
                number={props.shown.number.e164.clone()}
                endpoint="."
                purpose={props.shown.purpose.clone()}
                heading-level="2"
                loading="eager"
                theme={props.theme.name()}
            >
                { waiting }
            </phone-profile>
        },
    }
}

/// What a card tells, before there is one.
#[component]
fn Explanation() -> Html {
    html! {
        <div class="explanation">
            <h2>{"What a card tells"}</h2>
            <ul class="points">
                { point(html! { <Icon glyph={Glyph::Registered} /> }, "Registered or not", "Whether the number has a WhatsApp account at that moment.") }
                { point(html! { <Icon glyph={Glyph::Picture} /> }, "The picture, or why there is none", "Public, hidden by the person’s settings, or never set. Unknown is said as unknown.") }
                { point(html! { <Icon glyph={Glyph::Business} /> }, "Business and verified", "Two different things: a business app in use, and a verified name.") }
            </ul>
        </div>
    }
}
