//! What a plan would do and how far its run is, as the page has it.

use std::collections::HashMap;

use phone_profile_contacts::list::List;
use phone_profile_contacts::run::{self, Lookup, Stop};

use crate::protocol::{Phase, Planned, Progress};

/// What the run would do.
pub(super) fn planned(list: &List) -> Planned {
    let counts = list.plan.counts();
    let is_answered = |lookup: &Lookup| matches!(lookup, Lookup::Answered(_));
    let wanted = list.plan.wanted();
    let mut reasons: HashMap<String, usize> = HashMap::new();
    for (_, reason) in list.plan.invalid() {
        *reasons.entry(reason.to_string()).or_default() += 1;
    }
    let mut invalid: Vec<(String, usize)> = reasons.into_iter().collect();
    invalid.sort_by(|(one, one_count), (other, other_count)| {
        other_count.cmp(one_count).then_with(|| one.cmp(other))
    });
    Planned {
        rows: counts.rows,
        without_number: counts.without_number,
        invalid,
        repeated: counts.repeated,
        opted_out: counts.opted_out,
        consecutive: counts.consecutive,
        numbers: counts.numbers,
        answered: wanted
            .filter(|id| is_answered(list.run.lookup(*id)))
            .count(),
    }
}

/// How far the run is.
pub(super) fn progress(list: &List, now_ms: f64) -> Progress {
    let progress = list.run.progress(now_ms);
    Progress {
        phase: phase(list.run.phase()),
        answered: progress.answered,
        failed: progress.failed,
        under_way: progress.under_way,
        waiting: progress.waiting,
        paid: progress.spent.paid,
        per_second: progress.per_second,
        seconds_left: progress.seconds_left(),
    }
}

const fn phase(phase: run::Phase) -> Phase {
    match phase {
        run::Phase::Paused => Phase::Paused,
        run::Phase::Running => Phase::Running,
        run::Phase::Stopped(Stop::Cap) => Phase::Capped,
        run::Phase::Stopped(Stop::Quota) => Phase::QuotaExhausted,
        run::Phase::Stopped(Stop::SignIn) => Phase::SignIn,
        run::Phase::Stopped(Stop::Refused) => Phase::Refused,
        run::Phase::Stopped(Stop::Allowance) => Phase::AllowanceExhausted,
        run::Phase::Stopped(Stop::Unreachable) => Phase::Unreachable,
        run::Phase::Finished => Phase::Finished,
    }
}
