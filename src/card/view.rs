//! A card in words: everything that the component draws, decided and worded beforehand.

use yew::AttrValue;

use super::initials::initials;
use super::inputs::{Look, Variant};
use super::name_match::{self, NameMatch};
use super::picture::{Link, Shown, Size};
use super::state::{CardState, Phase};
use super::strings::Text;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::number::E164;
use phone_profile_core::profile::{Profile, Quota, Source};

/// What the view can't find out itself, because only the browser knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Milliseconds since 1970.
    pub now_ms: f64,
    /// When the answer was made, as a relative time in the card's language.
    pub checked_relative: String,
    /// The same as a full date and time.
    pub checked_exact: String,
    /// Whether these two are there; if not, they come with the next draw.
    pub timed: bool,
    /// Public and expected name made ready for comparing: lower case, accents taken apart.
    pub comparable_names: Option<(Option<String>, String)>,
    /// Whether the person has asked to see a masked number.
    pub revealed: bool,
}

/// One card, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct CardView {
    /// How much is shown.
    pub variant: Variant,
    /// 2 to 6.
    pub heading_level: u8,
    /// A lookup is under way.
    pub busy: bool,
    /// The content.
    pub body: Body,
    /// What the live region says.
    pub announcement: AttrValue,
}

/// The content of a card.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Bones in the shape of a card.
    Skeleton,
    /// An answer: a person or business, or the news that there is none.
    Answer(Box<AnswerView>),
    /// No answer.
    Error(ErrorView),
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    /// Whether the number is registered.
    pub registered: bool,
    /// The heading.
    pub name: AttrValue,
    /// Whether that is a name, and not the text that stands in for one.
    pub named: bool,
    /// Letters under the picture; empty: a neutral figure.
    pub initials: AttrValue,
    /// Thumb and full picture: address, and whether it has loaded.
    pub pictures: [Option<(AttrValue, bool)>; 2],
    /// The number as shown.
    pub number: AttrValue,
    /// The text of the reveal button, where there is one.
    pub reveal: Option<AttrValue>,
    /// Part and text of each badge.
    pub badges: Vec<(&'static str, AttrValue)>,
    /// Registered or not.
    pub status: AttrValue,
    /// How the name compares with the expected one: `same`, `partial`, `different` or `unknown`, and text.
    pub matched: Option<(&'static str, AttrValue)>,
    /// What a reviewer looks for.
    pub signals: Vec<AttrValue>,
    /// What a business says of itself: categories, description, address of its site.
    pub business: Vec<AttrValue>,
    /// When and where the answer was made.
    pub checked: CheckedView,
    /// Name of the whole for the avatar variant, which shows no text.
    pub label: AttrValue,
}

/// When and where the answer was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedView {
    /// "Checked".
    pub prefix: AttrValue,
    /// "2 minutes ago".
    pub relative: AttrValue,
    /// Full date and time.
    pub exact: AttrValue,
    /// ISO 8601.
    pub iso: AttrValue,
    /// Where it comes from, where that is worth saying.
    pub source: Option<AttrValue>,
}

/// An error in words.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorView {
    /// What happened.
    pub title: AttrValue,
    /// What to do about it.
    pub hint: AttrValue,
    /// The retry button's text and whether it has to wait; `None` where trying again can't help.
    pub retry: Option<(AttrValue, bool)>,
}

/// Puts a state into words.
pub fn view(state: &CardState, look: &Look, around: &Surroundings) -> CardView {
    let (body, announcement) = match state.phase() {
        Phase::Idle => (Body::Skeleton, AttrValue::default()),
        Phase::Loading => (Body::Skeleton, look.strings.attribute(Text::Loading)),
        Phase::Ready(profile) | Phase::NotRegistered(profile) => {
            let answer = answer(profile, state, look, around);
            let mut announcement = String::new();
            if answer.registered {
                announcement.push_str(&answer.name);
                announcement.push_str(". ");
            }
            announcement.push_str(&answer.status);
            (Body::Answer(Box::new(answer)), announcement.into())
        }
        Phase::Error(error) => {
            let error = error_view(error, state.retry_in_s(around.now_ms), look);
            let announcement = error.title.clone();
            (Body::Error(error), announcement)
        }
    };
    CardView {
        variant: look.variant,
        heading_level: look.heading_level,
        busy: matches!(state.phase(), Phase::Loading),
        body,
        announcement,
    }
}

fn answer(profile: &Profile, state: &CardState, look: &Look, around: &Surroundings) -> AnswerView {
    let text = |text| look.strings.attribute(text);
    let registered = profile.is_whats_app;
    let number = shown_number(&profile.number, look, around);
    let (name, named) = match (&profile.name, registered) {
        (Some(name), _) => (AttrValue::from(name.clone()), true),
        (None, true) => (text(Text::NoName), false),
        // Nobody to name: the number is what the card is about.
        (None, false) => (number.clone(), false),
    };
    let status = text(if registered {
        Text::Registered
    } else {
        Text::NotRegistered
    });
    let mut label = (*name).to_owned();
    for part in [&number, &status] {
        if **part != *label {
            label.push_str(", ");
            label.push_str(part);
        }
    }
    AnswerView {
        registered,
        named,
        initials: profile
            .name
            .as_deref()
            .map(initials)
            .unwrap_or_default()
            .into(),
        pictures: if look.pictures {
            [Size::Thumb, Size::Full].map(|size| drawn(state.picture().at(size)))
        } else {
            [None, None]
        },
        reveal: (look.mask && !around.revealed).then(|| text(Text::ShowNumber)),
        badges: badges(profile, text),
        matched: look.expected_name.as_deref().map(|expected| {
            let (public, wanted) = match &around.comparable_names {
                Some((public, wanted)) => (public.as_deref(), wanted.as_str()),
                None => (profile.name.as_deref(), expected),
            };
            let (class, wording, names) = match name_match::compare(public, wanted) {
                NameMatch::Same => ("same", Text::NameSame, false),
                NameMatch::Partial => ("partial", Text::NamePartial, true),
                NameMatch::Different => ("different", Text::NameDifferent, true),
                NameMatch::Unknown => ("unknown", Text::NameUnknown, false),
            };
            (
                class,
                sentence(look.strings.get(wording), names.then_some(expected)),
            )
        }),
        signals: signals(profile, state.picture_shown(), look, text),
        business: business(profile),
        checked: CheckedView {
            prefix: text(Text::Checked),
            relative: around.checked_relative.clone().into(),
            exact: around.checked_exact.clone().into(),
            iso: profile.last_checked.clone().into(),
            source: match profile.source {
                Source::Live => None,
                Source::Cache => Some(text(Text::FromCache)),
                Source::Demo => Some(text(Text::DemoData)),
                Source::Given => Some(text(Text::GivenByPage)),
            },
        },
        label: label.into(),
        name,
        number,
        status,
    }
}

fn shown_number(number: &str, look: &Look, around: &Surroundings) -> AttrValue {
    match E164::from_digits(number.trim_start_matches('+')) {
        Some(number) if look.mask && !around.revealed => number.masked().into(),
        Some(number) => number.grouped().into(),
        None if look.mask && !around.revealed => AttrValue::Static("•••"),
        None => number.to_owned().into(),
    }
}

fn drawn(link: &Link) -> Option<(AttrValue, bool)> {
    link.drawn()
        .map(|(url, loaded)| (url.to_owned().into(), loaded))
}

fn badges(profile: &Profile, text: impl Fn(Text) -> AttrValue) -> Vec<(&'static str, AttrValue)> {
    let mut badges = Vec::new();
    if profile.is_business == Some(true) {
        badges.push(("badge", text(Text::Business)));
    }
    // A business account is not a verified one: only what the answer says itself counts.
    if profile.is_verified == Some(true) {
        badges.push(("badge verified", text(Text::Verified)));
    }
    badges
}

fn signals(
    profile: &Profile,
    picture: Shown,
    look: &Look,
    text: impl Fn(Text) -> AttrValue,
) -> Vec<AttrValue> {
    let mut signals = Vec::new();
    if profile.answers_another_number() {
        let asked = E164::from_digits(profile.requested.trim_start_matches('+'));
        let asked = asked.map(|number| {
            if look.mask {
                number.masked()
            } else {
                number.grouped()
            }
        });
        signals.push(sentence(
            look.strings.get(Text::OtherNumber),
            Some(asked.as_deref().unwrap_or(&profile.requested)),
        ));
    }
    if profile.is_whats_app {
        match picture {
            Shown::Public => {}
            Shown::Private => signals.push(text(Text::PicturePrivate)),
            Shown::None => signals.push(text(Text::PictureNone)),
            Shown::Unknown => signals.push(text(Text::PictureUnknown)),
            Shown::Expired => signals.push(text(Text::PictureExpired)),
            Shown::Broken => signals.push(text(Text::PictureBroken)),
        }
    }
    if let Some(left) = profile.quota.as_ref().and_then(lookups_left) {
        signals.push(sentence(
            look.strings.get(Text::LookupsLeft),
            Some(&left.to_string()),
        ));
    }
    signals
}

/// What is left of a plan, once that is a fifth or less.
fn lookups_left(quota: &Quota) -> Option<u32> {
    let (limit, left) = (quota.limit?, quota.remaining?);
    (left <= limit / 5).then_some(left)
}

fn business(profile: &Profile) -> Vec<AttrValue> {
    let Some(business) = &profile.business else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if !business.categories.is_empty() {
        lines.push(business.categories.join(", ").into());
    }
    lines.extend(business.description.clone().map(AttrValue::from));
    // As text: a link out of somebody else's profile is an invitation that a dashboard shouldn't give.
    lines.extend(business.websites.first().cloned().map(AttrValue::from));
    lines
}

fn error_view(error: &LookupError, wait_s: u32, look: &Look) -> ErrorView {
    use LookupErrorCode as Code;
    let (title, hint) = match error.code {
        Code::InvalidNumber => (Text::ErrorInvalidNumber, None),
        Code::Network => (Text::ErrorNetwork, Some(Text::HintNetwork)),
        Code::Timeout => (Text::ErrorTimeout, Some(Text::HintTimeout)),
        Code::Aborted => (Text::ErrorAborted, None),
        Code::Unauthorized => (Text::ErrorUnauthorized, Some(Text::HintUnauthorized)),
        Code::Forbidden => (Text::ErrorForbidden, Some(Text::HintForbidden)),
        Code::NotInCache => (Text::ErrorNotInCache, Some(Text::HintNotInCache)),
        Code::RateLimited => (Text::ErrorRateLimited, Some(Text::HintRateLimited)),
        Code::QuotaExhausted => (Text::ErrorQuotaExhausted, Some(Text::HintQuotaExhausted)),
        Code::Server | Code::WasmBlocked | Code::WasmLoad => {
            (Text::ErrorServer, Some(Text::HintServer))
        }
        Code::BadResponse => (Text::ErrorBadResponse, Some(Text::HintBadResponse)),
    };
    // Without an answer it isn't the answer that is bad, but what the page has set up.
    let is_setup = error.code == Code::BadResponse && error.status.is_none();
    let title = if is_setup { Text::ErrorSetup } else { title };
    // Only these say in their own words what can be done.
    let own_words = is_setup || error.code == Code::InvalidNumber;
    let can_help = !own_words && !matches!(error.code, Code::Forbidden | Code::QuotaExhausted);
    ErrorView {
        title: look.strings.attribute(title),
        hint: match hint {
            Some(hint) if !own_words => look.strings.attribute(hint),
            _ => error.message.clone().into(),
        },
        retry: can_help.then(|| {
            if wait_s == 0 {
                return (look.strings.attribute(Text::Retry), false);
            }
            let text = |text| look.strings.get(text);
            let waiting = format!("{} {wait_s} {}", text(Text::RetryIn), text(Text::Seconds));
            (waiting.into(), true)
        }),
    }
}

fn sentence(start: &str, end: Option<&str>) -> AttrValue {
    match end {
        Some(end) => format!("{start} {end}").into(),
        None => start.to_owned().into(),
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
