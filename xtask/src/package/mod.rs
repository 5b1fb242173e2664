//! What the npm package holds beside the kit itself: manifests for editors and documentation tools,
//! and typings for frameworks, all generated from `static/element.json`.

pub mod description;
pub mod manifests;
pub mod typings;
