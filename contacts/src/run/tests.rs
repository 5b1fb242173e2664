//! What a run asks for, and when it stops.

use phone_profile_core::error::{LookupError, LookupErrorCode as Code};
use phone_profile_core::profile::{Profile, Source};
use proptest::prelude::*;
use serde_json::json;

use super::{Lookup, Phase, Run, Stop};
use crate::fixtures::{NOW, columns, ids, profile, table};
use crate::plan::{NumberId, OptOut, Plan};

/// A plan with so many numbers, none of which follow each other.
fn plan(count: usize) -> Plan {
    let numbers: Vec<String> = (0..count)
        .map(|index| format!("+1{}555{:04}", 201 + index / 50, 100 + index % 50 * 2))
        .collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["Name", "Phone"]];
    rows.extend(numbers.iter().map(|number| vec!["", number.as_str()]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    Plan::new(&table(&rows), &columns(&[1]), None, &OptOut::default())
}

fn started(plan: &Plan, cap: Option<usize>) -> Run {
    let mut run = Run::new(plan, [], cap);
    run.start(NOW);
    run
}

fn answer(source: Source) -> Profile {
    Profile {
        source,
        ..profile("13105550123", json!({}))
    }
}

fn failure(code: Code) -> LookupError {
    LookupError::new(code, "").with_status(503)
}

fn answer_all(run: &mut Run, ids: &[NumberId], source: Source) {
    for id in ids {
        run.answer(*id, Ok(answer(source)), NOW);
    }
}

#[test]
fn given_a_run_that_was_not_started_when_asked_what_is_next_then_nothing_is() {
    let mut run = Run::new(&plan(3), [], None);
    assert_eq!(run.take(10, NOW), []);
    assert_eq!(run.phase(), Phase::Paused);
}

#[test]
fn given_a_choice_when_started_with_it_then_the_others_wait_until_they_are_wanted() {
    let plan = plan(5);
    let all = ids(&plan);
    let mut run = Run::new(&plan, [], None);
    run.start_with(|id| id == all[1] || id == all[3], NOW);
    let taken = run.take(10, NOW);
    assert_eq!(taken, [all[1], all[3]]);
    run.answer(taken[0], Ok(answer(Source::Live)), NOW);
    // One that fails is asked for once more, before it is done.
    run.answer(taken[1], Err(failure(Code::Server)), NOW);
    assert_eq!(run.take(10, NOW), [all[3]]);
    run.answer(all[3], Ok(answer(Source::Live)), NOW);
    assert_eq!(run.phase(), Phase::Stopped(Stop::Chosen));
    assert_eq!(run.take(10, NOW), []);

    run.start(NOW);
    assert_eq!(run.take(10, NOW), [all[0], all[2], all[4]]);
}

#[test]
fn given_a_run_that_is_cancelled_when_asked_what_is_next_then_nothing_is_until_it_is_started() {
    let plan = plan(3);
    let mut run = started(&plan, None);
    let taken = run.take(1, NOW);
    run.cancel();
    assert_eq!(run.take(10, NOW), []);
    answer_all(&mut run, &taken, Source::Live);
    assert_eq!(run.phase(), Phase::Stopped(Stop::Cancelled));
    assert_eq!(run.progress(NOW).answered, 1);
    run.start(NOW);
    let rest = run.take(10, NOW);
    answer_all(&mut run, &rest, Source::Live);
    assert_eq!(run.phase(), Phase::Finished);
    run.cancel();
    assert_eq!(run.phase(), Phase::Finished);
}

#[test]
fn given_numbers_when_run_then_each_is_asked_for_once_and_the_run_ends() {
    let plan = plan(5);
    let mut run = started(&plan, None);
    let first = run.take(3, NOW);
    let second = run.take(3, NOW);
    assert_eq!([first.as_slice(), &second].concat(), ids(&plan));
    assert_eq!(run.take(3, NOW), []);
    answer_all(&mut run, &first, Source::Live);
    assert_eq!(run.phase(), Phase::Running);
    answer_all(&mut run, &second, Source::Cache);
    assert_eq!(run.phase(), Phase::Finished);
    let progress = run.progress(NOW + 1_000.0);
    assert_eq!((progress.answered, progress.waiting), (5, 0));
    assert_eq!((progress.spent.paid, progress.spent.free), (3, 2));
}

#[test]
fn given_known_answers_when_run_then_they_are_not_asked_for_again() {
    let plan = plan(3);
    let known = ids(&plan)[1];
    let mut run = Run::new(&plan, [(known, answer(Source::Live))], None);
    run.start(NOW);
    let taken = run.take(10, NOW);
    assert_eq!(taken.len(), 2);
    assert!(!taken.contains(&known));
    assert!(run.lookup(known).profile().is_some());
    assert_eq!(run.progress(NOW).spent.paid, 0);
}

#[test]
fn given_a_cap_when_run_then_no_more_is_paid_for_and_what_was_free_does_not_count() {
    let mut run = started(&plan(10), Some(3));
    let first = run.take(2, NOW);
    // Under way, they may all turn out to be paid.
    assert_eq!(run.take(10, NOW).len(), 1);
    answer_all(&mut run, &first, Source::Cache);
    let more = run.take(10, NOW);
    assert_eq!(more.len(), 2);
    let under_way: Vec<_> = ids(&plan(10))
        .into_iter()
        .filter(|id| matches!(run.lookup(*id), Lookup::UnderWay))
        .collect();
    answer_all(&mut run, &under_way, Source::Live);
    assert_eq!(run.phase(), Phase::Stopped(Stop::Cap));
    run.set_cap(Some(4));
    run.start(NOW);
    assert_eq!(run.take(10, NOW).len(), 1);
}

#[test]
fn given_a_pause_when_asked_what_is_next_then_nothing_is_until_it_goes_on() {
    let mut run = started(&plan(4), None);
    let taken = run.take(1, NOW);
    run.pause();
    assert_eq!(run.take(1, NOW), []);
    answer_all(&mut run, &taken, Source::Live);
    assert_eq!(run.progress(NOW).answered, 1);
    run.start(NOW);
    assert_eq!(run.take(9, NOW).len(), 3);
}

#[test]
fn given_failures_when_all_else_is_done_then_they_are_asked_for_once_more() {
    let plan = plan(3);
    let mut run = started(&plan, None);
    let all = run.take(3, NOW);
    run.answer(all[0], Err(failure(Code::Server)), NOW);
    run.answer(all[1], Err(LookupError::new(Code::InvalidNumber, "")), NOW);
    assert_eq!(run.take(3, NOW), []);
    run.answer(all[2], Ok(answer(Source::Live)), NOW);
    assert_eq!(run.take(3, NOW), [all[0]]);
    run.answer(all[0], Err(failure(Code::Server)), NOW);
    assert_eq!(run.phase(), Phase::Finished);
    assert_eq!(run.progress(NOW).failed, 2);
    assert!(matches!(run.lookup(all[0]), Lookup::Failed(Code::Server)));
}

#[test]
fn given_what_stands_in_the_way_of_all_when_met_then_the_run_stops_and_loses_nothing() {
    for (code, stop) in [
        (Code::QuotaExhausted, Stop::Quota),
        (Code::Unauthorized, Stop::SignIn),
        (Code::Forbidden, Stop::Refused),
    ] {
        let plan = plan(3);
        let mut run = started(&plan, None);
        let taken = run.take(2, NOW);
        run.answer(taken[0], Err(LookupError::new(code, "")), NOW);
        assert_eq!(run.phase(), Phase::Stopped(stop));
        run.answer(taken[1], Ok(answer(Source::Live)), NOW);
        assert_eq!(run.take(9, NOW), []);
        run.start(NOW);
        assert_eq!(run.take(9, NOW).len(), 2);
    }
}

#[test]
fn given_a_range_that_is_refused_when_run_then_its_numbers_fail_and_the_others_are_asked_for() {
    let mut run = started(&plan(3), None);
    let taken = run.take(1, NOW);
    let walk = LookupError::new(Code::Forbidden, "").with_retry_after(Some(600_000));
    run.answer(taken[0], Err(walk), NOW);
    assert_eq!(run.phase(), Phase::Running);
    assert!(matches!(
        run.lookup(taken[0]),
        Lookup::Failed(Code::Forbidden)
    ));
    assert_eq!(run.take(9, NOW).len(), 2);
}

#[test]
fn given_a_gateway_that_asks_to_wait_when_run_then_it_is_left_alone_until_then() {
    let mut run = started(&plan(2), None);
    let taken = run.take(1, NOW);
    let error = LookupError::new(Code::RateLimited, "").with_retry_after(Some(5_000));
    run.answer(taken[0], Err(error), NOW);
    assert_eq!(run.phase(), Phase::Running);
    assert_eq!(run.take(9, NOW + 4_999.0), []);
    assert_eq!(run.take(9, NOW + 5_000.0).len(), 2);
}

#[test]
fn given_a_number_that_is_put_off_for_ever_when_run_then_it_fails_and_the_run_ends() {
    let mut run = started(&plan(1), None);
    let mut now = NOW;
    let mut asked = 0;
    while run.phase() == Phase::Running {
        for id in run.take(1, now) {
            asked += 1;
            let error = LookupError::new(Code::RateLimited, "").with_retry_after(Some(5_000));
            run.answer(id, Err(error), now);
        }
        now = run.not_before_ms();
    }
    assert_eq!(run.phase(), Phase::Finished);
    assert_eq!(run.progress(now).failed, 1);
    assert!((2..20).contains(&asked), "{asked}");
}

#[test]
fn given_a_gateway_that_asks_to_wait_for_hours_when_run_then_the_run_stops() {
    let mut run = started(&plan(1), None);
    let taken = run.take(1, NOW);
    let error = LookupError::new(Code::RateLimited, "").with_retry_after(Some(3_600_000));
    run.answer(taken[0], Err(error), NOW);
    assert_eq!(run.phase(), Phase::Stopped(Stop::Allowance));
    assert_eq!(run.not_before_ms(), NOW + 3_600_000.0);
}

#[test]
fn given_requests_that_break_off_when_run_then_they_are_repeated_ever_later_and_the_run_stops_at_last()
 {
    let mut run = started(&plan(2), None);
    let mut now = NOW;
    let mut waits = Vec::new();
    while run.phase() == Phase::Running {
        let taken = run.take(9, now);
        assert_eq!(taken.len(), 2);
        run.broke_off(taken, now);
        waits.push(run.not_before_ms() - now);
        now = run.not_before_ms();
    }
    assert_eq!(run.phase(), Phase::Stopped(Stop::Unreachable));
    assert!(waits.is_sorted());
    assert_eq!(run.progress(now).failed, 0);
    run.start(now);
    assert_eq!(run.take(9, now).len(), 2);
}

#[test]
fn given_an_answer_that_nobody_waits_for_when_it_comes_then_nothing_changes() {
    let plan = plan(1);
    let mut run = started(&plan, None);
    run.answer(ids(&plan)[0], Ok(answer(Source::Live)), NOW);
    assert_eq!(run.progress(NOW).answered, 0);
}

#[test]
fn given_a_pace_when_asked_for_the_time_left_then_it_is_by_the_newest_minute() {
    let mut run = started(&plan(30), None);
    let taken = run.take(10, NOW);
    answer_all(&mut run, &taken, Source::Live);
    let progress = run.progress(NOW + 5_000.0);
    assert_eq!(progress.per_second, Some(2.0));
    assert_eq!(progress.seconds_left(), Some(10.0));
}

#[test]
fn given_another_plan_when_a_run_goes_over_it_then_nothing_is_asked_for_or_counted_twice() {
    let (small, large) = (plan(5), plan(8));
    let mut run = started(&small, Some(7));
    let taken = run.take(3, NOW);
    answer_all(&mut run, &taken[..2], Source::Live);
    let mut run = run.over(&small, &large);
    assert_eq!(run.phase(), Phase::Paused);
    let progress = run.progress(NOW);
    assert_eq!(
        (progress.answered, progress.under_way, progress.waiting),
        (2, 1, 5)
    );
    assert_eq!(progress.spent.paid, 2);
    answer_all(&mut run, &taken[2..], Source::Live);
    run.start(NOW);
    assert_eq!(run.take(20, NOW).len(), 4);
}

proptest! {
    /// Whatever comes: each number ends once, nothing is lost, and no more is paid than allowed.
    #[test]
    fn given_any_course_of_events_when_run_then_it_adds_up(
        events in proptest::collection::vec(0_u8..8, 0..200),
        cap in proptest::option::of(0_usize..20),
    ) {
        let plan = plan(20);
        let mut run = started(&plan, cap);
        let mut under_way: Vec<NumberId> = Vec::new();
        let mut now = NOW;
        for event in events {
            now += 1_000.0;
            let outcome = match event {
                0 | 1 => {
                    under_way.extend(run.take(usize::from(event) * 4 + 1, now));
                    None
                }
                2 => {
                    run.pause();
                    None
                }
                3 => {
                    run.start(now);
                    None
                }
                4 => {
                    run.broke_off(under_way.drain(..), now);
                    None
                }
                5 => Some(Ok(answer(Source::Live))),
                6 => Some(Err(failure(Code::Server))),
                _ => Some(Err(failure(Code::QuotaExhausted))),
            };
            if let Some((outcome, id)) = outcome.and_then(|outcome| Some((outcome, under_way.pop()?))) {
                run.answer(id, outcome, now);
            }
            let progress = run.progress(now);
            prop_assert_eq!(progress.under_way, under_way.len());
            prop_assert_eq!(progress.answered + progress.failed + progress.under_way + progress.waiting, 20);
            if let Some(cap) = cap {
                prop_assert!(progress.spent.paid <= cap);
            }
            if run.phase() == Phase::Finished {
                prop_assert_eq!(progress.answered + progress.failed, 20);
            }
        }
    }
}
