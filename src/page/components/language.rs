//! The chooser for the page's language.

use std::rc::Rc;

use yew::prelude::*;

use super::field::use_chosen;
use super::icon::{Glyph, Icon};
use super::texts::use_texts;
use crate::page::texts::PageText;
use crate::page::{browser, language};
use crate::texts::catalogues::Catalogue;

#[derive(PartialEq, Properties)]
pub struct LanguageChooserProps {
    /// How often a language couldn't be had: the chooser then shows the page's own again.
    pub failures: u32,
    pub chosen: Callback<&'static Catalogue>,
}

/// Each language by its own name, so that it is found by who can't read the page.
#[component]
pub fn LanguageChooser(props: &LanguageChooserProps) -> Html {
    let texts = use_texts();
    let names = use_memo((), |()| language::names());
    let chooser = use_node_ref();
    let current = texts.catalogue().tag;
    use_chosen(&chooser, AttrValue::Static(current), props.failures);
    let onchange = {
        let (names, chosen) = (Rc::clone(&names), props.chosen.clone());
        move |event: Event| {
            let tag = browser::select_value(&event);
            let mut catalogues = names.iter().map(|(catalogue, _)| *catalogue);
            if let Some(catalogue) = catalogues.find(|found| Some(found.tag) == tag.as_deref()) {
                chosen.emit(catalogue);
            }
        }
    };
    let problem = (props.failures > 0).then(|| texts.text(PageText::LanguageNotLoaded));
    html! {
        <div class="language">
            <Icon glyph={Glyph::Language} />
            <label class="visually-hidden" for="language">{ texts.text(PageText::Language) }</label>
            <select id="language" ref={chooser} {onchange}>
                { for names.iter().map(|(catalogue, name)| html! {
                    <option
                        key={catalogue.tag}
                        value={catalogue.tag}
                        lang={catalogue.tag}
                        selected={catalogue.tag == current}
                    >
                        { name }
                    </option>
                }) }
            </select>
            <p class="problem" id="language-problem" role="alert">{ problem }</p>
        </div>
    }
}
