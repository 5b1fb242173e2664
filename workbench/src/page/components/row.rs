//! One row of the table, at its place in the long list.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::cell;
use crate::page::table::Column;
use crate::page::window::ROW_PX;
use crate::page::words::Words;
use crate::protocol::Row;

#[derive(PartialEq, Properties)]
pub struct TableRowProps {
    /// Its place among the rows shown.
    pub index: usize,
    /// None until it is told.
    pub row: Option<Rc<Row>>,
    pub table: Rc<[Column]>,
    /// The cell that the keyboard is at, where it is in this row.
    pub active: Option<usize>,
    /// Whether its card is beside the table.
    pub open: bool,
}

/// Placed by its style object: the policy of the page lets no style attribute through.
#[component]
pub fn TableRow(props: &TableRowProps) -> Html {
    let node = use_node_ref();
    let words = use_context::<Rc<Words>>();
    {
        let node = node.clone();
        use_effect_with(props.index, move |&index| {
            if let Some(row) = node.cast::<HtmlElement>() {
                let place = format!("translateY({}px)", index as f64 * ROW_PX);
                // Only a property that is read-only can fail.
                let _ = row.style().set_property("transform", &place);
            }
        });
    }
    let mut own = 0;
    let cells = props.table.iter().enumerate().map(|(place, &column)| {
        let content = match (&props.row, &words) {
            (Some(row), Some(words)) => cell::content(column, own, row, words),
            _ => cell::waiting(column),
        };
        own += usize::from(matches!(column, Column::Own(_)));
        let tabindex = if props.active == Some(place) {
            "0"
        } else {
            "-1"
        };
        if column == Column::Select {
            return select(props, place, tabindex);
        }
        html! {
            <div
                role="gridcell"
                class="cell"
                data-kind={column.kind()}
                data-place={format!("{}:{place}", props.index + 1)}
                {tabindex}
            >{ content }</div>
        }
    });
    let is_selected = props.row.as_ref().is_some_and(|row| row.selected);
    html! {
        <div
            ref={node}
            role="row"
            class="row"
            aria-rowindex={(props.index + 2).to_string()}
            aria-selected={is_selected.to_string()}
            data-open={props.open.then_some("")}
            data-odd={(props.index % 2 == 1).then_some("")}
        >{ for cells }</div>
    }
}

/// The field has the focus in place of its cell. What a press means is the table's to say, which knows the row before.
fn select(props: &TableRowProps, place: usize, tabindex: &'static str) -> Html {
    let Some(row) = &props.row else {
        return html! { <div role="gridcell" class="cell" data-kind="select" /> };
    };
    let whom = [&row.name, &row.number]
        .into_iter()
        .find(|text| !text.is_empty());
    let label = match whom {
        Some(whom) => format!("Select {whom}"),
        None => format!("Select row {}", row.place),
    };
    html! {
        <div role="gridcell" class="cell" data-kind="select">
            <input
                type="checkbox"
                class="select"
                aria-label={label}
                data-place={format!("{}:{place}", props.index + 1)}
                checked={row.selected}
                {tabindex}
            />
        </div>
    }
}
