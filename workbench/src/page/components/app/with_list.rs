//! A list from its columns to the ways out.

use std::rc::Rc;

use yew::prelude::*;

use super::App;
use crate::page::components::columns::Columns;
use crate::page::components::compare::Compare;
use crate::page::components::export::Export;
use crate::page::components::list_head::ListHead;
use crate::page::components::opt_out::OptOut;
use crate::page::components::outreach::Outreach;
use crate::page::components::plan::Plan;
use crate::page::components::record_page::RecordPage;
use crate::page::components::results::Results;
use crate::page::components::run::Run;
use crate::page::components::start::StartForm;
use crate::page::estimate::{self, Cap};
use crate::page::state::RecordState;
use crate::protocol::{Opened, Phase};

impl App {
    pub(super) fn with(&self, list: &Rc<Opened>) -> Html {
        let state = &self.state;
        let has_results = state.has_results();
        let record = match &state.record {
            Some(RecordState::Made(record)) => Some(Rc::clone(record)),
            _ => None,
        };
        html! {
            <>
                if let Some(record) = &record {
                    <RecordPage record={Rc::clone(record)} act={&self.act} />
                }
                <div class="with-list" hidden={record.is_some()}>
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
                { self.results(list) }
                if has_results {
                    { self.ways_out() }
                }
                </div>
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
                per_second={state.progress.as_ref().and_then(|progress| progress.per_second)}
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
                compares_pictures={state.compares_pictures()}
                act={&self.act}
            />
        }
    }

    fn results(&self, list: &Rc<Opened>) -> Html {
        let state = &self.state;
        let session = state.access.session();
        let open = state.shown.selected.open;
        let selected = estimate::estimate(open, Cap::read(&state.cap), session, &*self.words);
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
                    record={state.record.clone()}
                    lookup_cost={estimate::one_more(session, &*self.words)}
                    selected_line={selected.line}
                    can_start={!state.is_running() && state.access.allows_lookups()}
                    act={&self.act}
                />
            </>
        }
    }

    fn ways_out(&self) -> Html {
        let state = &self.state;
        html! {
                <div class="ways-out">
                    <Export writing={state.writing} selected={state.shown.selected.entries} act={&self.act} />
                    <Outreach messages={state.messages.clone()} writing={state.writing} act={&self.act} />
                    <Compare compared={state.compared} act={&self.act} />
                </div>
        }
    }
}
