//! What went wrong, what to do about it, and a way to try again.

use yew::prelude::*;

use crate::card::display_options::Variant;
use crate::card::view_model::ErrorView;

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
            <p class="title">{ &error.title }</p>
            if props.variant == Variant::Card {
                <p class="hint">{ &error.hint }</p>
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
