//! The brand, the way to the workbench, who is signed in, the language and the theme.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::language::LanguageChooser;
use super::signed_in::SignedIn;
use super::texts::use_texts;
use super::theme::ThemeSwitch;
use crate::page::access::Access;
use crate::page::state::{Action, Theme};
use crate::page::texts::PageText;
use crate::texts::catalogues::Catalogue;

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub theme: Theme,
    pub access: Access,
    pub sign_out: Callback<()>,
    /// How often a language couldn't be had.
    pub language_failures: u32,
    pub language_chosen: Callback<&'static Catalogue>,
    pub act: Callback<Action>,
}

#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let texts = use_texts();
    html! {
        <header class="site-header">
            <div class="brand">
                <img class="brand-glyph" src="./page/icon.svg" alt="" width="32" height="32" />
                <span class="brand-name">{"phone-profile"}</span>
            </div>
            <SignedIn access={props.access.clone()} sign_out={&props.sign_out} />
            <a class="button quiet" id="to-workbench" href="./workbench/"><Icon glyph={Glyph::List} />{ texts.text(PageText::ToWorkbench) }</a>
            <LanguageChooser failures={props.language_failures} chosen={&props.language_chosen} />
            <ThemeSwitch theme={props.theme} chosen={props.act.reform(Action::ThemeChosen)} />
        </header>
    }
}
