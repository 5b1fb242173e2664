//! An identity record as a page to print, with all that it takes to verify it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::protocol::{Record, Signature};

#[derive(PartialEq, Properties)]
pub struct RecordPageProps {
    pub record: Rc<Record>,
    pub act: Callback<Action>,
}

#[component]
pub fn RecordPage(props: &RecordPageProps) -> Html {
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with((), move |()| {
            if let Some(title) = title.cast::<HtmlElement>() {
                // Fails for nothing that can have the focus.
                let _ = title.focus();
            }
            return_focus
        });
    }
    let record = &props.record;
    let onkeydown = {
        let act = props.act.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                act.emit(Action::RecordClosed);
            }
        }
    };
    html! {
        <article class="record" id="record" aria-labelledby="record-heading" {onkeydown}>
            <div class="record-buttons">
                <button type="button" class="button secondary" id="record-back" onclick={props.act.reform(|_: MouseEvent| Action::RecordClosed)}>
                    <Icon glyph={Glyph::Back} />{"Back to the list"}
                </button>
                <button type="button" class="button" id="record-print" onclick={props.act.reform(|_: MouseEvent| Action::Printed)}>
                    <Icon glyph={Glyph::Record} />{"Print"}
                </button>
                <button type="button" class="button" id="record-save" onclick={props.act.reform(|_: MouseEvent| Action::RecordSaved)}>
                    <Icon glyph={Glyph::Save} />{"Save the JSON"}
                </button>
            </div>
            <header>
                <h1 id="record-heading" ref={title} tabindex="-1">{"Identity record"}</h1>
                <p class="record-number digits">{ &record.number }</p>
                if record.is_demo {
                    <p class="warning" id="record-demo">{"Demo data: this person is made up."}</p>
                }
            </header>
            <dl class="record-fields">{ for record.fields.iter().map(|(label, value)| html! {
                <div key={label.as_str()}><dt>{ label }</dt><dd><bdi>{ value }</bdi></dd></div>
            }) }</dl>
            <section class="record-seal" aria-labelledby="seal-title">
                <h2 id="seal-title">{"Hash and signature"}</h2>
                <dl class="record-fields">
                    <div><dt>{"SHA-256"}</dt><dd><code id="record-hash">{ &record.sha256 }</code></dd></div>
                    { match &record.signature {
                        Some(signature) => signed(signature),
                        None => html! { <div><dt>{"Signature"}</dt><dd>{"none: this gateway has no key"}</dd></div> },
                    } }
                </dl>
            </section>
            <section class="record-verify" aria-labelledby="verify-title">
                <h2 id="verify-title">{"How to verify it"}</h2>
                <ol>
                    <li>{"Take the JSON file that belongs to this record, "}<code>{ &record.file.name }</code>{"."}</li>
                    <li>
                        {"The hash is SHA-256 over the canonical form (RFC 8785) of its "}<code>{"record"}</code>{
                            if record.signature.is_some() { "; the signature is Ed25519 (RFC 8032) over the same bytes." } else { "." }
                        }
                    </li>
                    <li>
                        {"The gateway’s program checks that: "}
                        <code>{ command(record) }</code>
                    </li>
                    { match &record.signature {
                        Some(signature) => html! { <li>{ format!(
                            "The public key is at the gateway’s /record/key. Compare its id, {}, by another way than the record came.",
                            signature.key_id,
                        ) }</li> },
                        None => html! { <li>{"Without a signature, the hash shows that nothing was changed by accident. It doesn’t say who made the record."}</li> },
                    } }
                </ol>
                <p>{"This says what a lookup service told of a number at that time. It doesn’t prove who holds the telephone."}</p>
            </section>
        </article>
    }
}

/// Back to the button that the record was made with, once the list is there again.
fn return_focus() {
    Timeout::new(0, || {
        let document = web_sys::window().and_then(|window| window.document());
        let button = document.and_then(|document| document.get_element_by_id("make-record"));
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    })
    .forget();
}

fn signed(signature: &Signature) -> Html {
    html! {
        <>
            <div><dt>{ format!("Signature ({})", signature.algorithm) }</dt><dd><code id="record-signature">{ &signature.value }</code></dd></div>
            <div><dt>{"Key"}</dt><dd><code>{ &signature.key_id }</code></dd></div>
        </>
    }
}

fn command(record: &Record) -> String {
    let mut command = format!("phone-profile-gateway record verify {}", record.file.name);
    if record.signature.is_some() {
        command.push_str(" --public-key public.pem");
    }
    command
}
