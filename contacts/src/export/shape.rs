//! In which form a file's readers want columns, numbers and times.

use phone_profile_core::number::E164;

/// Whose file it is to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// Anybody's.
    #[default]
    Plain,
    /// HubSpot's import of contacts: columns are found by their properties' labels, dates have no time
    /// of day.
    HubSpot,
    /// Pipedrive's import from a spreadsheet: a person's columns are called `Person - …`.
    Pipedrive,
    /// Salesforce's Data Loader: columns are found by their fields' API names.
    Salesforce,
}

impl Shape {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Plain,
        Self::HubSpot,
        Self::Pipedrive,
        Self::Salesforce,
    ];

    /// The shape as one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::HubSpot => "hubspot",
            Self::Pipedrive => "pipedrive",
            Self::Salesforce => "salesforce",
        }
    }

    /// The shape with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.as_str() == name)
    }

    /// What a column of this label is called.
    pub fn header(self, label: &str) -> String {
        match self {
            Self::Plain | Self::HubSpot => label.to_owned(),
            Self::Pipedrive => format!("Person - {label}"),
            Self::Salesforce => {
                let is_word = |c: char| c.is_ascii_alphanumeric();
                let words = label.split(|c| !is_word(c)).filter(|word| !word.is_empty());
                format!("{}__c", words.collect::<Vec<_>>().join("_"))
            }
        }
    }

    /// A number. CRMs keep the file's own phone column: ours is a text beside it, whose plus sign would
    /// make a formula of it.
    pub(super) fn number(self, number: &E164) -> String {
        match self {
            Self::Plain => number.with_plus(),
            Self::HubSpot | Self::Pipedrive | Self::Salesforce => number.digits().to_owned(),
        }
    }

    /// A time, given in ISO 8601 and UTC.
    pub(super) fn time(self, iso: &str) -> &str {
        match self {
            Self::Plain | Self::Salesforce => iso,
            Self::HubSpot | Self::Pipedrive => iso.get(..10).unwrap_or(iso),
        }
    }
}
