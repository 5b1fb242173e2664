//! What can be wrong with `[access]` besides what can't be read at all: named by its place in the
//! configuration, without repeating secrets.

use std::{io, path::PathBuf};

/// Settings that can't be meant.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// Nobody could ask.
    #[error("access: write down who may ask: tokens, jwt or trusted-header")]
    NoMeans,
    /// A paid upstream must not be open to everybody.
    #[error("access: anonymous is for demo gateways only")]
    Anonymous,
    /// A name that no log should show.
    #[error("access.tokens: {0:?} is no name: write 1 to 128 characters")]
    TokenName(String),
    /// Two tokens that can't be told apart.
    #[error("access.tokens: the name or the hash of {0:?} is there twice")]
    TokenTwice(String),
    /// The algorithm and where its key is don't fit.
    #[error("access.jwt: {0}")]
    Jwt(&'static str),
    /// The keys' address can't be used.
    #[error("access.jwt.jwks-url: {0:?} is no https:// address")]
    JwksUrl(String),
    /// The keys' file can't be read.
    #[error("access.jwt.jwks-file: can't read {}", path.display())]
    JwksFile {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no key in the file that could be used.
    #[error("access.jwt.jwks-file: {} holds no key that fits: RSA of 2048 bits at least for RS256, P-256 for ES256", .0.display())]
    JwksEmpty(PathBuf),
    /// No client for the keys' address.
    #[error("access.jwt.jwks-url: can't ask over HTTPS")]
    JwksClient(#[source] reqwest::Error),
    /// No header has such a name.
    #[error("access.trusted-header: {0:?} is no header's name")]
    HeaderName(String),
    /// A header whose meaning is fixed.
    #[error("access.trusted-header: {0:?} can't be used for identities")]
    HeaderTaken(String),
    /// A header that anybody may send.
    #[error(
        "access.trusted-header.from: write down the reverse proxy's addresses, or set secret-header \
         or assertion"
    )]
    HeaderFrom,
    /// A secret that could be guessed.
    #[error("access.trusted-header.secret-header.value: write at least 16 bytes")]
    HeaderSecret,
    /// Assertions that can't be checked.
    #[error("access.trusted-header.assertion, which is like access.jwt")]
    Assertion(#[source] Box<Self>),
    /// A limit at which nothing could be asked.
    #[error("access.{0}: must be more than 0")]
    Zero(&'static str),
    /// More than there is, or nothing.
    #[error("access.budget-share: write 1 to 100 percent")]
    BudgetShare,
    /// Refused before slowed.
    #[error("access.{0}: slow-after is larger than refuse-after")]
    Walks(&'static str),
    /// A purpose that no caller could give.
    #[error("access.purposes: {0:?} can't be a purpose: write 1 to 200 characters in one line")]
    Purpose(String),
    /// No purpose would be allowed.
    #[error("access.purposes: the list is empty")]
    NoPurpose,
    /// A key that could be guessed.
    #[error("access.audit.hash-key: write at least 16 bytes")]
    HashKey,
    /// Hashes without a key.
    #[error("access.audit: number = \"hash\" wants a hash-key")]
    NoHashKey,
}
