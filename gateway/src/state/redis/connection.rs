//! One connection for the whole gateway, made again by itself when it breaks: to a server, to a
//! cluster, or to the master that sentinels name.

use std::{fmt, time::Duration};

use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionAddr, Pipeline, RedisError, RedisFuture,
    TlsCertificates, Value,
    aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig},
    cluster::ClusterClientBuilder,
    cluster_async::ClusterConnection,
};
use rustls::crypto::ring;

use super::{
    super::{Authorities, LEDGER, StoreError, tls::is_tls_error, unix_now_ms},
    address::Address,
    sentinel::Master,
};
use crate::secret::Secret;

/// A server that takes longer is gone, as far as somebody who waits for a lookup is concerned.
const RESPONSE: Duration = Duration::from_secs(2);
const CONNECTION: Duration = Duration::from_secs(1);
/// While the server is gone callers hear of it at once; the next one to come tries again.
const RETRIES: usize = 1;
const BETWEEN_RETRIES: Duration = Duration::from_millis(50);
/// A cluster's node may have moved: so often is it looked for elsewhere.
const CLUSTER_RETRIES: u32 = 2;
/// More requests wait for one write to the socket than the library lets by itself.
const PIPELINE: usize = 1024;
/// Replicas that take longer are gone.
const REPLICAS: Duration = Duration::from_secs(1);

#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    #[error(
        "the Redis address is not of the form redis://host, redis-cluster://host,host or \
         redis-sentinel://host,host/master, each with rediss by TLS"
    )]
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

/// A write that is on fewer servers than it has to be.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error("Redis")]
    Refused(#[source] RedisError),
    #[error("only {reached} of {wanted} replicas have what was written")]
    Replicas { reached: u32, wanted: u32 },
}

/// Redis, and what the keys there begin with.
#[derive(Clone)]
pub struct Connection {
    link: Link,
    /// For what waits for replicas: a server serves nobody behind who waits.
    waiting: Option<Link>,
    replicas: u32,
    /// Whether there may be a failover.
    pub(super) has_replicas: bool,
    prefix: String,
}

/// Sends commands. Clones share the connection.
#[derive(Clone)]
pub(super) enum Link {
    Server(ConnectionManager),
    Cluster(ClusterConnection),
    Sentinel(Master),
}

impl Connection {
    /// Connects. `url` is `redis://[user:password@]host[:port][/database]`,
    /// `redis-cluster://[user:password@]host[:port],…` or
    /// `redis-sentinel://[user:password@]host[:port],…/master[/database][?sentinel-password=…]`, each
    /// with `rediss` by TLS. So many `replicas` have a reservation before it counts.
    ///
    /// # Errors
    /// [`StoreError`] for a URL that is none, for a server that doesn't answer, and for a
    /// certificate that isn't the server's by one of the authorities.
    pub async fn open(
        url: &Secret,
        prefix: &str,
        replicas: u32,
        authorities: &Authorities,
    ) -> Result<Self, StoreError> {
        let opened = async || link(url, authorities).await.map_err(StoreError::of(LEDGER));
        let link = opened().await?;
        let waiting = if replicas > 0 {
            Some(opened().await?)
        } else {
            None
        };
        Ok(Self {
            has_replicas: !matches!(link, Link::Server(_)),
            link,
            waiting,
            replicas,
            prefix: prefix.to_owned(),
        })
    }

    /// A handle to send with.
    pub(super) fn handle(&self) -> Link {
        self.link.clone()
    }

    /// How many replicas a reservation is waited for.
    pub(super) const fn replicas(&self) -> u32 {
        self.replicas
    }

    /// Writes, and waits for as many replicas as there have to be: in one piece on one connection, so
    /// that no other server's word is taken for this one's.
    pub(super) async fn write<T: redis::FromRedisValue>(
        &self,
        command: Cmd,
    ) -> Result<T, WriteError> {
        let Some(link) = &self.waiting else {
            let written = command.query_async(&mut self.handle()).await;
            return written.map_err(WriteError::Refused);
        };
        let mut pipeline = redis::pipe();
        pipeline
            .add_command(command)
            .cmd("WAIT")
            .arg(self.replicas)
            .arg(REPLICAS.as_millis().to_string());
        let (value, reached): (T, u32) = pipeline
            .query_async(&mut link.clone())
            .await
            .map_err(WriteError::Refused)?;
        if reached < self.replicas {
            return Err(WriteError::Replicas {
                reached,
                wanted: self.replicas,
            });
        }
        Ok(value)
    }

    /// The key of a thing of a kind. Its parts are told apart by the first one's length.
    pub(super) fn key(&self, kind: &str, first: &str, second: &str) -> String {
        let Self { prefix, .. } = self;
        format!("{prefix}{kind}:{}:{first}:{second}", first.len())
    }

    /// The key of the one thing of a kind.
    pub(super) fn only_key(&self, kind: &str) -> String {
        format!("{}{kind}", self.prefix)
    }

    /// Writes something: a replica, a full or a loading server can still be read.
    pub(super) async fn ready(&self) -> Result<(), WriteError> {
        let mut command = redis::cmd("SET");
        command
            .arg(self.only_key("ready"))
            .arg(unix_now_ms())
            .arg("PX")
            .arg(60_000);
        self.write(command).await
    }
}

async fn link(url: &Secret, authorities: &Authorities) -> Result<Link, OpenError> {
    let certificates = authorities.pem().map(|pem| TlsCertificates {
        client_tls: None,
        root_cert: Some(pem.to_owned()),
    });
    // The library takes the process's; whoever was first has set the same one.
    let _ = ring::default_provider().install_default();
    match Address::read(url.reveal())? {
        Address::Server(client) => server(client, certificates).await,
        Address::Cluster(nodes) => {
            let is_tls =
                |node: &redis::ConnectionInfo| matches!(node.addr(), ConnectionAddr::TcpTls { .. });
            let certificates = certificates.filter(|_| nodes.iter().any(is_tls));
            let mut client = ClusterClientBuilder::new(nodes)
                .retries(CLUSTER_RETRIES)
                .connection_timeout(CONNECTION)
                .response_timeout(RESPONSE)
                .overall_response_timeout(Some(2 * RESPONSE));
            if let Some(certificates) = certificates {
                client = client.certs(certificates);
            }
            let connection = client.build()?.get_async_connection().await?;
            Ok(Link::Cluster(connection))
        }
        Address::Sentinel(sentinels) => {
            let config = AsyncConnectionConfig::new()
                .set_response_timeout(Some(RESPONSE))
                .set_connection_timeout(Some(CONNECTION))
                .set_pipeline_buffer_size(PIPELINE);
            let is_tls = matches!(sentinels.node.addr(), ConnectionAddr::TcpTls { .. });
            let certificates = certificates.filter(|_| is_tls);
            let master = Master::find(sentinels, certificates, config, RESPONSE).await?;
            Ok(Link::Sentinel(master))
        }
    }
}

async fn server(client: Client, certificates: Option<TlsCertificates>) -> Result<Link, OpenError> {
    let info = client.get_connection_info().clone();
    let client = match (info.addr(), certificates) {
        (ConnectionAddr::TcpTls { .. }, Some(certificates)) => {
            Client::build_with_tls(info, certificates).map_err(OpenError::Refused)?
        }
        _ => client,
    };
    let config = ConnectionManagerConfig::new()
        .set_response_timeout(Some(RESPONSE))
        .set_connection_timeout(Some(CONNECTION))
        .set_number_of_retries(RETRIES)
        .set_min_delay(BETWEEN_RETRIES)
        .set_pipeline_buffer_size(PIPELINE);
    Ok(Link::Server(
        ConnectionManager::new_with_config(client, config).await?,
    ))
}

impl ConnectionLike for Link {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        match self {
            Self::Server(link) => link.req_packed_command(cmd),
            Self::Cluster(link) => link.req_packed_command(cmd),
            Self::Sentinel(link) => link.req_packed_command(cmd),
        }
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        pipeline: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        match self {
            Self::Server(link) => link.req_packed_commands(pipeline, offset, count),
            Self::Cluster(link) => link.req_packed_commands(pipeline, offset, count),
            Self::Sentinel(link) => link.req_packed_commands(pipeline, offset, count),
        }
    }

    fn get_db(&self) -> i64 {
        match self {
            Self::Server(link) => link.get_db(),
            Self::Cluster(link) => link.get_db(),
            Self::Sentinel(link) => link.get_db(),
        }
    }
}

/// Says nothing of the address, which may hold a password.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("prefix", &self.prefix)
            .field("replicas", &self.replicas)
            .finish_non_exhaustive()
    }
}
