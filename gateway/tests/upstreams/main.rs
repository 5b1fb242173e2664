//! Every kind of upstream against a stub that speaks its shapes over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod checkleaked;
mod conformance;
mod evolution;
mod faults;
mod generic;
mod go_whatsapp;
mod green_api;
mod sent;
mod settings;
mod stub;
mod tls;
mod waha;
mod whapi;
