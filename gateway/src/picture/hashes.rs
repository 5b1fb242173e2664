//! Hashes of pictures for who reviews them: made when they are asked for, and kept nowhere.

use std::{sync::Arc, thread};

use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{
    error::PictureSetupError,
    fetch::Fetched,
    likeness::PictureHash,
    perceptual::{self, MOST_PIXELS_SERVED, NoHash},
    settings::Settings,
    stock::{StockPicture, StockPictures},
};

/// Makes hashes, and knows the operator's list.
#[derive(Debug)]
pub(crate) struct PictureHashes {
    /// None where there is no list.
    stock: Option<StockPictures>,
    /// Decoding takes a processor's time and a picture's memory.
    turns: Arc<Semaphore>,
}

impl PictureHashes {
    /// As configured; None where pictures are not to be compared.
    pub(crate) fn new(settings: &Settings) -> Result<Option<Self>, PictureSetupError> {
        if !settings.compare {
            return Ok(None);
        }
        let stock = settings.stock_pictures.as_deref().map(StockPictures::read);
        let at_once = thread::available_parallelism().map_or(1, usize::from);
        Ok(Some(Self {
            stock: stock.transpose()?,
            turns: Arc::new(Semaphore::new(at_once)),
        }))
    }

    /// The hash of a picture.
    pub(crate) async fn of(&self, picture: Fetched) -> Result<PictureHash, NoHash> {
        // Closed never; and held by the work, which goes on when its caller has gone.
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let work = move || {
            let _turn = turn;
            perceptual::hash(&picture.bytes, picture.image_type, MOST_PIXELS_SERVED)
        };
        // It fails where a decoder panics.
        spawn_blocking(work)
            .await
            .unwrap_or(Err(NoHash::NotAPicture))
    }

    /// Whether it is a known picture, and which; None where no list says so.
    pub(crate) fn known(&self, hash: PictureHash) -> Option<Option<&StockPicture>> {
        self.stock.as_ref().map(|stock| stock.find(hash))
    }
}
