//! The `phone-profile-gateway` command.

mod commands;

use std::{
    error::Error,
    io::{self, Read},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use clap::{Parser, Subcommand};
use phone_profile_gateway::{
    AllowedOrigins, Checked, File, Gateway, LogFormat, access, demo_table_markdown,
};
use tokio::net::TcpListener;

use commands::budget::{self, BudgetTask};

/// An answer is put together in some twenty pieces of memory: the system's allocator took a sixth of
/// the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const LISTEN: &str = "127.0.0.1:8080";

/// Serves the phone-profile page, the embed kit and a lookup endpoint.
///
/// Without a configuration it answers with demo data: every person is made up, and only numbers
/// that regulators keep for fiction are registered. Numbers are masked in the log. Nothing is on disk
/// but what was spent of a budget, and who asked for what.
///
/// A flag wins over an environment variable (PHONE_PROFILE__ACCESS__PER_DAY=100), which wins over
/// the file.
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
    /// Make tokens for callers
    #[command(subcommand)]
    Token(TokenTask),
    /// See what is spent at upstreams, and correct it
    #[command(subcommand)]
    Budget(BudgetTask),
}

#[derive(Debug, Subcommand)]
enum ConfigTask {
    /// Say what is wrong with it, without asking anybody
    Check,
}

#[derive(Debug, Subcommand)]
enum TokenTask {
    /// Print a new token, and its hash for the configuration
    New,
    /// Print the hash of a token that is read from standard input
    Hash,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.print_demo_table {
        print!("{}", demo_table_markdown());
        return ExitCode::SUCCESS;
    }
    let done = match &options.task {
        Some(Task::Config(ConfigTask::Check)) => check(&options),
        Some(Task::Token(TokenTask::New)) => new_token(),
        Some(Task::Token(TokenTask::Hash)) => hash_token(),
        Some(Task::Budget(task)) => look_at_budgets(task, &options),
        None => run(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phone-profile gateway: {}", with_causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn check(options: &Options) -> Result<(), Box<dyn Error>> {
    let file = File::read(options.config.as_deref())?;
    let upstreams: Vec<String> = file
        .upstreams
        .iter()
        .map(|entry| entry.settings.name().to_owned())
        .collect();
    let Checked {
        proxied: through_proxies,
        keeps,
        unlimited,
        shared,
        unasked_stores,
    } = Gateway::check(&file.into_config())?;
    if upstreams.is_empty() {
        println!("the configuration is sound: demo data");
    } else {
        println!("the configuration is sound: {}", upstreams.join(", then "));
        println!("budget, counters and audit are {keeps}");
    }
    for upstream in &unlimited {
        println!("{upstream} has no budget: whatever it answers may be spent");
    }
    for upstreams in &shared {
        let upstreams = upstreams.join(" and ");
        println!("{upstreams} spend one plan's requests: what one spends counts for all of them");
    }
    for upstream in &unasked_stores {
        println!("{upstream} is not asked for what it has kept: that takes a store-budget");
    }
    for proxied in &through_proxies {
        println!("{proxied}");
    }
    if !through_proxies.is_empty() {
        println!("pictures are fetched directly: a proxy would look names up unchecked");
    }
    Ok(())
}

fn new_token() -> Result<(), Box<dyn Error>> {
    let (token, hash) = access::new_token()?;
    println!("token, for the caller alone: {token}");
    println!("hash, for the configuration: {hash}");
    Ok(())
}

fn hash_token() -> Result<(), Box<dyn Error>> {
    let mut token = String::new();
    io::stdin().read_to_string(&mut token)?;
    println!("{}", access::hash_token(token.trim()));
    Ok(())
}

#[tokio::main]
async fn look_at_budgets(task: &BudgetTask, options: &Options) -> Result<(), Box<dyn Error>> {
    budget::run(task, options.config.as_deref(), LISTEN).await
}

#[tokio::main]
async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let file = File::read(options.config.as_deref())?;
    if !options.quiet {
        start_log(file.log);
    }
    let listen = options.listen.or_else(|| file.listen.clone());
    let listen = listen.as_deref().unwrap_or(LISTEN);
    let mut config = file.into_config();
    config.assets = options.assets.or(config.assets).or_else(built_page);
    if !options.allow_origin.is_empty() {
        config.allowed_origins = AllowedOrigins::from_values(options.allow_origin);
    }
    if !options.frame_origin.is_empty() {
        config.frame_origins = options.frame_origin;
    }
    config.latency = options.latency;
    let what = if config.service.is_demo() {
        " (demo data)"
    } else {
        ""
    };
    let gateway = Gateway::new(config).await?;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| cannot_listen(listen, &error))?;
    println!(
        "phone-profile gateway: http://{}/{what}",
        listener.local_addr()?
    );
    gateway.serve(listener, stop_signal()).await;
    Ok(())
}

/// To standard error.
fn start_log(format: LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// `dist` in the working directory, once it was built.
fn built_page() -> Option<PathBuf> {
    let dist = PathBuf::from("dist");
    if dist.is_dir() {
        Some(dist)
    } else {
        tracing::warn!("no dist directory here: serving the API only (see --assets)");
        None
    }
}

fn cannot_listen(address: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::AddrInUse {
        format!("{address} is in use: stop what listens there, or choose another with --listen")
    } else {
        format!("can't listen on {address}: {error}")
    }
}

/// Ctrl-C, or SIGTERM where there is one.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the signal still ends the process, only less politely.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
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
