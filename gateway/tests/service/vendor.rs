//! The documented service's own clients, pointed at the gateway, with its token as their key.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::gateway::{CRM, NUMBER, Running, asked, budget, config, start, stub};
use phone_profile_gateway::{Config, Gateway};

async fn get(gateway: &Running, path: &str) -> Response {
    let request = gateway.client.get(gateway.url(path));
    request.header("x-rapidapi-key", CRM).send().await.unwrap()
}

async fn bulk_check(gateway: &Running, body: &Value) -> Response {
    let request = gateway.client.post(gateway.url("/bulk_check"));
    let request = request.header("x-rapidapi-key", CRM).json(body);
    request.send().await.unwrap()
}

#[tokio::test]
async fn given_a_number_when_asked_for_without_picture_then_there_is_no_link_and_the_state_is_told()
{
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let whole: Value = get(&gateway, "/number/13105550123")
        .await
        .json()
        .await
        .unwrap();
    let answer = get(&gateway, "/number/no_picture/13105550123").await;
    let without: Value = answer.json().await.unwrap();
    assert!(whole["profilePic"].is_string());
    assert_eq!(without["profilePic"], Value::Null);
    assert_eq!(without["profilePicThumb"], Value::Null);
    for same in [
        "number",
        "name",
        "isWhatsApp",
        "pictureState",
        "lastChecked",
    ] {
        assert_eq!(without[same], whole[same], "{same}");
    }
    assert_eq!(asked(&stub).await, 1, "the second one comes from the cache");
}

#[tokio::test]
async fn given_a_head_request_when_sent_to_any_path_of_a_lookup_then_nothing_is_spent() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for path in ["/number", "/number/no_picture", "/number_cache"] {
        let url = gateway.url(&format!("{path}/{NUMBER}"));
        let request = gateway.client.head(url).header("x-rapidapi-key", CRM);
        assert_eq!(request.send().await.unwrap().status(), 200, "{path}");
    }
    assert_eq!(asked(&stub).await, 0);
}

#[tokio::test]
async fn given_a_budget_when_a_client_asks_for_its_keys_stats_then_it_is_told_and_no_key() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    assert_eq!(get(&gateway, "/number/13105550123").await.status(), 200);
    let answer = get(&gateway, "/api-key-stats").await;
    let text = answer.text().await.unwrap();
    let stats: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(stats["requestLimit"], 50);
    assert_eq!(stats["requestRemaining"], 49);
    assert!(stats["requestReset"].as_u64().unwrap() > 0);
    assert!(stats["resetAt"].as_str().unwrap().ends_with('Z'));
    assert_eq!(stats["role"], "caller");
    assert!(!text.contains(CRM) && !text.contains("key\""), "{text}");
}

#[tokio::test]
async fn given_numbers_when_checked_in_bulk_then_each_has_its_item_in_order_and_costs_once() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let body =
        json!({"numbers": [NUMBER, 13_105_550_188_u64, "12", null], "includeBusiness": true});
    let answer = bulk_check(&gateway, &body).await;
    let checks: Vec<Value> = answer.json().await.unwrap();
    let of = |field: &str| {
        checks
            .iter()
            .map(|check| check[field].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("success"), [true, true, false, false]);
    assert_eq!(
        of("number"),
        [
            json!(NUMBER),
            json!(13_105_550_188_u64),
            json!("12"),
            Value::Null
        ]
    );
    assert_eq!(checks[0]["hasWhatsapp"], true);
    assert_eq!(
        checks[2]["hasWhatsapp"],
        Value::Null,
        "unknown is not absent"
    );
    assert!(checks[2]["error"].is_string());
    assert_eq!(of("db"), [false; 4]);
    let again: Vec<Value> = bulk_check(&gateway, &body).await.json().await.unwrap();
    assert_eq!(again[0]["db"], true);
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_more_numbers_than_the_service_takes_when_checked_then_it_is_400_and_nothing_is_spent()
 {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let answer = bulk_check(&gateway, &json!({"numbers": vec![NUMBER; 51]})).await;
    assert_eq!(answer.status(), 400);
    let request = gateway.client.post(gateway.url("/bulk_check"));
    let request = request.header("x-rapidapi-key", CRM).body("{}");
    assert_eq!(request.send().await.unwrap().status(), 415);
    let request = gateway.client.post(gateway.url("/bulk_check"));
    let request = request.json(&json!({"numbers": [NUMBER]}));
    assert_eq!(request.send().await.unwrap().status(), 401);
    assert_eq!(asked(&stub).await, 0);
}

#[tokio::test]
async fn given_demo_data_when_a_vendors_client_asks_then_all_its_paths_work() {
    let gateway = Gateway::new(Config::default()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(gateway.serve(listener, std::future::pending()));
    let client = Client::new();
    let ask = async |method: Method, path: &str| {
        let request = client.request(method, format!("http://{address}{path}"));
        request
            .header("x-rapidapi-key", "any")
            .send()
            .await
            .unwrap()
    };
    for path in ["/number/13105550123", "/number/no_picture/13105550123"] {
        let answer: Value = ask(Method::GET, path).await.json().await.unwrap();
        assert_eq!(answer["number"], NUMBER, "{path}");
    }
    assert_eq!(
        ask(Method::GET, "/number_cache/13105550123").await.status(),
        200
    );
    let stats: Value = ask(Method::GET, "/api-key-stats")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        stats["requestLimit"],
        Value::Null,
        "made-up people cost nothing"
    );
    let picture = ask(Method::GET, "/picture/13105550123").await;
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    assert!(picture.bytes().await.unwrap().starts_with(&[0xff, 0xd8]));
    // Nobody whose number isn't reserved for fiction is registered.
    assert_eq!(ask(Method::GET, "/picture/13105551234").await.status(), 404);
    let bulk = client.post(format!("http://{address}/bulk_check"));
    let bulk = bulk
        .json(&json!({"numbers": [NUMBER]}))
        .send()
        .await
        .unwrap();
    let checks: Vec<Value> = bulk.json().await.unwrap();
    assert_eq!(checks[0]["hasWhatsapp"], true);
}
