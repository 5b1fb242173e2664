#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use phone_profile_core::profile::{PictureState, Source};
use proptest::prelude::*;

use super::*;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;
const THUMB: &str = "https://pictures.example/thumb.jpg";
const FULL: &str = "https://pictures.example/full.jpg";

fn profile(thumb: Option<&str>, full: Option<&str>, state: PictureState) -> Profile {
    Profile {
        success: true,
        about: None,
        is_whats_app: true,
        number: "+13105550123".into(),
        profile_pic: full.map(str::to_owned),
        profile_pic_thumb: thumb.map(str::to_owned),
        name: None,
        is_business: None,
        last_checked: Some("2026-05-01T00:00:00.000Z".into()),
        picture_state: state,
        picture_expires_at: None,
        is_verified: None,
        business: None,
        source: Source::Live,
        quota: None,
        requested: "+13105550123".into(),
    }
}

fn both() -> Profile {
    profile(Some(THUMB), Some(FULL), PictureState::Public)
}

fn expiring(at: &str) -> Profile {
    Profile {
        picture_expires_at: Some(at.into()),
        ..both()
    }
}

fn loading(url: &str) -> Link {
    Link::Loading(url.into())
}

fn loaded(url: &str) -> Link {
    Link::Loaded(url.into())
}

// Which link is asked for, and when

#[test]
fn given_both_links_when_a_large_card_begins_then_only_the_thumb_is_asked_for() {
    let (picture, next) = Picture::of(&both(), true, false, NOW);

    assert_eq!(next, Next::Draw);
    assert_eq!(picture.shown(), Shown::Public);
    assert_eq!(*picture.at(Size::Thumb), loading(THUMB));
    assert_eq!(*picture.at(Size::Full), Link::Waiting(FULL.into()));
    assert_eq!(picture.at(Size::Thumb).drawn(), Some((THUMB, false)));
    assert_eq!(picture.at(Size::Full).drawn(), None);
}

#[test]
fn given_a_large_card_when_its_thumb_has_loaded_then_the_full_picture_follows_over_it() {
    let (mut picture, _) = Picture::of(&both(), true, false, NOW);

    picture.loaded(Size::Thumb);
    assert_eq!(*picture.at(Size::Thumb), loaded(THUMB));
    assert_eq!(*picture.at(Size::Full), loading(FULL));

    picture.loaded(Size::Full);
    assert_eq!(
        picture.at(Size::Thumb).drawn(),
        Some((THUMB, true)),
        "it stays beneath the full one"
    );
    assert_eq!(picture.at(Size::Full).drawn(), Some((FULL, true)));
    assert_eq!(picture.shown(), Shown::Public);
}

#[test]
fn given_a_small_card_when_its_thumb_has_loaded_then_the_full_picture_is_never_asked_for() {
    let (mut picture, _) = Picture::of(&both(), false, false, NOW);
    picture.loaded(Size::Thumb);

    assert_eq!(*picture.at(Size::Thumb), loaded(THUMB));
    assert_eq!(*picture.at(Size::Full), Link::Absent);
}

#[test]
fn given_no_thumb_when_a_card_of_any_size_begins_then_the_full_picture_is_asked_for_at_once() {
    for large in [true, false] {
        let (picture, next) = Picture::of(
            &profile(None, Some(FULL), PictureState::Public),
            large,
            false,
            NOW,
        );
        assert_eq!(next, Next::Draw);
        assert_eq!(*picture.at(Size::Thumb), Link::Absent);
        assert_eq!(*picture.at(Size::Full), loading(FULL), "large: {large}");
    }
}

#[test]
fn given_only_a_thumb_when_it_has_loaded_then_nothing_more_is_asked_for() {
    let (mut picture, _) = Picture::of(
        &profile(Some(THUMB), None, PictureState::Public),
        true,
        false,
        NOW,
    );
    picture.loaded(Size::Thumb);

    assert_eq!(*picture.at(Size::Full), Link::Absent);
    assert_eq!(picture.shown(), Shown::Public);
}

#[test]
fn given_no_public_picture_when_a_card_begins_then_no_link_is_asked_for_and_the_reason_is_kept() {
    let reasons = [
        (PictureState::Private, Shown::Private, "private"),
        (PictureState::None, Shown::None, "none"),
        (PictureState::Unknown, Shown::Unknown, "unknown"),
    ];
    for (state, shown, word) in reasons {
        // Links beside such a reason contradict it; what was hidden stays hidden.
        let (picture, next) =
            Picture::of(&profile(Some(THUMB), Some(FULL), state), true, false, NOW);
        assert_eq!((picture.shown(), next), (shown, Next::Draw));
        assert_eq!(picture.shown().as_str(), word);
        assert_eq!(picture.at(Size::Thumb), &Link::Absent);
        assert_eq!(picture.at(Size::Full), &Link::Absent);
    }
}

// What fails

#[test]
fn given_a_large_card_when_its_thumb_fails_then_the_full_picture_is_tried() {
    let (mut picture, _) = Picture::of(&both(), true, false, NOW);

    assert_eq!(picture.failed(Size::Thumb, false, NOW), Next::Draw);
    assert_eq!(*picture.at(Size::Thumb), Link::Failed);
    assert_eq!(*picture.at(Size::Full), loading(FULL));
    assert_eq!(picture.shown(), Shown::Public);

    picture.loaded(Size::Full);
    assert_eq!(picture.at(Size::Full).drawn(), Some((FULL, true)));
}

#[test]
fn given_a_loaded_thumb_when_the_full_picture_fails_then_the_thumb_stays_and_nothing_is_asked_anew()
{
    let (mut picture, _) = Picture::of(&both(), true, false, NOW);
    picture.loaded(Size::Thumb);

    assert_eq!(picture.failed(Size::Full, false, NOW), Next::Draw);
    assert_eq!(picture.shown(), Shown::Public);
    assert_eq!(picture.at(Size::Thumb).drawn(), Some((THUMB, true)));
    assert_eq!(picture.at(Size::Full).drawn(), None);
}

#[test]
fn given_links_that_both_fail_when_the_last_one_has_then_the_answer_is_asked_for_afresh_once() {
    let (mut first, _) = Picture::of(&both(), true, false, NOW);
    first.failed(Size::Thumb, false, NOW);
    assert_eq!(first.failed(Size::Full, false, NOW), Next::Refetch);
    assert_eq!(first.shown(), Shown::Broken);

    let (mut second, _) = Picture::of(&both(), true, true, NOW);
    second.failed(Size::Thumb, true, NOW);
    assert_eq!(second.failed(Size::Full, true, NOW), Next::Draw);
    assert_eq!(second.shown(), Shown::Broken);
    assert_eq!(second.shown().as_str(), "broken");
}

#[test]
fn given_a_small_card_when_its_thumb_fails_then_the_answer_is_asked_for_afresh() {
    let (mut picture, _) = Picture::of(&both(), false, false, NOW);
    assert_eq!(picture.failed(Size::Thumb, false, NOW), Next::Refetch);
}

#[test]
fn given_an_expired_link_when_a_card_begins_then_it_is_not_even_tried() {
    let profile = expiring("2026-04-30T23:59:59.000Z");

    let (picture, next) = Picture::of(&profile, true, false, NOW);
    assert_eq!((picture.shown(), next), (Shown::Expired, Next::Refetch));
    assert_eq!(picture.at(Size::Thumb).drawn(), None);
    assert_eq!(picture.at(Size::Full).drawn(), None);

    let (again, next) = Picture::of(&profile, true, true, NOW);
    assert_eq!((again.shown(), next), (Shown::Expired, Next::Draw));
    assert_eq!(again.shown().as_str(), "expired");
}

#[test]
fn given_a_link_that_expires_this_very_moment_when_a_card_begins_then_it_counts_as_expired() {
    let (picture, _) = Picture::of(&expiring("2026-05-01T00:00:00.000Z"), true, true, NOW);
    assert_eq!(picture.shown(), Shown::Expired);
    let (picture, _) = Picture::of(&expiring("2026-05-01T00:00:01.000Z"), true, true, NOW);
    assert_eq!(picture.shown(), Shown::Public);
}

#[test]
fn given_a_link_that_runs_out_on_the_card_when_it_then_fails_then_it_is_expired_and_not_broken() {
    let (mut picture, _) = Picture::of(&expiring("2026-05-01T00:01:00.000Z"), false, false, NOW);
    assert_eq!(
        picture.failed(Size::Thumb, false, NOW + 61_000.0),
        Next::Refetch
    );
    assert_eq!(picture.shown(), Shown::Expired);
}

// Events that come twice, late, or for nothing

#[test]
fn given_a_loaded_thumb_when_its_load_is_reported_again_then_nothing_changes() {
    let (mut picture, _) = Picture::of(&both(), true, false, NOW);
    picture.loaded(Size::Thumb);
    let before = picture.clone();
    picture.loaded(Size::Thumb);
    assert_eq!(picture, before);
}

#[test]
fn given_a_link_that_is_not_loading_when_it_fails_then_nothing_changes() {
    let (mut picture, _) = Picture::of(&both(), true, false, NOW);
    let before = picture.clone();
    assert_eq!(
        picture.failed(Size::Full, false, NOW),
        Next::Draw,
        "it only waits"
    );
    assert_eq!(picture, before);

    let mut nothing = Picture::NOTHING;
    assert_eq!(nothing.failed(Size::Thumb, false, NOW), Next::Draw);
    assert_eq!(nothing, Picture::NOTHING);
    assert_eq!(nothing.shown(), Shown::Unknown);
}

// Whatever happens, in whatever order

#[derive(Clone, Copy, Debug)]
enum Event {
    Loads(Size),
    Fails(Size),
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Loads(Size::Thumb)),
        Just(Event::Loads(Size::Full)),
        Just(Event::Fails(Size::Thumb)),
        Just(Event::Fails(Size::Full)),
    ]
}

fn any_profile() -> impl Strategy<Value = Profile> {
    let state = prop_oneof![
        4 => Just(PictureState::Public),
        1 => Just(PictureState::Private),
        1 => Just(PictureState::None),
        1 => Just(PictureState::Unknown),
    ];
    let expiry = prop::option::of(prop_oneof![
        Just("2026-04-30T00:00:00.000Z"),
        Just("2026-05-02T00:00:00.000Z"),
    ]);
    (any::<bool>(), any::<bool>(), state, expiry).prop_map(|(thumb, full, state, expiry)| Profile {
        picture_expires_at: expiry.map(str::to_owned),
        ..profile(thumb.then_some(THUMB), full.then_some(FULL), state)
    })
}

/// How far a link has come; it may only ever move up.
fn progress(link: &Link) -> u8 {
    match link {
        Link::Waiting(_) => 0,
        Link::Loading(_) => 1,
        Link::Absent | Link::Loaded(_) | Link::Failed => 2,
    }
}

proptest! {
    #[test]
    fn an_answer_asks_for_itself_afresh_at_most_once_and_its_second_try_never_does(
        profile in any_profile(),
        large: bool,
        events in prop::collection::vec((any_event(), 0.0..200_000_000.0), 0..24),
    ) {
        for refetched in [false, true] {
            let (mut picture, next) = Picture::of(&profile, large, refetched, NOW);
            let mut refetches = usize::from(next == Next::Refetch);
            for (event, later) in &events {
                let before = picture.clone();
                let next = match event {
                    Event::Loads(size) => {
                        picture.loaded(*size);
                        Next::Draw
                    }
                    Event::Fails(size) => picture.failed(*size, refetched, NOW + later),
                };
                refetches += usize::from(next == Next::Refetch);
                for size in [Size::Thumb, Size::Full] {
                    prop_assert!(progress(picture.at(size)) >= progress(before.at(size)), "a link goes back");
                }
            }
            prop_assert!(refetches <= usize::from(!refetched), "{refetches} refetches, refetched: {refetched}");
        }
    }

    #[test]
    fn a_browser_that_reports_each_picture_brings_every_answer_to_its_end_within_two_events(
        profile in any_profile(),
        large: bool,
        refetched: bool,
        loads in prop::array::uniform2(any::<bool>()),
    ) {
        // Given a browser that reports on each picture in the document, one way or the other
        let (mut picture, _) = Picture::of(&profile, large, refetched, NOW);
        for load in loads {
            let pending = [Size::Thumb, Size::Full].into_iter().find(|size| matches!(picture.at(*size), Link::Loading(_)));
            match pending {
                Some(size) if load => picture.loaded(size),
                Some(size) => { picture.failed(size, refetched, NOW); }
                None => break,
            }
        }
        // Then nothing waits for an event that can't come
        for size in [Size::Thumb, Size::Full] {
            prop_assert_eq!(progress(picture.at(size)), 2, "{:?} of {:?}", size, picture);
        }
        // And "public" is said only where a picture is to be seen, or the answer gave no link to fail
        let seen = [Size::Thumb, Size::Full].iter().any(|size| picture.at(*size).drawn().is_some());
        prop_assert_eq!(picture.shown() == Shown::Public, seen);
    }
}
