//! Personal messages: a template, filled in for each registered person of a list who didn't opt out.

mod message;
mod template;

pub use message::{Messages, Recipient, chat_link, field_names};
pub use template::{Template, TemplateError};

#[cfg(test)]
mod tests;
