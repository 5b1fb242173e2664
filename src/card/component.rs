//! Draws a [`CardView`]. It decides nothing, and it listens to nothing: clicks and picture events
//! are heard by [`events`](super::events) at the card's root, because Yew never takes back the
//! listeners of a root, and because two copies of Yew on one page mistake each other's.

use std::rc::Rc;

use yew::prelude::*;

use super::inputs::Variant;
use super::view::{AnswerView, Body, CardView, ErrorView};

/// The properties of [`Card`].
#[derive(Clone, Properties)]
pub struct CardProps {
    /// What to draw.
    pub view: Rc<CardView>,
}

/// Each draw makes its view anew, and Yew compares what comes of it with what is there: comparing
/// the views as well would only be more code to download.
impl PartialEq for CardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

/// The card.
pub struct Card;

impl Component for Card {
    type Message = ();
    type Properties = CardProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let view = &context.props().view;
        let level = AttrValue::from(view.heading_level.to_string());
        let content = match &view.body {
            Body::Skeleton => skeleton(),
            Body::Answer(answer) => match view.variant {
                Variant::Avatar => avatar(answer, true),
                Variant::Compact => header(answer, &level),
                Variant::Card => full(answer, &level),
            },
            Body::Error(error) => failed(error, view.variant),
        };
        html! {
            <div class="base" part="base" tabindex="-1" aria-busy={view.busy.then_some("true")}>{content}</div>
        }
    }
}

fn skeleton() -> Html {
    html! {
        <div class="header" part="skeleton" aria-hidden="true" key="skeleton">
            <span class="avatar bone" />
            <span class="who"><span class="bone line" /><span class="bone line short" /></span>
        </div>
    }
}

fn full(answer: &AnswerView, level: &AttrValue) -> Html {
    let checked = &answer.checked;
    html! {
        <div key="answer">
            {header(answer, level)}
            <div class="facts">
                <p class="status" part="status" data-no={flag(!answer.registered)}>{&answer.status}</p>
                <div hidden={answer.matched.is_none()}>
                    {for answer.matched.iter().map(|(how, text)| html! { <p class="match" part="match" data-match={*how}>{text}</p> })}
                </div>
                <ul class="signals" part="signals" role="list" hidden={answer.signals.is_empty()}>
                    {for answer.signals.iter().map(|signal| html! { <li>{signal}</li> })}
                </ul>
                <div class="business" hidden={answer.business.is_empty()}>
                    {for answer.business.iter().map(|line| html! { <p>{line}</p> })}
                </div>
                <div><slot name="meta" />{not_registered(answer)}</div>
                <p class="time" part="time">
                    {&checked.prefix}{" "}<time datetime={&checked.iso} title={&checked.exact}>{&checked.relative}</time>
                    {for checked.source.iter().map(|source| html! { <span>{" · "}{source}</span> })}
                </p>
            </div>
            <div class="actions" part="actions"><slot name="actions" /></div>
            <slot name="footer" />
        </div>
    }
}

fn not_registered(answer: &AnswerView) -> Html {
    html! { <div hidden={answer.registered}>{for (!answer.registered).then(|| html! { <slot name="not-registered" /> })}</div> }
}

fn header(answer: &AnswerView, level: &AttrValue) -> Html {
    // The heading of a number that nobody has is the number; it isn't said twice.
    let number =
        (answer.name != answer.number).then(|| html! { <bdi dir="ltr">{&answer.number}</bdi> });
    html! {
        <div class="header" part="header">
            <slot name="avatar">{avatar(answer, false)}</slot>
            <div class="who">
                <div class="name" part="name" role="heading" aria-level={level} data-unnamed={flag(!answer.named)}><bdi>{&answer.name}</bdi></div>
                <p class="number" part="number">
                    {for number}
                    {for answer.reveal.iter().map(|text| html! { <button class="reveal" type="button" data-action="reveal">{text}</button> })}
                </p>
                <div class="badges" hidden={answer.badges.is_empty()}>
                    {for answer.badges.iter().map(|(part, text)| html! { <span class="badge" part={*part}>{text}</span> })}
                </div>
            </div>
        </div>
    }
}

/// An attribute without a value, there or not. The style sheet goes by these, since classes that
/// change would bring Yew's sets of classes with them.
fn flag(is: bool) -> Option<&'static str> {
    is.then_some("")
}

fn avatar(answer: &AnswerView, alone: bool) -> Html {
    // Beside the visible name the picture says nothing new; alone it has to say it all.
    let (role, label) = if alone {
        (Some("img"), Some(answer.label.clone()))
    } else {
        (None, None)
    };
    html! {
        <div class="avatar" role={role} aria-label={label}>
            <span key="initials" class="initials" part="initials" aria-hidden="true">
                {if answer.initials.is_empty() { figure(answer.registered) } else { html! { <bdi>{&answer.initials}</bdi> } }}
            </span>
            {for ["thumb", "full"].into_iter().zip(&answer.pictures).filter_map(|(size, link)| link.as_ref().map(|link| picture(size, link)))}
        </div>
    }
}

fn picture(size: &'static str, (url, loaded): &(AttrValue, bool)) -> Html {
    // A new address gets a new element: the old picture must not stay while the new one loads.
    let mut key = String::from(size);
    key.push_str(url);
    html! {
        <img key={key} class="picture" part="picture" data-picture={size} data-loaded={flag(*loaded)}
            src={url} alt="" referrerpolicy="no-referrer" decoding="async" draggable="false" />
    }
}

/// A neutral head and shoulders, or an empty place for a number that nobody has.
fn figure(registered: bool) -> Html {
    html! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true">
            <path d={if registered { "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.900 1.900 7.500 5.500" } else { "M6 12h12" }} />
        </svg>
    }
}

fn failed(error: &ErrorView, variant: Variant) -> Html {
    if variant == Variant::Avatar {
        return html! {
            <div class="avatar failed" part="error" role="img" aria-label={&error.title} key="failed">
                <span class="initials" aria-hidden="true">{"!"}</span>
            </div>
        };
    }
    html! {
        <div class="error" part="error" key="error">
            <p class="title">{&error.title}</p>
            <p class="hint" hidden={variant == Variant::Compact}>{&error.hint}</p>
            <slot name="error" />
            {for error.retry.iter().map(|(text, waits)| html! {
                <button class="retry" part="retry" type="button" data-action="retry" disabled={*waits}>{text}</button>
            })}
        </div>
    }
}
