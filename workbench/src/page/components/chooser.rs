//! One of several, from a list.

use phone_profile::page::browser;
use phone_profile::page::components::use_chosen;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ChooserProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Where no label element names it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    pub value: AttrValue,
    /// Values with what they are called.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub chosen: Callback<String>,
    #[prop_or_default]
    pub disabled: bool,
}

#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let node = use_node_ref();
    use_chosen(&node, props.value.clone(), props.options.clone());
    let onchange = props
        .chosen
        .reform(|event: Event| browser::select_value(&event).unwrap_or_default());
    html! {
        <span class="chooser">
            <select
                ref={node}
                id={props.id.clone()}
                aria-label={props.label.clone()}
                disabled={props.disabled}
                {onchange}
            >
                { for props.options.iter().map(|(value, text)| html! {
                    <option key={value.as_str()} value={value.clone()}>{ text }</option>
                }) }
            </select>
        </span>
    }
}
