//! The whole workbench: owns the state, and does what state can't: the worker's and the browser's part.

use std::rc::Rc;

use gloo_events::EventListener;
use phone_profile::page::account::Account;
use phone_profile::page::browser;
use web_sys::Worker;
use yew::prelude::*;

use super::columns::Columns;
use super::compare::Compare;
use super::export::Export;
use super::header::Header;
use super::icon::{Glyph, Icon};
use super::kept::Kept;
use super::list_head::ListHead;
use super::open::{self, Open};
use super::opt_out::OptOut;
use super::outreach::Outreach;
use super::plan::Plan;
use super::results::Results;
use super::run::Run;
use super::start::StartForm;
use crate::page::channel::Channel;
use crate::page::state::{Action, Effect, State};
use crate::page::words::Words;
use crate::page::{files, leaving};
use crate::protocol::{Opened, Phase, Request};

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
            Effect::Ask(request) => self.channel.ask(request),
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

    fn with(&self, list: &Rc<Opened>) -> Html {
        let state = &self.state;
        let has_results = state.has_results();
        html! {
            <>
                <ListHead
                    list={Rc::clone(list)}
                    planned={state.planned.clone()}
                    would_lose={state.would_lose()}
                    act={&self.act}
                />
                <details class="panel step" id="columns" open={!has_results}>
                    <summary><h2>{"Columns"}</h2><span class="hint">{"What your file’s columns are"}</span></summary>
                    <Columns
                        list={Rc::clone(list)}
                        columns={state.columns.clone()}
                        disabled={state.is_running()}
                        act={&self.act}
                    />
                </details>
                { self.plan(has_results) }
                { self.run() }
                if has_results {
                    { self.results(list) }
                }
            </>
        }
    }

    fn plan(&self, has_results: bool) -> Html {
        let state = &self.state;
        let Some(planned) = &state.planned else {
            return html! {};
        };
        let is_running = state.is_running();
        html! {
            <details class="panel step" id="plan" open={!has_results || self.wants_start()}>
                <summary><h2>{"Before the start"}</h2><span class="hint">{"What would be looked up, and what it takes"}</span></summary>
                <div class="plan-and-start">
                    <div>
                        <Plan planned={Rc::clone(planned)} act={&self.act} />
                        <OptOut disabled={is_running} act={&self.act} />
                    </div>
                    if !is_running {
                        { self.start() }
                    }
                </div>
            </details>
        }
    }

    /// Whether the form of the start is what the run waits for.
    fn wants_start(&self) -> bool {
        match &self.state.progress {
            None => true,
            Some(progress) => matches!(progress.phase, Phase::SignIn | Phase::Capped),
        }
    }

    fn start(&self) -> Html {
        let state = &self.state;
        let Some(planned) = &state.planned else {
            return html! {};
        };
        let sign_in = {
            let account = Rc::clone(&self.account);
            Callback::from(move |(token, keep)| {
                wasm_bindgen_futures::spawn_local(Rc::clone(&account).sign_in(token, keep));
            })
        };
        html! {
            <StartForm
                planned={Rc::clone(planned)}
                access={state.access.clone()}
                sign_ins={state.sign_ins}
                {sign_in}
                purpose={state.purpose.clone()}
                purpose_asks={state.purpose_asks}
                lacks_purpose={state.lacks_purpose()}
                cap={state.cap.clone()}
                resumes={state.has_results()}
                act={&self.act}
            />
        }
    }

    fn run(&self) -> Html {
        let state = &self.state;
        let Some(progress) = &state.progress else {
            return html! {};
        };
        let session = state.access.session().filter(|session| !session.demo);
        html! {
            <Run
                progress={progress.clone()}
                price={session.and_then(|session| session.price.clone())}
                keeps={state.keeps}
                act={&self.act}
            />
        }
    }

    fn results(&self, list: &Rc<Opened>) -> Html {
        let state = &self.state;
        html! {
            <>
                <Results
                    list={Rc::clone(list)}
                    view={state.view.clone()}
                    shown={Rc::clone(&state.shown)}
                    rows={state.rows.clone()}
                    table={Rc::clone(&state.table)}
                    open={state.open}
                    card={state.card.clone()}
                    theme={state.theme}
                    act={&self.act}
                />
                <div class="ways-out">
                    <Export writing={state.writing} act={&self.act} />
                    <Outreach messages={state.messages.clone()} writing={state.writing} act={&self.act} />
                    <Compare compared={state.compared} act={&self.act} />
                </div>
            </>
        }
    }
}

#[component]
fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>
                {"Only what people have made public. Privacy settings are never bypassed. "}
                {"Answers come from the lookup service that this gateway is set up with, and say when they were checked."}
            </p>
            <p>{"Not affiliated with WhatsApp or Meta."}</p>
        </footer>
    }
}
