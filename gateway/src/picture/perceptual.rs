//! From a picture's bytes to its perceptual hash: decoded within limits, and by its middle square, since profile pictures
//! are cut to one.

use std::io::Cursor;

use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    imageops::FilterType,
};
use image_hasher::{HashAlg, HasherConfig};

use super::{image_type::ImageType, likeness::PictureHash};

/// The longest side of a picture that a gateway decodes: four times as many pixels as services' pictures have
/// would be 1,280.
pub const MOST_PIXELS_SERVED: u32 = 2_048;
/// The longest side of a picture on one's own disk.
pub const MOST_PIXELS_LOCAL: u32 = 12_000;
/// Red, green, blue and opacity, in two bytes each.
const BYTES_PER_PIXEL: u64 = 8;
/// What is looked at to find whether there is anything to see.
const GLANCE: u32 = 32;
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
        .hash_size(8, 8)
        .hash_alg(HashAlg::Median)
        .preproc_dct()
        .to_hasher();
    let bits = hasher.hash_image(&picture).into_inner();
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

fn is_flat(picture: &GrayImage) -> bool {
    let glance = image::imageops::resize(picture, GLANCE, GLANCE, FilterType::Triangle);
    let shades = glance.as_raw();
    match (shades.iter().min(), shades.iter().max()) {
        (Some(darkest), Some(brightest)) => brightest - darkest < LEAST_CONTRAST,
        _ => true,
    }
}
