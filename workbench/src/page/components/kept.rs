//! What an earlier visit has kept in this browser: to go on with, or to erase.

use yew::prelude::*;

use super::count::counted;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol;

#[derive(PartialEq, Properties)]
pub struct KeptProps {
    pub kept: protocol::Kept,
    pub act: Callback<Action>,
}

#[component]
pub fn Kept(props: &KeptProps) -> Html {
    let Some(words) = use_context::<std::rc::Rc<Words>>() else {
        return html! {};
    };
    let answered = counted(&words, props.kept.answered, "answer");
    let name = props
        .kept
        .name
        .as_deref()
        .unwrap_or("A pasted list")
        .to_owned();
    html! {
        <section class="banner" id="kept" aria-labelledby="kept-title">
            <Icon glyph={Glyph::Kept} />
            <div class="banner-text">
                <h2 id="kept-title">{"This browser keeps a run"}</h2>
                <p class="hint"><bdi>{ name }</bdi>{ format!(", with {answered}. Going on asks for none of those again.") }</p>
            </div>
            <div class="banner-buttons">
                <button type="button" class="button quiet" id="erase-kept" onclick={props.act.reform(|_| Action::KeptErased)}>{"Erase it"}</button>
                <button type="button" class="button" id="restore" onclick={props.act.reform(|_| Action::Restored)}>{"Go on with it"}</button>
            </div>
        </section>
    }
}
