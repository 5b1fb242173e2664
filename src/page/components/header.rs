//! The brand and the theme switch.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::state::{Action, Theme};

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub theme: Theme,
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
            <fieldset class="theme" id="theme">
                <legend class="visually-hidden">{"Colours"}</legend>
                { for Theme::ALL.iter().map(|&theme| option(props, theme)) }
            </fieldset>
        </header>
    }
}

fn option(props: &HeaderProps, theme: Theme) -> Html {
    let (glyph, label) = match theme {
        Theme::Auto => (Glyph::Auto, "As the system"),
        Theme::Light => (Glyph::Light, "Light"),
        Theme::Dark => (Glyph::Dark, "Dark"),
    };
    let onchange = props.act.reform(move |_: Event| Action::ThemeChosen(theme));
    html! {
        <label class="theme-option" title={label}>
            <input
                type="radio"
                class="visually-hidden"
                name="theme"
                value={theme.name()}
                checked={props.theme == theme}
                {onchange}
            />
            <Icon {glyph} />
            <span class="visually-hidden">{label}</span>
        </label>
    }
}
