//! Where the page's data comes from, what it doesn't do, where the card can be seen in every state, and what is written about it.

use yew::prelude::*;

use super::texts::use_texts;
use crate::page::texts::PageText;

#[component]
pub fn Footer() -> Html {
    let texts = use_texts();
    html! {
        <footer class="site-footer">
            <p>{ texts.text(PageText::FooterPublic) }{" "}{ texts.text(PageText::FooterAnswers) }</p>
            <p>{ texts.text(PageText::FooterStored) }</p>
            <p>{ texts.text(PageText::FooterAffiliation) }</p>
            <p><a href="./gallery/" hreflang="en">{ texts.text(PageText::FooterGallery) }</a></p>
            <p><a href="./docs/" hreflang="en">{ texts.text(PageText::FooterDocumentation) }</a></p>
        </footer>
    }
}
