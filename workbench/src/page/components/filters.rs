//! Above the table: the search, what is filtered by, and how many that leaves.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::count::count;
use super::icon::{Glyph, Icon};
use super::pick_columns::PickColumns;
use crate::page::action::Action;
use crate::page::table::Column;
use crate::page::words::{self, Words};
use crate::protocol::{Opened, View};

/// Between the last key and the search.
const PAUSE_MS: u32 = 180;

#[derive(PartialEq, Properties)]
pub struct FiltersProps {
    pub view: View,
    /// Entries that are shown.
    pub entries: usize,
    pub table: Rc<[Column]>,
    pub list: Rc<Opened>,
    pub act: Callback<Action>,
}

#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let clear = props.act.reform(|_: MouseEvent| Action::FiltersCleared);
    html! {
        <div class="filters">
            <Search search={props.view.search.clone()} act={&props.act} />
            <p class="filters-count" role="status">{ format!("{} shown", count(&words, props.entries)) }</p>
            <ul class="pills">{ for props.view.filters.iter().map(|(&facet, kind)| {
                let pressed = kind.clone();
                let onclick = props.act.reform(move |_: MouseEvent| Action::Filtered(facet, pressed.clone()));
                let name = format!("{}: {}", words::facet(facet), words.kind(facet, kind));
                html! {
                    <li key={words::facet(facet)}><button type="button" class="pill" aria-label={format!("Take the filter {name} away")} {onclick}>
                        { name }<Icon glyph={Glyph::Close} />
                    </button></li>
                }
            }) }</ul>
            if props.view.is_filtered() {
                <button type="button" class="button quiet" id="clear-filters" onclick={clear}>{"Show all"}</button>
            }
            <PickColumns table={Rc::clone(&props.table)} list={Rc::clone(&props.list)} act={&props.act} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct SearchProps {
    search: AttrValue,
    act: Callback<Action>,
}

#[component]
fn Search(props: &SearchProps) -> Html {
    let field = use_node_ref();
    let waits = use_mut_ref(|| None::<Timeout>);
    {
        // Taken away with the filters.
        let field = field.clone();
        use_effect_with(props.search.clone(), move |search| {
            let field = field.cast::<HtmlInputElement>();
            if let Some(field) = field.filter(|_| search.is_empty()) {
                field.set_value("");
            }
        });
    }
    let oninput = {
        let act = props.act.clone();
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let act = act.clone();
            let search = move || act.emit(Action::Searched(field.value().trim().to_owned()));
            // The one that waited is cancelled by being dropped.
            *waits.borrow_mut() = Some(Timeout::new(PAUSE_MS, search));
        }
    };
    html! {
        <div class="search">
            <Icon glyph={Glyph::Search} />
            <input ref={field} id="search" type="search" aria-label="Search the list" placeholder="Search names, numbers, cells"
                autocomplete="off" spellcheck="false" {oninput} />
        </div>
    }
}
