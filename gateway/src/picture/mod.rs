//! Pictures of real people, fetched from the CDN by the gateway: so that whoever looks shows the CDN
//! no address, links don't outlive what they open, and nothing but a picture comes through.

mod address;
mod error;
mod fetch;
mod host;
mod image_type;
mod link;
mod metadata;
mod resolver;
mod settings;
mod size;
mod store;

use std::time::Duration;

pub use self::{
    error::{PictureError, PictureSetupError},
    fetch::Fetched,
    host::{HostRule, InvalidHostRule, UrlRefused},
    image_type::ImageType,
    link::Links,
    settings::Settings,
    size::PictureSize,
};
pub use crate::signed_link::LinkRefused;

use self::{fetch::Fetcher, link::LinkSigner, store::PictureStore};
use crate::{Digits, clock::unix_now, record::Picture};

/// Fetches pictures, keeps them for a while, and signs the links to them.
#[derive(Debug)]
pub struct Pictures {
    fetcher: Fetcher,
    store: PictureStore,
    signer: LinkSigner,
    lifetime: Duration,
}

impl Pictures {
    /// Nothing is fetched yet.
    ///
    /// # Errors
    /// [`PictureSetupError`] when the key is too short, or the system has no randomness or no
    /// certificates of authorities.
    pub fn new(settings: &Settings) -> Result<Self, PictureSetupError> {
        Ok(Self {
            fetcher: Fetcher::new(settings)?,
            store: PictureStore::new(settings.cache_bytes),
            signer: LinkSigner::new(settings.link_key.as_ref(), settings.link_lifetime)?,
            lifetime: settings.lifetime,
        })
    }

    /// The picture of a number's record, fetched unless it's kept.
    ///
    /// # Errors
    /// [`PictureError`] when there is none, or none that may be passed on. Where it
    /// [wants a new link](PictureError::wants_new_link), a new lookup may help.
    pub async fn get(
        &self,
        number: &Digits,
        size: PictureSize,
        picture: &Picture,
    ) -> Result<Fetched, PictureError> {
        // Some services have one size only: any is better than none.
        let link = match size {
            PictureSize::Thumb => picture.thumb.as_deref().or(picture.full.as_deref()),
            PictureSize::Full => picture.full.as_deref().or(picture.thumb.as_deref()),
        };
        let link = link.ok_or(PictureError::None)?;
        let now = unix_now();
        if picture.expires_at.is_some_and(|expires| expires <= now) {
            return Err(PictureError::Expired);
        }
        let lasts = store::lasts(self.lifetime, picture.expires_at, now);
        let fetch = self.fetcher.get(link);
        self.store.get(number, size, link, lasts, fetch).await
    }

    /// Links to the gateway's own copy, as paths with query, for now and a while.
    #[must_use]
    pub fn links(&self, number: &Digits, now: u64) -> Links {
        self.signer.links(number, now)
    }

    /// The seconds that a link stays open.
    ///
    /// # Errors
    /// [`LinkRefused`] when it was signed for something else, by somebody else, or is over.
    pub fn check(
        &self,
        number: &Digits,
        size: PictureSize,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<u64, LinkRefused> {
        self.signer.check(number, size, oe, oh, now)
    }

    /// Forgets a number's pictures.
    pub async fn remove(&self, number: &Digits) {
        self.store.remove(number).await;
    }
}
