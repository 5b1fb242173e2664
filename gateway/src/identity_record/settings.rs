//! `[record]` of the configuration.

use serde::Deserialize;

use crate::secret::Secret;

/// What identity records say of their gateway, and what they are signed with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Settings {
    /// Which gateway made a record; its `public-url` where this is missing.
    pub name: Option<String>,
    /// An Ed25519 key in PKCS#8 PEM, as `record key` and `openssl genpkey -algorithm ed25519` write it. Without one,
    /// records have a hash only.
    pub key: Option<Secret>,
}
