//! Preact's JSX: properties where the element has them, attributes otherwise, and listeners.

use super::{LISTENER, Members, TYPES, head};
use crate::package::description::Description;

pub fn preact_jsx(description: &Description) -> String {
    let members = Members::default()
        .attributes(description)
        .properties(description)
        .listeners(description, |event| format!("on{}", event.name))
        .listeners(description, |event| format!("on{}Capture", event.name))
        .interface("PhoneProfileProps", "What the element takes.");
    let tag = &description.tag;
    format!(
        "{head}import type {{ HTMLAttributes }} from 'preact';\n{TYPES}{LISTENER}{members}\
declare global {{
  namespace preact.JSX {{
    interface IntrinsicElements {{
      '{tag}': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
    }}
  }}
}}
",
        head = head(description, "Preact's JSX"),
    )
}
