//! A message to everybody in the list, with what is known of each: looked at before it is written.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::count::{count, counted};
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{Export, Form, Messages, What};

/// What the template begins as.
const TEMPLATE: &str = "Hello {name|there}, ";

/// Between the last key and the look at the messages.
const PAUSE_MS: u32 = 250;

#[derive(PartialEq, Properties)]
pub struct OutreachProps {
    pub messages: Option<Rc<Messages>>,
    pub writing: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn Outreach(props: &OutreachProps) -> Html {
    let field = use_node_ref();
    let template = use_state(|| TEMPLATE.to_owned());
    let links = use_state(|| false);
    let waits = use_mut_ref(|| None::<Timeout>);
    {
        // Also when the field has got a name put in, and before anything is typed.
        let act = props.act.clone();
        use_effect_with((*template).clone(), move |template| {
            let template = template.clone();
            *waits.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || {
                act.emit(Action::TemplateTyped(template))
            }));
        });
    }
    let oninput = {
        let template = template.clone();
        move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            template.set(field.value());
        }
    };
    let insert = {
        let (field, template) = (field.clone(), template.clone());
        Callback::from(move |name: String| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                insert(&field, &format!("{{{name}}}"));
                template.set(field.value());
            }
        })
    };
    let with_links = {
        let links = links.clone();
        move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            links.set(field.checked());
        }
    };
    let save = {
        let (template, links) = ((*template).clone(), *links);
        props.act.reform(move |_: MouseEvent| {
            let template = template.clone();
            Action::Exported(Export {
                what: What::Messages { template, links },
                form: Form::Csv,
                only_selected: false,
            })
        })
    };
    let ready = props
        .messages
        .as_ref()
        .is_some_and(|messages| can_be_written(messages));
    html! {
        <section class="panel outreach" id="outreach" aria-labelledby="outreach-title">
            <h2 id="outreach-title">{"Write to them"}</h2>
            <div class="field">
                <label for="template">{"Template"}</label>
                <textarea id="template" ref={field} rows="4" value={(*template).clone()} aria-describedby="template-hint template-problem" {oninput} />
                <p class="hint" id="template-hint">{"{name} is filled in for each; {name|there} says “there” where nothing is known."}</p>
            </div>
            { for props.messages.as_ref().map(|messages| html! { <Preview messages={Rc::clone(messages)} {insert} /> }) }
            <label class="choice">
                <input type="checkbox" id="links" checked={*links} onchange={with_links} />
                <span>{"With links that open a chat (wa.me)"}</span>
            </label>
            <button type="button" class="button" id="save-messages" disabled={!ready || props.writing} onclick={save}>
                <Icon glyph={Glyph::Save} />{"Save the messages"}
            </button>
            <p class="hint">{"Nothing is sent from here. People on the opt-out list get no message."}</p>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct PreviewProps {
    messages: Rc<Messages>,
    insert: Callback<String>,
}

#[component]
fn Preview(props: &PreviewProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let messages = &props.messages;
    let field = |name: &String| {
        let onclick = {
            let (insert, name) = (props.insert.clone(), name.clone());
            move |_: MouseEvent| insert.emit(name.clone())
        };
        html! { <li><button type="button" class="pill" {onclick}><bdi>{ name }</bdi></button></li> }
    };
    html! {
        <>
            <ul class="pills" aria-label="Fields">{ for messages.fields.iter().map(field) }</ul>
            <div id="template-problem" role="status">
                if let Some(problem) = &messages.problem { <p class="problem">{ problem }</p> }
                { for messages.unknown_fields.iter().map(|name| html! {
                    <p class="problem">{"The list has no field "}<bdi>{ name }</bdi>{"."}</p>
                }) }
                { for messages.missing.iter().map(|(name, number)| html! {
                    <p class="warning">{ format!("{} with nothing for ", counted(&words, *number, "row")) }<bdi>{ name }</bdi>{": no message goes to them."}</p>
                }) }
                if messages.problem.is_none() {
                    <p class="recipients">{ format!("{} would be written.", counted(&words, messages.recipients, "message")) }</p>
                }
            </div>
            <ul class="messages" aria-label={format!("The first {}", count(&words, messages.first.len()))}>
                { for messages.first.iter().map(|(number, text)| html! {
                    <li><p class="digits hint">{ number }</p><p class="message" dir="auto">{ text }</p></li>
                }) }
            </ul>
        </>
    }
}

fn can_be_written(messages: &Messages) -> bool {
    messages.problem.is_none() && messages.unknown_fields.is_empty() && messages.recipients > 0
}

/// At the cursor, or in place of what is marked.
fn insert(field: &HtmlTextAreaElement, text: &str) {
    // Fails only for fields without a cursor.
    let _ = field.set_range_text(text);
    let end = field.selection_start().ok().flatten();
    let length = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
    let end = end.map(|start| start + length);
    let _ = field.set_selection_start(end);
    let _ = field.set_selection_end(end);
    let _ = field.focus();
}
