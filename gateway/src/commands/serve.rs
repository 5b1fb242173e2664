//! Serves until it is told to stop.

use std::{error::Error, io, path::PathBuf};

use phone_profile_gateway::{AllowedOrigins, File, Gateway, LogFormat};
use tokio::{net::TcpListener, sync::oneshot};

use crate::Options;

/// Where a gateway listens that isn't told otherwise.
pub(crate) const LISTEN: &str = "127.0.0.1:8080";

#[tokio::main]
pub(crate) async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
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
    let mut signals = StopSignals::new()?;
    let (stop, stopped) = oneshot::channel();
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
    }
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
