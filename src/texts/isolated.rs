//! A text whose numbers and names keep a direction of their own.

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::bidi::{Direction, pieces};

/// The text with `<bdi>` in place of Unicode's isolates. Not a component: it has no state, and stands in every line.
pub fn isolated(text: &AttrValue) -> Html {
    let draw = |(direction, text): (Direction, &str)| {
        let text = Html::from(text.to_owned());
        let dir = match direction {
            Direction::Around => return text,
            Direction::LeftToRight => Some("ltr"),
            Direction::Own => None,
        };
        html! { <bdi {dir}>{ text }</bdi> }
    };
    VList::with_children(pieces(text).into_iter().map(draw).collect(), None).into()
}
