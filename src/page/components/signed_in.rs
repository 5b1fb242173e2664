//! Who is signed in, in front of a service that lookups are written down for.

use yew::prelude::*;

use super::texts::{use_texts, with_element};
use crate::page::access::Access;
use crate::page::texts::PageText;

#[derive(PartialEq, Properties)]
pub struct SignedInProps {
    pub access: Access,
    pub sign_out: Callback<()>,
}

/// Nothing where nobody has to be.
#[component]
pub fn SignedIn(props: &SignedInProps) -> Html {
    let texts = use_texts();
    let Access::Granted { session, by_token } = &props.access else {
        return html! {};
    };
    let Some(caller) = session.caller.as_ref().filter(|_| !session.demo) else {
        return html! {};
    };
    let sign_out = if *by_token {
        let onclick = props.sign_out.reform(|_: MouseEvent| ());
        html! { <button type="button" class="button quiet" id="sign-out" {onclick}>{ texts.text(PageText::SignOut) }</button> }
    } else {
        html! {}
    };
    let name = html! { <bdi>{ &caller.name }</bdi> };
    html! {
        <div class="account" id="account">
            <span class="account-name">{ with_element(&texts.text(PageText::SignedInAs), "name", name) }</span>
            { sign_out }
        </div>
    }
}
