//! Who uses the page, and what its gateway allows them: asks the gateway, and holds the token.
//!
//! The token is in this object and in the kit's options, and in the tab's session storage where its
//! owner wants that; never in the page's state, its address or its elements. It goes to the page's
//! own gateway only: cards have no other endpoint.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::access::{Access, AccessChange, SignInProblem};
use super::browser;
use super::credential;
use super::requests;
use super::session::{self, Answer};

/// The one who uses the page.
pub struct Account {
    session: &'static str,
    changed: Callback<AccessChange>,
    token: RefCell<Option<String>>,
    /// Grows with each question: the answer to an earlier one counts no more.
    asked: Cell<u32>,
}

impl Account {
    /// Somebody who isn't known yet. `session` is where the gateway says what it allows, from the document;
    /// `changed` takes what it says.
    pub fn new(session: &'static str, changed: Callback<AccessChange>) -> Self {
        Self {
            session,
            changed,
            token: RefCell::default(),
            asked: Cell::new(0),
        }
    }

    /// Asks for the first time, with the token that this tab has kept.
    pub async fn begin(self: Rc<Self>) {
        self.hold(credential::kept());
        match self.ask().await {
            Some(Answer::Absent | Answer::Unchecked(_)) => {
                self.changed.emit(AccessChange::Known(Access::Open));
            }
            Some(answer) => self.take(answer).await,
            None => {}
        }
    }

    /// Asks again: what is left changes with each lookup, and a token may have been revoked.
    pub async fn refresh(self: Rc<Self>) {
        if let Some(answer) = self.ask().await {
            self.take(answer).await;
        }
    }

    /// Asks with the token that was entered, and keeps it in this tab where `keep` says so.
    pub async fn sign_in(self: Rc<Self>, entered: String, keep: bool) {
        let Some(token) = session::token_in(&entered) else {
            let problem = if entered.trim().is_empty() {
                SignInProblem::Empty
            } else {
                SignInProblem::NoToken
            };
            return self.changed.emit(AccessChange::SignInFailed(problem));
        };
        self.changed.emit(AccessChange::SignInBegun);
        let problem = match self.ask_with(Some(token)).await {
            Some(Answer::Told(session)) => {
                self.hold(Some(token.to_owned()));
                if keep {
                    credential::keep(token);
                }
                self.changed
                    .emit(AccessChange::Known(Access::of(*session, true)));
                return;
            }
            Some(Answer::Refused) => SignInProblem::Wrong,
            Some(Answer::Unchecked(why)) => SignInProblem::Unchecked(why),
            Some(Answer::Absent) => SignInProblem::Unchecked(session::Unchecked::Failed),
            None => return,
        };
        self.changed.emit(AccessChange::SignInFailed(problem));
    }

    /// Forgets the token, and what it was used for.
    pub fn sign_out(&self) {
        self.asked.set(self.asked.get().wrapping_add(1));
        self.forget();
        self.changed.emit(AccessChange::SignedOut);
    }

    /// The token that requests carry.
    pub fn token(&self) -> Option<String> {
        self.token.borrow().clone()
    }

    async fn take(&self, answer: Answer) {
        match answer {
            Answer::Told(session) => {
                let by_token = self.token.borrow().is_some();
                self.changed
                    .emit(AccessChange::Known(Access::of(*session, by_token)));
            }
            Answer::Refused => {
                let had_token = self.token.borrow().is_some();
                self.forget();
                // How to sign in now is told to those without a token.
                let told = if had_token { self.ask().await } else { None };
                let access = match told {
                    Some(Answer::Told(session)) => Access::of(*session, false),
                    _ => Access::sign_in_by_token(),
                };
                self.changed.emit(AccessChange::Known(
                    access.with_problem(SignInProblem::NoLonger),
                ));
            }
            // What was known stays: this says nothing about it.
            Answer::Absent | Answer::Unchecked(_) => {}
        }
    }

    async fn ask(&self) -> Option<Answer> {
        self.ask_with(self.token().as_deref()).await
    }

    /// None where something newer was asked meanwhile.
    async fn ask_with(&self, token: Option<&str>) -> Option<Answer> {
        let number = self.asked.get().wrapping_add(1);
        self.asked.set(number);
        let answer = requests::session(self.session, token).await;
        (self.asked.get() == number).then_some(answer)
    }

    fn hold(&self, token: Option<String>) {
        credential::give_to_cards(token.as_deref());
        *self.token.borrow_mut() = token;
    }

    fn forget(&self) {
        self.hold(None);
        credential::forget();
        browser::forget_answers();
    }
}
