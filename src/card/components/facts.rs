//! What is known beside picture and name, each on a line of its own.

use std::rc::Rc;

use yew::prelude::*;

use super::flag;
use crate::card::view::AnswerView;

/// The properties of [`Facts`].
#[derive(Properties, PartialEq)]
pub struct FactsProps {
    /// What is drawn.
    pub answer: Rc<AnswerView>,
}

/// The lines of a whole card.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    let answer = &props.answer;
    let checked = &answer.checked;
    html! {
        <div class="facts">
            <p class="status" part="status" data-no={flag(!answer.registered)}>{ &answer.status }</p>
            if let Some(matched) = &answer.matched {
                <p class="match" part="match" data-match={matched.how}>{ &matched.text }</p>
            }
            if let Some(about) = &answer.about {
                <p class="about" part="about">{ about }</p>
            }
            if !answer.signals.is_empty() {
                <ul class="signals" part="signals" role="list">
                    { for answer.signals.iter().map(|signal| html! { <li>{ signal }</li> }) }
                </ul>
            }
            if !answer.business.is_empty() {
                <div class="business">
                    { for answer.business.iter().map(|line| html! { <p>{ line }</p> }) }
                </div>
            }
            <div>
                <slot name="meta" />
                if !answer.registered {
                    <slot name="not-registered" />
                }
            </div>
            <p class="time" part="time">
                { &checked.prefix }{ " " }
                <time datetime={&checked.iso} title={&checked.exact}>{ &checked.relative }</time>
                if let Some(source) = &checked.source {
                    <span class="source">{ " · " }{ source }</span>
                }
            </p>
        </div>
    }
}
