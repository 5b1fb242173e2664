//! What the page and its worker say to each other. Both are one version of one build: there is nothing to
//! be lenient about.

use std::collections::BTreeMap;

pub use phone_profile_contacts::export::Form;
use serde::{Deserialize, Serialize};

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
    /// Whether this browser keeps a run: its file's name, and how many answers. The worker's first word,
    /// which the page waits for before it asks for anything.
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

/// What the columns of a list are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Whether the first row is a header.
    pub header: bool,
    /// Indexes of the columns with numbers.
    pub numbers: Vec<usize>,
    /// Indexes of the columns that make up a name.
    pub name: Vec<usize>,
    /// Where the region of national numbers comes from.
    pub region: Region,
}

/// Where the region of national numbers comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Region {
    /// Only international numbers are read.
    #[default]
    None,
    /// ISO 3166-1 alpha-2, for all rows.
    Fixed(String),
    /// From a column.
    Column(usize),
}

/// A run that an earlier visit has kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The list's file.
    pub name: Option<String>,
    /// How many numbers are answered.
    pub answered: usize,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The file's name; none for a pasted text.
    pub name: Option<String>,
    /// What kind of file it was, in words: `CSV with ; in windows-1252`.
    pub format: String,
    /// What is to be known about the reading, in sentences.
    pub notes: Vec<String>,
    /// The names of the columns, from the header or counted.
    pub names: Vec<String>,
    /// The first rows, the header among them.
    pub first: Vec<Vec<String>>,
    /// What the columns are taken for.
    pub columns: Columns,
}

/// What a run would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Rows, without the header.
    pub rows: usize,
    /// Rows without a number.
    pub without_number: usize,
    /// Entries that can't be looked up, by reason.
    pub invalid: Vec<(String, usize)>,
    /// Entries whose number stands further up already.
    pub repeated: usize,
    /// Entries on the opt-out list.
    pub opted_out: usize,
    /// Entries in a run of consecutive numbers.
    pub consecutive: usize,
    /// Different numbers.
    pub numbers: usize,
    /// Of those, answered already.
    pub answered: usize,
}

/// How a run is started.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The token that the page was signed in with.
    pub token: Option<String>,
    /// Why, for the gateway's audit.
    pub purpose: Option<String>,
    /// Paid lookups at most, with those that this list has cost since it was opened.
    pub cap: Option<usize>,
    /// Numbers that the gateway takes at once.
    pub batch_most: usize,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Whether it goes on.
    pub phase: Phase,
    /// Numbers with an answer.
    pub answered: usize,
    /// Numbers that failed.
    pub failed: usize,
    /// Numbers that are asked for.
    pub under_way: usize,
    /// Numbers still to be asked for.
    pub waiting: usize,
    /// Answers that were paid for.
    pub paid: usize,
    /// Numbers per second, in the newest minute.
    pub per_second: Option<f64>,
    /// Seconds until it is done.
    pub seconds_left: Option<f64>,
}

/// Whether a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Not begun, or paused.
    Paused,
    /// Under way.
    Running,
    /// As many lookups are paid for as were allowed.
    Capped,
    /// The plan has no lookups left.
    QuotaExhausted,
    /// The gateway wants to know who asks.
    SignIn,
    /// The gateway refuses.
    Refused,
    /// The caller's lookups are used up for now.
    AllowanceExhausted,
    /// The gateway can't be reached.
    Unreachable,
    /// Every number has its answer or its failure.
    Finished,
}

/// Which entries are shown, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Only those with this text in a cell, the name or the number, in any case.
    pub search: String,
    /// Only those of this kind, for each facet that has one.
    pub filters: BTreeMap<Facet, String>,
    /// By this column; in the file's order without one.
    pub sort: Option<(Column, Order)>,
    /// Indexes of the file's own columns that are shown.
    pub own: Vec<usize>,
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Column {
    /// The public name, else the file's.
    Name,
    /// The number.
    Number,
    /// The number's country.
    Country,
    /// What came of it.
    Status,
    /// What is known about the picture.
    Picture,
    /// When it was looked up.
    Checked,
    /// How the names compare.
    NameMatch,
    /// How many signals there are.
    Signals,
    /// One of the file's own.
    Own(usize),
}

/// From small to large, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// From small to large.
    Ascending,
    /// From large to small.
    Descending,
}

/// By what entries are counted, in the charts above the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Facet {
    /// Registered, not registered, failed, not looked up, …
    Status,
    /// Public, hidden, none, unknown.
    Picture,
    /// Yes, no, unknown.
    Business,
    /// The number's country; `unknown` where several share its calling code, or none has it.
    Country,
    /// Same, partial, different, unknown.
    NameMatch,
    /// Each signal.
    Signal,
}

/// What is shown now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How many entries.
    pub entries: usize,
    /// How many are of what kind, under the filters of the other facets. Most frequent first.
    pub facets: BTreeMap<Facet, Vec<(String, usize)>>,
}

/// An entry as the table has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its place in the list, which stays.
    pub entry: usize,
    /// Where the file has the row.
    pub place: u32,
    /// The public name, else the file's.
    pub name: String,
    /// Whether `name` is the public one.
    pub is_public_name: bool,
    /// The number, grouped; as the file has it where it can't be read.
    pub number: String,
    /// ISO 3166-1 alpha-2 of its country, where a number has one.
    pub country: Option<String>,
    /// `registered`, `not registered`, `invalid number`, `failed`, …
    pub status: String,
    /// Why there is no answer.
    pub note: String,
    /// The small picture's link.
    pub thumb: Option<String>,
    /// `public`, `hidden`, `none`, `unknown`; empty without an answer.
    pub picture: String,
    /// `yes`, `no`, `unknown`; empty without an answer.
    pub business: String,
    /// Whether the name is verified.
    pub verified: bool,
    /// When it was looked up: ISO 8601.
    pub checked: Option<String>,
    /// `same`, `partial`, `different`, `unknown`; empty where nothing is compared.
    pub name_match: String,
    /// What to look at.
    pub signals: Vec<Signal>,
    /// What is otherwise than in an earlier export, in words.
    pub changes: Vec<String>,
    /// The file's own columns that are shown.
    pub own: Vec<String>,
}

/// A signal, with what it does not mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// As one word.
    pub key: String,
    /// What was observed.
    pub observed: String,
    /// What it does not mean.
    pub caution: String,
}

/// All that is known of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// As the table has it.
    pub row: Row,
    /// E.164, where it can be looked up.
    pub e164: Option<String>,
    /// The name that the file has.
    pub expected_name: String,
    /// The profile as JSON, for the card element's `profile`.
    pub profile: Option<String>,
    /// The file's columns, by their names.
    pub cells: Vec<(String, String)>,
}

/// Which file is to be written. Only a list has a choice of forms; the others are CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What goes into it.
    pub what: What,
    /// In which form.
    pub form: Form,
}

/// What goes into a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The list with what was found: `plain`, `hubspot`, `pipedrive` or `salesforce`.
    List {
        /// Whose import it is for.
        shape: String,
    },
    /// The rows that can't be looked up, with the reasons.
    Invalid,
    /// The messages of a template.
    Messages {
        /// The template.
        template: String,
        /// With links that open a chat.
        links: bool,
    },
}

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// The messages of a template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// What is wrong with the template.
    pub problem: Option<String>,
    /// How many people get one.
    pub recipients: usize,
    /// The first few, for the person to look at: number and text.
    pub first: Vec<(String, String)>,
    /// Fields that the list doesn't have.
    pub unknown_fields: Vec<String>,
    /// Fields that rows have nothing for, with the number of those rows: they get no message.
    pub missing: Vec<(String, usize)>,
    /// What fields may be called.
    pub fields: Vec<String>,
}
