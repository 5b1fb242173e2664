//! The picture of a card: the thumb first, then the full one, and what becomes of links that have
//! expired or don't load. Every path ends: an answer is asked for afresh once, never again.

use serde::Serialize;

use phone_profile_core::profile::{PictureState, Profile};

/// What pages read as `picture-state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// A picture is there, or on its way.
    Public,
    /// Hidden by the person's privacy setting.
    Private,
    /// None is set.
    None,
    /// No picture came, and nothing says why.
    Unknown,
    /// The link ran out, also after asking again.
    Expired,
    /// The link gives no picture, also after asking again.
    Broken,
}

impl Shown {
    /// The attribute's value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => PictureState::Public.as_str(),
            Self::Private => PictureState::Private.as_str(),
            Self::None => PictureState::None.as_str(),
            Self::Unknown => PictureState::Unknown.as_str(),
            Self::Expired => "expired",
            Self::Broken => "broken",
        }
    }
}

/// The two sizes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 96 × 96.
    Thumb,
    /// At most 640 × 640.
    Full,
}

impl Size {
    /// The value of `data-picture`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thumb => "thumb",
            Self::Full => "full",
        }
    }
}

/// How far one link has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The answer has none.
    Absent,
    /// Not asked for yet: its turn comes later.
    Waiting(String),
    /// In the document, not loaded yet.
    Loading(String),
    /// Loaded.
    Loaded(String),
    /// Gave an error.
    Failed,
}

impl Link {
    /// The address to draw, if it is time to, and whether it has loaded.
    pub fn drawn(&self) -> Option<(&str, bool)> {
        match self {
            Self::Loading(url) => Some((url, false)),
            Self::Loaded(url) => Some((url, true)),
            _ => None,
        }
    }

    fn start(&mut self) {
        if let Self::Waiting(url) = self {
            *self = Self::Loading(std::mem::take(url));
        }
    }

    fn is_dead(&self) -> bool {
        matches!(self, Self::Absent | Self::Failed)
    }
}

/// What the card has to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing but drawing.
    Draw,
    /// Ask for the answer afresh, past the cache: its links are of no use any more.
    Refetch,
}

/// The picture of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    shown: Shown,
    thumb: Link,
    full: Link,
    expires_ms: Option<i64>,
}

impl Picture {
    /// No picture, and nothing known of one.
    pub const NOTHING: Self = Self {
        shown: Shown::Unknown,
        thumb: Link::Absent,
        full: Link::Absent,
        expires_ms: None,
    };

    /// The picture of a new answer. `large` says whether the card has room for more than the
    /// thumb; `refetched`, whether this answer is already the second try.
    pub fn of(profile: &Profile, large: bool, refetched: bool, now_ms: f64) -> (Self, Next) {
        let link = |url: &Option<String>| url.clone().map_or(Link::Absent, Link::Waiting);
        let mut picture = Self {
            shown: match profile.picture_state {
                PictureState::Public => Shown::Public,
                PictureState::Private => Shown::Private,
                PictureState::None => Shown::None,
                PictureState::Unknown => Shown::Unknown,
            },
            thumb: link(&profile.profile_pic_thumb),
            full: link(&profile.profile_pic),
            expires_ms: profile.picture_expires_ms().map(|ms| ms as i64),
        };
        if picture.shown != Shown::Public {
            picture.thumb = Link::Absent;
            picture.full = Link::Absent;
            return (picture, Next::Draw);
        }
        if !large && picture.thumb != Link::Absent {
            // The small ones save everybody the large download.
            picture.full = Link::Absent;
        }
        if picture.has_expired(now_ms) {
            // Known in advance: don't even ask for it.
            picture.thumb = Link::Failed;
            picture.full = Link::Failed;
        }
        let next = picture.proceed(refetched, now_ms);
        (picture, next)
    }

    /// A link has loaded.
    pub fn loaded(&mut self, size: Size) {
        let link = self.link(size);
        if let Link::Loading(url) = link {
            *link = Link::Loaded(std::mem::take(url));
        }
        if size == Size::Thumb {
            self.full.start();
        }
    }

    /// A link gave an error.
    pub fn failed(&mut self, size: Size, refetched: bool, now_ms: f64) -> Next {
        let link = self.link(size);
        if !matches!(link, Link::Loading(_)) {
            return Next::Draw;
        }
        *link = Link::Failed;
        self.proceed(refetched, now_ms)
    }

    /// What pages read as `picture-state`.
    pub fn shown(&self) -> Shown {
        self.shown
    }

    /// The link of that size.
    pub fn at(&self, size: Size) -> &Link {
        match size {
            Size::Thumb => &self.thumb,
            Size::Full => &self.full,
        }
    }

    fn link(&mut self, size: Size) -> &mut Link {
        match size {
            Size::Thumb => &mut self.thumb,
            Size::Full => &mut self.full,
        }
    }

    fn has_expired(&self, now_ms: f64) -> bool {
        self.expires_ms.is_some_and(|at| at as f64 <= now_ms)
    }

    /// Starts the next link whose turn it is; where none is left, asks afresh or gives up.
    fn proceed(&mut self, refetched: bool, now_ms: f64) -> Next {
        self.thumb.start();
        if self.thumb.is_dead() {
            self.full.start();
        }
        if self.thumb.is_dead() && self.full.is_dead() {
            self.shown = if self.has_expired(now_ms) {
                Shown::Expired
            } else {
                Shown::Broken
            };
            if !refetched {
                return Next::Refetch;
            }
        }
        Next::Draw
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
