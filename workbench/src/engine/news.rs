//! What the page is told without asking, while answers come: not more often than it can be looked at.

use phone_profile_contacts::run::Phase;

use super::Engine;
use super::comparison::Comparison;
use super::progress::{planned, progress};
use crate::protocol::Reply;

/// Between two words about the run.
const PROGRESS_MS: f64 = 250.0;
/// Between two words about what is shown: counting it anew takes its time.
const VIEW_MS: f64 = 500.0;

/// What is not told yet.
#[derive(Default)]
pub(super) struct News {
    /// The run is further than it was told.
    pub(super) is_further: bool,
    /// There are answers that what is shown doesn't have.
    pub(super) is_answered: bool,
    progress_ms: f64,
    view_ms: f64,
}

impl Engine {
    /// What is to be told by now: how far the run is a few times a second, what is shown twice a second, and both
    /// at once where the run has ended or stopped.
    pub fn news(&mut self, now_ms: f64) -> Vec<Reply> {
        let mut replies = Vec::new();
        let Some(session) = &mut self.session else {
            return replies;
        };
        let rests = session.list.run.phase() != Phase::Running;
        let is_due = |told_ms: f64, every_ms: f64| rests || now_ms - told_ms >= every_ms;
        if self.news.is_answered && is_due(self.news.view_ms, VIEW_MS) {
            self.news.is_answered = false;
            self.news.view_ms = now_ms;
            session.refresh();
            replies.push(Reply::View(session.shown()));
            replies.extend(session.comparison.as_ref().map(Comparison::told));
        }
        if self.news.is_further && is_due(self.news.progress_ms, PROGRESS_MS) {
            self.news.is_further = false;
            self.news.progress_ms = now_ms;
            if rests {
                // Fewer numbers are open than when it was started.
                replies.push(Reply::Planned(planned(&session.list)));
            }
            replies.push(Reply::Progress(progress(session, now_ms)));
        }
        replies
    }
}
