//! Which pictures of the list look the same: a step that begins when the run rests, and is no part of it.

use phone_profile_contacts::list::{Hashes, PICTURES_AT_ONCE};
use phone_profile_contacts::run::Phase;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::number::E164;

use super::Engine;
use super::session::Session;
use crate::protocol::{PictureStep, Pictures};

/// Pictures that are asked for together.
#[derive(Debug)]
pub struct PictureBatch {
    /// Their links, as answers have them.
    pub links: Vec<String>,
    numbers: Vec<E164>,
    list: u64,
}

/// The step of a list.
#[derive(Default)]
pub(super) struct Comparing {
    /// Whether the gateway does that at all.
    pub(super) is_offered: bool,
    step: PictureStep,
    same_within: u32,
}

impl Engine {
    /// The pictures to ask for now. None while the run is under way, and where all are asked for.
    pub fn take_pictures(&mut self, now_ms: f64) -> Option<PictureBatch> {
        let session = self.session.as_mut()?;
        let is_failed = matches!(session.comparing.step, PictureStep::Failed(_));
        if session.list.run.phase() == Phase::Running || !session.comparing.is_offered || is_failed
        {
            return None;
        }
        let mut batch = PictureBatch {
            links: Vec::new(),
            numbers: Vec::new(),
            list: self.opened,
        };
        for (_, number, link) in session.list.unlooked().take(PICTURES_AT_ONCE) {
            batch.numbers.push(number.clone());
            batch.links.push(link.to_owned());
        }
        if batch.links.is_empty() {
            if session.comparing.step == PictureStep::UnderWay {
                session.compare_pictures(PictureStep::Rests, now_ms);
                self.news.is_further = true;
                self.news.is_answered = true;
            }
            return None;
        }
        session.comparing.step = PictureStep::UnderWay;
        self.news.is_further = true;
        Some(batch)
    }

    /// What came of some pictures: the body of the gateway's answer, or why there is none.
    pub fn looked(
        &mut self,
        batch: &PictureBatch,
        answer: Result<String, LookupError>,
        now_ms: f64,
    ) {
        let session = self.session.as_mut().filter(|_| batch.list == self.opened);
        let Some(session) = session else {
            return;
        };
        self.news.is_further = true;
        let failure = match answer.map(|body| Hashes::read(&body)) {
            Ok(Some(hashes)) => {
                session.look(batch, hashes);
                return;
            }
            Ok(None) => "The gateway\u{2019}s answer can\u{2019}t be understood.",
            Err(error) => failure(error.code),
        };
        session.compare_pictures(PictureStep::Failed(failure.to_owned()), now_ms);
        self.news.is_answered = true;
    }
}

impl Session {
    /// Asks from now on, also after a failure.
    pub(super) fn offer_pictures(&mut self) {
        self.comparing.is_offered = true;
        self.comparing.step = PictureStep::Rests;
    }

    /// How far it is.
    pub(super) fn pictures_told(&self) -> Pictures {
        let (compared, unknown) = self.list.pictures.counts();
        // Nobody asks while answers come, which is when this is told often.
        let runs = self.list.run.phase() == Phase::Running;
        Pictures {
            step: self.comparing.step.clone(),
            compared,
            unknown,
            waiting: if runs {
                0
            } else {
                self.list.unlooked().count()
            },
        }
    }

    fn look(&mut self, batch: &PictureBatch, answer: Hashes) {
        self.comparing.same_within = answer.same_within;
        let looks = answer.looks(batch.links.iter().map(String::as_str));
        for (number, look) in batch.numbers.iter().zip(looks) {
            if let Some(id) = self.list.plan.numbers.id(number) {
                self.list.pictures.put(id, look);
            }
        }
    }

    fn compare_pictures(&mut self, step: PictureStep, now_ms: f64) {
        self.comparing.step = step;
        self.list.pictures.compare(self.comparing.same_within);
        self.relist(now_ms);
    }

    /// The run goes on: what is known by now is compared, and the rest when it rests again.
    pub(super) fn leave_pictures(&mut self, now_ms: f64) {
        if self.comparing.step == PictureStep::UnderWay {
            self.compare_pictures(PictureStep::Rests, now_ms);
        }
    }
}

const fn failure(code: LookupErrorCode) -> &'static str {
    use LookupErrorCode as Code;
    match code {
        Code::Unauthorized => "The gateway wants to know who asks.",
        Code::Network | Code::Timeout => "The gateway can\u{2019}t be reached.",
        _ => "The gateway refuses.",
    }
}
