//! Everything that can happen to the workbench, and what has to be done in consequence.

use std::ops::Range;

use phone_profile::page::access::AccessChange;
use phone_profile::page::state::Theme;

use super::roles::Role;
use super::table::Column;
use crate::protocol::{self, Export, Facet, File, Region, Reply, Request, Selection};

/// What can happen.
#[derive(Debug, Clone)]
pub enum Action {
    /// The worker has said something.
    Heard(Reply),
    /// The gateway has said who may look numbers up.
    Access(AccessChange),
    /// A file is being read.
    Reading(String),
    /// It was read, or a text was pasted.
    Read {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its name.
        name: Option<String>,
        /// What the browser suggests for national numbers.
        region: Option<String>,
    },
    /// It can't be read.
    Unreadable(String),
    /// Another list is wanted.
    Closed,
    /// Whether the first row is a header was chosen.
    HeaderSet(bool),
    /// What a column is was chosen.
    RoleChosen(usize, Role),
    /// Where national numbers are from was chosen.
    RegionChosen(Region),
    /// Numbers that are never looked up were entered.
    OptOutGiven(String),
    /// A purpose was chosen or typed.
    PurposeGiven(String),
    /// How many lookups at most was typed.
    CapTyped(String),
    /// The run is to begin, or to go on.
    Started,
    /// … with what is selected alone.
    SelectedStarted,
    /// … to wait.
    Paused,
    /// … to end.
    Cancelled,
    /// Pictures are to be compared now.
    PicturesCompared,
    /// An identity record of an entry is wanted.
    RecordWanted {
        /// Its place in the list.
        entry: usize,
        /// Whether the number may be looked up again for it.
        may_look_up: bool,
    },
    /// It was looked at.
    RecordClosed,
    /// It is to be saved.
    RecordSaved,
    /// What is shown is to be printed.
    Printed,
    /// Rows were chosen.
    Selected(Selection),
    /// The run is to be kept in this browser, or no longer.
    KeepSet(bool),
    /// The run that was kept is to go on.
    Restored,
    /// … is to be erased.
    KeptErased,
    /// A text was searched for.
    Searched(String),
    /// A bar of a chart was pressed.
    Filtered(Facet, String),
    /// All filters were taken away, with the search.
    FiltersCleared,
    /// A column's head was pressed.
    Sorted(protocol::Column),
    /// A column was chosen, or left out.
    ColumnShown(Column, bool),
    /// These rows are in sight.
    Seen(Range<usize>),
    /// A row was opened.
    CardOpened(usize),
    /// The card was closed.
    CardClosed,
    /// A file is wanted.
    Exported(Export),
    /// The template has changed.
    TemplateTyped(String),
    /// An earlier export was read.
    EarlierRead {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its name.
        name: Option<String>,
    },
    /// What went wrong was read.
    ProblemDismissed,
    /// A theme was chosen.
    ThemeChosen(Theme),
}

/// What has to be done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the worker. What asks the gateway gets the token on its way.
    Ask(Request),
    /// Let the person save a file.
    Save(File),
    /// Ask the gateway what is left.
    AskAccess,
    /// Print the page.
    Print,
}
