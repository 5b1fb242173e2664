//! From a picture's bytes to its perceptual hash: decoded within limits, and by its middle square, since profile pictures
//! are cut to one.

use std::io::Cursor;

use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    imageops::FilterType,
};
use image_hasher::{HashAlg, HasherConfig};

use super::{image_type::ImageType, likeness::PictureHash};

/// The longest side of a picture that a gateway decodes: services' pictures have 640.
pub const MOST_PIXELS_SERVED: u32 = 2_048;
/// The longest side of a picture on one's own disk.
pub const MOST_PIXELS_LOCAL: u32 = 12_000;
/// Red, green, blue and opacity, in two bytes each.
const BYTES_PER_PIXEL: u64 = 8;
/// What is looked at to find whether there is anything to see.
const GLANCE: u32 = 32;
/// Each of so many columns has one place more, so that there are as many steps as columns: 64 bits, one for each.
const COLUMNS: u32 = 8;
/// Shades by which a place has to be brighter than the one above it.
const STEP: u8 = 4;
/// Shades of 256 that a picture has at least, from its darkest to its brightest place.
const LEAST_CONTRAST: u8 = 16;

/// Why a picture has no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoHash {
    /// It can't be decoded.
    #[error("this is no picture that can be decoded")]
    NotAPicture,
    /// It has more pixels than are decoded.
    #[error("the picture has too many pixels")]
    TooLarge,
    /// It has one colour or hardly more, and looks like all others of that kind.
    #[error("the picture shows nothing to compare")]
    NoDetail,
}

/// The hash of a JPEG, PNG or WebP, whose sides are no longer than `most_pixels`. Takes a processor's time: not for
/// a thread that serves others.
///
/// # Errors
/// [`NoHash`] where it can't be decoded, or shows nothing.
pub fn hash(bytes: &[u8], image_type: ImageType, most_pixels: u32) -> Result<PictureHash, NoHash> {
    let picture = middle_square(&decode(bytes, image_type, most_pixels)?);
    if is_flat(&picture) {
        return Err(NoHash::NoDetail);
    }
    let hasher = HasherConfig::with_bytes_type::<[u8; 8]>()
        .hash_size(COLUMNS, COLUMNS)
        .hash_alg(HashAlg::VertGradient)
        .to_hasher();
    let bits = hasher.hash_image(&sloped(&picture)).into_inner();
    Ok(PictureHash::new(u64::from_be_bytes(bits)))
}

fn decode(bytes: &[u8], image_type: ImageType, most_pixels: u32) -> Result<DynamicImage, NoHash> {
    let format = match image_type {
        ImageType::Jpeg => ImageFormat::Jpeg,
        ImageType::Png => ImageFormat::Png,
        ImageType::Webp => ImageFormat::WebP,
    };
    let most = u64::from(most_pixels);
    let mut limits = Limits::default();
    limits.max_image_width = Some(most_pixels);
    limits.max_image_height = Some(most_pixels);
    limits.max_alloc = Some(most * most * BYTES_PER_PIXEL);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let orientation = decoder.orientation().map_err(|error| reason(&error))?;
    let picture = DynamicImage::from_decoder(decoder);
    let mut picture = picture.map_err(|error| reason(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn reason(error: &ImageError) -> NoHash {
    match error {
        ImageError::Limits(_) => NoHash::TooLarge,
        _ => NoHash::NotAPicture,
    }
}

/// As a person would cut it, in shades of grey.
fn middle_square(picture: &DynamicImage) -> GrayImage {
    let (width, height) = (picture.width(), picture.height());
    let side = width.min(height);
    let (left, top) = ((width - side) / 2, (height - side) / 2);
    picture.crop_imm(left, top, side, side).into_luma8()
}

/// The few places that are compared, each row a little darker than the one above it. What has one colour, as drawings and
/// backgrounds do, is then no step anywhere: which place of it is the brighter one would be for noise to say.
fn sloped(picture: &GrayImage) -> GrayImage {
    let mut places = image::imageops::resize(picture, COLUMNS, COLUMNS + 1, FilterType::Triangle);
    for (row, places) in (0_u8..).zip(places.rows_mut()) {
        for place in places {
            // An eighth of the shades is room for the slope.
            let [shade] = place.0;
            place.0 = [(shade - shade / 8).saturating_add(32 - row * STEP)];
        }
    }
    places
}

fn is_flat(picture: &GrayImage) -> bool {
    let glance = image::imageops::resize(picture, GLANCE, GLANCE, FilterType::Triangle);
    let shades = glance.as_raw();
    match (shades.iter().min(), shades.iter().max()) {
        (Some(darkest), Some(brightest)) => brightest - darkest < LEAST_CONTRAST,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Rgb, RgbImage};

    use super::*;
    use crate::{
        Digits,
        demo::portrait::{self, Subject},
    };

    fn portrait(line: usize, pixels: u16) -> Vec<u8> {
        let number = Digits::parse(&format!("1310555{line:04}")).unwrap();
        let subject = [Subject::Woman, Subject::Man][line % 2];
        portrait::jpeg(&number, subject, pixels).unwrap()
    }

    fn of(bytes: &[u8]) -> Result<PictureHash, NoHash> {
        hash(
            bytes,
            ImageType::of_bytes(bytes).unwrap(),
            MOST_PIXELS_SERVED,
        )
    }

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn given_portraits_when_copied_smaller_or_in_another_form_then_they_are_the_same_pictures() {
        let (mut lost, mut found_alike) = (Vec::new(), 0);
        let mut hashes: Vec<PictureHash> = Vec::new();
        for line in 0..16 {
            let bytes = portrait(line, 200);
            let original = of(&bytes).unwrap();
            let picture = image::load_from_memory(&bytes).unwrap();
            let smaller = picture.resize_exact(120, 120, FilterType::Lanczos3);
            let copies = [
                ("thumb", portrait(line, 96)),
                ("smaller", written(&smaller, ImageFormat::Png)),
                ("WebP", written(&picture, ImageFormat::WebP)),
                ("brighter", written(&picture.brighten(10), ImageFormat::Png)),
            ];
            for (kind, copy) in copies {
                let copy = of(&copy).unwrap();
                if !original.is_same_picture(copy) {
                    lost.push((line, kind, original.distance(copy)));
                }
            }
            let alike = hashes.iter();
            let alike = alike.filter(|other| original.is_same_picture(**other));
            found_alike += alike.count();
            hashes.push(original);
        }
        assert!(lost.len() <= 1, "{lost:?} of 64 copies");
        // Drawings after one pattern: hashes can't tell each from each.
        assert!(found_alike <= 4, "{found_alike} of 120 pairs");
    }

    #[test]
    fn given_a_wide_picture_when_hashed_then_it_is_the_same_as_its_middle() {
        let square = image::load_from_memory(&portrait(0, 96)).unwrap();
        let mut wide = RgbImage::from_pixel(196, 96, Rgb([255, 0, 255]));
        image::imageops::overlay(&mut wide, &square.to_rgb8(), 50, 0);
        let wide = written(&wide.into(), ImageFormat::Png);
        assert_eq!(of(&wide), of(&written(&square, ImageFormat::Png)));
    }

    #[test]
    fn given_a_picture_with_nothing_on_it_when_hashed_then_it_has_no_hash() {
        let mut flat = RgbImage::from_pixel(96, 96, Rgb([20, 90, 200]));
        let jpeg = |picture: &RgbImage| written(&picture.clone().into(), ImageFormat::Jpeg);
        assert_eq!(of(&jpeg(&flat)), Err(NoHash::NoDetail));
        for (x, y, pixel) in flat.enumerate_pixels_mut() {
            pixel[1] += u8::try_from((x * 7 + y * 13) % 9).unwrap();
        }
        assert_eq!(of(&jpeg(&flat)), Err(NoHash::NoDetail));
        let dot = written(&DynamicImage::new_luma8(1, 1), ImageFormat::Png);
        assert_eq!(of(&dot), Err(NoHash::NoDetail));
    }

    #[test]
    fn given_what_cannot_be_decoded_when_hashed_then_it_says_why_and_nothing_panics() {
        let huge = DynamicImage::new_luma8(MOST_PIXELS_SERVED + 1, 4);
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
            assert_eq!(
                of(&written(&huge, format)),
                Err(NoHash::TooLarge),
                "{format:?}"
            );
        }
        let jpeg = portrait(0, 96);
        for end in [4, 20, 200] {
            assert_eq!(of(&jpeg[..end]), Err(NoHash::NotAPicture), "{end}");
        }
        let png = written(&image::load_from_memory(&jpeg).unwrap(), ImageFormat::Png);
        assert_eq!(of(&png[..png.len() / 2]), Err(NoHash::NotAPicture));
    }
}
