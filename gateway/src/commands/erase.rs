//! `erase`: has a running gateway forget a number.

use std::error::Error;

use clap::Args;
use phone_profile_gateway::{mask, read_entry};
use reqwest::Method;
use serde_json::Value;

use super::remote::Remote;

/// Which number, and why.
#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// The number, with its country code
    number: String,
    /// Why, for the audit
    #[arg(long)]
    purpose: Option<String>,
    #[command(flatten)]
    remote: Remote,
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn erase(erase: &Erase) -> Result<(), Box<dyn Error>> {
    let number = read_entry(&erase.number)?;
    let purpose = erase.purpose.iter();
    let query: Vec<_> = purpose
        .map(|purpose| ("purpose", purpose.clone()))
        .collect();
    let path = ["number", number.as_str()];
    let answer = erase.remote.ask(Method::DELETE, &path, &query).await?;
    let number = mask(&number);
    if answer.get("erased").and_then(Value::as_bool) == Some(true) {
        println!("{number} is erased");
    } else {
        println!("nothing was kept of {number}");
    }
    Ok(())
}
