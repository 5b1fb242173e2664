//! The demo numbers, where the gateway has any.

use yew::prelude::*;

use super::texts::use_texts;
use crate::page::browser;
use crate::page::demo::{self, DemoGroup, DemoNumber};
use crate::page::state::{Action, Demo};
use crate::page::texts::{PageText, PageTexts};

#[derive(PartialEq, Properties)]
pub struct DemoProps {
    pub demo: Demo,
    /// E.164 of the number on the stage.
    pub current: Option<AttrValue>,
    pub act: Callback<Action>,
}

#[component]
pub fn DemoNumbers(props: &DemoProps) -> Html {
    let texts = use_texts();
    let Demo::Numbers(groups) = &props.demo else {
        return html! { <div class="demo-none"></div> };
    };
    html! {
        <section class="demo" id="demo" aria-labelledby="demo-title">
            <div class="section-head">
                <h2 id="demo-title">{ texts.text(PageText::DemoTitle) }</h2>
                <p>{ texts.text(PageText::DemoHint) }</p>
            </div>
            { for groups.iter().map(|entry| group(props, &texts, entry)) }
        </section>
    }
}

fn group(props: &DemoProps, texts: &PageTexts, group: &DemoGroup) -> Html {
    html! {
        <div class="demo-group">
            <h3>{ texts.text(group.title) }</h3>
            <ul>{ for group.numbers.iter().map(|entry| number(props, entry)) }</ul>
        </div>
    }
}

fn number(props: &DemoProps, entry: &DemoNumber) -> Html {
    let onclick = {
        let number = entry.number.clone();
        props.act.reform(move |_: MouseEvent| Action::DemoChosen {
            number: number.clone(),
            at_ms: browser::now_ms(),
        })
    };
    let current = props.current.as_deref() == Some(&entry.number);
    html! {
        <li key={entry.number.clone()}>
            <button
                type="button"
                class="demo-number"
                data-number={entry.number.clone()}
                title={entry.note.clone()}
                lang={demo::LANGUAGE}
                aria-current={current.then_some("true")}
                {onclick}
            >
                { &entry.label }
            </button>
        </li>
    }
}
