//! Accepts connections and has their requests answered.
//!
//! Done by hand rather than by `axum::serve`, which lets a client take for ever over a request's
//! head and open connections without end.

use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tower::ServiceExt;

/// How long a request's head may take, and how long a connection may be idle.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// Of one connection; a head of a real request has about 2 kB.
const BUFFER_BYTES: usize = 32 * 1_024;
/// Connections that are open at the same time; more wait to be accepted.
const MOST_CONNECTIONS: usize = 20_000;
/// Until accepting is tried again, as when the process has no file descriptor left.
const AFTER_A_FAILURE: Duration = Duration::from_millis(200);

/// Serves until `shutdown` resolves, each request by the routes of that moment. Then lets open requests
/// finish, and what goes on behind them, for as long at most as shutdown says. Idle connections close
/// at once.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: impl Fn() -> Router + Clone + Send + 'static,
    shutdown: impl Future<Output = Duration>,
    behind: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut shutdown = pin!(shutdown);
    let grace = loop {
        let next = async {
            // The semaphore is never closed; were it, no connection would be taken.
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            Some((accept(&listener).await, place))
        };
        let accepted = tokio::select! {
            next = next => next,
            grace = &mut shutdown => break grace,
        };
        let Some(((stream, peer), place)) = accepted else {
            break (&mut shutdown).await;
        };
        let routes = routes.clone();
        let requests = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            routes().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(BUFFER_BYTES)
            .serve_connection(TokioIo::new(stream), requests);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away, or takes too long, is no failure of ours.
            let _ = connection.await;
            drop(place);
        });
    };
    drop(listener);
    let finished = async {
        graceful.shutdown().await;
        behind.await;
    };
    if timeout(grace, finished).await.is_err() {
        tracing::warn!(?grace, "stopped before all that was open had ended");
    }
}

/// The next connection. A failure is either a client's, that has gone already, or one that passes.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are small and whole: nothing is won by collecting them.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be accepted");
                sleep(AFTER_A_FAILURE).await;
            }
        }
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}
