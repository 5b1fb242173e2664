//! The brand, the way to the workbench, who is signed in, and the theme switch.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::theme::ThemeSwitch;
use crate::page::access::Access;
use crate::page::state::{Action, Theme};

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub theme: Theme,
    pub access: Access,
    pub sign_out: Callback<()>,
    pub act: Callback<Action>,
}

#[component]
pub fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="site-header">
            <div class="brand">
                <img class="brand-glyph" src="./page/icon.svg" alt="" width="32" height="32" />
                <span class="brand-name">{"phone-profile"}</span>
            </div>
            { account(props) }
            <a class="button quiet" id="to-workbench" href="./workbench/"><Icon glyph={Glyph::List} />{"Look up a list"}</a>
            <ThemeSwitch theme={props.theme} chosen={props.act.reform(Action::ThemeChosen)} />
        </header>
    }
}

/// Who is signed in, in front of a service that lookups are written down for.
fn account(props: &HeaderProps) -> Html {
    let Access::Granted { session, by_token } = &props.access else {
        return html! {};
    };
    let Some(caller) = session.caller.as_ref().filter(|_| !session.demo) else {
        return html! {};
    };
    let sign_out = if *by_token {
        let onclick = props.sign_out.reform(|_: MouseEvent| ());
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
