//! A run, and how far it is.

use serde::{Deserialize, Serialize};

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
    /// Whether the gateway says which pictures look the same.
    pub compares_pictures: bool,
    /// Only the numbers of rows that are selected.
    pub only_selected: bool,
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
    /// Why, with how many each. Most frequent first.
    pub failures: Vec<(String, usize)>,
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
    /// How far the comparison of pictures is.
    pub pictures: Pictures,
}

/// How far the comparison of pictures is. It is a step after the run, and no part of it: where it fails, the run hasn't.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pictures {
    /// Whether it goes on.
    pub step: PictureStep,
    /// Pictures that can be compared.
    pub compared: usize,
    /// Pictures that can't: whether others have them isn't known.
    pub unknown: usize,
    /// Public pictures that weren't asked for; not counted while the run is under way.
    pub waiting: usize,
}

/// Whether pictures are being compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureStep {
    /// Not now.
    #[default]
    Rests,
    /// They are.
    UnderWay,
    /// It broke off, for a reason that is a sentence.
    Failed(String),
}

/// Whether a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Not begun, or paused.
    Paused,
    /// Under way.
    Running,
    /// The person has ended it.
    Cancelled,
    /// What was selected is done, and the rest isn't asked for.
    SelectedDone,
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
