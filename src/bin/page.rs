//! The standalone page.

fn main() {
    phone_profile::page::run();
}
