//! The switch between light and dark.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::state::Theme;

#[derive(PartialEq, Properties)]
pub struct ThemeSwitchProps {
    pub theme: Theme,
    pub chosen: Callback<Theme>,
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeSwitch(props: &ThemeSwitchProps) -> Html {
    html! {
        <fieldset class="theme" id="theme">
            <legend class="visually-hidden">{"Colours"}</legend>
            { for Theme::ALL.iter().map(|&theme| option(props, theme)) }
        </fieldset>
    }
}

fn option(props: &ThemeSwitchProps, theme: Theme) -> Html {
    let (glyph, label) = match theme {
        Theme::Auto => (Glyph::Auto, "As the system"),
        Theme::Light => (Glyph::Light, "Light"),
        Theme::Dark => (Glyph::Dark, "Dark"),
    };
    let onchange = props.chosen.reform(move |_: Event| theme);
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
