//! Solid's JSX: expressions set properties, also by their attributes' names.

use super::{LISTENER, Members, TYPES, head};
use crate::package::description::Description;

pub fn solid_jsx(description: &Description) -> String {
    let mut members = Members::default()
        .attributes(description)
        .properties(description);
    for (property, accepts) in description.settable() {
        let name = format!("prop:{}", property.name);
        members.add(&name, accepts, &property.description);
    }
    let members = members
        .listeners(description, |event| format!("on:{}", event.name))
        .interface("PhoneProfileProps", "What the element takes.");
    let tag = &description.tag;
    format!(
        "{head}import 'solid-js';\n{TYPES}{LISTENER}{members}\
declare module 'solid-js' {{
  namespace JSX {{
    interface IntrinsicElements {{
      '{tag}': HTMLAttributes<PhoneProfileElement> & PhoneProfileProps;
    }}
  }}
}}
",
        head = head(description, "Solid's JSX"),
    )
}
