//! `[access]` of the configuration: who may ask, and how much.

mod expiry;
mod jwt;
mod proxies;
mod walks;

use std::time::Duration;

use serde::Deserialize;

pub use self::{
    expiry::{Expiry, InvalidExpiry},
    jwt::{JwtAlgorithm, JwtSettings},
    proxies::{Network, SecretHeader, TrustedHeader},
    walks::{BlockSettings, NeighbourSettings, WalkLimits},
};
use super::token_hash::TokenHash;
use crate::{clock::unix_now_ms, duration_text, secret::Secret};

/// Who may ask, and how much.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// Static tokens.
    pub tokens: Vec<TokenSettings>,
    /// JWTs of an identity provider.
    pub jwt: Option<JwtSettings>,
    /// An identity that a reverse proxy vouches for.
    pub trusted_header: Option<TrustedHeader>,
    /// The addresses or networks of the proxies in front, nearest and farther ones: what they say
    /// in `Forwarded` or `X-Forwarded-For` is where a request comes from.
    pub trusted_proxies: Vec<Network>,
    /// Lets everybody ask who shows no credential. Only a demo gateway may do so.
    pub anonymous: bool,
    /// Lookups of one caller in a minute.
    pub per_minute: u64,
    /// Lookups of one caller in a day, which begins at 00:00 UTC.
    pub per_day: u64,
    /// The same for operators, where they may do more or less.
    pub operator_per_minute: Option<u64>,
    /// The same for operators, where they may do more or less.
    pub operator_per_day: Option<u64>,
    /// How much of the first upstream's budget one caller, or group of callers, may spend, in
    /// percent.
    pub budget_share: u8,
    /// Numbers in one batch.
    pub batch_most: usize,
    /// Walks through ranges of numbers, one close to the other.
    pub neighbours: NeighbourSettings,
    /// Walks through blocks of numbers, in whatever order.
    pub blocks: BlockSettings,
    /// The purposes that callers may give; any where there is no list.
    pub purposes: Option<Vec<String>>,
    /// Whether a purpose must be given.
    pub purpose_required: bool,
    /// What is written down, and for how long.
    pub audit: AuditSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tokens: Vec::new(),
            jwt: None,
            trusted_header: None,
            trusted_proxies: Vec::new(),
            anonymous: false,
            per_minute: 60,
            per_day: 500,
            operator_per_minute: None,
            operator_per_day: None,
            budget_share: 100,
            batch_most: 500,
            neighbours: NeighbourSettings::default(),
            blocks: BlockSettings::default(),
            purposes: None,
            purpose_required: false,
            audit: AuditSettings::default(),
        }
    }
}

impl Settings {
    /// What can be meant, and is dangerous.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let networks = self
            .trusted_header
            .as_ref()
            .map(TrustedHeader::merely_networks);
        let everybody = self
            .trusted_proxies
            .iter()
            .filter(|network| network.is_everybody());
        let everybody = everybody.map(|network| {
            format!(
                "access.trusted-proxies: with {network} everybody can name any address as its own"
            )
        });
        let each = networks.unwrap_or_default().into_iter().map(|network| {
            format!(
                "access.trusted-header: every machine in {network} can name itself whom it likes: \
                 set secret-header or assertion, or write down the proxy's address alone"
            )
        });
        let now_ms = unix_now_ms();
        let expired = self.tokens.iter().filter_map(|token| {
            let expires = token.expires.filter(|expires| expires.is_over(now_ms))?;
            let name = &token.name;
            Some(format!(
                "access.tokens: that of {name} has expired ({expires})"
            ))
        });
        each.chain(everybody).chain(expired).collect()
    }
}

/// One static token.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TokenSettings {
    /// Whose it is, for the audit.
    pub name: String,
    /// Its SHA-256 in hexadecimal, as `gateway token hash` prints it.
    pub hash: TokenHash,
    /// Whether its caller may read the audit and erase.
    #[serde(default)]
    pub operator: bool,
    /// What its caller belongs to: several tokens of one program walk through ranges as one.
    pub group: Option<String>,
    /// Whether its caller may ask for whole ranges of numbers, as one does whose contacts are in one
    /// company's own block. The caps hold all the same.
    #[serde(default)]
    pub may_walk: bool,
    /// When it ends; never without it.
    pub expires: Option<Expiry>,
    /// Its caller's lookups in a minute, in place of [`Settings::per_minute`] or the operators'.
    pub per_minute: Option<u64>,
    /// Its caller's lookups in a day, in place of [`Settings::per_day`] or the operators'.
    pub per_day: Option<u64>,
}

/// What is written down about lookups.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct AuditSettings {
    /// How numbers are written.
    pub number: NumberForm,
    /// The key of keyed hashes, 16 bytes at least and the same for all gateways. With it, runs of
    /// neighbouring numbers are also noticed across gateways.
    pub hash_key: Option<Secret>,
    /// For how long records are kept.
    #[serde(deserialize_with = "duration_text::read")]
    pub keep: Duration,
}

impl Default for AuditSettings {
    fn default() -> Self {
        Self {
            number: NumberForm::Masked,
            hash_key: None,
            keep: Duration::from_secs(90 * 24 * 60 * 60),
        }
    }
}

/// How the audit writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberForm {
    /// `+1310•••••23`: people can tell numbers apart, and not call them.
    Masked,
    /// HMAC-SHA256, 32 hexadecimal digits: one number's records can be found with the key.
    Hash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_no_settings_when_read_then_the_defaults_hold() {
        let settings: Settings = toml::from_str("").unwrap();
        assert_eq!((settings.per_minute, settings.per_day), (60, 500));
        assert_eq!(settings.batch_most, 500);
        assert_eq!(settings.neighbours.window, Duration::from_secs(600));
        assert_eq!(settings.audit.keep, Duration::from_secs(90 * 86_400));
        assert!(!settings.anonymous);
    }

    #[test]
    fn given_every_setting_when_read_then_it_is_there_and_no_secret_shows() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let text = format!(
            r#"
            per-minute = 10
            operator-per-day = 9
            purposes = ["support"]
            purpose-required = true
            tokens = [{{ name = "dash", hash = "{hash}", operator = true }}]
            [jwt]
            algorithm = "HS256"
            secret = "a-secret-of-thirty-two-bytes-or-more"
            issuer = "https://id.example"
            audience = "lookups"
            leeway = "5s"
            operator-claim = "groups"
            operator-value = "admins"
            [trusted-header]
            name = "x-user"
            from = ["10.0.0.0/8", "::1", "192.0.2.1"]
            operators = ["root"]
            [neighbours]
            window = "1h"
            [audit]
            number = "hash"
            hash-key = "0123456789abcdef"
            keep = "30d"
            "#
        );
        let settings: Settings = toml::from_str(&text).unwrap();
        let jwt = settings.jwt.as_ref().unwrap();
        assert_eq!(
            (jwt.leeway, jwt.subject_claim.as_str()),
            (Duration::from_secs(5), "sub")
        );
        assert_eq!(settings.audit.number, NumberForm::Hash);
        let shown = format!("{settings:?}");
        for hidden in [hash, "thirty-two", "0123456789abcdef"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }

    #[test]
    fn given_settings_that_are_none_when_read_then_they_are_refused() {
        for wrong in [
            "per-hour = 1",
            "tokens = [{ name = \"a\" }]",
            "[jwt]\nalgorithm = \"none\"",
            "[jwt]\nalgorithm = \"HS512\"",
            "[jwt]\nsecret = \"x\"",
            "[trusted-header]\nname = \"x-user\"\nfrom = [\"10.0.0.0/33\"]",
            "[trusted-header]\nname = \"x-user\"\nfrom = [\"proxy.example\"]",
            "[audit]\nnumber = \"plain\"",
            "[audit]\nkeep = \"90\"",
        ] {
            assert!(toml::from_str::<Settings>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn given_a_token_that_has_expired_when_warned_then_it_is_named_and_others_are_not() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let token = |name: &str, more: &str| {
            format!("[[tokens]]\nname = \"{name}\"\nhash = \"{hash}\"\n{more}\n")
        };
        let text = [
            token("old", "expires = \"2020-01-31\""),
            token("new", "expires = \"2120-01-31\""),
            token("crm", ""),
        ];
        let settings: Settings = toml::from_str(&text.concat()).unwrap();
        let [warning] = settings.warnings().try_into().unwrap();
        assert_eq!(
            warning,
            "access.tokens: that of old has expired (2020-01-31)"
        );
    }

    #[test]
    fn given_a_header_that_a_whole_network_can_write_when_warned_then_only_what_is_unbound_counts()
    {
        let warnings = |text: &str| {
            let settings: Settings = toml::from_str(text).unwrap();
            settings.warnings()
        };
        let header = "[trusted-header]\nname = \"x-user\"\n";
        let wide = format!("{header}from = [\"10.0.0.0/8\", \"127.0.0.1\"]\n");
        let [warning] = warnings(&wide).try_into().unwrap();
        assert!(warning.contains("10.0.0.0/8"), "{warning}");
        let [warning] = warnings("trusted-proxies = [\"::/0\", \"10.0.0.0/8\"]")
            .try_into()
            .unwrap();
        assert!(warning.contains("::/0"), "{warning}");
        let secret = "secret-header = { name = \"x-proxy\", value = \"0123456789abcdef\" }";
        for fine in [
            String::new(),
            format!("{header}from = [\"127.0.0.1\", \"::1\", \"10.0.0.7/32\"]"),
            format!("{wide}{secret}"),
        ] {
            assert!(warnings(&fine).is_empty(), "{fine}");
        }
    }
}
