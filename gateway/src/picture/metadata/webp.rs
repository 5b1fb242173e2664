//! Takes out of a WebP what isn't needed to draw it: EXIF, XMP, unknown chunks, and whatever hangs
//! behind its end.

use bytes::{Bytes, BytesMut};
use img_parts::{
    ImageEXIF,
    riff::{RiffChunk, RiffContent},
    webp::{
        CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X, WebP,
    },
};

use super::orientation;

/// The pixels, their colours and the frames of an animation.
const NEEDED: [[u8; 4]; 7] = [
    CHUNK_VP8X, CHUNK_ICCP, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ALPH, CHUNK_VP8, CHUNK_VP8L,
];
/// One of these has to be there.
const PIXELS: [[u8; 4]; 3] = [CHUNK_VP8, CHUNK_VP8L, CHUNK_ANMF];
/// In the first byte of the extended header.
const HAS_XMP: u8 = 0b0000_0100;

/// The same pixels without metadata; none where the chunks can't be read.
pub(super) fn strip(webp: Bytes) -> Option<Bytes> {
    let mut webp = WebP::from_bytes(webp).ok()?;
    if !PIXELS.iter().any(|id| webp.has_chunk(*id)) {
        return None;
    }
    let orientation = webp.exif().and_then(|exif| orientation::alone(&exif));
    webp.chunks_mut()
        .retain(|chunk| NEEDED.contains(&chunk.id()));
    // Corrects the extended header for EXIF, but not for XMP.
    webp.set_exif(orientation.map(Bytes::from));
    for chunk in webp.chunks_mut() {
        clear_xmp_flag(chunk);
    }
    webp.dimensions()?;
    Some(webp.encoder().bytes())
}

fn clear_xmp_flag(chunk: &mut RiffChunk) {
    if chunk.id() != CHUNK_VP8X {
        return;
    }
    if let RiffContent::Data(data) = chunk.content_mut() {
        let mut header = BytesMut::from(&data[..]);
        if let Some(flags) = header.first_mut() {
            *flags &= !HAS_XMP;
        }
        *data = header.freeze();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageDecoder, ImageFormat, codecs::webp::WebPDecoder};
    use img_parts::webp::{CHUNK_EXIF, CHUNK_XMP};
    use proptest::prelude::*;

    use super::*;
    use crate::picture::metadata::orientation::tests::{SECRET, exif, has_secret};

    const UNKNOWN: [u8; 4] = *b"note";
    const HAS_EXIF: u8 = 0b0000_1000;

    fn bare() -> Bytes {
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::new_rgb8(48, 24);
        image.write_to(&mut bytes, ImageFormat::WebP).unwrap();
        bytes.into_inner().into()
    }

    fn full_of_metadata(orientation: u16) -> Bytes {
        let mut webp = WebP::from_bytes(bare()).unwrap();
        webp.set_exif(Some(exif(orientation).into()));
        for id in [CHUNK_XMP, UNKNOWN] {
            let content = RiffContent::Data(Bytes::from_static(SECRET.as_bytes()));
            webp.chunks_mut().push(RiffChunk::new(id, content));
        }
        set_flags(&mut webp, HAS_EXIF | HAS_XMP);
        let mut bytes = webp.encoder().bytes().to_vec();
        bytes.extend(SECRET.as_bytes());
        bytes.into()
    }

    fn set_flags(webp: &mut WebP, flags: u8) {
        if let RiffContent::Data(data) = webp.chunks_mut()[0].content_mut() {
            let mut header = data.to_vec();
            header[0] |= flags;
            *data = header.into();
        }
    }

    fn flags(webp: &WebP) -> u8 {
        let header = webp.chunk_by_id(CHUNK_VP8X).unwrap();
        header.content().data().unwrap()[0]
    }

    #[test]
    fn given_metadata_of_all_kinds_when_stripped_then_the_bare_picture_is_left() {
        assert_eq!(strip(full_of_metadata(1)), Some(bare()));
    }

    #[test]
    fn given_a_turned_picture_when_stripped_then_its_orientation_stays_alone() {
        let stripped = strip(full_of_metadata(6)).unwrap();
        assert!(!has_secret(&stripped));
        let mut decoder = WebPDecoder::new(Cursor::new(&stripped)).unwrap();
        assert_eq!(decoder.dimensions(), (48, 24));
        assert_eq!(decoder.orientation().unwrap().to_exif(), 6);
        let webp = WebP::from_bytes(stripped.clone()).unwrap();
        assert_eq!(flags(&webp) & (HAS_EXIF | HAS_XMP), HAS_EXIF);
        let ids: Vec<_> = webp.chunks().iter().map(RiffChunk::id).collect();
        assert_eq!(ids, [CHUNK_VP8X, CHUNK_VP8L, CHUNK_EXIF]);
        assert_eq!(strip(stripped.clone()), Some(stripped));
    }

    #[test]
    fn given_a_colour_profile_when_stripped_then_it_stays_and_the_header_says_no_more() {
        let mut webp = WebP::from_bytes(full_of_metadata(1)).unwrap();
        let profile = RiffContent::Data(Bytes::from_static(b"colours "));
        webp.chunks_mut()
            .insert(1, RiffChunk::new(CHUNK_ICCP, profile));
        let stripped = strip(webp.encoder().bytes()).unwrap();
        let webp = WebP::from_bytes(stripped).unwrap();
        let ids: Vec<_> = webp.chunks().iter().map(RiffChunk::id).collect();
        assert_eq!(ids, [CHUNK_VP8X, CHUNK_ICCP, CHUNK_VP8L]);
        assert_eq!(flags(&webp) & (HAS_EXIF | HAS_XMP), 0);
    }

    #[test]
    fn given_no_pixels_when_stripped_then_it_is_no_picture() {
        for other in [&b"RIFF\x04\0\0\0WEBP"[..], b"RIFF\xff\0\0\0WEBPVP8 "] {
            assert_eq!(strip(Bytes::from_static(other)), None);
        }
    }

    proptest! {
        #[test]
        fn given_a_file_that_was_cut_off_when_stripped_then_no_text_of_it_is_left(
            cut in 0_usize..300,
        ) {
            let webp = full_of_metadata(6);
            let cut = webp.slice(..cut.min(webp.len()));
            prop_assert!(!strip(cut).is_some_and(|stripped| has_secret(&stripped)));
        }

        #[test]
        fn given_damaged_bytes_when_stripped_then_twice_is_as_once(
            changes in prop::collection::vec((12_usize..300, any::<u8>()), 1..5),
        ) {
            let mut webp = full_of_metadata(6).to_vec();
            for (at, value) in changes {
                if let Some(byte) = webp.get_mut(at) {
                    *byte = value;
                }
            }
            if let Some(once) = strip(webp.into()) {
                prop_assert_eq!(strip(once.clone()), Some(once));
            }
        }
    }
}
