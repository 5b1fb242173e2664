//! What is selected, and what can be done with that alone.

use std::rc::Rc;

use yew::prelude::*;

use super::count::{count, counted};
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{Selected, Selection};

#[derive(PartialEq, Properties)]
pub struct SelectionBarProps {
    pub selected: Selected,
    /// What looking it up would take.
    pub line: AttrValue,
    /// Whether a run can be started now.
    pub can_start: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let Selected {
        entries,
        shown,
        open,
    } = props.selected;
    let mut text = format!("{} selected", counted(&words, entries, "row"));
    if shown < entries {
        text.push_str(&format!(", {} of them shown", count(&words, shown)));
    }
    let start = props.act.reform(|_: MouseEvent| Action::SelectedStarted);
    let none = props
        .act
        .reform(|_: MouseEvent| Action::Selected(Selection::None));
    html! {
        <div class="selection-bar" id="selection" role="group" aria-label="Selected rows" hidden={entries == 0}>
            <p role="status"><strong id="selection-count">{ text }</strong></p>
            if open > 0 {
                <button type="button" class="button" id="start-selected" disabled={!props.can_start} onclick={start}>
                    <Icon glyph={Glyph::Start} />{ format!("Look up {}", counted(&words, open, "number")) }
                </button>
                <p class="hint">{ &props.line }</p>
            }
            <button type="button" class="button quiet" id="select-none" onclick={none}>{"Select none"}</button>
        </div>
    }
}
