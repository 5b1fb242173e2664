//! What the page and its worker say to each other. Both are one version of one build: there is nothing to
//! be lenient about.

mod file;
mod list;
mod record;
mod run;
mod table;

use serde::{Deserialize, Serialize};

pub use self::file::{Export, File, Form, Messages, What};
pub use self::list::{Columns, Kept, Opened, Planned, Region};
pub use self::record::{Record, RecordOutcome, RecordReply, RecordWanted, Signature};
pub use self::run::{Phase, PictureStep, Pictures, Progress, Start};
pub use self::table::{
    Card, Column, Facet, Order, Row, Selected, Selection, Shown, Signal, Source, View,
};

/// What the page asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    /// Read a file, or a text that was pasted. What there was before is forgotten, but for the opt-out list:
    /// that is about people, whatever list they are on. Answered by [`Reply::Opened`] and what
    /// [`Request::Choose`] is answered by.
    Open {
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// The file's name; none for a pasted text.
        name: Option<String>,
        /// The region that the person's browser suggests for national numbers.
        region: Option<String>,
    },
    /// Take the columns for what the person says they are, and plan anew. Answers stay; a run is paused.
    /// Answered by [`Reply::Planned`], [`Reply::Progress`] and [`Reply::View`].
    Choose(Columns),
    /// Never look up and never export these people. Answered as [`Request::Choose`]; a list that can't be
    /// read as a whole is refused, and the one before still followed.
    OptOut {
        /// A number in each line.
        text: String,
    },
    /// Begin, or go on.
    Start(Start),
    /// Ask for nothing more until it is started again.
    Pause,
    /// End the run: what is answered stays, and the rest is asked for only by another [`Request::Start`].
    Cancel,
    /// Ask the gateway which pictures look the same. It is asked without this where a run was started, and rests.
    /// Answered by [`Reply::Progress`].
    ComparePictures {
        /// The token that the page was signed in with.
        token: Option<String>,
    },
    /// Make an identity record of an entry's number. Answered by [`Reply::Record`].
    Record(RecordWanted),
    /// Choose rows. Answered by [`Reply::View`].
    Select(Selection),
    /// Keep what is answered in this browser from now on (true), also of lists that are opened later; or
    /// erase it (false). Answered by [`Reply::Kept`]; by [`Reply::Failed`] where nothing more is kept.
    Keep(bool),
    /// Go on with what an earlier visit has kept in this browser, and go on keeping. Answered as
    /// [`Request::Open`].
    Restore,
    /// Show these rows of the list. Answered by [`Reply::View`].
    Show(View),
    /// Tell some rows of what is shown. Answered by [`Reply::Rows`].
    Rows {
        /// The first, counted from 0 among those shown.
        from: usize,
        /// How many.
        count: usize,
    },
    /// Tell all that is known of one entry, for its card. Answered by [`Reply::Card`].
    Card {
        /// Its [`Row::entry`].
        entry: usize,
    },
    /// Write a file. Answered by [`Reply::File`].
    Export(Export),
    /// Fill a template in. Answered by [`Reply::Messages`].
    Messages {
        /// The template.
        template: String,
    },
    /// Compare with an earlier export. Answered by [`Reply::Compared`].
    Compare {
        /// The earlier file's bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// Its name.
        name: Option<String>,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Reply {
    /// Whether this browser keeps a run: its file's name, and how many answers. The worker's first word.
    Kept(Option<Kept>),
    /// A list was read.
    Opened(Opened),
    /// What it would do. Also after each change of columns or opt-out list.
    Planned(Planned),
    /// How far the run is. A few times a second.
    Progress(Progress),
    /// What is shown now. Also while answers come, twice a second at most: the rows in sight are to be asked
    /// for again then.
    View(Shown),
    /// Some of the rows shown.
    Rows {
        /// The first's place among those shown.
        from: usize,
        /// They.
        rows: Vec<Row>,
    },
    /// What is known of one entry.
    Card(Box<Card>),
    /// A file to be saved.
    File(File),
    /// What came of an identity record.
    Record(RecordReply),
    /// The messages of a template.
    Messages(Messages),
    /// What is otherwise than in an earlier export. Also while answers come, behind [`Reply::View`].
    Compared {
        /// Numbers that both have.
        both: usize,
        /// Those of them with a change.
        changed: usize,
    },
    /// What was asked for can't be done, in one sentence for the person.
    Failed(String),
}
