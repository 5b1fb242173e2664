//! The worker of the workbench.

fn main() {
    phone_profile_workbench::worker::run();
}
