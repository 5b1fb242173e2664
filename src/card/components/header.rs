//! The head of a card: picture, name, number, badges, and in a compact card its warnings.

use std::rc::Rc;

use yew::prelude::*;

use super::{Avatar, Badges, flag, isolated, number, number_line};
use crate::card::view_model::{HeadView, WarningView};

/// The properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// What is drawn.
    pub head: Rc<HeadView>,
    /// What is to be said here, for want of room below.
    #[prop_or_default]
    pub warnings: Vec<WarningView>,
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
    let is_long = head.name.chars().count() > LONG_NAME;
    let number = number(&head.number, &props.number);
    let (heading, below) = if head.is_number() {
        (number, None)
    } else {
        (html! { <bdi>{ &head.name }</bdi> }, Some(number))
    };
    html! {
        <div class="header" part="header">
            <slot name="avatar"><Avatar avatar={head.avatar.clone()} /></slot>
            <div class="who">
                <div class="name" part="name" role={props.heading_level.map(|_| "heading")}
                    aria-level={props.heading_level.map(|level| level.to_string())}
                    data-unnamed={flag(!head.named)}
                    tabindex={is_long.then_some("0")} title={is_long.then(|| head.name.clone())}>
                    { heading }
                </div>
                { number_line(below, &head.number) }
                <Badges badges={head.badges.clone()} />
                { for props.warnings.iter().map(warning) }
            </div>
        </div>
    }
}

fn warning(warning: &WarningView) -> Html {
    html! {
        <p class="warning" part="warning" data-mark={warning.mark.as_str()}>{ isolated(&warning.text) }</p>
    }
}
