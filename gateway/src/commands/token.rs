//! `token`: makes tokens for callers, tells which there are, and takes one back.

use std::{
    error::Error,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use phone_profile_gateway::{File, access};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

#[derive(Debug, Subcommand)]
pub(crate) enum TokenTask {
    /// Print a new token, and its hash for the configuration
    New,
    /// Print the hash of a token that is read from standard input
    Hash,
    /// Print whose tokens the configuration has
    List,
    /// Take a caller's tokens out of the configuration's file; a running gateway notices
    Revoke {
        /// The caller's name
        name: String,
    },
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
        TokenTask::New => {
            let (token, hash) = access::new_token()?;
            println!("token, for the caller alone: {token}");
            println!("hash, for the configuration: {hash}");
        }
        TokenTask::Hash => {
            let mut token = String::new();
            io::stdin().read_to_string(&mut token)?;
            println!("{}", access::hash_token(token.trim()));
        }
        TokenTask::List => {
            for token in File::read(config)?.access.tokens {
                let operator = if token.operator { "  operator" } else { "" };
                println!("{}{operator}", token.name);
            }
        }
        TokenTask::Revoke { name } => {
            let path = config.ok_or(RevokeError::NoFile)?;
            let text = fs::read_to_string(path)?;
            let (text, count) = without(&text, name, path)?;
            replace(path, &text)?;
            println!("{count} of {name} revoked");
        }
    }
    Ok(())
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
