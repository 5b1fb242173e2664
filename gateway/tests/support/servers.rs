//! Real Redis and PostgreSQL servers for tests, each on a port and in a directory of its own.
//!
//! A shell watches each server: when the test process ends, however it ends, the pipe to the shell
//! closes, and the shell stops the server and removes its directory.

#![allow(dead_code, reason = "each test file uses its own part")]

#[path = "programs.rs"]
mod programs;

use std::{
    fs::{self, Permissions},
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use programs::{find, or_skipped};

/// Somebody else may get a port between our looking for one and the server's taking it.
const TRIES: u32 = 5;

/// Stops the server (by the signal `$1`) when it is told to or nobody holds the pipe any more, and
/// removes its directory (`$2`) unless told to keep it. The output is the server's alone, so that it
/// ends with it.
const WATCH: &str = r#"
signal=$1 directory=$2
shift 2
"$@" 2>&1 &
server=$!
exec >/dev/null 2>&1
read -r word
kill -s "$signal" "$server"
wait "$server"
[ "$word" = keep ] || rm -rf "$directory"
"#;

/// A server that stops when it is dropped.
struct Watched {
    shell: Child,
    pipe: Option<ChildStdin>,
}

impl Watched {
    /// Starts a server and waits for a line that tells that it is ready; none where it ended
    /// without.
    fn start(signal: &str, directory: &Path, server: &[String], ready: &str) -> Option<Self> {
        let mut shell = Command::new("sh")
            .args(["-c", WATCH, "sh", signal])
            .arg(directory)
            .args(server)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let pipe = shell.stdin.take();
        let mut lines = BufReader::new(shell.stdout.take().expect("a pipe")).lines();
        let is_ready = lines.any(|line| line.is_ok_and(|line| line.contains(ready)));
        // Reads on, or the server would wait for somebody to.
        thread::spawn(move || lines.for_each(drop));
        let mut watched = Self { shell, pipe };
        if is_ready {
            return Some(watched);
        }
        watched.stop("keep");
        None
    }

    fn stop(&mut self, word: &str) {
        if let Some(mut pipe) = self.pipe.take() {
            let _ = writeln!(pipe, "{word}");
        }
        let _ = self.shell.wait();
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.stop("remove");
    }
}

/// What a server shows to be the one that is meant, both in PEM.
pub struct Identity {
    pub certificate: String,
    pub key: String,
}

/// A Redis or Valkey that keeps nothing.
pub struct Redis {
    port: u16,
    by_tls: bool,
    more: Vec<String>,
    directory: PathBuf,
    watched: Option<Watched>,
}

impl Redis {
    /// Starts one; none where there is none and that is said to be fine.
    pub fn start() -> Option<Self> {
        Self::start_as(None, Vec::new())
    }

    /// Starts one that is reached by TLS alone.
    pub fn start_with_tls(identity: &Identity) -> Option<Self> {
        Self::start_as(Some(identity), Vec::new())
    }

    /// Starts one that has what this one has, and stays so.
    pub fn start_replica(&self) -> Option<Self> {
        let of = format!("127.0.0.1 {}", self.port);
        Self::start_as(None, vec!["--replicaof".to_owned(), of])
    }

    fn start_as(identity: Option<&Identity>, more: Vec<String>) -> Option<Self> {
        let program = redis_program()?;
        let directory = directory("redis");
        if let Some(identity) = identity {
            write_identity(&directory, identity);
        }
        let by_tls = identity.is_some();
        for _ in 0..TRIES {
            let port = free_port();
            if let Some(watched) = Self::on(&program, &directory, port, by_tls, &more) {
                return Some(Self {
                    port,
                    by_tls,
                    more,
                    directory,
                    watched: Some(watched),
                });
            }
        }
        panic!("{} does not start", program.display());
    }

    fn on(
        program: &Path,
        directory: &Path,
        port: u16,
        by_tls: bool,
        more: &[String],
    ) -> Option<Watched> {
        let mut command = vec![program.display().to_string()];
        let here = directory.display();
        if by_tls {
            let certificate = format!("{here}/{CERTIFICATE}");
            let key = format!("{here}/{KEY}");
            command.extend(
                [
                    "--port",
                    "0",
                    "--tls-port",
                    &port.to_string(),
                    "--tls-cert-file",
                    &certificate,
                    "--tls-key-file",
                    &key,
                    "--tls-ca-cert-file",
                    &certificate,
                    "--tls-auth-clients",
                    "no",
                ]
                .map(str::to_owned),
            );
        } else {
            command.extend(["--port".to_owned(), port.to_string()]);
        }
        command.extend(
            [
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                &here.to_string(),
            ]
            .map(str::to_owned),
        );
        command.extend_from_slice(more);
        Watched::start("KILL", directory, &command, "Ready to accept connections")
    }

    pub fn url(&self) -> String {
        let scheme = if self.by_tls { "rediss" } else { "redis" };
        format!("{scheme}://127.0.0.1:{}/", self.port)
    }

    /// Ends it at once, as a crash would.
    pub fn stop(&mut self) {
        if let Some(mut watched) = self.watched.take() {
            watched.stop("keep");
        }
    }

    /// Starts an empty one on the same port.
    pub fn start_again(&mut self) {
        self.watched = redis_program().and_then(|program| {
            Self::on(
                &program,
                &self.directory,
                self.port,
                self.by_tls,
                &self.more,
            )
        });
        assert!(self.watched.is_some(), "Redis does not start again");
    }

    /// One for all tests of this process, which tell their keys apart by a prefix.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Redis>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }
}

fn redis_program() -> Option<PathBuf> {
    let program = find("redis-server").or_else(|| find("valkey-server"));
    or_skipped(program, "redis-server")
}

/// A sentinel that makes a replica the master soon after the master is gone.
pub struct Sentinel {
    port: u16,
    _watched: Watched,
}

impl Sentinel {
    /// Starts one that watches `mymaster`.
    pub fn start(master: &Redis) -> Option<Self> {
        let program = redis_program()?;
        let directory = directory("sentinel");
        let configuration = directory.join("sentinel.conf");
        for _ in 0..TRIES {
            let port = free_port();
            // It writes what it learns into the file.
            let text = format!(
                "bind 127.0.0.1\nport {port}\ndir {}\n\
                 sentinel monitor mymaster 127.0.0.1 {} 1\n\
                 sentinel down-after-milliseconds mymaster 1000\n\
                 sentinel failover-timeout mymaster 5000\n",
                directory.display(),
                master.port
            );
            fs::write(&configuration, text).expect("a configuration");
            let command = [
                program.display().to_string(),
                configuration.display().to_string(),
                "--sentinel".to_owned(),
            ];
            let started = Watched::start("KILL", &directory, &command, "+monitor master mymaster");
            if let Some(watched) = started {
                return Some(Self {
                    port,
                    _watched: watched,
                });
            }
        }
        panic!("the sentinel does not start");
    }

    /// The address of the master that it names.
    pub fn url(&self) -> String {
        format!("redis-sentinel://127.0.0.1:{}/mymaster", self.port)
    }
}

/// Three servers that are one cluster.
pub struct Cluster {
    nodes: Vec<Redis>,
}

impl Cluster {
    pub fn start() -> Option<Self> {
        let cli = find("redis-cli").or_else(|| find("valkey-cli"));
        let cli = or_skipped(cli, "redis-tools")?;
        let more = ["--cluster-enabled", "yes", "--cluster-port"].map(str::to_owned);
        let nodes: Vec<_> = (0..3)
            .map(|_| {
                let more = [more.as_slice(), &[free_port().to_string()]].concat();
                Redis::start_as(None, more)
            })
            .collect::<Option<_>>()?;
        let addresses = nodes.iter().map(|node| format!("127.0.0.1:{}", node.port));
        let made = Command::new(&cli)
            .args(["--cluster", "create"])
            .args(addresses)
            .arg("--cluster-yes")
            .output()
            .expect("redis-cli starts");
        let told = String::from_utf8_lossy(&made.stdout);
        assert!(made.status.success(), "{told}");
        let cluster = Self { nodes };
        cluster.wait_until_it_is_one(&cli);
        Some(cluster)
    }

    fn wait_until_it_is_one(&self, cli: &Path) {
        let began = Instant::now();
        let is_ok = |node: &Redis| {
            let told = Command::new(cli)
                .args(["-p", &node.port.to_string(), "cluster", "info"])
                .output()
                .expect("redis-cli starts");
            String::from_utf8_lossy(&told.stdout).contains("cluster_state:ok")
        };
        while !self.nodes.iter().all(is_ok) {
            assert!(began.elapsed() < Duration::from_secs(30), "no cluster");
        }
    }

    /// By two of its nodes.
    pub fn url(&self) -> String {
        let nodes = self.nodes.iter().take(2);
        let nodes: Vec<_> = nodes
            .map(|node| format!("127.0.0.1:{}", node.port))
            .collect();
        format!("redis-cluster://{}", nodes.join(","))
    }

    /// One for all tests of this process, which tell their keys apart by a prefix.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }
}

/// A PostgreSQL that doesn't wait for the disk.
pub struct Postgres {
    port: u16,
    by_tls: bool,
    programs: PathBuf,
    directory: PathBuf,
    databases: AtomicU32,
    watched: Option<Watched>,
}

impl Postgres {
    /// Makes and starts one; none where there is none and that is said to be fine.
    pub fn start() -> Option<Self> {
        Self::start_as(None)
    }

    /// Makes and starts one that can be reached by TLS too.
    pub fn start_with_tls(identity: &Identity) -> Option<Self> {
        Self::start_as(Some(identity))
    }

    fn start_as(identity: Option<&Identity>) -> Option<Self> {
        let programs = or_skipped(postgres_programs(), "postgresql")?;
        let directory = directory("postgres");
        own_by_postgres(&directory, 0o700);
        if let Some(identity) = identity {
            write_identity(&directory, identity);
            own_by_postgres(&directory.join(KEY), 0o600);
        }
        let by_tls = identity.is_some();
        let data = directory.join("data");
        let mut init = as_postgres(&programs.join("initdb"));
        init.extend(
            [
                "--no-sync",
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "-D",
            ]
            .map(str::to_owned),
        );
        init.push(data.display().to_string());
        let made = Command::new(&init[0])
            .args(&init[1..])
            .current_dir("/")
            .output()
            .expect("initdb starts");
        let told = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "initdb: {told}");
        for _ in 0..TRIES {
            let port = free_port();
            if let Some(watched) = Self::on(&programs, &directory, port, by_tls) {
                return Some(Self {
                    port,
                    by_tls,
                    programs,
                    directory,
                    databases: AtomicU32::new(0),
                    watched: Some(watched),
                });
            }
        }
        panic!("postgres does not start");
    }

    fn on(programs: &Path, directory: &Path, port: u16, by_tls: bool) -> Option<Watched> {
        let mut command = as_postgres(&programs.join("postgres"));
        let here = directory.display();
        command.extend([
            "-D".to_owned(),
            format!("{here}/data"),
            format!("--port={port}"),
            format!("--unix_socket_directories={here}"),
            "--listen_addresses=127.0.0.1".to_owned(),
            "--fsync=off".to_owned(),
            "--lc_messages=C".to_owned(),
        ]);
        if by_tls {
            command.extend([
                "--ssl=on".to_owned(),
                format!("--ssl_cert_file={here}/{CERTIFICATE}"),
                format!("--ssl_key_file={here}/{KEY}"),
            ]);
        }
        let ready = "database system is ready to accept connections";
        Watched::start("QUIT", directory, &command, ready)
    }

    /// The address of a database of its own, with nothing in it.
    pub async fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        let (client, connection) =
            tokio_postgres::connect(&self.url("postgres"), tokio_postgres::NoTls)
                .await
                .expect("PostgreSQL answers");
        let connection = tokio::spawn(connection);
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await
            .expect("a database");
        drop(client);
        let _ = connection.await;
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Stops all its processes where they are, as a machine that hangs would, until what this gives
    /// is dropped.
    pub fn hang(&self) -> Hanging {
        let file = fs::read_to_string(self.directory.join("data/postmaster.pid"));
        let file = file.expect("a running server");
        let parent = file.lines().next().expect("an id").to_owned();
        let mut ids = children(&parent);
        ids.insert(0, parent);
        let hanging = Hanging { ids };
        hanging.signal("-STOP");
        hanging
    }

    /// Ends it at once, with all connections.
    pub fn stop(&mut self) {
        if let Some(mut watched) = self.watched.take() {
            watched.stop("keep");
        }
    }

    /// Starts it again on the same port, with what was in it.
    pub fn start_again(&mut self) {
        self.watched = Self::on(&self.programs, &self.directory, self.port, self.by_tls);
        assert!(self.watched.is_some(), "PostgreSQL does not start again");
    }

    /// One for all tests of this process, which have a database each.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Postgres>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }
}

/// Processes that stand still.
pub struct Hanging {
    ids: Vec<String>,
}

impl Hanging {
    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").arg(signal).args(&self.ids).output();
        assert!(sent.expect("kill starts").status.success(), "no signal");
    }
}

impl Drop for Hanging {
    fn drop(&mut self) {
        self.signal("-CONT");
    }
}

/// As the system lists them.
fn children(parent: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").expect("processes");
    let is_child = |id: &String| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // Behind the name in brackets: the state, and the parent.
        let (_, behind) = stat.rsplit_once(')').unwrap_or_default();
        behind.split_whitespace().nth(1) == Some(parent)
    };
    processes
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(is_child)
        .collect()
}

/// The library that sets the clock of a process, and only that.
pub fn faketime() -> Option<PathBuf> {
    let library = fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("faketime/libfaketimeMT.so.1")))
        .find(|file| file.is_file());
    or_skipped(library, "faketime")
}

/// The newest version's, which Debian keeps off PATH.
fn postgres_programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, programs)| programs);
    newest.or_else(|| Some(find("initdb")?.parent()?.to_owned()))
}

fn is_root() -> bool {
    static IS_ROOT: OnceLock<bool> = OnceLock::new();
    *IS_ROOT.get_or_init(|| {
        let id = Command::new("id").arg("-u").output().expect("id starts");
        id.stdout.trim_ascii() == b"0"
    })
}

/// PostgreSQL refuses to run as root. `setpriv` becomes the server, where `runuser` would stay its
/// parent and leave it behind.
fn as_postgres(program: &Path) -> Vec<String> {
    let mut command = Vec::new();
    if is_root() {
        command.extend(
            [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "--",
            ]
            .map(str::to_owned),
        );
    }
    command.push(program.display().to_string());
    command
}

/// In a server's directory.
const CERTIFICATE: &str = "tls.crt";
const KEY: &str = "tls.key";

fn write_identity(directory: &Path, identity: &Identity) {
    fs::write(directory.join(CERTIFICATE), &identity.certificate).expect("a certificate");
    fs::write(directory.join(KEY), &identity.key).expect("a key");
}

fn own_by_postgres(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights");
    if is_root() {
        let changed = Command::new("chown").arg("postgres:").arg(path).status();
        assert!(changed.expect("chown starts").success(), "no user postgres");
    }
}

/// Removed by the shell that watches the server.
fn directory(of: &str) -> PathBuf {
    tempfile::Builder::new()
        .prefix(&format!("phone-profile-{of}-"))
        .tempdir()
        .expect("a directory")
        .keep()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
