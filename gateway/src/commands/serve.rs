//! Serves until it is told to stop.

use std::{error::Error, io, path::PathBuf};

use phone_profile_gateway::{AllowedOrigins, Config, File, Gateway, LogFormat};
use tokio::{net::TcpListener, sync::oneshot};

use super::reload::{Watched, keep_reloading};
use crate::Options;

/// Where a gateway listens that isn't told otherwise.
pub(crate) const LISTEN: &str = "127.0.0.1:8080";

#[tokio::main]
pub(crate) async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let watched = match &options.config {
        Some(path) => Some(Watched::new(path.clone()).await?),
        None => None,
    };
    let file = File::read(options.config.as_deref())?;
    if !options.quiet {
        start_log(file.log);
    }
    let started = Started::of(&options, &file);
    let config = config(&options, file);
    if config.assets.is_none() {
        tracing::warn!("no dist directory here: serving the API only (see --assets)");
    }
    let what = if config.service.is_demo() {
        " (demo data)"
    } else {
        ""
    };
    let gateway = Gateway::new(config).await?;
    let listen = started.listen.as_str();
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| cannot_listen(listen, &error))?;
    println!(
        "phone-profile gateway: http://{}/{what}",
        listener.local_addr()?
    );
    let mut signals = StopSignals::new()?;
    let (stop, stopped) = oneshot::channel();
    let reloading = keep_reloading(watched, gateway.clone(), options, started);
    let served = gateway.serve(listener, async {
        let _ = stopped.await;
    });
    let at_once = async {
        signals.next().await;
        let _ = stop.send(());
        signals.next().await;
    };
    tokio::select! {
        () = served => Ok(()),
        () = at_once => Err("a second signal ended it before all that was open had ended".into()),
        () = reloading => Ok(()),
    }
}

/// What the command did with a configuration when it started, and can't do again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Started {
    pub(super) listen: String,
    pub(super) log: LogFormat,
}

impl Started {
    pub(super) fn of(options: &Options, file: &File) -> Self {
        let listen = options.listen.as_ref().or(file.listen.as_ref());
        Self {
            listen: listen.map_or(LISTEN, String::as_str).to_owned(),
            log: file.log,
        }
    }
}

/// The file with the command's flags over it.
pub(super) fn config(options: &Options, file: File) -> Config {
    let mut config = file.into_config();
    let assets = options.assets.clone().or(config.assets);
    config.assets = assets.or_else(built_page);
    if !options.allow_origin.is_empty() {
        config.allowed_origins = AllowedOrigins::from_values(options.allow_origin.clone());
    }
    if !options.frame_origin.is_empty() {
        config.frame_origins.clone_from(&options.frame_origin);
    }
    config.latency = options.latency;
    config
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
    dist.is_dir().then_some(dist)
}

fn cannot_listen(address: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::AddrInUse {
        format!("{address} is in use: stop what listens there, or choose another with --listen")
    } else {
        format!("can't listen on {address}: {error}")
    }
}

/// Ctrl-C, and SIGTERM where there is one.
#[cfg(unix)]
struct StopSignals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct StopSignals;

#[cfg(not(unix))]
impl StopSignals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the signal still ends the process, only less politely.
            std::future::pending::<()>().await;
        }
    }
}
