//! What is said before a run and after it.

use std::{error::Error, fmt, iter};

use phone_profile_contacts::{
    list::List,
    plan::{self, Counts},
    run::{Phase, Progress, Run, Stop},
};

use super::{
    asked::{Price, Session},
    input::Input,
};

/// What a run would do, before a cent is spent.
pub(super) struct Offer<'a> {
    notes: &'a [String],
    columns: String,
    counts: Counts,
    /// To be looked up.
    wanted: usize,
    /// Answered by an earlier run.
    known: usize,
    /// Left of the budget.
    left: Option<u64>,
    price: Option<&'a Price>,
    demo: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("say with --max-lookups how many may be paid for, or look at it only with --dry-run")]
pub(super) struct NoCap;

impl<'a> Offer<'a> {
    pub(super) fn of(input: &'a Input, run: &Run, session: &'a Session) -> Self {
        let paid_from = session.paid_from.as_ref();
        let budget = session
            .budgets
            .iter()
            .find(|budget| Some(&budget.upstream) == paid_from);
        let progress = run.progress(0.0);
        Self {
            notes: &input.notes,
            columns: columns(input),
            counts: input.plan.counts(),
            wanted: progress.waiting,
            known: progress.answered,
            left: budget.map(|budget| budget.remaining),
            price: session.price.as_ref(),
            demo: session.demo,
        }
    }

    /// A run that can cost something has a cap.
    pub(super) fn check(&self, cap: Option<usize>) -> Result<(), NoCap> {
        if cap.is_none() && !self.demo && self.wanted > 0 {
            return Err(NoCap);
        }
        Ok(())
    }
}

impl fmt::Display for Offer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for note in self.notes {
            writeln!(f, "note: {note}")?;
        }
        let counts = &self.counts;
        writeln!(f, "{} rows; {}", counts.rows, self.columns)?;
        for (count, what) in [
            (counts.numbers, "different numbers"),
            (counts.repeated, "repeated: looked up once"),
            (counts.invalid, "that can't be looked up"),
            (counts.without_number, "rows without a number"),
            (
                counts.opted_out,
                "opted out: not looked up, and not in the output",
            ),
            (
                counts.consecutive,
                "in a run of consecutive numbers: refused, as walking through a range is",
            ),
            (self.known, "answered by an earlier run"),
        ] {
            if count > 0 {
                writeln!(f, "{count:>8} {what}")?;
            }
        }
        write!(f, "{:>8} lookups", self.wanted)?;
        if self.demo {
            return writeln!(f, " of made-up people: they cost nothing");
        }
        if let Some(left) = self.left {
            write!(f, ", of {left} that are left")?;
        }
        if let Some(Price { amount, currency }) = self.price
            && let Some(sum) = plan::cost(amount, self.wanted)
        {
            write!(f, "; {sum} {currency} at {amount} each, at most")?;
        }
        writeln!(f)
    }
}

fn columns(input: &Input) -> String {
    let header = input.table.rows.first().filter(|_| input.columns.header);
    let name = |column: &usize| match header.map(|row| row.cell(*column)) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => format!("column {}", column + 1),
    };
    let names = |columns: &[usize]| columns.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut text = format!("numbers from {}", names(&input.columns.numbers));
    if !input.columns.name.is_empty() {
        text.push_str(&format!("; names from {}", names(&input.columns.name)));
    }
    text
}

/// What came of a run.
pub(super) fn ending(list: &List, now_ms: f64) -> String {
    let Progress {
        answered,
        failed,
        waiting,
        spent,
        ..
    } = list.run.progress(now_ms);
    let mut text = format!(
        "{answered} answered, {failed} failed, {waiting} not looked up; {} paid for\n",
        spent.paid
    );
    let (compared, unknown) = list.pictures.counts();
    if compared + unknown > 0 {
        text.push_str(&format!("{compared} pictures compared"));
        if unknown > 0 {
            text.push_str(&format!(
                "; {unknown} couldn't be: whether they are on several numbers isn't known"
            ));
        }
        text.push('\n');
    }
    if let Some(reason) = stopped(list.run.phase()) {
        text.push_str(&format!("stopped: {reason}\n"));
    }
    text
}

fn stopped(phase: Phase) -> Option<&'static str> {
    Some(match phase {
        Phase::Stopped(Stop::Cap) => "as many lookups are paid for as --max-lookups allows",
        Phase::Stopped(Stop::Quota) => "the plan has no lookups left",
        Phase::Stopped(Stop::SignIn) => "the gateway wants another token in PHONE_PROFILE_TOKEN",
        Phase::Stopped(Stop::Refused) => {
            "the gateway doesn't serve this caller, or not for this purpose"
        }
        Phase::Stopped(Stop::Allowance) => "the caller's lookups are used up for now",
        Phase::Stopped(Stop::Unreachable) => "the gateway can't be reached",
        Phase::Stopped(Stop::Cancelled) => "it was ended",
        Phase::Stopped(Stop::Chosen) => "only chosen numbers were to be looked up",
        Phase::Paused => "by Ctrl-C",
        Phase::Running | Phase::Finished => return None,
    })
}

/// An error in a line.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let causes = iter::successors(error.source(), |&cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// `4 min`, `35 s`.
pub(super) fn duration(seconds: f64) -> String {
    match seconds.ceil() as u64 {
        seconds @ 0..90 => format!("{seconds} s"),
        seconds @ 90..5_400 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3_600)),
    }
}
