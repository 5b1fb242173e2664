//! The `phone-profile-gateway` command.

use std::{error::Error, io, path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use phone_profile_gateway::{AllowedOrigins, Config, Gateway, demo_table_markdown};
use tokio::net::TcpListener;

/// Serves the phone-profile page, the embed kit and a lookup endpoint with demo data.
///
/// Every person it answers with is made up; only numbers that regulators keep for fiction are
/// registered. Numbers are masked in the log, and nothing is stored.
#[derive(Debug, Parser)]
#[command(name = "phone-profile-gateway", version)]
struct Options {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: String,

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

    /// Wait before each lookup's answer, like 300ms or 2s, to feel a slow network
    #[arg(long, value_name = "DURATION", default_value = "0s", value_parser = humantime::parse_duration)]
    latency: Duration,

    /// Log nothing but failures
    #[arg(long)]
    quiet: bool,

    /// Print the table of demo numbers as Markdown, and exit
    #[arg(long)]
    print_demo_table: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.print_demo_table {
        print!("{}", demo_table_markdown());
        return ExitCode::SUCCESS;
    }
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phone-profile gateway: {}", with_causes(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    if !options.quiet {
        tracing_subscriber::fmt()
            .with_writer(io::stderr)
            .with_ansi(false)
            .with_target(false)
            .init();
    }
    let gateway = Gateway::new(Config {
        assets: options.assets.or_else(built_page),
        allowed_origins: AllowedOrigins::from_values(options.allow_origin),
        frame_origins: options.frame_origin,
        latency: options.latency,
    })?;
    let listener = TcpListener::bind(&options.listen)
        .await
        .map_err(|error| cannot_listen(&options.listen, &error))?;
    println!(
        "phone-profile gateway: http://{}/ (demo data)",
        listener.local_addr()?
    );
    gateway.serve(listener, stop_signal()).await?;
    Ok(())
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
