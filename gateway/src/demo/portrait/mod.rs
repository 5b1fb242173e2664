//! Portraits drawn by code: flat illustrations, nobody's face.
//!
//! Everything follows from the number: the same number always gets the same picture, in any size.

mod bust;
mod canvas;
mod hair;
mod palette;
mod shop;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use self::canvas::Canvas;
use super::seed::Seed;
use crate::Digits;

/// Above this, flat colours keep clean edges; below it, JPEG fringes show.
const QUALITY: u8 = 88;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A bust of a woman: background, shoulders, head and hair.
    Woman,
    /// A bust of a man, perhaps bearded.
    Man,
    /// A shop's geometric sign.
    Shop,
}

/// A square JPEG of `pixels` on each side; `None` for no pixels.
#[must_use]
pub fn jpeg(number: &Digits, subject: Subject, pixels: u16) -> Option<Vec<u8>> {
    let mut canvas = Canvas::new(pixels)?;
    match subject {
        Subject::Woman => bust::draw(&mut canvas, hair::OF_WOMEN, &mut Seed::new(number, 3)),
        Subject::Man => bust::draw(&mut canvas, hair::OF_MEN, &mut Seed::new(number, 3)),
        Subject::Shop => shop::draw(&mut canvas, &mut Seed::new(number, 4)),
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    // Half the colour resolution would blur hair against background.
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    encoder
        .encode(&canvas.rgb(), pixels, pixels, ColorType::Rgb)
        .ok()?;
    Some(bytes)
}
