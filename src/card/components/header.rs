//! The head of a card: picture, name, number, badges.

use std::rc::Rc;

use yew::prelude::*;

use super::{Avatar, Badges, flag};
use crate::card::view::AnswerView;

/// The properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// What is drawn.
    pub answer: Rc<AnswerView>,
    /// 2 to 6.
    pub heading_level: u8,
}

/// All of a compact card, and the head of a whole one.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let answer = &props.answer;
    html! {
        <div class="header" part="header">
            <slot name="avatar"><Avatar avatar={answer.avatar.clone()} /></slot>
            <div class="who">
                <div class="name" part="name" role="heading" aria-level={props.heading_level.to_string()}
                    data-unnamed={flag(!answer.named)}>
                    <bdi>{ &answer.name }</bdi>
                </div>
                <p class="number" part="number">
                    // The heading of a number that nobody has is the number; it isn't said twice.
                    if answer.name != answer.number {
                        <bdi dir="ltr">{ &answer.number }</bdi>
                    }
                    if let Some(text) = &answer.reveal {
                        <button class="reveal" type="button" data-action="reveal">{ text }</button>
                    }
                </p>
                <Badges badges={answer.badges.clone()} />
            </div>
        </div>
    }
}
