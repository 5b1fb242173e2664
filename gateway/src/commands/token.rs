//! `token`: makes tokens for callers, tells which there are, and takes one back.

use std::{
    error::Error,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use phone_profile_gateway::{
    File,
    access::{
        self, Gatekeeper, Pages,
        settings::{Expiry, InvalidExpiry, TokenSettings},
    },
    clock::unix_now_ms,
};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

#[derive(Debug, Subcommand)]
pub(crate) enum TokenTask {
    /// Print a new token, and its hash for the configuration
    New(New),
    /// Print the hash of a token that is read from standard input
    Hash,
    /// Print whose tokens the configuration has, when they end, and what caps of their own they have
    List,
    /// Take a caller's tokens out of the configuration's file; a running gateway notices within seconds
    Revoke {
        /// The caller's name
        name: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Whose it is: prints the lines for the configuration, too
    #[arg(long)]
    name: Option<String>,

    /// When it ends: after a time like 90d, or with a day like 2027-01-31
    #[arg(long, value_name = "TIME", requires = "name", value_parser = expiry)]
    expires: Option<Expiry>,

    /// Its caller may read the audit, erase, and correct budgets
    #[arg(long, requires = "name")]
    operator: bool,
}

#[derive(Debug, thiserror::Error)]
enum ExpiryError {
    #[error("{0}, and no time to last like 90d")]
    Neither(InvalidExpiry),
    #[error("no calendar goes so far")]
    TooFar,
}

#[derive(Debug, thiserror::Error)]
enum RevokeError {
    #[error("which file? Give it with --config")]
    NoFile,
    #[error("{} has no token of {name}", path.display())]
    NoSuchToken { path: PathBuf, name: String },
    #[error("{}: its tokens are written in a way that can't be changed here; take it out by hand", .0.display())]
    OtherForm(PathBuf),
}

pub(crate) fn run(task: &TokenTask, config: Option<&Path>) -> Result<(), Box<dyn Error>> {
    match task {
        TokenTask::New(new) => {
            let (token, hash) = access::new_token()?;
            println!("token, for the caller alone: {token}");
            println!("hash, for the configuration: {hash}");
            if let Some(lines) = new.lines(&hash)? {
                println!("\n{lines}");
            }
        }
        TokenTask::Hash => {
            let mut token = String::new();
            io::stdin().read_to_string(&mut token)?;
            println!("{}", access::hash_token(token.trim()));
        }
        TokenTask::List => {
            let now_ms = unix_now_ms();
            for token in File::read(config)?.access.tokens {
                println!("{}", shown(&token, now_ms));
            }
        }
        TokenTask::Revoke { name } => {
            // What a link leads to is replaced, not the link.
            let path = &fs::canonicalize(config.ok_or(RevokeError::NoFile)?)?;
            let text = fs::read_to_string(path)?;
            let (text, count) = without(&text, name, path)?;
            replace(path, &text)?;
            println!("{count} of {name} revoked; a running gateway notices within seconds");
        }
    }
    Ok(())
}

impl New {
    /// The lines for the configuration, where a name is given. They are read as it would be, so that
    /// nothing is printed which no gateway takes.
    fn lines(&self, hash: &str) -> Result<Option<String>, Box<dyn Error>> {
        let Some(name) = &self.name else {
            return Ok(None);
        };
        let mut token = Table::new();
        token.insert("name", value(name));
        token.insert("hash", value(hash));
        if let Some(expires) = self.expires {
            token.insert("expires", value(expires.to_string()));
        }
        if self.operator {
            token.insert("operator", value(true));
        }
        let lines = token.to_string();
        let settings = access::Settings {
            tokens: vec![toml::from_str(&lines)?],
            ..access::Settings::default()
        };
        Gatekeeper::new(&settings, Pages::default(), false)?;
        Ok(Some(format!("[[access.tokens]]\n{}", lines.trim_end())))
    }
}

/// A day, a moment, or a time from now on.
fn expiry(text: &str) -> Result<Expiry, ExpiryError> {
    let invalid = match text.parse() {
        Ok(expiry) => return Ok(expiry),
        Err(invalid) => invalid,
    };
    let lasts = humantime::parse_duration(text).map_err(|_| ExpiryError::Neither(invalid))?;
    Expiry::after(lasts, unix_now_ms()).ok_or(ExpiryError::TooFar)
}

/// A token as the list has it.
fn shown(token: &TokenSettings, now_ms: u64) -> String {
    let mut line = token.name.clone();
    if token.operator {
        line.push_str("  operator");
    }
    if let Some(per_minute) = token.per_minute {
        line.push_str(&format!("  {per_minute} a minute"));
    }
    if let Some(per_day) = token.per_day {
        line.push_str(&format!("  {per_day} a day"));
    }
    match token.expires {
        Some(expires) if expires.is_over(now_ms) => {
            line.push_str(&format!("  expired ({expires})"));
        }
        Some(expires) => line.push_str(&format!("  expires {expires}")),
        None => {}
    }
    line
}

/// The file without a caller's tokens, all else as it was, and how many they were.
fn without(text: &str, name: &str, path: &Path) -> Result<(String, usize), Box<dyn Error>> {
    let mut document: DocumentMut = text.parse()?;
    let access = document.get_mut("access").and_then(Item::as_table_like_mut);
    let tokens = access.and_then(|access| access.get_mut("tokens"));
    let is_theirs = |item: Option<&Item>| item.and_then(Item::as_str) == Some(name);
    let count = match tokens {
        Some(Item::ArrayOfTables(tokens)) => {
            let theirs = |token: &Table| is_theirs(token.get("name"));
            let before = tokens.len();
            tokens.retain(|token| !theirs(token));
            before - ArrayOfTables::len(tokens)
        }
        Some(Item::Value(toml_edit::Value::Array(tokens))) => {
            let before = tokens.len();
            tokens.retain(|token| {
                let name_of = token.as_inline_table().and_then(|token| token.get("name"));
                name_of.and_then(toml_edit::Value::as_str) != Some(name)
            });
            before - tokens.len()
        }
        None => 0,
        Some(_) => return Err(RevokeError::OtherForm(path.to_owned()).into()),
    };
    if count == 0 {
        let (path, name) = (path.to_owned(), name.to_owned());
        return Err(RevokeError::NoSuchToken { path, name }.into());
    }
    Ok((document.to_string(), count))
}

/// In one step, so that a gateway which reads it meanwhile finds the old or the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("toml.new");
    fs::write(&beside, text)?;
    fs::set_permissions(&beside, fs::metadata(path)?.permissions())?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn revoked(text: &str, name: &str) -> Result<(String, usize), String> {
        without(text, name, Path::new("gateway.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn given_tokens_in_either_form_when_one_is_revoked_then_all_else_stays_as_it_was() {
        let tables = format!(
            "# ours\nlisten = \"a\"\n[[access.tokens]]\nname = \"crm\"\nhash = \"{HASH}\"\n\
             [[access.tokens]] # root's\nname = \"root\"\nhash = \"{HASH}\"\noperator = true\n"
        );
        let (text, count) = revoked(&tables, "crm").unwrap();
        assert_eq!(count, 1);
        assert!(
            text.starts_with("# ours\nlisten = \"a\"\n[[access.tokens]] # root's\n"),
            "{text}"
        );
        assert!(!text.contains("crm"));
        let inline =
            format!("[access]\ntokens = [{{ name = \"crm\", hash = \"{HASH}\" }}]\nper-day = 5\n");
        let (text, count) = revoked(&inline, "crm").unwrap();
        assert_eq!(
            (text.as_str(), count),
            ("[access]\ntokens = []\nper-day = 5\n", 1)
        );
    }

    #[test]
    fn given_a_name_when_a_token_is_made_for_it_then_the_lines_are_what_a_configuration_takes() {
        let new = New {
            name: Some("crm \"west\"".to_owned()),
            expires: Some("2027-01-31".parse().unwrap()),
            operator: true,
        };
        let lines = new.lines(HASH).unwrap().unwrap();
        let file: toml::Table = toml::from_str(&lines).unwrap();
        let settings: access::Settings = file["access"].clone().try_into().unwrap();
        let [token] = settings.tokens.try_into().unwrap();
        assert_eq!(token.name, "crm \"west\"");
        assert_eq!(token.expires, new.expires);
        assert!(token.operator);
        let nobody = New {
            name: Some(String::new()),
            ..new
        };
        assert!(nobody.lines(HASH).is_err());
    }

    #[test]
    fn given_tokens_when_listed_then_caps_and_expiry_are_there() {
        let now_ms = 1_777_034_096_000;
        for (more, line) in [
            ("", "crm"),
            ("per-minute = 5\nper-day = 90", "crm  5 a minute  90 a day"),
            ("operator = true", "crm  operator"),
            ("expires = \"2027-01-31\"", "crm  expires 2027-01-31"),
            ("expires = \"2026-01-31\"", "crm  expired (2026-01-31)"),
        ] {
            let text = format!("name = \"crm\"\nhash = \"{HASH}\"\n{more}");
            assert_eq!(shown(&toml::from_str(&text).unwrap(), now_ms), line);
        }
    }

    #[test]
    fn given_an_end_when_read_then_days_moments_and_times_are_taken() {
        assert_eq!(expiry("2027-01-31").unwrap().to_string(), "2027-01-31");
        assert!(!expiry("90d").unwrap().is_over(unix_now_ms()));
        assert!(expiry("0s").unwrap().is_over(unix_now_ms()));
        assert!(expiry("soon").unwrap_err().to_string().contains("soon"));
    }

    #[test]
    fn given_a_name_that_has_no_token_when_revoked_then_it_is_an_error_that_says_so() {
        for text in [
            "",
            "[access]\nper-day = 5\n",
            "[[access.tokens]]\nname = \"crm\"\n",
        ] {
            let error = revoked(text, "dash").unwrap_err();
            assert!(error.contains("no token of dash"), "{error}");
        }
    }
}
