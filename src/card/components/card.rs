//! One card on the page: a Yew component whose messages are what can happen to a card.
//!
//! `update` is the state machine. Yew runs it with nothing borrowed but this component, and a call of the page's code
//! into the card becomes a message for later: the page may do anything while it is asked or told.

use std::cell::Cell;
use std::mem;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use phone_profile_core::error::LookupError;
use phone_profile_core::name::{self, MatchReason};
use phone_profile_core::number::LeftOut;
use phone_profile_core::profile::{Profile, Source};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{Avatar, ErrorPanel, Facts, Header, Skeleton, mark};
use crate::card::display_options::Variant;
use crate::card::host::{CardHost, RefreshReply, Reporter, stopped};
use crate::card::inputs::CardInputs;
use crate::card::intl;
use crate::card::listener::{CardEvent, CardListener};
use crate::card::picture::Next;
use crate::card::state::{CardState, Phase};
use crate::card::view::{Asked, RenderContext, view};
use crate::card::view_model::{Body, CardView};
use crate::lookup::client::{self, Lookup, Outcome};
use crate::lookup::request::CacheMode;
use crate::lookup::task::Task;

/// What can happen to a card.
pub enum CardMessage {
    /// The page has set something.
    InputsChanged(Box<CardInputs>),
    /// The page gives an answer of its own.
    ProfileGiven(Box<Result<Profile, LookupError>>),
    /// The lookup of that generation has its outcome.
    LookupEnded {
        /// Whose outcome it is: a card may have begun another lookup since.
        generation: u32,
        /// How it ended.
        outcome: Box<Outcome>,
    },
    /// Something happened inside of the card.
    Event(CardEvent),
    /// A countdown or an age looks different by now.
    Tick,
    /// The page asks again, past the cache.
    Refresh(RefreshReply),
    /// The page stops the lookup.
    Abort,
}

/// What a card has from its beginning.
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// The node that the card is drawn in; nobody else changes what is in it.
    pub root: Element,
    /// The element that the card belongs to.
    pub host: CardHost,
    /// What the page has set at the beginning.
    pub inputs: CardInputs,
    /// Whether the lookup has been stopped. Looked at once, at the beginning: Yew may create a card and give it its
    /// messages in two tasks, and the request would go out between them.
    pub aborted: Rc<Cell<bool>>,
    /// Whether the element has ended the card.
    pub ended: Rc<Cell<bool>>,
}

/// The card.
pub struct Card {
    inputs: CardInputs,
    state: CardState,
    /// Whether the person has asked to see a masked number.
    revealed: bool,
    /// What of the entered text is no part of the number that is asked for.
    left_out: Option<LeftOut>,
    /// What is asked for, as far as it can be read.
    asked: Option<Asked>,
    view: CardView,
    attempt: Attempt,
    /// The lookup under way; dropping it ends it.
    lookup: Option<Task>,
    tick: Option<Timeout>,
    /// Who waits for the lookup under way.
    refreshes: Vec<RefreshReply>,
    reporter: Reporter,
    base: NodeRef,
    /// Where the number is drawn.
    number: NodeRef,
    /// Whether it gets the focus with the next drawing.
    focuses_number: bool,
    /// Listens until the card is gone.
    _listener: CardListener,
}

/// What tells one lookup of a card from another, also for the page.
#[derive(Default)]
struct Attempt {
    id: String,
    started_ms: f64,
}

impl Attempt {
    fn next() -> Self {
        thread_local! {
            static COUNT: Cell<u32> = const { Cell::new(0) };
        }
        let count = COUNT.get().wrapping_add(1);
        COUNT.set(count);
        Self {
            id: count.to_string(),
            started_ms: now_ms(),
        }
    }
}

impl Component for Card {
    type Message = CardMessage;
    type Properties = CardProps;

    fn create(context: &Context<Self>) -> Self {
        let CardProps {
            root,
            host,
            inputs,
            aborted,
            ended,
        } = context.props().clone();
        let events = context.link().callback(CardMessage::Event);
        let mut card = Self {
            inputs,
            state: CardState::default(),
            revealed: false,
            left_out: None,
            asked: None,
            view: CardView::default(),
            attempt: Attempt::default(),
            lookup: None,
            tick: None,
            refreshes: Vec::new(),
            reporter: Reporter::new(host, ended),
            base: NodeRef::default(),
            number: NodeRef::default(),
            focuses_number: false,
            _listener: CardListener::new(&root, move |event| events.emit(event)),
        };
        card.begin(context, CacheMode::Default);
        if aborted.get() {
            card.abort(context);
        }
        card
    }

    fn update(&mut self, context: &Context<Self>, message: CardMessage) -> bool {
        let before = self.view.clone();
        match message {
            CardMessage::InputsChanged(inputs) => self.set_inputs(context, *inputs),
            CardMessage::ProfileGiven(answer) => self.show_given(context, *answer),
            CardMessage::LookupEnded {
                generation,
                outcome,
            } => self.resolve(context, generation, *outcome),
            CardMessage::Event(CardEvent::Retry) => {
                keep_focus(&self.base, &self.base);
                self.begin(context, CacheMode::Reload);
            }
            CardMessage::Event(CardEvent::Reveal) => {
                // The button goes with the next drawing: until then nobody else may take its place.
                keep_focus(&self.base, &self.base);
                self.focuses_number = true;
                self.revealed = true;
                self.report(context, false);
            }
            CardMessage::Event(CardEvent::PictureLoaded(size)) => {
                // Nothing changes that pages can see.
                self.state.picture_loaded(size);
                self.view = self.view_at(now_ms());
            }
            CardMessage::Event(CardEvent::PictureFailed(size)) => {
                let next = self.state.picture_failed(size, now_ms());
                self.report(context, false);
                self.follow_up(context, next);
            }
            CardMessage::Tick => {
                intl::prepare(&self.inputs.display.lang);
                self.compose(context);
            }
            CardMessage::Refresh(reply) => self.refresh(context, reply),
            CardMessage::Abort => self.abort(context),
        }
        self.view != before
    }

    fn view(&self, _: &Context<Self>) -> Html {
        draw(&self.view, &self.base, &self.number)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if mem::take(&mut self.focuses_number) {
            keep_focus(&self.base, &self.number);
        }
    }
}

/// A card as it looks. The references are set to the node of all its content and to that of its number.
pub fn draw(view: &CardView, base: &NodeRef, number: &NodeRef) -> Html {
    let body = match &view.body {
        Body::Skeleton => {
            html! { <Skeleton number={view.number.clone()} place={number.clone()} variant={view.variant} /> }
        }
        Body::Error(error) => html! {
            <ErrorPanel error={error.clone()} number={view.number.clone()} place={number.clone()} variant={view.variant} />
        },
        Body::Answer(answer) => match view.variant {
            Variant::Avatar => html! {
                <>
                    <Avatar avatar={answer.head.avatar.clone()} label={answer.label.clone()} />
                    if let Some(warning) = answer.warnings.first() {
                        { mark(warning) }
                    }
                </>
            },
            Variant::Compact => html! {
                <Header head={answer.head.clone()} warnings={answer.warnings.clone()} heading_level={view.heading_level} number={number.clone()} />
            },
            Variant::Card => html! {
                <>
                    <Header head={answer.head.clone()} heading_level={view.heading_level} number={number.clone()} />
                    <Facts facts={answer.facts.clone()} />
                    <div class="actions" part="actions"><slot name="actions" /></div>
                    <slot name="footer" />
                </>
            },
        },
    };
    html! {
        // Can have the focus, for when the button that had it goes.
        <div ref={base} class="base" part="base" tabindex="-1" aria-busy={view.busy.then_some("true")}>
            { body }
        </div>
    }
}

impl Card {
    fn set_inputs(&mut self, context: &Context<Self>, mut inputs: CardInputs) {
        inputs.display.keep_language_of(&self.inputs.display);
        // Beside an answer of the page's own nothing is asked for, whatever number the card had before.
        let keeps_given = self
            .state
            .profile()
            .is_some_and(|profile| profile.source == Source::Given)
            && !inputs.request.has_number();
        let has_same_answer = keeps_given || self.inputs.request.has_same_answer(&inputs.request);
        let resized = self.inputs.display.is_large() != inputs.display.is_large();
        self.inputs = inputs;
        if !has_same_answer {
            self.revealed = false;
            return self.begin(context, CacheMode::Default);
        }
        let next = if resized {
            let large = self.inputs.display.is_large();
            self.state.redraw_picture(large, now_ms())
        } else {
            Next::Draw
        };
        self.report(context, false);
        self.follow_up(context, next);
    }

    /// Starts the lookup of the present inputs; the one before it ends.
    fn begin(&mut self, context: &Context<Self>, cache: CacheMode) {
        self.lookup = None;
        self.refreshes.clear();
        self.attempt = Attempt::next();
        self.read_number();
        let generation = self.state.begin();
        let lookup = match self.inputs.request.lookup(cache) {
            Ok(Some(lookup)) => lookup,
            Ok(None) => return self.clear(context),
            Err(error) => return self.resolve(context, generation, Err(error)),
        };
        if let Some(profile) = client::cached(&lookup) {
            return self.resolve(context, generation, Ok(profile));
        }
        if !self.reporter.allow_lookup(&self.attempt.id) {
            return self.clear(context);
        }
        self.report(context, false);
        self.start(context, lookup, generation);
    }

    fn read_number(&mut self) {
        let request = &self.inputs.request;
        (self.asked, self.left_out) = match request.reading() {
            Some(reading) => (Some(Asked::Number(reading.number)), reading.left_out),
            None if request.has_number() => (Some(Asked::Entry(request.number.clone())), None),
            None => (None, None),
        };
    }

    fn clear(&mut self, context: &Context<Self>) {
        self.state.clear();
        self.report(context, false);
    }

    fn start(&mut self, context: &Context<Self>, lookup: Lookup, generation: u32) {
        let link = context.link().clone();
        self.lookup = Some(Task::spawn(async move {
            let outcome = Box::new(client::lookup(lookup).await);
            link.send_message(CardMessage::LookupEnded {
                generation,
                outcome,
            });
        }));
    }

    fn resolve(&mut self, context: &Context<Self>, generation: u32, outcome: Outcome) {
        let large = self.inputs.display.is_large();
        let Some(next) = self.state.resolve(generation, outcome, large, now_ms()) else {
            return;
        };
        self.lookup = None;
        self.report(context, true);
        self.follow_up(context, next);
    }

    /// Asks for the answer once more where its picture is of no use. The card stays as it is.
    fn follow_up(&mut self, context: &Context<Self>, next: Next) {
        if next != Next::Refetch {
            return;
        }
        self.attempt = Attempt::next();
        let generation = self.state.begin_refetch();
        if let Ok(Some(lookup)) = self.inputs.request.lookup(CacheMode::Reload)
            && self.reporter.allow_lookup(&self.attempt.id)
        {
            self.start(context, lookup, generation);
        }
    }

    /// Shows an answer of the page's own, with its picture or without: it isn't ours to ask for again.
    fn show_given(&mut self, context: &Context<Self>, answer: Result<Profile, LookupError>) {
        self.lookup = None;
        self.refreshes.clear();
        // It was not asked for by the entered number.
        (self.asked, self.left_out) = (None, None);
        let generation = self.state.begin();
        let large = self.inputs.display.is_large();
        self.state
            .resolve_given(generation, answer.map(Rc::new), large, now_ms());
        self.report(context, false);
    }

    fn refresh(&mut self, context: &Context<Self>, reply: RefreshReply) {
        self.begin(context, CacheMode::Reload);
        self.refreshes.push(reply);
        if self.lookup.is_none() {
            self.answer_refreshes();
        }
    }

    fn abort(&mut self, context: &Context<Self>) {
        if self.lookup.take().is_none() {
            return;
        }
        let generation = self.state.generation();
        self.resolve(context, generation, Err(stopped()));
    }

    /// Composes the view and tells the element. `finished`: this is the outcome of the lookup.
    fn report(&mut self, context: &Context<Self>, finished: bool) {
        self.compose(context);
        let duration_ms = finished.then(|| (now_ms() - self.attempt.started_ms).max(0.0));
        self.reporter.report(
            self.inputs.revision,
            &self.state,
            self.name_match(),
            &self.view.announcement,
            &self.attempt.id,
            duration_ms,
        );
        if finished {
            self.answer_refreshes();
        }
    }

    fn answer_refreshes(&mut self) {
        if self.refreshes.is_empty() {
            return;
        }
        let name_match = self.name_match();
        let outcome = self.reporter.outcome(&self.state, name_match);
        for reply in self.refreshes.drain(..) {
            reply.send(outcome.clone());
        }
    }

    /// Puts the present state into words, and waits for the next time that they differ by themselves.
    fn compose(&mut self, context: &Context<Self>) {
        let now_ms = now_ms();
        self.view = self.view_at(now_ms);
        self.tick = self.tick_after_ms(now_ms).map(|ms| {
            let link = context.link().clone();
            Timeout::new(ms, move || link.send_message(CardMessage::Tick))
        });
    }

    fn view_at(&self, now_ms: f64) -> CardView {
        view(
            &self.state,
            &self.inputs.display,
            &self.render_context(now_ms),
        )
    }

    fn tick_after_ms(&self, now_ms: f64) -> Option<u32> {
        match self.state.phase() {
            Phase::Error(_) if self.state.retry_in_s(now_ms) > 0 => Some(1_000),
            Phase::Ready(_) | Phase::NotRegistered(_) => {
                // The formats of times are made in a task of their own: the picture is asked for before.
                let has_times = intl::is_prepared(&self.inputs.display.lang);
                Some(if has_times { 60_000 } else { 0 })
            }
            _ => None,
        }
    }

    fn render_context(&self, now_ms: f64) -> RenderContext {
        let mut context = RenderContext {
            now_ms,
            revealed: self.revealed,
            left_out: self.left_out,
            asked: self.asked.clone(),
            ..RenderContext::default()
        };
        let Some(profile) = self.state.profile() else {
            return context;
        };
        let lang = &self.inputs.display.lang;
        (context.checked_relative, context.checked_exact) = profile
            .last_checked_ms()
            .and_then(|checked_ms| intl::times(lang, checked_ms, now_ms))
            .unwrap_or_default();
        context.name_match = self.name_match();
        context
    }

    /// How the answer's name compares with the one that the page expects.
    fn name_match(&self) -> Option<MatchReason> {
        let public = self.state.profile()?.name.as_deref();
        let expected = self.inputs.display.expected_name.as_deref()?;
        Some(name::compare(&intl::BrowserFolding, public, expected))
    }
}

/// Gives a node of the card the keyboard's focus, where the button that had it goes: the place in the page must not go
/// with it. Where the focus is in another place of the page by now, since the card is drawn later, it stays there.
fn keep_focus(base: &NodeRef, node: &NodeRef) {
    let (Some(base), Some(node)) = (base.get(), node.get()) else {
        return;
    };
    // Not by their classes: in the document of an iframe, elements are of that realm.
    let (base, node): (HtmlElement, HtmlElement) = (base.unchecked_into(), node.unchecked_into());
    if is_free(&base) {
        let _ = node.focus();
    }
}

/// Whether nothing has the focus, or something in the card.
fn is_free(base: &Element) -> bool {
    let Some(document) = base.owner_document() else {
        return false;
    };
    document.active_element().as_ref() == document.body().as_deref()
        || base.matches(":focus-within").unwrap_or(false)
}

fn now_ms() -> f64 {
    js_sys::Date::now()
}
