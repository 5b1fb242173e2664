//! Where the page's data comes from, what it doesn't do, and where the card can be seen in every state.

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
        </footer>
    }
}
