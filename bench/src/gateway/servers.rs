//! The lookup service and the gateway in front of it, as the bench starts them.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::processes::Processes;
use xshell::cmd;
use xtask::gateway::{self, Profile};
use xtask::project::Project;
use xtask::report;

/// What the caches ask for; the servers listen on this machine only and end with the bench.
pub const TOKEN: &str = "bench-token-bench-token-bench-token";
const PATIENCE: Duration = Duration::from_secs(10);

/// What was built, and where files go.
pub struct Servers {
    gateway: PathBuf,
    stub: PathBuf,
    dir: PathBuf,
}

/// One that runs.
pub struct Server {
    pub id: u32,
    pub port: u16,
}

/// Where a gateway keeps its audit.
#[derive(Clone, Copy)]
pub enum Audit {
    /// As without any setting.
    InMemory,
    /// In a file, as a company would have it.
    InFile,
}

/// The lookup service, which counts requests.
pub struct Stub {
    pub id: u32,
    pub port: u16,
}

impl Servers {
    pub fn build(project: &Project) -> Result<Self> {
        const NAME: &str = "upstream_stub";
        let gateway = gateway::build(project, Profile::Shipped)?;
        report::step("building the lookup service", "about 30 s", || {
            let sh = project.shell()?;
            Ok(cmd!(
                sh,
                "cargo build --release -p phone-profile-gateway --example {NAME}"
            )
            .run()?)
        })?;
        let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
        let dir = project.scratch().join("bench-gateway");
        fs::create_dir_all(&dir)?;
        Ok(Self {
            gateway,
            stub: project.target_dir.join("release/examples").join(file),
            dir,
        })
    }

    /// A new gateway, which knows nothing yet.
    pub fn gateway(&self, processes: &Processes, stub: &Stub, audit: Audit) -> Result<Server> {
        // Both run at the same time.
        let dir = self.new_dir(match audit {
            Audit::InMemory => "in-memory",
            Audit::InFile => "in-file",
        })?;
        let state = match audit {
            Audit::InMemory => None,
            Audit::InFile => Some(dir.join("state.db")),
        };
        let configuration = configuration(stub.port, UNREACHED, "", state.as_deref());
        self.start(processes, &dir, &configuration)
    }

    /// A new gateway with a budget that can be spent, whose upstream may take two seconds. Its state is
    /// in a file.
    pub fn gateway_with_budget(
        &self,
        processes: &Processes,
        stub: &Stub,
        requests: u64,
    ) -> Result<Server> {
        let dir = self.new_dir("with-budget")?;
        let state = dir.join("state.db");
        let configuration = configuration(stub.port, requests, "timeout = \"2s\"\n", Some(&state));
        self.start(processes, &dir, &configuration)
    }

    fn new_dir(&self, name: &str) -> Result<PathBuf> {
        let dir = self.dir.join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        Ok(dir)
    }

    fn start(&self, processes: &Processes, dir: &Path, configuration: &str) -> Result<Server> {
        let config = dir.join("gateway.toml");
        fs::write(&config, configuration)?;
        let port = gateway::free_port(0)?;
        let mut command = Command::new(&self.gateway);
        command.current_dir(dir).arg("--config").arg(&config).args([
            "--listen",
            &format!("127.0.0.1:{port}"),
            "--quiet",
        ]);
        let id = processes.server(&mut command, port)?;
        Ok(Server { id, port })
    }
}

impl Stub {
    pub fn start(processes: &Processes, servers: &Servers) -> Result<Self> {
        let port = gateway::free_port(0)?;
        let id = processes.server(Command::new(&servers.stub).arg(port.to_string()), port)?;
        Ok(Self { id, port })
    }

    /// One that fails now and then, and knows whom it has answered for.
    pub fn with_faults(processes: &Processes, servers: &Servers) -> Result<Self> {
        let port = gateway::free_port(0)?;
        let mut command = Command::new(&servers.stub);
        let id = processes.server(command.args([&port.to_string(), "faults"]), port)?;
        Ok(Self { id, port })
    }

    /// The numbers that it has answered for.
    pub fn answered(&self) -> Result<Vec<String>> {
        let answer = get(self.port, "/answered")?;
        let (_, body) = answer.split_once("\r\n\r\n").context("no body")?;
        Ok(body.lines().map(str::to_owned).collect())
    }

    /// How often it was asked for a number.
    pub fn asked(&self) -> Result<u64> {
        let answer = get(self.port, "/asked")?;
        let (_, body) = answer.split_once("\r\n\r\n").context("no body")?;
        body.trim()
            .parse()
            .context("the lookup service counts no numbers")
    }
}

/// One whole answer of a server of this machine.
pub fn get(port: u16, path: &str) -> Result<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!(
            "GET {path}: {}",
            answer.lines().next().unwrap_or("no answer")
        );
    }
    Ok(answer)
}

/// A budget that no bench can spend.
const UNREACHED: u64 = 1_000_000_000;

/// No limit of a caller is ever reached, and the numbers of the bench may be neighbours.
fn configuration(stub: u16, budget: u64, upstream: &str, state: Option<&Path>) -> String {
    let hash: String = Sha256::digest(TOKEN)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let state = state.map_or_else(
        || "volatile = true\n".to_owned(),
        |file| format!("sqlite = \"{}\"\n", file.display()),
    );
    format!(
        r#"[[upstreams]]
kind = "generic"
name = "stub"
url = "http://127.0.0.1:{stub}/number/{{digits}}"
{upstream}[upstreams.budget]
requests = {budget}
period = "month"

[lifetimes]
found = "24h"
private = "24h"
not-registered = "24h"
stale = "7d"

[access]
per-minute = 1000000000
per-day = 1000000000
[access.neighbours]
within = 0
slow-after = 1000000000
refuse-after = 1000000000
[[access.tokens]]
name = "bench"
operator = true
may-walk = true
hash = "{hash}"

[state]
cache-bytes = 8589934592
{state}
[picture]
proxy = false
"#
    )
}
