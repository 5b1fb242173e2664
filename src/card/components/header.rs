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
    /// 2 to 6; `None` where the name is no heading.
    pub heading_level: Option<u8>,
    /// Where the number is drawn.
    pub number: NodeRef,
}

/// In characters. What is longer may be cut off, and can have the focus: then all of it is shown.
const LONG_NAME: usize = 40;

/// All of a compact card, and the head of a whole one.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let head = &props.head;
    // The heading of a number that nobody has is the number.
    let is_number = head.name == head.number;
    let is_long = head.name.chars().count() > LONG_NAME;
    let number = |name: &AttrValue| {
        let tabindex = head.focusable.then_some("-1");
        html! { <bdi ref={props.number.clone()} dir="ltr" {tabindex}>{ name }</bdi> }
    };
    html! {
        <div class="header" part="header">
            <slot name="avatar"><Avatar avatar={head.avatar.clone()} /></slot>
            <div class="who">
                <div class="name" part="name" role={props.heading_level.map(|_| "heading")}
                    aria-level={props.heading_level.map(|level| level.to_string())}
                    data-unnamed={flag(!head.named)}
                    tabindex={is_long.then_some("0")} title={is_long.then(|| head.name.clone())}>
                    if is_number {
                        { number(&head.name) }
                    } else {
                        <bdi>{ &head.name }</bdi>
                    }
                </div>
                <p class="number" part="number">
                    // It isn't said twice.
                    if !is_number {
                        { number(&head.number) }
                    }
                    if let Some(text) = &head.reveal {
                        <button class="reveal" part="reveal" type="button" data-action="reveal">{ text }</button>
                    }
                </p>
                <Badges badges={head.badges.clone()} />
            </div>
        </div>
    }
}
