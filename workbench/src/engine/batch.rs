//! Numbers that are asked for together, and what comes of them.

use phone_profile_contacts::run::line;
use phone_profile_contacts::run::{Lookup, Phase};
use phone_profile_core::error::LookupError;
use phone_profile_core::json;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;

use super::Engine;
use super::session::Session;

/// Numbers that are asked for together.
#[derive(Debug)]
pub struct Batch {
    /// They.
    pub numbers: Vec<E164>,
    /// Of which list.
    pub(super) list: u64,
}

/// An answer as it can be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptLine {
    /// E.164 without the plus sign.
    pub digits: String,
    /// The gateway's line.
    pub line: String,
}

impl Engine {
    /// Whether there is, or will be, something to ask for.
    pub fn is_running(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(|session| session.list.run.phase() == Phase::Running)
    }

    /// The numbers to ask for now, at most `most`. None while it isn't running, or the gateway wants to be
    /// left alone.
    pub fn take(&mut self, most: usize, now_ms: f64) -> Option<Batch> {
        let list = &mut self.session.as_mut()?.list;
        let phase = list.run.phase();
        let taken = list.run.take(most, now_ms);
        self.news.is_further |= !taken.is_empty() || list.run.phase() != phase;
        let numbers = taken
            .iter()
            .filter_map(|id| list.plan.numbers.get(*id))
            .cloned();
        let batch = Batch {
            numbers: numbers.collect(),
            list: self.opened,
        };
        (!batch.numbers.is_empty()).then_some(batch)
    }

    /// Whether a batch is still one of the list that is open.
    pub const fn is_current(&self, batch: &Batch) -> bool {
        batch.list == self.opened
    }

    /// A line of the answer to a batch; `url` is the gateway's. Given back where it can be kept.
    pub fn line(&mut self, batch: &Batch, text: &str, url: &str, now_ms: f64) -> Option<KeptLine> {
        let session = session_of(self.opened, &mut self.session, batch)?;
        let line = line::read(&json::parse(text)?, url, now_ms)?;
        let is_answer = line.answer.is_ok();
        let is_listed = session.answer(&line.number, line.answer, now_ms);
        self.news.is_further = true;
        self.news.is_answered = true;
        (is_answer && is_listed).then(|| KeptLine {
            digits: line.number.digits().to_owned(),
            line: text.to_owned(),
        })
    }

    /// A batch was refused as a whole.
    pub fn refused(&mut self, batch: &Batch, error: &LookupError, now_ms: f64) {
        if let Some(session) = session_of(self.opened, &mut self.session, batch) {
            let numbers = &session.list.plan.numbers;
            let ids: Vec<_> = batch
                .numbers
                .iter()
                .filter_map(|number| numbers.id(number))
                .collect();
            session.list.run.refused(&ids, error, now_ms);
            self.news.is_further = true;
        }
    }

    /// The answer to a batch has ended: what has no line wasn't asked for, or its answer was lost on the way.
    pub fn ended(&mut self, batch: &Batch, now_ms: f64) {
        if let Some(session) = session_of(self.opened, &mut self.session, batch) {
            let list = &mut session.list;
            let ids = batch
                .numbers
                .iter()
                .filter_map(|number| list.plan.numbers.id(number));
            let left: Vec<_> = ids
                .filter(|id| matches!(list.run.lookup(*id), Lookup::UnderWay))
                .collect();
            if !left.is_empty() {
                list.run.broke_off(left, now_ms);
                self.news.is_further = true;
            }
        }
    }

    /// What is answered so far, as lines that can be kept.
    pub fn kept_lines(&self) -> Vec<KeptLine> {
        let answers = self.session.iter().flat_map(Session::answers);
        answers
            .filter_map(|(number, profile)| kept(number, profile))
            .collect()
    }
}

fn session_of<'a>(
    opened: u64,
    session: &'a mut Option<Session>,
    batch: &Batch,
) -> Option<&'a mut Session> {
    session.as_mut().filter(|_| batch.list == opened)
}

/// As the gateway would have written it.
fn kept(number: &E164, profile: &Profile) -> Option<KeptLine> {
    let line = serde_json::json!({ "number": number.with_plus(), "profile": profile });
    Some(KeptLine {
        digits: number.digits().to_owned(),
        line: serde_json::to_string(&line).ok()?,
    })
}

/// The answers in lines that were kept. What can't be read is none.
pub(super) fn known(lines: &[String], url: &str, now_ms: f64) -> Vec<(E164, Profile)> {
    let answer = |text: &String| {
        let line = line::read(&json::parse(text)?, url, now_ms)?;
        Some((line.number, line.answer.ok()?))
    };
    lines.iter().filter_map(answer).collect()
}
