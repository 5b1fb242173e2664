#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use phone_profile_core::error::LookupErrorCode;
use phone_profile_core::profile::{PictureState, Source};
use proptest::prelude::*;

use super::super::picture::Link;
use super::*;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;
const THUMB: &str = "https://pictures.example/thumb.jpg";

fn registered() -> Profile {
    Profile {
        success: true,
        about: None,
        is_whats_app: true,
        number: "+13105550123".into(),
        profile_pic: Some("https://pictures.example/full.jpg".into()),
        profile_pic_thumb: Some(THUMB.into()),
        name: Some("Maya Lindqvist".into()),
        is_business: None,
        last_checked: Some("2026-05-01T00:00:00.000Z".into()),
        picture_state: PictureState::Public,
        picture_expires_at: None,
        is_verified: None,
        business: None,
        source: Source::Live,
        quota: None,
        requested: "+13105550123".into(),
    }
}

fn ready() -> Result<Rc<Profile>, LookupError> {
    Ok(Rc::new(registered()))
}

fn not_registered() -> Result<Rc<Profile>, LookupError> {
    Ok(Rc::new(Profile {
        is_whats_app: false,
        ..registered()
    }))
}

fn expired() -> Result<Rc<Profile>, LookupError> {
    Ok(Rc::new(Profile {
        picture_expires_at: Some("2026-04-30T00:00:00.000Z".into()),
        ..registered()
    }))
}

fn error(code: LookupErrorCode) -> LookupError {
    LookupError::new(code, "No answer.")
}

/// A card whose first lookup has ended so.
fn resolved(outcome: Result<Rc<Profile>, LookupError>) -> CardState {
    let mut state = CardState::default();
    let generation = state.begin();
    state
        .resolve(generation, outcome, true, NOW)
        .expect("the newest lookup");
    state
}

/// All that can be seen of a card.
fn seen(state: &CardState) -> (String, &'static str, Picture, u32) {
    (
        format!("{:?}", state.phase()),
        state.phase().as_str(),
        state.picture().clone(),
        state.retry_in_s(NOW),
    )
}

#[test]
fn given_a_new_card_when_nothing_was_asked_then_it_is_idle_and_knows_nothing() {
    let state = CardState::default();
    assert_eq!(state.phase().as_str(), "idle");
    assert!(state.profile().is_none());
    assert_eq!(state.picture_shown(), Shown::Unknown);
    assert_eq!(state.retry_in_s(NOW), 0);
}

#[test]
fn given_a_lookup_when_each_outcome_comes_then_the_state_has_its_name() {
    let mut state = CardState::default();
    state.begin();
    assert_eq!(state.phase().as_str(), "loading");

    assert_eq!(resolved(ready()).phase().as_str(), "ready");
    assert_eq!(
        resolved(not_registered()).phase().as_str(),
        "not-registered"
    );
    assert_eq!(
        resolved(Err(error(LookupErrorCode::Server)))
            .phase()
            .as_str(),
        "error"
    );
}

#[test]
fn given_an_unregistered_number_when_its_answer_has_a_picture_all_the_same_then_none_is_shown() {
    let state = resolved(not_registered());
    assert!(state.profile().is_some());
    assert_eq!(*state.picture(), Picture::NOTHING);
    assert_eq!(state.picture_shown(), Shown::Unknown);
}

#[test]
fn given_an_answer_on_the_card_when_a_new_lookup_begins_then_nothing_of_it_stays() {
    let mut state = resolved(ready());
    state.begin();
    assert!(matches!(state.phase(), Phase::Loading));
    assert!(state.profile().is_none());
    assert_eq!(*state.picture(), Picture::NOTHING);
}

#[test]
fn given_two_lookups_when_the_first_one_answers_late_then_it_changes_nothing() {
    let mut state = CardState::default();
    let first = state.begin();
    let second = state.begin();
    assert_ne!(first, second);

    assert_eq!(state.resolve(first, ready(), true, NOW), None);
    assert!(matches!(state.phase(), Phase::Loading));

    assert_eq!(
        state.resolve(second, not_registered(), true, NOW),
        Some(Next::Draw)
    );
    assert_eq!(state.phase().as_str(), "not-registered");
}

#[test]
fn given_a_cleared_card_when_its_lookup_answers_then_it_stays_idle() {
    let mut state = CardState::default();
    let generation = state.begin();
    state.clear();
    assert_eq!(state.resolve(generation, ready(), true, NOW), None);
    assert_eq!(state.phase().as_str(), "idle");
}

#[test]
fn given_more_lookups_than_can_be_counted_when_one_begins_then_the_counter_goes_round() {
    let mut state = CardState {
        generation: u32::MAX,
        ..CardState::default()
    };
    assert_eq!(state.begin(), 0);
    assert_eq!(state.resolve(u32::MAX, ready(), true, NOW), None);
}

// Waiting before another try

#[test]
fn given_an_error_that_asks_to_wait_when_time_passes_then_whole_seconds_count_down_to_zero() {
    let state = resolved(Err(
        error(LookupErrorCode::RateLimited).with_retry_after(Some(5_000))
    ));
    assert_eq!(state.retry_in_s(NOW), 5);
    assert_eq!(state.retry_in_s(NOW + 1.0), 5);
    assert_eq!(state.retry_in_s(NOW + 1_000.0), 4);
    assert_eq!(state.retry_in_s(NOW + 4_999.0), 1);
    assert_eq!(state.retry_in_s(NOW + 5_000.0), 0);
    assert_eq!(state.retry_in_s(NOW + 500_000.0), 0);
}

#[test]
fn given_a_wait_when_a_new_lookup_begins_or_answers_then_the_wait_is_over() {
    let mut state = resolved(Err(
        error(LookupErrorCode::RateLimited).with_retry_after(Some(5_000))
    ));
    let generation = state.begin();
    assert_eq!(state.retry_in_s(NOW), 0);
    state.resolve(generation, ready(), true, NOW);
    assert_eq!(state.retry_in_s(NOW), 0);
}

#[test]
fn given_an_error_without_a_wait_when_asked_then_it_may_be_tried_again_at_once() {
    assert_eq!(
        resolved(Err(error(LookupErrorCode::Network))).retry_in_s(NOW),
        0
    );
}

// The second try for a picture

#[test]
fn given_an_expired_picture_when_it_was_asked_for_afresh_then_a_good_one_takes_its_place() {
    let mut state = resolved(expired());
    assert_eq!(state.picture_shown(), Shown::Expired);

    let again = state.begin_refetch();
    assert_eq!(
        state.phase().as_str(),
        "ready",
        "the card stays while it is asked for"
    );
    assert_eq!(state.resolve(again, ready(), true, NOW), Some(Next::Draw));
    assert_eq!(state.picture_shown(), Shown::Public);
    assert_eq!(
        state.picture().at(Size::Thumb),
        &Link::Loading(THUMB.into())
    );
}

#[test]
fn given_a_picture_that_stays_expired_when_it_was_asked_for_afresh_then_it_is_not_asked_for_again()
{
    let mut state = CardState::default();
    let first = state.begin();
    assert_eq!(
        state.resolve(first, expired(), true, NOW),
        Some(Next::Refetch)
    );
    let second = state.begin_refetch();
    assert_eq!(
        state.resolve(second, expired(), true, NOW),
        Some(Next::Draw)
    );
    assert_eq!(state.picture_shown(), Shown::Expired);
}

#[test]
fn given_a_second_try_when_it_fails_then_the_card_keeps_its_answer() {
    for code in LookupErrorCode::ALL {
        let mut state = resolved(expired());
        let again = state.begin_refetch();
        let before = seen(&state);
        let next = state.resolve(
            again,
            Err(error(code).with_retry_after(Some(9_000))),
            true,
            NOW,
        );
        assert_eq!(next, Some(Next::Draw));
        assert_eq!(seen(&state), before, "{code:?}");
        assert_eq!(
            state.profile().unwrap().name.as_deref(),
            Some("Maya Lindqvist")
        );
    }
}

#[test]
fn given_a_second_try_when_the_first_lookup_answers_late_then_it_changes_nothing() {
    let mut state = CardState::default();
    let first = state.begin();
    state.resolve(first, expired(), true, NOW);
    state.begin_refetch();
    let before = seen(&state);
    assert_eq!(state.resolve(first, not_registered(), true, NOW), None);
    assert_eq!(seen(&state), before);
}

#[test]
fn given_a_second_try_when_the_number_has_gone_meanwhile_then_the_card_says_so() {
    let mut state = resolved(expired());
    let again = state.begin_refetch();
    state.resolve(again, not_registered(), true, NOW);
    assert_eq!(state.phase().as_str(), "not-registered");
}

#[test]
fn given_a_card_that_tried_twice_when_a_new_lookup_begins_then_it_may_try_twice_again() {
    let mut state = resolved(expired());
    state.begin_refetch();
    let fresh = state.begin();
    assert_eq!(
        state.resolve(fresh, expired(), true, NOW),
        Some(Next::Refetch)
    );
}

// Answers that the page gives

#[test]
fn given_an_answer_of_the_page_when_its_picture_is_of_no_use_then_nobody_is_asked() {
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve_given(generation, expired(), true, NOW);
    assert_eq!(state.phase().as_str(), "ready");
    assert_eq!(state.picture_shown(), Shown::Expired);

    let generation = state.begin();
    state.resolve_given(generation, ready(), false, NOW);
    assert_eq!(state.picture_failed(Size::Thumb, NOW), Next::Draw);
    assert_eq!(state.picture_shown(), Shown::Broken);
}

#[test]
fn given_something_that_is_no_answer_when_the_page_gives_it_then_the_card_shows_the_error() {
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve_given(
        generation,
        Err(error(LookupErrorCode::BadResponse)),
        true,
        NOW,
    );
    assert_eq!(state.phase().as_str(), "error");
}

// A card that gets more or less room

#[test]
fn given_a_small_card_when_it_becomes_large_then_the_full_picture_gets_its_turn() {
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve(generation, ready(), false, NOW);
    state.picture_loaded(Size::Thumb);
    assert_eq!(state.picture().at(Size::Full), &Link::Absent);

    assert_eq!(state.redraw_picture(true, NOW), Next::Draw);
    state.picture_loaded(Size::Thumb);
    assert!(matches!(state.picture().at(Size::Full), Link::Loading(_)));
}

#[test]
fn given_no_answer_when_the_card_changes_its_size_then_nothing_happens() {
    for mut state in [
        CardState::default(),
        resolved(not_registered()),
        resolved(Err(error(LookupErrorCode::Server))),
    ] {
        let before = seen(&state);
        assert_eq!(state.redraw_picture(true, NOW), Next::Draw);
        assert_eq!(seen(&state), before);
    }
}

#[test]
fn given_an_error_when_a_late_picture_event_comes_then_nothing_changes() {
    let mut state = resolved(Err(error(LookupErrorCode::Server)));
    let before = seen(&state);
    state.picture_loaded(Size::Full);
    assert_eq!(state.picture_failed(Size::Thumb, NOW), Next::Draw);
    assert_eq!(seen(&state), before);
}

// Whatever happens, in whatever order

#[derive(Clone, Debug)]
enum Step {
    Begin,
    Refetch,
    Clear,
    Resize(bool),
    Loads(bool),
    Fails(bool),
    /// The outcome of the lookup that was begun so many lookups ago.
    Settle(u32, u8),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Begin),
        Just(Step::Refetch),
        Just(Step::Clear),
        any::<bool>().prop_map(Step::Resize),
        any::<bool>().prop_map(Step::Loads),
        any::<bool>().prop_map(Step::Fails),
        (0..4u32, 0..4u8).prop_map(|(ago, kind)| Step::Settle(ago, kind)),
    ]
}

fn outcome(kind: u8) -> Result<Rc<Profile>, LookupError> {
    match kind {
        0 => ready(),
        1 => expired(),
        2 => not_registered(),
        _ => Err(error(LookupErrorCode::Network)),
    }
}

fn size(thumb: bool) -> Size {
    if thumb { Size::Thumb } else { Size::Full }
}

proptest! {
    #[test]
    fn an_outcome_of_an_older_lookup_never_changes_anything(steps in prop::collection::vec(any_step(), 0..40)) {
        let mut state = CardState::default();
        for step in steps {
            match step {
                Step::Begin => { state.begin(); }
                Step::Refetch => { state.begin_refetch(); }
                Step::Clear => state.clear(),
                Step::Resize(large) => { state.redraw_picture(large, NOW); }
                Step::Loads(thumb) => state.picture_loaded(size(thumb)),
                Step::Fails(thumb) => { state.picture_failed(size(thumb), NOW); }
                Step::Settle(ago, kind) => {
                    let before = seen(&state);
                    let generation = state.generation().wrapping_sub(ago);
                    let next = state.resolve(generation, outcome(kind), true, NOW);
                    prop_assert_eq!(next.is_some(), ago == 0);
                    if ago > 0 {
                        prop_assert_eq!(seen(&state), before);
                    }
                }
            }
        }
    }

    #[test]
    fn however_pictures_fail_one_lookup_causes_at_most_one_more_request(
        steps in prop::collection::vec((any_step(), 0..4u8), 0..60),
    ) {
        // Given a page that does what a card asks for, and never begins a lookup of its own
        let mut state = CardState::default();
        let first = state.begin();
        let mut refetches = 0;
        let mut follow = |state: &mut CardState, next: Next, kind: u8| {
            let mut next = next;
            while next == Next::Refetch {
                refetches += 1;
                let generation = state.begin_refetch();
                next = state.resolve(generation, outcome(kind), true, NOW).unwrap_or(Next::Draw);
            }
            refetches
        };
        // When everything happens that can happen to pictures
        let next = state.resolve(first, ready(), true, NOW).unwrap_or(Next::Draw);
        follow(&mut state, next, 0);
        for (step, kind) in steps {
            let next = match step {
                Step::Resize(large) => state.redraw_picture(large, NOW),
                Step::Loads(thumb) => { state.picture_loaded(size(thumb)); Next::Draw }
                Step::Fails(thumb) => state.picture_failed(size(thumb), NOW),
                _ => Next::Draw,
            };
            // Then there was one more request at most
            prop_assert!(follow(&mut state, next, kind) <= 1);
        }
    }
}
