//! A lookup service for measurements: knows everybody at once, and counts who was asked for.
//!
//! `cargo run --release -p phone-profile-gateway --example upstream_stub -- 9000`

use std::{
    error::Error,
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::get,
};
use tokio::net::TcpListener;

/// How long its picture links last.
const LINK_SECONDS: u64 = 3 * 86_400;

type Asked = Arc<AtomicU64>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::args()
        .nth(1)
        .map_or(Ok(9000), |text| text.parse())?;
    let app = Router::new()
        .route("/number/{digits}", get(number))
        .route("/asked", get(asked))
        .with_state(Asked::default());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    axum::serve(listener, app).await?;
    Ok(())
}

async fn number(State(asked): State<Asked>, Path(digits): Path<String>) -> impl IntoResponse {
    asked.fetch_add(1, Ordering::Relaxed);
    ([(CONTENT_TYPE, "application/json")], answer(&digits))
}

async fn asked(State(asked): State<Asked>) -> String {
    asked.load(Ordering::Relaxed).to_string()
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
