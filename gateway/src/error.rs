//! What can go wrong while a gateway starts, or takes another configuration.

use std::{io, path::PathBuf};

use crate::{
    access,
    identity_record::InvalidKey,
    picture::PictureSetupError,
    state::{StateError, StoreError},
    upstream,
    upstream::ChainError,
};

/// A gateway that can't start. Bad requests are answers, never this.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// A file or directory of the assets could not be read.
    #[error("can't read assets at {}", path.display())]
    Assets {
        /// What was being read.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// An allowed or framing origin that no browser would send.
    #[error(
        "{0:?} is not an origin: write scheme, host and port as a browser sends them, like \
         https://dash.example or http://localhost:5173"
    )]
    Origin(String),
    /// `public-url` is no address of a gateway. Not repeated: it may hold a password.
    #[error(
        "public-url is no address for links: write scheme, host and path, like \
         https://dash.example/lookup, without user name, ? or #"
    )]
    PublicUrl,
    /// `proxy` is no address of a proxy.
    #[error(transparent)]
    Proxy(#[from] upstream::InvalidProxy),
    /// A name in `allow-headers` that no header has.
    #[error("allow-headers: {0:?} is no header's name")]
    AllowedHeader(String),
    /// The system gave no random key to sign picture links with.
    #[error("no random key for picture links")]
    Randomness(#[source] getrandom::Error),
    /// An upstream that can't be asked as configured.
    #[error(transparent)]
    Upstream(#[from] upstream::SettingsError),
    /// Upstreams that make no chain.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A service that charges for lookups, without a word on how many.
    #[error(
        "upstream {0}: its lookups may cost money: set budget = {{ requests = … }}, or \
         budget = \"unlimited\" to spend whatever it answers"
    )]
    NoBudget(String),
    /// Two entries with one credential, of which only one has a limit: it would hold for neither.
    #[error(
        "upstreams {0} and {1} spend one plan's requests, and only {1} has a limit: give {0} the \
         same budget"
    )]
    OnePlan(String, String),
    /// A budget where what is spent would be forgotten: the store was opened without one.
    #[error(
        "a budget has to outlast the process, and this one began without any: restart it, or set \
         [state] volatile"
    )]
    BudgetInMemory,
    /// `[state]` can't be meant.
    #[error(transparent)]
    State(#[from] StateError),
    /// `[access]` can't be meant.
    #[error("access")]
    Access(#[from] access::SettingsError),
    /// `[picture]` can't be meant.
    #[error(transparent)]
    Picture(#[from] PictureSetupError),
    /// `[record] key` is no key.
    #[error(transparent)]
    RecordKey(#[from] InvalidKey),
    /// The store can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}
