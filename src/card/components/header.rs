//! The head of a card: picture, name, number, badges.

use std::rc::Rc;

use yew::prelude::*;

use super::{Avatar, Badges, flag};
use crate::card::view_model::HeadView;

/// The properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// What is drawn.
    pub head: Rc<HeadView>,
    /// 2 to 6.
    pub heading_level: u8,
}

/// All of a compact card, and the head of a whole one.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let head = &props.head;
    html! {
        <div class="header" part="header">
            <slot name="avatar"><Avatar avatar={head.avatar.clone()} /></slot>
            <div class="who">
                <div class="name" part="name" role="heading" aria-level={props.heading_level.to_string()}
                    data-unnamed={flag(!head.named)}>
                    // The heading of a number that nobody has is the number.
                    <bdi dir={(head.name == head.number).then_some("ltr")}>{ &head.name }</bdi>
                </div>
                <p class="number" part="number">
                    // It isn't said twice.
                    if head.name != head.number {
                        <bdi dir="ltr">{ &head.number }</bdi>
                    }
                    if let Some(text) = &head.reveal {
                        <button class="reveal" type="button" data-action="reveal">{ text }</button>
                    }
                </p>
                <Badges badges={head.badges.clone()} />
            </div>
        </div>
    }
}
