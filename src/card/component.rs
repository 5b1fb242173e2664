//! Draws a [`CardView`]. It decides nothing, and it listens to nothing: clicks and picture events
//! are heard by [`events`](super::events) at the card's root, because Yew never takes back the
//! listeners of a root, and because two copies of Yew on one page mistake each other's.

use yew::prelude::*;

use super::inputs::Variant;
use super::view::{AnswerView, Body, CardView, ErrorView};

/// The properties of [`Card`].
#[derive(Clone, PartialEq, Properties)]
pub struct CardProps {
    /// What to draw.
    pub view: CardView,
}

/// The card.
pub struct Card;

impl Component for Card {
    type Message = ();
    type Properties = CardProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn changed(&mut self, context: &Context<Self>, old: &CardProps) -> bool {
        context.props() != old
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let view = &context.props().view;
        let content = match &view.body {
            Body::Skeleton => skeleton(),
            Body::Answer(answer) => match view.variant {
                Variant::Avatar => avatar(answer, true),
                Variant::Compact => header(answer, view.heading_level),
                Variant::Card => full(answer, view.heading_level),
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

fn full(answer: &AnswerView, level: u8) -> Html {
    let checked = &answer.checked;
    html! {
        <div key="answer">
            {header(answer, level)}
            <div class="facts">
                <p class={if answer.registered { "status" } else { "status no" }} part="status">{&answer.status}</p>
                <div hidden={answer.matched.is_none()}>
                    {for answer.matched.iter().map(|(class, text)| html! { <p class={*class} part="match">{text}</p> })}
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

fn header(answer: &AnswerView, level: u8) -> Html {
    let class = if answer.named { "name" } else { "name unnamed" };
    // The heading of a number that nobody has is the number; it isn't said twice.
    let number = (answer.name != answer.number).then(|| html! { <bdi dir="ltr">{&answer.number}</bdi> });
    html! {
        <div class="header" part="header">
            <slot name="avatar">{avatar(answer, false)}</slot>
            <div class="who">
                <@{heading(level)} class={class} part="name"><bdi>{&answer.name}</bdi></@>
                <p class="number" part="number">
                    {for number}
                    {for answer.reveal.iter().map(|text| html! { <button class="reveal" type="button" data-action="reveal">{text}</button> })}
                </p>
                <div class="badges" hidden={answer.badges.is_empty()}>
                    {for answer.badges.iter().map(|(part, text)| html! { <span class={*part} part={*part}>{text}</span> })}
                </div>
            </div>
        </div>
    }
}

fn heading(level: u8) -> &'static str {
    match level {
        2 => "h2",
        4 => "h4",
        5 => "h5",
        6 => "h6",
        _ => "h3",
    }
}

fn avatar(answer: &AnswerView, alone: bool) -> Html {
    // Beside the visible name the picture says nothing new; alone it has to say it all.
    let (role, label) = if alone { (Some("img"), Some(answer.label.clone())) } else { (None, None) };
    html! {
        <div class="avatar" role={role} aria-label={label}>
            <span class="initials" part="initials" aria-hidden="true">
                {if answer.initials.is_empty() { figure(answer.registered) } else { html! { <bdi>{&answer.initials}</bdi> } }}
            </span>
            {for ["thumb", "full"].into_iter().zip(&answer.pictures).filter_map(|(size, link)| link.as_ref().map(|link| picture(size, link)))}
        </div>
    }
}

fn picture(size: &'static str, (url, loaded): &(AttrValue, bool)) -> Html {
    // A new address gets a new element: the old picture must not stay while the new one loads.
    let key = format!("{size} {url}");
    html! {
        <img key={key} class={if *loaded { "picture loaded" } else { "picture" }} part="picture" data-picture={size}
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
