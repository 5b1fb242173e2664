//! `[access]` of the configuration: who may ask, and how much.

use std::{fmt, net::IpAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de};

use super::TokenHash;
use crate::{duration_text, secret::Secret};

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
}

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

/// An identity that a reverse proxy vouches for. It must overwrite the header, not add to it: a
/// header that came twice, or with a comma, is refused.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrustedHeader {
    /// The header's name.
    pub name: String,
    /// The proxy's addresses or networks. From anywhere else the header counts for nothing. May be
    /// left out where something better than an address shows that it is the proxy's.
    #[serde(default)]
    pub from: Vec<Network>,
    /// A second header, which only the proxy can write. Without it the first counts for nothing.
    pub secret_header: Option<SecretHeader>,
    /// The header's value is no name, but a JWT of the proxy's, as Cloudflare Access
    /// (`Cf-Access-Jwt-Assertion`) and Google's IAP (`X-Goog-IAP-JWT-Assertion`) send. The caller is
    /// whom it names.
    pub assertion: Option<JwtSettings>,
    /// Identities that are operators.
    #[serde(default)]
    pub operators: Vec<String>,
}

/// A header whose value only the proxy knows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SecretHeader {
    /// Its name.
    pub name: String,
    /// Its value, 16 bytes at least.
    pub value: Secret,
}

impl TrustedHeader {
    /// Whether more than an address shows that the header is the proxy's.
    pub(super) const fn is_bound(&self) -> bool {
        self.secret_header.is_some() || self.assertion.is_some()
    }

    /// The networks that are trusted by their addresses alone, and hold more than one machine.
    fn merely_networks(&self) -> Vec<String> {
        let wide = self.from.iter().filter(|network| !network.is_one_machine());
        let wide = wide.map(ToString::to_string);
        if self.is_bound() {
            Vec::new()
        } else {
            wide.collect()
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
        let each = networks.unwrap_or_default().into_iter().map(|network| {
            format!(
                "access.trusted-header: every machine in {network} can name itself whom it likes: \
                 set secret-header or assertion, or write down the proxy's address alone"
            )
        });
        each.collect()
    }
}

/// An address or a network: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

impl Network {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    fn is_one_machine(&self) -> bool {
        self.0.prefix_len() == self.0.max_prefix_len()
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let alone = text.parse::<IpAddr>().map(IpNet::from);
        alone
            .or_else(|_| text.parse::<IpNet>())
            .map(Self)
            .map_err(|_| {
                de::Error::custom(format!(
                    "{text:?} is no address or network like \"10.0.0.0/8\""
                ))
            })
    }
}

/// When asking for neighbouring numbers looks like walking through a range.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct NeighbourSettings {
    /// Numbers that differ by at most this are neighbours.
    pub within: u64,
    /// After this many neighbours, answers come slower and slower.
    pub slow_after: u64,
    /// After this many neighbours, there are no answers.
    pub refuse_after: u64,
    /// For how long a number is remembered.
    #[serde(deserialize_with = "duration_text::read")]
    pub window: Duration,
}

impl Default for NeighbourSettings {
    fn default() -> Self {
        Self {
            within: 50,
            slow_after: 5,
            refuse_after: 20,
            window: Duration::from_secs(10 * 60),
        }
    }
}

impl NeighbourSettings {
    pub(super) const fn limits(&self) -> WalkLimits {
        WalkLimits {
            slow_after: self.slow_after,
            refuse_after: self.refuse_after,
        }
    }
}

/// When asking for many numbers of one block looks like walking through it. A block is the numbers
/// that differ in their last digits alone.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct BlockSettings {
    /// In a block of 1,000 numbers.
    #[serde(rename = "of-1000")]
    pub of_1000: WalkLimits,
    /// In a block of 10,000 numbers.
    #[serde(rename = "of-10000")]
    pub of_10000: WalkLimits,
    /// In a block of 100,000 numbers.
    #[serde(rename = "of-100000")]
    pub of_100000: WalkLimits,
    /// For how long a number is remembered.
    #[serde(deserialize_with = "duration_text::read")]
    pub window: Duration,
}

impl Default for BlockSettings {
    fn default() -> Self {
        let limits = |slow_after, refuse_after| WalkLimits {
            slow_after,
            refuse_after,
        };
        Self {
            of_1000: limits(40, 80),
            of_10000: limits(100, 150),
            of_100000: limits(200, 300),
            window: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// How many numbers of one place may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WalkLimits {
    /// After this many, answers come slower and slower.
    pub slow_after: u64,
    /// After this many, there are no answers.
    pub refuse_after: u64,
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

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
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
        let secret = "secret-header = { name = \"x-proxy\", value = \"0123456789abcdef\" }";
        for fine in [
            String::new(),
            format!("{header}from = [\"127.0.0.1\", \"::1\", \"10.0.0.7/32\"]"),
            format!("{wide}{secret}"),
        ] {
            assert!(warnings(&fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn given_a_network_when_asked_then_only_its_addresses_are_in_it() {
        let settings: TrustedHeader = toml::from_str(
            "name = \"x-user\"\nfrom = [\"10.0.0.0/8\", \"192.0.2.1\", \"fd00::/8\"]",
        )
        .unwrap();
        let inside = |address: &str| {
            let address = address.parse().unwrap();
            settings
                .from
                .iter()
                .any(|network| network.contains(address))
        };
        assert!(inside("10.200.0.1") && inside("192.0.2.1") && inside("fd12::1"));
        assert!(!inside("11.0.0.1") && !inside("192.0.2.2") && !inside("::1"));
    }
}
