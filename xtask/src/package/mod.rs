//! What the npm package holds beside the kit itself: manifests for editors and documentation tools,
//! and typings for frameworks, all generated from `static/element.json`.
#![cfg_attr(
    not(test),
    expect(
        dead_code,
        unused_imports,
        reason = "only the tests generate them so far"
    )
)]

pub mod description;
pub mod manifests;
pub mod typings;
