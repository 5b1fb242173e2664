//! A text whose numbers and names keep a direction of their own.

use yew::prelude::*;

use crate::card::bidi::{Piece, pieces};

/// The text with `<bdi>` in place of Unicode's isolates. Not a component: it has no state, and stands in every line.
pub fn isolated(text: &AttrValue) -> Html {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(text) => html! { { text.to_owned() } },
            Piece::Number(text) => html! { <bdi dir="ltr">{ text.to_owned() }</bdi> },
            Piece::Name(text) => html! { <bdi>{ text.to_owned() }</bdi> },
        })
        .collect()
}
