//! Keys and tokens: read from the configuration, an environment variable or a file, never shown.

use std::{env, fmt, fs, io, path::PathBuf};

use serde::{Deserialize, Deserializer, de};

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

/// Where a secret stands: `"the text"`, `{ env = "NAME" }` or `{ file = "/run/secrets/name" }`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Place {
    Text(String),
    Env(Env),
    File(File),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Env {
    env: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    file: PathBuf,
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Serde's own message would repeat a text that was written in the wrong form.
        let place = Place::deserialize(deserializer).map_err(|_| {
            de::Error::custom("a secret is a text, { env = \"NAME\" } or { file = \"PATH\" }")
        })?;
        let text = match place {
            Place::Text(text) => text,
            Place::Env(Env { env: name }) => env::var(&name).map_err(|error| {
                de::Error::custom(format!("the environment variable {name}: {error}"))
            })?,
            Place::File(File { file }) => read(&file)
                .map_err(|error| de::Error::custom(format!("{}: {error}", file.display())))?,
        };
        if text.is_empty() {
            return Err(de::Error::custom("a secret is empty"));
        }
        Ok(Self(text))
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
            ("key = [\"abcdef\"]", "a secret is a text"),
        ] {
            let error = toml::from_str::<Holder>(text).unwrap_err();
            assert!(error.message().contains(named), "{error}");
            assert!(!error.message().contains("abcdef"), "{error}");
        }
    }
}
