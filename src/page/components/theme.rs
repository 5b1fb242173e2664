//! The switch between light and dark.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::texts::use_texts;
use crate::page::state::Theme;
use crate::page::texts::{PageText, PageTexts};

#[derive(PartialEq, Properties)]
pub struct ThemeSwitchProps {
    pub theme: Theme,
    pub chosen: Callback<Theme>,
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeSwitch(props: &ThemeSwitchProps) -> Html {
    let texts = use_texts();
    html! {
        <fieldset class="theme" id="theme">
            <legend class="visually-hidden">{ texts.text(PageText::Theme) }</legend>
            { for Theme::ALL.iter().map(|&theme| option(props, &texts, theme)) }
        </fieldset>
    }
}

fn option(props: &ThemeSwitchProps, texts: &PageTexts, theme: Theme) -> Html {
    let (glyph, label) = match theme {
        Theme::Auto => (Glyph::Auto, PageText::ThemeAuto),
        Theme::Light => (Glyph::Light, PageText::ThemeLight),
        Theme::Dark => (Glyph::Dark, PageText::ThemeDark),
    };
    let label = texts.text(label);
    let onchange = props.chosen.reform(move |_: Event| theme);
    html! {
        <label class="theme-option" title={label.clone()}>
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
