//! Bones in the shape of a card, until its answer comes.

use yew::prelude::*;

/// The same nodes as the shell's skeleton, which is there before the wasm (`shell/src/element/skeleton.ts`).
#[component]
pub fn Skeleton() -> Html {
    html! {
        <div class="header" part="skeleton" aria-hidden="true">
            <span class="avatar bone" />
            <span class="who">
                <span class="bone line" />
                <span class="bone line short" />
            </span>
        </div>
    }
}
