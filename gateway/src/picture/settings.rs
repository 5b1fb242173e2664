//! `[picture]` of the configuration.

use std::{net::IpAddr, path::PathBuf, time::Duration};

use serde::Deserialize;

use super::host::HostRule;
use crate::{duration_text, secret::Secret};

/// How pictures are fetched, kept and linked to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Settings {
    /// Whether callers get links to the gateway, which then fetches pictures itself. Otherwise
    /// they get the CDN's own, and whoever looks shows the CDN an address.
    pub proxy: bool,
    /// Hosts that pictures may come from.
    pub hosts: Vec<HostRule>,
    /// Whether these hosts may have private addresses. Clouds' metadata stay out of reach.
    pub allow_private: bool,
    /// Addresses that they may have, whatever they are.
    pub allow_addresses: Vec<IpAddr>,
    /// For all of a picture, redirects included.
    #[serde(deserialize_with = "duration_text::read")]
    pub timeout: Duration,
    /// The largest picture.
    pub max_bytes: usize,
    /// Memory for pictures that were fetched.
    pub cache_bytes: u64,
    /// How long they are kept, if their link doesn't end earlier.
    #[serde(deserialize_with = "duration_text::read")]
    pub lifetime: Duration,
    /// How long the gateway's own links open, at least; a third longer at most. They end sooner
    /// where the answer is kept for less.
    #[serde(deserialize_with = "duration_text::read")]
    pub link_lifetime: Duration,
    /// Signs links. Several gateways behind one address need the same one; without it, it's a
    /// random one that ends with the process.
    pub link_key: Option<Secret>,
    /// Open the links that they have signed, and sign none: for changing the key.
    pub previous_link_keys: Vec<Secret>,
    /// Whether callers may have perceptual hashes of the pictures that they were told links to.
    pub compare: bool,
    /// The list of known pictures, as `stock-pictures` makes it.
    pub stock_pictures: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            proxy: true,
            hosts: [
                HostRule::named("pps.whatsapp.net"),
                HostRule::named("media-*.cdn.whatsapp.net"),
            ]
            .to_vec(),
            allow_private: false,
            allow_addresses: Vec::new(),
            timeout: Duration::from_secs(10),
            max_bytes: 2 << 20,
            cache_bytes: 64 << 20,
            lifetime: Duration::from_secs(3_600),
            link_lifetime: Duration::from_secs(15 * 60),
            link_key: None,
            previous_link_keys: Vec::new(),
            compare: false,
            stock_pictures: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_nothing_when_read_then_the_defaults_hold() {
        let settings: Settings = toml::from_str("").unwrap();
        assert_eq!(
            format!("{settings:?}"),
            format!("{:?}", Settings::default())
        );
        let rules = ["pps.whatsapp.net", "media-*.cdn.whatsapp.net"].map(|text| text.parse());
        let rules: Result<Vec<HostRule>, _> = rules.into_iter().collect();
        assert_eq!(settings.hosts, rules.unwrap());
    }

    #[test]
    fn given_all_fields_when_read_then_all_are_there_and_the_key_stays_hidden() {
        let settings: Settings = toml::from_str(
            r#"
            proxy = false
            hosts = ["cdn.example:8443", "http://127.0.0.1:9000"]
            allow-private = true
            allow-addresses = ["127.0.0.1", "::1"]
            timeout = "3s"
            max-bytes = 1000
            cache-bytes = 2000
            lifetime = "10m"
            link-lifetime = "1m"
            link-key = "abcdefghijklmnopqrstuvwxyz012345"
            previous-link-keys = ["543210zyxwvutsrqponmlkjihgfedcba"]
            compare = true
            stock-pictures = "stock.txt"
            "#,
        )
        .unwrap();
        let shown = format!("{settings:?}");
        assert!(shown.contains("https://cdn.example:8443"), "{shown}");
        for hidden in ["link_key: Some(Secret(…))", "link_keys: [Secret(…)]"] {
            assert!(shown.contains(hidden), "{shown}");
        }
        assert_eq!(settings.timeout, Duration::from_secs(3));
        assert_eq!(settings.allow_addresses.len(), 2);
        assert!(!settings.proxy && settings.allow_private && settings.compare);
        assert_eq!(settings.stock_pictures, Some("stock.txt".into()));
    }

    #[test]
    fn given_what_makes_no_sense_when_read_then_the_error_names_it() {
        for (text, named) in [
            ("hosts = [\"*\"]", "\"*\""),
            ("timeout = \"soon\"", "soon"),
            ("allow-adresses = []", "allow-adresses"),
            ("allow-addresses = [\"localhost\"]", "invalid IP address"),
        ] {
            let error = toml::from_str::<Settings>(text).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
