//! Puts a card's state into words and addresses: everything that the components draw is decided here.

use std::error::Error;
use std::rc::Rc;

use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::instant;
use phone_profile_core::name::{MatchReason, NameMatch};
use phone_profile_core::number::{E164, LeftOut, NumberError};
use phone_profile_core::profile::{Profile, ProfileWarning, Quota, Source};
use phone_profile_core::signal::{Evidence, Signal, signals};
use phone_profile_core::text::clean;
use yew::AttrValue;

use super::display_options::DisplayOptions;
use super::initials::initials;
use super::picture::{Shown, Size};
use super::state::{CardState, Phase};
use super::strings::Text;
use super::view_model::{
    AnswerView, AvatarView, Badge, Body, BusinessLine, CardView, CheckedView, ErrorView, FactsView,
    HeadView, HintView, Mark, MatchView, NumberView, PictureView, RetryView, SignalView, TimeView,
    WarningView, WhenView,
};
use crate::texts::{bidi, message};

/// In place of a number that is masked and can't be told from its digits.
const HIDDEN: &str = "•••";

/// How much is shown of an entry that is no number, in characters.
const LONGEST_ENTRY: usize = 40;

/// What the view can't find out itself, because only the browser knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RenderContext {
    /// Milliseconds since 1970.
    pub now_ms: f64,
    /// When the answer was made, as a relative time in the card's language. Empty where that is
    /// unknown.
    pub checked_relative: String,
    /// The same as a full date and time.
    pub checked_exact: String,
    /// How the public name compares with the expected one.
    pub name_match: Option<MatchReason>,
    /// Whether the person has asked to see a masked number.
    pub revealed: bool,
    /// What of the entered text is no part of the number that was asked for.
    pub left_out: Option<LeftOut>,
    /// What was asked for; nothing where the page has set no number.
    pub asked: Option<Asked>,
}

/// What the page has set as its number.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A number that somebody can have.
    Number(E164),
    /// A text that isn't read as one.
    Entry(String),
}

/// Puts a state into words.
pub fn view(state: &CardState, display: &DisplayOptions, context: &RenderContext) -> CardView {
    let number = asked_number(display, context);
    let (body, announcement) = match state.phase() {
        // English would be there for a moment, and then go.
        _ if display.awaits_texts => (Body::Skeleton, AttrValue::default()),
        Phase::Idle => (Body::Skeleton, AttrValue::default()),
        Phase::Loading => (Body::Skeleton, display.strings.attribute(Text::Loading)),
        Phase::Ready(profile) | Phase::NotRegistered(profile) => {
            let answer = answer(profile, state, display, context);
            let AnswerView { head, facts, .. } = &answer;
            let announcement = if display.mask && context.revealed {
                bidi::number(&head.number.text).into()
            } else if facts.registered {
                let values = [("name", head.name.as_str()), ("status", &facts.status)];
                display.strings.filled(Text::Announcement, &values)
            } else {
                facts.status.clone()
            };
            (Body::Answer(answer), announcement)
        }
        Phase::Error(error) => {
            let wait_s = state.retry_in_s(context.now_ms);
            let error = error_view(error, wait_s, number.as_ref(), display);
            let values = [
                ("name", error.title.as_str()),
                ("status", error.hint.text()),
            ];
            let announcement = display.strings.filled(Text::Announcement, &values);
            (Body::Error(error), announcement)
        }
    };
    CardView {
        variant: display.variant,
        heading_level: display.heading_level(),
        busy: display.awaits_texts || matches!(state.phase(), Phase::Loading),
        number,
        body,
        announcement,
    }
}

fn answer(
    profile: &Profile,
    state: &CardState,
    display: &DisplayOptions,
    context: &RenderContext,
) -> AnswerView {
    let head = head(profile, state, display, context);
    let facts = facts(profile, state, display, context);
    let warnings = warnings(profile, &facts, display, context);
    let number = bidi::number(&head.number.text);
    let mut said = Vec::new();
    if !head.is_number() {
        said.push(head.name.to_string());
    }
    said.extend([number, facts.status.to_string()]);
    for warning in &warnings {
        if warning.text != facts.status {
            said.push(warning.text.to_string());
        }
    }
    AnswerView {
        head: Rc::new(head),
        facts: Rc::new(facts),
        warnings,
        label: said.join(display.strings.get(Text::ListSeparator)).into(),
    }
}

/// Signals that no variant leaves out, in their order: about whom the answer is, whether there is anybody, whether it is
/// the expected person, how sure the number is and of when all of that is.
const WARNINGS: [Signal; 5] = [
    Signal::OtherNumber,
    Signal::NotRegistered,
    Signal::NameDiffers,
    Signal::UnknownNumberRange,
    Signal::CheckedLongAgo,
];

/// What makes the answer another than name and picture let it seem.
fn warnings(
    profile: &Profile,
    facts: &FactsView,
    display: &DisplayOptions,
    context: &RenderContext,
) -> Vec<WarningView> {
    let told = signals(profile, &evidence(context));
    let words = |signal: Signal| match signal {
        Signal::OtherNumber => other_number(profile, display),
        Signal::NameDiffers => facts.matched.as_ref().map(|matched| matched.text.clone()),
        signal => signal_texts(signal).map(|(observed, _)| display.strings.attribute(observed)),
    };
    let warning = |signal: Signal| {
        Some(WarningView {
            mark: match signal {
                Signal::NotRegistered => Mark::Nobody,
                _ => Mark::Caution,
            },
            text: words(signal)?,
        })
    };
    let left_out = context.left_out.map(|left_out| WarningView {
        mark: Mark::Caution,
        text: display.strings.attribute(left_out_text(left_out)),
    });
    WARNINGS
        .into_iter()
        .filter(|signal| told.contains(signal))
        .filter_map(warning)
        .chain(left_out)
        .collect()
}

fn evidence(context: &RenderContext) -> Evidence {
    Evidence {
        name_match: context.name_match,
        ..Evidence::at(context.now_ms)
    }
}

/// The number before there is an answer. What is no number is shown as it was entered.
fn asked_number(display: &DisplayOptions, context: &RenderContext) -> Option<NumberView> {
    let is_hidden = display.mask && !context.revealed;
    let text = match context.asked.as_ref()? {
        Asked::Number(number) => worded(number, is_hidden),
        Asked::Entry(_) if is_hidden => HIDDEN.to_owned(),
        Asked::Entry(entry) => shortened(entry)?,
    };
    Some(number_view(text, is_hidden, display))
}

fn answered_number(number: &str, display: &DisplayOptions, context: &RenderContext) -> NumberView {
    let is_hidden = display.mask && !context.revealed;
    let text = match E164::from_digits(number.trim_start_matches('+')) {
        Some(number) => worded(&number, is_hidden),
        None if is_hidden => HIDDEN.to_owned(),
        None => number.to_owned(),
    };
    number_view(text, is_hidden, display)
}

fn number_view(text: String, is_hidden: bool, display: &DisplayOptions) -> NumberView {
    NumberView {
        text: text.into(),
        reveal: is_hidden.then(|| display.strings.attribute(Text::ShowNumber)),
        focusable: display.mask,
    }
}

fn worded(number: &E164, is_hidden: bool) -> String {
    if is_hidden {
        number.masked()
    } else {
        number.grouped()
    }
}

/// The start of a text that may be anything. `None` when nothing in it can be seen.
fn shortened(entry: &str) -> Option<String> {
    let mut shown = clean(entry, LONGEST_ENTRY + 1)?;
    if let Some((end, _)) = shown.char_indices().nth(LONGEST_ENTRY) {
        shown.truncate(end);
        shown.push('…');
    }
    Some(shown)
}

fn head(
    profile: &Profile,
    state: &CardState,
    display: &DisplayOptions,
    context: &RenderContext,
) -> HeadView {
    let text = |text| display.strings.attribute(text);
    let registered = profile.is_whats_app;
    let number = answered_number(&profile.number, display, context);
    let (name, named) = match (&profile.name, registered) {
        (Some(name), _) => (AttrValue::from(name.clone()), true),
        (None, true) => (text(Text::NoName), false),
        // Nobody to name: the number is what the card is about.
        (None, false) => (number.text.clone(), false),
    };
    HeadView {
        avatar: AvatarView {
            registered,
            initials: profile
                .name
                .as_deref()
                .map(initials)
                .unwrap_or_default()
                .into(),
            pictures: if display.pictures {
                pictures(state)
            } else {
                Vec::new()
            },
        },
        name,
        named,
        number,
        badges: badges(profile, text),
    }
}

fn facts(
    profile: &Profile,
    state: &CardState,
    display: &DisplayOptions,
    context: &RenderContext,
) -> FactsView {
    let text = |text| display.strings.attribute(text);
    let registered = profile.is_whats_app;
    FactsView {
        registered,
        status: text(if registered {
            Text::Registered
        } else {
            Text::NotRegistered
        }),
        matched: display
            .expected_name
            .as_deref()
            .zip(context.name_match)
            .map(|(expected, reason)| matched(expected, reason, display)),
        about: profile
            .about
            .clone()
            .filter(|_| display.about)
            .map(AttrValue::from),
        signals: things_to_know(profile, state.picture_shown(), display, context),
        business: business(profile, display),
        checked: CheckedView {
            when: match &profile.last_checked {
                Some(iso) => checked_at(iso, display, context),
                None => WhenView::Unknown(text(Text::CheckedUnknown)),
            },
            source: match profile.source {
                Source::Live => None,
                Source::Cache => Some(text(Text::FromCache)),
                Source::Demo => Some(text(Text::DemoData)),
                Source::Given => Some(text(Text::GivenByPage)),
            },
        },
    }
}

fn checked_at(iso: &str, display: &DisplayOptions, context: &RenderContext) -> WhenView {
    let (before, after) = message::around(display.strings.get(Text::Checked), "time");
    WhenView::At {
        before: before.into(),
        time: TimeView {
            relative: context.checked_relative.clone().into(),
            exact: context.checked_exact.clone().into(),
            iso: iso.to_owned().into(),
        },
        after: after.into(),
    }
}

fn matched(expected: &str, reason: MatchReason, display: &DisplayOptions) -> MatchView {
    let result = reason.result();
    let (wording, names) = match (result, reason) {
        (NameMatch::Same, _) => (Text::NameSame, false),
        (NameMatch::Partial, _) => (Text::NamePartial, true),
        (NameMatch::Different, _) => (Text::NameDifferent, true),
        (NameMatch::Unknown, MatchReason::NoPublicName) => (Text::NameUnknown, false),
        (NameMatch::Unknown, MatchReason::NoExpectedName) => (Text::NameNotExpected, false),
        (NameMatch::Unknown, _) => (Text::NameNotCompared, true),
    };
    MatchView {
        how: result.as_str(),
        text: if names {
            let name = bidi::name(expected);
            display.strings.filled(wording, &[("name", &name)])
        } else {
            display.strings.attribute(wording)
        },
        reason: match_reason(reason).map(|reason| display.strings.attribute(reason)),
    }
}

/// The reason in words; `None` where the result already says it.
fn match_reason(reason: MatchReason) -> Option<Text> {
    Some(match reason {
        MatchReason::SameWords => Text::ReasonSameWords,
        MatchReason::OtherSpelling => Text::ReasonOtherSpelling,
        MatchReason::OtherOrder => Text::ReasonOtherOrder,
        MatchReason::WordsAside => Text::ReasonWordsAside,
        MatchReason::SameTransliterated => Text::ReasonSameTransliterated,
        MatchReason::InitialsFit => Text::ReasonInitialsFit,
        MatchReason::FurtherWords => Text::ReasonFurtherWords,
        MatchReason::SomeWords => Text::ReasonSomeWords,
        MatchReason::SameBeginning => Text::ReasonSameBeginning,
        MatchReason::SpelledAlike => Text::ReasonSpelledAlike,
        MatchReason::PartTransliterated => Text::ReasonPartTransliterated,
        MatchReason::NothingInCommon => Text::ReasonNothingInCommon,
        MatchReason::NotComparable => Text::ReasonNotComparable,
        MatchReason::TooLittle => Text::ReasonTooLittle,
        MatchReason::NoPublicName | MatchReason::NoExpectedName => return None,
    })
}

fn pictures(state: &CardState) -> Vec<PictureView> {
    [Size::Thumb, Size::Full]
        .into_iter()
        .filter_map(|size| {
            let (url, loaded) = state.picture().at(size).drawn()?;
            Some(PictureView {
                size: size.as_str(),
                begun: state.pictures_begun(),
                url: url.to_owned().into(),
                loaded,
            })
        })
        .collect()
}

fn badges(profile: &Profile, text: impl Fn(Text) -> AttrValue) -> Vec<Badge> {
    let mut badges = Vec::new();
    if profile.is_business == Some(true) {
        badges.push(Badge {
            part: "badge",
            text: text(Text::Business),
        });
    }
    // A business account is not a verified one: only what the answer says itself counts.
    if profile.is_verified == Some(true) {
        badges.push(Badge {
            part: "badge verified",
            text: text(Text::Verified),
        });
    }
    badges
}

/// What a card always says, and every signal with what it does not mean where the page wants these.
fn things_to_know(
    profile: &Profile,
    picture: Shown,
    display: &DisplayOptions,
    context: &RenderContext,
) -> Vec<SignalView> {
    let text = |text| display.strings.attribute(text);
    let mut notices = notices(profile, picture, display, context.left_out);
    if display.show_signals {
        for signal in signals(profile, &evidence(context)) {
            let is_told = notices.iter().any(|notice| notice.signal == Some(signal));
            if !is_told && let Some((observed, _)) = signal_texts(signal) {
                notices.push(Notice::of(signal, text(observed)));
            }
        }
    }
    let line = |notice: Notice| SignalView {
        part: notice.part(),
        text: notice.text,
        caution: notice
            .signal
            .filter(|_| display.show_signals)
            .and_then(signal_texts)
            .map(|(_, caution)| text(caution)),
    };
    notices.into_iter().map(line).collect()
}

/// A line of what there is to know.
struct Notice {
    /// The signal that it is, if it is one.
    signal: Option<Signal>,
    text: AttrValue,
    /// Whether it says which number this is about.
    is_about_the_number: bool,
}

impl Notice {
    fn of(signal: Signal, text: AttrValue) -> Self {
        Self {
            signal: Some(signal),
            text,
            is_about_the_number: matches!(signal, Signal::OtherNumber | Signal::UnknownNumberRange),
        }
    }

    fn without_signal(text: AttrValue) -> Self {
        Self {
            signal: None,
            text,
            is_about_the_number: false,
        }
    }

    fn part(&self) -> &'static str {
        if self.is_about_the_number {
            "warning"
        } else {
            "signal"
        }
    }
}

/// What is observed and what that does not mean; `None` for what takes more than one answer to tell.
fn signal_texts(signal: Signal) -> Option<(Text, Text)> {
    Some(match signal {
        Signal::NotRegistered => (Text::NotRegistered, Text::CautionNotRegistered),
        Signal::NoPicture => (Text::PictureNone, Text::CautionNoPicture),
        Signal::PictureHidden => (Text::PicturePrivate, Text::CautionPictureHidden),
        Signal::PictureUnknown => (Text::PictureUnknown, Text::CautionPictureUnknown),
        Signal::Business => (Text::BusinessAccount, Text::CautionBusiness),
        Signal::NameDiffers => (Text::NameDiffers, Text::CautionNameDiffers),
        Signal::OtherNumber => (Text::OtherNumber, Text::CautionOtherNumber),
        Signal::UnknownNumberRange => (Text::UnknownNumberRange, Text::CautionUnknownNumberRange),
        Signal::CheckedLongAgo => (Text::CheckedLongAgo, Text::CautionCheckedLongAgo),
        Signal::CheckedUnknown => (Text::CheckedUnknown, Text::CautionCheckedUnknown),
        Signal::SamePicture | Signal::StockPicture => return None,
    })
}

/// What a card always says.
fn notices(
    profile: &Profile,
    picture: Shown,
    display: &DisplayOptions,
    left_out: Option<LeftOut>,
) -> Vec<Notice> {
    let text = |text| display.strings.attribute(text);
    let mut notices = Vec::new();
    notices.extend(left_out.map(|left_out| Notice {
        is_about_the_number: true,
        ..Notice::without_signal(text(left_out_text(left_out)))
    }));
    let other_number = other_number(profile, display);
    notices.extend(other_number.map(|asked_for| Notice::of(Signal::OtherNumber, asked_for)));
    for warning in &profile.warnings {
        notices.push(match warning {
            ProfileWarning::UnknownNumberRange => {
                Notice::of(Signal::UnknownNumberRange, text(Text::UnknownNumberRange))
            }
        });
    }
    if profile.is_whats_app {
        notices.extend(match picture {
            Shown::Public => None,
            Shown::Private => Some(Notice::of(
                Signal::PictureHidden,
                text(Text::PicturePrivate),
            )),
            Shown::None => Some(Notice::of(Signal::NoPicture, text(Text::PictureNone))),
            Shown::Unknown => Some(Notice::of(
                Signal::PictureUnknown,
                text(Text::PictureUnknown),
            )),
            Shown::Expired => Some(Notice::without_signal(text(Text::PictureExpired))),
            Shown::Broken => Some(Notice::without_signal(text(Text::PictureBroken))),
        });
    }
    if let Some(left) = profile.quota.as_ref().and_then(lookups_left) {
        let left = display.strings.counted(Text::LookupsLeft, "count", left);
        notices.push(Notice::without_signal(left));
    }
    notices
}

fn left_out_text(left_out: LeftOut) -> Text {
    match left_out {
        LeftOut::TrunkDigit => Text::WithoutTrunkDigit,
        LeftOut::Extension => Text::WithoutExtension,
        LeftOut::Decimals => Text::WithoutDecimals,
    }
}

/// The number asked for, where the answer is about another one.
fn other_number(profile: &Profile, display: &DisplayOptions) -> Option<AttrValue> {
    if !profile.answers_another_number() {
        return None;
    }
    let asked = E164::from_digits(profile.requested.trim_start_matches('+'));
    // It stays masked beside a revealed number: nobody has asked to see this one.
    let asked = asked.map(|number| worded(&number, display.mask));
    let asked = bidi::number(asked.as_deref().unwrap_or(&profile.requested));
    let values = [("number", asked.as_str())];
    Some(display.strings.filled(Text::OtherNumber, &values))
}

/// What is left of a plan, once that is a fifth or less.
fn lookups_left(quota: &Quota) -> Option<u32> {
    let (limit, left) = (quota.limit?, quota.remaining?);
    (left <= limit / 5).then_some(left)
}

/// What a business says of itself. All of it as text: a link out of somebody else's profile is an invitation that a
/// dashboard shouldn't give.
fn business(profile: &Profile, display: &DisplayOptions) -> Vec<BusinessLine> {
    let Some(business) = &profile.business else {
        return Vec::new();
    };
    let line = |part, text: &str, is_address| BusinessLine {
        part,
        text: text.to_owned().into(),
        is_address,
    };
    let mut lines = Vec::new();
    if !business.categories.is_empty() {
        let separator = display.strings.get(Text::ListSeparator);
        lines.push(line(
            "categories",
            &business.categories.join(separator),
            false,
        ));
    }
    if let Some(description) = &business.description {
        lines.push(line("description", description, false));
    }
    let sites = if display.show_business { usize::MAX } else { 1 };
    for site in business.websites.iter().take(sites) {
        lines.push(line("website", site, true));
    }
    if display.show_business {
        lines.extend((business.email.as_deref()).map(|email| line("email", email, true)));
        lines.extend((business.address.as_deref()).map(|place| line("address", place, false)));
        lines.extend((business.member_since.as_deref()).map(|since| {
            let since = member_since(since, display);
            line("member-since", &since, false)
        }));
    }
    lines
}

/// A sentence of the service's stands for itself; a time of the page's own needs words.
fn member_since(since: &str, display: &DisplayOptions) -> AttrValue {
    let day = instant::parse(since).and_then(|_| since.get(..10));
    match day {
        Some(day) => (display.strings).filled(Text::MemberSince, &[("day", day)]),
        None => since.to_owned().into(),
    }
}

fn error_view(
    error: &LookupError,
    wait_s: u32,
    number: Option<&NumberView>,
    display: &DisplayOptions,
) -> ErrorView {
    use LookupErrorCode as Code;
    let (title, hint) = match error.code {
        Code::InvalidNumber => (Text::ErrorInvalidNumber, None),
        Code::Network => (Text::ErrorNetwork, Some(Text::HintNetwork)),
        Code::Timeout => (Text::ErrorTimeout, Some(Text::HintTimeout)),
        Code::Aborted => (Text::ErrorAborted, Some(Text::HintAborted)),
        Code::Unauthorized => (Text::ErrorUnauthorized, Some(Text::HintUnauthorized)),
        Code::Forbidden => (Text::ErrorForbidden, Some(Text::HintForbidden)),
        Code::NotInCache => (Text::ErrorNotInCache, Some(Text::HintNotInCache)),
        Code::RateLimited => (Text::ErrorRateLimited, Some(Text::HintRateLimited)),
        Code::QuotaExhausted => (Text::ErrorQuotaExhausted, Some(Text::HintQuotaExhausted)),
        Code::Server => (Text::ErrorServer, Some(Text::HintServer)),
        Code::WasmBlocked | Code::WasmLoad => (Text::ErrorLoad, None),
        Code::BadResponse => (Text::ErrorBadResponse, Some(Text::HintBadResponse)),
    };
    // Without an answer it isn't the answer that is bad, but what the page has set up.
    let is_setup = error.code == Code::BadResponse && error.status.is_none();
    let title = if is_setup { Text::ErrorSetup } else { title };
    // Only these say in their own words what can be done.
    let own_words = is_setup || error.code == Code::InvalidNumber;
    let can_help = !own_words && !matches!(error.code, Code::Forbidden | Code::QuotaExhausted);
    let title = display.strings.attribute(title);
    let label = match number {
        Some(number) => {
            let separator = display.strings.get(Text::ListSeparator);
            format!("{title}{separator}{}", bidi::number(&number.text)).into()
        }
        None => title.clone(),
    };
    ErrorView {
        title,
        label,
        hint: match (hint, number_error(error)) {
            (Some(hint), _) if !own_words => HintView::Text(display.strings.attribute(hint)),
            (_, Some(error)) => HintView::Text(display.strings.number_error(error)),
            _ => HintView::English(error.message.clone().into()),
        },
        retry: can_help.then(|| match wait_s {
            0 => RetryView {
                text: display.strings.attribute(Text::Retry),
                waits: false,
            },
            _ => RetryView {
                text: display.strings.counted(Text::RetryIn, "seconds", wait_s),
                waits: true,
            },
        }),
    }
}

/// What is wrong with the entered number, where the kit has found it out itself.
fn number_error(error: &LookupError) -> Option<&NumberError> {
    error.source()?.downcast_ref()
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
