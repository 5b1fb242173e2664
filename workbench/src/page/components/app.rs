//! The whole workbench: owns the state, and does what state can't: the worker's and the browser's part. What it draws of a
//! list is in `with_list`.

mod with_list;

use std::rc::Rc;

use gloo_events::EventListener;
use phone_profile::page::account::Account;
use phone_profile::page::browser;
use web_sys::Worker;
use yew::prelude::*;

use super::footer::Footer;
use super::header::Header;
use super::icon::{Glyph, Icon};
use super::kept::Kept;
use super::open::{self, Open};
use crate::page::channel::Channel;
use crate::page::state::{Action, Effect, State};
use crate::page::words::Words;
use crate::page::{files, leaving};
use crate::protocol::Request;

/// Where the gateway says what it allows, from the workbench.
const SESSION: &str = "../session";

/// What the start script hands over.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The workbench's other half.
    pub worker: Worker,
}

/// A struct, so that what an action leads to is done once, where its order is certain.
pub struct App {
    state: State,
    channel: Channel,
    account: Rc<Account>,
    words: Rc<Words>,
    act: Callback<Action>,
    leaving: Option<EventListener>,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link();
        let account = Rc::new(Account::new(SESSION, link.callback(Action::Access)));
        wasm_bindgen_futures::spawn_local(Rc::clone(&account).begin());
        Self {
            state: State::new(),
            channel: Channel::to(context.props().worker.clone(), link.callback(Action::Heard)),
            account,
            words: Words::new(),
            act: link.callback(|action| action),
            leaving: None,
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        if let Action::ThemeChosen(theme) = action {
            browser::apply_theme(theme);
        }
        // Rows that come into sight are drawn by the table; here they are only asked for.
        let changes = !matches!(action, Action::Seen(_));
        for effect in self.state.apply(action) {
            self.perform(effect);
        }
        if self.state.would_lose() != self.leaving.is_some() {
            self.leaving = if self.state.would_lose() {
                leaving::ask()
            } else {
                None
            };
        }
        changes
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let state = &self.state;
        let sign_out = {
            let account = Rc::clone(&self.account);
            Callback::from(move |()| account.sign_out())
        };
        // A file that is dropped beside the zone would otherwise be opened in place of the page.
        let ondragover = |event: DragEvent| event.prevent_default();
        let ondrop = {
            let (act, can_open) = (
                self.act.clone(),
                state.list.is_none() && state.reading.is_none(),
            );
            move |event: DragEvent| {
                event.prevent_default();
                if let Some(file) = files::dropped(event.data_transfer()).filter(|_| can_open) {
                    open::open(file, act.clone());
                }
            }
        };
        html! {
            <ContextProvider<Rc<Words>> context={Rc::clone(&self.words)}>
                <div class="page workbench" {ondragover} {ondrop}>
                    <Header theme={state.theme} access={state.access.clone()} {sign_out} act={&self.act} />
                    <main>
                        { self.problem() }
                        { match &state.list {
                            None => self.before(),
                            Some(list) => self.with(list),
                        } }
                    </main>
                    <Footer />
                </div>
            </ContextProvider<Rc<Words>>>
        }
    }
}

impl App {
    fn perform(&self, effect: Effect) {
        match effect {
            // The token is in the account, and never in the state.
            Effect::Ask(Request::Start(mut start)) => {
                start.token = self.account.token();
                self.channel.ask(Request::Start(start));
            }
            Effect::Ask(Request::ComparePictures { .. }) => {
                let token = self.account.token();
                self.channel.ask(Request::ComparePictures { token });
            }
            Effect::Ask(Request::Record(mut wanted)) => {
                wanted.token = self.account.token();
                self.channel.ask(Request::Record(wanted));
            }
            Effect::Ask(request) => self.channel.ask(request),
            Effect::Print => {
                if let Some(window) = web_sys::window() {
                    // Only a window without a document fails.
                    let _ = window.print();
                }
            }
            Effect::Save(file) => files::save(&file),
            Effect::AskAccess => {
                wasm_bindgen_futures::spawn_local(Rc::clone(&self.account).refresh())
            }
        }
    }

    fn problem(&self) -> Html {
        let Some(problem) = &self.state.problem else {
            return html! {};
        };
        let dismiss = self.act.reform(|_: MouseEvent| Action::ProblemDismissed);
        html! {
            <div class="banner banner-problem" id="problem" role="alert">
                <p class="banner-text">{ problem }</p>
                <button type="button" class="button quiet icon-button" aria-label="Dismiss" onclick={dismiss}><Icon glyph={Glyph::Close} /></button>
            </div>
        }
    }

    /// Before there is a list.
    fn before(&self) -> Html {
        let state = &self.state;
        html! {
            <>
                <div class="intro">
                    <h1>{"From a list of numbers to a list of people"}</h1>
                    <p>{"Open a list, see what it would cost, look it up, and take it away with what was found."}</p>
                </div>
                { for state.kept.iter().map(|kept| html! { <Kept kept={kept.clone()} act={&self.act} /> }) }
                <Open reading={state.reading.clone().map(AttrValue::from)} act={&self.act} />
            </>
        }
    }
}
