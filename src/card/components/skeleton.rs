//! Bones in the shape of a card around the number, until its answer comes.

use yew::prelude::*;

use super::{number, number_line};
use crate::card::display_options::Variant;
use crate::card::view_model::NumberView;

/// The properties of [`Skeleton`].
#[derive(Properties, PartialEq)]
pub struct SkeletonProps {
    /// The number asked for.
    pub number: Option<NumberView>,
    /// Where the number is drawn.
    pub place: NodeRef,
    /// How much room there is.
    pub variant: Variant,
}

/// The same nodes as the shell's skeleton, which is there before the wasm (`shell/src/element/skeleton.ts`).
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    let avatar = html! { <span class="avatar bone" /> };
    if props.variant == Variant::Avatar {
        return html! { <div part="skeleton">{ avatar }</div> };
    }
    html! {
        <div part="skeleton">
            <div class="header">
                <slot name="avatar">{ avatar }</slot>
                <div class="who">
                    <div class="name"><span class="bone line" /></div>
                    if let Some(view) = &props.number {
                        { number_line(Some(number(view, &props.place)), view) }
                    } else {
                        <p class="number" part="number"><span class="bone line" /></p>
                    }
                </div>
            </div>
            if props.variant == Variant::Card {
                <div class="facts" part="facts"><span class="bone line" /><span class="bone line" /></div>
            }
        </div>
    }
}
