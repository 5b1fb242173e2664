//! The element's side of a card: what Rust asks of the shell, and what it tells it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Date, Function, Object, Reflect};
use phone_profile_core::error::{ErrorReport, LookupError, LookupErrorCode};
use phone_profile_core::name::MatchReason;
use phone_profile_core::profile::Profile;
use phone_profile_core::signal::{Evidence, Signal, signals};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::picture::Shown;
use super::state::{CardState, Phase};

#[wasm_bindgen]
extern "C" {
    /// The functions that the shell gives for one element (`CardHost` in `shell/src/border.ts`).
    #[derive(Clone, Debug, PartialEq)]
    pub type CardHost;

    /// Asks the page whether the lookup with this id may begin.
    #[wasm_bindgen(method, js_name = allowLookup, catch)]
    fn allow_lookup_js(this: &CardHost, request_id: &str) -> Result<bool, JsValue>;

    /// Takes a [`CardReport`].
    #[wasm_bindgen(method, js_name = report, catch)]
    fn report_js(this: &CardHost, report: JsValue) -> Result<(), JsValue>;
}

/// What pages can see of a card.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CardReport<'a> {
    revision: u32,
    state: &'static str,
    picture_state: Shown,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    profile: JsValue,
    error: Option<ErrorReport>,
    announcement: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<f64>,
}

/// Reports to the element, and hands out its profile: the same object for as long as it is the same answer, compared with
/// the same name.
///
/// Yew destroys a card a little after its element has ended it. The element hears nothing in between.
pub struct Reporter {
    host: CardHost,
    ended: Rc<Cell<bool>>,
    last_reported: Option<(Rc<Profile>, Option<MatchReason>, JsValue)>,
}

impl Reporter {
    /// Reports to that element until it has ended the card.
    pub fn new(host: CardHost, ended: Rc<Cell<bool>>) -> Self {
        Self {
            host,
            ended,
            last_reported: None,
        }
    }

    /// Whether the page lets the lookup begin. A listener that throws has not said no, one that has ended the card has.
    pub fn allow_lookup(&self, request_id: &str) -> bool {
        !self.ended.get()
            && self.host.allow_lookup_js(request_id).unwrap_or(true)
            && !self.ended.get()
    }

    /// Tells the element how the card is now, by the inputs of that revision. `duration_ms` is given once for each lookup, with its outcome.
    pub fn report(
        &mut self,
        revision: u32,
        state: &CardState,
        name_match: Option<MatchReason>,
        announcement: &str,
        request_id: &str,
        duration_ms: Option<f64>,
    ) {
        if self.ended.get() {
            return;
        }
        let profile = match state.profile() {
            Some(profile) => self.profile(profile, name_match),
            None => {
                self.last_reported = None;
                JsValue::NULL
            }
        };
        let report = CardReport {
            revision,
            state: state.phase().as_str(),
            picture_state: state.picture_shown(),
            profile,
            error: match state.phase() {
                Phase::Error(error) => Some(ErrorReport::from(error)),
                _ => None,
            },
            announcement,
            request_id,
            duration_ms,
        };
        // A listener that throws is reported by the browser itself.
        let _ = self.host.report_js(to_js(&report));
    }

    /// How the newest lookup ended, for those who have called `refresh()`.
    pub fn outcome(
        &mut self,
        state: &CardState,
        name_match: Option<MatchReason>,
    ) -> Result<JsValue, LookupError> {
        match state.phase() {
            Phase::Ready(profile) | Phase::NotRegistered(profile) => {
                Ok(self.profile(profile, name_match))
            }
            Phase::Error(error) => Err(error.clone()),
            Phase::Idle | Phase::Loading => Err(stopped()),
        }
    }

    fn profile(&mut self, profile: &Rc<Profile>, name_match: Option<MatchReason>) -> JsValue {
        if let Some((last, matched, object)) = &self.last_reported
            && Rc::ptr_eq(last, profile)
            && *matched == name_match
        {
            return object.clone();
        }
        let object = profile_to_js(profile, name_match);
        self.last_reported = Some((Rc::clone(profile), name_match, object.clone()));
        object
    }
}

/// A promise that somebody waits for, of `refresh()`. Dropping it unresolved rejects it: the card has gone on without it.
pub struct RefreshReply(Option<(Function, Function)>);

impl RefreshReply {
    /// The two functions of a promise's executor.
    pub fn new(resolve: Function, reject: Function) -> Self {
        Self(Some((resolve, reject)))
    }

    /// Settles the promise.
    pub fn send(mut self, outcome: Result<JsValue, LookupError>) {
        self.settle(outcome);
    }

    fn settle(&mut self, outcome: Result<JsValue, LookupError>) {
        let Some((resolve, reject)) = self.0.take() else {
            return;
        };
        // A promise's own functions don't throw.
        let _ = match outcome {
            Ok(profile) => resolve.call1(&JsValue::UNDEFINED, &profile),
            Err(error) => reject.call1(&JsValue::UNDEFINED, &error_to_js(&error)),
        };
    }
}

impl Drop for RefreshReply {
    fn drop(&mut self) {
        self.settle(Err(stopped()));
    }
}

/// The error of a lookup that ended before its answer came.
pub fn stopped() -> LookupError {
    LookupError::new(LookupErrorCode::Aborted, "The lookup was stopped.")
}

/// How two names compare, as pages get it.
#[derive(Serialize)]
struct NameMatchReport {
    result: &'static str,
    reason: &'static str,
}

/// A profile as pages get it: frozen, with what can be told of it now and, where it is compared with an expected name,
/// how.
pub fn profile_to_js(profile: &Profile, name_match: Option<MatchReason>) -> JsValue {
    let evidence = Evidence {
        name_match,
        ..Evidence::at(Date::now())
    };
    let words = signals(profile, &evidence).into_iter().map(Signal::as_str);
    let compared = name_match.map(|reason| NameMatchReport {
        result: reason.result().as_str(),
        reason: reason.as_str(),
    });
    let object = to_js(profile);
    for (name, value) in [
        ("signals", to_js(&words.collect::<Vec<_>>())),
        ("match", to_js(&compared)),
    ] {
        // A plain object of ours takes any member.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    Object::freeze(object.unchecked_ref::<Object>());
    object
}

/// An error as plain fields; the shell makes a `LookupError` of them.
pub fn error_to_js(error: &LookupError) -> JsValue {
    to_js(&ErrorReport::from(error))
}

/// With null for what isn't there, as the contract has it.
fn to_js(value: &impl Serialize) -> JsValue {
    // Fails only for types that JavaScript has no value for, which none of ours holds.
    value
        .serialize(&Serializer::new().serialize_missing_as_null(true))
        .unwrap_or(JsValue::NULL)
}
