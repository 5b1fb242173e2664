//! The process is told to stop: what is paid for is finished first.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use phone_profile_gateway::access::hash_token;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};
use wiremock::{Mock, MockServer, Request, matchers::method};

use crate::{
    gateway::{CRM, asked, documented},
    process::Process,
    servers::Redis,
};

const PATH: &str = "/number/13105550123";

/// Takes so long to answer.
async fn slow(seconds: u64) -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(move |request: &Request| {
            documented(request).set_delay(Duration::from_secs(seconds))
        })
        .mount(&stub)
        .await;
    stub
}

fn written(stub: &MockServer, directory: &Path, more: &str) -> PathBuf {
    let path = directory.join("gateway.toml");
    let text = format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/{{digits}}\"\n\
         budget = {{ requests = 100 }}\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n{more}",
        stub.uri(),
        hash_token(CRM),
    );
    std::fs::write(&path, text).unwrap();
    path
}

fn ask(client: &Client, gateway: &Process, path: &str) -> RequestBuilder {
    client.get(gateway.url(path)).header("x-api-key", CRM)
}

async fn until_asked(stub: &MockServer) {
    while asked(stub).await == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_open_lookup_when_told_to_stop_then_it_is_answered_and_counted_first() {
    // given
    let stub = slow(4).await;
    let directory = tempfile::tempdir().unwrap();
    let config = written(&stub, directory.path(), "");
    let client = Client::new();
    let mut gateway = Process::start(&config, directory.path());
    let lookup = tokio::spawn(ask(&client, &gateway, PATH).send());
    until_asked(&stub).await;

    // when
    gateway.terminate();

    // then
    let answer = lookup.await.unwrap().unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(gateway.ended().code(), Some(0));
    let again = Process::start(&config, directory.path());
    assert_eq!(again.used(&client).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_batch_when_told_to_stop_then_it_is_finished_first() {
    // Eight at once, so that the second half isn't begun yet.
    let stub = slow(2).await;
    let directory = tempfile::tempdir().unwrap();
    let config = written(&stub, directory.path(), "");
    let mut gateway = Process::start(&config, directory.path());
    // Far apart, so that they are no walk through a range.
    let areas = [
        201, 202, 203, 205, 206, 207, 208, 209, 212, 213, 214, 215, 216, 217, 218, 219,
    ];
    let numbers = areas.map(|area| format!("1{area}5550123"));
    let batch = Client::new()
        .post(gateway.url("/numbers"))
        .header("x-api-key", CRM)
        .json(&json!({ "numbers": numbers }));
    let batch = tokio::spawn(async move { batch.send().await?.text().await });
    until_asked(&stub).await;
    gateway.terminate();
    let text = batch.await.unwrap().unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 16, "{text}");
    assert!(
        lines
            .iter()
            .all(|line| line["profile"]["isWhatsApp"] == true)
    );
    assert_eq!(gateway.ended().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_lookup_whose_caller_has_left_when_told_to_stop_then_its_answer_is_kept_first() {
    let Some(redis) = Redis::shared() else {
        return;
    };
    let stub = slow(2).await;
    let directory = tempfile::tempdir().unwrap();
    let state = format!(
        "[state]\nredis = \"{}\"\nredis-prefix = \"shutdown:\"\n",
        redis.url()
    );
    let config = written(&stub, directory.path(), &state);
    let client = Client::new();
    let mut gateway = Process::start(&config, directory.path());
    let mut stream = TcpStream::connect(&gateway.address).await.unwrap();
    let request = format!("GET {PATH} HTTP/1.1\r\nHost: a\r\nx-api-key: {CRM}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    until_asked(&stub).await;
    drop(stream);
    gateway.terminate();
    assert_eq!(gateway.ended().code(), Some(0));
    let again = Process::start(&config, directory.path());
    let answer = ask(&client, &again, PATH).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["source"], "cache");
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_load_balancer_when_told_to_stop_then_it_hears_first_and_a_second_signal_ends_all()
{
    let stub = slow(0).await;
    let directory = tempfile::tempdir().unwrap();
    let config = written(&stub, directory.path(), "[shutdown]\nunready = \"1h\"\n");
    let client = Client::new();
    let mut gateway = Process::start(&config, directory.path());
    let status = async |path| {
        let answer = ask(&client, &gateway, path).send().await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(status("/readyz").await, 200);
    gateway.terminate();
    let patience = Instant::now() + Duration::from_secs(20);
    while status("/readyz").await != 503 {
        assert!(Instant::now() < patience, "it never hears");
    }
    // Whoever still comes is served.
    assert_eq!(status("/healthz").await, 200);
    assert_eq!(status(PATH).await, 200);
    assert!(gateway.is_running());

    gateway.terminate();
    let ended = gateway.ended();
    assert!(ended.code().is_some_and(|code| code != 0), "{ended}");
}
