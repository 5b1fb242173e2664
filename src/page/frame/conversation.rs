//! The frame's side of the protocol in the browser: hears the host, follows what it asks for, and
//! tells it what changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, JsString, Object, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, MessageEvent, MutationObserver, MutationObserverInit, ResizeObserver, Window,
};
use yew::{Callback, NodeRef};

use super::gate::{self, FramingContext, Gate, Listed, Verdict};
use super::message::{self, Field, HostMessage};
use super::options::{Change, LONGEST_KEY, LONGEST_TEXT, MOST_STRINGS, Options, STRINGS};
use super::report::{self, Failure, FrameMessage};
use super::state::Action;
use crate::page::object;
use crate::page::texts::Replacements;

/// Where the list of sites is, from the page.
const LIST: &str = "./frame-origins.json";
/// For a message without data, while nobody knows who the host is.
const ANYBODY: &str = "*";

/// How often the card follows changed options, in milliseconds: each number that a host runs through
/// would cost a lookup that nobody sees.
const PACE_MS: u32 = 200;

/// Whether the page's address asks for the card alone.
pub fn is_asked_for() -> bool {
    parameters().is_some_and(|parameters| parameters.has(super::PARAMETER))
}

fn parameters() -> Option<web_sys::UrlSearchParams> {
    let query = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()
}

fn options() -> Options {
    let parameters = parameters();
    Options::from_query(|name| parameters.as_ref()?.get(name))
}

/// The window that frames this one, if one does.
fn host_window(window: &Window) -> Option<Window> {
    let parent = window.parent().ok()??;
    let (own, other): (&JsValue, &JsValue) = (window.as_ref(), parent.as_ref());
    (own != other).then_some(parent)
}

type Listener = Closure<dyn Fn(MessageEvent)>;

/// What was reported last, so that nothing is reported twice.
#[derive(Default)]
struct LastReported {
    state: Option<FrameMessage>,
    height: u32,
    error: JsValue,
    profile: JsValue,
}

/// What the frame and its host say to each other.
pub struct Conversation {
    /// Where the card is, once it's drawn.
    pub card: NodeRef,
    /// What holds all that the frame draws.
    pub content: NodeRef,
    act: Callback<Action>,
    given: RefCell<JsValue>,
    refreshing: Rc<Cell<bool>>,
    /// Changes that wait for their time, one for each option.
    pending: RefCell<Vec<Change>>,
    pacing: Cell<bool>,
    gate: RefCell<Gate>,
    host: RefCell<Option<Window>>,
    last_reported: RefCell<LastReported>,
    listener: RefCell<Option<Listener>>,
}

impl Conversation {
    /// One that hasn't begun. `act` takes what the host asks for.
    pub fn new(act: Callback<Action>) -> Self {
        Self {
            card: NodeRef::default(),
            content: NodeRef::default(),
            act,
            given: RefCell::default(),
            refreshing: Rc::default(),
            pending: RefCell::default(),
            pacing: Cell::new(false),
            gate: RefCell::new(Gate::new(FramingContext::default(), Listed::default())),
            host: RefCell::default(),
            last_reported: RefCell::default(),
            listener: RefCell::default(),
        }
    }

    /// The answer that the host gave last.
    pub fn given(&self) -> JsValue {
        self.given.borrow().clone()
    }

    /// Reads the frame's address, and from then on listens to the host, if there is one.
    pub async fn begin(self: Rc<Self>) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let Some(host) = host_window(&window) else {
            // A tab of its own: whoever made the link is nobody who may spend lookups.
            return self.open(false);
        };
        let gate = Gate::new(framing_context(&window), listed().await);
        let may_spend = gate.may_spend();
        *self.gate.borrow_mut() = gate;
        *self.host.borrow_mut() = Some(host);
        self.open(may_spend);
        self.listen(&window);
        self.post(&FrameMessage::Ready, None);
        self.tell();
    }

    fn open(&self, may_spend: bool) {
        self.act.emit(Action::Opened {
            options: options(),
            ask: !may_spend,
        });
    }

    fn listen(self: &Rc<Self>, window: &Window) {
        let weak = Rc::downgrade(self);
        let listener = Listener::new(move |event: MessageEvent| {
            if let Some(conversation) = weak.upgrade() {
                conversation.hear(&event);
            }
        });
        // Adding a listener of this type doesn't throw.
        let _ =
            window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        *self.listener.borrow_mut() = Some(listener);
    }

    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let data = event.data();
        let read = |name: &'static str| field(&data, name);
        if !message::is_ours(read) {
            return;
        }
        let origin = event.origin();
        let verdict = self.gate.borrow_mut().judge(&origin, self.is_host(event));
        let new = match verdict {
            Verdict::Accepted { new } => new,
            Verdict::Foreign { warn } => {
                if warn {
                    web_sys::console::warn_1(&gate::warning(&origin).into());
                }
                return;
            }
            Verdict::Bystander => return,
        };
        if new {
            // What it has missed.
            self.last_reported.take();
            self.tell();
        }
        match message::read(read) {
            Ok(HostMessage::Set { options, strings }) => {
                // They cost no lookup, and needn't wait.
                if let Some(strings) = strings {
                    self.act.emit(Action::Said(strings.into()));
                }
                self.set(options);
            }
            Ok(HostMessage::Show) => {
                self.follow();
                *self.given.borrow_mut() = object::field(&data, "profile");
                self.act.emit(Action::Shown);
            }
            Ok(HostMessage::Refresh) => self.refresh(),
            Err(refusal) => self.post(&refusal.into(), None),
        }
    }

    /// The first change counts at once, those close behind it together.
    fn set(self: &Rc<Self>, changes: Vec<Change>) {
        let mut pending = self.pending.borrow_mut();
        for change in changes {
            pending.retain(|(name, _)| *name != change.0);
            pending.push(change);
        }
        drop(pending);
        if self.pacing.replace(true) {
            return;
        }
        let conversation = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            while conversation.follow() {
                TimeoutFuture::new(PACE_MS).await;
            }
            conversation.pacing.set(false);
        });
    }

    /// Follows the changes that wait. `false`: there were none.
    fn follow(&self) -> bool {
        let changes = self.pending.take();
        let any = !changes.is_empty();
        if any {
            self.act.emit(Action::Set(changes));
        }
        any
    }

    fn is_host(&self, event: &MessageEvent) -> bool {
        let source: JsValue = event.source().map_or(JsValue::NULL, Into::into);
        let host = self.host.borrow();
        host.as_ref()
            .is_some_and(|host| *AsRef::<JsValue>::as_ref(host) == source)
    }

    /// One at a time: each of them spends a lookup. Without a number there is nothing to look up.
    fn refresh(&self) {
        let card = self.card.cast::<Element>();
        let Some(card) = card.filter(|card| card.has_attribute("number")) else {
            return;
        };
        let refresh = object::field(&card, "refresh").dyn_into::<Function>();
        let Ok(refresh) = refresh else { return };
        if self.refreshing.replace(true) {
            return;
        }
        let pending = refresh
            .call0(&card)
            .ok()
            .map(|value| Promise::resolve(&value));
        let refreshing = Rc::clone(&self.refreshing);
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(pending) = pending {
                // The card says itself what came of it.
                let _ = wasm_bindgen_futures::JsFuture::from(pending).await;
            }
            refreshing.set(false);
        });
    }

    /// Tells the host what has changed since the last report.
    pub fn tell(&self) {
        if self.gate.borrow().host().is_none() {
            return;
        }
        if let Some(card) = self.card.cast::<Element>() {
            self.tell_of(&card);
        }
        let height = self
            .content
            .cast::<Element>()
            .map_or(0.0, |content| content.get_bounding_client_rect().height());
        // Saturates, and an empty frame is about to be filled.
        let height = height.ceil() as u32;
        if height != 0 && height != self.last_reported.borrow().height {
            self.last_reported.borrow_mut().height = height;
            self.post(&FrameMessage::Height(height), None);
        }
    }

    fn tell_of(&self, card: &Element) {
        // A card that isn't upgraded yet has no state.
        let Ok(read) = serde_wasm_bindgen::from_value::<Properties>(card.into()) else {
            return;
        };
        let state = FrameMessage::State {
            code: read.error.as_ref().map(|error| error.code.clone()),
            state: read.state,
            picture_state: card
                .get_attribute("picture-state")
                .unwrap_or_else(|| "unknown".to_owned()),
        };
        if self.last_reported.borrow().state.as_ref() != Some(&state) {
            self.post(&state, None);
            self.last_reported.borrow_mut().state = Some(state);
        }
        // Each error and each answer is an object of its own.
        let error = object::field(card, "error");
        if error != self.last_reported.borrow().error {
            self.last_reported.borrow_mut().error = error;
            if let Some(failure) = read.error {
                self.post(&FrameMessage::Error(failure), None);
            }
        }
        let profile = object::field(card, "profile");
        if profile != self.last_reported.borrow().profile {
            self.last_reported.borrow_mut().profile.clone_from(&profile);
            if profile.is_object() {
                self.post(&FrameMessage::Profile, Some(&profile));
            }
        }
    }

    fn post(&self, message: &FrameMessage, profile: Option<&JsValue>) {
        let to = match (self.gate.borrow().host(), message) {
            (Some(origin), _) => origin.to_owned(),
            (None, FrameMessage::Ready) => ANYBODY.to_owned(),
            (None, _) => return,
        };
        let data = Object::new();
        for (name, value) in report::fields(message) {
            object::set(&data, name, &value.into());
        }
        if let Some(profile) = profile {
            object::set(&data, "profile", profile);
        }
        let host = self.host.borrow().clone();
        if let Some(host) = host {
            // Where the window is of another origin by now, the browser drops the message.
            let _ = host.post_message(&data, &to);
        }
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        if let (Some(window), Some(listener)) = (web_sys::window(), self.listener.take()) {
            let _ = window
                .remove_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        }
    }
}

/// What the frame reads of its card.
#[derive(Deserialize)]
struct Properties {
    state: String,
    error: Option<Failure>,
}

/// Calls back when a card or the size of what is drawn has changed, until it is dropped.
pub struct Watch {
    reports: MutationObserver,
    sizes: ResizeObserver,
    _changed: Closure<dyn Fn()>,
}

impl Watch {
    /// Watches `card` and `content`.
    pub fn over(card: &Element, content: &Element, changed: impl Fn() + 'static) -> Option<Self> {
        let changed = Closure::<dyn Fn()>::new(changed);
        let callback: &Function = changed.as_ref().unchecked_ref();
        let reports = MutationObserver::new(callback).ok()?;
        let attributes = MutationObserverInit::new();
        // The card sets this one at each of its reports, also to the same value.
        attributes.set_attribute_filter(&Array::of1(&"picture-state".into()));
        reports.observe_with_options(card, &attributes).ok()?;
        let sizes = ResizeObserver::new(callback).ok()?;
        sizes.observe(content);
        Some(Self {
            reports,
            sizes,
            _changed: changed,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.reports.disconnect();
        self.sizes.disconnect();
    }
}

fn framing_context(window: &Window) -> FramingContext {
    let location = window.location();
    let ancestors = object::field(&location, "ancestorOrigins");
    let referrer = window.document().map(|document| document.referrer());
    FramingContext {
        own: location.origin().unwrap_or_default(),
        ancestors: ancestors.is_object().then(|| {
            Array::from(&ancestors)
                .iter()
                .filter_map(|origin| origin.as_string())
                .collect()
        }),
        referrer: referrer
            .and_then(|referrer| web_sys::Url::new(&referrer).ok())
            .map(|referrer| referrer.origin()),
    }
}

/// Without a list nobody is on it: another server of the page may offer none.
async fn listed() -> Listed {
    let response = gloo_net::http::Request::get(LIST).send().await;
    match response {
        Ok(response) if response.ok() => response.json().await.unwrap_or_default(),
        _ => Listed::default(),
    }
}

/// A field of a message. Text is measured before it is copied; objects are not looked into, but for the one that has texts.
fn field(data: &JsValue, name: &str) -> Field {
    let key = JsValue::from_str(name);
    // Messages that are no objects have no fields.
    let Ok(value) = Reflect::get(data, &key) else {
        return Field::Absent;
    };
    if value.is_undefined() {
        return match Reflect::has(data, &key) {
            Ok(true) => Field::Null,
            _ => Field::Absent,
        };
    }
    if value.is_null() {
        return Field::Null;
    }
    if let Some(flag) = value.as_bool() {
        return Field::Flag(flag);
    }
    if let Some(number) = value.as_f64() {
        return Field::Number(number);
    }
    match value.dyn_into::<JsString>() {
        Ok(text) if text.length() <= LONGEST_TEXT => Field::Text(text.into()),
        Ok(_) => Field::Other,
        Err(value) if value.is_object() && !Array::is_array(&value) => match name {
            STRINGS => texts_in(&value).map_or(Field::Other, Field::Texts),
            _ => Field::Object,
        },
        Err(_) => Field::Other,
    }
}

/// The texts of an object that has nothing else, and not too much: a message's fields are plain data, so that reading
/// one runs no code of the host's.
fn texts_in(object: &JsValue) -> Option<Replacements> {
    let entries = Object::entries(object.unchecked_ref());
    if entries.length() > MOST_STRINGS {
        return None;
    }
    let text = |value: JsValue, longest| {
        let text: JsString = value.dyn_into().ok()?;
        (text.length() <= longest).then(|| String::from(text))
    };
    entries
        .iter()
        .map(|entry| {
            let entry: Array = entry.dyn_into().ok()?;
            Some((
                text(entry.get(0), LONGEST_KEY)?,
                text(entry.get(1), LONGEST_TEXT)?,
            ))
        })
        .collect()
}

impl From<report::Value> for JsValue {
    fn from(value: report::Value) -> Self {
        match value {
            report::Value::Text(text) => text.into(),
            report::Value::Number(number) => number.into(),
            report::Value::Flag(flag) => flag.into(),
        }
    }
}
