//! A network whose only way out is a proxy: the binary asks its upstreams through it, and says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
};

use phone_profile_gateway::access::hash_token;
use tempfile::TempDir;

const TOKEN: &str = "token-of-the-crm";
const PASSWORD: &str = "s3cret";
/// Of the environment of whoever runs the tests.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];

/// Answers in place of any service that it is asked for, and tunnels to none.
struct Proxy {
    address: String,
    serving: JoinHandle<String>,
}

impl Proxy {
    /// Serves one connection, and keeps the head of its request.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let serving = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let head = head(&stream);
            let (status, body) = if head.starts_with("CONNECT ") {
                ("502 Bad Gateway", "")
            } else {
                let body = r#"{"success": true, "isWhatsApp": true, "number": "13105550123"}"#;
                ("200 OK", body)
            };
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
            head
        });
        Self { address, serving }
    }

    fn url(&self) -> String {
        format!("http://gateway:{PASSWORD}@{}", self.address)
    }

    /// What was asked of it.
    fn head(self) -> String {
        self.serving.join().unwrap()
    }
}

fn head(stream: &TcpStream) -> String {
    let mut head = String::new();
    let mut lines = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(lines.read_line(&mut head).unwrap(), 0, "{head}");
    }
    head
}

/// A configuration with one service, which no name server knows.
struct Configured {
    directory: TempDir,
}

impl Configured {
    fn new(first: &str, scheme: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let hash = hash_token(TOKEN);
        let text = format!(
            "{first}\n[[upstreams]]\nkind = \"generic\"\nname = \"service\"\n\
             url = \"{scheme}://service.invalid/number/{{digits}}\"\nallow-plain-http = true\nbudget = \"unlimited\"\n\
             [[access.tokens]]\nname = \"crm\"\nhash = \"{hash}\"\n"
        );
        std::fs::write(directory.path().join("gateway.toml"), text).unwrap();
        Self { directory }
    }

    fn command(&self, environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"));
        for variable in VARIABLES {
            command.env_remove(variable);
            command.env_remove(variable.to_ascii_lowercase());
        }
        command
            .arg("--config")
            .arg(self.directory.path().join("gateway.toml"))
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn check(&self, environment: &[(&str, &str)]) -> String {
        let mut command = self.command(environment);
        let output = command.args(["config", "check"]).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    /// One lookup of a started gateway; its answer and its log.
    fn look_up(&self, environment: &[(&str, &str)]) -> (String, String) {
        let mut command = self.command(environment);
        let mut gateway = Started(command.args(["--listen", "127.0.0.1:0"]).spawn().unwrap());
        let mut line = String::new();
        let stdout = gateway.0.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let (_, address) = line.split_once("http://").unwrap();
        let mut stream = TcpStream::connect(address.trim().trim_end_matches('/')).unwrap();
        write!(
            stream,
            "GET /number/13105550123 HTTP/1.1\r\nHost: a\r\nX-Api-Key: {TOKEN}\r\n\
             Connection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        gateway.0.kill().unwrap();
        let mut log = String::new();
        let mut stderr = gateway.0.stderr.take().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        (answer, log)
    }
}

/// Ends with the test.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn assert_asked_through(proxy: Proxy, answer: &str, log: &str) {
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}\n{log}");
    assert!(answer.contains("\"isWhatsApp\":true"), "{answer}");
    let said = format!("proxy=\"http://{}\"", proxy.address);
    assert!(log.contains(&said), "{log}");
    assert!(!log.contains(PASSWORD), "{log}");
    let head = proxy.head();
    let line = "GET http://service.invalid/number/13105550123 HTTP/1.1\r\n";
    assert!(head.starts_with(line), "{head}");
    // gateway:s3cret
    let credentials = "proxy-authorization: Basic Z2F0ZXdheTpzM2NyZXQ=";
    assert!(
        head.to_ascii_lowercase()
            .contains(&credentials.to_ascii_lowercase())
    );
}

#[test]
fn given_a_proxy_in_the_environment_when_a_number_is_looked_up_then_the_service_is_asked_through_it()
 {
    let proxy = Proxy::start();
    let configured = Configured::new("", "http");
    let (answer, log) = configured.look_up(&[("HTTP_PROXY", &proxy.url())]);
    assert_asked_through(proxy, &answer, &log);
}

#[test]
fn given_a_proxy_in_the_configuration_when_the_environment_names_another_then_it_wins() {
    let proxy = Proxy::start();
    let configured = Configured::new(&format!("proxy = \"{}\"", proxy.url()), "http");
    let (answer, log) = configured.look_up(&[("HTTP_PROXY", "http://other.invalid:1")]);
    assert_asked_through(proxy, &answer, &log);
}

#[test]
fn given_a_service_with_tls_when_asked_through_a_proxy_then_it_is_by_a_tunnel() {
    let proxy = Proxy::start();
    let configured = Configured::new("", "https");
    let (answer, _) = configured.look_up(&[("HTTPS_PROXY", &proxy.url())]);
    assert!(answer.starts_with("HTTP/1.1 502"), "{answer}");
    let head = proxy.head();
    assert!(head.starts_with("CONNECT service.invalid:443 "), "{head}");
}

#[test]
fn given_any_proxy_when_the_configuration_is_checked_then_it_is_named_without_its_password() {
    let url = format!("http://gateway:{PASSWORD}@proxy.invalid:3128");
    let by_environment = Configured::new("", "https");
    let by_setting = Configured::new(&format!("proxy = \"{url}\""), "https");
    let other = ("HTTPS_PROXY", "http://other.invalid:1");
    for said in [
        by_environment.check(&[("HTTPS_PROXY", &url)]),
        by_environment.check(&[("all_proxy", &url)]),
        by_setting.check(&[other]),
    ] {
        let named = "service is asked through http://proxy.invalid:3128\n";
        assert!(said.contains(named), "{said}");
        assert!(said.contains("pictures are fetched directly"), "{said}");
        assert!(!said.contains(PASSWORD), "{said}");
    }
}

#[test]
fn given_no_proxy_for_the_service_when_the_configuration_is_checked_then_none_is_named() {
    let without = ("NO_PROXY", "other.invalid, service.invalid");
    let by_setting = Configured::new("proxy = \"http://proxy.invalid:3128\"", "https");
    for said in [
        by_setting.check(&[without]),
        Configured::new("", "https").check(&[("HTTPS_PROXY", "http://proxy.invalid"), without]),
        Configured::new("", "https").check(&[("HTTP_PROXY", "http://proxy.invalid")]),
        Configured::new("", "https").check(&[]),
    ] {
        assert!(
            said.starts_with("the configuration is sound: service\n"),
            "{said}"
        );
        assert!(
            !said.contains("through") && !said.contains("proxy"),
            "{said}"
        );
    }
}

#[test]
fn given_choices_that_can_lose_money_when_the_configuration_is_checked_then_it_names_them() {
    let said = Configured::new("", "https").check(&[]);
    assert!(
        said.contains("in memory, and are forgotten at every start"),
        "{said}"
    );
    assert!(
        said.contains("service has no budget: whatever it answers may be spent"),
        "{said}"
    );
}

#[test]
fn given_a_proxy_that_cannot_be_used_when_the_configuration_is_checked_then_it_says_so() {
    let by_setting = Configured::new(&format!("proxy = \"socks5://u:{PASSWORD}@p\""), "https");
    let said = by_setting.check(&[]);
    assert!(said.contains("write http://host:port"), "{said}");
    assert!(!said.contains(PASSWORD), "{said}");
    let said = Configured::new("", "https").check(&[("ALL_PROXY", "socks5://proxy.invalid")]);
    assert!(said.contains("only http:// and https:// proxies"), "{said}");
}
