//! The brand, the way back to the single lookup, who is signed in, and the theme switch.

use phone_profile::page::access::Access;
use phone_profile::page::components::{SignedIn, ThemeSwitch};
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
            <SignedIn access={props.access.clone()} sign_out={&props.sign_out} />
            <a class="button quiet" id="to-single" href="../"><Icon glyph={Glyph::Back} />{"Single lookup"}</a>
            <ThemeSwitch theme={props.theme} chosen={props.act.reform(Action::ThemeChosen)} />
        </header>
    }
}
