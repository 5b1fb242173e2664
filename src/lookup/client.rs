//! The lookup: cache, request in flight, fetch with retries, reader – in this order.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use phone_profile_core::answer;
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::number::E164;
use phone_profile_core::profile::{Profile, Source};
use phone_profile_core::retry;

use super::cache::Cache;
use super::fetch::{self, PageFetch};
use super::request::CacheMode;
use super::single_flight::SingleFlight;

/// How long a lookup may take, retries and waits included, unless the caller says otherwise.
pub const DEFAULT_TIMEOUT_MS: u32 = 15_000;
/// How old a cached answer may be, unless the caller says otherwise.
pub const DEFAULT_MAX_AGE_MS: f64 = 900_000.0;

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
    /// One of many, whose caller waits for all of them together when the service says "too many".
    pub bulk: bool,
    /// The page's own headers and `fetch`.
    pub via: PageFetch,
}

/// How a lookup ends.
pub type Outcome = Result<Rc<Profile>, LookupError>;

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::new(Cache::default());
    static IN_FLIGHT: SingleFlight<Outcome> = SingleFlight::default();
}

/// The cached answer, if there is one that this lookup may use.
pub fn cached(lookup: &Lookup) -> Option<Rc<Profile>> {
    if !matches!(lookup.cache, CacheMode::Default | CacheMode::OnlyIfCached) {
        return None;
    }
    let found = CACHE.with_borrow_mut(|cache| {
        cache.get(
            &origin(lookup),
            &lookup.number,
            lookup.max_age_ms,
            js_sys::Date::now(),
        )
    });
    found.map(marked_as_cached)
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
    let timeout = timeout(lookup.timeout_ms);
    let key = format!("{} {}", origin(&lookup), lookup.number.digits());
    let request = IN_FLIGHT.with(|in_flight| in_flight.join(&key, || fetch_with_retries(lookup)));
    match select(request, pin!(timeout)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(LookupError::new(
            LookupErrorCode::Timeout,
            "The lookup took longer than it may.",
        )),
    }
}

/// Drops the cached answers for one number, or all.
pub fn forget(number: Option<&E164>) {
    CACHE.with_borrow_mut(|cache| cache.forget(number));
}

/// The endpoint and the page's own fetch, if any: two that answer differently share nothing.
fn origin(lookup: &Lookup) -> String {
    format!("{} {}", lookup.endpoint.key(), lookup.via.fetcher_id)
}

/// An answer out of our own cache says so, except where its source matters more.
fn marked_as_cached(profile: Rc<Profile>) -> Rc<Profile> {
    if profile.source != Source::Live {
        return profile;
    }
    Rc::new(Profile {
        source: Source::Cache,
        ..Profile::clone(&profile)
    })
}

/// Browsers end longer timeouts at once.
fn timeout(ms: u32) -> TimeoutFuture {
    TimeoutFuture::new(ms.min(i32::MAX as u32))
}

/// The request with its retries; keeps the answer.
async fn fetch_with_retries(lookup: Lookup) -> Outcome {
    let deadline_ms = js_sys::Date::now() + f64::from(lookup.timeout_ms);
    let url = lookup
        .endpoint
        .url(&lookup.number, lookup.purpose.as_deref());
    let mut retries = 0;
    loop {
        let error = match attempt(&lookup, &url).await {
            Ok(profile) => {
                let profile = Rc::new(profile);
                if lookup.cache != CacheMode::NoStore {
                    store(&lookup, &profile);
                }
                return Ok(profile);
            }
            Err(error) => error,
        };
        if lookup.bulk && error.code == LookupErrorCode::RateLimited {
            return Err(error);
        }
        match retry::delay_ms(&error, retries, js_sys::Math::random()) {
            // A wait that nobody will see the end of is no wait: say now when to come back.
            Some(delay) if js_sys::Date::now() + f64::from(delay) < deadline_ms => {
                timeout(delay).await;
            }
            _ => return Err(error),
        }
        retries += 1;
    }
}

async fn attempt(lookup: &Lookup, url: &str) -> Result<Profile, LookupError> {
    let fetched = fetch::get(url, &lookup.via).await?;
    answer::read(fetched.received(), &lookup.number, js_sys::Date::now())
}

fn store(lookup: &Lookup, profile: &Rc<Profile>) {
    CACHE.with_borrow_mut(|cache| {
        cache.put(
            &origin(lookup),
            Rc::clone(profile),
            &lookup.number,
            js_sys::Date::now(),
        );
    });
}
