//! Keys and tokens: read from the configuration, an environment variable or a file, never shown.

use std::{env, fmt, fs, io, path::PathBuf};

use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

/// A key or token. `Debug` shows nothing of it, and there is no `Display` or `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text as it is.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: for a header or a hash, nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where a secret stands: `{ env = "NAME" }` or `{ file = "/run/secrets/name" }`.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Env(String),
    File(PathBuf),
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

/// A text or a table. Anything else is refused without being repeated: it may be the secret itself
/// in a wrong form.
struct SecretVisitor;

impl<'de> Visitor<'de> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret: a text, { env = \"NAME\" } or { file = \"PATH\" }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Secret, E> {
        if text.is_empty() {
            return Err(E::custom("a secret is empty"));
        }
        Ok(Secret::new(text))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, _: A) -> Result<Secret, A::Error> {
        Err(de::Error::custom(format_args!(
            "expected {}",
            Expected(&self)
        )))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Secret, A::Error> {
        let place = Place::deserialize(de::value::MapAccessDeserializer::new(map))
            .map_err(|_| de::Error::custom(format_args!("expected {}", Expected(&self))))?;
        let text = match place {
            Place::Env(name) => env::var(&name)
                .map_err(|_| de::Error::custom(format_args!("{name} is not in the environment")))?,
            Place::File(file) => read(&file)
                .map_err(|error| de::Error::custom(format_args!("{}: {error}", file.display())))?,
        };
        self.visit_str(&text)
    }
}

/// What a visitor expects, as a text.
struct Expected<'a>(&'a SecretVisitor);

impl fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

/// Files end in a line's end more often than not, keys never do.
fn read(file: &PathBuf) -> io::Result<String> {
    Ok(fs::read_to_string(file)?.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Holder {
        key: Secret,
    }

    #[test]
    fn given_a_secret_in_a_file_when_read_then_it_is_there_without_the_lines_end() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("key");
        fs::write(&file, "abc\n").unwrap();
        let text = format!("key = {{ file = {:?} }}", file.display().to_string());
        let holder: Holder = toml::from_str(&text).unwrap();
        assert_eq!(holder.key.reveal(), "abc");
    }

    #[test]
    fn given_a_secret_when_debugged_then_nothing_of_it_shows() {
        let holder: Holder = toml::from_str("key = \"abc\"").unwrap();
        assert_eq!(format!("{holder:?}"), "Holder { key: Secret(…) }");
    }

    #[test]
    fn given_a_secret_that_is_nowhere_when_read_then_the_error_names_the_place_and_no_text() {
        for (text, named) in [
            (
                "key = { env = \"NO_SUCH_VARIABLE_HERE\" }",
                "NO_SUCH_VARIABLE_HERE",
            ),
            ("key = { file = \"/no/such/file\" }", "/no/such/file"),
            ("key = \"\"", "empty"),
            ("key = [\"abcdef\"]", "expected a secret"),
            ("key = { text = \"abcdef\" }", "expected a secret"),
        ] {
            let error = toml::from_str::<Holder>(text).unwrap_err();
            assert!(error.message().contains(named), "{error}");
            assert!(!error.message().contains("abcdef"), "{error}");
        }
    }
}
