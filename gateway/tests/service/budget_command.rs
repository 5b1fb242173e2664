//! `budget show` and `budget set`, beside a gateway that runs and after it.

use std::{
    path::PathBuf,
    process::{Command, Output},
};

use reqwest::Method;
use serde_json::Value;
use tempfile::TempDir;
use wiremock::MockServer;

use crate::{
    gateway::{CRM, OPERATOR, Running, parse, start, stub},
    servers::{Postgres, Redis},
};
use phone_profile_gateway::access::hash_token;

/// A configuration in a file, for the command and for a gateway.
struct Configured {
    directory: TempDir,
    text: String,
}

impl Configured {
    fn new(stub: &MockServer, state: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let state = state.replace("{directory}", &directory.path().display().to_string());
        let (crm, operator) = (hash_token(CRM), hash_token(OPERATOR));
        let text = format!(
            "listen = \"127.0.0.1:1\"\n\
             [[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\n\
             mode = \"cache-first\"\nurl = \"{}\"\nbudget = {{ requests = 50 }}\n\
             store-budget = {{ requests = 1000 }}\n\
             [[access.tokens]]\nname = \"crm\"\nhash = \"{crm}\"\n\
             [[access.tokens]]\nname = \"operator\"\nhash = \"{operator}\"\noperator = true\n\
             [state]\n{state}\n",
            stub.uri()
        );
        std::fs::write(directory.path().join("gateway.toml"), &text).unwrap();
        Self { directory, text }
    }

    async fn start(&self) -> Running {
        start(parse(&self.text)).await
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// What the command says.
    async fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"));
        command
            .arg("--config")
            .arg(self.path("gateway.toml"))
            .arg("budget")
            .args(arguments)
            .env_remove("SUDO_USER")
            .env("USER", "ada");
        // Beside the gateway, which runs in this process.
        let output = tokio::task::spawn_blocking(move || command.output());
        let Output {
            status,
            stdout,
            stderr,
        } = output.await.unwrap().unwrap();
        let said = String::from_utf8([stdout, stderr].concat()).unwrap();
        (status.success(), said)
    }
}

async fn records(gateway: &Running) -> Vec<(String, String)> {
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let records = audit["records"].as_array().unwrap().iter();
    let corrections = records.filter(|record| record["action"] == "budget");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    corrections
        .map(|record| (text(&record["who"]), text(&record["result"])))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_file_when_no_gateway_has_it_then_counts_are_shown_and_corrected() {
    // given
    let stub = stub().await;
    let configured = Configured::new(&stub, "sqlite = \"{directory}/gateway.db\"");
    let (done, said) = configured.run(&["show"]).await;
    assert!(!done && said.contains("there is no"), "{said}");
    assert!(!configured.path("gateway.db").exists());
    let gateway = configured.start().await;
    gateway.get("/number/13105550123").await;
    gateway.stop().await;

    // when
    let (done, shown) = configured.run(&["show"]).await;
    let (is_set, set) = configured
        .run(&["set", "checkleaked", "--used", "40"])
        .await;
    let store = ["set", "checkleaked", "--store", "--used", "7"];
    let (is_store_set, _) = configured.run(&store).await;

    // then
    assert!(done, "{shown}");
    assert!(
        shown.contains("checkleaked: 0 of 50 requests of this month are spent"),
        "{shown}"
    );
    assert!(
        shown.contains("checkleaked (store): 1 of 1000 requests"),
        "{shown}"
    );
    assert!(is_set && is_store_set, "{set}");
    assert_eq!(set, "checkleaked: used 0, now 40\n");
    let gateway = configured.start().await;
    let quota = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 40);
    assert_eq!(quota["budgets"][1]["used"], 7);
    let written = records(&gateway).await;
    let record = |result: &str| ("command:ada".to_owned(), result.to_owned());
    assert_eq!(
        written,
        [
            record("checkleaked (store): used 1, now 7"),
            record("checkleaked: used 0, now 40")
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_file_that_a_gateway_has_when_corrected_then_it_says_how_to_ask_that() {
    let stub = stub().await;
    let configured = Configured::new(&stub, "sqlite = \"{directory}/gateway.db\"");
    let gateway = configured.start().await;
    gateway.get("/number/13105550123").await;
    let (done, said) = configured
        .run(&["set", "checkleaked", "--used", "40"])
        .await;
    assert!(!done, "{said}");
    let url = "-X PUT http://127.0.0.1:1/quota/checkleaked";
    for words in ["a gateway has the file", url, "'{\"used\": 40}'"] {
        assert!(said.contains(words), "{said}");
    }
    let quota = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_servers_when_a_gateway_runs_then_it_is_corrected_beside_it() {
    let (Some(redis), Some(postgres)) = (Redis::shared(), Postgres::shared()) else {
        return;
    };
    let stub = stub().await;
    let state = format!(
        "redis = \"{}\"\nredis-prefix = \"command:\"\npostgres = \"{}\"",
        redis.url(),
        postgres.database().await
    );
    let configured = Configured::new(&stub, &state);
    let gateway = configured.start().await;
    let (done, said) = configured
        .run(&["set", "checkleaked", "--used", "50"])
        .await;
    assert!(done, "{said}");
    let refused = gateway.get("/number/13105550123?cache=reload").await;
    assert_eq!(refused.status(), 429);
    let expected = (
        "command:ada".to_owned(),
        "checkleaked: used 0, now 50".to_owned(),
    );
    assert_eq!(records(&gateway).await, [expected]);
    let (done, said) = configured.run(&["set", "other", "--used", "50"]).await;
    assert!(!done && said.contains("no upstream \"other\""), "{said}");
    let (done, _) = configured.run(&["set", "checkleaked"]).await;
    assert!(!done, "nothing to set");
}

#[tokio::test]
async fn given_counts_or_an_audit_in_memory_when_corrected_then_it_says_how_to_ask_the_gateway() {
    let stub = stub().await;
    for (state, reason) in [
        ("volatile = true", "the gateway's memory"),
        (
            "redis = \"redis://127.0.0.1:1\"",
            "the audit is in the gateway's memory",
        ),
    ] {
        let configured = Configured::new(&stub, state);
        let set = ["set", "checkleaked", "--clear-window"];
        let (done, said) = configured.run(&set).await;
        assert!(!done, "{said}");
        assert!(said.contains(reason), "{said}");
        assert!(said.contains("'{\"clearWindow\": true}'"), "{said}");
    }
}
