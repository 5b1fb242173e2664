//! The page's way to the browser: its address, clipboard, language, clock and elements.
//!
//! Everything here answers with nothing where the browser hasn't got it, and never throws.

use std::cmp::Ordering;
use std::collections::HashMap;

use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

use super::object::set;
use super::regions::Region;
use super::state::Theme;
use crate::texts::catalogues::Likely;

/// Tells the kit's side of the start script to forget its cached answers.
const FORGET_EVENT: &str = "page-forget";

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
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

/// A time of day, hours and minutes, as it is written in this language.
pub fn time_of_day(at_ms: f64, language: &str) -> String {
    let options = Object::new();
    for part in ["hour", "minute"] {
        set(&options, part, &JsValue::from_str("2-digit"));
    }
    Date::new(&JsValue::from_f64(at_ms))
        .to_locale_time_string_with_options(language, &options)
        .into()
}

/// The same as a machine reads it, for `<time datetime>`.
pub fn iso_time(at_ms: f64) -> String {
    Date::new(&JsValue::from_f64(at_ms)).to_iso_string().into()
}

/// The reader's language, as a BCP 47 tag.
pub fn language() -> String {
    let said = window().and_then(|window| window.navigator().language());
    // Browsers pass on what the system says, such as "C", which is no tag, and which `Intl` throws at.
    said.filter(|tag| construct("Locale", &[JsValue::from_str(tag)]).is_some())
        .unwrap_or_else(|| "en".to_owned())
}

/// The reader's languages, the dearest first, as the browser has them.
pub fn languages() -> Vec<String> {
    let said = window().map(|window| window.navigator().languages());
    let said = said.into_iter().flatten();
    said.filter_map(|tag| tag.as_string()).collect()
}

/// What a BCP 47 tag most likely means. None for what is no tag.
pub fn likely(tag: &str) -> Option<Likely> {
    let locale = construct("Locale", &[JsValue::from_str(tag)])?;
    let likely = call(&locale, "maximize", &[])?;
    Some(Likely {
        tag: call(&locale, "toString", &[])?.as_string()?,
        language: get(&likely, "language")?.as_string()?,
        script: get(&likely, "script")?.as_string()?,
    })
}

/// A language's name for itself, as it stands in a list: `Español`. Its tag where the browser knows none.
pub fn language_name(tag: &str) -> String {
    let language = JsValue::from_str(tag);
    let kind = Object::new();
    set(&kind, "type", &JsValue::from_str("language"));
    let named = construct("DisplayNames", &[language.clone(), kind.into()])
        .and_then(|names| call(&names, "of", std::slice::from_ref(&language)))
        .and_then(|name| name.as_string());
    let Some(name) = named else {
        return tag.to_owned();
    };
    let mut letters = name.chars();
    let first = JsString::from(letters.next().map(String::from).unwrap_or_default());
    // By the language's own rules: a Turkish i has its dot in capitals too.
    String::from(first.to_locale_upper_case(Some(tag))) + letters.as_str()
}

/// The country of the reader's language: its own, or the one where it is spoken most.
pub fn language_region() -> Option<String> {
    let locale = construct("Locale", &[JsValue::from_str(&language())])?;
    let likely = call(&locale, "maximize", &[])?;
    get(&likely, "region")?.as_string()
}

/// The regions' names in a language, by ISO code, and the order that a reader of that language looks
/// them up in.
pub fn named_regions(regions: Vec<Region>, language: &str) -> Vec<(Region, String)> {
    let language = JsValue::from_str(language);
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

fn parameters() -> Option<web_sys::UrlSearchParams> {
    let query = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()
}

/// A parameter of the page's address, decoded.
pub fn parameter(name: &str) -> Option<String> {
    parameters()?.get(name)
}

/// Sets a parameter of the page's address. The page stays as it is.
pub fn set_parameter(name: &str, value: &str) {
    let (Some(window), Some(parameters)) = (window(), parameters()) else {
        return;
    };
    parameters.set(name, value);
    let query = format!("?{}", String::from(parameters.to_string()));
    if let (Some(address), Ok(history)) = (address_with(&query), window.history()) {
        // Browsers refuse it to pages that do it all the time: then the next load doesn't know of it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
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

/// Sets what the whole document is in, and called.
pub fn set_document(language: &str, direction: &str, title: &str) {
    let Some(document) = document() else {
        return;
    };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        for (name, value) in [("lang", language), ("dir", direction)] {
            // Both are valid attribute names.
            let _ = root.set_attribute(name, value);
        }
    }
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

/// Loads the page again, as a proxy needs it to sign somebody in.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

pub(super) fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, method)?.dyn_into().ok()?;
    method
        .apply(object, &arguments.iter().collect::<Array>())
        .ok()
}

/// `new Intl.{class}(…)`, without the exceptions that js-sys' own constructors let through.
pub(super) fn construct(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let intl = get(&js_sys::global(), "Intl")?;
    let class: Function = get(&intl, class)?.dyn_into().ok()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>()).ok()
}
