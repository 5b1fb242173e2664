//! The configuration file (TOML) with the environment over it. Flags of the command come on top.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;
use toml::Table;

use super::{
    AllowedOrigins, Config, DEFAULT_QUEUE, ServiceConfig,
    environment::{self, NotATable},
    shutdown::ShutdownSettings,
    upstreams::UpstreamEntry,
};
use crate::{
    access, duration_text, identity_record, picture, secret::Secret, service::Lifetimes, state,
};

/// Everything that can be configured, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct File {
    /// Address and port to listen on.
    pub listen: Option<String>,
    /// Directory of the built page and kit.
    pub assets: Option<PathBuf>,
    /// Where callers reach the gateway, like `https://dash.example/lookup`.
    pub public_url: Option<String>,
    /// Origins whose pages may look numbers up; `*` for any.
    pub allow_origins: Vec<String>,
    /// Headers that these pages may send, besides those that the gateway allows anyway.
    pub allow_headers: Vec<String>,
    /// Sites that may show the card in a frame.
    pub frame_origins: Vec<String>,
    /// How the log is written.
    pub log: LogFormat,
    /// How the gateway ends.
    pub shutdown: ShutdownSettings,
    /// Services, in the order in which they are asked.
    pub upstreams: Vec<UpstreamEntry>,
    /// The HTTP proxy by which they are asked, like `http://proxy.example:3128`; without it, the
    /// environment's (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`). Pictures are fetched directly.
    pub proxy: Option<Secret>,
    /// How long answers are kept.
    pub lifetimes: Lifetimes,
    /// How long a lookup may wait for its turn at an upstream.
    #[serde(deserialize_with = "duration_text::read")]
    pub queue: Duration,
    /// Who may ask, and how much.
    pub access: access::Settings,
    /// Where answers, counters and the audit are kept.
    pub state: state::Settings,
    /// How pictures are passed on.
    pub picture: picture::Settings,
    /// What identity records say of this gateway, and what they are signed with.
    pub record: identity_record::Settings,
}

/// How the log is written, to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object in a line, for machines.
    Json,
}

impl Default for File {
    fn default() -> Self {
        Self {
            listen: None,
            assets: None,
            public_url: None,
            allow_origins: Vec::new(),
            allow_headers: Vec::new(),
            frame_origins: Vec::new(),
            log: LogFormat::default(),
            shutdown: ShutdownSettings::default(),
            upstreams: Vec::new(),
            proxy: None,
            lifetimes: Lifetimes::default(),
            queue: DEFAULT_QUEUE,
            access: access::Settings::default(),
            state: state::Settings::default(),
            picture: picture::Settings::default(),
            record: identity_record::Settings::default(),
        }
    }
}

/// A configuration that can't be used. Never repeats a line, which may hold a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file can't be read.
    #[error("can't read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file, or the environment over it, isn't understood.
    #[error("{place}: {message}")]
    Invalid {
        /// The file with its line, or the environment.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// An environment variable names nothing.
    #[error(transparent)]
    Variable(#[from] NotATable),
}

impl File {
    /// Reads a file, none for the defaults, with the process's environment over it.
    ///
    /// # Errors
    /// [`ConfigError`] which names the place.
    pub fn read(path: Option<&Path>) -> Result<Self, ConfigError> {
        let text = match path {
            Some(path) => fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
                path: path.to_owned(),
                source,
            })?,
            None => String::new(),
        };
        let name = path.map_or_else(
            || "environment".to_owned(),
            |path| path.display().to_string(),
        );
        // Not `vars`, which panics where a variable of somebody else is no Unicode.
        let variables = env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Self::parse(&name, &text, variables)
    }

    fn parse(
        name: &str,
        text: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let invalid = |place: String, error: &toml::de::Error| ConfigError::Invalid {
            place,
            message: error.message().to_owned(),
        };
        // Read by itself first, since only then errors know their lines.
        let in_file = |error: toml::de::Error| {
            let line = error.span().and_then(|span| line(text, span.start));
            let place = line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
            invalid(place, &error)
        };
        let file: Self = toml::from_str(text).map_err(in_file)?;
        let mut table: Table = toml::from_str(text).map_err(in_file)?;
        if environment::overlay(&mut table, variables)? == 0 {
            return Ok(file);
        }
        Self::deserialize(toml::Value::Table(table))
            .map_err(|error| invalid(format!("{name} with {}*", environment::PREFIX), &error))
    }

    /// What a gateway is made of; `assets` of a flag, or of the file.
    #[must_use]
    pub fn into_config(self) -> Config {
        Config {
            assets: self.assets,
            allowed_origins: AllowedOrigins::from_values(self.allow_origins),
            allowed_headers: self.allow_headers,
            frame_origins: self.frame_origins,
            public_url: self.public_url,
            latency: Duration::ZERO,
            shutdown: self.shutdown,
            record: self.record,
            service: ServiceConfig {
                upstreams: self.upstreams,
                proxy: self.proxy,
                lifetimes: self.lifetimes,
                queue: self.queue,
                access: self.access,
                state: self.state,
                picture: self.picture,
            },
        }
    }
}

fn line(text: &str, byte: usize) -> Option<usize> {
    Some(text.get(..byte)?.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, variables: &[(&str, &str)]) -> Result<File, ConfigError> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        File::parse("gateway.toml", text, variables)
    }

    #[test]
    fn given_an_empty_file_when_read_then_the_defaults_hold() {
        let file = parse("", &[]).unwrap();
        assert_eq!(format!("{file:?}"), format!("{:?}", File::default()));
        assert!(file.into_config().service.is_demo());
    }

    #[test]
    fn given_a_mistake_when_read_then_the_error_has_its_line_and_no_secret() {
        for (text, place, message) in [
            ("\nlistn = \"x\"", "gateway.toml:2", "listn"),
            (
                "[access]\nper-day = \"many\"",
                "gateway.toml:2",
                "expected u64",
            ),
            (
                "[[upstreams]]\nkind = \"nothing\"\nkey = \"abcdef\"",
                "gateway.toml:1",
                "nothing",
            ),
            (
                "[[upstreams]]\nkind = \"demo\"\n[upstreams.budget]\nrequest = 50",
                "gateway.toml:1",
                "budget: unknown field `request`",
            ),
            ("[lifetimes]\nfound = \"soon\"", "gateway.toml:2", "soon"),
            ("queue = ", "gateway.toml:1", ""),
        ] {
            let error = parse(text, &[]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{place}: ")), "{error}");
            assert!(error.contains(message), "{error}");
            assert!(!error.contains("abcdef"), "{error}");
        }
    }

    #[test]
    fn given_the_environment_when_read_then_it_wins_over_the_file() {
        let file = parse(
            "listen = \"127.0.0.1:1\"\n[access]\nper-day = 5",
            &[("PHONE_PROFILE__ACCESS__PER_DAY", "7")],
        )
        .unwrap();
        assert_eq!(file.access.per_day, 7);
        assert_eq!(file.listen.as_deref(), Some("127.0.0.1:1"));
        let error = parse("", &[("PHONE_PROFILE__ACCESS__PER_DAY", "some")]).unwrap_err();
        assert!(error.to_string().contains("PHONE_PROFILE__"), "{error}");
    }
}
