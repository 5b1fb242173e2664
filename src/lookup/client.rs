//! The lookup: cache, request in flight, fetch with retries, reader – in this order.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use wasm_bindgen::JsValue;

use super::cache::Cache;
use super::errand::pause;
use super::fetch::{self, Fetched};
use super::flight::{Flights, Joined, Landing};
use super::task::Task;
use phone_profile_core::answer;
use phone_profile_core::answer::Received;
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::number::E164;
use phone_profile_core::profile::{Profile, Source};
use phone_profile_core::retry;

/// How long a lookup may take, retries and waits included, unless the caller says otherwise.
pub const DEFAULT_TIMEOUT_MS: u32 = 15_000;
/// How old a cached answer may be, unless the caller says otherwise.
pub const DEFAULT_MAX_AGE_MS: f64 = 900_000.0;

/// What the cache may be used for, in fetch's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheMode {
    /// Read and write.
    #[default]
    Default,
    /// Write only.
    Reload,
    /// Neither.
    NoStore,
    /// Read only, and no request.
    OnlyIfCached,
}

impl CacheMode {
    /// Reads fetch's word; any other is the default.
    pub fn read(text: &str) -> Self {
        match text {
            "reload" => Self::Reload,
            "no-store" => Self::NoStore,
            "only-if-cached" => Self::OnlyIfCached,
            _ => Self::Default,
        }
    }
}

/// One lookup.
#[derive(Clone)]
pub struct Lookup {
    /// Whom to ask.
    pub endpoint: Endpoint,
    /// About whom.
    pub number: E164,
    /// How old a cached answer may be.
    pub max_age_ms: f64,
    /// What the cache may be used for.
    pub cache: CacheMode,
    /// How long all of it may take.
    pub timeout_ms: u32,
    /// Why the lookup is made, for the endpoint's audit log.
    pub purpose: Option<String>,
    /// What tells the page's own `fetch` from others; empty: the browser's.
    pub fetcher: String,
    /// An object with the page's `headers` and `fetch`, or undefined.
    pub via: JsValue,
    /// One of many, whose caller waits for all of them together when the service says "too many".
    pub bulk: bool,
}

type Outcome = Result<Rc<Profile>, LookupError>;

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::new(Cache::default());
    static FLIGHTS: Flights<Outcome> = Flights::default();
}

/// The cached answer, if there is one that this lookup may use.
pub fn cached(lookup: &Lookup) -> Option<Rc<Profile>> {
    if !matches!(lookup.cache, CacheMode::Default | CacheMode::OnlyIfCached) {
        return None;
    }
    let found = CACHE.with_borrow_mut(|cache| {
        cache.get(
            &place(lookup),
            &lookup.number,
            lookup.max_age_ms,
            js_sys::Date::now(),
        )
    });
    found.map(remembered)
}

/// Looks a number up. Dropping the future ends the request, unless somebody else waits for it too.
pub async fn lookup(lookup: Lookup) -> Outcome {
    if let Some(profile) = cached(&lookup) {
        return Ok(profile);
    }
    if lookup.cache == CacheMode::OnlyIfCached {
        return Err(LookupError::new(
            LookupErrorCode::NotInCache,
            "There is no saved answer for this number.",
        ));
    }
    let timeout_ms = lookup.timeout_ms;
    let place = place(&lookup);
    let mut key = place.clone();
    key.push(' ');
    key.push_str(lookup.number.digits());
    let waiter = match FLIGHTS.with(|flights| flights.join(&key)) {
        Joined::Existing(waiter) => waiter,
        Joined::New(waiter, landing) => {
            start(lookup, place, landing);
            waiter
        }
    };
    let mut waiter = pin!(waiter);
    let mut alarm = pin!(pause(timeout_ms));
    let landed = std::future::poll_fn(|context| {
        if let Poll::Ready(outcome) = waiter.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        alarm.as_mut().poll(context).map(|_| {
            Some(Err(LookupError::new(
                LookupErrorCode::Timeout,
                "The lookup took longer than it may.",
            )))
        })
    });
    landed.await.unwrap_or_else(|| {
        Err(LookupError::new(
            LookupErrorCode::Aborted,
            "The lookup was stopped.",
        ))
    })
}

/// Drops the cached answers for one number, or all.
pub fn forget(number: Option<&E164>) {
    CACHE.with_borrow_mut(|cache| cache.forget(number));
}

/// The endpoint and the page's own fetch, if any: two that answer differently share nothing.
fn place(lookup: &Lookup) -> String {
    [lookup.endpoint.key(), " ", &lookup.fetcher].concat()
}

/// An answer out of our own cache says so, except where its source matters more.
fn remembered(profile: Rc<Profile>) -> Rc<Profile> {
    if profile.source == Source::Live {
        let mut copy = Profile::clone(&profile);
        copy.source = Source::Cache;
        return Rc::new(copy);
    }
    profile
}

/// Starts the request. It ends when it lands, or when nobody waits for it any more.
fn start(lookup: Lookup, place: String, landing: Landing<Outcome>) {
    let flying: Rc<RefCell<Option<Task>>> = Rc::default();
    landing.on_abort(Box::new({
        let flying = Rc::clone(&flying);
        move || drop(flying.take())
    }));
    *flying.borrow_mut() = Some(Task::spawn(async move {
        let outcome = fly(&lookup).await;
        if let (Ok(profile), false) = (&outcome, lookup.cache == CacheMode::NoStore) {
            CACHE.with_borrow_mut(|cache| {
                cache.put(
                    &place,
                    Rc::clone(profile),
                    &lookup.number,
                    js_sys::Date::now(),
                );
            });
        }
        landing.land(outcome);
    }));
}

/// The request with its retries.
async fn fly(lookup: &Lookup) -> Outcome {
    let deadline_ms = js_sys::Date::now() + f64::from(lookup.timeout_ms);
    let url = lookup
        .endpoint
        .url(&lookup.number, lookup.purpose.as_deref());
    let mut retries = 0;
    loop {
        let error = match attempt(lookup, &url).await {
            Ok(profile) => return Ok(Rc::new(profile)),
            Err(error) => error,
        };
        if lookup.bulk && error.code == LookupErrorCode::RateLimited {
            return Err(error);
        }
        match retry::delay_ms(&error, retries, js_sys::Math::random()) {
            // A wait that nobody will see the end of is no wait: say now when to come back.
            Some(delay) if js_sys::Date::now() + f64::from(delay) < deadline_ms => {
                pause(delay).await;
            }
            _ => return Err(error),
        }
        retries += 1;
    }
}

async fn attempt(lookup: &Lookup, url: &str) -> Result<Profile, LookupError> {
    read(fetch::get(url, &lookup.via).await?, &lookup.number)
}

/// What an answer says of a number.
pub fn read(fetched: Fetched, number: &E164) -> Result<Profile, LookupError> {
    let received = Received {
        status: fetched.status,
        body: fetched.body,
        retry_after: fetched.retry_after.as_deref(),
        quota_headers: fetched.quota.each_ref().map(|header| header.as_deref()),
        url: &fetched.url,
    };
    answer::read(received, number, js_sys::Date::now())
}
