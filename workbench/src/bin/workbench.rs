//! What people see of the workbench. Its start script has made the worker, and hands it over.

use wasm_bindgen::prelude::*;
use web_sys::Worker;

/// Draws the workbench.
#[wasm_bindgen]
pub fn run(worker: Worker) {
    phone_profile_workbench::page::run(worker);
}

fn main() {}
