//! A lookup service for measurements: knows everybody at once, and counts who was asked for.
//!
//! `cargo run --release -p phone-profile-gateway --example upstream_stub -- 9000`
//!
//! With `faults` behind the port it fails now and then: by a status, by a connection that breaks,
//! and by an answer that comes too late.

use std::{
    error::Error,
    io,
    net::Ipv4Addr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::stream;
use tokio::{net::TcpListener, time::sleep};

/// How long its picture links last.
const LINK_SECONDS: u64 = 3 * 86_400;

/// Every so many requests one fails in each way. They have no common factor.
const STATUS_EVERY: u64 = 47;
const CUT_EVERY: u64 = 61;
const LATE_EVERY: u64 = 101;
/// Longer than the measurement's gateway waits.
const LATE: Duration = Duration::from_secs(4);

#[derive(Default)]
struct Service {
    asked: AtomicU64,
    /// The numbers whose answers left whole and in time, where faults are wanted.
    answered: Option<Mutex<Vec<String>>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().map_or(Ok(9000), |text| text.parse())?;
    let with_faults = arguments.next().is_some_and(|word| word == "faults");
    let service = Service {
        answered: with_faults.then(Mutex::default),
        ..Service::default()
    };
    let app = Router::new()
        .route("/number/{digits}", get(number))
        .route("/asked", get(asked))
        .route("/answered", get(answered))
        .with_state(Arc::new(service));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    axum::serve(listener, app).await?;
    Ok(())
}

async fn number(State(service): State<Arc<Service>>, Path(digits): Path<String>) -> Response {
    let nth = service.asked.fetch_add(1, Ordering::Relaxed) + 1;
    let whole = ([(CONTENT_TYPE, "application/json")], answer(&digits));
    let Some(answered) = &service.answered else {
        return whole.into_response();
    };
    if nth.is_multiple_of(STATUS_EVERY) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if nth.is_multiple_of(CUT_EVERY) {
        let cut = io::Error::from(io::ErrorKind::ConnectionReset);
        return Body::from_stream(stream::iter([Err::<Vec<u8>, _>(cut)])).into_response();
    }
    if nth.is_multiple_of(LATE_EVERY) {
        sleep(LATE).await;
        return whole.into_response();
    }
    let mut answered = answered.lock().unwrap_or_else(PoisonError::into_inner);
    answered.push(digits);
    whole.into_response()
}

async fn asked(State(service): State<Arc<Service>>) -> String {
    service.asked.load(Ordering::Relaxed).to_string()
}

/// One number a line.
async fn answered(State(service): State<Arc<Service>>) -> String {
    let answered = service.answered.as_ref();
    answered.map_or_else(String::new, |answered| {
        let answered = answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.join("\n")
    })
}

/// The documented shape, with links as long as real ones.
fn answer(digits: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let expires = now.map_or(0, |now| now.as_secs()) + LINK_SECONDS;
    let link = |size: &str| {
        format!(
            "https://pps.whatsapp.net/v/t61.24694-24/{digits}_stub_{digits}_n.jpg?{size}ccb=11-4\
             &oh=01_Q5AaISTUBSTUBSTUBSTUBSTUBSTUBSTUBSTUBSTUBSTUBSTUB&oe={expires:X}&_nc_sid=5e03e0\
             &_nc_cat=100"
        )
    };
    serde_json::json!({
        "success": true,
        "isWhatsApp": true,
        "number": digits,
        "profilePic": link(""),
        "profilePicThumb": link("stp=dst-jpg_s96x96_tt6&"),
        "name": "Avery Example",
        "isBusiness": false,
        "lastChecked": "2026-04-24T12:34:56Z",
    })
    .to_string()
}
