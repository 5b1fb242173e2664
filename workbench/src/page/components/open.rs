//! Where a list comes in: dropped, chosen, pasted, or the sample.

use gloo_net::http::Request;
use phone_profile::page::browser;
use phone_profile::page::components::point;
use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use super::file_button::FileButton;
use super::icon::{Glyph, Icon};
use crate::page::action::Action;
use crate::page::files;

/// Beside the page.
const SAMPLE: &str = "./sample.csv";

/// What the browser's chooser begins with. Any other file can be chosen all the same.
pub const KINDS: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.xlsb,.ods,.vcf,.json,.jsonl,.ndjson";

#[derive(PartialEq, Properties)]
pub struct OpenProps {
    /// The file that is being read.
    pub reading: Option<AttrValue>,
    pub act: Callback<Action>,
}

#[component]
pub fn Open(props: &OpenProps) -> Html {
    let pasted = use_node_ref();
    let over = use_state(|| false);
    let chosen = {
        let act = props.act.clone();
        Callback::from(move |file| open(file, act.clone()))
    };
    let paste = {
        let (pasted, act) = (pasted.clone(), props.act.clone());
        move |_: MouseEvent| {
            let text = pasted
                .cast::<HtmlTextAreaElement>()
                .map(|field| field.value());
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                act.emit(read(text.into_bytes(), None));
            }
        }
    };
    let sample = {
        let act = props.act.clone();
        move |_: MouseEvent| {
            let act = act.clone();
            act.emit(Action::Reading("the sample list".to_owned()));
            wasm_bindgen_futures::spawn_local(async move { act.emit(fetch_sample().await) });
        }
    };
    let (enter, leave) = (over.clone(), over.clone());
    let ondragenter = move |_: DragEvent| enter.set(true);
    let ondragleave = move |event: DragEvent| {
        // Into a child is no leaving.
        let inside = event
            .related_target()
            .zip(event.current_target())
            .is_some_and(|(to, zone)| is_inside(&to, &zone));
        if !inside {
            leave.set(false);
        }
    };
    let ondrop = move |_: DragEvent| over.set(false);
    let busy = props.reading.is_some();
    html! {
        <section class="open" aria-label="Open a list">
            <div class="drop-zone" id="drop-zone" {ondragenter} {ondragleave} {ondrop} data-busy={busy.to_string()}>
                <span class="drop-glyph"><Icon glyph={Glyph::Open} /></span>
                <p class="drop-title" role="status">
                    { match &props.reading {
                        Some(name) => html! { <>{"Reading "}<bdi>{ name }</bdi>{"…"}</> },
                        None => html! { {"Drop a list here"} },
                    } }
                </p>
                <p class="hint">{"CSV in any encoding, Excel, vCard or JSON Lines, with up to 100,000 rows"}</p>
                <div class="drop-buttons">
                    <FileButton id="file" text="Choose a file" accept={KINDS} {chosen} />
                    <button type="button" class="button quiet" id="sample" onclick={sample}>{"Try the sample list"}</button>
                </div>
                <p class="hint">{"The sample has 200 people who are made up. Their numbers are kept for fiction: nobody can be called on them."}</p>
            </div>
            <div class="paste field">
                <label for="paste">{"Or paste numbers"}</label>
                <textarea id="paste" ref={pasted} rows="5" autocomplete="off" spellcheck="false" placeholder={"+1 310 555 0123\n+44 7700 900123"} />
                <button type="button" class="button secondary" id="read-pasted" onclick={paste}>{"Read them"}</button>
            </div>
            <Promises />
        </section>
    }
}

/// Where data goes, before any is there.
#[component]
fn Promises() -> Html {
    html! {
        <ul class="points promises">
            { point(html! { <Icon glyph={Glyph::Shield} /> }, "The list stays in this tab", "It is read by this browser and sent nowhere. Names, notes and all other columns never leave it.") }
            { point(html! { <Icon glyph={Glyph::Send} /> }, "Only numbers go out, to this gateway", "And only those that you start a run for. The gateway passes them to the service that it is set up with.") }
            { point(html! { <Icon glyph={Glyph::Coin} /> }, "Nothing is spent unasked", "Before the start you see how many lookups it takes, what they cost, and what is left out and why.") }
        </ul>
    }
}

/// Reads a file and hands it on.
pub fn open(file: File, act: Callback<Action>) {
    act.emit(Action::Reading(file.name()));
    wasm_bindgen_futures::spawn_local(async move {
        act.emit(match files::read(&file).await {
            Ok(bytes) => read(bytes, Some(file.name())),
            Err(problem) => Action::Unreadable(problem),
        });
    });
}

fn read(bytes: Vec<u8>, name: Option<String>) -> Action {
    let region = browser::language_region();
    Action::Read {
        bytes,
        name,
        region,
    }
}

async fn fetch_sample() -> Action {
    let unread = || {
        Action::Unreadable(
            "The sample list couldn’t be loaded. Check the connection and try again.".to_owned(),
        )
    };
    match Request::get(SAMPLE).send().await {
        Ok(response) if response.ok() => match response.binary().await {
            Ok(bytes) => read(bytes, Some("sample.csv".to_owned())),
            Err(_) => unread(),
        },
        _ => unread(),
    }
}

fn is_inside(to: &web_sys::EventTarget, zone: &web_sys::EventTarget) -> bool {
    use wasm_bindgen::JsCast;
    let zone = zone.dyn_ref::<web_sys::Node>();
    zone.is_some_and(|zone| zone.contains(to.dyn_ref()))
}
