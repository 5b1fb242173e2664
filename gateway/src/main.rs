//! The `phone-profile-gateway` command.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod commands;

use std::{error::Error, path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use phone_profile_gateway::demo_table_markdown;

use self::commands::{
    audit::{self, Export, Show},
    budget::{self, BudgetTask},
    check,
    erase::{self, Erase},
    record::{self, RecordTask},
    serve,
    stock_pictures::StockPicturesTask,
    token::{self, TokenTask},
};

/// An answer is put together in some twenty pieces of memory: the system's allocator took a sixth of
/// the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Serves the phone-profile page, the embed kit and a lookup endpoint.
///
/// Without a configuration it answers with demo data: every person is made up, and only numbers
/// that regulators keep for fiction are registered. Numbers are masked in the log. Nothing is on disk
/// but what was spent of a budget, and who asked for what.
///
/// A flag wins over an environment variable (PHONE_PROFILE__ACCESS__PER_DAY=100), which wins over
/// the file. The file is read again when it changes, and on SIGHUP.
#[derive(Debug, Parser)]
#[command(name = "phone-profile-gateway", version)]
struct Options {
    #[command(subcommand)]
    task: Option<Task>,

    /// The configuration (TOML)
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,

    /// Address and port to listen on; port 0 takes any free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,

    /// Directory of the built page and embed kit, read once at start [default: dist, if there is
    /// one; else the API alone is served]
    #[arg(long, value_name = "DIRECTORY")]
    assets: Option<PathBuf>,

    /// Origin whose pages may look numbers up, like https://dash.example; `*` for any.
    /// Can be given several times. Without it only the gateway's own pages may
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    allow_origin: Vec<String>,

    /// Site that may show the card in an iframe (`/?embed`), like https://crm.example: scheme, host
    /// and port, no pattern. Can be given several times. The gateway's own pages always may
    #[arg(long = "frame-origin", value_name = "ORIGIN")]
    frame_origin: Vec<String>,

    /// Wait before each answer with demo data, like 300ms or 2s, to feel a slow network
    #[arg(long, value_name = "DURATION", default_value = "0s", value_parser = humantime::parse_duration)]
    latency: Duration,

    /// Log nothing but failures
    #[arg(long)]
    quiet: bool,

    /// Print the table of demo numbers as Markdown, and exit
    #[arg(long)]
    print_demo_table: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigTask),
    /// Make tokens for callers, list them, and take them back
    #[command(subcommand)]
    Token(TokenTask),
    /// Read who asked a running gateway for what
    #[command(subcommand)]
    Audit(AuditTask),
    /// Have a running gateway forget a number
    Erase(Erase),
    /// See what is spent at upstreams, and correct it
    #[command(subcommand)]
    Budget(BudgetTask),
    /// Make a key for identity records, and check a record
    #[command(subcommand)]
    Record(RecordTask),
    /// Make the list of known pictures, for [picture] stock-pictures, from a folder of them
    StockPictures(StockPicturesTask),
}

#[derive(Debug, Subcommand)]
enum ConfigTask {
    /// Say what is wrong with it, without asking anybody
    Check,
}

#[derive(Debug, Subcommand)]
enum AuditTask {
    /// Print the newest records
    Show(Show),
    /// Print all records for another program
    Export(Export),
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.print_demo_table {
        print!("{}", demo_table_markdown());
        return ExitCode::SUCCESS;
    }
    let done = match &options.task {
        Some(Task::Config(ConfigTask::Check)) => check::check(options.config.as_deref()),
        Some(Task::Token(task)) => token::run(task, options.config.as_deref()),
        Some(Task::Audit(AuditTask::Show(show))) => audit::show(show),
        Some(Task::Audit(AuditTask::Export(export))) => audit::export(export),
        Some(Task::Budget(task)) => budget::run(task, options.config.as_deref()),
        Some(Task::Record(task)) => record::run(task, options.config.as_deref()),
        Some(Task::StockPictures(task)) => task.run(),
        Some(Task::Erase(erase)) => erase::erase(erase),
        None => serve::serve(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phone-profile gateway: {}", with_causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text.push_str(": ");
        text.push_str(&source.to_string());
        cause = source.source();
    }
    text
}
