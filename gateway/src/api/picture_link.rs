//! A link to a picture that a caller sends back: read wherever it leads to, since its signature says whether this
//! gateway told it.

use std::sync::Arc;

use url::Url;

use super::picture::{Answer, kept};
use crate::{
    Digits,
    app_state::AppState,
    clock::unix_now,
    demo::pictures,
    picture::{Fetched, ImageType, PictureError, PictureSize},
};

/// Links are told relative to an answer, too.
const ANYWHERE: &str = "http://gateway.invalid/lookup/number/0";
/// The longest that is looked at.
const MOST_BYTES: usize = 2_048;

/// What a link opens, and its signature.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PictureLink {
    number: Digits,
    size: PictureSize,
    is_demo: bool,
    oe: String,
    oh: String,
}

/// Why a link brings no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unopened {
    /// It isn't one of this gateway's, or its time is over.
    NoLink,
    /// There is no picture any more. A lookup may bring another one, which is not made for this.
    Gone,
    /// What came is no picture, or too large a one.
    NoPicture,
    /// It can't be had at the moment.
    Unreachable,
}

impl PictureLink {
    /// `…/picture/{digits}?size=…&oe=…&oh=…`, or `…/demo/pictures/{digits}/{file}?oe=…&oh=…`.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let url = Url::parse(ANYWHERE).ok()?.join(text).ok()?;
        let segments: Vec<_> = url.path_segments()?.collect();
        let query = |wanted: &str| {
            let mut pairs = url.query_pairs();
            pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
        };
        let (digits, size, is_demo) = match segments.as_slice() {
            [.., "demo", "pictures", digits, file] => (digits, PictureSize::from_file(file)?, true),
            [.., "picture", digits] => (digits, PictureSize::parse(&query("size")?)?, false),
            _ => return None,
        };
        Some(Self {
            number: Digits::parse(digits).ok()?,
            size,
            is_demo,
            oe: query("oe")?,
            oh: query("oh")?,
        })
    }

    /// The picture, kept or fetched by the link that is known. Makes no lookup where that link has died.
    pub(super) async fn open(&self, state: &Arc<AppState>) -> Result<Fetched, Unopened> {
        let (number, size, now) = (&self.number, self.size, unix_now());
        if self.is_demo {
            let drawn = pictures::open(&state.demo, number, size, &self.oe, &self.oh).await;
            return drawn.map_err(|_| Unopened::NoLink).and_then(|bytes| {
                let image_type = ImageType::of_bytes(&bytes).ok_or(Unopened::NoPicture)?;
                Ok(Fetched { bytes, image_type })
            });
        }
        let pictures = state.pictures.as_ref().ok_or(Unopened::NoLink)?;
        pictures
            .check(number, size, &self.oe, &self.oh, now)
            .map_err(|_| Unopened::NoLink)?;
        let answer: Answer = kept(state, number).await.map_err(|problem| {
            match problem.status.is_client_error() {
                true => Unopened::Gone,
                false => Unopened::Unreachable,
            }
        })?;
        let picture = answer.picture(pictures, number, size).await;
        picture.map_err(|error| match error {
            PictureError::None | PictureError::Expired | PictureError::Gone => Unopened::Gone,
            PictureError::TooLarge | PictureError::NotAPicture => Unopened::NoPicture,
            _ => Unopened::Unreachable,
        })
    }
}

impl Unopened {
    /// As answers have it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::NoLink => "no-link",
            Self::Gone => "gone",
            Self::NoPicture => "no-picture",
            Self::Unreachable => "unreachable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(size: PictureSize, is_demo: bool) -> PictureLink {
        PictureLink {
            number: Digits::parse("13105550123").unwrap(),
            size,
            is_demo,
            oe: "69EB".to_owned(),
            oh: "ab12".to_owned(),
        }
    }

    #[test]
    fn given_a_link_in_any_form_that_answers_have_when_read_then_it_is_that_picture() {
        for text in [
            "/picture/13105550123?size=thumb&oe=69EB&oh=ab12",
            "../picture/13105550123?size=thumb&oe=69EB&oh=ab12",
            "https://dash.example/any/prefix/picture/13105550123?size=thumb&oe=69EB&oh=ab12",
            "http://127.0.0.1:8080/lookup/picture/13105550123?oh=ab12&oe=69EB&size=thumb#x",
        ] {
            assert_eq!(
                PictureLink::read(text),
                Some(link(PictureSize::Thumb, false)),
                "{text}"
            );
        }
        let demo = "./demo/pictures/13105550123/full.jpg?oe=69EB&oh=ab12";
        assert_eq!(PictureLink::read(demo), Some(link(PictureSize::Full, true)));
    }

    #[test]
    fn given_what_is_no_such_link_when_read_then_it_is_none() {
        let long = format!(
            "/picture/13105550123?size=thumb&oe=69EB&oh={}",
            "a".repeat(MOST_BYTES)
        );
        for text in [
            "",
            "https://pps.whatsapp.net/v/full.jpg",
            "/picture/13105550123?size=thumb",
            "/picture/13105550123?oe=69EB&oh=ab12",
            "/picture/13105550123?size=huge&oe=69EB&oh=ab12",
            "/picture/x?size=thumb&oe=69EB&oh=ab12",
            "/demo/pictures/13105550123/other.jpg?oe=69EB&oh=ab12",
            "data:image/png;base64,AAAA",
            "http://[",
            &long,
        ] {
            assert_eq!(PictureLink::read(text), None, "{text}");
        }
    }
}
