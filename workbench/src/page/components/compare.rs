//! What is otherwise than in an export of earlier.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use super::count::{count, counted};
use super::file_button::FileButton;
use super::open::KINDS;
use crate::page::action::Action;
use crate::page::files;
use crate::page::words::Words;

#[derive(PartialEq, Properties)]
pub struct CompareProps {
    /// Numbers in both, and those with a change.
    pub compared: Option<(usize, usize)>,
    pub act: Callback<Action>,
}

#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let chosen = {
        let act = props.act.clone();
        Callback::from(move |file: File| {
            let act = act.clone();
            wasm_bindgen_futures::spawn_local(async move {
                act.emit(match files::read(&file).await {
                    Ok(bytes) => Action::EarlierRead {
                        bytes,
                        name: Some(file.name()),
                    },
                    Err(problem) => Action::Unreadable(problem),
                });
            });
        })
    };
    let told = props.compared.map(|(both, changed)| {
        format!(
            "{} in both; {} changed. The column “Changes” says what.",
            counted(&words, both, "number"),
            if changed == 0 {
                "none".to_owned()
            } else {
                count(&words, changed)
            },
        )
    });
    html! {
        <section class="panel" id="compare" aria-labelledby="compare-title">
            <h2 id="compare-title">{"Compare with earlier"}</h2>
            <p class="hint">{"Choose a file that was saved here before: names, pictures, registrations and badges that are otherwise now are told."}</p>
            <FileButton id="earlier" text="Choose an earlier export" quiet=true accept={KINDS} {chosen} />
            <p class="compared" role="status">{ told }</p>
        </section>
    }
}
