//! The card of the row that was opened, drawn by the embed kit's element, with all that is known beside it.

use std::rc::Rc;

use js_sys::{JSON, Object, Reflect};
use phone_profile::page::state::Theme;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::make_record::MakeRecord;
use crate::page::action::Action;
use crate::page::state::RecordState;
use crate::page::words;
use crate::protocol::{Card, Source};

#[derive(PartialEq, Properties)]
pub struct SideCardProps {
    pub card: Rc<Card>,
    pub theme: Theme,
    /// The identity record that is asked for.
    pub record: Option<RecordState>,
    /// What one more lookup costs, in words.
    pub lookup_cost: AttrValue,
    pub act: Callback<Action>,
}

#[component]
pub fn SideCard(props: &SideCardProps) -> Html {
    let card = &props.card;
    let close = use_node_ref();
    {
        let close = close.clone();
        use_effect_with(card.row.entry, move |_| {
            // Over the table on a narrow screen, where it is what the keyboard is for.
            if let Some(button) = close.cast::<HtmlElement>().filter(covers_page) {
                // Fails for nothing that can have the focus.
                let _ = button.focus();
            }
        });
    }
    let onkeydown = {
        let act = props.act.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                act.emit(Action::CardClosed);
            }
        }
    };
    html! {
        <aside class="side-card" id="card" aria-label="Card" {onkeydown}>
            <div class="side-head">
                <h2 id="card-title"><bdi>{ heading(card) }</bdi></h2>
                <button ref={close} type="button" class="button quiet icon-button" id="close-card" aria-label="Close the card"
                    onclick={props.act.reform(|_| Action::CardClosed)}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
            <div class="side-body">
                <Element key={card.row.entry} card={Rc::clone(card)} theme={props.theme} />
                if card.e164.is_some() {
                    <MakeRecord entry={card.row.entry} record={props.record.clone()} lookup_cost={&props.lookup_cost} act={&props.act} />
                }
                { signals(card) }
                { not_compared(card) }
                { changes(card) }
                { cells(card) }
            </div>
        </aside>
    }
}

fn heading(card: &Card) -> String {
    if card.row.name.is_empty() {
        card.row.number.clone()
    } else {
        card.row.name.clone()
    }
}

/// The element takes the answer that is there, and asks for nothing.
#[component]
fn Element(props: &ElementProps) -> Html {
    let profile = use_memo(props.card.profile.clone(), |json| {
        json.as_deref().and_then(|json| JSON::parse(json).ok())
    });
    let card = &props.card;
    let strings = use_memo(card.source, |source| {
        let strings = Object::new();
        // Setting a field of a plain object can't fail.
        let _ = Reflect::set(
            &strings,
            &"givenByPage".into(),
            &source.map_or("", source_words).into(),
        );
        JsValue::from(strings)
    });
    let strings: JsValue = (*strings).clone();
    let Some(profile): Option<JsValue> = (*profile).clone() else {
        return html! {
            <div class="no-answer">
                <p><strong>{ words::capital(&card.row.status) }</strong></p>
                <p class="digits">{ &card.row.number }</p>
                <p class="hint">{ &card.row.note }</p>
            </div>
        };
    };
    let expected = Some(card.expected_name.clone()).filter(|name| !name.is_empty());
    html! {
        <phone-profile heading-level="3" theme={props.theme.name()} expected-name={expected} ~strings={strings} ~profile={profile} />
    }
}

/// The element calls what a page gives it "given by this page". This page gives what the gateway has answered, and says
/// where that was from.
const fn source_words(source: Source) -> &'static str {
    match source {
        Source::Live => "from the lookup service",
        Source::Kept => "kept from an earlier lookup",
        Source::Demo => "demo data",
    }
}

/// A picture that isn't compared may be on other numbers, too: that it has no signal says nothing.
fn not_compared(card: &Card) -> Html {
    let Some(reason) = &card.not_compared else {
        return html! {};
    };
    html! {
        <p class="hint" id="not-compared">
            { format!("Whether other numbers have this picture isn’t known: {reason}.") }
        </p>
    }
}

#[derive(PartialEq, Properties)]
struct ElementProps {
    card: Rc<Card>,
    theme: Theme,
}

fn signals(card: &Card) -> Html {
    if card.row.signals.is_empty() {
        return html! {};
    }
    html! {
        <section aria-labelledby="signals-title">
            <h3 id="signals-title">{"What to look at"}</h3>
            <p class="hint">{"Observations, none of them a verdict."}</p>
            <ul class="signal-list">{ for card.row.signals.iter().map(|signal| html! {
                <li key={signal.key.as_str()}>
                    <p class="signal-observed">{ &signal.observed }</p>
                    <p class="hint">{ &signal.caution }</p>
                </li>
            }) }</ul>
        </section>
    }
}

fn changes(card: &Card) -> Html {
    if card.row.changes.is_empty() {
        return html! {};
    }
    html! {
        <section aria-labelledby="changes-title">
            <h3 id="changes-title">{"Since the earlier export"}</h3>
            <ul class="change-list">{ for card.row.changes.iter().map(|change| html! { <li><bdi>{ change }</bdi></li> }) }</ul>
        </section>
    }
}

fn cells(card: &Card) -> Html {
    html! {
        <section aria-labelledby="cells-title">
            <h3 id="cells-title">{ format!("In your file, row {}", card.row.place) }</h3>
            <dl class="cells">{ for card.cells.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| html! {
                <div><dt><bdi>{ name }</bdi></dt><dd><bdi>{ text }</bdi></dd></div>
            }) }</dl>
        </section>
    }
}

fn covers_page(button: &HtmlElement) -> bool {
    let card = button.closest(".side-card").ok().flatten();
    let page = web_sys::window()
        .and_then(|window| window.inner_width().ok())
        .and_then(|width| width.as_f64());
    card.zip(page)
        .is_some_and(|(card, page)| card.get_bounding_client_rect().width() > page * 0.9)
}
