//! What went wrong, what to do about it, and a way to try again, in the form that an answer would have.

use yew::prelude::*;

use super::{isolated, number, number_line};
use crate::card::display_options::Variant;
use crate::card::view_model::{ErrorView, HintView, NumberView, RetryView};

/// The properties of [`ErrorPanel`].
#[derive(Properties, PartialEq)]
pub struct ErrorPanelProps {
    /// What is drawn.
    pub error: ErrorView,
    /// The number that there is no answer for.
    pub number: Option<NumberView>,
    /// Where the number is drawn.
    pub place: NodeRef,
    /// How much room there is.
    pub variant: Variant,
}

/// An error in the form of the variant. The same nodes as the shell's, which says why there is no wasm
/// (`shell/src/loader/problem.ts`).
#[component]
pub fn ErrorPanel(props: &ErrorPanelProps) -> Html {
    let error = &props.error;
    let is_card = props.variant == Variant::Card;
    if props.variant == Variant::Avatar {
        return html! {
            <div class="avatar failed" part="error" role="img" aria-label={&error.label} title={&error.title}>
                { sign() }
            </div>
        };
    }
    html! {
        <div class="error" part="error">
            <div class="header">
                <slot name="avatar"><div class="avatar failed">{ sign() }</div></slot>
                <div class="who">
                    <p class="title" part="error-title">{ &error.title }</p>
                    if let Some(view) = &props.number {
                        { number_line(Some(number(view, &props.place)), view) }
                    }
                </div>
                if !is_card {
                    { retry(error.retry.as_ref()) }
                }
            </div>
            if is_card {
                <div class="facts" part="facts">
                    { hint(&error.hint) }
                    { retry(error.retry.as_ref()) }
                </div>
            }
            <slot name="error" />
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

/// In place of a face.
fn sign() -> Html {
    html! { <span class="initials" aria-hidden="true">{ "!" }</span> }
}

fn retry(retry: Option<&RetryView>) -> Html {
    html! {
        if let Some(retry) = retry {
            <button class="retry" part="retry" type="button" data-action="retry" disabled={retry.waits}>
                { &retry.text }
            </button>
        }
    }
}
