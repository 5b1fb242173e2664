//! The process takes its configuration again, when the file changes and when it is told to.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use phone_profile_gateway::access::hash_token;
use reqwest::{Client, RequestBuilder};
use tempfile::TempDir;
use wiremock::MockServer;

use crate::{
    gateway::{CRM, OPERATOR, stub},
    process::Process,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// A configuration in a file, and a gateway that runs with it.
struct Place {
    stub: MockServer,
    directory: TempDir,
    client: Client,
}

impl Place {
    async fn new() -> Self {
        Self {
            stub: stub().await,
            directory: tempfile::tempdir().unwrap(),
            client: Client::new(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Tokens of these, each with itself as its name, and more.
    fn text(&self, tokens: &[&str], more: &str) -> String {
        let mut text = format!(
            "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/{{digits}}\"\n\
             budget = {{ requests = 100 }}\n",
            self.stub.uri()
        );
        for token in tokens {
            let hash = hash_token(token);
            text.push_str(&format!(
                "[[access.tokens]]\nname = \"{token}\"\nhash = \"{hash}\"\n"
            ));
        }
        text + more
    }

    fn write(&self, text: &str) -> PathBuf {
        let path = self.path("gateway.toml");
        fs::write(&path, text).unwrap();
        path
    }

    fn start(&self, config: &Path) -> Process {
        Process::start_logging(config, self.directory.path())
    }

    fn quota(&self, gateway: &Process) -> RequestBuilder {
        self.client.get(gateway.url("/quota"))
    }

    async fn status(&self, gateway: &Process, token: &str) -> u16 {
        let answer = self.quota(gateway).bearer_auth(token).send().await;
        answer.unwrap().status().as_u16()
    }

    async fn until(&self, gateway: &Process, token: &str, status: u16) {
        let since = Instant::now();
        while self.status(gateway, token).await != status {
            assert!(since.elapsed() < PATIENCE, "{}", gateway.log());
            tokio::task::yield_now().await;
        }
    }
}

async fn until_logged(gateway: &Process, text: &str) {
    let since = Instant::now();
    while !gateway.log().contains(text) {
        assert!(since.elapsed() < PATIENCE, "{}", gateway.log());
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_running_gateway_when_a_token_is_revoked_and_one_is_added_then_it_notices() {
    // given
    let place = Place::new().await;
    let config = place.write(&place.text(&[CRM, OPERATOR], ""));
    let gateway = place.start(&config);
    assert_eq!(place.status(&gateway, CRM).await, 200);

    // when
    let revoked = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
        .args(["token", "revoke", CRM, "--config"])
        .arg(&config)
        .output()
        .unwrap();

    // then
    let said = String::from_utf8(revoked.stdout).unwrap();
    assert!(said.contains("notices within seconds"), "{said}");
    place.until(&gateway, CRM, 401).await;
    assert_eq!(place.status(&gateway, OPERATOR).await, 200);
    let (more, hash) = (fs::read_to_string(&config).unwrap(), hash_token("new"));
    place.write(&format!(
        "{more}[[access.tokens]]\nname = \"new\"\nhash = \"{hash}\"\n"
    ));
    place.until(&gateway, "new", 200).await;
    assert!(
        !gateway.log().contains("takes a restart"),
        "{}",
        gateway.log()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_broken_file_when_it_changes_then_the_log_says_why_and_the_old_one_goes_on() {
    let place = Place::new().await;
    let config = place.write(&place.text(&[CRM], ""));
    let gateway = place.start(&config);
    place.write(&place.text(&["new"], "[access]\nper-dya = 5\n"));
    until_logged(&gateway, "the earlier one goes on").await;
    let log = gateway.log();
    let lines = log.lines().filter(|line| line.contains("ERROR"));
    let [line] = lines.collect::<Vec<_>>().try_into().unwrap();
    assert!(line.contains("gateway.toml:"), "{line}");
    assert!(line.contains("per-dya"), "{line}");
    assert_eq!(place.status(&gateway, CRM).await, 200);
    assert_eq!(place.status(&gateway, "new").await, 401);
    place.write(&place.text(&["new"], ""));
    place.until(&gateway, "new", 200).await;
    assert_eq!(place.status(&gateway, CRM).await, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_secret_in_a_file_of_its_own_when_it_changes_then_sighup_has_it_taken() {
    // given
    let place = Place::new().await;
    let secret = place.path("secret");
    fs::write(&secret, "secret-of-the-proxy-1").unwrap();
    let header = format!(
        "[access.trusted-header]\nname = \"x-user\"\n\
         secret-header = {{ name = \"x-secret\", value = {{ file = {secret:?} }} }}\n"
    );
    let config = place.write(&place.text(&[], &header));
    let gateway = place.start(&config);
    let status = async |secret: &str| {
        let request = place.quota(&gateway).header("x-user", "ada");
        let request = request.header("x-secret", secret);
        let request = request.header("sec-fetch-site", "same-origin");
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(status("secret-of-the-proxy-1").await, 200);
    fs::write(&secret, "secret-of-the-proxy-2").unwrap();
    assert_eq!(status("secret-of-the-proxy-2").await, 401);

    // when
    gateway.hang_up();

    // then
    let since = Instant::now();
    while status("secret-of-the-proxy-2").await != 200 {
        assert!(since.elapsed() < PATIENCE, "{}", gateway.log());
        tokio::task::yield_now().await;
    }
    assert_eq!(status("secret-of-the-proxy-1").await, 401);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_file_behind_links_as_in_kubernetes_when_they_are_swapped_then_it_is_noticed() {
    use std::os::unix::fs::symlink;

    let place = Place::new().await;
    for (version, token) in [("first", CRM), ("second", "new")] {
        fs::create_dir(place.path(version)).unwrap();
        let file = place.path(version).join("gateway.toml");
        fs::write(file, place.text(&[token], "")).unwrap();
    }
    symlink("first", place.path("..data")).unwrap();
    symlink("..data/gateway.toml", place.path("gateway.toml")).unwrap();
    let gateway = place.start(&place.path("gateway.toml"));
    assert_eq!(place.status(&gateway, CRM).await, 200);
    symlink("second", place.path("..data_tmp")).unwrap();
    fs::rename(place.path("..data_tmp"), place.path("..data")).unwrap();
    place.until(&gateway, "new", 200).await;
    assert_eq!(place.status(&gateway, CRM).await, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_what_takes_a_restart_when_it_changes_then_the_log_says_so_and_flags_still_win() {
    let place = Place::new().await;
    let config = place.write(&place.text(&[CRM], ""));
    let gateway = place.start(&config);
    let changed = format!(
        "listen = \"127.0.0.1:1\"\nlog = \"json\"\n{}",
        place.text(&["new"], "[state]\ncache-bytes = 1000\n")
    );
    place.write(&changed);
    place.until(&gateway, "new", 200).await;
    for what in ["[state]", "log"] {
        until_logged(&gateway, &format!("takes a restart what=\"{what}\"")).await;
    }
    assert!(
        !gateway.log().contains("what=\"listen\""),
        "{}",
        gateway.log()
    );
}
