//! Servers by TLS: reached where their certificate is theirs and by the right authority, and never
//! otherwise.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use phone_profile_gateway::{secret::Secret, state::Settings};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

use crate::{
    audit::record,
    budget::{NOVEMBER, yes},
    places::told,
    servers::{Identity, Postgres, Redis},
};

/// What the servers of tests are reached at.
const HERE: &str = "127.0.0.1";

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    directory: TempDir,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut parameters = CertificateParams::new(Vec::new()).unwrap();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = parameters.self_signed(&key).unwrap();
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("ca.pem"), certificate.pem()).unwrap();
        Self {
            issuer: Issuer::new(parameters, key),
            directory,
        }
    }

    fn identity(&self, name: &str) -> Identity {
        let key = KeyPair::generate().unwrap();
        let parameters = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = parameters.signed_by(&key, &self.issuer).unwrap();
        Identity {
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }

    /// Settings that trust it alone.
    fn settings(&self) -> Settings {
        Settings {
            ca_file: Some(self.directory.path().join("ca.pem")),
            ..Settings::default()
        }
    }
}

/// A database's address, reached by TLS.
fn by_tls(postgres: &str) -> Secret {
    Secret::new(format!("{postgres}?sslmode=require"))
}

/// Opening fails for the certificate, and says so.
async fn refused(settings: Settings, server: &str, reason: &str) {
    let told = told(&settings.open().await.unwrap_err());
    assert!(told.contains(&format!("no TLS with {server}")), "{told}");
    assert!(told.contains("state.ca-file"), "{told}");
    assert!(told.contains(reason), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_redis_by_tls_when_its_authority_is_trusted_then_it_is_used_and_else_refused() {
    let authority = Authority::new();
    let Some(redis) = Redis::start_with_tls(&authority.identity(HERE)) else {
        return;
    };
    let with = |settings: Settings| Settings {
        redis: Some(Secret::new(redis.url())),
        ..settings
    };
    let store = with(authority.settings()).open().await.unwrap();
    let reserved = store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    assert_eq!(reserved, yes(1));

    let other = Authority::new();
    refused(with(other.settings()), "Redis", "invalid peer certificate").await;
    // This machine's authorities don't know it either.
    refused(with(Settings::default()), "Redis", "UnknownIssuer").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_redis_by_tls_when_its_certificate_has_another_name_then_it_is_refused() {
    let authority = Authority::new();
    let Some(redis) = Redis::start_with_tls(&authority.identity("redis.example")) else {
        return;
    };
    let settings = Settings {
        redis: Some(Secret::new(redis.url())),
        ..authority.settings()
    };
    refused(settings, "Redis", "not valid for name").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_redis_without_tls_when_asked_by_tls_then_it_is_refused() {
    let Some(redis) = Redis::shared() else {
        return;
    };
    let authority = Authority::new();
    let settings = Settings {
        redis: Some(Secret::new(redis.url().replace("redis:", "rediss:"))),
        ..authority.settings()
    };
    let told = told(&settings.open().await.unwrap_err());
    assert!(told.starts_with("the ledger can't be used: "), "{told}");
    assert!(!told.contains("state.ca-file: "), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_postgres_by_tls_when_its_authority_is_trusted_then_it_is_used_and_else_refused() {
    let authority = Authority::new();
    let Some(postgres) = Postgres::start_with_tls(&authority.identity(HERE)) else {
        return;
    };
    let plain = postgres.database().await;
    let with = |settings: Settings| Settings {
        postgres: Some(by_tls(&plain)),
        ..settings
    };
    let store = with(authority.settings()).open().await.unwrap();
    let record = record(1, "a");
    store.audit.append(record.clone()).await.unwrap();
    assert_eq!(store.audit.list(9, 9).await.unwrap(), [record]);

    let other = Authority::new();
    refused(
        with(other.settings()),
        "PostgreSQL",
        "invalid peer certificate",
    )
    .await;
    refused(with(Settings::default()), "PostgreSQL", "UnknownIssuer").await;

    // Who doesn't ask for TLS gets what there was before.
    let unasked = Settings {
        postgres: Some(Secret::new(plain)),
        ..Settings::default()
    };
    unasked.open().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_postgres_by_tls_when_its_certificate_has_another_name_then_it_is_refused() {
    let authority = Authority::new();
    let Some(postgres) = Postgres::start_with_tls(&authority.identity("db.example")) else {
        return;
    };
    let plain = postgres.database().await;
    let settings = Settings {
        postgres: Some(by_tls(&plain)),
        ..authority.settings()
    };
    refused(settings, "PostgreSQL", "not valid for name").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_postgres_without_tls_when_asked_by_tls_then_it_is_refused() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let plain = postgres.database().await;
    let authority = Authority::new();
    let settings = Settings {
        postgres: Some(by_tls(&plain)),
        ..authority.settings()
    };
    let told = told(&settings.open().await.unwrap_err());
    assert!(told.contains("server does not support TLS"), "{told}");
}

/// Set for a process of its own, the variable is to it what `/etc/ssl/certs` is to a machine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_servers_that_this_machines_authorities_know_when_started_then_no_file_is_needed() {
    let authority = Authority::new();
    let identity = authority.identity(HERE);
    let (Some(redis), Some(postgres)) = (
        Redis::start_with_tls(&identity),
        Postgres::start_with_tls(&identity),
    ) else {
        return;
    };
    let configuration = authority.directory.path().join("gateway.toml");
    let state = format!(
        "[state]\nredis = \"{}\"\npostgres = \"{}?sslmode=require\"\n",
        redis.url(),
        postgres.database().await
    );
    fs::write(&configuration, state).unwrap();
    for (known, starts) in [(&authority, true), (&Authority::new(), false)] {
        let mut gateway = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
            .args(["--listen", "127.0.0.1:0", "--config"])
            .arg(&configuration)
            .env("SSL_CERT_FILE", known.directory.path().join("ca.pem"))
            .env_remove("SSL_CERT_DIR")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = String::new();
        let mut stdout = BufReader::new(gateway.stdout.take().unwrap());
        stdout.read_line(&mut told).unwrap();
        gateway.kill().unwrap();
        gateway.wait().unwrap();
        assert_eq!(told.contains("http://127.0.0.1:"), starts, "{told}");
    }
}
