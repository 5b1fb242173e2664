//! A button that chooses a file.

use web_sys::File;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::files;

#[derive(PartialEq, Properties)]
pub struct FileButtonProps {
    pub id: AttrValue,
    pub text: AttrValue,
    #[prop_or_default]
    pub quiet: bool,
    /// Names of kinds that the chooser begins with.
    pub accept: AttrValue,
    pub chosen: Callback<File>,
}

/// The field itself is there for keyboards and screen readers; its label is what is seen.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let onchange = {
        let chosen = props.chosen.clone();
        move |event: Event| {
            if let Some(file) = files::chosen(&event) {
                chosen.emit(file);
            }
        }
    };
    html! {
        <label class={classes!("button", "file-button", props.quiet.then_some("quiet"))}>
            <input
                type="file"
                class="visually-hidden"
                id={props.id.clone()}
                accept={props.accept.clone()}
                {onchange}
            />
            <Icon glyph={Glyph::Open} />
            <span>{ &props.text }</span>
        </label>
    }
}
