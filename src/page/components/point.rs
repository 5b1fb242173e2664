//! One point of a list that explains something: an icon, a title and a sentence.

use yew::prelude::*;

/// Draws it; the icon is decoration.
pub fn point(icon: Html, title: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Html {
    let (title, text) = (title.into(), text.into());
    html! {
        <li class="point">
            <span class="point-icon">{ icon }</span>
            <div>
                <p class="point-title">{ title }</p>
                <p class="point-text">{ text }</p>
            </div>
        </li>
    }
}
