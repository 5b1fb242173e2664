//! The kinds of picture that are passed on, told by the bytes themselves.

/// A picture's type. Nothing that a browser could run is among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageType {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl ImageType {
    /// The value of `Content-Type`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// What the bytes begin like.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_bytes_when_read_then_their_beginning_tells() {
        assert_eq!(
            ImageType::of_bytes(b"\xff\xd8\xff\xe0"),
            Some(ImageType::Jpeg)
        );
        assert_eq!(
            ImageType::of_bytes(b"\x89PNG\r\n\x1a\n"),
            Some(ImageType::Png)
        );
        assert_eq!(
            ImageType::of_bytes(b"RIFF\0\0\0\0WEBPVP8 "),
            Some(ImageType::Webp)
        );
        for other in [
            &b""[..],
            b"\xff\xd8",
            b"RIFF\0\0\0\0WAVE",
            b"<svg>",
            b"<!doctype html>",
        ] {
            assert_eq!(ImageType::of_bytes(other), None);
        }
    }
}
