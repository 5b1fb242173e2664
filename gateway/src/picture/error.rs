//! Why there is no picture. Nothing here holds a number or a link.

use std::{error::Error, sync::Arc};

use super::{host::UrlRefused, stock::StockError};

/// A picture that can't be given.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The record has no link for it.
    #[error("there is no picture")]
    None,
    /// The link is over, or the CDN says so: the number has to be looked up again.
    #[error("URL signature expired")]
    Expired,
    /// The CDN has it no more.
    #[error("the picture is gone")]
    Gone,
    /// The link, or one that it redirects to, isn't followed.
    #[error(transparent)]
    Refused(#[from] UrlRefused),
    /// The host leads to addresses that nobody but the gateway may reach.
    #[error("the picture's host leads to no address that may be connected to")]
    Address,
    /// More redirects than are followed, or one that leads nowhere.
    #[error("the picture's host redirects too often")]
    Redirects,
    /// Its host has refused one picture after the other: it isn't asked for a while.
    #[error("the picture's host refuses all pictures")]
    Refusing,
    /// Larger than pictures may be.
    #[error("the picture is too large")]
    TooLarge,
    /// No JPEG, PNG or WebP, whatever it is said to be.
    #[error("what came is no picture")]
    NotAPicture,
    /// Another status.
    #[error("the picture's host answered with status {0}")]
    Status(u16),
    /// Not all of it came in time.
    #[error("the picture didn't come in time")]
    Timeout,
    /// No connection, or one that broke.
    #[error("the picture's host can't be reached")]
    Unreachable(#[source] Arc<dyn Error + Send + Sync>),
}

impl PictureError {
    /// Whether it may be the gateway, or all of its requests, that the host refuses.
    pub(super) const fn is_refusal(&self) -> bool {
        match self {
            Self::Expired | Self::Gone | Self::Timeout | Self::Unreachable(_) => true,
            Self::Status(status) => *status == 429 || *status >= 500,
            _ => false,
        }
    }

    /// Whether a new lookup may give a link that works.
    #[must_use]
    pub const fn wants_new_link(&self) -> bool {
        matches!(self, Self::Expired | Self::Gone)
    }
}

/// Pictures can't be fetched at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureSetupError {
    /// The system gave no random key to sign links with.
    #[error("no random key for picture links")]
    Randomness(#[source] getrandom::Error),
    /// A key that could be guessed.
    #[error(
        "a key of [picture] link-key or previous-link-keys is too short: {0} characters at least"
    )]
    ShortKey(usize),
    /// The client can't be made: most often there are no certificates of authorities.
    #[error("can't make a client for pictures")]
    Client(#[source] reqwest::Error),
    /// The list of known pictures can't be used.
    #[error(transparent)]
    Stock(#[from] StockError),
}
