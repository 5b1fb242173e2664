//! Business and verified, which are two things.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct BadgesProps {
    pub business: bool,
    pub verified: bool,
}

#[component]
pub fn Badges(props: &BadgesProps) -> Html {
    html! {
        <span class="badges">
            if props.business { <span class="badge">{"Business"}</span> }
            if props.verified { <span class="badge badge-verified">{"Verified"}</span> }
        </span>
    }
}
