//! Every function that JavaScript can call. They take numbers and texts, find the card or the lookup
//! that is meant, and never throw: what goes wrong is an error that is handed back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::boundary::answer_out::{error_out, profile_out};
use crate::boundary::fields::Fields;
use crate::boundary::plain::json_in;
use crate::card::controller::Controller;
use crate::card::drawing::Drawing;
use crate::card::events::Happened;
use crate::card::hooks::Hooks;
use crate::card::inputs::Look;
use crate::card::state::CardState;
use crate::card::view::{Surroundings, view};
use crate::lookup::client::{self, CacheMode};
use crate::lookup::fetch;
use crate::lookup::task::Task;
use phone_profile_core::answer;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::number::{NumberError, normalize};

#[wasm_bindgen(module = "/static/shell/calls.js")]
extern "C" {
    /// How the call with that number ended: a profile, or an error, as JSON.
    fn settle(call: u32, outcome: &str, failed: bool);
}

thread_local! {
    /// The cards on the page. A number stands for each in JavaScript, so that nothing there can
    /// hold on to memory here. The numbers grow, so that they are in order.
    static CARDS: RefCell<Vec<(u32, Rc<Controller>)>> = const { RefCell::new(Vec::new()) };
    static LAST_CARD: Cell<u32> = const { Cell::new(0) };
    /// The lookups under way, by the numbers of their calls.
    static CALLS: RefCell<Vec<(u32, Task)>> = const { RefCell::new(Vec::new()) };
}

/// Looks a number up; `settle` says how it went. `options` are the fields of `static/shell/fields.js`,
/// `via` has the page's headers and fetch.
#[wasm_bindgen]
pub fn lookup(call: u32, options: &str, via: JsValue) {
    let mut fields = Fields::of(options);
    let ask = fields.ask(via);
    let lookup = ask.lookup(CacheMode::read(fields.cache()));
    let task = Task::spawn(async move {
        let outcome = match lookup {
            Ok(Some(lookup)) => client::lookup(lookup).await,
            Ok(None) => Err(NumberError::Empty.into()),
            Err(error) => Err(error),
        };
        drop(take_call(call));
        match outcome {
            Ok(profile) => settle(call, &profile_out(&profile), false),
            Err(error) => settle(call, &error_out(&error), true),
        }
    });
    CALLS.with_borrow_mut(|calls| calls.push((call, task)));
}

/// Takes a lookup back.
#[wasm_bindgen]
pub fn lookup_abort(call: u32) {
    // Its request ends, unless somebody else waits for it too.
    if let Some(task) = take_call(call) {
        drop(task);
        let error = LookupError::new(LookupErrorCode::Aborted, "The lookup was aborted.");
        settle(call, &error_out(&error), true);
    }
}

fn take_call(call: u32) -> Option<Task> {
    CALLS.with_borrow_mut(|calls| {
        let at = calls.iter().position(|(known, _)| *known == call)?;
        Some(calls.swap_remove(at).1)
    })
}

/// Drops cached answers: those for one number, given with a NUL and its region, or all. A number that
/// can't be read was never kept.
#[wasm_bindgen]
pub fn forget(which: &str) {
    match which.split_once('\0') {
        None => client::forget(None),
        Some((entered, region)) => {
            let region = Some(region).filter(|region| !region.is_empty());
            if let Ok(number) = normalize(entered, region) {
                client::forget(Some(&number));
            }
        }
    }
}

/// A new card in `root`, which it empties. Gives the number that stands for it.
#[wasm_bindgen]
pub fn card_create(root: Element, hooks: Hooks) -> u32 {
    let card = Rc::new(Controller::new(root, hooks));
    let id = LAST_CARD.get() + 1;
    LAST_CARD.set(id);
    CARDS.with_borrow_mut(|cards| cards.push((id, card)));
    id
}

/// Gives a card its inputs: the attributes and properties of its element, with what it inherits, as
/// the fields of `static/shell/fields.js`.
#[wasm_bindgen]
pub fn card_update(id: u32, inputs: &str, via: JsValue) {
    if let Some(card) = card(id) {
        let mut fields = Fields::of(inputs);
        let ask = fields.ask(via);
        card.update(ask, fields.look());
    }
}

/// Shows an answer that the page has, in one of the shapes that endpoints give: the tokens of
/// `static/shell/plain.js`.
#[wasm_bindgen]
pub fn card_show(id: u32, answer: &str) {
    if let Some(card) = card(id) {
        card.show(answer::given(json_in(answer), js_sys::Date::now()));
    }
}

/// Looks up again, past the cache. The card's hook `refreshed` says how it went.
#[wasm_bindgen]
pub fn card_refresh(id: u32) {
    if let Some(card) = card(id) {
        card.refresh();
    }
}

/// Stops the lookup under way.
#[wasm_bindgen]
pub fn card_abort(id: u32) {
    if let Some(card) = card(id) {
        card.abort();
    }
}

/// Does once what a card's answer will need, for nobody to see. An engine compiles a function when it
/// first runs: this is the time in which the first lookup is on its way. Gives a drawing to carry out,
/// without a picture, since that would be fetched.
#[wasm_bindgen]
pub fn rehearse() -> String {
    let tokens = "{\0:isWhatsApp\0t\0:number\0\"13105550100\0:name\0\"A\0:isBusiness\0t\0\
        :lastChecked\0\"2026-01-01T00:00:00Z\0}";
    let mut state = CardState::default();
    let now_ms = js_sys::Date::now();
    let text = ["a\u{0}200\0/\0\0\0\0\0", tokens].concat();
    if let (Ok(fetched), Ok(number)) = (fetch::read(&text), normalize("+13105550100", None))
        && let Ok(profile) = client::read(fetched, &number)
    {
        drop(profile_out(&profile));
        state.show(Rc::new(profile), true, now_ms);
    }
    let view = view(&state, &Look::default(), &Surroundings::default());
    Drawing::default().draw(&view)
}

/// Something has happened in a card: a word of `happened` in `static/shell/face.js`.
#[wasm_bindgen]
pub fn card_event(id: u32, word: &str) {
    if let (Some(card), Some(happened)) = (card(id), Happened::read(word)) {
        card.react(happened);
    }
}

/// Takes a card down: its lookup, its drawing.
#[wasm_bindgen]
pub fn card_destroy(id: u32) {
    let gone = CARDS.with_borrow_mut(|cards| {
        let at = position(cards, id)?;
        Some(cards.remove(at))
    });
    // Only now, when the table is free again: its end tells the page.
    drop(gone);
}

fn card(id: u32) -> Option<Rc<Controller>> {
    CARDS.with_borrow(|cards| {
        let (_, card) = cards.get(position(cards, id)?)?;
        Some(Rc::clone(card))
    })
}

fn position(cards: &[(u32, Rc<Controller>)], id: u32) -> Option<usize> {
    cards.binary_search_by_key(&id, |(known, _)| *known).ok()
}
