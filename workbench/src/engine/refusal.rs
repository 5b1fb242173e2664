//! Why something that the page asked for can't be done.

use phone_profile_contacts::changes::NoExport;
use phone_profile_contacts::export::ExportError;
use phone_profile_contacts::file::FileError;
use phone_profile_contacts::outreach::TemplateError;
use phone_profile_contacts::plan::UnreadableLine;

use crate::protocol::Reply;

/// Its text form is for the person.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("no list is open")]
    NoList,
    #[error("what this browser has kept can't be read")]
    NotRestored,
    #[error("the list has no such row")]
    NoEntry,
    #[error("the list has no such column")]
    NoColumn,
    #[error("the gateway\u{2019}s record can\u{2019}t be read")]
    NoRecord,
    #[error("nothing is selected")]
    NothingSelected,
    #[error("files of this shape are unknown")]
    NoShape,
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    OptOut(#[from] UnreadableLine),
    #[error(transparent)]
    NoExport(#[from] NoExport),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("the list has nothing called {}", .0.join(", "))]
    UnknownFields(Vec<String>),
}

impl Refusal {
    /// For the page.
    pub(super) fn told(&self) -> Reply {
        Reply::Failed(self.sentence())
    }

    /// As one sentence.
    pub(super) fn sentence(&self) -> String {
        let text = self.to_string();
        let mut characters = text.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        let mut sentence: String = first.chain(characters).collect();
        if !sentence.ends_with(['.', '!', '?']) {
            sentence.push('.');
        }
        sentence
    }
}
