//! The brand, the way to the workbench, who is signed in, and the theme switch.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::signed_in::signed_in;
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
            { signed_in(&props.access, &props.sign_out) }
            <a class="button quiet" id="to-workbench" href="./workbench/"><Icon glyph={Glyph::List} />{"Look up a list"}</a>
            <ThemeSwitch theme={props.theme} chosen={props.act.reform(Action::ThemeChosen)} />
        </header>
    }
}
