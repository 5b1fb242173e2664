//! The page's way to the browser: its address, clipboard, language, clock and elements.
//!
//! Everything here answers with nothing where the browser hasn't got it, and never throws.

use std::cmp::Ordering;
use std::collections::HashMap;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CustomEvent, CustomEventInit, Document, Element, Event, HtmlElement, HtmlInputElement,
    HtmlSelectElement, RequestCache, RequestRedirect, ScrollIntoViewOptions, ScrollLogicalPosition,
    Storage, Window,
};

use super::demo::{self, DemoList};
use super::link;
use super::object::set;
use super::regions::Region;
use super::session::{self, Answer, Formats, Price, Unchecked};
use super::state::Theme;

/// Tells the kit's side of the start script to forget its cached answers.
const FORGET_EVENT: &str = "page-forget";
/// Tells it the token that the cards' requests carry, or null.
const TOKEN_EVENT: &str = "page-token";

/// Where this tab keeps the token of who wants that.
const TOKEN_KEY: &str = "phone-profile-token";

/// How long the page waits for its gateway's word about itself, in milliseconds.
const SESSION_TIMEOUT_MS: u32 = 8_000;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    Date::now()
}

/// A time of day, hours and minutes, as the reader writes it.
pub fn time_of_day(at_ms: f64) -> String {
    let options = Object::new();
    for part in ["hour", "minute"] {
        set(&options, part, &JsValue::from_str("2-digit"));
    }
    Date::new(&JsValue::from_f64(at_ms))
        .to_locale_time_string_with_options(&language(), &options)
        .into()
}

/// The same as a machine reads it, for `<time datetime>`.
pub fn iso_time(at_ms: f64) -> String {
    Date::new(&JsValue::from_f64(at_ms)).to_iso_string().into()
}

/// The reader's language, as a BCP 47 tag.
pub fn language() -> String {
    window()
        .and_then(|window| window.navigator().language())
        .unwrap_or_else(|| "en".to_owned())
}

/// The country of the reader's language: its own, or the one where it is spoken most.
pub fn language_region() -> Option<String> {
    let locale = construct("Locale", &[JsValue::from_str(&language())])?;
    let likely = call(&locale, "maximize", &[])?;
    get(&likely, "region")?.as_string()
}

/// The regions' names in the reader's language, by ISO code, and the order that a reader of that
/// language looks them up in.
pub fn named_regions(regions: Vec<Region>) -> Vec<(Region, String)> {
    let language = JsValue::from_str(&language());
    let locales: JsValue = Array::of1(&language).into();
    let kind = Object::new();
    set(&kind, "type", &JsValue::from_str("region"));
    let names = construct("DisplayNames", &[locales.clone(), kind.into()]);
    let mut named: Vec<(Region, String)> = regions
        .into_iter()
        .map(|region| {
            let name = names
                .as_ref()
                .and_then(|names| call(names, "of", &[JsValue::from_str(region.iso)]))
                .and_then(|name| name.as_string())
                .unwrap_or_else(|| region.iso.to_owned());
            (region, name)
        })
        .collect();
    let compare: Option<Function> = construct("Collator", &[locales])
        .and_then(|collator| get(&collator, "compare"))
        .and_then(|compare| compare.dyn_into().ok());
    // Strings cross to JavaScript once, not at each comparison.
    let keys: HashMap<&'static str, JsValue> = named
        .iter()
        .map(|(region, name)| (region.iso, JsValue::from_str(name)))
        .collect();
    named.sort_by(|(a, a_name), (b, b_name)| {
        compare
            .as_ref()
            .zip(keys.get(a.iso).zip(keys.get(b.iso)))
            .and_then(|(compare, (a, b))| compare.call2(&JsValue::UNDEFINED, a, b).ok())
            .and_then(|order| order.as_f64())
            .and_then(|order| order.partial_cmp(&0.0))
            .unwrap_or_else(|| a_name.cmp(b_name))
            .then(Ordering::Equal)
    });
    named
}

/// The number that the page's address asks for, decoded.
pub fn linked_number() -> Option<String> {
    let query = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query)
        .ok()?
        .get(link::PARAMETER)
}

/// The page's address with `query` in place of its own, and without a fragment.
pub fn address_with(query: &str) -> Option<String> {
    let location = window()?.location();
    let origin = location.origin().ok()?;
    let path = location.pathname().ok()?;
    Some(format!("{origin}{path}{query}"))
}

/// Puts `text` into the clipboard. `false` where the browser won't: outside of a secure context
/// there is no clipboard at all, and the reader can have forbidden it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else {
        return false;
    };
    let navigator: JsValue = window.navigator().into();
    if !get(&navigator, "clipboard").is_some_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let written = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}

/// Sets the colours of the whole document; the style sheet does the rest.
pub fn apply_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Neither can fail: the name is a constant that is a valid attribute name.
    let _ = match theme {
        Theme::Auto => root.remove_attribute("data-theme"),
        theme => root.set_attribute("data-theme", theme.name()),
    };
}

/// Brings an element into view, as little as it takes. The style sheet says how smoothly.
pub fn bring_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the keyboard's focus.
pub fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Fails for an element that can't have the focus, where it stays as it was.
        let _ = element.focus();
    }
}

/// The text of the field that an event came from.
pub fn input_value(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// The value of the chooser that an event came from.
pub fn select_value(event: &Event) -> Option<String> {
    Some(
        event
            .target()?
            .dyn_into::<HtmlSelectElement>()
            .ok()?
            .value(),
    )
}

/// Asks the kit, through the start script that loaded it, to drop its cached answers.
pub fn forget_answers() {
    if let (Some(document), Ok(event)) = (document(), Event::new(FORGET_EVENT)) {
        // Only an event that is being dispatched already can fail.
        let _ = document.dispatch_event(&event);
    }
}

/// Tells the kit, through the start script, the token that its requests carry.
pub fn give_token_to_cards(token: Option<&str>) {
    let init = CustomEventInit::new();
    init.set_detail(&token.map_or(JsValue::NULL, JsValue::from_str));
    let event = CustomEvent::new_with_event_init_dict(TOKEN_EVENT, &init);
    if let (Some(document), Ok(event)) = (document(), event) {
        // As above.
        let _ = document.dispatch_event(&event);
    }
}

/// This tab's storage, which ends with it. None where the reader doesn't let pages store anything.
fn tab_storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// The token that this tab has kept.
pub fn kept_token() -> Option<String> {
    tab_storage()?.get_item(TOKEN_KEY).ok()?
}

/// Keeps the token until the tab is closed. Where that isn't possible, a reload forgets it.
pub fn keep_token(token: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(TOKEN_KEY, token);
    }
}

/// Forgets the token that this tab has kept.
pub fn forget_token() {
    if let Some(storage) = tab_storage() {
        let _ = storage.remove_item(TOKEN_KEY);
    }
}

/// Loads the page again, as a proxy needs it to sign somebody in.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// What the page's gateway says of itself to the owner of this token, or to a stranger.
pub async fn session(token: Option<&str>) -> Answer {
    let timeout = TimeoutFuture::new(SESSION_TIMEOUT_MS);
    match select(Box::pin(ask_for_session(token)), timeout).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Answer::Unchecked(Unchecked::NoConnection),
    }
}

async fn ask_for_session(token: Option<&str>) -> Answer {
    let mut request = gloo_net::http::Request::get(session::ADDRESS)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error);
    if let Some(token) = token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let Ok(response) = request.send().await else {
        return Answer::Unchecked(Unchecked::NoConnection);
    };
    let status = response.status();
    if status != 200 {
        return Answer::of_status(status);
    }
    match response.json().await {
        Ok(told) => Answer::Told(Box::new(told)),
        Err(_) => Answer::of_status(status),
    }
}

/// Numbers as the reader's language writes them.
pub struct ReadersFormats;

impl Formats for ReadersFormats {
    fn count(&self, count: u64) -> String {
        let count = count.to_string();
        let format = construct("NumberFormat", &[JsValue::from_str(&language())]);
        format
            .and_then(|format| formatted(&format, &count))
            .unwrap_or(count)
    }

    fn price(&self, price: &Price) -> String {
        let format = |digits: Option<usize>| {
            let options = Object::new();
            set(&options, "style", &JsValue::from_str("currency"));
            set(&options, "currency", &JsValue::from_str(&price.currency));
            if let Some(digits) = digits.and_then(|digits| u32::try_from(digits).ok()) {
                set(&options, "maximumFractionDigits", &JsValue::from(digits));
            }
            construct(
                "NumberFormat",
                &[JsValue::from_str(&language()), options.into()],
            )
        };
        let fraction = price
            .amount
            .split_once('.')
            .map_or(0, |(_, part)| part.len());
        let usual = format(None).and_then(|format| {
            let options = call(&format, "resolvedOptions", &[])?;
            let digits = get(&options, "maximumFractionDigits")?.as_f64()?;
            // A price below a cent would be rounded away.
            Some((format, digits >= fraction as f64))
        });
        let fitting = match usual {
            Some((format, true)) => Some(format),
            _ => format(Some(fraction)),
        };
        fitting
            .and_then(|format| formatted(&format, &price.amount))
            .unwrap_or_else(|| format!("{} {}", price.amount, price.currency))
    }
}

/// Given as text, so that no digit is lost where the browser reads decimals.
fn formatted(format: &JsValue, number: &str) -> Option<String> {
    call(format, "format", &[JsValue::from_str(number)])?.as_string()
}

/// The demo numbers, where the gateway serves any.
pub async fn demo_list() -> Option<DemoList> {
    let response = gloo_net::http::Request::get(demo::ADDRESS)
        .send()
        .await
        .ok()?;
    if !response.ok() {
        return None;
    }
    response.json().await.ok()
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, method)?.dyn_into().ok()?;
    method
        .apply(object, &arguments.iter().collect::<Array>())
        .ok()
}

/// `new Intl.{class}(…)`, without the exceptions that js-sys' own constructors let through.
fn construct(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let intl = get(&js_sys::global(), "Intl")?;
    let class: Function = get(&intl, class)?.dyn_into().ok()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>()).ok()
}
