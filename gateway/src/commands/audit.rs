//! `audit show` and `audit export`: who asked a running gateway for what.

use std::{
    error::Error,
    io::{self, Write},
    time::Duration,
};

use clap::{Args, ValueEnum};
use phone_profile_gateway::{
    clock::{iso8601, unix_now_ms},
    mask, read_entry,
    state::AuditRecord,
};
use reqwest::Method;
use serde::Deserialize;

use super::remote::Remote;

/// Records of one answer: as many as the gateway gives.
const PART: u32 = 1_000;

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Of this caller only
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Of this kind only: lookup, picture, erase, refused, budget
    #[arg(long)]
    action: Option<String>,
    /// Of this number only. Masked numbers are told apart by the digits that show
    #[arg(long)]
    number: Option<String>,
    /// Not older than this, like 7d
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    since: Option<Duration>,
    #[command(flatten)]
    remote: Remote,
}

/// What is shown.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Records at most
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    which: Which,
}

/// What is exported, all of it to standard output.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON object in a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

#[derive(Deserialize)]
struct Records {
    records: Vec<AuditRecord>,
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn show(show: &Show) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut left = show.limit;
    each(&show.which, |record| {
        if left == 0 {
            return Ok(false);
        }
        left -= 1;
        writeln!(
            out,
            "{}  {:<8} {:<20} {:<16} {}{}",
            iso8601(record.at_ms / 1_000),
            record.action,
            record.who,
            record.number,
            record.result,
            record
                .purpose
                .as_ref()
                .map_or_else(String::new, |purpose| format!(" ({purpose})")),
        )?;
        Ok(true)
    })
    .await
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn export(export: &Export) -> Result<(), Box<dyn Error>> {
    let out = io::stdout().lock();
    match export.format {
        Format::Jsonl => {
            let mut out = io::BufWriter::new(out);
            each(&export.which, |record| {
                serde_json::to_writer(&mut out, record)?;
                out.write_all(b"\n")?;
                Ok(true)
            })
            .await?;
            out.flush()?;
        }
        Format::Csv => {
            let mut out = csv::Writer::from_writer(out);
            each(&export.which, |record| {
                out.serialize(record)?;
                Ok(true)
            })
            .await?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Hands the records to `take`, the newest first, until it wants no more.
async fn each(
    which: &Which,
    mut take: impl FnMut(&AuditRecord) -> Result<bool, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let number = which.number.as_deref().map(read_entry).transpose()?;
    let number = number.map(|number| mask(&number));
    let oldest = which.since.map(|since| {
        let since_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        unix_now_ms().saturating_sub(since_ms)
    });
    let mut before = None;
    loop {
        let mut query = vec![("limit", PART.to_string())];
        query.extend(before.map(|before: u64| ("before", before.to_string())));
        let answer = which.remote.ask(Method::GET, &["audit"], &query).await?;
        let Records { records } = serde_json::from_value(answer)?;
        let Some(last) = records.last() else {
            return Ok(());
        };
        before = Some(last.at_ms);
        for record in &records {
            if oldest.is_some_and(|oldest| record.at_ms < oldest) {
                return Ok(());
            }
            let is_meant = which.who.as_ref().is_none_or(|who| *who == record.who)
                && which
                    .action
                    .as_ref()
                    .is_none_or(|action| *action == record.action)
                && number
                    .as_ref()
                    .is_none_or(|number| *number == record.number);
            if is_meant && !take(record)? {
                return Ok(());
            }
        }
    }
}
