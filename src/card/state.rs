//! The states of a card and how one follows the other. A generation number tells the answer that
//! a card waits for from one that comes too late.

use std::rc::Rc;

use phone_profile_core::error::LookupError;
use phone_profile_core::profile::Profile;

use super::picture::{Next, Picture, Shown, Size};

/// Where the card is.
#[derive(Clone, Debug)]
pub enum Phase {
    /// Nothing to look up.
    Idle,
    /// A lookup is under way.
    Loading,
    /// An answer for a registered number.
    Ready(Rc<Profile>),
    /// An answer that the number isn't registered.
    NotRegistered(Rc<Profile>),
    /// No answer.
    Error(LookupError),
}

impl Phase {
    /// The value of the `state` attribute.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Loading => "loading",
            Self::Ready(_) => "ready",
            Self::NotRegistered(_) => "not-registered",
            Self::Error(_) => "error",
        }
    }
}

/// One card's state.
#[derive(Clone, Debug)]
pub struct CardState {
    phase: Phase,
    picture: Picture,
    /// Counts the lookups that this card has begun.
    generation: u32,
    /// Counts how often a picture was begun.
    pictures_begun: u32,
    /// Whether the answer was already asked for a second time because of its picture.
    refetched: bool,
    /// When the error allows the next try, in milliseconds since 1970.
    retry_at_ms: Option<f64>,
}

impl Default for CardState {
    fn default() -> Self {
        Self {
            phase: Phase::Idle,
            picture: Picture::NOTHING,
            generation: 0,
            pictures_begun: 0,
            refetched: false,
            retry_at_ms: None,
        }
    }
}

impl CardState {
    /// Where the card is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The picture.
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    /// The number of the newest lookup.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// How often a picture was begun: what tells the present one from those before.
    pub fn pictures_begun(&self) -> u32 {
        self.pictures_begun
    }

    /// The answer, if there is one.
    pub fn profile(&self) -> Option<&Rc<Profile>> {
        match &self.phase {
            Phase::Ready(profile) | Phase::NotRegistered(profile) => Some(profile),
            _ => None,
        }
    }

    /// `picture-state` as pages read it.
    pub fn picture_shown(&self) -> Shown {
        self.picture.shown()
    }

    /// Whole seconds until the error allows another try; 0 when it does.
    pub fn retry_in_s(&self, now_ms: f64) -> u32 {
        self.retry_at_ms
            .map_or(0, |at| ((at - now_ms) / 1000.0).ceil().max(0.0) as u32)
    }

    /// A new lookup begins; earlier ones are void. Gives its generation.
    pub fn begin(&mut self) -> u32 {
        self.generation = self.generation.wrapping_add(1);
        *self = Self {
            phase: Phase::Loading,
            generation: self.generation,
            pictures_begun: self.pictures_begun,
            ..Self::default()
        };
        self.generation
    }

    /// The answer is asked for once more, because its picture is of no use. The card stays as it is.
    pub fn begin_refetch(&mut self) -> u32 {
        self.generation = self.generation.wrapping_add(1);
        self.refetched = true;
        self.generation
    }

    /// Back to nothing; a lookup under way is void.
    pub fn clear(&mut self) {
        self.begin();
        self.phase = Phase::Idle;
    }

    /// The outcome of the lookup with that generation. `None`: it came too late and changed nothing.
    pub fn resolve(
        &mut self,
        generation: u32,
        outcome: Result<Rc<Profile>, LookupError>,
        large: bool,
        now_ms: f64,
    ) -> Option<Next> {
        if generation != self.generation {
            return None;
        }
        Some(match outcome {
            Ok(profile) => self.show(profile, large, now_ms),
            // The second try was only for the picture: what is on the card stays right.
            Err(_) if self.refetched => Next::Draw,
            Err(error) => {
                self.retry_at_ms = error.retry_after_ms.map(|ms| now_ms + f64::from(ms));
                self.picture = Picture::NOTHING;
                self.phase = Phase::Error(error);
                Next::Draw
            }
        })
    }

    /// The outcome of reading an answer that the page gave. It is never asked for again.
    pub fn resolve_given(
        &mut self,
        generation: u32,
        outcome: Result<Rc<Profile>, LookupError>,
        large: bool,
        now_ms: f64,
    ) {
        self.refetched = outcome.is_ok();
        self.resolve(generation, outcome, large, now_ms);
    }

    /// Shows an answer.
    pub fn show(&mut self, profile: Rc<Profile>, large: bool, now_ms: f64) -> Next {
        self.retry_at_ms = None;
        if !profile.is_whats_app {
            self.picture = Picture::NOTHING;
            self.phase = Phase::NotRegistered(profile);
            return Next::Draw;
        }
        let (picture, next) = Picture::of(&profile, large, self.refetched, now_ms);
        self.picture = picture;
        self.pictures_begun = self.pictures_begun.wrapping_add(1);
        self.phase = Phase::Ready(profile);
        next
    }

    /// The picture starts over, for example because the card has more room now.
    pub fn redraw_picture(&mut self, large: bool, now_ms: f64) -> Next {
        match &self.phase {
            Phase::Ready(profile) => self.show(Rc::clone(profile), large, now_ms),
            _ => Next::Draw,
        }
    }

    /// A picture has loaded.
    pub fn picture_loaded(&mut self, size: Size) {
        self.picture.loaded(size);
    }

    /// A picture gave an error.
    pub fn picture_failed(&mut self, size: Size, now_ms: f64) -> Next {
        self.picture.failed(size, self.refetched, now_ms)
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
