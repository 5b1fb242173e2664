//! How components get the page's texts, and how an element gets into one.

use yew::prelude::*;

use crate::page::texts::PageTexts;
use crate::texts::message::around;

/// The texts of the page around. English where the page gives none, as the workbench.
#[hook]
pub fn use_texts() -> PageTexts {
    use_context().unwrap_or_default()
}

/// The text with an element in the place of that name.
pub fn with_element(text: &str, name: &str, element: Html) -> Html {
    let (before, after) = around(text, name);
    html! { <>{ before }{ element }{ after }</> }
}
