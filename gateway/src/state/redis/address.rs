//! Where Redis is: one server, a cluster's nodes, or the sentinels that know the server of the moment.

use percent_encoding::percent_decode_str;
use redis::{Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo};

use super::connection::OpenError;

/// Sentinels listen there.
const SENTINEL_PORT: u16 = 26379;

/// An address, read.
pub(super) enum Address {
    /// `redis://[user:password@]host[:port][/database]`
    Server(Client),
    /// `redis-cluster://[user:password@]host[:port],host[:port],…`: any of its nodes.
    Cluster(Vec<ConnectionInfo>),
    /// `redis-sentinel://[user:password@]host[:port],host[:port],…/master[/database]`
    Sentinel(Sentinels),
}

/// Who knows which server is the master.
pub(super) struct Sentinels {
    /// As the sentinels are reached.
    pub(super) addresses: Vec<ConnectionAddr>,
    /// `?sentinel-password=…`
    pub(super) password: Option<String>,
    /// The master's name.
    pub(super) master: String,
    /// As the master is reached, but for its address.
    pub(super) node: ConnectionInfo,
}

impl Address {
    /// With `rediss` in place of `redis` it is by TLS. Says nothing of an address that is none: it may
    /// hold a password.
    pub(super) fn read(url: &str) -> Result<Self, OpenError> {
        let (scheme, rest) = url.split_once("://").ok_or(OpenError::Address)?;
        // What comes behind it asks for TLS with anybody.
        if rest.contains('#') {
            return Err(OpenError::Address);
        }
        match scheme {
            "redis" | "rediss" => {
                let client = Client::open(url).map_err(|_| OpenError::Address)?;
                Ok(Self::Server(client))
            }
            "redis-cluster" | "rediss-cluster" => {
                let Parts { base, hosts, path } = Parts::of(scheme, rest)?;
                if !path.is_empty() {
                    return Err(OpenError::Address);
                }
                let nodes = hosts.iter().map(|host| node(&format!("{base}{host}")));
                Ok(Self::Cluster(nodes.collect::<Result<_, _>>()?))
            }
            "redis-sentinel" | "rediss-sentinel" => sentinels(scheme, rest).map(Self::Sentinel),
            _ => Err(OpenError::Address),
        }
    }
}

/// An address of several hosts.
struct Parts<'a> {
    /// What stands before each host.
    base: String,
    hosts: Vec<&'a str>,
    path: &'a str,
}

impl<'a> Parts<'a> {
    fn of(scheme: &str, rest: &'a str) -> Result<Self, OpenError> {
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (credentials, hosts) = match authority.rsplit_once('@') {
            None => (String::new(), authority),
            Some((credentials, hosts)) => (format!("{credentials}@"), hosts),
        };
        let one = scheme.split('-').next().unwrap_or_default();
        let hosts: Vec<_> = hosts.split(',').collect();
        if hosts.iter().any(|host| host.is_empty()) {
            return Err(OpenError::Address);
        }
        Ok(Self {
            base: format!("{one}://{credentials}"),
            hosts,
            path,
        })
    }
}

fn node(url: &str) -> Result<ConnectionInfo, OpenError> {
    url.into_connection_info().map_err(|_| OpenError::Address)
}

fn sentinels(scheme: &str, rest: &str) -> Result<Sentinels, OpenError> {
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(String::from).map_err(|_| OpenError::Address)
    };
    let password = match query {
        "" => None,
        query => {
            let password = query.strip_prefix("sentinel-password=");
            Some(decoded(password.ok_or(OpenError::Address)?)?)
        }
    };
    let Parts { base, hosts, path } = Parts::of(scheme, rest)?;
    let (master, database) = path.split_once('/').unwrap_or((path, "0"));
    if master.is_empty() {
        return Err(OpenError::Address);
    }
    let mut addresses = Vec::new();
    for host in &hosts {
        let has_port = host
            .rsplit_once(':')
            .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let address = if has_port {
            format!("{base}{host}")
        } else {
            format!("{base}{host}:{SENTINEL_PORT}")
        };
        addresses.push(node(&address)?.addr().clone());
    }
    let first = hosts.first().copied().unwrap_or_default();
    Ok(Sentinels {
        addresses,
        password,
        master: decoded(master)?,
        node: node(&format!("{base}{first}/{database}"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts<'a>(addresses: impl IntoIterator<Item = &'a ConnectionAddr>) -> Vec<String> {
        let addresses = addresses.into_iter();
        addresses.map(ToString::to_string).collect()
    }

    #[test]
    fn given_a_cluster_when_read_then_each_node_has_the_credentials() {
        let url = "redis-cluster://u:p%40@a.example,b.example:7000";
        let Ok(Address::Cluster(nodes)) = Address::read(url) else {
            panic!("no cluster");
        };
        let told = hosts(nodes.iter().map(ConnectionInfo::addr));
        assert_eq!(told, ["a.example:6379", "b.example:7000"]);
        for node in nodes {
            let settings = node.redis_settings();
            assert_eq!(
                (settings.username(), settings.password()),
                (Some("u"), Some("p@"))
            );
        }
    }

    #[test]
    fn given_sentinels_when_read_then_they_have_a_password_of_their_own() {
        let url = "rediss-sentinel://:p@a.example,b.example:7000/mymaster/3?sentinel-password=s%2F";
        let Ok(Address::Sentinel(sentinels)) = Address::read(url) else {
            panic!("no sentinels");
        };
        assert_eq!(
            hosts(&sentinels.addresses),
            ["a.example:26379", "b.example:7000"]
        );
        assert!(sentinels.addresses.iter().all(|address| matches!(
            address,
            ConnectionAddr::TcpTls {
                insecure: false,
                ..
            }
        )));
        assert_eq!(sentinels.master, "mymaster");
        assert_eq!(sentinels.password.as_deref(), Some("s/"));
        let settings = sentinels.node.redis_settings();
        assert_eq!((settings.password(), settings.db()), (Some("p"), 3));
    }

    #[test]
    fn given_what_is_no_address_when_read_then_it_is_refused() {
        for url in [
            "a.example",
            "http://a.example",
            "redis-cluster://",
            "redis-cluster://a.example,,b.example",
            "redis-cluster://a.example/1",
            "rediss-cluster://a.example/#insecure",
            "redis-sentinel://a.example",
            "redis-sentinel://a.example/",
            "redis-sentinel://a.example/m/x",
            "redis-sentinel://a.example/m?password=x",
        ] {
            assert!(
                matches!(Address::read(url), Err(OpenError::Address)),
                "{url}"
            );
        }
    }
}
