//! How JWTs are checked.

use std::{path::PathBuf, time::Duration};

use serde::Deserialize;

use crate::{duration_text, secret::Secret};

/// JWTs of an identity provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct JwtSettings {
    /// The only algorithm that is accepted, whatever a token says.
    pub algorithm: JwtAlgorithm,
    /// HS256: the shared secret, 32 bytes at least.
    pub secret: Option<Secret>,
    /// RS256 and ES256: where the public keys are, over HTTPS (HTTP from this machine only).
    pub jwks_url: Option<String>,
    /// RS256 and ES256: a file with the public keys, read at the start.
    pub jwks_file: Option<PathBuf>,
    /// The `iss` that tokens must have.
    pub issuer: Option<String>,
    /// The `aud` that tokens must be for. Without it, tokens that name an audience are refused:
    /// they are for somebody else (RFC 7519, section 4.1.3).
    pub audience: Option<String>,
    /// How far clocks may differ, 10 minutes at most.
    #[serde(default = "leeway", deserialize_with = "duration_text::read")]
    pub leeway: Duration,
    /// The claim with the caller's name.
    #[serde(default = "subject_claim")]
    pub subject_claim: String,
    /// The claim with the caller's group, such as its tenant, as a token's `group`.
    pub group_claim: Option<String>,
    /// The claim that makes operators: where it is `true`, or holds `operator-value`.
    pub operator_claim: Option<String>,
    /// What the operator claim must be, or hold as one of its words or items.
    pub operator_value: Option<String>,
}

/// How JWTs are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum JwtAlgorithm {
    /// HMAC with SHA-256 and a shared secret.
    HS256,
    /// RSA with SHA-256: the gateway knows the public keys only.
    RS256,
    /// ECDSA on P-256 with SHA-256, likewise.
    ES256,
}

const fn leeway() -> Duration {
    Duration::from_secs(30)
}

fn subject_claim() -> String {
    "sub".to_owned()
}
