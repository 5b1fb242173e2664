//! What the columns of a list are: the first rows, with a chooser above each.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chooser::Chooser;
use crate::page::action::Action;
use crate::page::roles::Role;
use crate::page::words::Words;
use crate::protocol::{self, Opened, Region};

/// Rows that are enough to see what is what.
const ROWS: usize = 6;

/// The region chooser's words for what is no country.
const NONE: &str = "none";
const COLUMN: &str = "column";

#[derive(PartialEq, Properties)]
pub struct ColumnsProps {
    pub list: Rc<Opened>,
    pub columns: protocol::Columns,
    /// While numbers are looked up nothing can be changed.
    pub disabled: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Columns(props: &ColumnsProps) -> Html {
    let notes = &props.list.notes;
    html! {
        <>
            if !notes.is_empty() {
                <ul class="notes" id="notes">{ for notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul>
            }
            <Options list={Rc::clone(&props.list)} columns={props.columns.clone()} disabled={props.disabled} act={&props.act} />
            <Preview list={Rc::clone(&props.list)} columns={props.columns.clone()} disabled={props.disabled} act={&props.act} />
        </>
    }
}

#[component]
fn Options(props: &ColumnsProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let header = props.act.reform(|event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::HeaderSet(field.checked())
    });
    let in_column = match props.columns.region {
        Region::Column(index) => Some(index),
        Region::None | Region::Fixed(_) => None,
    };
    let region = props.act.reform(move |value: String| {
        Action::RegionChosen(match (value.as_str(), in_column) {
            (NONE, _) => Region::None,
            (COLUMN, Some(index)) => Region::Column(index),
            (iso, _) => Region::Fixed(iso.to_owned()),
        })
    });
    let value: AttrValue = match &props.columns.region {
        Region::None => NONE.into(),
        Region::Column(_) => COLUMN.into(),
        Region::Fixed(iso) => iso.clone().into(),
    };
    let column = in_column.map(|index| {
        let name = props.list.names.get(index).map_or("", String::as_str);
        (
            AttrValue::from(COLUMN),
            AttrValue::from(format!("as the column “{name}” says")),
        )
    });
    let none = (
        AttrValue::from(NONE),
        AttrValue::from("none: read only those with + or 00"),
    );
    let countries = words
        .regions
        .iter()
        .map(|(iso, name)| (AttrValue::from(*iso), AttrValue::from(name.clone())));
    let options: Vec<_> = [none].into_iter().chain(column).chain(countries).collect();
    html! {
        <div class="column-options">
            <label class="choice">
                <input type="checkbox" id="header" checked={props.columns.header} disabled={props.disabled} onchange={header} />
                <span>{"The first row has the columns’ names"}</span>
            </label>
            <div class="inline-field">
                <label for="region">{"Country of national numbers"}</label>
                <Chooser id="region" {value} {options} chosen={region} disabled={props.disabled} />
            </div>
        </div>
    }
}

#[component]
fn Preview(props: &ColumnsProps) -> Html {
    let width = props.list.names.len();
    let header = props.columns.header;
    let rows = props.list.first.iter().skip(usize::from(header)).take(ROWS);
    html! {
        <div class="preview" role="region" aria-label="First rows" tabindex="0">
            <table>
                <thead>
                    <tr>{ for (0..width).map(|index| role(props, index)) }</tr>
                    <tr class="preview-names">{ for props.list.names.iter().map(|name| html! { <th scope="col"><bdi>{ name }</bdi></th> }) }</tr>
                </thead>
                <tbody>{ for rows.map(|row| html! {
                    <tr>{ for (0..width).map(|index| cell(props, row, index)) }</tr>
                }) }</tbody>
            </table>
        </div>
    }
}

fn role(props: &ColumnsProps, index: usize) -> Html {
    let name = props.list.names.get(index).map_or("", String::as_str);
    let role = Role::of(&props.columns, index);
    let options: Vec<_> = Role::ALL
        .iter()
        .map(|role| (role.key().into(), role.label().into()))
        .collect();
    let chosen = props
        .act
        .reform(move |key: String| Action::RoleChosen(index, Role::of_key(&key)));
    html! {
        <td class="preview-role" data-role={role.key()}>
            <Chooser
                label={format!("What “{name}” is")}
                value={role.key()}
                {options}
                {chosen}
                disabled={props.disabled}
            />
        </td>
    }
}

fn cell(props: &ColumnsProps, row: &[String], index: usize) -> Html {
    let text = row.get(index).map_or("", String::as_str).to_owned();
    html! { <td data-role={Role::of(&props.columns, index).key()}><bdi>{ text }</bdi></td> }
}
