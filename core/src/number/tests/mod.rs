//! The rules of entered numbers, one file per idea.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod display;
mod entered;
mod lengths;
mod metadata;
mod prefetch;
mod properties;
mod scripts;

use super::{E164, NumberError, normalize};

/// The digits that a text is read as.
fn read(entered: &str, region: Option<&str>) -> Result<String, NumberError> {
    normalize(entered, region).map(|number| number.digits().to_owned())
}

fn number(digits: &str) -> E164 {
    E164::from_digits(digits).unwrap()
}
