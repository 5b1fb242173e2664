//! A mark where there is no room for words: a shape for each kind, so that colour isn't all that tells them apart.

use yew::prelude::*;

use crate::card::view_model::{Mark, WarningView};

/// What is drawn: the shape, and the sign in it.
const CAUTION: [&str; 2] = ["M8 1 15.4 14.5H.6Z", "M8 6v4.2M8 12.2v.3"];
const NOBODY: [&str; 2] = ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z", "M4.8 8h6.4"];

/// The mark of a warning. Not a component: it has no state. What it says is in the label of what it stands beside.
pub fn mark(warning: &WarningView) -> Html {
    let [shape, sign] = match warning.mark {
        Mark::Caution => CAUTION,
        Mark::Nobody => NOBODY,
    };
    html! {
        <span class="mark" part="mark" data-mark={warning.mark.as_str()} title={&warning.text} aria-hidden="true">
            <svg viewBox="0 0 16 16" stroke-linejoin="round" stroke-linecap="round">
                <path class="shape" d={shape} />
                <path class="sign" d={sign} />
            </svg>
        </span>
    }
}
