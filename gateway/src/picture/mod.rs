//! Pictures of real people, fetched from the CDN by the gateway: so that whoever looks shows the CDN
//! no address, links don't outlive what they open, and nothing but a picture comes through.

mod address;
mod error;
mod fetch;
mod hashes;
mod holder;
mod host;
mod image_type;
mod likeness;
mod link;
mod metadata;
mod perceptual;
mod refusals;
mod resolver;
mod settings;
mod size;
mod stock;
mod store;

use std::{sync::Arc, time::Instant};

pub(crate) use self::hashes::PictureHashes;
pub use self::{
    error::{PictureError, PictureSetupError},
    fetch::Fetched,
    host::{HostRule, InvalidHostRule, UrlRefused},
    image_type::ImageType,
    likeness::{InvalidHash, PictureHash, SAME_WITHIN},
    link::{Links, Opened},
    perceptual::{MOST_PIXELS_LOCAL, MOST_PIXELS_SERVED, NoHash, hash},
    settings::Settings,
    size::PictureSize,
    stock::{StockError, StockPicture, StockPictures},
};
pub use crate::signed_link::LinkRefused;

use self::{fetch::Fetcher, link::LinkSigner, refusals::Refusals, store::PictureStore};
use crate::{Digits, access::Caller, clock::unix_now, record::Picture};

/// Fetches pictures, keeps them for a while, and signs the links to them.
#[derive(Debug)]
pub struct Pictures {
    fetcher: Fetcher,
    refusals: Refusals,
    store: PictureStore,
    signer: LinkSigner,
    settings: Settings,
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
            refusals: Refusals::new(),
            store: PictureStore::new(settings.cache_bytes),
            signer: LinkSigner::new(settings)?,
            settings: settings.clone(),
        })
    }

    /// Goes on from an earlier one: as it is where the settings are the same. Otherwise its pictures are
    /// fetched anew, as other hosts may be allowed now; what hosts have refused is remembered, and links
    /// that were signed with a random key still open.
    ///
    /// # Errors
    /// As [`Pictures::new`].
    pub(crate) fn after(
        earlier: &Arc<Self>,
        settings: &Settings,
    ) -> Result<Arc<Self>, PictureSetupError> {
        if earlier.settings == *settings {
            return Ok(Arc::clone(earlier));
        }
        let mut pictures = Self::new(settings)?;
        pictures.refusals = earlier.refusals.clone();
        if earlier.settings.link_key.is_none() && settings.link_key.is_none() {
            pictures.signer.sign_like(&earlier.signer);
        }
        Ok(Arc::new(pictures))
    }

    /// The picture of a number's answer, fetched unless it's kept. It is kept for the answer that
    /// was stored at this moment (Unix milliseconds) and for no other one; without a moment it
    /// isn't kept.
    ///
    /// # Errors
    /// [`PictureError`] when there is none, or none that may be passed on. Where it
    /// [wants a new link](PictureError::wants_new_link), a new lookup may help.
    pub async fn get(
        &self,
        number: &Digits,
        size: PictureSize,
        picture: &Picture,
        stored_at_ms: Option<u64>,
    ) -> Result<Fetched, PictureError> {
        // Some services have one size only: any is better than none.
        let link = match size {
            PictureSize::Thumb => picture.thumb.as_deref().or(picture.full.as_deref()),
            PictureSize::Full => picture.full.as_deref().or(picture.thumb.as_deref()),
        };
        let link = link.ok_or(PictureError::None)?;
        let host = host::name(link);
        let now = unix_now();
        if picture.expires_at.is_some_and(|expires| expires <= now) {
            // A new link would be refused as well.
            return Err(if self.refusals.rests(&host, Instant::now()) {
                PictureError::Refusing
            } else {
                PictureError::Expired
            });
        }
        let fetch = self.fetch(&host, link);
        let Some(stored_at_ms) = stored_at_ms else {
            return fetch.await;
        };
        let lasts = store::lasts(self.settings.lifetime, picture.expires_at, now);
        let key = store::Key {
            number: number.clone(),
            size,
            stored_at_ms,
            link: link.to_owned(),
        };
        self.store.get(key, lasts, fetch).await
    }

    /// Fetches by a link that should be alive, unless its host refuses all of them.
    async fn fetch(&self, host: &str, link: &str) -> Result<Fetched, PictureError> {
        if !self.refusals.may_ask(host, Instant::now()) {
            return Err(PictureError::Refusing);
        }
        let fetched = self.fetcher.get(link).await;
        match &fetched {
            Ok(_) => self.refusals.gave(host),
            Err(error) if error.is_refusal() => {
                let now = Instant::now();
                self.refusals.refused(host, link, now);
                if self.refusals.rests(host, now) {
                    tracing::warn!(host, %error, "a host of pictures refuses all of them");
                    return Err(PictureError::Refusing);
                }
            }
            Err(_) => {}
        }
        fetched
    }

    /// Links to the gateway's own copy, as paths with query, for a caller, now and a while. None
    /// where the answer isn't kept beyond now (until then, Unix milliseconds): they would open nothing.
    #[must_use]
    pub fn links(
        &self,
        number: &Digits,
        holder: &Caller,
        now: u64,
        kept_until_ms: u64,
    ) -> Option<Links> {
        self.signer.links(number, holder, now, kept_until_ms)
    }

    /// How long a link stays open, and whom it was told to.
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
    ) -> Result<Opened, LinkRefused> {
        self.signer.check(number, size, oe, oh, now)
    }

    /// Forgets a number's pictures.
    pub async fn remove(&self, number: &Digits) {
        self.store.remove(number).await;
    }
}
