//! Vue's templates. Vue's compiler options have to name the element (`isCustomElement`); its checker
//! looks members up in camel case, whichever way a template writes them.

use std::fmt::Write;

use super::{LISTENER, Members, TYPES, attribute_type, explained, head, own};
use crate::package::description::Description;

pub fn vue(description: &Description) -> String {
    let mut members = Members::default().attributes(description);
    for attribute in own(description).filter(|one| one.name != one.property) {
        let kind = attribute_type(attribute);
        members.add(&attribute.property, &kind, &explained(attribute));
    }
    for (property, accepts) in description.settable() {
        members.add(&property.name, accepts, &property.description);
    }
    let members = members
        .listeners(description, |event| format!("on{}", pascal(&event.name)))
        .interface("PhoneProfileProps", "What the element takes.");
    let mut emits = String::new();
    for event in &description.events {
        // Writing to a String never fails.
        let _ = writeln!(
            emits,
            "  /** {} */\n  (name: '{}', event: Heard): void;",
            event.description, event.name
        );
    }
    let tag = &description.tag;
    format!(
        "{head}import type {{ HTMLAttributes, PublicProps }} from 'vue';\n{TYPES}{LISTENER}{members}\
/** The events, as templates name them. */
export interface PhoneProfileEmits {{
{emits}}}

declare module 'vue' {{
  // Vue's own types don't have the attribute that puts an element into a slot.
  interface HTMLAttributes {{
    slot?: string | undefined;
  }}
  interface GlobalComponents {{
    '{tag}': new () => PhoneProfileElement & {{
      /** Only for the checker: elements have none. */
      $props: HTMLAttributes & PhoneProfileProps & PublicProps;
      /** Only for the checker: elements have none. */
      $emit: PhoneProfileEmits;
    }};
  }}
}}
",
        head = head(description, "Vue's templates"),
    )
}

/// `phone-profile-load` → `PhoneProfileLoad`
pub fn pascal(name: &str) -> String {
    name.split('-')
        .filter_map(|word| {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_uppercase().chain(letters).collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_an_event_when_named_for_vue_then_each_word_has_a_capital() {
        assert_eq!(pascal("phone-profile-load"), "PhoneProfileLoad");
    }
}
