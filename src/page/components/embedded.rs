//! The page with `?embed`: the card alone, as its host wants it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::texts::with_element;
use crate::page::browser;
use crate::page::frame::conversation::{Conversation, Watch};
use crate::page::frame::state::{Action, State};
use crate::page::language;
use crate::page::object;
use crate::page::state::Theme;
use crate::page::texts::{PageText, PageTexts, Replacements};

/// The frame.
#[component]
pub fn Embedded() -> Html {
    let state = use_reducer_eq(State::default);
    let act: Callback<Action> = state.dispatcher().into();
    let conversation = {
        let act = act.clone();
        use_memo((), |_| Conversation::new(act))
    };
    {
        let conversation = Rc::clone(&conversation);
        use_effect_with((), move |_| {
            wasm_bindgen_futures::spawn_local(conversation.begin());
        });
    }
    {
        let conversation = Rc::clone(&conversation);
        use_effect_with(state.card, move |_| {
            let nodes = conversation
                .card
                .cast::<Element>()
                .zip(conversation.content.cast());
            let watch = nodes.and_then(|(card, content)| {
                Watch::over(&card, &content, move || conversation.tell())
            });
            move || drop(watch)
        });
    }
    let theme = Theme::named(state.options.get("theme").as_deref());
    use_effect_with(theme, |&theme| browser::apply_theme(theme));
    let texts = use_texts_of(state.opened.then(|| state.options.get("lang")));
    let texts = texts.map(|texts| texts.replaced_by((*state.strings).clone()));
    let strings = use_memo(Rc::clone(&state.strings), |strings| to_object(strings));

    html! {
        <main class="embedded" ref={conversation.content.clone()}>
            { texts.map(|texts| html! { <>{ question(&state, &texts, &act) }{ waiting(&state, &texts) }</> }) }
            { card(&state, &conversation, &strings) }
        </main>
    }
}

/// The frame's own texts in the language that its host sets, once they are there: those of before until then. English
/// where the host sets none.
#[hook]
fn use_texts_of(lang: Option<Option<AttrValue>>) -> Option<PageTexts> {
    let texts = use_state_eq(|| None::<PageTexts>);
    let setter = texts.setter();
    use_effect_with(lang, move |lang| {
        let is_wanted = Rc::new(Cell::new(true));
        if let Some(lang) = lang.clone() {
            let is_wanted = Rc::clone(&is_wanted);
            wasm_bindgen_futures::spawn_local(async move {
                let texts = language::first_of(lang.map(|lang| lang.to_string())).await;
                if is_wanted.get() {
                    language::apply(&texts);
                    setter.set(Some(texts));
                }
            });
        }
        move || is_wanted.set(false)
    });
    (*texts).clone()
}

/// As the card's property `strings` takes them.
fn to_object(strings: &Replacements) -> JsValue {
    let made = Object::new();
    for (key, text) in strings {
        object::set(&made, key, &text.into());
    }
    made.into()
}

/// Always there, hidden while it has nothing to show: so that what the host hears is what it says.
fn card(state: &State, conversation: &Conversation, strings: &JsValue) -> Html {
    let option = |name| state.options.get(name);
    let profile = if state.given {
        conversation.given()
    } else {
        JsValue::NULL
    };
    html! {
        <phone-profile
            key={state.card}
            ref={conversation.card.clone()}
            number={state.number()}
            endpoint="."
            region={option("region")}
            lang={option("lang")}
            expected-name={option("expected-name")}
            purpose={option("purpose")}
            variant={option("variant")}
            theme={option("theme")}
            picture={option("picture")}
            mask={option("mask")}
            heading-level={option("heading-level")}
            max-age={option("max-age")}
            loading="eager"
            hidden={!state.has_card()}
            ~profile={profile}
            ~strings={strings.clone()}
        />
    }
}

/// Seen only where nothing comes: the style sheet lets it appear after a while.
fn waiting(state: &State, texts: &PageTexts) -> Html {
    if state.has_card() || state.asking {
        return html! {};
    }
    html! { <p class="embedded-wait">{ texts.text(PageText::FrameWaiting) }</p> }
}

/// Asked in a tab of its own, and where the host is nobody who may spend a lookup.
fn question(state: &State, texts: &PageTexts, act: &Callback<Action>) -> Html {
    let Some(number) = state.asked() else {
        return html! {};
    };
    let number = html! { <strong class="digits">{ number }</strong> };
    let confirmed = act.reform(|_: MouseEvent| Action::Confirmed);
    let dismissed = act.reform(|_: MouseEvent| Action::Dismissed);
    html! {
        <div class="question-box" id="question">
            <p>{ with_element(&texts.text(PageText::FrameQuestion), "number", number) }</p>
            <div class="question-buttons">
                <button type="button" class="button" id="confirm" onclick={confirmed}>{ texts.text(PageText::FrameConfirm) }</button>
                <button type="button" class="button quiet" id="dismiss" onclick={dismissed}>{ texts.text(PageText::FrameDismiss) }</button>
            </div>
        </div>
    }
}
