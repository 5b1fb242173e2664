//! Which way up a picture is drawn, as its EXIF says.

use std::io::Cursor;

use exif::{Field, In, Reader, Tag, Value, experimental::Writer};

/// What a picture without an orientation has.
const UPRIGHT: u32 = 1;
const KNOWN: std::ops::RangeInclusive<u32> = 1..=8;

/// EXIF that holds the orientation of this EXIF and nothing else; none where the picture is drawn
/// the same without it.
pub(super) fn alone(exif: &[u8]) -> Option<Vec<u8>> {
    let orientation = read(exif)?;
    if orientation == UPRIGHT || !KNOWN.contains(&orientation) {
        return None;
    }
    let field = Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: Value::Short(vec![u16::try_from(orientation).ok()?]),
    };
    let mut written = Cursor::new(Vec::new());
    let mut writer = Writer::new();
    writer.push_field(&field);
    writer.write(&mut written, false).ok()?;
    Some(written.into_inner())
}

fn read(exif: &[u8]) -> Option<u32> {
    let mut reader = Reader::new();
    // Browsers too read the orientation of EXIF that is broken elsewhere.
    let exif = reader
        .continue_on_error(true)
        .read_raw(exif.to_vec())
        .or_else(|error| error.distill_partial_result(|_| ()))
        .ok()?;
    exif.get_field(Tag::Orientation, In::PRIMARY)?
        .value
        .get_uint(0)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(in crate::picture::metadata) const SECRET: &str = "SECRETPLACE";

    pub(in crate::picture::metadata) fn has_secret(bytes: &[u8]) -> bool {
        let secret = SECRET.as_bytes();
        bytes.windows(secret.len()).any(|text| text == secret)
    }

    /// EXIF with a secret text and an orientation.
    pub(in crate::picture::metadata) fn exif(orientation: u16) -> Vec<u8> {
        let fields = [
            (
                Tag::ImageDescription,
                Value::Ascii(vec![SECRET.as_bytes().to_vec()]),
            ),
            (Tag::Orientation, Value::Short(vec![orientation])),
        ]
        .map(|(tag, value)| Field {
            tag,
            ifd_num: In::PRIMARY,
            value,
        });
        let mut written = Cursor::new(Vec::new());
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        writer.write(&mut written, true).unwrap();
        written.into_inner()
    }

    #[test]
    fn given_a_turned_picture_when_read_then_the_orientation_is_all_that_stays() {
        for orientation in 2..=8 {
            let alone = alone(&exif(orientation)).unwrap();
            let read = Reader::new().read_raw(alone).unwrap();
            let fields: Vec<_> = read.fields().map(|field| field.tag).collect();
            assert_eq!(fields, [Tag::Orientation]);
            let field = read.get_field(Tag::Orientation, In::PRIMARY).unwrap();
            assert_eq!(field.value.get_uint(0), Some(orientation.into()));
        }
    }

    #[test]
    fn given_no_orientation_that_turns_when_read_then_no_exif_stays() {
        for orientation in [0, 1, 9, u16::MAX] {
            assert_eq!(alone(&exif(orientation)), None, "{orientation}");
        }
        assert_eq!(alone(b""), None);
        assert_eq!(alone(b"GPS 34.05N"), None);
    }

    #[test]
    fn given_exif_that_is_broken_behind_the_orientation_when_read_then_it_stays() {
        let mut broken = exif(6);
        // Where the list of fields says that the next list starts.
        broken[34..38].copy_from_slice(&[0xff; 4]);
        assert_eq!(alone(&broken), alone(&exif(6)));
        assert!(alone(&broken).is_some());
    }

    proptest! {
        #[test]
        fn given_damaged_exif_when_read_then_at_most_an_orientation_stays(
            cut in 0_usize..60,
            at in 0_usize..60,
            value in any::<u8>(),
        ) {
            let mut bytes = exif(6);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
            bytes.truncate(cut);
            let kept = alone(&bytes);
            prop_assert!(!kept.is_some_and(|kept| has_secret(&kept)));
        }
    }
}
