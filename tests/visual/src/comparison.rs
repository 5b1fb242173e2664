//! How two pictures compare, as people would see it.
//!
//! Structure is compared in luma by MSSIM, which hardly sees that a line of text has another colour or weight; so pixels
//! of another colour are counted too. The limits are far from both sides, as measured over the gallery's cards in
//! Chromium, of the cards that are concerned:
//!
//! | what was changed | structure | pixels |
//! | --- | --- | --- |
//! | nothing, in each of the three engines | 1 | 0 |
//! | padding or gap, by a pixel | 0.8888 to 0.9989 | 86 and more |
//! | the ground, by 3 % | 0.9505 to 0.9941 | 77,949 and more |
//! | no badges | 0.9680 to 0.9877 | 1,342 and more |
//! | the name's weight, 600 in place of 650 | 0.9693 to 0.9992 | 557 and more |
//! | the accent, by 3 % | 0.9999 and more | 40 and more |
//! | letters drawn by another desktop's settings | 0.8806 to 0.9967 | 398 and more |
//!
//! The last is why the tests have settings of their own for that, which are no change any more.

use std::fmt;

use anyhow::{Context, Result};
use image::{GenericImage, Rgb, RgbImage};
use image_compare::rgb_hybrid_compare;

/// How alike the structure of two pictures has to be in order to count as one: 1 is equal.
const LEAST_STRUCTURE: f64 = 0.995;
/// By how much a channel of a pixel may differ, of 255: a device's rounding, and nothing that people see.
const SAME_COLOUR: u8 = 4;
/// How many pixels may differ by more.
const MOST_PIXELS: usize = 16;

/// What there is around the smaller of two pictures: in neither of them.
const NOTHING: Rgb<u8> = Rgb([255, 0, 255]);

/// How two pictures of one thing compare.
#[derive(Debug)]
pub enum Comparison {
    /// Nobody sees a difference, if there is any.
    Alike,
    /// They have one size, and differ.
    Differs {
        /// How alike they are in structure: 1 is equal.
        structure: f64,
        /// How many pixels have another colour.
        pixels: usize,
        /// Where they differ.
        map: RgbImage,
    },
    /// They can't be alike.
    OtherSize {
        /// Width and height before.
        before: (u32, u32),
        /// Width and height now.
        now: (u32, u32),
        /// Where they differ, laid over each other at their first corners.
        map: RgbImage,
    },
}

/// Compares a picture with how it was before.
pub fn compare(before: &RgbImage, now: &RgbImage) -> Result<Comparison> {
    if before == now {
        return Ok(Comparison::Alike);
    }
    if before.dimensions() == now.dimensions() {
        let (structure, map) = difference(before, now)?;
        let pixels = of_other_colour(before, now);
        let is_alike = structure >= LEAST_STRUCTURE && pixels <= MOST_PIXELS;
        return Ok(if is_alike {
            Comparison::Alike
        } else {
            Comparison::Differs {
                structure,
                pixels,
                map,
            }
        });
    }
    let width = before.width().max(now.width());
    let height = before.height().max(now.height());
    let (_, map) = difference(
        &padded(before, width, height)?,
        &padded(now, width, height)?,
    )?;
    Ok(Comparison::OtherSize {
        before: before.dimensions(),
        now: now.dimensions(),
        map,
    })
}

/// How alike the structure of two pictures of one size is, and a picture of where they differ: in red where the structure
/// does, in green and blue where the colours do.
fn difference(before: &RgbImage, now: &RgbImage) -> Result<(f64, RgbImage)> {
    let similarity = rgb_hybrid_compare(before, now).context("comparing two pictures")?;
    Ok((
        similarity.score,
        similarity.image.to_color_map().into_rgb8(),
    ))
}

fn of_other_colour(before: &RgbImage, now: &RgbImage) -> usize {
    let pairs = before.pixels().zip(now.pixels());
    pairs
        .filter(|(before, now)| {
            let mut channels = before.0.iter().zip(now.0);
            channels.any(|(before, now)| before.abs_diff(now) > SAME_COLOUR)
        })
        .count()
}

fn padded(picture: &RgbImage, width: u32, height: u32) -> Result<RgbImage> {
    let mut padded = RgbImage::from_pixel(width, height, NOTHING);
    padded
        .copy_from(picture, 0, 0)
        .context("laying out a picture")?;
    Ok(padded)
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alike => f.write_str("alike"),
            Self::Differs {
                structure, pixels, ..
            } => write!(
                f,
                "structure {structure:.4} (least: {LEAST_STRUCTURE}), {pixels} pixels of another colour (most: {MOST_PIXELS})"
            ),
            Self::OtherSize { before, now, .. } => write!(
                f,
                "{} × {} pixels, and {} × {} before",
                now.0, now.1, before.0, before.1
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use image::imageops::overlay;

    use super::*;

    const GROUND: Rgb<u8> = Rgb([255, 255, 255]);
    const INK: Rgb<u8> = Rgb([50, 73, 200]);

    /// A card of the usual size with a block of this size on it, at this place.
    fn card(block: RgbImage, left: i64) -> RgbImage {
        let mut card = RgbImage::from_pixel(428, 224, GROUND);
        overlay(&mut card, &block, left, 20);
        card
    }

    fn bars(ink: Rgb<u8>) -> RgbImage {
        RgbImage::from_fn(120, 16, |x, _| if x % 4 < 2 { ink } else { GROUND })
    }

    #[test]
    fn given_equal_pictures_or_nearly_equal_ones_when_compared_then_they_are_alike() {
        let one = card(bars(INK), 20);
        assert!(matches!(compare(&one, &one).unwrap(), Comparison::Alike));
        let rounded = card(bars(Rgb([51, 72, 202])), 20);
        assert!(matches!(
            compare(&one, &rounded).unwrap(),
            Comparison::Alike
        ));
    }

    #[test]
    fn given_something_a_pixel_aside_when_compared_then_the_structure_differs() {
        let comparison = compare(&card(bars(INK), 20), &card(bars(INK), 21)).unwrap();
        let Comparison::Differs { structure, map, .. } = comparison else {
            panic!("{comparison}");
        };
        assert!(structure < LEAST_STRUCTURE, "{structure}");
        assert_eq!(map.get_pixel(0, 0).0, [0; 3]);
        assert!(map.get_pixel(60, 30).0[0] > 100);
    }

    #[test]
    fn given_a_colour_that_is_a_few_percent_off_when_compared_then_its_pixels_are_counted() {
        let ground = |colour| card(RgbImage::from_pixel(40, 20, Rgb(colour)), 20);
        let comparison = compare(&ground([232, 235, 251]), &ground([224, 228, 248])).unwrap();
        let Comparison::Differs { pixels, .. } = comparison else {
            panic!("{comparison}");
        };
        assert_eq!(pixels, 800);
    }

    #[test]
    fn given_pictures_of_two_sizes_when_compared_then_both_sizes_are_told_and_the_map_has_the_larger()
     {
        let small = RgbImage::from_pixel(40, 30, GROUND);
        let comparison = compare(&small, &RgbImage::from_pixel(40, 32, GROUND)).unwrap();
        let told = comparison.to_string();
        assert_eq!(told, "40 × 32 pixels, and 40 × 30 before");
        let Comparison::OtherSize { map, .. } = comparison else {
            panic!("{told}");
        };
        assert_eq!(map.dimensions(), (40, 32));
    }
}
