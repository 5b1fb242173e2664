//! Where somebody has to sign in before anything can be looked up.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::page::access::TokenForm;
use crate::page::browser;

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
                <h2 id="sign-in-title">{"Sign in"}</h2>
                <p class="hint">{"This gateway looks numbers up for those who have a token. Whoever runs it can give you one."}</p>
            </div>
            <div class="field">
                <label for="token">{"Token"}</label>
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
                {"Sign in"}
            </button>
            <div class="help">
                <p class="problem" id="token-problem" role="alert">
                    { problem.map(|problem| problem.message()) }
                </p>
                <p class="hint" role="status">{ checking.then_some("Checking the token…") }</p>
                <label class="choice">
                    <input type="checkbox" id="keep-token" ref={keep} aria-describedby="keep-hint" />
                    <span>{"Stay signed in until this tab is closed"}</span>
                </label>
                <p class="hint" id="keep-hint">
                    {"The token is then in this tab’s session storage. Otherwise it is in memory only, and a reload forgets it."}
                </p>
            </div>
        </form>
    }
}

/// Where a proxy signs people in, and hasn't.
#[component]
pub fn SignInByProxy() -> Html {
    let onclick = |_: MouseEvent| browser::reload();
    html! {
        <section class="lookup sign-in" id="sign-in" aria-labelledby="sign-in-title">
            <div class="sign-in-head" role="status">
                <h2 id="sign-in-title">{"You aren’t signed in"}</h2>
                <p class="hint">
                    {"The server in front of this page signs people in, and has not said who you are. Load the page again to sign in there."}
                </p>
            </div>
            <button type="button" class="button primary" id="reload" {onclick}>{"Load again"}</button>
        </section>
    }
}
