//! The scenarios, by subject.

mod accessibility;
mod attach;
mod attach_modals;
mod attach_popover;
mod bad_input;
mod bare_pages;
mod copies;
mod delivery;
mod demo_table;
mod docs_site;
mod element;
mod element_look;
mod entries;
mod examples;
mod examples_dialogs;
mod forced_colors;
mod foreign;
mod frame;
mod frame_blocked;
mod frame_messages;
mod frame_texts;
mod functions;
mod gallery;
mod hidden;
mod hostile_input;
mod hydration;
mod languages;
mod list;
mod loading;
mod lookup;
mod lookup_errors;
mod many;
mod morphs;
mod movement;
mod narrow;
mod numbers;
mod older_browsers;
mod package;
mod page_scheme;
mod page_styles;
mod pictures;
mod policies;
mod print;
mod realms;
mod right_to_left;
mod screen_readers;
mod standalone;
mod standalone_access;
mod standalone_keyboard;
mod standalone_languages;
mod visual;
mod workbench;
mod workbench_jobs;

use crate::harness::{Engine, Scenario};

/// The scenarios of the npm package and the examples made with it.
pub fn of_examples() -> Vec<Scenario> {
    // The package's are Node's, and need no browser: once is enough.
    let package = match Engine::of_run() {
        Engine::Chromium => package::all(),
        Engine::Firefox | Engine::Webkit => Vec::new(),
    };
    [package, examples::all(), examples_dialogs::all()]
        .into_iter()
        .flatten()
        .collect()
}

pub fn all() -> Vec<Scenario> {
    [
        demo_table::all(),
        pictures::all(),
        lookup::all(),
        lookup_errors::all(),
        functions::all(),
        element::all(),
        element_look::all(),
        page_scheme::all(),
        older_browsers::all(),
        page_styles::all(),
        hidden::all(),
        hydration::all(),
        hostile_input::all(),
        bad_input::all(),
        movement::all(),
        policies::all(),
        delivery::all(),
        frame::all(),
        frame_blocked::all(),
        frame_messages::all(),
        frame_texts::all(),
        accessibility::all(),
        screen_readers::all(),
        attach::all(),
        attach_modals::all(),
        attach_popover::all(),
        morphs::all(),
        languages::all(),
        list::all(),
        many::all(),
        gallery::all(),
        docs_site::all(),
        narrow::all(),
        numbers::all(),
        entries::all(),
        loading::all(),
        copies::all(),
        forced_colors::all(),
        foreign::all(),
        realms::all(),
        bare_pages::all(),
        right_to_left::all(),
        print::all(),
        standalone::all(),
        standalone_access::all(),
        standalone_keyboard::all(),
        standalone_languages::all(),
        visual::all(),
        workbench::all(),
        workbench_jobs::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
