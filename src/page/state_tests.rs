#![allow(clippy::unwrap_used)]

use super::*;
use crate::page::link;
use crate::page::session::{Session, SignIn};

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions
        .into_iter()
        .fold(Rc::new(State::default()), State::reduce)
}

fn opened() -> Action {
    Action::Opened(regions::find("GB"), Link::Plain)
}

fn typed(text: &str) -> Action {
    Action::Typed(text.to_owned())
}

fn submitted() -> Action {
    Action::Submitted { at_ms: 1.0 }
}

fn reported(id: u32, outcome: Outcome, name: Option<&str>) -> Action {
    Action::Reported {
        id,
        outcome,
        name: name.map(str::to_owned),
        at_ms: 2.0,
    }
}

fn recalled(e164: &str) -> Action {
    Action::Recalled {
        e164: e164.to_owned(),
        at_ms: 3.0,
    }
}

#[test]
fn given_a_number_when_typed_then_nothing_is_looked_up() {
    let state = after([opened(), typed("+13105550123")]);

    assert_eq!(state.shown, None);
    assert!(state.visits.is_empty());
}

#[test]
fn given_an_international_number_when_typed_then_its_country_is_chosen() {
    let iso = |text| {
        after([opened(), typed(text)])
            .region
            .map(|region| region.iso)
    };

    assert_eq!(iso("+49"), Some("DE"));
    assert_eq!(iso("0033 6"), Some("FR"));
    assert_eq!(iso("020 7946"), Some("GB"));
    assert_eq!(iso("+"), Some("GB"));
}

#[test]
fn given_a_number_when_submitted_then_it_is_shown_and_formatted() {
    let state = after([opened(), typed("(0)20 79460958"), submitted()]);

    let shown = state.shown.as_ref().unwrap();
    assert_eq!(shown.number.e164, "+442079460958");
    assert_eq!(state.entered, shown.number.shown);
    assert_eq!(state.visits.len(), 1);
    assert_eq!(state.visits[0].outcome, Outcome::Loading);
}

#[test]
fn given_no_number_when_submitted_twice_then_it_is_said_twice() {
    let state = after([opened(), submitted(), submitted()]);

    assert_eq!(state.notice, Some(Notice::Refused(EntryError::Empty)));
    assert_eq!(state.submissions, 2);
    assert_eq!(state.shown, None);
}

#[test]
fn given_a_doubtful_number_when_submitted_then_it_is_asked_about_before_it_costs() {
    let asked = after([opened(), typed("+1 999 555 0123"), submitted()]);
    assert!(matches!(
        asked.notice,
        Some(Notice::Doubtful(_, Doubt::AreaCode))
    ));
    assert_eq!(asked.shown, None);

    let confirmed = asked.reduce(Action::Confirmed { at_ms: 2.0 });
    assert_eq!(confirmed.notice, None);
    assert_eq!(
        confirmed.shown.as_ref().unwrap().number.e164,
        "+19995550123"
    );
}

#[test]
fn given_a_link_with_a_number_when_opened_then_it_is_asked_about() {
    let link = link::read(Some("+13105550123"));
    let state = after([Action::Opened(regions::find("GB"), link)]);

    assert_eq!(state.entered, "+1 310 555 0123");
    assert_eq!(state.region.map(|region| region.iso), Some("US"));
    assert!(matches!(state.notice, Some(Notice::Linked(_))));
    assert_eq!(state.shown, None);

    let dismissed = Rc::clone(&state).reduce(Action::Dismissed);
    assert_eq!(dismissed.shown, None);
    let confirmed = state.reduce(Action::Confirmed { at_ms: 2.0 });
    assert!(confirmed.shown.is_some());
}

#[test]
fn given_an_unreadable_link_when_opened_then_the_field_stays_empty() {
    let state = after([Action::Opened(None, link::read(Some("<b>")))]);

    assert_eq!(state.entered, "");
    assert_eq!(state.notice, Some(Notice::UnreadableLink));
}

#[test]
fn given_nothing_asked_when_confirmed_then_nothing_is_looked_up() {
    let state = after([opened(), Action::Confirmed { at_ms: 1.0 }]);

    assert_eq!(state.shown, None);
}

#[test]
fn given_a_lookup_when_its_card_reports_then_the_list_tells_it() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        reported(1, Outcome::Ready, Some("Ada Example")),
    ]);

    let visit = &state.visits[0];
    assert_eq!(visit.outcome, Outcome::Ready);
    assert_eq!(visit.name.as_deref(), Some("Ada Example"));
    assert_eq!(visit.at_ms, 2.0);
}

#[test]
fn given_another_card_on_the_stage_when_an_old_one_reports_then_it_is_ignored() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        typed("+13105550100"),
        submitted(),
        reported(1, Outcome::Ready, Some("Late Answer")),
    ]);

    assert_eq!(state.visits[0].outcome, Outcome::Loading);
    assert_eq!(state.visits[1].outcome, Outcome::Stopped);
    assert_eq!(state.visits[1].name, None);
}

#[test]
fn given_an_answer_in_the_list_when_recalled_then_it_is_shown_without_a_lookup() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        reported(1, Outcome::NotRegistered, None),
        typed("+13105550100"),
        submitted(),
        recalled("+13105550123"),
    ]);

    let shown = state.shown.as_ref().unwrap();
    assert!(shown.kept);
    assert_eq!(shown.number.e164, "+13105550123");
    assert_eq!(shown.id, 3);
    assert_eq!(state.visits[1].at_ms, 2.0);
    assert_eq!(state.visits[0].outcome, Outcome::Stopped);
}

#[test]
fn given_a_failure_in_the_list_when_recalled_then_it_is_looked_up_again() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        reported(1, Outcome::Failed("server".to_owned()), None),
        recalled("+13105550123"),
    ]);

    assert_eq!(state.shown.as_ref().map(|shown| shown.kept), Some(false));
    assert_eq!(state.visits.len(), 1);
    assert_eq!(state.visits[0].outcome, Outcome::Loading);
}

#[test]
fn given_more_lookups_than_the_list_holds_when_listed_then_the_newest_stay() {
    let state =
        after((0..20).flat_map(|number| [typed(&format!("+131055501{number:02}")), submitted()]));

    assert_eq!(state.visits.len(), MOST_VISITS);
    assert_eq!(state.visits[0].number.e164, "+13105550119");
}

#[test]
fn given_the_same_number_twice_when_listed_then_it_is_there_once() {
    let state = after([
        typed("+13105550123"),
        submitted(),
        typed("310 555 0123"),
        submitted(),
    ]);

    assert_eq!(state.visits.len(), 1);
    assert_eq!(state.shown.as_ref().map(|shown| shown.id), Some(2));
}

#[test]
fn given_lookups_when_cleared_then_no_number_is_left() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        Action::Cleared,
    ]);

    assert_eq!(state.entered, "");
    assert_eq!(state.shown, None);
    assert!(state.visits.is_empty());
}

#[test]
fn given_a_demo_number_when_chosen_then_it_is_looked_up() {
    let state = after([
        opened(),
        Action::DemoChosen {
            number: "+13105550106".to_owned(),
            at_ms: 1.0,
        },
    ]);

    assert_eq!(
        state.shown.as_ref().map(|shown| shown.number.e164.as_str()),
        Some("+13105550106")
    );
}

fn granted(session: Session) -> Action {
    Action::AccessKnown(Access::of(
        Session {
            signed_in: true,
            sign_in: SignIn::Token,
            ..session
        },
        true,
    ))
}

fn with_purposes(required: bool) -> Action {
    granted(Session {
        purposes: Some(vec!["support".to_owned(), "fraud review".to_owned()]),
        purpose_required: required,
        ..Session::default()
    })
}

fn purpose(text: &str) -> Action {
    Action::PurposeGiven(text.to_owned())
}

fn signed_out(problem: Option<SignInProblem>) -> Action {
    let access = Access::sign_in_by_token();
    Action::AccessKnown(match problem {
        Some(problem) => access.with_problem(problem),
        None => access,
    })
}

#[test]
fn given_nobody_is_signed_in_when_a_number_is_submitted_then_the_token_is_asked_for() {
    let state = after([
        opened(),
        signed_out(None),
        typed("+13105550123"),
        submitted(),
    ]);

    assert_eq!(state.shown, None);
    assert!(state.visits.is_empty());
    assert_eq!(state.sign_ins, 1);
    assert_eq!(state.entered, "+1 310 555 0123");
}

#[test]
fn given_a_link_when_somebody_signs_in_first_then_it_is_still_asked_about() {
    let link = link::read(Some("+13105550123"));
    let state = after([
        Action::Opened(None, link),
        signed_out(None),
        Action::SignInBegun,
        granted(Session::default()),
    ]);

    assert!(matches!(state.notice, Some(Notice::Linked(_))));
    assert_eq!(state.entrances, 1);
    assert!(
        state
            .reduce(Action::Confirmed { at_ms: 2.0 })
            .shown
            .is_some()
    );
}

#[test]
fn given_a_wrong_token_when_refused_then_it_is_said_and_another_can_be_entered() {
    let state = after([
        signed_out(None),
        Action::SignInBegun,
        Action::SignInFailed(SignInProblem::Wrong),
    ]);

    assert_eq!(
        state.access,
        Access::sign_in_by_token().with_problem(SignInProblem::Wrong)
    );
    assert_eq!(state.sign_ins, 1);
}

#[test]
fn given_a_token_when_it_is_revoked_then_the_form_comes_and_the_card_stays() {
    let state = after([
        opened(),
        granted(Session::default()),
        typed("+13105550123"),
        submitted(),
        reported(1, Outcome::Failed("unauthorized".to_owned()), None),
        signed_out(Some(SignInProblem::NoLonger)),
    ]);

    assert!(!state.access.allows_lookups());
    assert_eq!(state.sign_ins, 1);
    assert!(state.shown.is_some());
    assert_eq!(state.visits.len(), 1);
}

#[test]
fn given_lookups_when_signed_out_then_no_number_and_no_purpose_is_left() {
    let state = after([
        opened(),
        with_purposes(true),
        purpose("support"),
        typed("+13105550123"),
        submitted(),
        Action::SignedOut,
    ]);

    assert_eq!((state.entered.as_str(), state.purpose.as_str()), ("", ""));
    assert_eq!(state.shown, None);
    assert!(state.visits.is_empty());
    assert_eq!(state.access, Access::sign_in_by_token());
}

#[test]
fn given_a_purpose_is_required_when_none_is_given_then_nothing_is_looked_up() {
    let asked = after([
        opened(),
        with_purposes(true),
        typed("+13105550123"),
        submitted(),
    ]);
    assert_eq!(asked.shown, None);
    assert!(asked.lacks_purpose && asked.needs_purpose());
    assert_eq!(asked.purpose_asks, 1);

    let given = asked.reduce(purpose("support"));
    assert!(!given.lacks_purpose && !given.needs_purpose());
    let state = given.reduce(submitted());
    let shown = state.shown.as_ref().unwrap();
    assert_eq!(shown.purpose.as_deref(), Some("support"));
}

#[test]
fn given_a_question_when_confirmed_without_the_purpose_then_it_stays() {
    let asked = after([
        Action::Opened(None, link::read(Some("+13105550123"))),
        with_purposes(true),
        Action::Confirmed { at_ms: 2.0 },
    ]);
    assert!(matches!(asked.notice, Some(Notice::Linked(_))));

    let state = asked
        .reduce(purpose("support"))
        .reduce(Action::Confirmed { at_ms: 3.0 });
    assert_eq!(state.notice, None);
    assert!(state.shown.is_some());
}

#[test]
fn given_a_failure_in_the_list_when_recalled_without_the_purpose_then_nothing_is_looked_up() {
    let state = after([
        opened(),
        typed("+13105550123"),
        submitted(),
        reported(1, Outcome::Failed("server".to_owned()), None),
        with_purposes(true),
        recalled("+13105550123"),
    ]);

    assert!(state.lacks_purpose);
    assert_eq!(state.shown.as_ref().map(|shown| shown.id), Some(1));
}

#[test]
fn given_a_purpose_that_may_be_left_out_when_none_is_given_then_none_is_sent() {
    let state = after([
        opened(),
        with_purposes(false),
        typed("+13105550123"),
        submitted(),
    ]);

    assert_eq!(state.shown.as_ref().unwrap().purpose, None);
}

#[test]
fn given_a_purpose_of_ones_own_when_looked_up_then_it_is_sent_without_spaces_around_it() {
    let any = granted(Session {
        purpose_required: true,
        ..Session::default()
    });
    let state = after([
        opened(),
        any,
        purpose(" ticket 7 "),
        typed("+13105550123"),
        submitted(),
    ]);

    let sent = state.shown.as_ref().unwrap().purpose.as_deref();
    assert_eq!(sent, Some("ticket 7"));
}

#[test]
fn given_a_purpose_when_the_list_no_longer_has_it_then_it_is_asked_for_again() {
    let state = after([
        with_purposes(true),
        purpose("fraud review"),
        granted(Session {
            purposes: Some(vec!["support".to_owned()]),
            purpose_required: true,
            ..Session::default()
        }),
    ]);

    assert!(state.needs_purpose());
    assert_eq!(state.purpose, "");
}

#[test]
fn given_a_purpose_when_another_is_chosen_then_the_card_that_is_there_keeps_its_own() {
    let state = after([
        opened(),
        with_purposes(true),
        purpose("support"),
        typed("+13105550123"),
        submitted(),
        purpose("fraud review"),
    ]);

    let sent = state.shown.as_ref().unwrap().purpose.as_deref();
    assert_eq!(sent, Some("support"));
}

#[test]
fn given_lookups_when_they_end_then_what_is_left_is_asked_for_once_each_and_for_no_demo() {
    let spent = |session: Option<Session>, outcome: Outcome| {
        let mut actions = vec![opened()];
        actions.extend(session.map(granted));
        actions.extend([
            typed("+13105550123"),
            submitted(),
            reported(1, Outcome::Loading, None),
            reported(1, outcome.clone(), None),
            reported(1, outcome, Some("Ada Example")),
        ]);
        after(actions).spent
    };
    let unauthorized = || Outcome::Failed("unauthorized".to_owned());
    let demo = || Session {
        demo: true,
        ..Session::default()
    };

    assert_eq!(spent(Some(Session::default()), Outcome::Ready), 1);
    assert_eq!(spent(Some(Session::default()), unauthorized()), 1);
    assert_eq!(spent(Some(demo()), Outcome::Ready), 0);
    // A server that has said nothing is asked again only where it wants to know who asks.
    assert_eq!(spent(None, Outcome::Ready), 0);
    assert_eq!(spent(None, unauthorized()), 1);
}
