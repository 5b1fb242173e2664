//! The scenarios, by subject.

mod accessibility;
mod delivery;
mod demo_table;
mod element;
mod element_look;
mod frame;
mod frame_messages;
mod functions;
mod hostile_input;
mod lookup;
mod lookup_errors;
mod pictures;
mod policies;
mod standalone;
mod standalone_keyboard;

use crate::harness::Scenario;

pub fn all() -> Vec<Scenario> {
    [
        demo_table::all(),
        pictures::all(),
        lookup::all(),
        lookup_errors::all(),
        functions::all(),
        element::all(),
        element_look::all(),
        hostile_input::all(),
        policies::all(),
        delivery::all(),
        frame::all(),
        frame_messages::all(),
        accessibility::all(),
        standalone::all(),
        standalone_keyboard::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
