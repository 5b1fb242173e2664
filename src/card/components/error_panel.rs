//! What went wrong, what to do about it, and a way to try again.

use yew::prelude::*;

use super::isolated;
use crate::card::display_options::Variant;
use crate::card::view_model::{ErrorView, HintView};

/// The properties of [`ErrorPanel`].
#[derive(Properties, PartialEq)]
pub struct ErrorPanelProps {
    /// What is drawn.
    pub error: ErrorView,
    /// How much room there is.
    pub variant: Variant,
}

/// An error in the form of the variant.
#[component]
pub fn ErrorPanel(props: &ErrorPanelProps) -> Html {
    let error = &props.error;
    if props.variant == Variant::Avatar {
        return html! {
            <div class="avatar failed" part="error" role="img" aria-label={&error.title}>
                <span class="initials" aria-hidden="true">{ "!" }</span>
            </div>
        };
    }
    html! {
        <div class="error" part="error">
            <p class="title" part="error-title">{ &error.title }</p>
            if props.variant == Variant::Card {
                { hint(&error.hint) }
            }
            <slot name="error" />
            if let Some(retry) = &error.retry {
                <button class="retry" part="retry" type="button" data-action="retry" disabled={retry.waits}>
                    { &retry.text }
                </button>
            }
        </div>
    }
}

fn hint(hint: &HintView) -> Html {
    match hint {
        HintView::Text(text) => html! { <p class="hint" part="error-hint">{ isolated(text) }</p> },
        HintView::English(text) => {
            html! { <p class="hint" part="error-hint" lang="en" dir="ltr">{ text }</p> }
        }
    }
}
