//! The worker of the workbench. Its script hands over the port that the page has sent.

use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// Works for the page at this port.
#[wasm_bindgen]
pub fn run(page: MessagePort) {
    phone_profile_workbench::worker::run(page);
}

fn main() {}
