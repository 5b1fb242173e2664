//! The demo numbers, where the gateway has any.

use yew::prelude::*;

use crate::page::browser;
use crate::page::demo::{DemoGroup, DemoNumber};
use crate::page::state::{Action, Demo};

#[derive(PartialEq, Properties)]
pub struct DemoProps {
    pub demo: Demo,
    /// E.164 of the number on the stage.
    pub current: Option<AttrValue>,
    pub act: Callback<Action>,
}

#[component]
pub fn DemoNumbers(props: &DemoProps) -> Html {
    let Demo::Numbers(groups) = &props.demo else {
        return html! { <div class="demo-none"></div> };
    };
    html! {
        <section class="demo" id="demo" aria-labelledby="demo-title">
            <div class="section-head">
                <h2 id="demo-title">{"Try a demo number"}</h2>
                <p>{"The people behind these numbers are invented; the numbers are reserved for fiction and cost nothing."}</p>
            </div>
            { for groups.iter().map(|entry| group(props, entry)) }
        </section>
    }
}

fn group(props: &DemoProps, group: &DemoGroup) -> Html {
    html! {
        <div class="demo-group">
            <h3>{ group.title }</h3>
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
                aria-current={current.then_some("true")}
                {onclick}
            >
                { &entry.label }
            </button>
        </li>
    }
}
