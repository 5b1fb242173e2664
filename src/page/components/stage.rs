//! Where the card stands, drawn by the embed kit's element.

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::point::point;
use super::texts::use_texts;
use crate::page::demo::{self, DemoNumber};
use crate::page::element::{self, Listening, Report};
use crate::page::state::{Action, Copied, Shown, Theme};
use crate::page::texts::{PageText, PageTexts};
use crate::page::{browser, link};
use crate::texts::bidi;
use crate::texts::isolated::isolated;

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
    let texts = use_texts();
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
        <section class="stage" id="stage" ref={stage} aria-label={texts.text(PageText::Card)}>
            <div class="stage-note">{ demo_note(&texts, props.demo.as_ref()) }</div>
            <div class="stage-card">{ content }</div>
            <div class="stage-tools">{ tools(props, &texts) }</div>
        </section>
    }
}

fn demo_note(texts: &PageTexts, demo: Option<&DemoNumber>) -> Html {
    let Some(demo) = demo else {
        return html! {};
    };
    let label = bidi::name(&demo.label);
    let shown = texts.with(PageText::DemoShown, &[("label", &label)]);
    html! {
        <p>
            <strong>{ isolated(&shown) }</strong>
            if let Some(note) = &demo.note {
                {" "}<bdi lang={demo::LANGUAGE}>{ note }</bdi>
            }
        </p>
    }
}

fn tools(props: &StageProps, texts: &PageTexts) -> Html {
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
        Copied::No => None,
        Copied::Yes => Some(PageText::LinkCopied),
        Copied::Refused => Some(PageText::LinkNotCopied),
    };
    let by_hand = match props.copied {
        Copied::Refused => html! {
            <input class="link-text" id="link-text" type="text" dir="ltr" readonly=true aria-label={texts.text(PageText::Link)} value={address} />
        },
        Copied::No | Copied::Yes => html! {},
    };
    html! {
        <>
            <button type="button" class="button quiet" id="copy-link" {onclick}>
                <Icon glyph={Glyph::Link} />{ texts.text(PageText::CopyLink) }
            </button>
            <span class="said" id="copied" role="status">{ said.map(|said| texts.text(said)) }</span>
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
    let texts = use_texts();
    let lang = AttrValue::from(texts.tag().to_owned());
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
    let waiting = html! { <p class="stage-wait">{ texts.text(PageText::CardLoading) }</p> };
    match &props.profile {
        Some(profile) => html! {
            <phone-profile
                ref={node}
                endpoint="."
                heading-level="2"
                {lang}
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
                {lang}
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
    let texts = use_texts();
    let explained = |glyph, title, text| {
        point(
            html! { <Icon {glyph} /> },
            texts.text(title),
            texts.text(text),
        )
    };
    html! {
        <div class="explanation">
            <h2>{ texts.text(PageText::ExplanationTitle) }</h2>
            <ul class="points">
                { explained(Glyph::Registered, PageText::ExplanationRegistered, PageText::ExplanationRegisteredText) }
                { explained(Glyph::Picture, PageText::ExplanationPicture, PageText::ExplanationPictureText) }
                { explained(Glyph::Business, PageText::ExplanationBusiness, PageText::ExplanationBusinessText) }
            </ul>
        </div>
    }
}
