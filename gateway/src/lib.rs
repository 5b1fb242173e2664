//! The lookup endpoint behind phone-profile.
//!
//! It answers `GET /number/{digits}` from one of several lookup services, and keeps what was paid
//! for. Who may ask, how much may be spent, and what is written down is configured. By default the
//! answers are made-up people for numbers that regulators keep for fiction, with drawn portraits,
//! and nothing is on disk. It serves the built widget and page besides.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use phone_profile_gateway::{Config, Gateway};
//!
//! let gateway = Gateway::new(Config::default()).await?;
//! let stats = gateway.stats();
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! tokio::spawn(gateway.serve(listener, std::future::pending()));
//! stats.wait_for_lookups("13105550123", 1).await;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod access;
mod api;
mod app_state;
mod assets;
pub mod clock;
mod config;
mod demo;
mod duration_text;
mod error;
mod gateway;
mod http;
pub mod identity_record;
mod metrics;
mod number;
pub mod picture;
pub mod record;
mod router;
pub mod secret;
pub mod service;
mod signed_link;
pub mod state;
pub mod upstream;
mod warnings;

pub use config::{
    AllowedOrigins, Budget, Config, ConfigError, File, LogFormat, ServiceConfig, ShutdownSettings,
    UpstreamEntry,
};
pub use demo::Stats;
pub use demo::portrait;
pub use demo::ranges::{RESERVED_RANGES, ReservedRange, is_reserved_for_fiction};
pub use demo::table::{demo_table_json, demo_table_markdown};
pub use error::GatewayError;
pub use gateway::{Checked, Gateway, Reloaded};
pub use number::{Digits, InvalidDigits, mask, read_entry};
