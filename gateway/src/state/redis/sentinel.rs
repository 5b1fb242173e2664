//! The connection to whichever server is the master at the moment, as the sentinels say. Looked for
//! again when it breaks, or when the server says that it is a master no more.

use std::{
    sync::{Arc, Mutex as Shared, MutexGuard, PoisonError},
    time::Duration,
};

use redis::{
    AsyncConnectionConfig, Cmd, ErrorKind, Pipeline, RedisError, RedisFuture, RedisResult,
    ServerErrorKind, TlsCertificates, TlsMode, Value,
    aio::{ConnectionLike, MultiplexedConnection},
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use tokio::{sync::Mutex, time::timeout};

use super::address::Sentinels;

/// Clones share the connection.
#[derive(Clone)]
pub(super) struct Master {
    inner: Arc<Inner>,
    database: i64,
}

struct Inner {
    /// One asks them at a time.
    sentinels: Mutex<SentinelClient>,
    config: AsyncConnectionConfig,
    patience: Duration,
    current: Shared<Option<Current>>,
}

#[derive(Clone)]
struct Current {
    nth: u64,
    connection: MultiplexedConnection,
}

impl Master {
    pub(super) async fn find(
        sentinels: Sentinels,
        certificates: Option<TlsCertificates>,
        config: AsyncConnectionConfig,
        patience: Duration,
    ) -> RedisResult<Self> {
        let Sentinels {
            addresses,
            password,
            master,
            node,
        } = sentinels;
        let by_tls = matches!(node.addr(), redis::ConnectionAddr::TcpTls { .. });
        let settings = node.redis_settings();
        let mut client = SentinelClientBuilder::new(addresses, master, SentinelServerType::Master)?
            .set_client_to_redis_db(settings.db());
        if let Some(username) = settings.username() {
            client = client.set_client_to_redis_username(username);
        }
        if let Some(password) = settings.password() {
            client = client.set_client_to_redis_password(password);
        }
        if let Some(password) = password {
            client = client.set_client_to_sentinel_password(password);
        }
        if by_tls {
            client = client.set_client_to_redis_tls_mode(TlsMode::Secure);
        }
        if let Some(certificates) = certificates {
            client = client
                .set_client_to_redis_certificates(certificates.clone())
                .set_client_to_sentinel_certificates(certificates);
        }
        let master = Self {
            database: settings.db(),
            inner: Arc::new(Inner {
                sentinels: Mutex::new(client.build()?),
                config,
                patience,
                current: Shared::default(),
            }),
        };
        master.inner.connection().await?;
        Ok(master)
    }
}

impl Inner {
    async fn connection(&self) -> RedisResult<Current> {
        if let Some(current) = self.current().clone() {
            return Ok(current);
        }
        timeout(self.patience, self.look())
            .await
            .map_err(|_| RedisError::from((ErrorKind::Io, "no sentinel named a master in time")))?
    }

    async fn look(&self) -> RedisResult<Current> {
        let mut sentinels = self.sentinels.lock().await;
        // Somebody has found it meanwhile.
        if let Some(current) = self.current().clone() {
            return Ok(current);
        }
        let connection = sentinels
            .get_async_connection_with_config(&self.config)
            .await?;
        let mut held = self.current();
        let current = Current {
            nth: held.as_ref().map_or(0, |held| held.nth) + 1,
            connection,
        };
        *held = Some(current.clone());
        Ok(current)
    }

    /// Lets go of a connection that is of no more use, unless there is another one already.
    fn judge<T>(&self, used: &Current, done: RedisResult<T>) -> RedisResult<T> {
        if let Err(error) = &done
            && is_of_no_use(error)
        {
            let mut held = self.current();
            if held.as_ref().is_some_and(|held| held.nth == used.nth) {
                *held = None;
            }
        }
        done
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        // Nothing is left half-written by a panic elsewhere.
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the master may be somewhere else by now.
fn is_of_no_use(error: &RedisError) -> bool {
    error.is_io_error()
        || error.is_unrecoverable_error()
        || matches!(
            error.kind(),
            ErrorKind::Server(
                ServerErrorKind::ReadOnly
                    | ServerErrorKind::MasterDown
                    | ServerErrorKind::BusyLoading
            )
        )
}

impl ConnectionLike for Master {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(async move {
            let mut current = self.inner.connection().await?;
            let done = current.connection.req_packed_command(cmd).await;
            // Errors of the server are values here.
            let done = done.and_then(Value::extract_error);
            self.inner.judge(&current, done)
        })
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        Box::pin(async move {
            let mut current = self.inner.connection().await?;
            let sent = current
                .connection
                .req_packed_commands(pipeline, offset, count);
            let done = sent.await;
            let done = done.and_then(|told| told.into_iter().map(Value::extract_error).collect());
            self.inner.judge(&current, done)
        })
    }

    fn get_db(&self) -> i64 {
        self.database
    }
}
