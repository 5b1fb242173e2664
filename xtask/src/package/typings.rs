//! Typings of `<phone-profile>` for frameworks, which know nothing of an element's class. What a
//! framework sets as an attribute, as a property, or listens to differs, and so do these.

mod preact;
mod react;
mod solid;
mod svelte;
mod vue;

pub use preact::preact_jsx;
pub use react::react_jsx;
pub use solid::solid_jsx;
pub use svelte::svelte;
pub use vue::vue;

use std::fmt::Write;

use crate::package::description::{Attribute, Description, Event};

/// The first lines of each of these files.
fn head(description: &Description, whose: &str) -> String {
    format!(
        "/** Types of `<{}>` in {whose}. Generated: changes here are lost. */\n\n",
        description.tag
    )
}

/// What all of them refer to.
const TYPES: &str = "import type { PhoneProfileElement, PhoneProfileEvent, Profile, Strings } from './index.js';\n\n";

/// What listeners on a card are called with.
const LISTENER: &str = "\
/** Every `phone-profile-…` event on a card comes from that card, which has the profile. */
type Heard = PhoneProfileEvent & { readonly target: PhoneProfileElement; readonly currentTarget: PhoneProfileElement };
type Listener = ((event: Heard) => void) | null | undefined;

";

/// An interface with optional members.
#[derive(Default)]
struct Members(String);

impl Members {
    fn add(&mut self, name: &str, kind: &str, text: &str) {
        let is_plain = name.chars().all(char::is_alphanumeric);
        let quote = if is_plain { "" } else { "'" };
        // Writing to a String never fails.
        let _ = writeln!(self.0, "  /** {text} */\n  {quote}{name}{quote}?: {kind};");
    }

    /// Every attribute but those that each HTML element has, under its own name.
    fn attributes(mut self, description: &Description) -> Self {
        for attribute in own(description) {
            let kind = attribute_type(attribute);
            self.add(&attribute.name, &kind, &explained(attribute));
        }
        self
    }

    /// The properties that go by other names than their attributes, and those without attributes.
    fn properties(mut self, description: &Description) -> Self {
        for attribute in own(description).filter(|one| one.name != one.property) {
            let text = explained(attribute);
            self.add(&attribute.property, &attribute.accepts, &text);
        }
        for (property, accepts) in description.settable() {
            self.add(&property.name, accepts, &property.description);
        }
        self
    }

    /// A listener for each event, under the name that the framework gives it.
    fn listeners(mut self, description: &Description, name: impl Fn(&Event) -> String) -> Self {
        for event in &description.events {
            self.add(&name(event), "Listener", &event.description);
        }
        self
    }

    fn interface(self, name: &str, text: &str) -> String {
        format!(
            "/** {text} */\nexport interface {name} {{\n{}}}\n\n",
            self.0
        )
    }
}

/// The attributes that frameworks don't know yet.
fn own(description: &Description) -> impl Iterator<Item = &Attribute> {
    description.attributes.iter().filter(|one| !one.standard)
}

fn explained(attribute: &Attribute) -> String {
    match attribute.default_expression() {
        Some(default) => format!("{} Default: `{default}`.", attribute.description),
        None => attribute.explained(),
    }
}

/// What an attribute may be given as: what its property takes, and the same written as text.
fn attribute_type(attribute: &Attribute) -> String {
    let accepts = &attribute.accepts;
    if attribute.is_boolean() {
        return format!("'' | {accepts}");
    }
    if !attribute.is_number() {
        return accepts.clone();
    }
    let number = attribute.union().unwrap_or_else(|| "number".into());
    format!("{accepts} | `${{{number}}}`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::description::tests::description;

    fn all() -> [(&'static str, String); 5] {
        let description = description();
        [
            ("react", react_jsx(&description)),
            ("preact", preact_jsx(&description)),
            ("solid", solid_jsx(&description)),
            ("vue", vue(&description)),
            ("svelte", svelte(&description)),
        ]
    }

    #[test]
    fn given_the_description_when_generated_then_every_framework_has_attributes_and_properties() {
        for (framework, text) in all() {
            for attribute in own(&description()) {
                for name in [&attribute.name, &attribute.property] {
                    let bare = format!("\n  {name}?: ");
                    let quoted = format!("\n  '{name}'?: ");
                    let times = text.matches(&bare).count() + text.matches(&quoted).count();
                    assert_eq!(times, 1, "{framework}: {name}");
                }
            }
            for (property, accepts) in description().settable() {
                let line = format!("\n  {}?: {accepts};", property.name);
                assert_eq!(text.matches(&line).count(), 1, "{framework}: {line}");
            }
            assert!(
                !text.contains("\n  state?"),
                "{framework}: only the card sets it"
            );
        }
    }

    #[test]
    fn given_the_description_when_generated_then_every_framework_can_listen_to_each_event() {
        for (framework, text) in all() {
            for event in description().events {
                let name = match framework {
                    "react" | "preact" => format!("'on{}'?: Listener;", event.name),
                    "solid" => format!("'on:{}'?: Listener;", event.name),
                    "svelte" => format!("'on:{}'?: Listener;\n", event.name),
                    _ => format!("on{}?: Listener;", vue::pascal(&event.name)),
                };
                assert_eq!(text.matches(&name).count(), 1, "{framework}: {name}");
            }
        }
    }

    #[test]
    fn given_the_description_when_generated_then_the_tag_is_declared_and_braces_are_balanced() {
        for (framework, text) in all() {
            assert!(text.contains("'phone-profile': "), "{framework}");
            assert!(text.contains("from './index.js'"), "{framework}");
            assert_eq!(
                text.matches('{').count(),
                text.matches('}').count(),
                "{framework}"
            );
        }
    }

    #[test]
    fn given_numbers_and_booleans_when_written_as_attributes_then_texts_are_taken_too() {
        let description = description();
        let kind = |name: &str| {
            own(&description)
                .find(|one| one.name == name)
                .map(attribute_type)
        };
        assert_eq!(
            kind("max-age").as_deref(),
            Some("number | null | undefined | `${number}`")
        );
        assert_eq!(
            kind("mask").as_deref(),
            Some("'' | boolean | null | undefined")
        );
        assert_eq!(kind("number").as_deref(), Some("string | null | undefined"));
    }
}
