//! Takes out of a JPEG what isn't needed to draw it: EXIF with places and devices, XMP, IPTC,
//! thumbnails, comments, and whatever hangs behind its end.
//!
//! `img-parts` reads segments up to the first scan only; comments between scans, and pictures
//! behind the end with their own EXIF, would stay.

use super::orientation;

const EXIF_SEGMENT: u8 = 0xe1;
const EXIF_HEADER: &[u8] = b"Exif\0\0";
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

/// The same pixels without metadata; none where the segments can't be read.
pub(super) fn strip(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut rest = jpeg.strip_prefix(&[0xff, 0xd8])?;
    let mut kept = Vec::with_capacity(jpeg.len());
    kept.extend([0xff, 0xd8]);
    let mut has_exif = false;
    loop {
        rest = rest.strip_prefix(&[0xff])?;
        // Any number of these may stand before a marker.
        while let Some(after) = rest.strip_prefix(&[0xff]) {
            rest = after;
        }
        let (&marker, after) = rest.split_first()?;
        rest = after;
        if marker == END {
            kept.extend([0xff, END]);
            return Some(kept);
        }
        if !has_length(marker) {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let content = rest.get(2..length)?;
        if is_needed(marker, content) {
            kept.extend([0xff, marker]);
            kept.extend(rest.get(..length)?);
        } else if let Some(exif) = exif(marker, content)
            && !has_exif
        {
            // Browsers go by the first.
            has_exif = true;
            kept.extend(orientation_segment(exif).into_iter().flatten());
        }
        rest = rest.get(length..)?;
        if marker == SCAN {
            let scan = scan_length(rest);
            kept.extend(rest.get(..scan)?);
            rest = rest.get(scan..)?;
            if rest.is_empty() {
                // Cut off: browsers draw what is there.
                return Some(kept);
            }
        }
    }
}

/// All markers but those that stand alone, or where none may.
fn has_length(marker: u8) -> bool {
    !matches!(marker, 0x00 | 0x01 | 0xd0..=0xd9)
}

/// Of what applications add, only what changes how the pixels are drawn: JFIF, colour profiles and
/// Adobe's colour transform.
fn is_needed(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe1..=0xef | COMMENT => false,
        _ => true,
    }
}

fn exif(marker: u8, content: &[u8]) -> Option<&[u8]> {
    (marker == EXIF_SEGMENT)
        .then(|| content.strip_prefix(EXIF_HEADER))
        .flatten()
}

/// A segment with this EXIF's orientation; none where the picture is upright.
fn orientation_segment(exif: &[u8]) -> Option<Vec<u8>> {
    let content = [EXIF_HEADER, &orientation::alone(exif)?].concat();
    let length = u16::try_from(content.len() + 2).ok()?;
    Some([&[0xff, EXIF_SEGMENT], &length.to_be_bytes()[..], &content].concat())
}

/// Up to the next marker that isn't part of the scan's own data.
fn scan_length(bytes: &[u8]) -> usize {
    let ends = bytes.windows(2).position(
        |pair| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7 | 0xff)),
    );
    ends.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageDecoder, ImageFormat, codecs::jpeg::JpegDecoder};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        Digits,
        demo::portrait::{self, Subject},
        picture::metadata::orientation::tests::{SECRET, exif},
    };

    fn portrait() -> Vec<u8> {
        let number = Digits::parse("13105550123").unwrap();
        portrait::jpeg(&number, Subject::Woman, 96).unwrap()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap();
        let mut bytes = vec![0xff, marker];
        bytes.extend(length.to_be_bytes());
        bytes.extend(content);
        bytes
    }

    /// The portrait with segments right behind its beginning.
    fn with(segments: &[Vec<u8>]) -> Vec<u8> {
        let mut jpeg = vec![0xff, 0xd8];
        jpeg.extend(segments.concat());
        jpeg.extend(&portrait()[2..]);
        jpeg
    }

    fn pixels(jpeg: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap()
    }

    fn has(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn given_metadata_of_all_kinds_when_stripped_then_the_bare_picture_is_left() {
        let mut jpeg = with(&[
            segment(0xe1, b"Exif\0\0GPS 34.05N"),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            segment(0xe2, b"MPF\0more pictures"),
            segment(0xed, b"Photoshop 3.0\0by somebody"),
            segment(0xe0, b"JFXX\0thumbnail"),
            segment(COMMENT, b"made by somebody"),
        ]);
        jpeg.extend(b"<script>after the end</script>");
        assert_eq!(strip(&jpeg).unwrap(), portrait());
    }

    #[test]
    fn given_a_turned_picture_when_stripped_then_its_orientation_stays_alone() {
        let jpeg = with(&[
            segment(EXIF_SEGMENT, &[EXIF_HEADER, &exif(6)].concat()),
            segment(EXIF_SEGMENT, &[EXIF_HEADER, &exif(3)].concat()),
        ]);
        let stripped = strip(&jpeg).unwrap();
        let mut decoder = JpegDecoder::new(Cursor::new(&stripped)).unwrap();
        assert_eq!(decoder.orientation().unwrap().to_exif(), 6);
        assert!(!has(&stripped, SECRET.as_bytes()));
        assert_eq!(pixels(&stripped), pixels(&portrait()));
        assert_eq!(strip(&stripped), Some(stripped));
    }

    #[test]
    fn given_an_upright_picture_when_stripped_then_nothing_of_its_exif_stays() {
        let jpeg = with(&[segment(EXIF_SEGMENT, &[EXIF_HEADER, &exif(1)].concat())]);
        assert_eq!(strip(&jpeg).unwrap(), portrait());
    }

    #[test]
    fn given_what_changes_colours_when_stripped_then_it_stays() {
        let jpeg = with(&[
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(COMMENT, b"words"),
        ]);
        let stripped = strip(&jpeg).unwrap();
        assert!(has(&stripped, b"colours"));
        assert!(!has(&stripped, b"words"));
    }

    #[test]
    fn given_a_comment_between_scans_when_stripped_then_it_goes_and_the_scans_stay() {
        let mut jpeg = vec![0xff, 0xd8];
        jpeg.extend(segment(SCAN, b"one"));
        jpeg.extend([1, 2, 0xff, 0x00, 0xff, 0xd3, 3]);
        let mut bare = jpeg.clone();
        jpeg.extend(segment(COMMENT, b"words"));
        for bytes in [&mut jpeg, &mut bare] {
            bytes.extend(segment(SCAN, b"two"));
            bytes.extend([4, 0xff, END]);
        }
        assert_eq!(strip(&jpeg).unwrap(), bare);
    }

    #[test]
    fn given_a_picture_that_was_cut_off_when_stripped_then_only_within_its_pixels_it_passes() {
        let whole = portrait();
        let cut = &whole[..whole.len() - 20];
        assert_eq!(strip(cut).unwrap(), cut);
        assert_eq!(strip(&whole[..100]), None);
        assert_eq!(strip(b"\xff\xd8\xff\xe1\xff\xff"), None);
        assert_eq!(strip(b"\xff\xd8\xff\xe1\x00\x01"), None);
        assert_eq!(strip(b"\xff\xd8\xff<html>"), None);
    }

    proptest! {
        #[test]
        fn given_a_damaged_picture_when_stripped_then_twice_is_as_once(
            cut in 0_usize..4_000,
            changes in prop::collection::vec((2_usize..200, any::<u8>()), 0..5),
        ) {
            let exif = [EXIF_HEADER, &exif(6)].concat();
            let mut jpeg = with(&[segment(EXIF_SEGMENT, &exif)]);
            for (at, value) in changes {
                jpeg[at] = value;
            }
            jpeg.truncate(cut);
            if let Some(once) = strip(&jpeg) {
                prop_assert_eq!(strip(&once), Some(once));
            }
        }

        #[test]
        fn given_any_bytes_when_stripped_then_twice_is_as_once(
            bytes in prop::collection::vec(prop_oneof![Just(0xff_u8), any::<u8>()], 0..200)
        ) {
            let mut jpeg = vec![0xff, 0xd8, 0xff];
            jpeg.extend(bytes);
            if let Some(once) = strip(&jpeg) {
                prop_assert_eq!(strip(&once), Some(once.clone()));
                prop_assert!(once.len() <= jpeg.len());
            }
        }

        #[test]
        fn given_any_metadata_when_stripped_then_it_is_gone_and_the_pixels_are_the_same(
            marker in prop_oneof![0xe1_u8..=0xef, Just(COMMENT)],
            content in prop::collection::vec(any::<u8>(), 0..50),
        ) {
            let mut secret = b"secret ".to_vec();
            secret.extend(content);
            let stripped = strip(&with(&[segment(marker, &secret)])).unwrap();
            prop_assert!(!has(&stripped, b"secret "));
            prop_assert_eq!(pixels(&stripped), pixels(&portrait()));
        }
    }
}
