//! The one field: a country, a number and the button that looks it up.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::field::{use_chosen, use_focus};
use super::icon::{Glyph, Icon};
use super::notice::NoticeLine;
use super::purpose::Purpose;
use super::texts::use_texts;
use crate::page::access::PurposeWanted;
use crate::page::browser;
use crate::page::formats::ReadersFormats;
use crate::page::regions::{self, Region};
use crate::page::state::{Action, Notice, State};
use crate::page::texts::{PageText, PageTexts};
use crate::texts::bidi;
use crate::texts::catalogues::ENGLISH;
use crate::texts::isolated::isolated;

#[derive(PartialEq, Properties)]
pub struct FormProps {
    /// The chooser's countries with their names, in its order.
    pub regions: Rc<Vec<(Region, String)>>,
    pub state: UseReducerHandle<State>,
    pub act: Callback<Action>,
}

#[component]
pub fn Form(props: &FormProps) -> Html {
    let texts = use_texts();
    let state = &props.state;
    let field = use_node_ref();
    let chooser = use_node_ref();
    let iso = state.region.map_or("", |region| region.iso);

    use_chosen(&chooser, AttrValue::Static(iso), Rc::clone(&props.regions));

    let refused = matches!(
        state.notice,
        Some(Notice::Refused(_) | Notice::Doubtful(..))
    );
    {
        let field = field.clone();
        use_effect_with(
            (state.submissions, refused),
            move |&(submissions, refused)| {
                if submissions > 0 && refused {
                    browser::focus(field.cast::<HtmlElement>());
                }
            },
        );
    }

    use_focus(&field, state.entrances);

    let onsubmit = {
        let act = props.act.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            act.emit(Action::Submitted {
                at_ms: browser::now_ms(),
            });
        }
    };
    let oninput = {
        let act = props.act.clone();
        move |event: InputEvent| {
            if let Some(text) = browser::input_value(&event) {
                act.emit(Action::Typed(text));
            }
        }
    };
    let onchange = {
        let act = props.act.clone();
        move |event: Event| {
            if let Some(iso) = browser::select_value(&event) {
                act.emit(Action::RegionChosen(iso));
            }
        }
    };
    let name = {
        let regions = Rc::clone(&props.regions);
        let is_english = texts.catalogue() == ENGLISH;
        Callback::from(move |region: Region| name_in_sentence(&regions, region, is_english))
    };

    html! {
        <form class="lookup" id="lookup" novalidate=true {onsubmit} autocomplete="off">
            { purpose(state, &props.act) }
            <div class="field field-country">
                <label for="region">{ texts.text(PageText::Country) }</label>
                <select id="region" ref={chooser} {onchange}>
                    <Options regions={Rc::clone(&props.regions)} />
                </select>
            </div>
            <div class="field field-number">
                <label for="number">{ texts.text(PageText::PhoneNumber) }</label>
                <input
                    id="number"
                    ref={field}
                    type="tel"
                    dir="ltr"
                    inputmode="tel"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="64"
                    value={state.entered.clone()}
                    aria-invalid={if refused { "true" } else { "false" }}
                    aria-describedby="number-problem number-hint"
                    {oninput}
                />
            </div>
            <button
                type="submit"
                class="button primary"
                id="look-up"
                aria-disabled={state.needs_purpose().then_some("true")}
                aria-describedby={state.needs_purpose().then_some("purpose-hint")}
            >
                <Icon glyph={Glyph::Search} />{ texts.text(PageText::LookUp) }
            </button>
            <div class="help">
                <NoticeLine notice={state.notice.clone()} {name} act={&props.act} />
                <p class="hint" id="number-hint">{ texts.text(PageText::NumberHint) }</p>
                { allowance(state, &texts) }
            </div>
        </form>
    }
}

fn purpose(state: &State, act: &Callback<Action>) -> Html {
    let Some(PurposeWanted { listed, required }) = state.access.asks_for_purpose() else {
        return html! {};
    };
    html! {
        <Purpose
            listed={listed.map(<[String]>::to_vec)}
            {required}
            purpose={state.purpose.clone()}
            lacking={state.lacks_purpose}
            asked={state.purpose_asks}
            given={act.reform(Action::PurposeGiven)}
        />
    }
}

/// What is left, and what a lookup costs: nothing where neither is known.
fn allowance(state: &State, texts: &PageTexts) -> Html {
    let formats = ReadersFormats::of(texts.tag());
    let session = state.access.session();
    let sentences = session.map(|session| session.allowance(texts, &formats));
    let sentences = sentences.unwrap_or_default();
    if sentences.is_empty() {
        return html! {};
    }
    html! {
        <p class="allowance" id="allowance">
            { for sentences.iter().map(|sentence| html! { <>{ isolated(sentence) }{" "}</> }) }
        </p>
    }
}

fn name_in_sentence(regions: &[(Region, String)], region: Region, is_english: bool) -> String {
    let name = regions
        .iter()
        .find(|(candidate, _)| candidate.iso == region.iso)
        .map_or(region.iso, |(_, name)| name.as_str());
    regions::in_sentence(region, name, is_english)
}

#[derive(PartialEq, Properties)]
struct OptionsProps {
    regions: Rc<Vec<(Region, String)>>,
}

/// Apart from the form, so that two hundred options aren't compared at each key stroke.
#[component]
fn Options(props: &OptionsProps) -> Html {
    let texts = use_texts();
    html! {
        <>
            <option value="">{ texts.text(PageText::CountryChoose) }</option>
            { for props.regions.iter().map(|(region, name)| html! {
                <option key={region.iso} value={region.iso}>
                    { format!("{name} ({})", bidi::number(&format!("+{}", region.calling_code))) }
                </option>
            }) }
        </>
    }
}
