//! Takes out of a PNG what isn't needed to draw it: texts, EXIF, times, and whatever hangs behind
//! its end.

use bytes::Bytes;
use img_parts::{ImageEXIF, png::Png};

use super::orientation;

/// The pixels, their colours and the frames of an animation.
const NEEDED: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// The same pixels without metadata; none where the chunks can't be read.
pub(super) fn strip(png: Bytes) -> Option<Bytes> {
    let mut png = Png::from_bytes(png).ok()?;
    png.dimensions()?;
    png.chunk_by_type(*b"IDAT")?;
    let orientation = png.exif().and_then(|exif| orientation::alone(&exif));
    png.chunks_mut()
        .retain(|chunk| NEEDED.contains(&&chunk.kind()));
    png.set_exif(orientation.map(Bytes::from));
    Some(png.encoder().bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageDecoder, ImageFormat, codecs::png::PngDecoder};
    use img_parts::png::PngChunk;
    use proptest::prelude::*;

    use super::*;
    use crate::picture::metadata::orientation::tests::{SECRET, exif, has_secret};

    fn bare() -> Bytes {
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::new_rgb8(48, 24);
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner().into()
    }

    /// The bare picture with these chunks before its pixels.
    fn with(chunks: Vec<(&[u8; 4], Vec<u8>)>) -> Bytes {
        let mut png = Png::from_bytes(bare()).unwrap();
        let chunks = chunks
            .into_iter()
            .map(|(kind, contents)| PngChunk::new(*kind, contents.into()));
        png.chunks_mut().splice(1..1, chunks);
        png.encoder().bytes()
    }

    fn full_of_metadata(orientation: u16) -> Bytes {
        let secret = |before: &str| format!("{before}{SECRET}").into_bytes();
        let mut png = with(vec![
            (b"tEXt", secret("Comment\0")),
            (b"zTXt", secret("Raw profile type exif\0\0")),
            (b"iTXt", secret("XML:com.adobe.xmp\0\0\0\0\0")),
            (b"tIME", vec![7, 226, 1, 1, 0, 0, 0]),
            (b"eXIf", exif(orientation)),
            (b"prVt", secret("")),
        ])
        .to_vec();
        png.extend(secret("behind the end "));
        png.into()
    }

    #[test]
    fn given_metadata_of_all_kinds_when_stripped_then_the_bare_picture_is_left() {
        assert_eq!(strip(full_of_metadata(1)), Some(bare()));
    }

    #[test]
    fn given_a_turned_picture_when_stripped_then_its_orientation_stays_alone() {
        let stripped = strip(full_of_metadata(6)).unwrap();
        let mut decoder = PngDecoder::new(Cursor::new(&stripped)).unwrap();
        assert_eq!(decoder.orientation().unwrap().to_exif(), 6);
        assert!(!has_secret(&stripped));
        assert_eq!(strip(stripped.clone()), Some(stripped));
    }

    #[test]
    fn given_what_changes_colours_when_stripped_then_it_stays() {
        let png = with(vec![
            (b"gAMA", 45_455_u32.to_be_bytes().to_vec()),
            (b"sRGB", vec![0]),
        ]);
        assert_eq!(strip(png.clone()), Some(png));
    }

    #[test]
    fn given_no_header_or_pixels_when_stripped_then_it_is_no_picture() {
        assert_eq!(strip(Bytes::from_static(b"\x89PNG\r\n\x1a\n")), None);
        assert_eq!(
            strip(Bytes::from_static(b"\x89PNG\r\n\x1a\nwhatever")),
            None
        );
    }

    proptest! {
        #[test]
        fn given_a_damaged_file_when_stripped_then_no_text_of_it_is_left(
            cut in 0_usize..600,
            at in 0_usize..600,
            value in any::<u8>(),
        ) {
            let mut png = full_of_metadata(6).to_vec();
            if let Some(byte) = png.get_mut(at) {
                *byte = value;
            }
            png.truncate(cut);
            let stripped = strip(png.into());
            prop_assert!(!stripped.is_some_and(|stripped| has_secret(&stripped)));
        }
    }
}
