//! Why PostgreSQL wasn't used. Says nothing of the address, which holds a password.

use tokio_postgres::{Error, error::SqlState};

use super::super::tls::is_tls_error;

#[derive(Debug, thiserror::Error)]
pub(super) enum PostgresError {
    #[error(
        "the PostgreSQL address is not of the form \
         postgres://user:password@host/database[?sslmode=require]"
    )]
    Address,
    #[error(
        "no TLS with PostgreSQL that can be trusted (state.ca-file says whose certificates count)"
    )]
    Tls(#[source] Error),
    #[error("PostgreSQL")]
    Refused(#[source] Error),
    #[error("PostgreSQL gave no answer in time")]
    Timeout,
    #[error("too many wait for PostgreSQL")]
    Busy,
    #[error("PostgreSQL's tables were written by a newer version")]
    Newer,
    #[error("PostgreSQL's tables can't be taken to the newest version")]
    Migrate(#[source] refinery::Error),
    #[error("no connections to PostgreSQL")]
    Pool(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no random number")]
    Random(#[source] getrandom::Error),
}

impl PostgresError {
    pub(super) fn of(error: Error) -> Self {
        if is_tls_error(&error) {
            Self::Tls(error)
        } else {
            Self::Refused(error)
        }
    }

    /// Whether the connection broke, so that another one may do better.
    pub(super) fn is_broken_connection(&self) -> bool {
        let (Self::Refused(error) | Self::Tls(error)) = self else {
            return false;
        };
        match error.code() {
            None => true,
            Some(code) => [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN].contains(code),
        }
    }
}
