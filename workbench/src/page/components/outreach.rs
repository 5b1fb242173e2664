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

/// What happens in it.
pub enum OutreachMessage {
    TemplateTyped(String),
    /// The name of a field of the list.
    FieldInserted(String),
    LinksChosen(bool),
    SaveClicked,
}

/// A struct, so that what is typed counts for a click that comes before it is drawn.
pub struct Outreach {
    field: NodeRef,
    template: String,
    /// Whether messages get links that open a chat.
    links: bool,
    /// Until the messages are looked at.
    pause: Timeout,
}

impl Component for Outreach {
    type Message = OutreachMessage;
    type Properties = OutreachProps;

    fn create(context: &Context<Self>) -> Self {
        Self {
            field: NodeRef::default(),
            template: TEMPLATE.to_owned(),
            links: false,
            pause: look_later(context, TEMPLATE),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: OutreachMessage) -> bool {
        match message {
            OutreachMessage::TemplateTyped(template) => self.change(context, template),
            OutreachMessage::FieldInserted(name) => {
                let Some(field) = self.field.cast::<HtmlTextAreaElement>() else {
                    return false;
                };
                insert(&field, &format!("{{{name}}}"));
                self.change(context, field.value());
            }
            OutreachMessage::LinksChosen(links) => self.links = links,
            OutreachMessage::SaveClicked => {
                context.props().act.emit(Action::Exported(self.choice()));
                return false;
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let OutreachProps {
            messages, writing, ..
        } = context.props();
        let link = context.link();
        let oninput = link.callback(|event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            OutreachMessage::TemplateTyped(field.value())
        });
        let with_links = link.callback(|event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            OutreachMessage::LinksChosen(field.checked())
        });
        let insert = link.callback(OutreachMessage::FieldInserted);
        let ready = messages
            .as_ref()
            .is_some_and(|messages| can_be_written(messages));
        html! {
            <section class="panel outreach" id="outreach" aria-labelledby="outreach-title">
                <h2 id="outreach-title">{"Write to them"}</h2>
                <div class="field">
                    <label for="template">{"Template"}</label>
                    <textarea id="template" ref={&self.field} rows="4" value={self.template.clone()} aria-describedby="template-hint template-problem" {oninput} />
                    <p class="hint" id="template-hint">{"{name} is filled in for each; {name|there} says “there” where nothing is known."}</p>
                </div>
                { for messages.as_ref().map(|messages| html! { <Preview messages={Rc::clone(messages)} {insert} /> }) }
                <label class="choice">
                    <input type="checkbox" id="links" checked={self.links} onchange={with_links} />
                    <span>{"With links that open a chat (wa.me)"}</span>
                </label>
                <button type="button" class="button" id="save-messages" disabled={!ready || *writing} onclick={link.callback(|_| OutreachMessage::SaveClicked)}>
                    <Icon glyph={Glyph::Save} />{"Save the messages"}
                </button>
                <p class="hint">{"Nothing is sent from here. People on the opt-out list get no message."}</p>
            </section>
        }
    }
}

impl Outreach {
    fn change(&mut self, context: &Context<Self>, template: String) {
        self.pause = look_later(context, &template);
        self.template = template;
    }

    fn choice(&self) -> Export {
        Export {
            what: What::Messages {
                template: self.template.clone(),
                links: self.links,
            },
            form: Form::Csv,
            only_selected: false,
        }
    }
}

/// Asks for the messages once nothing more is typed.
fn look_later(context: &Context<Outreach>, template: &str) -> Timeout {
    let (act, template) = (context.props().act.clone(), template.to_owned());
    Timeout::new(PAUSE_MS, move || act.emit(Action::TemplateTyped(template)))
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
