//! The page with `?embed`: the card alone, as its host wants it.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use crate::page::browser;
use crate::page::frame::conversation::{Conversation, Watch};
use crate::page::frame::state::{Action, State};
use crate::page::state::Theme;

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

    html! {
        <main class="embedded" ref={conversation.content.clone()}>
            { question(&state, &act) }
            { waiting(&state) }
            { card(&state, &conversation) }
        </main>
    }
}

/// Always there, hidden while it has nothing to show: so that what the host hears is what it says.
fn card(state: &State, conversation: &Conversation) -> Html {
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
        />
    }
}

/// Seen only where nothing comes: the style sheet lets it appear after a while.
fn waiting(state: &State) -> Html {
    if state.has_card() || state.asking {
        return html! {};
    }
    html! { <p class="embedded-wait">{"No phone number to show yet."}</p> }
}

/// Asked in a tab of its own, and where the host is nobody who may spend a lookup.
fn question(state: &State, act: &Callback<Action>) -> Html {
    let Some(number) = state.asked() else {
        return html! {};
    };
    let confirmed = act.reform(|_: MouseEvent| Action::Confirmed);
    let dismissed = act.reform(|_: MouseEvent| Action::Dismissed);
    html! {
        <div class="question-box" id="question">
            <p>
                {"Look up "}<strong class="digits">{ number }</strong>{"? This uses one lookup."}
            </p>
            <div class="question-buttons">
                <button type="button" class="button" id="confirm" onclick={confirmed}>{"Yes, look up"}</button>
                <button type="button" class="button quiet" id="dismiss" onclick={dismissed}>{"Not now"}</button>
            </div>
        </div>
    }
}
