//! Who is signed in, in front of a service that lookups are written down for.

use yew::prelude::*;

use crate::page::access::Access;

/// Nothing where nobody has to be.
pub fn signed_in(access: &Access, sign_out: &Callback<()>) -> Html {
    let Access::Granted { session, by_token } = access else {
        return html! {};
    };
    let Some(caller) = session.caller.as_ref().filter(|_| !session.demo) else {
        return html! {};
    };
    let sign_out = if *by_token {
        let onclick = sign_out.reform(|_: MouseEvent| ());
        html! { <button type="button" class="button quiet" id="sign-out" {onclick}>{"Sign out"}</button> }
    } else {
        html! {}
    };
    html! {
        <div class="account" id="account">
            <span class="account-name">{"Signed in as "}<bdi>{ &caller.name }</bdi></span>
            { sign_out }
        </div>
    }
}
