//! Where somebody has to sign in before anything can be looked up.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::texts::use_texts;
use crate::page::access::TokenForm;
use crate::page::browser;
use crate::page::texts::PageText;

#[derive(PartialEq, Properties)]
pub struct SignInProps {
    pub form: TokenForm,
    /// Grows where the field is to get the focus.
    pub asked: u32,
    /// The token, and whether this tab keeps it.
    pub sign_in: Callback<(String, bool)>,
}

/// The token is in its field and nowhere in the page's state.
#[component]
pub fn SignIn(props: &SignInProps) -> Html {
    let texts = use_texts();
    let field = use_node_ref();
    let keep = use_node_ref();
    {
        let field = field.clone();
        use_effect_with(props.asked, move |&asked| {
            if asked > 0 {
                if let Some(field) = field.cast::<HtmlInputElement>() {
                    field.select();
                }
                browser::focus(field.cast::<HtmlElement>());
            }
        });
    }
    let TokenForm { checking, problem } = props.form;
    let onsubmit = {
        let (field, keep) = (field.clone(), keep.clone());
        let sign_in = props.sign_in.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let token = field.cast::<HtmlInputElement>().map(|field| field.value());
            let keep = keep.cast::<HtmlInputElement>();
            if !checking {
                sign_in.emit((
                    token.unwrap_or_default(),
                    keep.is_some_and(|keep| keep.checked()),
                ));
            }
        }
    };
    html! {
        <form class="lookup sign-in" id="sign-in" novalidate=true {onsubmit} aria-labelledby="sign-in-title">
            <div class="sign-in-head">
                <h2 id="sign-in-title">{ texts.text(PageText::SignInTitle) }</h2>
                <p class="hint">{ texts.text(PageText::SignInHint) }</p>
            </div>
            <div class="field">
                <label for="token">{ texts.text(PageText::SignInToken) }</label>
                <input
                    id="token"
                    ref={field}
                    type="password"
                    autocomplete="current-password"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid={if problem.is_some() { "true" } else { "false" }}
                    aria-describedby="token-problem"
                />
            </div>
            <button type="submit" class="button primary" id="sign-in-button" aria-disabled={checking.then_some("true")}>
                { texts.text(PageText::SignInButton) }
            </button>
            <div class="help">
                <p class="problem" id="token-problem" role="alert">
                    { problem.map(|problem| texts.text(problem.sentence())) }
                </p>
                <p class="hint" role="status">{ checking.then(|| texts.text(PageText::SignInChecking)) }</p>
                <label class="choice">
                    <input type="checkbox" id="keep-token" ref={keep} aria-describedby="keep-hint" />
                    <span>{ texts.text(PageText::SignInKeep) }</span>
                </label>
                <p class="hint" id="keep-hint">{ texts.text(PageText::SignInKeepHint) }</p>
            </div>
        </form>
    }
}

/// Where a proxy signs people in, and hasn't.
#[component]
pub fn SignInByProxy() -> Html {
    let texts = use_texts();
    let onclick = |_: MouseEvent| browser::reload();
    html! {
        <section class="lookup sign-in" id="sign-in" aria-labelledby="sign-in-title">
            <div class="sign-in-head" role="status">
                <h2 id="sign-in-title">{ texts.text(PageText::ProxyTitle) }</h2>
                <p class="hint">{ texts.text(PageText::ProxyHint) }</p>
            </div>
            <button type="button" class="button primary" id="reload" {onclick}>{ texts.text(PageText::ProxyReload) }</button>
        </section>
    }
}
