//! The brand, the way back to the single lookup, who is signed in, and the theme switch.

use phone_profile::page::access::Access;
use phone_profile::page::components::ThemeSwitch;
use phone_profile::page::state::Theme;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::action::Action;

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
                <img class="brand-glyph" src="../page/icon.svg" alt="" width="32" height="32" />
                <span class="brand-name">{"phone-profile"}</span>
                <span class="brand-place">{"Workbench"}</span>
            </div>
            { account(props) }
            <a class="button quiet" id="to-single" href="../"><Icon glyph={Glyph::Back} />{"Single lookup"}</a>
            <ThemeSwitch theme={props.theme} chosen={props.act.reform(Action::ThemeChosen)} />
        </header>
    }
}

fn account(props: &HeaderProps) -> Html {
    let Access::Granted { session, by_token } = &props.access else {
        return html! {};
    };
    let Some(caller) = session.caller.as_ref().filter(|_| !session.demo) else {
        return html! {};
    };
    let onclick = props.sign_out.reform(|_: MouseEvent| ());
    html! {
        <div class="account" id="account">
            <span class="account-name">{"Signed in as "}<bdi>{ &caller.name }</bdi></span>
            if *by_token {
                <button type="button" class="button quiet" id="sign-out" {onclick}>{"Sign out"}</button>
            }
        </div>
    }
}
