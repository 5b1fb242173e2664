//! The way from a row's card to its identity record. Another lookup is made for it only where the person says so.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::state::RecordState;

#[derive(PartialEq, Properties)]
pub struct MakeRecordProps {
    /// Whose.
    pub entry: usize,
    pub record: Option<RecordState>,
    /// What one more lookup costs, in words.
    pub lookup_cost: AttrValue,
    pub act: Callback<Action>,
}

#[component]
pub fn MakeRecord(props: &MakeRecordProps) -> Html {
    let entry = props.entry;
    let want = |may_look_up: bool| {
        props
            .act
            .reform(move |_: MouseEvent| Action::RecordWanted { entry, may_look_up })
    };
    let close = props.act.reform(|_: MouseEvent| Action::RecordClosed);
    let state = props.record.as_ref();
    let asks = state == Some(&RecordState::Asked(entry));
    html! {
        <section class="make-record" aria-labelledby="record-title">
            <h3 id="record-title">{"For the file"}</h3>
            <p class="hint">{"What was found, when, why and for whom, with a hash: to print or to keep beside other checks."}</p>
            { match state {
                Some(RecordState::NeedsLookup(of)) if *of == entry => html! {
                    <div class="sure" role="alert">
                        <span>{ format!("The gateway keeps no answer for this number. A record takes one more lookup: {}.", props.lookup_cost) }</span>
                        <button type="button" class="button quiet" id="record-not" onclick={close}>{"No record"}</button>
                        <button type="button" class="button" id="record-lookup" onclick={want(true)}>{"Look it up for the record"}</button>
                    </div>
                },
                _ => html! {
                    <button type="button" class="button secondary" id="make-record" disabled={asks} onclick={want(false)}>
                        <Icon glyph={Glyph::Record} />{ if asks { "Asking the gateway…" } else { "Identity record" } }
                    </button>
                },
            } }
            if let Some(RecordState::Failed(of, problem)) = state {
                if *of == entry {
                    <p class="problem" role="alert" id="record-problem">{ format!("There is no record: {problem}") }</p>
                }
            }
        </section>
    }
}
