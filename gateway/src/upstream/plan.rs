//! Which plan pays for an upstream's requests: that of the credential that is spent, whatever the
//! entry of the configuration is called.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Address, Kind, Settings, checkleaked::Transport};
use crate::secret::Secret;

/// Bytes of a hash that are kept: enough to never meet by chance.
const KEPT: usize = 16;

/// Headers that say nothing of who pays.
const NO_CREDENTIALS: [&str; 4] = ["accept", "accept-language", "content-type", "user-agent"];

/// What a plan is known by. Two entries with the same one spend the same money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan(Vec<Secret>);

impl Plan {
    fn of<'a>(kind: &str, parts: impl IntoIterator<Item = &'a str>) -> Self {
        let parts = parts.into_iter().map(Secret::new);
        Self([Secret::new(kind)].into_iter().chain(parts).collect())
    }

    /// The plan of the same credential for another product.
    pub(crate) fn with(mut self, product: &str) -> Self {
        self.0.push(Secret::new(product));
        self
    }

    /// Its keyed hash: tells nothing of the credential to whoever has no key.
    pub(crate) fn hash(&self, key: &Secret) -> String {
        // Keys of any length are taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.reveal().as_bytes()) else {
            return String::new();
        };
        for part in &self.0 {
            // Parts that are cut otherwise are others.
            mac.update(&part.reveal().len().to_be_bytes());
            mac.update(part.reveal().as_bytes());
        }
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        const_hex::encode(bytes.get(..KEPT).unwrap_or_default())
    }
}

impl Settings {
    /// What its requests are charged to: the credential, where the vendor has one plan for it. A
    /// server of one's own is known by its address and the account that asks there, since its keys
    /// count nowhere else; and so is a service without any credential.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let kind = self.kind();
        let endpoint = &self.endpoint;
        let url = endpoint.url.as_ref().map_or("", Address::text);
        match &self.kind {
            Kind::Demo(_) => Plan::of(kind, [self.name()]),
            Kind::CheckLeaked(settings) => {
                // RapidAPI has one key for all of its products, and a plan for each.
                let product = match settings.transport {
                    Transport::Native => "native",
                    Transport::RapidApi => settings.live_url(endpoint),
                };
                Plan::of(kind, [settings.key.reveal(), product])
            }
            Kind::Waha(settings) => Plan::of(kind, [url, &settings.session]),
            Kind::Evolution(settings) => Plan::of(kind, [url, &settings.instance]),
            Kind::GoWhatsApp(settings) => {
                let device = settings.device.as_deref().unwrap_or_default();
                Plan::of(kind, [url, device])
            }
            Kind::GreenApi(settings) => {
                Plan::of(kind, [settings.instance.as_str(), settings.token.reveal()])
            }
            Kind::Whapi(settings) => Plan::of(kind, [settings.token.reveal()]),
            Kind::Sent(settings) => Plan::of(kind, [settings.key.reveal()]),
            Kind::Generic(settings) => {
                let headers = settings.headers.iter();
                let mut sent: Vec<_> = headers
                    .map(|(name, value)| (name.to_ascii_lowercase(), value.reveal()))
                    .filter(|(name, _)| !NO_CREDENTIALS.contains(&name.as_str()))
                    .collect();
                sent.sort();
                if sent.is_empty() {
                    // It may hold a key.
                    return Plan::of(kind, [url]);
                }
                Plan::of(kind, sent.iter().flat_map(|(name, value)| [name, *value]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> Plan {
        toml::from_str::<Settings>(text).unwrap().plan()
    }

    fn generic(more: &str) -> Plan {
        plan(&format!("kind = \"generic\"\n{more}"))
    }

    #[test]
    fn given_one_credential_when_the_entry_is_called_otherwise_then_it_is_the_same_plan() {
        for (kind, field) in [("checkleaked", "key"), ("whapi", "token")] {
            let text = format!("kind = \"{kind}\"\n{field} = \"k\"");
            let renamed = format!("{text}\nname = \"other\"\ntimeout = \"9s\"");
            assert_eq!(plan(&text), plan(&renamed), "{kind}");
            let rotated = format!("kind = \"{kind}\"\n{field} = \"k2\"");
            assert_ne!(plan(&text), plan(&rotated), "{kind}");
        }
        let key = "headers = { x-api-key = \"k\", accept = \"application/json\" }";
        let one = generic(&format!("url = \"https://a.example/1/{{digits}}\"\n{key}"));
        let two =
            generic("url = \"https://a.example/2/{digits}\"\nheaders = { X-Api-Key = \"k\" }");
        assert_eq!(one, two);
    }

    #[test]
    fn given_no_credential_when_compared_then_the_address_is_the_plans() {
        let at = |query| {
            generic(&format!(
                "url = \"https://a.example/{{digits}}?key={query}\""
            ))
        };
        assert_eq!(at("k"), at("k"));
        assert_ne!(at("k"), at("k2"));
    }

    #[test]
    fn given_one_rapidapi_key_when_it_is_for_two_products_then_there_are_two_plans() {
        let of = |more| plan(&format!("kind = \"checkleaked\"\nkey = \"k\"\n{more}"));
        let rapid = of("transport = \"rapidapi\"");
        assert_ne!(
            rapid,
            of("transport = \"rapidapi\"\nurl = \"https://older.example\"")
        );
        assert_eq!(
            rapid,
            of("transport = \"rapidapi\"\nmode = \"cache-first\"")
        );
        assert_ne!(rapid.clone(), rapid.with("store"));
    }

    #[test]
    fn given_a_plan_when_hashed_then_it_is_by_the_key_and_shows_nothing() {
        let plan = plan("kind = \"whapi\"\ntoken = \"hunter2\"");
        let hash = plan.hash(&Secret::new("a"));
        assert_eq!(hash.len(), 32);
        assert_eq!(hash, plan.hash(&Secret::new("a")));
        assert_ne!(hash, plan.hash(&Secret::new("b")));
        assert!(!format!("{plan:?}").contains("hunter2"));
        let cut = |parts: [&str; 2]| Plan::of("x", parts).hash(&Secret::new("a"));
        assert_ne!(cut(["ab", "c"]), cut(["a", "bc"]));
    }
}
