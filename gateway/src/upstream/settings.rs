//! What the configuration says of upstreams: one entry each, told apart by `kind`.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, de};
use toml::{Table, Value};

use super::{
    Upstream, checkleaked, demo,
    endpoint::{Connection, Endpoint, FIELDS},
    evolution, generic, go_whatsapp, green_api,
    proxy::Proxy,
    sent, waha, whapi,
};
use crate::{Stats, demo::picture_link::LinkKey, secret::Secret};

/// The longest name of an upstream: it stands in log lines and keys.
const LONGEST_NAME: usize = 64;

/// One upstream of the configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it is, and how it is asked.
    pub endpoint: Endpoint,
    /// Which service it is, with what that one needs.
    pub kind: Kind,
}

/// Which service it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// The demo's made-up people.
    Demo(demo::Settings),
    /// CheckLeaked, by its own host or by RapidAPI.
    #[serde(rename = "checkleaked")]
    CheckLeaked(checkleaked::Settings),
    /// WAHA.
    Waha(waha::Settings),
    /// Evolution API.
    Evolution(evolution::Settings),
    /// go-whatsapp-web-multidevice.
    #[serde(rename = "go-whatsapp")]
    GoWhatsApp(go_whatsapp::Settings),
    /// Green-API.
    GreenApi(green_api::Settings),
    /// Whapi.Cloud.
    Whapi(whapi::Settings),
    /// sent.dm.
    Sent(sent::Settings),
    /// Any other service.
    Generic(Box<generic::Settings>),
}

/// An entry of the configuration that no upstream can be made of. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("upstream {upstream}: {field} {problem}")]
pub struct SettingsError {
    /// The upstream's name.
    pub upstream: String,
    /// The field, as it is written in the configuration.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: String,
}

/// What is wrong with a field, before anybody knows of which upstream.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) field: &'static str,
    pub(super) text: String,
}

impl Problem {
    pub(super) fn new(field: &'static str, text: impl Into<String>) -> Self {
        Self {
            field,
            text: text.into(),
        }
    }
}

/// A secret that can't be left out: with this, serde's error names the field that is missing.
pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    Secret::deserialize(deserializer)
}

impl Kind {
    /// As it is written in the configuration.
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Demo(_) => "demo",
            Self::CheckLeaked(_) => "checkleaked",
            Self::Waha(_) => "waha",
            Self::Evolution(_) => "evolution",
            Self::GoWhatsApp(_) => "go-whatsapp",
            Self::GreenApi(_) => "green-api",
            Self::Whapi(_) => "whapi",
            Self::Sent(_) => "sent",
            Self::Generic(_) => "generic",
        }
    }
}

impl Settings {
    /// Made-up people.
    #[must_use]
    pub fn demo() -> Self {
        Self {
            endpoint: Endpoint::default(),
            kind: Kind::Demo(demo::Settings::default()),
        }
    }

    /// The kind, as it is written in the configuration.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind.as_str()
    }

    /// Whether its answers are made up.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        matches!(self.kind, Kind::Demo(_))
    }

    /// Whether its lookups may cost money. What an operator runs himself costs none, except where
    /// nobody can know what stands behind an address.
    #[must_use]
    pub const fn is_paid(&self) -> bool {
        match self.kind {
            Kind::Demo(_) | Kind::Waha(_) | Kind::Evolution(_) | Kind::GoWhatsApp(_) => false,
            Kind::CheckLeaked(_)
            | Kind::GreenApi(_)
            | Kind::Whapi(_)
            | Kind::Sent(_)
            | Kind::Generic(_) => true,
        }
    }

    /// The name given, or the kind.
    #[must_use]
    pub fn name(&self) -> &str {
        let given = &self.endpoint.name;
        given.as_deref().unwrap_or(self.kind())
    }

    /// The upstream, by the environment's proxy where it names one. Touches no network.
    ///
    /// # Errors
    /// [`SettingsError`] with the field that is wrong.
    pub fn build(&self) -> Result<Arc<dyn Upstream>, SettingsError> {
        self.build_with(None, &Proxy::default())
    }

    /// The upstream; the demo with the key and counters of the gateway that serves its pictures.
    pub(crate) fn build_with(
        &self,
        demo: Option<(LinkKey, Stats)>,
        proxy: &Proxy,
    ) -> Result<Arc<dyn Upstream>, SettingsError> {
        let name = self.name();
        self.upstream(name, demo, proxy)
            .map_err(|problem| SettingsError {
                upstream: name.to_owned(),
                field: problem.field,
                problem: problem.text,
            })
    }

    fn upstream(
        &self,
        name: &str,
        demo: Option<(LinkKey, Stats)>,
        proxy: &Proxy,
    ) -> Result<Arc<dyn Upstream>, Problem> {
        check_name(name)?;
        let connection = Connection {
            name,
            endpoint: &self.endpoint,
            proxy,
        };
        let connection = &connection;
        Ok(match &self.kind {
            Kind::Demo(settings) => match demo {
                Some((key, stats)) => Arc::new(settings.with_key(connection, key, stats)?),
                None => Arc::new(settings.upstream(connection)?),
            },
            Kind::CheckLeaked(settings) => Arc::new(settings.upstream(connection)?),
            Kind::Waha(settings) => Arc::new(settings.upstream(connection)?),
            Kind::Evolution(settings) => Arc::new(settings.upstream(connection)?),
            Kind::GoWhatsApp(settings) => Arc::new(settings.upstream(connection)?),
            Kind::GreenApi(settings) => Arc::new(settings.upstream(connection)?),
            Kind::Whapi(settings) => Arc::new(settings.upstream(connection)?),
            Kind::Sent(settings) => Arc::new(settings.upstream(connection)?),
            Kind::Generic(settings) => Arc::new(settings.upstream(connection)?),
        })
    }
}

/// By hand: serde can't tell unknown fields where one table is read into two types.
impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (endpoint, kind) = Table::deserialize(deserializer)?
            .into_iter()
            .partition(|(field, _)| FIELDS.contains(&field.as_str()));
        let failed = |error: toml::de::Error| de::Error::custom(error.message());
        Ok(Self {
            endpoint: Endpoint::deserialize(Value::Table(endpoint)).map_err(failed)?,
            kind: Kind::deserialize(Value::Table(kind)).map_err(failed)?,
        })
    }
}

/// Names are keys of budgets and labels of metrics.
fn check_name(name: &str) -> Result<(), Problem> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(fits) {
        Ok(())
    } else {
        let problem = "may hold up to 64 letters, digits, - _ and .";
        Err(Problem::new("name", problem))
    }
}
