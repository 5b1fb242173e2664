//! Takes out of a picture what isn't needed to draw it. Only the orientation stays, because the
//! picture is drawn on its side without it.

mod jpeg;
mod orientation;
mod png;
mod webp;

use bytes::Bytes;

use super::image_type::ImageType;

/// The same pixels without metadata; none where the file can't be read.
pub(super) fn strip(image_type: ImageType, picture: Bytes) -> Option<Bytes> {
    match image_type {
        ImageType::Jpeg => jpeg::strip(&picture).map(Bytes::from),
        ImageType::Png => png::strip(picture),
        ImageType::Webp => webp::strip(picture),
    }
}
