//! The whole page: owns the state, and does what state can't: the browser's part.

use std::collections::HashMap;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::demo::DemoNumbers;
use super::footer::Footer;
use super::form::Form;
use super::header::Header;
use super::sign_in::{SignIn, SignInByProxy};
use super::stage::Stage;
use super::visits::Visits;
use crate::page::access::Access;
use crate::page::account::Account;
use crate::page::element::Report;
use crate::page::state::{Action, Demo, Shown, State};
use crate::page::texts::{PageText, PageTexts};
use crate::page::{browser, demo, language, link, regions, requests, session};
use crate::texts::catalogues::Catalogue;

/// What the page begins with.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The texts in the reader's language.
    pub texts: PageTexts,
}

/// The page, with its header and footer.
#[component]
pub fn App(props: &AppProps) -> Html {
    let texts = use_state_eq(|| props.texts.clone());
    let language_failures = use_state(|| 0);
    let state = use_reducer_eq(State::default);
    let act: Callback<Action> = state.dispatcher().into();
    let regions = use_memo(texts.tag().to_owned(), |tag| {
        browser::named_regions(regions::all(), tag)
    });
    // Answers are the kit's objects. They stay beside the state, which is plain data.
    let profiles = use_mut_ref(HashMap::<String, JsValue>::new);

    let account = {
        let changed = act.reform(Action::from);
        use_memo((), |_| Account::new(session::ADDRESS, changed))
    };
    {
        let act = act.clone();
        let account = Rc::clone(&account);
        use_effect_with((), move |_| {
            wasm_bindgen_futures::spawn_local(account.begin());
            let region = browser::language_region().and_then(|iso| regions::find(&iso));
            let link = link::read(browser::parameter(link::PARAMETER).as_deref());
            act.emit(Action::Opened(region, link));
            wasm_bindgen_futures::spawn_local(async move {
                let groups = requests::demo_list().await.map(demo::grouped);
                act.emit(Action::DemoKnown(match groups {
                    Some(groups) if !groups.is_empty() => Demo::Numbers(groups.into()),
                    _ => Demo::Absent,
                }));
            });
        });
    }
    {
        let account = Rc::clone(&account);
        use_effect_with(state.spent, move |&spent| {
            if spent > 0 {
                wasm_bindgen_futures::spawn_local(account.refresh());
            }
        });
    }
    use_effect_with(state.theme, |&theme| browser::apply_theme(theme));
    let language_chosen = use_language(texts.setter(), language_failures.clone());

    let report = {
        let act = act.clone();
        let profiles = Rc::clone(&profiles);
        Callback::from(move |(shown, report): (Shown, Report)| {
            if let Some(profile) = report.profile {
                profiles
                    .borrow_mut()
                    .insert(shown.number.e164.clone(), profile);
            }
            act.emit(Action::Reported {
                id: shown.id,
                outcome: report.outcome,
                name: report.name,
                at_ms: browser::now_ms(),
            });
        })
    };
    let clear = {
        let act = act.clone();
        let profiles = Rc::clone(&profiles);
        Callback::from(move |()| {
            profiles.borrow_mut().clear();
            browser::forget_answers();
            act.emit(Action::Cleared);
        })
    };
    let sign_in = {
        let account = Rc::clone(&account);
        Callback::from(move |(token, keep)| {
            wasm_bindgen_futures::spawn_local(Rc::clone(&account).sign_in(token, keep));
        })
    };
    let sign_out = {
        let profiles = Rc::clone(&profiles);
        Callback::from(move |()| {
            profiles.borrow_mut().clear();
            account.sign_out();
        })
    };
    // What has fallen out of the list is shown by no button any more.
    profiles
        .borrow_mut()
        .retain(|e164, _| state.visits.iter().any(|visit| visit.number.e164 == *e164));

    let current = state
        .shown
        .as_ref()
        .map(|shown| AttrValue::from(shown.number.e164.clone()));
    let profile = current
        .as_deref()
        .and_then(|e164| profiles.borrow().get(e164).cloned());
    // The footer waits for the demo numbers, which would push it down.
    let footer = match state.demo {
        Demo::Unknown => html! {},
        Demo::Absent | Demo::Numbers(_) => html! { <Footer /> },
    };
    let entrance = match &state.access {
        Access::Token(form) => html! {
            <SignIn form={form.clone()} asked={state.sign_ins} {sign_in} />
        },
        Access::Proxy => html! { <SignInByProxy /> },
        Access::Unknown | Access::Open | Access::Granted { .. } => html! {
            <Form {regions} state={state.clone()} act={&act} />
        },
    };
    html! {
        <ContextProvider<PageTexts> context={(*texts).clone()}>
            <div class="page">
                <Header
                    theme={state.theme}
                    access={state.access.clone()}
                    {sign_out}
                    language_failures={*language_failures}
                    {language_chosen}
                    act={&act}
                />
                <main>
                    <div class="intro">
                        <h1>{ texts.text(PageText::Heading) }</h1>
                        <p>{ texts.text(PageText::Intro) }</p>
                    </div>
                    <div class="entrance" data-access={access_name(&state.access)}>{ entrance }</div>
                    <div class="result">
                        <Stage
                            shown={state.shown.clone()}
                            {profile}
                            theme={state.theme}
                            copied={state.copied}
                            demo={state.shown_demo().cloned()}
                            {report}
                            act={&act}
                        />
                        <Visits
                            visits={state.visits.clone()}
                            current={current.clone()}
                            act={&act}
                            {clear}
                        />
                    </div>
                    <DemoNumbers demo={state.demo.clone()} {current} act={&act} />
                </main>
                <div class="footer-place">{ footer }</div>
            </div>
        </ContextProvider<PageTexts>>
    }
}

/// Takes a language that is chosen: its texts are asked for, and the page stays as it is until they are there. The last
/// choice counts.
#[hook]
fn use_language(
    texts: UseStateSetter<PageTexts>,
    failures: UseStateHandle<u32>,
) -> Callback<&'static Catalogue> {
    let choices = use_mut_ref(|| 0_u32);
    Callback::from(move |catalogue: &'static Catalogue| {
        let choice = choices.borrow().wrapping_add(1);
        *choices.borrow_mut() = choice;
        let (choices, texts, failures) = (Rc::clone(&choices), texts.clone(), failures.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let chosen = language::chosen(catalogue).await;
            if *choices.borrow() != choice {
                return;
            }
            match chosen {
                Some(chosen) => {
                    browser::set_parameter(language::PARAMETER, catalogue.tag);
                    language::apply(&chosen);
                    failures.set(0);
                    texts.set(chosen);
                }
                None => failures.set(failures.wrapping_add(1)),
            }
        });
    })
}

/// For the style sheet: until the gateway has said who may ask, there is room for what comes.
fn access_name(access: &Access) -> &'static str {
    match access {
        Access::Unknown => "unknown",
        Access::Open | Access::Granted { .. } => "granted",
        Access::Token(_) | Access::Proxy => "sign-in",
    }
}
