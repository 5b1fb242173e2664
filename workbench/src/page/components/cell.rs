//! What stands in a cell of the table.

use yew::prelude::*;

use super::avatar::Avatar;
use super::badges::Badges;
use crate::page::table::Column;
use crate::page::words::{self, Words};
use crate::protocol::Row;

/// The content of a column's cell. `own` is its place among the file's columns that are shown.
pub fn content(column: Column, own: usize, row: &Row, words: &Words) -> Html {
    match column {
        // A field of its own, which the row draws.
        Column::Select => html! {},
        Column::Name => name(row),
        Column::Number => html! { <span class="digits">{ &row.number }</span> },
        Column::Country => text(row.country.as_deref().map_or("", |iso| words.country(iso))),
        Column::Status => status(row),
        Column::Badges => {
            html! { <Badges business={row.business == "yes"} verified={row.verified} /> }
        }
        Column::Picture => text(&words::capital(&row.picture)),
        Column::NameMatch => name_match(&row.name_match),
        Column::Signals => signals(row),
        Column::Checked => checked(row, words),
        Column::Changes => text(&row.changes.join("; ")),
        Column::Own(_) => text(row.own.get(own).map_or("", String::as_str)),
    }
}

/// Before the row is there.
pub fn waiting(column: Column) -> Html {
    match column {
        Column::Select => html! {},
        Column::Name => {
            html! { <><span class="avatar" aria-hidden="true" /><span class="bone" /></> }
        }
        _ => html! { <span class="bone" /> },
    }
}

fn text(text: &str) -> Html {
    html! { <bdi>{ text.to_owned() }</bdi> }
}

fn name(row: &Row) -> Html {
    let thumb = row.thumb.clone().map(AttrValue::from);
    let (class, title) = if row.is_public_name {
        ("person", "The public name")
    } else {
        ("person from-file", "The name in your file")
    };
    html! {
        <>
            <Avatar name={row.name.clone()} {thumb} />
            <bdi {class} {title}>{ &row.name }</bdi>
        </>
    }
}

fn status(row: &Row) -> Html {
    let title = (!row.note.is_empty()).then(|| row.note.clone());
    html! {
        <span class="status" data-status={row.status.replace(' ', "-")} {title}>
            { words::capital(&row.status) }
        </span>
    }
}

fn name_match(kind: &str) -> Html {
    if kind.is_empty() {
        return html! {};
    }
    html! { <span class="match" data-match={kind.to_owned()}>{ words::capital(kind) }</span> }
}

/// The first in words, and how many more.
fn signals(row: &Row) -> Html {
    let Some(first) = row.signals.first() else {
        return html! {};
    };
    let more = row.signals.len() - 1;
    let all: Vec<&str> = row
        .signals
        .iter()
        .map(|signal| signal.observed.as_str())
        .collect();
    html! {
        <span class="signals" title={all.join("\n")}>
            <span class="signal">{ &first.observed }</span>
            if more > 0 { <span class="signal-more">{ format!("+{more}") }</span> }
        </span>
    }
}

fn checked(row: &Row, words: &Words) -> Html {
    let Some(iso) = row.checked.clone() else {
        return html! {};
    };
    let shown = words.time(&iso);
    html! { <time datetime={iso}>{ shown }</time> }
}
