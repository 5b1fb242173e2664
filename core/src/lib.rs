//! Phone numbers, the answers of lookup services, and the errors of both: what the phone-profile
//! widget and its gateway share. Nothing here needs a browser, a clock or a network.
//!
//! A [`number`] is asked for at an [`endpoint`]; the [`answer`] becomes a [`profile`] or an
//! [`error`]; [`retry`] says whether and when a failed lookup is tried again.
//!
//! Modules import only modules above them in this list:
//!
//! 1. [`number`]: from what a person enters to E.164.
//! 2. [`error`]: why a lookup gave no answer.
//! 3. [`instant`], [`json`], [`text`], [`picture_link`]: times, tolerant JSON values, safe texts and
//!    safe links.
//! 4. [`profile`]: the one shape that answers become; [`name`]: how its name compares with another.
//! 5. [`retry`], [`endpoint`]: when and where a lookup is made.
//! 6. [`answer`]: the reader of answers; [`signal`]: what a reviewer should look at in one.

pub mod answer;
pub mod endpoint;
pub mod error;
pub mod instant;
pub mod json;
pub mod name;
pub mod number;
pub mod picture_link;
pub mod profile;
pub mod retry;
pub mod signal;
pub mod text;
