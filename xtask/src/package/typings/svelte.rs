//! Svelte's templates: properties where the element has them, attributes otherwise, and listeners in
//! the way of version 4 and of version 5.

use super::{LISTENER, Members, TYPES, head};
use crate::package::description::Description;

pub fn svelte(description: &Description) -> String {
    let members = Members::default()
        .attributes(description)
        .properties(description)
        .listeners(description, |event| format!("on:{}", event.name))
        .listeners(description, |event| format!("on{}", event.name))
        .listeners(description, |event| format!("on{}capture", event.name))
        .interface("PhoneProfileProps", "What the element takes.");
    let tag = &description.tag;
    format!(
        "{head}import type {{ HTMLAttributes }} from 'svelte/elements';\n{TYPES}{LISTENER}{members}\
declare module 'svelte/elements' {{
  interface SvelteHTMLElements {{
    '{tag}': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
  }}
}}
",
        head = head(description, "Svelte's templates"),
    )
}
