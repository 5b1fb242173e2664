//! What is said beside the field: why it holds no number, or what is asked before a lookup.

use yew::prelude::*;

use super::texts::{use_texts, with_element};
use crate::page::regions::Region;
use crate::page::state::{Action, Notice};
use crate::page::texts::PageText;
use crate::page::{browser, entry::Number};
use crate::texts::isolated::isolated;

#[derive(PartialEq, Properties)]
pub struct NoticeProps {
    pub notice: Option<Notice>,
    /// Names a region as it stands in a sentence.
    pub name: Callback<Region, String>,
    pub act: Callback<Action>,
}

/// Both elements are always there: a live region that appears together with its text isn't read out.
#[component]
pub fn NoticeLine(props: &NoticeProps) -> Html {
    let texts = use_texts();
    let name = |region| props.name.emit(region);
    let problem = match &props.notice {
        Some(Notice::Refused(error)) => error.sentence(&texts, name),
        Some(Notice::UnreadableLink) => texts.text(PageText::LinkUnreadable),
        Some(Notice::Doubtful(_, doubt)) => doubt.sentence(&texts, name),
        Some(Notice::Linked(_)) | None => AttrValue::default(),
    };
    let asked = match &props.notice {
        Some(Notice::Doubtful(number, _)) => Some((
            number,
            PageText::DoubtfulQuestion,
            PageText::DoubtfulConfirm,
        )),
        Some(Notice::Linked(number)) => {
            Some((number, PageText::LinkedQuestion, PageText::LinkedConfirm))
        }
        Some(Notice::Refused(_) | Notice::UnreadableLink) | None => None,
    };
    let question = asked.map(|(number, asked, confirm)| {
        html! {
            <Question number={number.clone()} {asked} {confirm} act={&props.act} />
        }
    });
    html! {
        <div class="notices">
            <p class="problem" id="number-problem" role="alert">{ isolated(&problem) }</p>
            <div class="question" id="question" role="status">{ question }</div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct QuestionProps {
    number: Number,
    asked: PageText,
    confirm: PageText,
    act: Callback<Action>,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let texts = use_texts();
    let number = html! { <strong class="digits">{ &props.number.shown }</strong> };
    let confirmed = props.act.reform(|_: MouseEvent| Action::Confirmed {
        at_ms: browser::now_ms(),
    });
    let dismissed = props.act.reform(|_: MouseEvent| Action::Dismissed);
    html! {
        <div class="question-box">
            <p>{ with_element(&texts.text(props.asked), "number", number) }</p>
            <div class="question-buttons">
                <button type="button" class="button" id="confirm" onclick={confirmed}>{ texts.text(props.confirm) }</button>
                <button type="button" class="button quiet" id="dismiss" onclick={dismissed}>{ texts.text(PageText::QuestionDismiss) }</button>
            </div>
        </div>
    }
}
