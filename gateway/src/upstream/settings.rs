//! What the configuration says of upstreams: one entry each, told apart by `kind`.

use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::{
    Upstream, checkleaked, demo, evolution, generic, go_whatsapp, green_api, proxy::Proxy, sent,
    waha, whapi,
};
use crate::{Stats, demo::picture_link::LinkKey, secret::Secret};

/// The longest name of an upstream: it stands in log lines and keys.
const LONGEST_NAME: usize = 64;

/// One upstream of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Settings {
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

impl Settings {
    /// The kind, as it is written in the configuration.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
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

    /// Whether its lookups may cost money. What an operator runs himself costs none, except where
    /// nobody can know what stands behind an address.
    #[must_use]
    pub const fn is_paid(&self) -> bool {
        match self {
            Self::Demo(_) | Self::Waha(_) | Self::Evolution(_) | Self::GoWhatsApp(_) => false,
            Self::CheckLeaked(_)
            | Self::GreenApi(_)
            | Self::Whapi(_)
            | Self::Sent(_)
            | Self::Generic(_) => true,
        }
    }

    /// The name given, or the kind.
    #[must_use]
    pub fn name(&self) -> &str {
        let given = match self {
            Self::Demo(settings) => &settings.name,
            Self::CheckLeaked(settings) => &settings.name,
            Self::Waha(settings) => &settings.name,
            Self::Evolution(settings) => &settings.name,
            Self::GoWhatsApp(settings) => &settings.name,
            Self::GreenApi(settings) => &settings.name,
            Self::Whapi(settings) => &settings.name,
            Self::Sent(settings) => &settings.name,
            Self::Generic(settings) => &settings.name,
        };
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
        Ok(match self {
            Self::Demo(settings) => match demo {
                Some((key, stats)) => Arc::new(settings.with_key(name, key, stats)?),
                None => Arc::new(settings.upstream(name)?),
            },
            Self::CheckLeaked(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::Waha(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::Evolution(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::GoWhatsApp(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::GreenApi(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::Whapi(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::Sent(settings) => Arc::new(settings.upstream(name, proxy)?),
            Self::Generic(settings) => Arc::new(settings.upstream(name, proxy)?),
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
