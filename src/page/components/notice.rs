//! What is said beside the field: why it holds no number, or what is asked before a lookup.

use yew::prelude::*;

use crate::page::regions::Region;
use crate::page::state::{Action, Notice};
use crate::page::{browser, entry::Number};

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
    let name = |region| props.name.emit(region);
    let problem = match &props.notice {
        Some(Notice::Refused(error)) => error.message(name),
        Some(Notice::UnreadableLink) => {
            "The number in this link can’t be read. Enter one here.".to_owned()
        }
        Some(Notice::Doubtful(_, doubt)) => doubt.message(name),
        Some(Notice::Linked(_)) | None => String::new(),
    };
    let question = match &props.notice {
        Some(Notice::Doubtful(number, _)) => question(
            props,
            number,
            " anyway? This uses one lookup.",
            "Look up anyway",
        ),
        Some(Notice::Linked(number)) => {
            question(props, number, "? This uses one lookup.", "Yes, look up")
        }
        Some(Notice::Refused(_) | Notice::UnreadableLink) | None => html! {},
    };
    html! {
        <div class="notices">
            <p class="problem" id="number-problem" role="alert">{ problem }</p>
            <div class="question" id="question" role="status">{ question }</div>
        </div>
    }
}

fn question(
    props: &NoticeProps,
    number: &Number,
    rest: &'static str,
    confirm: &'static str,
) -> Html {
    let confirmed = props.act.reform(|_: MouseEvent| Action::Confirmed {
        at_ms: browser::now_ms(),
    });
    let dismissed = props.act.reform(|_: MouseEvent| Action::Dismissed);
    html! {
        <div class="question-box">
            <p>
                {"Look up "}<strong class="digits">{ &number.shown }</strong>{ rest }
            </p>
            <div class="question-buttons">
                <button type="button" class="button" id="confirm" onclick={confirmed}>{ confirm }</button>
                <button type="button" class="button quiet" id="dismiss" onclick={dismissed}>{"Not now"}</button>
            </div>
        </div>
    }
}
