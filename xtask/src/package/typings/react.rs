//! React's JSX. Until version 18, React sets attributes only: a property such as `profile` would
//! become the attribute `profile="[object Object]"`, `false` the text "false", and `className` an
//! attribute of that name. So which types hold is decided by the React that they are used with.

use super::{LISTENER, Members, TYPES, head, own};
use crate::package::description::Description;

pub fn react_jsx(description: &Description) -> String {
    let attributes = Members::default()
        .attributes(description)
        .interface("PhoneProfileAttributes", "The attributes.");
    let properties = Members::default().properties(description).interface(
        "PhoneProfileProperties",
        "What React sets as properties, from version 19 on, once the element is defined.",
    );
    let listeners = Members::default()
        .listeners(description, |event| format!("on{}", event.name))
        .listeners(description, |event| format!("on{}Capture", event.name))
        .interface(
            "PhoneProfileListeners",
            "What React adds as listeners, from version 19 on.",
        );
    // On once they are there: React 18 writes `false` into them.
    let booleans: Vec<&str> = own(description)
        .filter(|attribute| attribute.is_boolean())
        .map(|attribute| &*attribute.name)
        .collect();
    let present: Vec<String> = booleans
        .iter()
        .map(|name| format!("{name}?: '' | true | null | undefined"))
        .collect();
    let (names, present) = (booleans.join("' | '"), present.join("; "));
    let tag = &description.tag;
    format!(
        "{head}import type * as React from 'react';\n{TYPES}{LISTENER}{attributes}{properties}{listeners}\
type Base = React.DetailedHTMLProps<React.HTMLAttributes<PhoneProfileElement>, PhoneProfileElement> & {{
  class?: string | undefined;
}};
type Since19 = Base & PhoneProfileAttributes & PhoneProfileProperties & PhoneProfileListeners;
type Until18 = Omit<Base, 'className'> & Omit<PhoneProfileAttributes, '{names}'> & {{ {present} }} & {{
  [Name in keyof PhoneProfileListeners]?: undefined;
}};

/** What `<{tag}>` takes, by the version of React. */
export type PhoneProfileProps = typeof React extends {{ useActionState: unknown }} ? Since19 : Until18;

declare module 'react' {{
  namespace JSX {{
    interface IntrinsicElements {{
      '{tag}': PhoneProfileProps;
    }}
  }}
}}
",
        head = head(description, "React's JSX"),
    )
}
