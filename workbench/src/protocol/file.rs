//! Files, and messages.

pub use phone_profile_contacts::export::Form;
use serde::{Deserialize, Serialize};

/// Which file is to be written. Only a list has a choice of forms; the others are CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What goes into it.
    pub what: What,
    /// In which form.
    pub form: Form,
    /// Only rows that are selected.
    pub only_selected: bool,
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
    /// The rows whose lookup failed, with the reasons.
    Failed,
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
