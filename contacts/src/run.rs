//! A run over the numbers of a plan: what is asked for next, what came of it, when it stops. It makes no
//! request and knows no clock; whoever drives it does.

pub mod line;
mod lines;
mod pace;
mod report;

use std::collections::VecDeque;

use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::profile::{Profile, Source};

pub use lines::Lines;
pub use report::{Progress, Spent};

use self::pace::Pace;
use self::report::Tally;
use crate::plan::{NumberId, Plan};

/// Numbers in one request to the gateway, at most: as many as a person waits for who wants to stop.
pub const BATCH: usize = 20;
/// How often a number is asked for, where the first time fails.
const MOST_TRIES: u8 = 2;
/// How often a number is put off, where the gateway or its service wants to be left alone.
const MOST_WAITS: u8 = 8;
/// How long the gateway is left alone that wants to be and doesn't say for how long.
const DEFAULT_WAIT_MS: u32 = 2_000;
/// What a person waits for in front of a run: five minutes.
const LONGEST_WAIT_MS: f64 = 300_000.0;
/// So many requests that break off, without an answer between them, are no accident.
const MOST_BROKEN: u32 = 5;
/// Half of the first wait after one.
const BACK_OFF_MS: f64 = 500.0;

/// What is known about one number.
#[derive(Clone, Debug, Default)]
pub enum Lookup {
    /// Not asked for.
    #[default]
    Waiting,
    /// Asked for, and not answered yet.
    UnderWay,
    /// An answer, of this run or an earlier one.
    Answered(Box<Profile>),
    /// No answer, and none to be expected in this run.
    Failed(LookupErrorCode),
}

impl Lookup {
    /// The answer, if there is one.
    pub fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Answered(profile) => Some(profile),
            _ => None,
        }
    }
}

/// Whether a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not begun, or paused: nothing is asked for until it is told to go on.
    Paused,
    /// Under way.
    Running,
    /// It can't go on as things are, and can later.
    Stopped(Stop),
    /// Every number has its answer or its failure.
    Finished,
}

/// Why a run stopped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// As many lookups as were allowed are made.
    Cap,
    /// The plan has no lookups left.
    Quota,
    /// The gateway wants to know who asks.
    SignIn,
    /// The gateway doesn't serve this caller, or not for this purpose.
    Refused,
    /// The gateway wants to be left alone for long: its caller's allowance is used up.
    Allowance,
    /// Nothing answers.
    Unreachable,
    /// Nobody wants the rest.
    Cancelled,
    /// Only some numbers were to be asked for, and all of those are done.
    Chosen,
}

/// A run.
#[derive(Clone, Debug)]
pub struct Run {
    lookups: Vec<Lookup>,
    tries: Vec<u8>,
    /// How often each was put off.
    waits: Vec<u8>,
    /// Asked for next, in this order.
    waiting: VecDeque<NumberId>,
    /// What failed and is asked for once more, when all else is done.
    again: VecDeque<NumberId>,
    /// Not to be asked for now, in the list's order.
    aside: VecDeque<NumberId>,
    tally: Tally,
    phase: Phase,
    /// Paid lookups at most.
    cap: Option<usize>,
    spent: Spent,
    pace: Pace,
    /// Until when the gateway wants to be left alone, in milliseconds since 1970.
    not_before_ms: f64,
    /// Requests that broke off, one after the other.
    broken: u32,
}

impl Run {
    /// A run over a plan's numbers; paused. At most `cap` paid lookups. What is known already, of an
    /// earlier run, isn't asked for.
    pub fn new(
        plan: &Plan,
        known: impl IntoIterator<Item = (NumberId, Profile)>,
        cap: Option<usize>,
    ) -> Self {
        let numbers = plan.numbers.len();
        let mut run = Self {
            lookups: vec![Lookup::Waiting; numbers],
            tries: vec![0; numbers],
            waits: vec![0; numbers],
            waiting: plan.wanted().collect(),
            again: VecDeque::new(),
            aside: VecDeque::new(),
            tally: Tally::default(),
            phase: Phase::Paused,
            cap,
            spent: Spent::default(),
            pace: Pace::default(),
            not_before_ms: 0.0,
            broken: 0,
        };
        for (id, profile) in known {
            run.set(id, Lookup::Answered(Box::new(profile)));
        }
        run.drop_from_waiting();
        run
    }

    /// The same run over another plan of its list: what is answered, has failed or is under way stays so,
    /// and what was paid for counts. It is paused, since it may ask for more than before.
    pub fn over(&self, earlier: &Plan, plan: &Plan) -> Self {
        let mut run = Self::new(plan, [], self.cap);
        run.spent = self.spent;
        run.not_before_ms = self.not_before_ms;
        for (earlier_id, number) in earlier.numbers.iter() {
            let Some(id) = plan.numbers.id(number) else {
                continue;
            };
            let counts = [(&self.tries, &mut run.tries), (&self.waits, &mut run.waits)];
            for (counts, known) in counts {
                let count = counts.get(earlier_id.index());
                if let (Some(count), Some(known)) = (count, known.get_mut(id.index())) {
                    *known = *count;
                }
            }
            run.set(id, self.lookup(earlier_id).clone());
        }
        run.drop_from_waiting();
        run
    }

    /// Begins, or goes on after a pause or a stop. What stopped it is tried again.
    pub fn start(&mut self, now_ms: f64) {
        self.take_back();
        self.go_on(now_ms);
    }

    /// … with some numbers only. The others are asked for when it is started without a choice.
    pub fn start_with(&mut self, is_chosen: impl Fn(NumberId) -> bool, now_ms: f64) {
        self.take_back();
        for queue in [&mut self.waiting, &mut self.again] {
            let (chosen, others) = queue.drain(..).partition(|id| is_chosen(*id));
            *queue = chosen;
            self.aside.extend::<VecDeque<_>>(others);
        }
        self.go_on(now_ms);
    }

    fn go_on(&mut self, now_ms: f64) {
        self.phase = Phase::Running;
        self.broken = 0;
        self.not_before_ms = 0.0;
        self.pace.start(now_ms);
        self.settle();
    }

    /// Asks for nothing more, until it is started again. What is under way is still answered.
    pub fn pause(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Paused;
        }
    }

    /// Ends it: nothing more is asked for. What is under way is still answered, since it is paid for.
    pub fn cancel(&mut self) {
        if self.phase != Phase::Finished {
            self.phase = Phase::Stopped(Stop::Cancelled);
        }
    }

    /// Allows more paid lookups, or fewer.
    pub fn set_cap(&mut self, cap: Option<usize>) {
        self.cap = cap;
    }

    /// The numbers to ask for now, at most `most`; they are under way from here on. None while it
    /// isn't running, or the gateway wants to be left alone.
    pub fn take(&mut self, most: usize, now_ms: f64) -> Vec<NumberId> {
        if self.phase != Phase::Running || now_ms < self.not_before_ms {
            return Vec::new();
        }
        let allowed = self.cap.map_or(usize::MAX, |cap| {
            cap.saturating_sub(self.spent.paid + self.tally.under_way)
        });
        if self.waiting.is_empty() && self.tally.under_way == 0 {
            self.waiting.append(&mut self.again);
        }
        let count = most.min(allowed).min(self.waiting.len());
        let taken: Vec<_> = self.waiting.drain(..count).collect();
        for id in &taken {
            self.set(*id, Lookup::UnderWay);
        }
        self.settle();
        taken
    }

    /// What came of a number that was taken.
    pub fn answer(&mut self, id: NumberId, answer: Result<Profile, LookupError>, now_ms: f64) {
        if !matches!(self.lookup(id), Lookup::UnderWay) {
            return;
        }
        match answer {
            Ok(profile) => {
                self.spent.count(profile.source == Source::Live);
                self.broken = 0;
                self.pace.done(now_ms);
                self.set(id, Lookup::Answered(Box::new(profile)));
            }
            Err(error) => self.fail(id, &error, now_ms),
        }
        self.settle();
    }

    /// The numbers of a request that broke off before it answered for them: they are asked for again,
    /// after a while. A gateway that answers at no time stops the run.
    pub fn broke_off(&mut self, ids: impl IntoIterator<Item = NumberId>, now_ms: f64) {
        for id in ids {
            if matches!(self.lookup(id), Lookup::UnderWay) {
                self.put_back(id);
            }
        }
        self.broken += 1;
        self.not_before_ms = now_ms + BACK_OFF_MS * f64::from(1_u32 << self.broken.min(5));
        if self.broken > MOST_BROKEN {
            self.phase = Phase::Stopped(Stop::Unreachable);
        }
        self.settle();
    }

    /// The numbers of a request that was refused as a whole.
    pub fn refused(&mut self, ids: &[NumberId], error: &LookupError, now_ms: f64) {
        use LookupErrorCode as Code;
        match error.code {
            Code::Unauthorized | Code::Forbidden | Code::QuotaExhausted | Code::RateLimited => {
                for id in ids {
                    self.answer(*id, Err(error.clone()), now_ms);
                }
            }
            _ => self.broke_off(ids.iter().copied(), now_ms),
        }
    }

    /// What is known about a number.
    pub fn lookup(&self, id: NumberId) -> &Lookup {
        self.lookups.get(id.index()).unwrap_or(&Lookup::Waiting)
    }

    /// Takes the links to pictures out of all answers, for a file that outlasts where they lead.
    pub fn forget_picture_links(&mut self) {
        for lookup in &mut self.lookups {
            if let Lookup::Answered(profile) = lookup {
                profile.profile_pic = None;
                profile.profile_pic_thumb = None;
            }
        }
    }

    /// Whether it goes on.
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// From when on the gateway may be asked again, in milliseconds since 1970.
    pub const fn not_before_ms(&self) -> f64 {
        self.not_before_ms
    }

    /// How far it is.
    pub fn progress(&self, now_ms: f64) -> Progress {
        let Tally {
            answered,
            failed,
            under_way,
        } = self.tally;
        Progress {
            answered,
            failed,
            under_way,
            waiting: self.waiting.len() + self.again.len(),
            spent: self.spent,
            per_second: self.pace.per_second(now_ms),
        }
    }

    fn fail(&mut self, id: NumberId, error: &LookupError, now_ms: f64) {
        use LookupErrorCode as Code;
        let stop = match error.code {
            Code::QuotaExhausted => Some(Stop::Quota),
            Code::Unauthorized => Some(Stop::SignIn),
            // One that is to be asked again later is about this number: what looks like a walk through its
            // range.
            Code::Forbidden if error.retry_after_ms.is_none() => Some(Stop::Refused),
            _ => None,
        };
        if let Some(stop) = stop {
            self.put_back(id);
            self.phase = Phase::Stopped(stop);
            return;
        }
        if error.code == Code::RateLimited && self.may_wait(id) {
            // No failure of the number's.
            let wait_ms = f64::from(error.retry_after_ms.unwrap_or(DEFAULT_WAIT_MS));
            self.not_before_ms = self.not_before_ms.max(now_ms + wait_ms);
            self.put_back(id);
            if wait_ms > LONGEST_WAIT_MS {
                self.phase = Phase::Stopped(Stop::Allowance);
            }
            return;
        }
        let tried = count(&mut self.tries, id) >= MOST_TRIES;
        if error.retryable() && error.code != Code::RateLimited && !tried {
            self.set(id, Lookup::Waiting);
            self.again.push_back(id);
        } else {
            self.pace.done(now_ms);
            self.set(id, Lookup::Failed(error.code));
        }
    }

    /// Whether a number may be put off once more. A service that puts one off for ever would keep the run
    /// from its end.
    fn may_wait(&mut self, id: NumberId) -> bool {
        count(&mut self.waits, id) <= MOST_WAITS
    }

    /// What was put aside waits again, behind what waits already.
    fn take_back(&mut self) {
        self.waiting.append(&mut self.aside);
    }

    fn put_back(&mut self, id: NumberId) {
        self.set(id, Lookup::Waiting);
        self.waiting.push_front(id);
    }

    /// Ends a run that has nothing left to do, or may do nothing more.
    fn settle(&mut self) {
        if self.phase != Phase::Running || self.tally.under_way > 0 {
            return;
        }
        if self.waiting.is_empty() && self.again.is_empty() {
            self.phase = match self.aside.is_empty() {
                true => Phase::Finished,
                false => Phase::Stopped(Stop::Chosen),
            };
        } else if self.cap.is_some_and(|cap| self.spent.paid >= cap) {
            self.phase = Phase::Stopped(Stop::Cap);
        }
    }

    /// What is known already, or under way, isn't asked for.
    fn drop_from_waiting(&mut self) {
        let lookups = &self.lookups;
        let is_waiting = |id: &NumberId| matches!(lookups.get(id.index()), Some(Lookup::Waiting));
        self.waiting.retain(is_waiting);
    }

    fn set(&mut self, id: NumberId, lookup: Lookup) {
        if let Some(known) = self.lookups.get_mut(id.index()) {
            self.tally.change(known, &lookup);
            *known = lookup;
        }
    }
}

/// Counts one more for a number.
fn count(counts: &mut [u8], id: NumberId) -> u8 {
    counts.get_mut(id.index()).map_or(u8::MAX, |count| {
        *count = count.saturating_add(1);
        *count
    })
}

#[cfg(test)]
mod tests;
