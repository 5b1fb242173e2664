//! How far the comparison of pictures is: a step of its own, after the run.

use std::rc::Rc;

use yew::prelude::*;

use super::count::{count, counted};
use crate::page::action::Action;
use crate::page::words::Words;
use crate::protocol::{PictureStep, Pictures};

/// What isn't compared may be on several numbers all the same.
const NOT_KNOWN: &str = "whether they are on several numbers isn’t known";

#[derive(PartialEq, Properties)]
pub struct PicturesLineProps {
    pub pictures: Pictures,
    /// Whether the gateway does that.
    pub offered: bool,
    /// Whether the run is under way: pictures are compared when it rests.
    pub runs: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn PicturesLine(props: &PicturesLineProps) -> Html {
    let Some(words) = use_context::<Rc<Words>>() else {
        return html! {};
    };
    let pictures = &props.pictures;
    let can_ask = props.offered
        && !props.runs
        && pictures.waiting > 0
        && pictures.step != PictureStep::UnderWay;
    let again = matches!(pictures.step, PictureStep::Failed(_));
    html! {
        <div class="run-pictures">
            <p class="hint" id="pictures-line" role="status">{ line(props, &words) }</p>
            if can_ask {
                <button type="button" class="button quiet" id="compare-pictures" onclick={props.act.reform(|_: MouseEvent| Action::PicturesCompared)}>
                    { if again { "Try again" } else { "Compare pictures" } }
                </button>
            }
        </div>
    }
}

fn line(props: &PicturesLineProps, words: &Words) -> String {
    let Pictures {
        step,
        compared,
        unknown,
        waiting,
    } = &props.pictures;
    if !props.offered {
        return format!("This gateway compares no pictures: {NOT_KNOWN}.");
    }
    let done = compared + unknown;
    match step {
        PictureStep::UnderWay => format!(
            "Comparing pictures: {} of {}.",
            count(words, done),
            counted(words, done + waiting, "public picture")
        ),
        PictureStep::Failed(problem) => format!(
            "{} couldn’t be compared: {NOT_KNOWN}. {problem}",
            counted(words, unknown + waiting, "picture")
        ),
        PictureStep::Rests if done == 0 && props.runs => {
            "Pictures are compared when the run rests.".to_owned()
        }
        PictureStep::Rests if done == 0 && *waiting == 0 => String::new(),
        PictureStep::Rests => {
            let mut line = format!("{} compared", counted(words, *compared, "public picture"));
            if *unknown > 0 {
                line.push_str(&format!(
                    "; {} couldn’t be: {NOT_KNOWN}",
                    count(words, *unknown)
                ));
            }
            if *waiting > 0 {
                line.push_str(&format!("; {} not yet", count(words, *waiting)));
            }
            line.push('.');
            line
        }
    }
}
