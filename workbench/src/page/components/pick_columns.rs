//! Which columns the table has.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::table::{Column, FIXED, OURS};
use crate::protocol::Opened;

#[derive(PartialEq, Properties)]
pub struct PickColumnsProps {
    pub table: Rc<[Column]>,
    pub list: Rc<Opened>,
    pub act: Callback<Action>,
}

#[component]
pub fn PickColumns(props: &PickColumnsProps) -> Html {
    let own = (0..props.list.names.len()).map(Column::Own);
    html! {
        <details class="pick-columns" id="pick-columns">
            <summary class="button secondary"><Icon glyph={Glyph::Columns} />{"Columns"}</summary>
            <div class="pick-list">
                <fieldset>
                    <legend>{"Found"}</legend>
                    { for OURS.into_iter().skip(FIXED).map(|column| choice(props, column)) }
                </fieldset>
                <fieldset>
                    <legend>{"From your file"}</legend>
                    { for own.map(|column| choice(props, column)) }
                </fieldset>
            </div>
        </details>
    }
}

fn choice(props: &PickColumnsProps, column: Column) -> Html {
    let onchange = props.act.reform(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::ColumnShown(column, field.checked())
    });
    let checked = props.table.contains(&column);
    html! {
        <label class="choice">
            <input type="checkbox" {checked} {onchange} />
            <bdi>{ column.title(&props.list.names) }</bdi>
        </label>
    }
}
