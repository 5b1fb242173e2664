//! Every function that JavaScript can call. What goes wrong is an error that is handed back.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::{Aborted, abortable};
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Promise};
use phone_profile_core::answer;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json::Json;
use phone_profile_core::name;
use phone_profile_core::number::{NumberError, normalize};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Element, Event};
use yew::{AppHandle, Renderer};

use crate::card::components::{Card, CardMessage, CardProps};
use crate::card::host::{CardHost, RefreshReply, error_to_js, profile_to_js};
use crate::card::inputs::CardInputs;
use crate::card::intl::BrowserFolding;
use crate::card::languages;
use crate::lookup::client::{self, Outcome};
use crate::lookup::prefetch::{self, Prefetch};
use crate::lookup::request::LookupRequest;

/// Looks a number up: `request` is a [`LookupRequest`], the promise's value a frozen profile. Rejects with an
/// [`ErrorReport`](phone_profile_core::error::ErrorReport), also when `signal` aborts. The profile's name is compared with
/// `expected_name`, where there is one.
#[wasm_bindgen]
pub async fn lookup(
    request: JsValue,
    signal: AbortSignal,
    expected_name: Option<String>,
) -> Result<JsValue, JsValue> {
    let request: LookupRequest = read(request)?;
    match lookup_unless_aborted(&request, &signal).await {
        Ok(profile) => {
            let public = profile.name.as_deref();
            let compare = |expected: String| name::compare(&BrowserFolding, public, &expected);
            Ok(profile_to_js(&profile, expected_name.map(compare)))
        }
        Err(error) => Err(error_to_js(&error)),
    }
}

async fn lookup_unless_aborted(request: &LookupRequest, signal: &AbortSignal) -> Outcome {
    let aborted = || LookupError::new(LookupErrorCode::Aborted, "The lookup was aborted.");
    let lookup = request
        .lookup(request.cache.unwrap_or_default())?
        .ok_or(NumberError::Empty)?;
    if signal.aborted() {
        return Err(aborted());
    }
    let (lookup, handle) = abortable(client::lookup(lookup));
    // Not passive, which says nothing about this event: workerd refuses to add such a listener.
    let options = EventListenerOptions::enable_prevent_default();
    let abort = move |_: &Event| handle.abort();
    let _listener = EventListener::once_with_options(signal, "abort", options, abort);
    lookup.await.unwrap_or_else(|Aborted| Err(aborted()))
}

/// Drops cached answers: those for one number, or all. A number that can't be read was never kept.
#[wasm_bindgen]
pub fn forget(number: Option<String>, region: Option<String>) {
    match number {
        None => client::forget(None),
        Some(entered) => {
            if let Ok(number) = normalize(&entered, region.as_deref()) {
                client::forget(Some(&number));
            }
        }
    }
}

/// Makes lookups use the requests that the shell has sent while the wasm was on its way.
#[wasm_bindgen(js_name = usePrefetch)]
pub fn use_prefetch(prefetch: Prefetch) {
    prefetch::use_prefetch(prefetch);
}

/// Takes the texts of a language: `texts` is an object of texts by key. Cards whose inputs name the catalogue wait for it.
#[wasm_bindgen(js_name = addCatalogue)]
pub fn add_catalogue(name: String, texts: JsValue) -> Result<(), JsValue> {
    languages::add(name, read(texts)?);
    Ok(())
}

/// One card on the page. What is asked of it is done in a later microtask. `free()` ends it: its lookup, its drawing.
#[wasm_bindgen(js_name = Card)]
pub struct CardHandle {
    app: Option<AppHandle<Card>>,
    aborted: Rc<Cell<bool>>,
    ended: Rc<Cell<bool>>,
}

#[wasm_bindgen(js_class = Card)]
impl CardHandle {
    /// A card in `root`, which is empty and stays the card's own. `inputs` are
    /// [`CardInputs`](crate::card::inputs::CardInputs).
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, host: CardHost, inputs: JsValue) -> Result<CardHandle, JsValue> {
        let aborted = Rc::<Cell<bool>>::default();
        let ended = Rc::<Cell<bool>>::default();
        let props = CardProps {
            root: root.clone(),
            host,
            inputs: read_inputs(inputs)?,
            aborted: Rc::clone(&aborted),
            ended: Rc::clone(&ended),
        };
        let app = Renderer::<Card>::with_root_and_props(root.clone(), props).render();
        // Yew marks the roots of its apps, by numbers that start anew in each copy of Yew. A dashboard
        // that is a Yew app too would take our clicks for its own, or miss those that bubble up to it.
        // Nothing here listens through Yew, so the mark can go.
        let _ = js_sys::Reflect::delete_property(&root, &"__yew_subtree_id".into());
        Ok(Self {
            app: Some(app),
            aborted,
            ended,
        })
    }

    /// The element's inputs have changed.
    pub fn update(&self, inputs: JsValue) -> Result<(), JsValue> {
        self.send(CardMessage::InputsChanged(Box::new(read_inputs(inputs)?)));
        Ok(())
    }

    /// Shows an answer that the page has, in one of the shapes that endpoints give, as plain data. The card says so
    /// where it can't be read.
    pub fn show(&self, answer: JsValue) {
        let answer = serde_wasm_bindgen::from_value(answer).unwrap_or(Json::Null);
        let answer = answer::given(answer, js_sys::Date::now());
        self.send(CardMessage::ProfileGiven(Box::new(answer)));
    }

    /// Looks up again, past the cache. Rejects with an [`ErrorReport`](phone_profile_core::error::ErrorReport).
    pub fn refresh(&self) -> Promise {
        Promise::new(&mut |resolve: Function, reject: Function| {
            self.send(CardMessage::Refresh(RefreshReply::new(resolve, reject)));
        })
    }

    /// Stops the lookup under way.
    pub fn abort(&self) {
        self.aborted.set(true);
        self.send(CardMessage::Abort);
    }

    fn send(&self, message: CardMessage) {
        if let Some(app) = &self.app {
            app.send_message(message);
        }
    }
}

impl Drop for CardHandle {
    fn drop(&mut self) {
        self.ended.set(true);
        let Some(app) = self.app.take() else {
            return;
        };
        // An app that Yew has yet to create would be created after its end, and stay. Yew takes its time: after 16 ms
        // of work it goes on in another task.
        wasm_bindgen_futures::spawn_local(async move {
            while app.get_component().is_none() {
                gloo_timers::future::TimeoutFuture::new(0).await;
            }
            app.destroy();
        });
    }
}

fn read_inputs(inputs: JsValue) -> Result<CardInputs, JsValue> {
    let mut inputs: CardInputs = read(inputs)?;
    languages::give(&mut inputs.display);
    Ok(inputs)
}

fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}
