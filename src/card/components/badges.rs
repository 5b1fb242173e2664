//! What an account is: a business, verified.

use yew::prelude::*;

use crate::card::view_model::Badge;

/// The properties of [`Badges`].
#[derive(Properties, PartialEq)]
pub struct BadgesProps {
    /// From the left.
    pub badges: Vec<Badge>,
}

/// A row of badges.
#[component]
pub fn Badges(props: &BadgesProps) -> Html {
    html! {
        <div class="badges" part="badges">
            { for props.badges.iter().map(|badge| html! {
                <span class="badge" part={badge.part}>{ &badge.text }</span>
            }) }
        </div>
    }
}
