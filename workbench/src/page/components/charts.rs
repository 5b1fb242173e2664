//! Small charts above the table, one for each facet: bars that are buttons, and filter by a press.

use std::rc::Rc;

use yew::prelude::*;

use super::count::count;
use crate::page::action::Action;
use crate::page::words::{self, Words};
use crate::protocol::{Facet, Shown, View};

/// In the order that a list is looked at.
const FACETS: [Facet; 6] = [
    Facet::Status,
    Facet::Picture,
    Facet::Business,
    Facet::NameMatch,
    Facet::Country,
    Facet::Signal,
];

/// Bars that are shown before more are wanted.
const BARS: usize = 5;

#[derive(PartialEq, Properties)]
pub struct ChartsProps {
    pub shown: Rc<Shown>,
    pub view: View,
    pub act: Callback<Action>,
}

#[component]
pub fn Charts(props: &ChartsProps) -> Html {
    let charts = FACETS.into_iter().filter_map(|facet| {
        let kinds = props
            .shown
            .facets
            .get(&facet)
            .filter(|kinds| !kinds.is_empty())?;
        Some(html! {
            <Chart
                key={words::facet(facet)}
                {facet}
                kinds={kinds.clone()}
                pressed={props.view.filter(facet).map(str::to_owned)}
                act={&props.act}
            />
        })
    });
    html! { <div class="charts" id="charts">{ for charts }</div> }
}

#[derive(PartialEq, Properties)]
struct ChartProps {
    facet: Facet,
    kinds: Vec<(String, usize)>,
    pressed: Option<String>,
    act: Callback<Action>,
}

#[component]
fn Chart(props: &ChartProps) -> Html {
    let all = use_state(|| false);
    let most = props
        .kinds
        .iter()
        .map(|(_, number)| *number)
        .max()
        .unwrap_or(0);
    let rest = props.kinds.len().saturating_sub(BARS);
    // The kind that is filtered by is never out of sight.
    let bars = props.kinds.iter().enumerate().filter(|(place, (kind, _))| {
        *all || rest == 1 || *place < BARS || props.pressed.as_deref() == Some(kind)
    });
    let toggle = {
        let all = all.clone();
        move |_: MouseEvent| all.set(!*all)
    };
    let title = words::facet(props.facet);
    html! {
        <section class="chart" data-facet={title} aria-label={title}>
            <h3>{ title }</h3>
            <ul>{ for bars.map(|(_, (kind, number))| html! {
                <li key={kind.as_str()}><Bar
                    facet={props.facet}
                    kind={kind.clone()}
                    number={*number}
                    {most}
                    pressed={props.pressed.as_deref() == Some(kind)}
                    act={&props.act}
                /></li>
            }) }</ul>
            if rest > 1 {
                <button type="button" class="button quiet chart-more" aria-expanded={all.to_string()} onclick={toggle}>
                    { if *all { "Fewer".to_owned() } else { format!("{rest} more") } }
                </button>
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct BarProps {
    facet: Facet,
    kind: String,
    number: usize,
    most: usize,
    pressed: bool,
    act: Callback<Action>,
}

#[component]
fn Bar(props: &BarProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let (facet, kind) = (props.facet, props.kind.clone());
    let onclick = props
        .act
        .reform(move |_: MouseEvent| Action::Filtered(facet, kind.clone()));
    // A kind that is there at all has a bar that can be seen.
    let width = (props.number * 100)
        .checked_div(props.most)
        .unwrap_or(0)
        .max(usize::from(props.number > 0));
    html! {
        <button type="button" class="bar" aria-pressed={props.pressed.to_string()} {onclick}>
            <span class="bar-name">{ words.kind(facet, &props.kind) }</span>
            <span class="bar-count">{ count(&words, props.number) }</span>
            <svg class="bar-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width={width.to_string()} height="1" />
            </svg>
        </button>
    }
}
