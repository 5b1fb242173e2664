//! What a sound configuration leaves open, in words: for `config check`, and for the log at start.

use std::net::IpAddr;

use super::{AllowedOrigins, Config};
use crate::secret::Secret;

const DAY: u64 = 24 * 60 * 60;
/// The audit names people and their purposes: whoever keeps it for longer should know.
const LONG_AUDIT_DAYS: u64 = 400;

/// Every choice that is dangerous or easily overlooked. A gateway with demo data has little to lose.
pub(crate) fn cautions(config: &Config) -> Vec<String> {
    let service = &config.service;
    let mut cautions = service.access.warnings();
    if service.is_demo() {
        if service.access.anonymous {
            cautions
                .push("access.anonymous: everybody may ask, which demo data alone allows".into());
        }
        return cautions;
    }
    cautions.extend(upstreams(config));
    cautions.extend(access(config));
    cautions.extend(state(config));
    cautions.extend(pictures(config));
    cautions.extend(records(config));
    cautions
}

fn upstreams(config: &Config) -> impl Iterator<Item = String> {
    let entries = config.service.upstreams.iter();
    entries.flat_map(|entry| {
        let name = entry.settings.name();
        let endpoint = &entry.settings.endpoint;
        let plain = endpoint.allow_plain_http.then(|| {
            format!("{name}: allow-plain-http lets its key travel where others can read it")
        });
        let demo = entry.is_demo().then(|| {
            format!("{name}: made-up people stand in for a service that fails, marked as demo")
        });
        plain.into_iter().chain(demo)
    })
}

fn access(config: &Config) -> Vec<String> {
    let access = &config.service.access;
    let mut cautions = Vec::new();
    if config.allowed_origins == AllowedOrigins::Any {
        cautions.push("allow-origins: pages of every site may read answers, with a token".into());
    }
    if !access.purpose_required {
        cautions.push(
            "access.purpose-required is off: the audit doesn't say what lookups were for".into(),
        );
    }
    let days = access.audit.keep.as_secs() / DAY;
    if days > LONG_AUDIT_DAYS {
        cautions.push(format!(
            "access.audit.keep: who asked for whom is kept for {days} days"
        ));
    }
    if let Some(jwt) = &access.jwt {
        if jwt.issuer.is_none() {
            cautions.push(
                "access.jwt.issuer is missing: a token of any issuer with this key counts".into(),
            );
        }
        if jwt.audience.is_none() {
            cautions.push("access.jwt.audience is missing: tokens that name none count, whomever they were made for".into());
        }
    }
    cautions
}

fn state(config: &Config) -> Vec<String> {
    let state = &config.service.state;
    let mut cautions = Vec::new();
    if state.volatile {
        cautions.push(
            "state.volatile: what was spent and who asked is forgotten at every start".into(),
        );
    }
    if let Some(redis) = &state.redis {
        if is_plain(redis, "redis") {
            cautions.push(
                "state.redis: without TLS (rediss://) others on the way can read answers".into(),
            );
        }
        if state.cache_key.is_none() {
            cautions.push(
                "state.cache-key is missing: Redis has numbers as they are in its keys".into(),
            );
        }
        if state.redis_wait_replicas == 0 {
            cautions.push(
                "state.redis-wait-replicas is 0: a failover may forget what was spent last".into(),
            );
        }
        if state.postgres.is_none() {
            cautions.push("state.postgres is missing: each gateway has an audit of its own".into());
        }
    }
    if state
        .postgres
        .as_ref()
        .is_some_and(|url| is_plain(url, "postgres") && !url.reveal().contains("sslmode=require"))
    {
        cautions.push(
            "state.postgres: without ?sslmode=require others on the way can read the audit".into(),
        );
    }
    cautions
}

fn pictures(config: &Config) -> Vec<String> {
    let (picture, state) = (&config.service.picture, &config.service.state);
    let mut cautions = Vec::new();
    if !picture.proxy {
        cautions.push(
            "picture.proxy is off: the messenger's servers see the address of whoever looks".into(),
        );
    } else if picture.link_key.is_none() && state.redis.is_some() {
        cautions.push("picture.link-key is missing: links to pictures open at the gateway alone that made them".into());
    }
    if picture.compare && !picture.proxy {
        cautions.push(
            "picture.compare counts for nothing: without picture.proxy callers have no links of this gateway".into(),
        );
    }
    if picture.stock_pictures.is_some() && !picture.compare {
        cautions.push("picture.stock-pictures counts for nothing without picture.compare".into());
    }
    if picture.allow_private {
        cautions
            .push("picture.allow-private: picture links may lead into the private network".into());
    }
    cautions
}

fn records(config: &Config) -> Option<String> {
    let record = &config.record;
    let is_nameless = record.name.is_none() && config.public_url.is_none();
    (record.key.is_some() && is_nameless).then(|| {
        "record.name is missing: records are signed, and don't say which gateway made them".into()
    })
}

/// Whether a server elsewhere is reached by a scheme without TLS.
fn is_plain(url: &Secret, scheme: &str) -> bool {
    let Some((found, rest)) = url.reveal().split_once("://") else {
        return false;
    };
    let with_tls = format!("{scheme}s");
    if !found.starts_with(scheme) || found.starts_with(&with_tls) {
        return false;
    }
    let (servers, _) = rest.split_once(['/', '?']).unwrap_or((rest, ""));
    let servers = servers
        .rsplit_once('@')
        .map_or(servers, |(_, servers)| servers);
    servers.split(',').any(|server| !is_here(server))
}

/// Whether `host:port` is this machine.
fn is_here(server: &str) -> bool {
    let host = match server.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(host, _)| host),
        None => server.split_once(':').map_or(server, |(host, _)| host),
    };
    let address = host.parse::<IpAddr>();
    host == "localhost" || host.is_empty() || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    fn of(text: &str) -> Vec<String> {
        let file: File = toml::from_str(text).unwrap();
        cautions(&file.into_config())
    }

    const PAID: &str =
        "[[upstreams]]\nkind = \"whapi\"\ntoken = \"k\"\nbudget = { requests = 5 }\n";

    #[test]
    fn given_each_unsafe_choice_when_checked_then_it_is_named_by_its_setting() {
        for (text, named) in [
            (format!("allow-origins = [\"*\"]\n{PAID}"), "allow-origins"),
            (PAID.to_owned(), "access.purpose-required"),
            (
                format!("{PAID}[access.audit]\nkeep = \"500d\""),
                "access.audit.keep",
            ),
            (
                format!("{PAID}[access.jwt]\nalgorithm = \"HS256\"\nsecret = \"s\""),
                "access.jwt.issuer",
            ),
            (
                format!("{PAID}[access.jwt]\nalgorithm = \"HS256\"\nsecret = \"s\""),
                "access.jwt.audience",
            ),
            (format!("{PAID}[state]\nvolatile = true"), "state.volatile"),
            (
                format!("{PAID}[state]\nredis = \"redis://cache.example\""),
                "state.redis:",
            ),
            (
                format!("{PAID}[state]\nredis = \"redis-cluster://127.0.0.1,cache.example\""),
                "state.redis:",
            ),
            (
                format!("{PAID}[state]\nredis = \"rediss://cache.example\""),
                "state.cache-key",
            ),
            (
                format!("{PAID}[state]\nredis = \"rediss://cache.example\""),
                "state.redis-wait-replicas",
            ),
            (
                format!("{PAID}[state]\nredis = \"rediss://cache.example\""),
                "state.postgres is missing",
            ),
            (
                format!("{PAID}[state]\nredis = \"rediss://cache.example\""),
                "picture.link-key",
            ),
            (
                format!("{PAID}[state]\npostgres = \"postgres://u:p@db.example/a\""),
                "state.postgres: without",
            ),
            (format!("{PAID}[picture]\nproxy = false"), "picture.proxy"),
            (
                format!("{PAID}[picture]\nallow-private = true"),
                "picture.allow-private",
            ),
            (
                format!("{PAID}allow-plain-http = true"),
                "whapi: allow-plain-http",
            ),
            (
                format!("{PAID}[[upstreams]]\nkind = \"demo\""),
                "demo: made-up",
            ),
            (
                format!("{PAID}[picture]\nproxy = false\ncompare = true"),
                "picture.compare",
            ),
            (
                format!("{PAID}[picture]\nstock-pictures = \"stock.txt\""),
                "picture.stock-pictures",
            ),
            (format!("{PAID}[record]\nkey = \"k\""), "record.name"),
            ("[access]\nanonymous = true".to_owned(), "access.anonymous"),
        ] {
            let cautions = of(&text);
            assert!(
                cautions.iter().any(|caution| caution.starts_with(named)),
                "{named}: {cautions:?}"
            );
        }
    }

    #[test]
    fn given_a_careful_configuration_when_checked_then_nothing_is_named() {
        let text = format!(
            "{PAID}[access]\npurpose-required = true\n[state]\nredis = \"rediss://cache.example\"\n\
             cache-key = \"k\"\nredis-wait-replicas = 1\npostgres = \"postgres://db.example/a?sslmode=require\"\n\
             [picture]\nlink-key = \"0123456789abcdef0123456789abcdef\""
        );
        assert_eq!(of(&text), Vec::<String>::new());
        assert_eq!(of(""), Vec::<String>::new());
    }

    #[test]
    fn given_addresses_when_looked_at_then_only_those_elsewhere_without_tls_are_plain() {
        for (url, plain) in [
            ("redis://127.0.0.1:6379", false),
            ("redis://:secret@localhost/1", false),
            ("redis://[::1]:6379", false),
            ("redis://10.0.0.7", true),
            ("redis://u:p@cache.example:6379/0", true),
            ("rediss://cache.example", false),
            ("redis-sentinel://a.example,b.example/master", true),
            ("rediss-cluster://a.example", false),
            ("nothing", false),
        ] {
            assert_eq!(is_plain(&Secret::new(url), "redis"), plain, "{url}");
        }
    }
}
