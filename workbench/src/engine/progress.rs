//! What a plan would do and how far its run is, as the page has it.

use std::collections::HashMap;

use phone_profile_contacts::export::failure;
use phone_profile_contacts::list::List;
use phone_profile_contacts::run::{self, Lookup, Stop};

use super::session::Session;
use crate::protocol::{Phase, Planned, Progress};

/// What the run would do.
pub(super) fn planned(list: &List) -> Planned {
    let counts = list.plan.counts();
    let (mut answered, mut open) = (0, 0);
    for id in list.plan.wanted() {
        match list.run.lookup(id) {
            Lookup::Answered(_) => answered += 1,
            Lookup::Waiting | Lookup::UnderWay => open += 1,
            Lookup::Failed(_) => {}
        }
    }
    let reasons = list.plan.invalid();
    Planned {
        rows: counts.rows,
        without_number: counts.without_number,
        invalid: counted(reasons.map(|(_, reason)| reason.to_string())),
        repeated: counts.repeated,
        opted_out: counts.opted_out,
        consecutive: counts.consecutive,
        numbers: counts.numbers,
        answered,
        open,
    }
}

/// How far the run is.
pub(super) fn progress(session: &Session, now_ms: f64) -> Progress {
    let list = &session.list;
    let progress = list.run.progress(now_ms);
    Progress {
        phase: phase(list.run.phase()),
        answered: progress.answered,
        failed: progress.failed,
        failures: failures(list, progress.failed),
        under_way: progress.under_way,
        waiting: progress.waiting,
        paid: progress.spent.paid,
        per_second: progress.per_second,
        seconds_left: progress.seconds_left(),
        pictures: session.pictures_told(),
    }
}

fn failures(list: &List, failed: usize) -> Vec<(String, usize)> {
    if failed == 0 {
        return Vec::new();
    }
    let ids = list.plan.wanted();
    counted(ids.filter_map(|id| match list.run.lookup(id) {
        Lookup::Failed(code) => Some(failure(*code).to_owned()),
        _ => None,
    }))
}

/// How many are of each kind. Most frequent first.
fn counted(kinds: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|(one, one_count), (other, other_count)| {
        other_count.cmp(one_count).then_with(|| one.cmp(other))
    });
    counts
}

const fn phase(phase: run::Phase) -> Phase {
    match phase {
        run::Phase::Paused => Phase::Paused,
        run::Phase::Running => Phase::Running,
        run::Phase::Stopped(Stop::Cancelled) => Phase::Cancelled,
        run::Phase::Stopped(Stop::Chosen) => Phase::SelectedDone,
        run::Phase::Stopped(Stop::Cap) => Phase::Capped,
        run::Phase::Stopped(Stop::Quota) => Phase::QuotaExhausted,
        run::Phase::Stopped(Stop::SignIn) => Phase::SignIn,
        run::Phase::Stopped(Stop::Refused) => Phase::Refused,
        run::Phase::Stopped(Stop::Allowance) => Phase::AllowanceExhausted,
        run::Phase::Stopped(Stop::Unreachable) => Phase::Unreachable,
        run::Phase::Finished => Phase::Finished,
    }
}
