//! Every function that JavaScript can call. They take and give plain values, find the card or the
//! lookup that is meant, and never throw: what goes wrong is a rejected promise or an error on the card.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{AbortSignal, Element};

use crate::boundary::{error_out, field, json_in, number, profile_out, text};
use crate::card::controller::Controller;
use crate::card::hooks::Hooks;
use crate::card::inputs::{Look, Variant};
use crate::card::strings::Strings;
use crate::lookup::ask::Ask;
use crate::lookup::client::{self, CacheMode, DEFAULT_MAX_AGE_MS, DEFAULT_TIMEOUT_MS};
use crate::lookup::error::{LookupError, LookupErrorCode};
use crate::lookup::page_signal::PageAbort;
use crate::number::{NumberError, normalize};
use crate::profile::{self, Profile};

thread_local! {
    /// The cards on the page. A number stands for each in JavaScript, so that nothing there can
    /// hold on to memory here.
    static CARDS: RefCell<Vec<(u32, Rc<Controller>)>> = const { RefCell::new(Vec::new()) };
    static NEXT_CARD: Cell<u32> = const { Cell::new(1) };
}

/// Looks a number up. Resolves with a profile, rejects with the fields of a `LookupError`.
#[wasm_bindgen]
pub fn lookup(entered: String, options: &JsValue) -> Promise {
    let signal: Option<AbortSignal> = field(options, "signal").dyn_into().ok();
    let cache = CacheMode::read(&text(options, "cache").unwrap_or_default());
    let lookup = ask(entered, options).lookup(cache);
    future_to_promise(async move {
        let outcome = match lookup {
            Ok(Some(lookup)) => until_aborted(client::lookup(lookup), signal).await,
            Ok(None) => Err(NumberError::Empty.into()),
            Err(error) => Err(error),
        };
        outcome
            .map(|profile| profile_out(&profile))
            .map_err(|error| error_out(&error))
    })
}

/// Drops cached answers: those for one number, or all. A number that can't be read was never kept.
#[wasm_bindgen]
pub fn forget(entered: Option<String>, region: Option<String>) {
    match entered {
        None => client::forget(None),
        Some(entered) => {
            if let Ok(number) = normalize(&entered, region.as_deref()) {
                client::forget(Some(&number));
            }
        }
    }
}

/// A new card in `root`, which it empties. Gives the number that stands for it.
#[wasm_bindgen]
pub fn card_create(root: Element, hooks: Hooks) -> u32 {
    let card = Rc::new(Controller::new(root, hooks));
    let id = NEXT_CARD.replace(NEXT_CARD.get().wrapping_add(1).max(1));
    CARDS.with_borrow_mut(|cards| cards.push((id, card)));
    id
}

/// Gives a card its inputs: the attributes and properties of its element, with what it inherits.
#[wasm_bindgen]
pub fn card_update(id: u32, inputs: &JsValue) {
    if let Some(card) = card(id) {
        card.update(
            ask(text(inputs, "number").unwrap_or_default(), inputs),
            look(inputs),
        );
    }
}

/// Shows an answer that the page has, in one of the shapes that endpoints give.
#[wasm_bindgen]
pub fn card_show(id: u32, answer: &JsValue) {
    if let Some(card) = card(id) {
        card.show(profile::given(json_in(answer), js_sys::Date::now()));
    }
}

/// Looks up again, past the cache. Resolves and rejects as [`lookup`] does.
#[wasm_bindgen]
pub fn card_refresh(id: u32) -> Promise {
    match card(id) {
        Some(card) => card.refresh(),
        None => Promise::reject(&error_out(&LookupError::new(
            LookupErrorCode::Aborted,
            "The card is gone.",
        ))),
    }
}

/// Stops the lookup under way.
#[wasm_bindgen]
pub fn card_abort(id: u32) {
    if let Some(card) = card(id) {
        card.abort();
    }
}

/// Takes a card down: its lookup, its listeners, its drawing.
#[wasm_bindgen]
pub fn card_destroy(id: u32) {
    let gone = CARDS.with_borrow_mut(|cards| {
        let at = cards.iter().position(|(known, _)| *known == id)?;
        Some(cards.swap_remove(at))
    });
    // Only now, when the table is free again: its end tells the page.
    drop(gone);
}

fn card(id: u32) -> Option<Rc<Controller>> {
    CARDS.with_borrow(|cards| {
        cards
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, card)| Rc::clone(card))
    })
}

fn ask(entered: String, options: &JsValue) -> Ask {
    Ask {
        number: entered,
        endpoint: text(options, "endpoint").unwrap_or_default(),
        region: text(options, "region"),
        max_age_ms: number(options, "maxAgeMs").unwrap_or(DEFAULT_MAX_AGE_MS),
        timeout_ms: number(options, "timeoutMs").map_or(DEFAULT_TIMEOUT_MS, |ms| ms as u32),
        purpose: text(options, "purpose"),
        headers: field(options, "headers"),
        fetcher: field(options, "fetch").dyn_into().ok(),
        bulk: field(options, "bulk").is_truthy(),
    }
}

fn look(inputs: &JsValue) -> Look {
    let mut strings = Strings::default();
    let given = field(inputs, "strings");
    // By the keys that are there, mostly none: this runs at every change of a card.
    if given.is_object() {
        for key in Object::keys(given.unchecked_ref::<Object>()) {
            if let Some(key) = key.as_string()
                && let Some(text) = field(&given, &key).as_string()
            {
                strings.replace(&key, text);
            }
        }
    }
    Look {
        variant: Variant::read(&text(inputs, "variant").unwrap_or_default()),
        pictures: text(inputs, "picture").as_deref() != Some("hide"),
        mask: field(inputs, "mask").is_truthy(),
        expected_name: text(inputs, "expectedName"),
        heading_level: Look::heading_level(number(inputs, "headingLevel").unwrap_or(3.0)),
        lang: text(inputs, "lang").unwrap_or_default(),
        strings,
    }
}

async fn until_aborted(
    answer: impl Future<Output = Result<Rc<Profile>, LookupError>>,
    signal: Option<AbortSignal>,
) -> Result<Rc<Profile>, LookupError> {
    let mut answer = pin!(answer);
    let mut abort = signal.map(PageAbort::new);
    std::future::poll_fn(|context| {
        if let Some(abort) = &mut abort
            && pin!(abort).poll(context).is_ready()
        {
            return Poll::Ready(Err(LookupError::new(
                LookupErrorCode::Aborted,
                "The lookup was aborted.",
            )));
        }
        answer.as_mut().poll(context)
    })
    .await
}
