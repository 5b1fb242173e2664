#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::rc::Rc;

use phone_profile_core::profile::{BusinessProfile, PictureState, ProfileWarning};

use super::super::picture::Next;
use super::super::strings::{Strings, TEXTS};
use super::*;
use crate::card::display_options::Variant;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;
const THUMB: &str = "https://pictures.example/thumb.jpg";
const FULL: &str = "https://pictures.example/full.jpg";

fn person() -> Profile {
    Profile {
        success: true,
        about: None,
        is_whats_app: true,
        number: "+13105550123".into(),
        profile_pic: Some(FULL.into()),
        profile_pic_thumb: Some(THUMB.into()),
        name: Some("Maya Lindqvist".into()),
        is_business: Some(false),
        last_checked: Some("2026-04-30T23:58:00.000Z".into()),
        picture_state: PictureState::Public,
        picture_expires_at: None,
        is_verified: None,
        business: None,
        source: Source::Live,
        quota: None,
        requested: "+13105550123".into(),
        warnings: Vec::new(),
    }
}

fn nobody() -> Profile {
    Profile {
        is_whats_app: false,
        name: None,
        profile_pic: None,
        profile_pic_thumb: None,
        ..person()
    }
}

fn hidden(state: PictureState) -> Profile {
    Profile {
        profile_pic: None,
        profile_pic_thumb: None,
        picture_state: state,
        ..person()
    }
}

fn state(outcome: Result<Profile, LookupError>) -> CardState {
    let mut state = CardState::default();
    let generation = state.begin();
    state
        .resolve(generation, outcome.map(Rc::new), true, NOW)
        .expect("the newest lookup");
    state
}

fn render_context() -> RenderContext {
    RenderContext {
        now_ms: NOW,
        checked_relative: "2 minutes ago".into(),
        checked_exact: "30 April 2026 at 23:58:00".into(),
        ..RenderContext::default()
    }
}

fn answered(view: CardView) -> AnswerView {
    match view.body {
        Body::Answer(answer) => answer,
        other => panic!("no answer: {other:?}"),
    }
}

/// The pictures of a card: size, address, and whether it has loaded.
fn pictures(answer: &AnswerView) -> Vec<(&'static str, String, bool)> {
    answer
        .head
        .avatar
        .pictures
        .iter()
        .map(|picture| (picture.size, picture.url.to_string(), picture.loaded))
        .collect()
}

fn matched(answer: &AnswerView) -> Option<(&'static str, &str)> {
    answer
        .facts
        .matched
        .as_ref()
        .map(|matched| (matched.how, matched.text.as_str()))
}

fn why_matched(answer: &AnswerView) -> Option<&str> {
    answer.facts.matched.as_ref()?.reason.as_deref()
}

fn expecting(name: &str) -> DisplayOptions {
    DisplayOptions {
        expected_name: Some(name.into()),
        ..DisplayOptions::default()
    }
}

/// A person whose name compares for that reason.
fn compared(reason: MatchReason, display: &DisplayOptions) -> AnswerView {
    let context = RenderContext {
        name_match: Some(reason),
        ..render_context()
    };
    answered(view(&state(Ok(person())), display, &context))
}

fn badges(answer: &AnswerView) -> Vec<(&'static str, &str)> {
    answer
        .head
        .badges
        .iter()
        .map(|badge| (badge.part, badge.text.as_str()))
        .collect()
}

fn retry_of(error: &ErrorView) -> Option<(&str, bool)> {
    error
        .retry
        .as_ref()
        .map(|retry| (retry.text.as_str(), retry.waits))
}

fn answer_in(profile: Profile, display: &DisplayOptions) -> AnswerView {
    answered(view(&state(Ok(profile)), display, &render_context()))
}

fn answer_of(profile: Profile) -> AnswerView {
    answer_in(profile, &DisplayOptions::default())
}

fn error_of(error: LookupError) -> ErrorView {
    error_at(error, NOW)
}

fn error_at(error: LookupError, now_ms: f64) -> ErrorView {
    let context = RenderContext {
        now_ms,
        ..render_context()
    };
    match view(&state(Err(error)), &DisplayOptions::default(), &context).body {
        Body::Error(error) => error,
        other => panic!("no error: {other:?}"),
    }
}

fn observed(list: &[SignalView]) -> Vec<&str> {
    list.iter().map(|signal| signal.text.as_str()).collect()
}

fn lines(list: &[BusinessLine]) -> Vec<&str> {
    list.iter().map(|line| line.text.as_str()).collect()
}

fn warned(answer: &AnswerView) -> Vec<(Mark, &str)> {
    answer
        .warnings
        .iter()
        .map(|warning| (warning.mark, warning.text.as_str()))
        .collect()
}

/// An error as it comes from an endpoint that answered.
fn code(code: LookupErrorCode) -> LookupError {
    LookupError::new(code, "What the developer reads.").with_status(500)
}

// Each state in words

#[test]
fn given_nothing_to_look_up_when_worded_then_there_are_bones_and_silence() {
    let view = view(
        &CardState::default(),
        &DisplayOptions::default(),
        &render_context(),
    );
    assert_eq!(view.body, Body::Skeleton);
    assert!(!view.busy);
    assert_eq!(view.announcement, "");
}

#[test]
fn given_a_lookup_under_way_when_worded_then_the_card_is_busy_and_says_so() {
    let mut state = CardState::default();
    state.begin();
    let view = view(&state, &DisplayOptions::default(), &render_context());
    assert_eq!(view.body, Body::Skeleton);
    assert!(view.busy);
    assert_eq!(view.announcement, "Looking up…");
}

#[test]
fn given_a_registered_person_when_worded_then_everything_known_is_there_and_nothing_else() {
    let view = view(
        &state(Ok(person())),
        &DisplayOptions::default(),
        &render_context(),
    );
    assert_eq!(view.announcement, "Maya Lindqvist. Registered on WhatsApp");
    assert!(!view.busy);
    assert_eq!((view.variant, view.heading_level), (Variant::Card, Some(3)));

    let answer = answered(view);
    assert!(answer.facts.registered && answer.head.named);
    assert_eq!(answer.head.name, "Maya Lindqvist");
    assert_eq!(answer.head.avatar.initials, "ML");
    assert_eq!(answer.head.number.text, "+1 310 555 0123");
    assert_eq!(answer.facts.status, "Registered on WhatsApp");
    assert_eq!(
        answer.label,
        "Maya Lindqvist, \u{2066}+1 310 555 0123\u{2069}, Registered on WhatsApp"
    );
    assert_eq!(answer.head.number.reveal, None);
    assert_eq!(answer.head.badges, []);
    assert_eq!(answer.facts.matched, None);
    assert_eq!(observed(&answer.facts.signals), Vec::<&str>::new());
    assert_eq!(lines(&answer.facts.business), Vec::<&str>::new());
    assert_eq!(pictures(&answer), [("thumb", THUMB.into(), false)]);
    assert_eq!(
        answer.facts.checked,
        CheckedView {
            when: WhenView::At {
                before: "Checked ".into(),
                time: TimeView {
                    relative: "2 minutes ago".into(),
                    exact: "30 April 2026 at 23:58:00".into(),
                    iso: "2026-04-30T23:58:00.000Z".into(),
                },
                after: "".into(),
            },
            source: None,
        }
    );
}

#[test]
fn given_a_number_that_nobody_has_when_worded_then_it_is_its_own_heading_and_no_picture_is_missed()
{
    let view = view(
        &state(Ok(nobody())),
        &DisplayOptions::default(),
        &render_context(),
    );
    assert_eq!(view.announcement, "Not registered on WhatsApp");

    let answer = answered(view);
    assert!(!answer.facts.registered && !answer.head.named);
    assert_eq!(answer.head.name, "+1 310 555 0123");
    assert_eq!(answer.head.name, answer.head.number.text);
    assert_eq!(
        answer.label, "\u{2066}+1 310 555 0123\u{2069}, Not registered on WhatsApp",
        "the number is said once"
    );
    assert_eq!(answer.head.avatar.initials, "");
    assert_eq!(answer.facts.status, "Not registered on WhatsApp");
    assert_eq!(observed(&answer.facts.signals), Vec::<&str>::new());
    assert_eq!(pictures(&answer), []);
}

#[test]
fn given_no_public_name_when_worded_then_a_text_stands_in_and_is_not_taken_for_a_name() {
    let answer = answer_of(Profile {
        name: None,
        ..person()
    });
    assert!(answer.facts.registered && !answer.head.named);
    assert_eq!(answer.head.name, "No name received");
    assert_eq!(answer.head.avatar.initials, "", "not those of the stand-in");
    assert_eq!(
        answer.label,
        "No name received, \u{2066}+1 310 555 0123\u{2069}, Registered on WhatsApp"
    );
}

// The number

#[test]
fn given_a_masked_number_when_worded_then_no_text_of_the_card_carries_it_and_a_button_reveals_it() {
    let display = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    for profile in [
        person(),
        nobody(),
        Profile {
            name: None,
            ..person()
        },
    ] {
        let drawn = view(&state(Ok(profile)), &display, &render_context());
        assert!(!format!("{drawn:?}").contains("555"), "{drawn:?}");

        let answer = answered(drawn);
        assert_eq!(answer.head.number.text, "+1 ••• ••• ••23");
        assert_eq!(answer.head.number.reveal.as_deref(), Some("Show number"));
    }
}

#[test]
fn given_a_masked_number_when_the_person_has_asked_for_it_then_it_is_shown_and_the_button_gone() {
    let display = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    let revealed = RenderContext {
        revealed: true,
        ..render_context()
    };
    let drawn = view(&state(Ok(person())), &display, &revealed);
    assert_eq!(drawn.announcement, "\u{2066}+1 310 555 0123\u{2069}");
    let answer = answered(drawn);
    assert_eq!(answer.head.number.text, "+1 310 555 0123");
    assert_eq!(answer.head.number.reveal, None);
    assert!(answer.head.number.focusable);
}

#[test]
fn given_an_answer_about_another_number_when_worded_then_both_are_there() {
    let profile = Profile {
        number: "+13105550199".into(),
        ..person()
    };
    let answer = answer_of(profile);
    assert_eq!(answer.head.number.text, "+1 310 555 0199");
    assert_eq!(
        observed(&answer.facts.signals),
        ["You asked for \u{2066}+1 310 555 0123\u{2069}"]
    );
}

#[test]
fn given_notices_when_worded_then_those_about_the_number_itself_are_warnings() {
    let profile = Profile {
        number: "+13105550199".into(),
        warnings: vec![ProfileWarning::UnknownNumberRange],
        picture_state: PictureState::None,
        ..person()
    };
    let context = RenderContext {
        left_out: Some(LeftOut::Extension),
        ..render_context()
    };
    let display = DisplayOptions::default();
    let answer = answered(view(&state(Ok(profile)), &display, &context));
    let parts: Vec<&str> = answer.facts.signals.iter().map(|line| line.part).collect();
    assert_eq!(parts, ["warning", "warning", "warning", "signal"]);
}

#[test]
fn given_a_number_that_something_was_left_out_of_when_worded_then_the_card_says_what() {
    for (left_out, said) in [
        (LeftOut::TrunkDigit, "Number read without its trunk digit"),
        (LeftOut::Extension, "Number read without its extension"),
        (LeftOut::Decimals, "Number read without its decimals"),
    ] {
        let context = RenderContext {
            left_out: Some(left_out),
            ..render_context()
        };
        for profile in [person(), nobody()] {
            let answer = answered(view(
                &state(Ok(profile)),
                &DisplayOptions::default(),
                &context,
            ));
            assert_eq!(observed(&answer.facts.signals), [said]);
        }
    }
}

#[test]
fn given_another_number_when_nobody_has_it_then_the_card_says_so_too() {
    let answer = answer_of(Profile {
        number: "+13105550199".into(),
        ..nobody()
    });
    assert_eq!(
        observed(&answer.facts.signals),
        ["You asked for \u{2066}+1 310 555 0123\u{2069}"]
    );
}

#[test]
fn given_a_mask_and_another_number_when_worded_then_neither_of_the_two_is_given_away() {
    let display = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    let profile = Profile {
        number: "+13105550199".into(),
        ..person()
    };
    let answer = answer_in(profile, &display);
    assert_eq!(answer.head.number.text, "+1 ••• ••• ••99");
    assert_eq!(
        observed(&answer.facts.signals),
        ["You asked for \u{2066}+1 ••• ••• ••23\u{2069}"]
    );
}

// Badges and signals

#[test]
fn given_every_mix_of_business_and_verified_when_worded_then_only_what_the_answer_says_gets_a_badge()
 {
    const BUSINESS: (&str, &str) = ("badge", "Business");
    const VERIFIED: (&str, &str) = ("badge verified", "Verified");
    let table = [
        (None, None, vec![]),
        (None, Some(false), vec![]),
        (None, Some(true), vec![VERIFIED]),
        (Some(false), None, vec![]),
        (Some(false), Some(false), vec![]),
        (Some(false), Some(true), vec![VERIFIED]),
        (Some(true), None, vec![BUSINESS]),
        (Some(true), Some(false), vec![BUSINESS]),
        (Some(true), Some(true), vec![BUSINESS, VERIFIED]),
    ];
    for (is_business, is_verified, expected) in table {
        let answer = answer_of(Profile {
            is_business,
            is_verified,
            ..person()
        });
        assert_eq!(
            badges(&answer),
            expected,
            "business: {is_business:?}, verified: {is_verified:?}"
        );
    }
}

#[test]
fn given_each_reason_for_no_picture_when_worded_then_unknown_is_never_said_as_no() {
    let table = [
        (PictureState::Private, "Picture hidden by privacy setting"),
        (PictureState::None, "No picture set"),
        (PictureState::Unknown, "No picture received, reason unknown"),
    ];
    for (picture, signal) in table {
        let answer = answer_of(hidden(picture));
        assert_eq!(observed(&answer.facts.signals), [signal]);
        assert_eq!(pictures(&answer), []);
    }
}

#[test]
fn given_a_plan_that_runs_low_when_worded_then_the_card_says_how_much_is_left() {
    let with = |limit, remaining| {
        let quota = Quota {
            limit,
            remaining,
            reset_seconds: None,
        };
        let answer = answer_of(Profile {
            quota: Some(quota),
            ..person()
        });
        observed(&answer.facts.signals).join("; ")
    };
    assert_eq!(with(Some(50), Some(10)), "10 lookups left");
    assert_eq!(with(Some(50), Some(0)), "0 lookups left");
    assert_eq!(with(Some(50), Some(11)), "");
    assert_eq!(with(None, Some(1)), "", "of how many is not known");
    assert_eq!(with(Some(50), None), "");
}

#[test]
fn given_links_that_are_of_no_use_when_worded_then_the_card_tells_expired_from_broken() {
    let expired = Profile {
        picture_expires_at: Some("2026-04-01T00:00:00.000Z".into()),
        ..person()
    };
    assert_eq!(
        observed(&answer_of(expired).facts.signals),
        ["Picture link has expired"]
    );

    let mut broken = state(Ok(person()));
    broken.picture_failed(Size::Thumb, NOW);
    assert_eq!(broken.picture_failed(Size::Full, NOW), Next::Refetch);
    let answer = answered(view(&broken, &DisplayOptions::default(), &render_context()));
    assert_eq!(
        observed(&answer.facts.signals),
        ["Picture could not be loaded"]
    );
    assert_eq!(pictures(&answer), []);
    assert_eq!(answer.head.avatar.initials, "ML");
}

#[test]
fn given_pictures_that_load_one_after_the_other_when_worded_then_each_is_drawn_when_it_is_there() {
    let mut state = state(Ok(person()));
    state.picture_loaded(Size::Thumb);
    let drawn = |state: &CardState| {
        pictures(&answered(view(
            state,
            &DisplayOptions::default(),
            &render_context(),
        )))
    };
    assert_eq!(
        drawn(&state),
        [("thumb", THUMB.into(), true), ("full", FULL.into(), false)]
    );
    state.picture_loaded(Size::Full);
    assert_eq!(
        drawn(&state),
        [("thumb", THUMB.into(), true), ("full", FULL.into(), true)]
    );
}

#[test]
fn given_a_page_that_hides_pictures_when_worded_then_none_is_drawn_and_the_initials_stay() {
    let display = DisplayOptions {
        pictures: false,
        ..DisplayOptions::default()
    };
    let answer = answer_in(person(), &display);
    assert_eq!(pictures(&answer), []);
    assert_eq!(answer.head.avatar.initials, "ML");
}

// A business

#[test]
fn given_a_business_when_worded_then_its_lines_are_texts_in_a_fixed_order() {
    let business = BusinessProfile {
        description: Some("Bread and cakes".into()),
        email: Some("hello@bakery.example".into()),
        websites: vec![
            "https://bakery.example/".into(),
            "https://second.example/".into(),
        ],
        categories: vec!["Bakery".into(), "Café".into()],
        ..BusinessProfile::default()
    };
    let answer = answer_of(Profile {
        business: Some(business),
        is_business: Some(true),
        ..person()
    });
    assert_eq!(
        lines(&answer.facts.business),
        ["Bakery, Café", "Bread and cakes", "https://bakery.example/"]
    );
}

#[test]
fn given_a_business_that_says_nothing_of_itself_when_worded_then_there_is_no_empty_line() {
    let answer = answer_of(Profile {
        business: Some(BusinessProfile::default()),
        ..person()
    });
    assert_eq!(lines(&answer.facts.business), Vec::<&str>::new());
}

#[test]
fn given_a_page_that_wants_all_of_a_business_when_worded_then_every_field_has_its_line() {
    let business = BusinessProfile {
        description: Some("Bread and cakes".into()),
        email: Some("hello@bakery.example".into()),
        address: Some("1 Example Street, Los Angeles".into()),
        websites: vec![
            "https://bakery.example/".into(),
            "https://second.example/".into(),
        ],
        categories: vec!["Bakery".into()],
        member_since: Some("Joined in May 2021".into()),
    };
    let profile = |business| Profile {
        business: Some(business),
        ..person()
    };
    let display = DisplayOptions {
        show_business: true,
        ..DisplayOptions::default()
    };
    let shown = |business| -> Vec<(&str, String, bool)> {
        let answer = answer_in(profile(business), &display);
        (answer.facts.business.iter())
            .map(|line| (line.part, line.text.to_string(), line.is_address))
            .collect()
    };
    let line = |part, text: &str, is_address| (part, text.to_owned(), is_address);
    assert_eq!(
        shown(business),
        [
            line("categories", "Bakery", false),
            line("description", "Bread and cakes", false),
            line("website", "https://bakery.example/", true),
            line("website", "https://second.example/", true),
            line("email", "hello@bakery.example", true),
            line("address", "1 Example Street, Los Angeles", false),
            line("member-since", "Joined in May 2021", false),
        ]
    );
    // A page's own profile may have a time in place of the service's sentence.
    let since = BusinessProfile {
        member_since: Some("2020-01-01T00:00:00Z".into()),
        ..BusinessProfile::default()
    };
    assert_eq!(
        shown(since),
        [line("member-since", "Member since 2020-01-01", false)]
    );
}

// What no variant leaves out

#[test]
fn given_an_answer_that_is_what_it_seems_when_worded_then_there_is_no_warning() {
    assert_eq!(warned(&answer_of(person())), []);
    for state in [
        PictureState::None,
        PictureState::Private,
        PictureState::Unknown,
    ] {
        assert_eq!(warned(&answer_of(hidden(state))), []);
    }
    for reason in MatchReason::ALL {
        let differs = reason.result() == NameMatch::Different;
        let answer = compared(*reason, &expecting("Otto Ek"));
        assert_eq!(!warned(&answer).is_empty(), differs, "{reason:?}");
    }
}

#[test]
fn given_everything_to_warn_of_when_worded_then_what_matters_most_is_said_first() {
    let context = RenderContext {
        name_match: Some(MatchReason::NothingInCommon),
        left_out: Some(LeftOut::Extension),
        ..render_context()
    };
    let profile = Profile {
        number: "+13105550199".into(),
        warnings: vec![ProfileWarning::UnknownNumberRange],
        last_checked: Some("2026-03-01T00:00:00Z".into()),
        ..nobody()
    };
    let shown = view(&state(Ok(profile)), &expecting("Otto Ek"), &context);
    let answer = answered(shown);
    let caution = |text| (Mark::Caution, text);
    assert_eq!(
        warned(&answer),
        [
            caution("You asked for \u{2066}+1 310 555 0123\u{2069}"),
            (Mark::Nobody, "Not registered on WhatsApp"),
            caution("Name differs from \u{2068}Otto Ek\u{2069}"),
            caution("Number in no range that is known to be in use"),
            caution("Checked long ago"),
            caution("Number read without its extension"),
        ]
    );
    for (_, text) in warned(&answer) {
        assert_eq!(answer.label.matches(text).count(), 1, "{}", answer.label);
    }
}

#[test]
fn given_a_masked_number_when_another_one_answered_then_the_warning_hides_both() {
    let profile = Profile {
        number: "+13105550199".into(),
        ..person()
    };
    let display = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    let answer = answer_in(profile, &display);
    assert_eq!(warned(&answer).len(), 1);
    assert!(!format!("{answer:?}").contains("555"), "{answer:?}");
}

// The number before there is an answer

fn asked(asked: Asked, display: &DisplayOptions, revealed: bool) -> Option<(String, bool)> {
    let context = RenderContext {
        asked: Some(asked),
        revealed,
        ..render_context()
    };
    let number = view(&CardState::default(), display, &context).number?;
    Some((number.text.to_string(), number.reveal.is_some()))
}

#[test]
fn given_a_number_without_an_answer_when_worded_then_it_is_the_one_that_is_asked_for() {
    let masked = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    let open = DisplayOptions::default();
    let number = || Asked::Number(E164::from_digits("13105550123").unwrap());
    let entry = || Asked::Entry("310 555".into());
    for (given, display, revealed, expected) in [
        (number(), &open, false, ("+1 310 555 0123", false)),
        (number(), &masked, false, ("+1 ••• ••• ••23", true)),
        (number(), &masked, true, ("+1 310 555 0123", false)),
        (entry(), &open, false, ("310 555", false)),
        (entry(), &masked, false, ("•••", true)),
        (entry(), &masked, true, ("310 555", false)),
    ] {
        let (text, reveal) = expected;
        assert_eq!(
            asked(given, display, revealed),
            Some((text.to_owned(), reveal))
        );
    }
}

#[test]
fn given_an_entry_that_is_anything_when_worded_then_it_is_one_short_line_that_turns_nothing_round()
{
    let shown = |entry: &str| {
        let shown = asked(
            Asked::Entry(entry.into()),
            &DisplayOptions::default(),
            false,
        );
        shown.map(|(text, _)| text)
    };
    assert_eq!(shown("+1\n310\u{0}").as_deref(), Some("+1 310"));
    assert_eq!(
        shown("\u{202e}0123\u{2069}\u{200b}").as_deref(),
        Some("0123")
    );
    assert_eq!(shown(&"9".repeat(40)), Some("9".repeat(40)));
    assert_eq!(
        shown(&"9".repeat(300)),
        Some(format!("{}…", "9".repeat(40)))
    );
    assert_eq!(shown("\u{200b}\u{202e}"), None);
}

#[test]
fn given_an_error_when_worded_then_its_label_says_for_which_number() {
    let context = RenderContext {
        asked: Some(Asked::Entry("310 555".into())),
        ..render_context()
    };
    let failed = state(Err(code(LookupErrorCode::Timeout)));
    let shown = view(&failed, &DisplayOptions::default(), &context);
    let Body::Error(error) = shown.body else {
        panic!("no error")
    };
    assert_eq!(
        error.label,
        "The lookup took too long, \u{2066}310 555\u{2069}"
    );
}

// Where the answer comes from, and when it was made

#[test]
fn given_an_answer_without_a_time_when_worded_then_it_is_unknown_when_it_was_made() {
    for (source, named) in [(Source::Live, None), (Source::Cache, Some("saved answer"))] {
        let answer = answer_of(Profile {
            last_checked: None,
            source,
            ..person()
        });
        let checked = &answer.facts.checked;
        let unknown = WhenView::Unknown("Time of the lookup unknown".into());
        assert_eq!(checked.when, unknown);
        assert_eq!(checked.source.as_deref(), named);
    }
}

#[test]
fn given_each_source_when_worded_then_only_what_is_not_live_is_named() {
    let table = [
        (Source::Live, None),
        (Source::Cache, Some("saved answer")),
        (Source::Demo, Some("demo data")),
        (Source::Given, Some("given by this page")),
    ];
    for (source, expected) in table {
        let answer = answer_of(Profile { source, ..person() });
        assert_eq!(answer.facts.checked.source.as_deref(), expected);
    }
}

// The expected name

#[test]
fn given_each_reason_when_worded_then_class_words_and_reason_tell_how_names_compare() {
    let table = [
        (
            MatchReason::SameWords,
            "same",
            "Name matches",
            Some("Same words"),
        ),
        (
            MatchReason::OtherOrder,
            "same",
            "Name matches",
            Some("Same words in another order"),
        ),
        (
            MatchReason::InitialsFit,
            "partial",
            "Name matches in part: \u{2068}Maya Lindqvist\u{2069}",
            Some("Initials fit"),
        ),
        (
            MatchReason::NothingInCommon,
            "different",
            "Name differs from \u{2068}Maya Lindqvist\u{2069}",
            Some("No word in common"),
        ),
        (
            MatchReason::NotComparable,
            "unknown",
            "Name can't be compared with \u{2068}Maya Lindqvist\u{2069}",
            Some("Scripts or letters that can't be compared"),
        ),
        (
            MatchReason::NoPublicName,
            "unknown",
            "No name received to compare with",
            None,
        ),
        (
            MatchReason::NoExpectedName,
            "unknown",
            "No expected name to compare with",
            None,
        ),
    ];
    for (reason, class, words, why) in table {
        let answer = compared(reason, &expecting("Maya Lindqvist"));
        assert_eq!(matched(&answer), Some((class, words)), "{reason:?}");
        assert_eq!(why_matched(&answer), why, "{reason:?}");
    }
}

#[test]
fn given_no_expected_name_when_worded_then_nothing_is_compared() {
    let answer = compared(MatchReason::SameWords, &DisplayOptions::default());
    assert_eq!(matched(&answer), None);
}

// Errors

#[test]
fn given_each_code_when_worded_then_title_hint_and_retry_fit_it() {
    use LookupErrorCode as Code;
    let table = [
        (
            Code::InvalidNumber,
            "This number can't be looked up",
            None,
            false,
        ),
        (
            Code::Network,
            "No connection to the lookup service",
            Some("hintNetwork"),
            true,
        ),
        (
            Code::Timeout,
            "The lookup took too long",
            Some("hintTimeout"),
            true,
        ),
        (
            Code::Aborted,
            "The lookup was stopped",
            Some("hintAborted"),
            true,
        ),
        (
            Code::Unauthorized,
            "Sign-in needed for lookups",
            Some("hintUnauthorized"),
            true,
        ),
        (
            Code::Forbidden,
            "Lookups are not allowed here",
            Some("hintForbidden"),
            false,
        ),
        (
            Code::NotInCache,
            "No saved answer for this number",
            Some("hintNotInCache"),
            true,
        ),
        (
            Code::RateLimited,
            "Too many lookups at once",
            Some("hintRateLimited"),
            true,
        ),
        (
            Code::QuotaExhausted,
            "No lookups left in this plan",
            Some("hintQuotaExhausted"),
            false,
        ),
        (
            Code::Server,
            "The lookup service failed",
            Some("hintServer"),
            true,
        ),
        (
            Code::BadResponse,
            "The answer could not be understood",
            Some("hintBadResponse"),
            true,
        ),
    ];
    for (error, title, hint, can_retry) in table {
        let shown = error_of(code(error));
        let hint = match hint {
            Some(key) => TEXTS.iter().find(|(known, _)| *known == key).unwrap().1,
            None => "What the developer reads.",
        };
        assert_eq!(
            (shown.title.as_str(), shown.hint.text()),
            (title, hint),
            "{error:?}"
        );
        let retry = can_retry.then_some(("Try again", false));
        assert_eq!(retry_of(&shown), retry, "{error:?}");
    }
}

#[test]
fn given_every_code_when_worded_then_it_has_a_title_a_hint_and_an_announcement() {
    for error in LookupErrorCode::ALL {
        let drawn = view(
            &state(Err(code(error))),
            &DisplayOptions::default(),
            &render_context(),
        );
        let Body::Error(shown) = &drawn.body else {
            panic!("no error: {drawn:?}")
        };
        assert!(
            !shown.title.is_empty() && !shown.hint.text().is_empty(),
            "{error:?}"
        );
        assert_eq!(
            drawn.announcement,
            format!("{}. {}", shown.title, shown.hint.text())
        );
        assert!(!drawn.busy);
    }
}

#[test]
fn given_a_page_that_set_no_endpoint_when_worded_then_the_card_says_what_to_set_and_offers_no_retry()
 {
    let error = phone_profile_core::endpoint::Endpoint::parse("").expect_err("no endpoint");
    let message = error.message.clone();
    let shown = error_of(error);
    assert_eq!(shown.title, "Lookups are not set up here");
    assert_eq!(shown.hint, HintView::English(message.into()));
    assert_eq!(shown.retry, None);
}

#[test]
fn given_an_invalid_number_when_worded_then_the_hint_says_what_is_wrong_with_it() {
    let error: LookupError = phone_profile_core::number::normalize("+44 12", None)
        .expect_err("too short")
        .into();
    let message = error.message.clone();
    let shown = error_of(error);
    assert_eq!(shown.hint, HintView::Text(message.into()));
    assert_eq!(shown.retry, None, "the same number stays wrong");
}

#[test]
fn given_an_error_that_asks_to_wait_when_time_passes_then_the_button_counts_down_and_opens() {
    let error = || code(LookupErrorCode::RateLimited).with_retry_after(Some(5_000));
    for (later, expected) in [
        (0.0, ("Try again in 5 s", true)),
        (4_500.0, ("Try again in 1 s", true)),
        (5_000.0, ("Try again", false)),
    ] {
        let shown = error_at(error(), NOW + later);
        assert_eq!(retry_of(&shown), Some(expected), "after {later} ms");
    }
}

#[test]
fn given_a_countdown_when_it_goes_on_then_the_announcement_stays_the_same() {
    // A live region that counts would be read out every second.
    let waiting = state(Err(
        code(LookupErrorCode::RateLimited).with_retry_after(Some(5_000))
    ));
    let announced = |later: f64| {
        let context = RenderContext {
            now_ms: NOW + later,
            ..render_context()
        };
        view(&waiting, &DisplayOptions::default(), &context).announcement
    };
    assert_eq!(announced(0.0), announced(3_000.0));
}

// The page's own texts

#[test]
fn given_a_page_with_its_own_texts_when_worded_then_no_english_is_left() {
    // Given every text replaced by its key
    let replaced: HashMap<_, _> = TEXTS
        .iter()
        .map(|(key, _)| ((*key).to_owned(), format!("«{key}»")))
        .collect();
    let strings = Strings::from(replaced);
    let display = DisplayOptions {
        strings,
        expected_name: Some("Otto".into()),
        mask: true,
        ..DisplayOptions::default()
    };
    // When cards of many kinds are worded
    let profile = Profile {
        number: "+13105550199".into(),
        is_business: Some(true),
        is_verified: Some(true),
        source: Source::Demo,
        ..hidden(PictureState::Unknown)
    };
    let wait = code(LookupErrorCode::RateLimited).with_retry_after(Some(2_000));
    let context = RenderContext {
        name_match: Some(MatchReason::NothingInCommon),
        ..render_context()
    };
    let answer = answered(view(&state(Ok(profile)), &display, &context));
    let Body::Error(error) = view(&state(Err(wait)), &display, &render_context()).body else {
        panic!("no error")
    };
    // Then every text is the page's
    assert_eq!(answer.facts.status, "«registered»");
    assert_eq!(
        badges(&answer),
        [("badge", "«business»"), ("badge verified", "«verified»")]
    );
    assert_eq!(
        observed(&answer.facts.signals),
        [
            "«otherNumber» \u{2066}+1 ••• ••• ••23\u{2069}",
            "«pictureUnknown»"
        ]
    );
    assert_eq!(
        matched(&answer),
        Some(("different", "«nameDifferent» \u{2068}Otto\u{2069}"))
    );
    assert_eq!(why_matched(&answer), Some("«reasonNothingInCommon»"));
    let WhenView::At { before, .. } = &answer.facts.checked.when else {
        panic!("no time")
    };
    assert_eq!(before, "«checked» ");
    assert_eq!(answer.facts.checked.source.as_deref(), Some("«demoData»"));
    assert_eq!(answer.head.number.reveal.as_deref(), Some("«showNumber»"));
    assert_eq!(error.title, "«errorRateLimited»");
    assert_eq!(error.hint.text(), "«hintRateLimited»");
    assert_eq!(retry_of(&error), Some(("«retryIn» 2", true)));
}

#[test]
fn given_a_language_whose_texts_are_on_their_way_when_worded_then_no_english_is_shown_meanwhile() {
    let display = DisplayOptions {
        awaits_texts: true,
        ..DisplayOptions::default()
    };
    for outcome in [Ok(person()), Err(code(LookupErrorCode::Server))] {
        let drawn = view(&state(outcome), &display, &render_context());
        assert_eq!(drawn.body, Body::Skeleton);
        assert_eq!(drawn.announcement, "");
        assert!(drawn.busy);
    }
}

#[test]
fn given_a_text_with_the_time_in_its_middle_when_worded_then_both_sides_are_drawn() {
    let texts = HashMap::from([("checked".to_owned(), "{time} geprüft".to_owned())]);
    let display = DisplayOptions {
        strings: Strings::from(texts),
        ..DisplayOptions::default()
    };
    let answer = answered(view(&state(Ok(person())), &display, &render_context()));
    let WhenView::At { before, after, .. } = &answer.facts.checked.when else {
        panic!("no time")
    };
    assert_eq!((before.as_str(), after.as_str()), ("", " geprüft"));
}

// Hostile texts

#[test]
fn given_texts_that_are_markup_when_worded_then_they_are_texts_unchanged() {
    let hostile = "<img src=x onerror=alert(1)>&amp;\"'</bdi>";
    let business = BusinessProfile {
        description: Some(hostile.into()),
        categories: vec![hostile.into()],
        ..BusinessProfile::default()
    };
    let profile = Profile {
        name: Some(hostile.into()),
        business: Some(business),
        ..person()
    };
    let context = RenderContext {
        name_match: Some(MatchReason::SomeWords),
        ..render_context()
    };
    let drawn = view(&state(Ok(profile)), &expecting(hostile), &context);
    assert_eq!(
        drawn.announcement,
        format!("{hostile}. Registered on WhatsApp")
    );
    let answer = answered(drawn);
    assert_eq!(answer.head.name, hostile);
    assert_eq!(lines(&answer.facts.business), [hostile, hostile]);
    let words = format!("Name matches in part: \u{2068}{hostile}\u{2069}");
    assert_eq!(matched(&answer), Some(("partial", words.as_str())));
}

#[test]
fn given_a_number_that_is_none_when_worded_then_it_is_shown_as_it_is_and_masked_as_a_whole() {
    let profile = || Profile {
        number: "<b>".into(),
        requested: "<i>".into(),
        ..person()
    };
    let answer = answer_of(profile());
    assert_eq!(answer.head.number.text, "<b>");
    assert_eq!(
        observed(&answer.facts.signals),
        ["You asked for \u{2066}<i>\u{2069}"]
    );

    let display = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    assert_eq!(answer_in(profile(), &display).head.number.text, "•••");
}

#[test]
fn given_no_level_when_worded_then_the_name_is_no_heading() {
    let display = DisplayOptions {
        heading_level: 0.0,
        ..DisplayOptions::default()
    };
    assert_eq!(
        view(&state(Ok(person())), &display, &render_context()).heading_level,
        None
    );
}

#[test]
fn given_display_options_when_worded_then_variant_and_heading_level_go_along() {
    let display = DisplayOptions {
        variant: Variant::Compact,
        heading_level: 5.0,
        ..DisplayOptions::default()
    };
    let view = view(&state(Ok(person())), &display, &render_context());
    assert_eq!(
        (view.variant, view.heading_level),
        (Variant::Compact, Some(5))
    );
}

#[test]
fn given_a_line_of_the_persons_own_when_worded_then_it_is_there_only_where_the_page_wants_it() {
    let profile = || Profile {
        about: Some("Back on Monday".into()),
        ..person()
    };
    assert_eq!(answer_of(profile()).facts.about, None);
    let display = DisplayOptions {
        about: true,
        ..DisplayOptions::default()
    };
    let answer = answer_in(profile(), &display);
    assert_eq!(answer.facts.about.as_deref(), Some("Back on Monday"));
    assert_eq!(answer_in(person(), &display).facts.about, None);
}

#[test]
fn given_a_number_in_no_known_range_when_worded_then_it_is_a_signal_and_no_verdict() {
    let warned = |profile| Profile {
        warnings: vec![ProfileWarning::UnknownNumberRange],
        ..profile
    };
    let signal = "Number in no range that is known to be in use";
    let answer = answer_of(warned(person()));
    assert_eq!(observed(&answer.facts.signals), [signal]);
    assert_eq!(answer.facts.status, "Registered on WhatsApp");
    let answer = answer_of(warned(nobody()));
    assert_eq!(observed(&answer.facts.signals), [signal]);
    assert_eq!(answer.facts.status, "Not registered on WhatsApp");
}

fn with_signals() -> DisplayOptions {
    DisplayOptions {
        show_signals: true,
        ..DisplayOptions::default()
    }
}

#[test]
fn given_a_page_that_wants_signals_when_worded_then_each_says_what_it_does_not_mean() {
    let every = Profile {
        is_business: Some(true),
        last_checked: None,
        picture_state: PictureState::Private,
        requested: "+13105550199".into(),
        warnings: vec![ProfileWarning::UnknownNumberRange],
        ..hidden(PictureState::Private)
    };
    let context = RenderContext {
        name_match: Some(MatchReason::NothingInCommon),
        ..render_context()
    };
    let answer = answered(view(&state(Ok(every)), &with_signals(), &context));
    let told: Vec<_> = answer
        .facts
        .signals
        .iter()
        .map(|signal| (signal.text.as_str(), signal.caution.as_deref()))
        .collect();
    let of = |signal: Signal| (signal.observed(), Some(signal.caution()));
    assert_eq!(
        told,
        [
            (
                "You asked for \u{2066}+1 310 555 0199\u{2069}",
                Some(Signal::OtherNumber.caution())
            ),
            of(Signal::UnknownNumberRange),
            of(Signal::PictureHidden),
            of(Signal::Business),
            of(Signal::NameDiffers),
            of(Signal::CheckedUnknown),
        ]
    );
}

#[test]
fn given_each_signal_when_worded_then_it_is_told_once_with_its_own_caution() {
    let old = Some("2026-01-01T00:00:00Z".into());
    for (profile, signal) in [
        (nobody(), Signal::NotRegistered),
        (hidden(PictureState::None), Signal::NoPicture),
        (hidden(PictureState::Unknown), Signal::PictureUnknown),
        (
            Profile {
                last_checked: old,
                ..person()
            },
            Signal::CheckedLongAgo,
        ),
    ] {
        let answer = answer_in(profile.clone(), &with_signals());
        let told: Vec<_> = answer
            .facts
            .signals
            .iter()
            .map(|told| (told.text.as_str(), told.caution.as_deref()))
            .collect();
        assert_eq!(told, [(signal.observed(), Some(signal.caution()))]);
        let without = answer_of(profile);
        assert!(
            without
                .facts
                .signals
                .iter()
                .all(|told| told.caution.is_none()),
            "{signal:?}"
        );
    }
}

#[test]
fn given_things_to_know_that_are_no_signals_when_signals_are_listed_then_they_stay_as_they_are() {
    let low = Profile {
        quota: Some(Quota {
            limit: Some(100),
            remaining: Some(3),
            reset_seconds: None,
        }),
        ..person()
    };
    let context = RenderContext {
        left_out: Some(LeftOut::Extension),
        ..render_context()
    };
    let answer = answered(view(&state(Ok(low)), &with_signals(), &context));
    assert_eq!(
        observed(&answer.facts.signals),
        ["Number read without its extension", "3 lookups left"]
    );
    assert!(
        answer
            .facts
            .signals
            .iter()
            .all(|told| told.caution.is_none())
    );
}
