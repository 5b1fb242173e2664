//! Everything that the page has set on one card.

use serde::Deserialize;

use super::display_options::DisplayOptions;
use crate::lookup::request::LookupRequest;

/// A card's inputs, as the element collects them from its attributes, its properties and what it inherits
/// (`CardInputs` in `shell/src/border.ts`).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CardInputs {
    /// What decides about the lookup.
    pub request: LookupRequest,
    /// What decides how the answer is drawn.
    pub display: DisplayOptions,
    /// Counts the changes of what is asked about. Reports have it, so that the element knows those that come late.
    pub revision: u32,
}
