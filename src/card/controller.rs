//! One card on the page: takes inputs and events, runs the lookup, draws, and reports to the element.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use web_sys::Element;
use yew::{AppHandle, AttrValue, Renderer};

use super::component::{Card, CardProps};
use super::events::Happened;
use super::face;
use super::hooks::Hooks;
use super::inputs::Look;
use super::intl;
use super::picture::Next;
use super::state::{CardState, Phase};
use super::view::{Surroundings, view};
use crate::boundary::answer_out::{error_out, profile_out};
use crate::lookup::ask::Ask;
use crate::lookup::client::{self, CacheMode, Lookup};
use crate::lookup::errand::pause;
use crate::lookup::task::Task;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::profile::Profile;

/// A card. Dropping it ends its lookup and its drawing.
pub struct Controller(Rc<RefCell<Inner>>);

/// Whatever calls into JavaScript does so with nothing borrowed: the page's listeners may call back.
struct Inner {
    root: Element,
    hooks: Hooks,
    ask: Ask,
    look: Look,
    state: CardState,
    revealed: bool,
    app: Option<AppHandle<Card>>,
    /// What the live region says.
    announcement: AttrValue,
    /// The answer that the element was told last.
    told: Option<Rc<Profile>>,
    /// Whether somebody has called `refresh()` and waits.
    refreshing: bool,
    /// The newest request, which reports are about.
    request: Request,
    lookup: Option<Task>,
    /// Redraws a countdown or an age when its time has come.
    clock: Option<Task>,
}

/// What tells one lookup of a card from another, also for the page.
#[derive(Clone, Default)]
struct Request {
    id: String,
    started_ms: f64,
}

type Shared = Rc<RefCell<Inner>>;

thread_local! {
    static REQUESTS: Cell<u32> = const { Cell::new(0) };
}

impl Controller {
    /// A card in `root`, which it empties.
    pub fn new(root: Element, hooks: Hooks) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            root,
            hooks,
            ask: Ask::default(),
            look: Look::default(),
            state: CardState::default(),
            revealed: false,
            app: None,
            announcement: AttrValue::default(),
            told: None,
            refreshing: false,
            request: Request::default(),
            lookup: None,
            clock: None,
        })))
    }

    /// Something has happened in the card.
    pub fn react(&self, happened: Happened) {
        react(&self.0, happened);
    }

    /// The page has set something.
    pub fn update(&self, ask: Ask, look: Look) {
        let mut inner = self.0.borrow_mut();
        let same = inner.ask.asks_the_same(&ask);
        let resized = inner.look.is_large() != look.is_large();
        inner.ask = ask;
        inner.look = look;
        if !same {
            inner.revealed = false;
            drop(inner);
            return begin(&self.0, CacheMode::Default);
        }
        let mut next = Next::Draw;
        if resized {
            let large = inner.look.is_large();
            next = inner.state.redraw_picture(large, now_ms());
        }
        let generation = inner.state.generation();
        drop(inner);
        report(&self.0, false);
        follow_up(&self.0, next, generation);
    }

    /// Shows an answer that the page has.
    pub fn show(&self, answer: Result<Profile, LookupError>) {
        let (stopped, generation) = {
            let mut inner = self.0.borrow_mut();
            (inner.lookup.take(), inner.state.begin())
        };
        drop(stopped);
        {
            let mut inner = self.0.borrow_mut();
            if inner.state.generation() != generation {
                return; // the page's fetch has heard of its end, and begun another one
            }
            let large = inner.look.is_large();
            // Whether its picture is good or not: an answer that was given isn't ours to ask for again.
            inner
                .state
                .settle_given(generation, answer.map(Rc::new), large, now_ms());
        }
        report(&self.0, false);
    }

    /// Stops the lookup under way.
    pub fn abort(&self) {
        {
            let mut inner = self.0.borrow_mut();
            let Some(lookup) = inner.lookup.take() else {
                return;
            };
            let generation = inner.state.generation();
            inner
                .state
                .settle(generation, Err(stopped()), false, now_ms());
            drop(inner);
            drop(lookup);
            if self.0.borrow().state.generation() != generation {
                return;
            }
        }
        report(&self.0, true);
    }

    /// Looks the number up again, past the cache. The hook `refreshed` says how it went.
    pub fn refresh(&self) {
        begin(&self.0, CacheMode::Reload);
        let mut inner = self.0.borrow_mut();
        inner.refreshing = true;
        let under_way = inner.lookup.is_some();
        drop(inner);
        if !under_way {
            answer_refreshers(&self.0);
        }
    }
}

impl Drop for Controller {
    fn drop(&mut self) {
        let mut inner = self.0.borrow_mut();
        let lookup = inner.lookup.take();
        inner.clock = None;
        let app = inner.app.take();
        inner.state.clear();
        drop(inner);
        drop(lookup);
        if let Some(app) = app {
            wasm_bindgen_futures::spawn_local(async move {
                // An app that Yew has yet to create would be created after its end, and stay. Yew
                // takes its time: after 16 ms of work it goes on in another task.
                while app.get_component().is_none() {
                    pause(0).await;
                }
                app.destroy();
            });
        }
        answer_refreshers(&self.0);
    }
}

fn now_ms() -> f64 {
    js_sys::Date::now()
}

fn stopped() -> LookupError {
    LookupError::new(LookupErrorCode::Aborted, "The lookup was stopped.")
}

/// Starts the lookup of the present inputs; the one before it is void.
fn begin(card: &Shared, cache: CacheMode) {
    let request = Request::next();
    let (stopped, lookup, generation) = {
        let mut inner = card.borrow_mut();
        inner.request = request.clone();
        let lookup = inner.ask.lookup(cache);
        let generation = inner.state.begin();
        (inner.lookup.take(), lookup, generation)
    };
    drop(stopped);
    if card.borrow().state.generation() != generation {
        return; // the page's fetch has heard of its end, and begun another one
    }
    answer_refreshers(card);
    let lookup = match lookup {
        Ok(Some(lookup)) => lookup,
        Ok(None) => {
            card.borrow_mut().state.clear();
            return report(card, false);
        }
        Err(error) => return settle(card, generation, Err(error)),
    };
    if let Some(profile) = client::cached(&lookup) {
        return settle(card, generation, Ok(profile));
    }
    let allowed = is_allowed(card, &request);
    if card.borrow().state.generation() != generation {
        return; // the page's listener has begun another one
    }
    if !allowed {
        card.borrow_mut().state.clear();
        return report(card, false);
    }
    report(card, false);
    if card.borrow().state.generation() == generation {
        fly(card, lookup, generation);
    }
}

/// Asks for the answer once more where its picture is of no use, unless the page has begun another
/// lookup meanwhile. The card stays as it is.
fn follow_up(card: &Shared, next: Next, generation: u32) {
    if next != Next::Refetch || card.borrow().state.generation() != generation {
        return;
    }
    let request = Request::next();
    let (lookup, generation) = {
        let mut inner = card.borrow_mut();
        inner.request = request.clone();
        let lookup = inner.ask.lookup(CacheMode::Reload);
        (lookup, inner.state.begin_refetch())
    };
    if let Ok(Some(lookup)) = lookup
        && is_allowed(card, &request)
        && card.borrow().state.generation() == generation
    {
        fly(card, lookup, generation);
    }
}

fn is_allowed(card: &Shared, request: &Request) -> bool {
    let hooks = card.borrow().hooks.clone();
    // A listener that throws has not said no.
    hooks.request(&request.id).unwrap_or(true)
}

fn fly(card: &Shared, lookup: Lookup, generation: u32) {
    let me = Rc::downgrade(card);
    let task = Task::spawn(async move {
        let outcome = client::lookup(lookup).await;
        if let Some(card) = me.upgrade() {
            settle(&card, generation, outcome);
        }
    });
    card.borrow_mut().lookup = Some(task);
}

fn settle(card: &Shared, generation: u32, outcome: Result<Rc<Profile>, LookupError>) {
    let next = {
        let mut inner = card.borrow_mut();
        let large = inner.look.is_large();
        let Some(next) = inner.state.settle(generation, outcome, large, now_ms()) else {
            return;
        };
        inner.lookup = None;
        next
    };
    report(card, true);
    follow_up(card, next, generation);
}

fn react(card: &Shared, happened: Happened) {
    let next = {
        let mut inner = card.borrow_mut();
        match happened {
            Happened::Retry => {
                drop(inner);
                keep_focus(card);
                return begin(card, CacheMode::Reload);
            }
            Happened::Reveal => {
                inner.revealed = true;
                drop(inner);
                keep_focus(card);
                return draw(card);
            }
            Happened::PictureLoaded(size) => {
                inner.state.picture_loaded(size);
                Next::Draw
            }
            Happened::PictureFailed(size) => inner.state.picture_failed(size, now_ms()),
        }
    };
    let generation = card.borrow().state.generation();
    report(card, false);
    follow_up(card, next, generation);
}

/// The button that was pressed goes away: the keyboard's place in the page must not go with it.
fn keep_focus(card: &Shared) {
    let root = card.borrow().root.clone();
    face::focus(&root);
}

/// Draws, and tells the element. `finished`: the lookup has come to its end with this.
fn report(card: &Shared, finished: bool) {
    draw(card);
    let (hooks, state, picture, profile, error, status, request) = {
        let mut inner = card.borrow_mut();
        let profile = inner.profile_out();
        let error = match inner.state.phase() {
            Phase::Error(error) => error_out(error),
            _ => String::new(),
        };
        (
            inner.hooks.clone(),
            inner.state.phase().as_str(),
            inner.state.picture_shown().as_str(),
            profile,
            error,
            inner.announcement.clone(),
            inner.request.clone(),
        )
    };
    let duration_ms = finished.then(|| (now_ms() - request.started_ms).max(0.0));
    // A listener that throws is reported by the browser itself.
    let _ = hooks.changed(
        state,
        picture,
        &profile,
        &error,
        &status,
        &request.id,
        duration_ms,
    );
    if finished {
        answer_refreshers(card);
    }
}

/// Tells those who called `refresh()` how it went.
fn answer_refreshers(card: &Shared) {
    let (hooks, error) = {
        let mut inner = card.borrow_mut();
        if !std::mem::take(&mut inner.refreshing) {
            return;
        }
        let error = match inner.state.phase() {
            Phase::Ready(_) | Phase::NotRegistered(_) => String::new(),
            Phase::Error(error) => error_out(error),
            Phase::Idle | Phase::Loading => error_out(&stopped()),
        };
        (inner.hooks.clone(), error)
    };
    let _ = hooks.refreshed(&error);
}

/// Draws the present state, and sets the clock for the next time that it looks different by itself.
fn draw(card: &Shared) {
    let mut inner = card.borrow_mut();
    let around = inner.surroundings();
    let view = view(&inner.state, &inner.look, &around);
    let pause_ms = match inner.state.phase() {
        Phase::Error(_) if inner.state.retry_in_s(around.now_ms) > 0 => Some(1_000),
        Phase::Ready(_) | Phase::NotRegistered(_) if !around.timed => Some(0),
        Phase::Ready(_) | Phase::NotRegistered(_) => Some(60_000),
        _ => None,
    };
    inner.clock = pause_ms.map(|ms| {
        let me = Rc::downgrade(card);
        Task::spawn(async move {
            pause(ms).await;
            if let Some(card) = me.upgrade() {
                draw(&card);
            }
        })
    });
    let view = Rc::new(view);
    inner.announcement = view.announcement.clone();
    let props = CardProps { view };
    if let Some(app) = &mut inner.app {
        app.update(props);
        return;
    }
    let root = inner.root.clone();
    inner.app = Some(Renderer::<Card>::with_root_and_props(root.clone(), props).render());
    // Yew marks the roots of its apps, by numbers that start anew in each copy of Yew. A dashboard
    // that is a Yew app too would take our clicks for its own, or miss those that bubble up to it.
    // Nothing here listens through Yew, so the mark can go.
    let _ = Reflect::delete_property(&root.into(), &"__yew_subtree_id".into());
}

impl Request {
    fn next() -> Self {
        let count = REQUESTS.with(|count| {
            count.set(count.get().wrapping_add(1));
            count.get()
        });
        Self {
            id: count.to_string(),
            started_ms: now_ms(),
        }
    }
}

impl Inner {
    /// The answer for the element, as JSON; `=` where it has it already.
    fn profile_out(&mut self) -> String {
        let Some(profile) = self.state.profile() else {
            self.told = None;
            return String::new();
        };
        if let Some(told) = &self.told
            && Rc::ptr_eq(told, profile)
        {
            return "=".to_owned();
        }
        self.told = Some(Rc::clone(profile));
        profile_out(profile)
    }

    fn surroundings(&self) -> Surroundings {
        let now_ms = now_ms();
        let mut around = Surroundings {
            now_ms,
            revealed: self.revealed,
            ..Surroundings::default()
        };
        if let Some(profile) = self.state.profile() {
            let checked_ms = profile.last_checked_ms().unwrap_or(now_ms);
            let times = intl::times(&self.look.lang, checked_ms, now_ms);
            around.timed = times.is_some();
            (around.checked_relative, around.checked_exact) = times.unwrap_or_default();
            around.comparable_names = self.look.expected_name.as_deref().map(|expected| {
                (
                    profile.name.as_deref().map(intl::comparable),
                    intl::comparable(expected),
                )
            });
        }
        around
    }
}
