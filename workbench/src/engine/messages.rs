//! The messages of a template: what the page shows of them, and their file.

use phone_profile_contacts::export::Grid;
use phone_profile_contacts::outreach::{self, Template, field_names};
use phone_profile_core::name::UnicodeFolding;

use super::refusal::Refusal;
use crate::protocol::Messages;

/// Messages that a person looks at before the others are written.
const FIRST: usize = 5;

/// What would be written.
pub(super) fn previewed(template: &str, grid: &Grid<'_, UnicodeFolding>) -> Messages {
    let fields = field_names(grid);
    let template = match Template::parse(template) {
        Ok(template) => template,
        Err(error) => {
            return Messages {
                problem: Some(error.to_string()),
                fields,
                ..Messages::default()
            };
        }
    };
    let messages = outreach::Messages::new(grid, &template);
    let first = messages.recipients.iter().take(FIRST);
    Messages {
        problem: None,
        recipients: messages.recipients.len(),
        first: first
            .map(|recipient| (recipient.number.grouped(), recipient.message.clone()))
            .collect(),
        unknown_fields: messages.unknown_fields,
        missing: messages
            .missing
            .into_iter()
            .map(|(field, places)| (field, places.len()))
            .collect(),
        fields,
    }
}

/// Writes them. A field that nobody has was not meant so: nothing is written then, fallback or not.
pub(super) fn written(
    template: &str,
    links: bool,
    grid: &Grid<'_, UnicodeFolding>,
) -> Result<Vec<u8>, Refusal> {
    let messages = outreach::Messages::new(grid, &Template::parse(template)?);
    if !messages.unknown_fields.is_empty() {
        return Err(Refusal::UnknownFields(messages.unknown_fields));
    }
    let mut bytes = Vec::new();
    messages.write(links, &mut bytes)?;
    Ok(bytes)
}
