//! What can go wrong while a gateway starts or serves.

use std::{error::Error, fmt, io, path::PathBuf};

/// A gateway that can't start or can't go on. Bad requests are answers, never this.
#[derive(Debug)]
#[non_exhaustive]
pub enum GatewayError {
    /// A file or directory of the assets could not be read.
    Assets {
        /// What was being read.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// An allowed or framing origin that no browser would send.
    Origin(String),
    /// The system gave no random key to sign picture links with.
    Randomness(getrandom::Error),
    /// Accepting or serving connections failed.
    Serve(io::Error),
}

impl fmt::Display for GatewayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assets { path, .. } => write!(f, "can't read assets at {}", path.display()),
            Self::Origin(origin) => write!(
                f,
                "{origin:?} is not an origin: write scheme, host and port as a browser sends \
                 them, like https://dash.example or http://localhost:5173"
            ),
            Self::Randomness(_) => f.write_str("no random key for picture links"),
            Self::Serve(_) => f.write_str("can't serve connections"),
        }
    }
}

impl Error for GatewayError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Assets { source, .. } | Self::Serve(source) => Some(source),
            Self::Randomness(source) => Some(source),
            Self::Origin(_) => None,
        }
    }
}
