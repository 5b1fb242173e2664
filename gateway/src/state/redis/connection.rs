//! One connection for the whole gateway, made again by itself when it breaks.

use std::{fmt, time::Duration};

use redis::{
    Client, ConnectionAddr, RedisError, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use rustls::crypto::ring;

use super::super::{Authorities, LEDGER, StoreError, tls::is_tls_error, unix_now_ms};
use crate::secret::Secret;

/// A server that takes longer is gone, as far as somebody who waits for a lookup is concerned.
const RESPONSE: Duration = Duration::from_secs(2);
const CONNECTION: Duration = Duration::from_secs(1);
/// While the server is gone callers hear of it at once; the next one to come tries again.
const RETRIES: usize = 1;
const BETWEEN_RETRIES: Duration = Duration::from_millis(50);
/// More requests wait for one write to the socket than the library lets by itself.
const PIPELINE: usize = 1024;

#[derive(Debug, thiserror::Error)]
enum OpenError {
    #[error("the Redis address is not of the form redis://host or rediss://host")]
    Address,
    #[error("Redis")]
    Refused(#[source] RedisError),
    #[error("no TLS with Redis that can be trusted (state.ca-file says whose certificates count)")]
    Tls(#[source] RedisError),
}

impl From<RedisError> for OpenError {
    fn from(error: RedisError) -> Self {
        if is_tls_error(&error) {
            Self::Tls(error)
        } else {
            Self::Refused(error)
        }
    }
}

/// A server and what the keys there begin with.
#[derive(Clone)]
pub struct Connection {
    manager: ConnectionManager,
    prefix: String,
}

impl Connection {
    /// Connects. `url` is `redis://[user:password@]host[:port][/database]`, `rediss://…` by TLS.
    ///
    /// # Errors
    /// [`StoreError`] for a URL that is none, for a server that doesn't answer, and for a
    /// certificate that isn't the server's by one of the authorities.
    pub async fn open(
        url: &Secret,
        prefix: &str,
        authorities: &Authorities,
    ) -> Result<Self, StoreError> {
        let client = client(url, authorities).map_err(StoreError::of(LEDGER))?;
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(RESPONSE))
            .set_connection_timeout(Some(CONNECTION))
            .set_number_of_retries(RETRIES)
            .set_min_delay(BETWEEN_RETRIES)
            .set_pipeline_buffer_size(PIPELINE);
        let manager = ConnectionManager::new_with_config(client, config)
            .await
            .map_err(OpenError::from)
            .map_err(StoreError::of(LEDGER))?;
        Ok(Self {
            manager,
            prefix: prefix.to_owned(),
        })
    }

    /// A handle to send with.
    pub(super) fn handle(&self) -> ConnectionManager {
        self.manager.clone()
    }

    /// The key of a thing of a kind. Its parts are told apart by the first one's length.
    pub(super) fn key(&self, kind: &str, first: &str, second: &str) -> String {
        let Self { prefix, .. } = self;
        format!("{prefix}{kind}:{}:{first}:{second}", first.len())
    }

    /// Writes something: a replica, a full or a loading server can still be read.
    pub(super) async fn ready(&self) -> redis::RedisResult<()> {
        redis::cmd("SET")
            .arg(format!("{}ready", self.prefix))
            .arg(unix_now_ms())
            .arg("PX")
            .arg(60_000)
            .query_async(&mut self.handle())
            .await
    }
}

fn client(url: &Secret, authorities: &Authorities) -> Result<Client, OpenError> {
    // The library's own error has nothing of the URL, but may have one day.
    let client = Client::open(url.reveal()).map_err(|_| OpenError::Address)?;
    let info = client.get_connection_info();
    let ConnectionAddr::TcpTls { insecure, .. } = info.addr() else {
        return Ok(client);
    };
    if *insecure {
        // `#insecure`: TLS with anybody.
        return Err(OpenError::Address);
    }
    // The library takes the process's; whoever was first has set the same one.
    let _ = ring::default_provider().install_default();
    let Some(pem) = authorities.pem() else {
        return Ok(client);
    };
    let certificates = TlsCertificates {
        client_tls: None,
        root_cert: Some(pem.to_owned()),
    };
    Client::build_with_tls(info.clone(), certificates).map_err(OpenError::Refused)
}

/// Says nothing of the address, which may hold a password.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
