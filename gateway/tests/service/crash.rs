//! `kill -9` in the middle of load: afterwards the budget is never lower than what was charged.

use std::sync::Arc;

use phone_profile_gateway::{Gateway, GatewayError, access::hash_token};
use reqwest::Client;
use wiremock::MockServer;

use crate::{
    gateway::{CRM, asked, budget, config, parse, stub},
    process::Process,
};

fn written(stub: &MockServer, directory: &std::path::Path) -> std::path::PathBuf {
    let config = directory.join("gateway.toml");
    let text = format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/{{digits}}\"\n\
         budget = {{ requests = 100000 }}\n\
         [access]\nper-minute = 100000\nper-day = 100000\n\
         [access.neighbours]\nslow-after = 100000\nrefuse-after = 100000\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n[state]\nsqlite = \"{}\"\n",
        stub.uri(),
        hash_token(CRM),
        directory.join("gateway.db").display()
    );
    std::fs::write(&config, text).unwrap();
    config
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_gateway_under_load_when_killed_then_its_budget_is_never_below_what_was_charged() {
    let stub = Arc::new(stub().await);
    let directory = tempfile::tempdir().unwrap();
    let config = written(&stub, directory.path());
    let client = Client::new();
    let mut next = 0_u32;
    for round in 1..=3_usize {
        let mut gateway = Process::start(&config, directory.path());
        let mut load = tokio::task::JoinSet::new();
        for _ in 0..64 {
            let url = format!("http://{}/number/1310555{next:04}", gateway.address);
            next += 1;
            let request = client.get(url).header("x-api-key", CRM);
            load.spawn(async move { request.send().await.is_ok() });
        }
        // Once some have been charged, and others are on their way.
        while asked(&stub).await < round * 20 {
            tokio::task::yield_now().await;
        }
        gateway.kill();
        load.join_all().await;
        let charged = asked(&stub).await;

        let again = Process::start(&config, directory.path());
        let used = again.used(&client).await;
        assert!(used >= charged as u64, "{used} < {charged}");
        assert!(used <= u64::from(next), "{used} > {next}");
    }
}

/// The shortest configuration that the README has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_budget_of_one_and_no_word_on_state_when_killed_and_started_again_then_one_is_spent()
 {
    // given
    let stub = stub().await;
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("gateway.toml");
    let text = format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/{{digits}}\"\n\
         budget = {{ requests = 1 }}\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        stub.uri(),
        hash_token(CRM),
    );
    std::fs::write(&config, text).unwrap();
    let state = directory.path().join("not/there/yet");
    let client = Client::new();
    let ask = async |gateway: &Process, number: &str| {
        let url = format!("http://{}/number/{number}", gateway.address);
        let answer = client.get(url).header("x-api-key", CRM).send().await;
        answer.unwrap().status().as_u16()
    };
    let mut gateway = Process::start(&config, &state);
    assert_eq!(ask(&gateway, "13105550100").await, 200);

    // when
    gateway.kill();
    let again = Process::start(&config, &state);

    // then
    assert_eq!(ask(&again, "13105550101").await, 429);
    assert_eq!(asked(&stub).await, 1);
    assert_eq!(again.used(&client).await, 1);
}

#[tokio::test]
async fn given_a_paid_service_without_a_word_on_its_budget_when_started_then_it_is_refused() {
    let stub = stub().await;
    for (kind, path, more, refused) in [
        ("generic", "/{digits}", "", true),
        ("generic", "/{digits}", "budget = \"unlimited\"", false),
        // Run by the operator.
        ("waha", "", "key = \"k\"", false),
    ] {
        let text = format!(
            "[[upstreams]]\nkind = \"{kind}\"\nurl = \"{}{path}\"\n{more}\n\
             [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n[state]\nvolatile = true\n",
            stub.uri(),
            hash_token(CRM),
        );
        let checked = Gateway::check(&parse(&text));
        let is_refused = matches!(checked, Err(GatewayError::NoBudget(_)));
        assert_eq!(is_refused, refused, "{kind} {more}: {checked:?}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn given_a_place_that_cant_be_written_when_started_then_the_gateway_refuses() {
    let stub = stub().await;
    let directory = tempfile::tempdir().unwrap();
    let blocked = directory.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let mut config = config(&stub, &budget(1), "");
    config.service.state.sqlite = Some(blocked.join("gateway.db"));
    let error = Gateway::new(config).await.unwrap_err();
    assert!(matches!(error, GatewayError::Store(_)), "{error}");
}
