//! The binary: starts, says where, masks its log, stops, and explains failures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
};

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A started gateway and the address that it printed.
struct Running {
    child: Child,
    address: String,
    line: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        Self::start_as(&[&["--listen", "127.0.0.1:0"], arguments].concat())
    }

    fn start_as(arguments: &[&str]) -> Self {
        let mut child = command().args(arguments).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split_once("http://")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map(|(address, _)| address.to_owned())
            .unwrap();
        Self {
            child,
            address,
            line,
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it as a service manager would, and returns what it logged.
    #[cfg(unix)]
    fn terminate(mut self) -> (Option<i32>, String) {
        let killed = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let code = self.child.wait().unwrap().code();
        let mut log = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        (code, log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().unwrap()
}

#[test]
fn given_port_0_when_started_then_it_prints_where_it_is_and_is_healthy() {
    let gateway = Running::start(&[]);
    assert_eq!(
        gateway.line,
        format!(
            "phone-profile gateway: http://{}/ (demo data)\n",
            gateway.address
        )
    );
    let answer = gateway.get("/healthz");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("ok"), "{answer}");
}

#[test]
fn given_a_taken_port_when_started_then_it_exits_1_and_says_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["--listen", &address]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        message.contains(&format!("{address} is in use")),
        "{message}"
    );
    assert!(message.contains("--listen"), "{message}");
}

#[cfg(unix)]
#[test]
fn given_lookups_when_logged_then_numbers_are_masked_and_names_and_queries_absent() {
    let gateway = Running::start(&[]);
    gateway.get("/number/13105550123?purpose=secret-purpose");
    gateway.get("/number/not-a-number");
    let (code, log) = gateway.terminate();
    assert_eq!(code, Some(0));
    assert!(log.contains("+1310•••••23"), "{log}");
    assert!(log.contains("status=200"), "{log}");
    assert!(log.contains("status=400"), "{log}");
    for private in [
        "13105550123",
        "5550123",
        "Maya",
        "secret-purpose",
        "not-a-number",
    ] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}

#[cfg(unix)]
#[test]
fn given_quiet_when_looking_up_then_nothing_is_logged() {
    let gateway = Running::start(&["--quiet"]);
    gateway.get("/number/13105550123");
    assert_eq!(gateway.terminate(), (Some(0), String::new()));
}

#[test]
fn given_wrong_options_when_started_then_it_fails_with_a_reason() {
    for (arguments, reason) in [
        (vec!["--latency", "soon"], "--latency"),
        (
            vec!["--allow-origin", "dash.example/path"],
            "is not an origin",
        ),
        (vec!["--assets", "no/such/directory"], "no/such/directory"),
        (vec!["--listen", "nowhere"], "can't listen on nowhere"),
    ] {
        let output = run(&arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn given_print_demo_table_when_run_then_it_is_the_markdown_table() {
    let output = run(&["--print-demo-table"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        phone_profile_gateway::demo_table_markdown()
    );
}

/// Where the project is.
const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What the image and the unit have in `/etc` and `/usr/share`, for a while.
struct Installed {
    directory: tempfile::TempDir,
}

impl Installed {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("dist")).unwrap();
        fs::write(directory.path().join("dist/index.html"), "the page").unwrap();
        fs::write(directory.path().join("gateway.toml"), "").unwrap();
        Self { directory }
    }

    /// The same argument for this machine: its files are here, and its port is any free one.
    fn argument(&self, argument: &str) -> String {
        let here = self.directory.path().display();
        argument
            .replace("/etc/phone-profile/", &format!("{here}/"))
            .replace("/usr/share/phone-profile/", &format!("{here}/"))
            .replace("0.0.0.0:8080", "127.0.0.1:0")
    }

    /// Starts the gateway with arguments of a deployment and gets a health check and the page.
    fn serves_with(&self, arguments: &[String]) {
        let arguments: Vec<String> = arguments.iter().map(|text| self.argument(text)).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let gateway = Running::start_as(&arguments);
        assert!(gateway.get("/healthz").starts_with("HTTP/1.1 200"));
        assert!(gateway.get("/").contains("the page"));
    }
}

/// The instructions of a Dockerfile: their names and the rest, continued lines joined.
fn instructions(dockerfile: &str) -> Vec<(String, String)> {
    let without_comments: Vec<&str> = dockerfile
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    without_comments
        .join("\n")
        .replace("\\\n", " ")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
        .collect()
}

#[test]
fn given_the_dockerfile_when_its_paths_names_and_flags_are_looked_up_then_they_exist() {
    let dockerfile = include_str!("../deploy/Dockerfile");
    let instructions = instructions(dockerfile);
    let of = |name: &str| -> Vec<&str> {
        let found = instructions.iter().filter(|(found, _)| found == name);
        found.map(|(_, rest)| rest.as_str()).collect()
    };

    let package = env!("CARGO_PKG_NAME");
    let built = of("RUN")[0];
    assert_eq!(
        built,
        format!("cargo build --profile gateway-release --locked --package {package}")
    );
    // The binary that these tests run.
    let binary = "phone-profile-gateway";
    let copies = of("COPY");
    let program = format!("--from=build /source/target/gateway-release/{binary} /usr/local/bin/");
    assert_eq!(copies[..2], [". .", &program]);
    assert_eq!(copies[2..], ["dist /usr/share/phone-profile/dist"]);
    let trunk = fs::read_to_string(format!("{PROJECT}/Trunk.toml")).unwrap();
    assert!(trunk.lines().any(|line| line == "dist = \"dist\""));
    // What it takes from the project's top level isn't left out.
    let left_out = include_str!("../deploy/Dockerfile.dockerignore");
    for needed in ["dist", "gateway", "Cargo.lock", "src"] {
        assert!(left_out.lines().all(|line| line != needed), "{needed}");
    }
    let manifest = format!("{PROJECT}/Cargo.lock");
    assert!(fs::exists(manifest).unwrap(), "--locked needs it");
    let at = format!("docker build -f gateway/deploy/Dockerfile -t {binary} .");
    assert!(dockerfile.contains(&at));

    assert_eq!(of("ENTRYPOINT"), [format!("[\"{binary}\"]")]);
    let arguments: Vec<String> = serde_json::from_str(of("CMD")[0]).unwrap();
    let (_, port) = arguments.last().unwrap().rsplit_once(':').unwrap();
    assert_eq!(of("EXPOSE"), [port]);
    Installed::new().serves_with(&arguments);
}

#[test]
fn given_the_unit_when_started_as_it_says_then_it_serves() {
    let unit = include_str!("../deploy/phone-profile-gateway.service");
    let started = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="))
        .unwrap();
    let mut arguments = started.split(' ').map(str::to_owned);
    let program = arguments.next().unwrap();
    assert_eq!(program, "/usr/local/bin/phone-profile-gateway");
    let mut arguments: Vec<String> = arguments.collect();
    arguments.extend(["--listen".to_owned(), "127.0.0.1:0".to_owned()]);
    Installed::new().serves_with(&arguments);
}

#[test]
fn given_a_header_that_a_whole_network_can_write_when_checked_then_it_is_warned_about() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("gateway.toml");
    let text = "[access.trusted-header]\nname = \"x-user\"\nfrom = [\"10.0.0.0/8\"]\n";
    let check = |more: &str| {
        fs::write(&file, format!("{text}{more}")).unwrap();
        let output = run(&["--config", file.to_str().unwrap(), "config", "check"]);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let warned = check("");
    assert!(
        warned.contains("warning: access.trusted-header"),
        "{warned}"
    );
    assert!(warned.contains("10.0.0.0/8"), "{warned}");
    let secret = "secret-header = { name = \"x-proxy\", value = \"0123456789abcdef\" }\n";
    assert!(!check(secret).contains("warning"));
}

#[test]
fn given_the_compose_file_when_its_configuration_is_checked_then_it_is_sound_and_fits_it() {
    let compose = include_str!("../deploy/compose.yaml");
    let configuration = include_str!("../deploy/compose.gateway.toml");
    let directory = tempfile::tempdir().unwrap();
    let secrets: Vec<&str> = configuration
        .split("/run/secrets/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(secrets.len(), 3);
    for name in &secrets {
        assert!(
            compose.contains(&format!("{name}: {{ file: ./{name} }}")),
            "{name}"
        );
        fs::write(directory.path().join(name), "0123456789abcdef".repeat(2)).unwrap();
    }
    let here = format!("{}/", directory.path().display());
    let file = directory.path().join("gateway.toml");
    fs::write(&file, configuration.replace("/run/secrets/", &here)).unwrap();
    let mut check = command();
    check.args(["--config", file.to_str().unwrap(), "config", "check"]);
    for line in compose.lines() {
        if let Some((name @ ("REDIS_URL" | "POSTGRES_URL"), value)) = line.trim().split_once(": ") {
            check.env(name, value.replace("${POSTGRES_PASSWORD:?an own one}", "p"));
        }
    }
    let output = check.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("in Redis"), "{said}");
    for solved in [
        "cache-key",
        "link-key",
        "state.postgres is missing",
        "purpose",
    ] {
        assert!(!said.contains(solved), "{said}");
    }
    for path in [
        "gateway/deploy/Dockerfile",
        "gateway/deploy/compose.gateway.toml",
    ] {
        assert!(fs::exists(format!("{PROJECT}/{path}")).unwrap(), "{path}");
    }
    // As long as lookups that are paid for may take.
    assert!(compose.contains("stop_grace_period: 150s"));
    let unit = include_str!("../deploy/phone-profile-gateway.service");
    assert!(unit.contains("TimeoutStopSec=150"));
}

/// SHA-256 of `abc`, the token of these tests.
const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn given_a_token_that_is_made_with_a_name_and_an_end_when_pasted_then_the_configuration_lists_it() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("gateway.toml");
    let said = |arguments: &[&str]| {
        let output = run(&[&["--config", file.to_str().unwrap()], arguments].concat());
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    fs::write(&file, "").unwrap();
    let made = said(&[
        "token",
        "new",
        "--name",
        "crm",
        "--expires",
        "90d",
        "--operator",
    ]);
    let (_, lines) = made.split_once("[[access.tokens]]").unwrap();
    fs::write(
        &file,
        format!(
            "[[access.tokens]]\nname = \"old\"\nhash = \"{HASH}\"\nper-day = 9\n\
             expires = \"2020-01-31\"\n[[access.tokens]]{lines}"
        ),
    )
    .unwrap();
    let listed = said(&["token", "list"]);
    let [old, crm] = listed.lines().collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(old, "old  9 a day  expired (2020-01-31)");
    assert!(crm.starts_with("crm  operator  expires 2"), "{crm}");
    let checked = said(&["config", "check"]);
    assert!(
        checked.contains("warning: access.tokens: that of old has expired (2020-01-31)"),
        "{checked}"
    );
    assert!(!checked.contains("that of crm"), "{checked}");
    let nobodys = said(&["token", "new", "--operator"]);
    assert!(nobodys.contains("--name"), "{nobodys}");
}

#[cfg(unix)]
#[test]
fn given_a_token_that_has_expired_when_shown_then_the_log_says_so_and_whose_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("gateway.toml");
    let text =
        format!("[[access.tokens]]\nname = \"crm\"\nhash = \"{HASH}\"\nexpires = \"2020-01-31\"\n");
    fs::write(&file, text).unwrap();
    let gateway = Running::start(&["--config", file.to_str().unwrap()]);
    let mut stream = TcpStream::connect(&gateway.address).unwrap();
    let head = "GET /quota HTTP/1.1\r\nHost: a\r\nx-api-key: abc\r\nConnection: close\r\n\r\n";
    write!(stream, "{head}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(!answer.contains("expired"), "{answer}");
    let (_, log) = gateway.terminate();
    assert!(log.contains("reason=\"a token that has expired\""), "{log}");
    assert!(log.contains("whose=\"crm\""), "{log}");
}
