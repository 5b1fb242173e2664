//! The worker's half without a browser: the list, what is shown of it, files.
//!
//! [`Engine::handle`] answers what the page asks for; whoever makes requests takes a [`Batch`], hands its lines in,
//! and sends the page what [`Engine::news`] has.
//!
//! Modules import only modules above them in this list, and [`Engine`] is theirs:
//!
//! 1. `country`, `facts`: what entries are sorted, filtered and counted by.
//! 2. `search`, `sorting`, `view`: which entries are shown, in which order.
//! 3. `selection`: which of them a person has chosen.
//! 4. `comparison`, `rows`: what the page is told of them.
//! 5. `refusal`, `messages`, `files`, `opening`: files in and out.
//! 6. `session`, `progress`: an open list, and how far it is.
//! 7. `batch`, `pictures`, `record`, `news`: what is asked for.

mod batch;
mod comparison;
mod country;
mod facts;
mod files;
mod messages;
mod news;
mod opening;
mod pictures;
mod progress;
pub mod record;
mod refusal;
mod rows;
mod search;
mod selection;
mod session;
mod sorting;
#[cfg(test)]
mod tests;
mod view;

use std::fmt;

use phone_profile_contacts::changes;
use phone_profile_contacts::columns::Columns;
use phone_profile_contacts::export::Shape;
use phone_profile_contacts::file::{self, Limits};
use serde::{Deserialize, Serialize};

pub use self::batch::{Batch, KeptLine};
use self::news::News;
use self::opening::Source;
pub use self::pictures::PictureBatch;
use self::refusal::Refusal;
use self::session::Session;
use crate::protocol::{self, Reply, Request, Start};

/// The list that is open, and what is to be told about it.
#[derive(Default)]
pub struct Engine {
    session: Option<Session>,
    /// Numbers that are never looked up and never exported, in whatever list.
    opt_out: String,
    /// How many lists were opened: tells a batch of an earlier one.
    opened: u64,
    news: News,
}

/// What a person has chosen for a list, as it can be kept beside the list's bytes.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// What the columns are.
    pub columns: protocol::Columns,
    /// The region that the browser suggested.
    pub region: Option<String>,
    /// The opt-out list.
    pub opt_out: String,
}

/// A run that was kept.
pub struct KeptRun {
    /// The list's bytes.
    pub bytes: Vec<u8>,
    /// The file's name.
    pub name: Option<String>,
    /// What was chosen for it.
    pub choices: Choices,
    /// The gateway's lines.
    pub lines: Vec<String>,
}

/// Without what is in the list.
impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("opened", &self.opened)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Answers a request, at `now_ms` (Unix milliseconds). [`Request::Keep`], [`Request::Restore`] and
    /// [`Request::Record`] are a browser's matter, and have no answer here.
    pub fn handle(&mut self, request: Request, now_ms: f64) -> Vec<Reply> {
        let replies = match request {
            Request::Open {
                bytes,
                name,
                region,
            } => self.open(&bytes, name, region, None, now_ms),
            Request::Choose(columns) => self.choose(columns, now_ms),
            Request::OptOut { text } => self.opt_out(text, now_ms),
            Request::Start(start) => self.start(&start, now_ms),
            Request::Pause => self.pause(now_ms),
            Request::Cancel => self.cancel(now_ms),
            Request::ComparePictures { .. } => self.open_list().map(|session| {
                session.offer_pictures();
                vec![Reply::Progress(progress::progress(session, now_ms))]
            }),
            Request::Keep(_) | Request::Restore | Request::Record(_) => Ok(Vec::new()),
            Request::Show(view) => self.open_list().map(|session| {
                session.show(view);
                vec![Reply::View(session.shown())]
            }),
            Request::Select(selection) => self.open_list().map(|session| {
                session.select(&selection);
                vec![Reply::View(session.shown())]
            }),
            Request::Rows { from, count } => self.rows(from, count, now_ms),
            Request::Card { entry } => self.card(entry, now_ms),
            Request::Export(export) => self.open_list().and_then(|session| {
                let name = session.source.name.as_deref();
                let only = export.only_selected;
                let file = files::write(&export, name, |shape| session.grid(shape, only, now_ms))?;
                Ok(vec![Reply::File(file)])
            }),
            Request::Messages { template } => self.open_list().map(|session| {
                let grid = session.grid(Shape::Plain, false, now_ms);
                vec![Reply::Messages(messages::previewed(&template, &grid))]
            }),
            Request::Compare { bytes, name } => self.compare(&bytes, name.as_deref()),
        };
        replies.unwrap_or_else(|refusal| vec![refusal.told()])
    }

    /// Opens a list that was kept, with its answers; paused. `url` is the gateway's, for relative links.
    pub fn restore(&mut self, kept: KeptRun, url: &str, now_ms: f64) -> Vec<Reply> {
        let KeptRun {
            bytes,
            name,
            choices,
            lines,
        } = kept;
        self.opt_out = choices.opt_out;
        let columns = Some(choices.columns);
        let opened = self.open(&bytes, name, choices.region, columns, now_ms);
        let Ok(session) = opened.and_then(|_| self.open_list()) else {
            return vec![Refusal::NotRestored.told()];
        };
        session.know(batch::known(&lines, url, now_ms), now_ms);
        let opened = session
            .source
            .told(&session.list.table, &session.list.columns);
        let mut replies = vec![Reply::Opened(opened)];
        replies.extend(self.planned(now_ms));
        replies
    }

    /// What is chosen for the list, where one is open.
    pub fn choices(&self) -> Option<Choices> {
        let session = self.session.as_ref()?;
        Some(Choices {
            columns: opening::told(&session.list.columns),
            region: session.source.region.clone(),
            opt_out: self.opt_out.clone(),
        })
    }

    /// How many lists were opened: tells one from the next.
    pub const fn opened(&self) -> u64 {
        self.opened
    }

    /// The open list's name.
    pub fn name(&self) -> Option<&str> {
        self.session.as_ref()?.source.name.as_deref()
    }

    fn open(
        &mut self,
        bytes: &[u8],
        name: Option<String>,
        region: Option<String>,
        columns: Option<protocol::Columns>,
        now_ms: f64,
    ) -> Result<Vec<Reply>, Refusal> {
        // Two lists at once may be more than there is room for.
        self.session = None;
        self.opened += 1;
        self.news = News::default();
        let (source, table) = Source::read(bytes, name, region)?;
        let columns: Columns = match columns {
            Some(columns) => opening::chosen(columns, source.width).ok_or(Refusal::NoColumn)?,
            None => source.guess(&table),
        };
        let session = Session::new(source, table, columns, &self.opt_out, now_ms)?;
        let mut replies = vec![Reply::Opened(
            session
                .source
                .told(&session.list.table, &session.list.columns),
        )];
        self.session = Some(session);
        replies.extend(self.planned(now_ms));
        Ok(replies)
    }

    fn choose(&mut self, columns: protocol::Columns, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.session.as_mut().ok_or(Refusal::NoList)?;
        let columns = opening::chosen(columns, session.source.width).ok_or(Refusal::NoColumn)?;
        session.replan(columns, &self.opt_out, now_ms)?;
        Ok(self.planned(now_ms))
    }

    /// A list that can't be read as a whole is not followed at all, and the one before still is.
    fn opt_out(&mut self, text: String, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.session.as_mut().ok_or(Refusal::NoList)?;
        session.replan(session.list.columns.clone(), &text, now_ms)?;
        self.opt_out = text;
        Ok(self.planned(now_ms))
    }

    fn start(&mut self, start: &Start, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        session.start(start, now_ms)?;
        Ok(vec![Reply::Progress(progress::progress(session, now_ms))])
    }

    fn pause(&mut self, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        session.list.run.pause();
        Ok(vec![Reply::Progress(progress::progress(session, now_ms))])
    }

    fn cancel(&mut self, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        session.list.run.cancel();
        Ok(vec![
            Reply::Planned(progress::planned(&session.list)),
            Reply::Progress(progress::progress(session, now_ms)),
        ])
    }

    fn rows(&mut self, from: usize, count: usize, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        let rows = session.rows(now_ms);
        let entries = session.showing.slice(from, count).iter();
        let rows = entries
            .filter_map(|entry| rows.row(*entry as usize))
            .collect();
        Ok(vec![Reply::Rows { from, rows }])
    }

    fn card(&mut self, entry: usize, now_ms: f64) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        let names = session
            .source
            .names(&session.list.table, &session.list.columns);
        let card = session
            .rows(now_ms)
            .card(entry, names)
            .ok_or(Refusal::NoEntry)?;
        Ok(vec![Reply::Card(Box::new(card))])
    }

    fn compare(&mut self, bytes: &[u8], name: Option<&str>) -> Result<Vec<Reply>, Refusal> {
        let session = self.open_list()?;
        let earlier = file::open(bytes, name, &Limits::default())?;
        let earlier = changes::read(&earlier.table)?;
        Ok(vec![session.compare(earlier).told()])
    }

    /// What is told of a list that was planned anew.
    fn planned(&mut self, now_ms: f64) -> Vec<Reply> {
        let Some(session) = &self.session else {
            return Vec::new();
        };
        let mut replies = vec![
            Reply::Planned(progress::planned(&session.list)),
            Reply::Progress(progress::progress(session, now_ms)),
            Reply::View(session.shown()),
        ];
        replies.extend(
            session
                .comparison
                .as_ref()
                .map(comparison::Comparison::told),
        );
        replies
    }

    fn open_list(&mut self) -> Result<&mut Session, Refusal> {
        self.session.as_mut().ok_or(Refusal::NoList)
    }
}
