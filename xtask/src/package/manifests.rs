//! Manifests that editors, documentation tools and test tools read.

mod custom_elements;
mod vscode;
mod web_types;

pub use custom_elements::custom_elements;
pub use vscode::{css_data, html_data};
pub use web_types::web_types;

use serde_json::Value;

/// As files have it: indented, with a line break at the end.
fn written(manifest: &Value) -> String {
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::*;
    use crate::package::description::tests::description;

    #[test]
    fn given_every_manifest_when_generated_then_it_is_a_json_object_that_names_the_element() {
        let description = description();
        for text in [
            custom_elements(&description, VERSION),
            web_types(&description, VERSION),
            html_data(&description),
            css_data(&description),
        ] {
            assert!(text.starts_with('{') && text.ends_with("}\n"));
            let manifest: Value = serde_json::from_str(&text).unwrap();
            assert!(manifest.is_object());
            assert!(text.contains(&description.tag));
        }
    }

    /// The names in a list of objects, each of which is there once.
    pub fn names(list: &Value) -> Vec<&str> {
        let names: Vec<&str> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["name"].as_str().unwrap())
            .collect();
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
        names
    }

    pub const VERSION: &str = env!("CARGO_PKG_VERSION");
}
