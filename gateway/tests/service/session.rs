//! What a page is told before it looks anything up.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::gateway::{
    CRM, OPERATOR, Running, asked, budget, config, config_at, parse, start, stub,
};

const PRICE: &str = "price = { amount = \"0.005\", currency = \"USD\" }\n";

/// The answer to a request with these headers.
async fn session(gateway: &Running, headers: &[(&str, &str)]) -> (StatusCode, Value) {
    let mut request = gateway.client.get(gateway.url("/session"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (answer.status(), answer.json().await.unwrap())
}

#[tokio::test]
async fn given_a_caller_when_the_session_is_asked_for_then_it_tells_what_a_lookup_takes() {
    let stub = stub().await;
    let more = "[access]\nbatch-most = 7\npurpose-required = true\npurposes = [\"support\", \"fraud review\"]\n";
    let upstream = format!("{PRICE}{}", budget(50));
    let gateway = start(config(&stub, &upstream, more)).await;
    let path = "/number/13105550123?purpose=support";
    assert_eq!(gateway.get(path).await.status(), StatusCode::OK);
    let (status, mut told) = session(&gateway, &[("x-api-key", CRM)]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(told["budgets"][0]["resetSeconds"].take().as_u64().is_some());
    let price = json!({ "amount": "0.005", "currency": "USD" });
    assert_eq!(
        told,
        json!({
            "success": true,
            "demo": false,
            "signedIn": true,
            "signIn": "token",
            "caller": { "name": "crm", "operator": false },
            "purposes": ["support", "fraud review"],
            "purposeRequired": true,
            "batchMost": 7,
            "budgets": [{
                "upstream": "stub",
                "period": "month",
                "limit": 50,
                "used": 1,
                "remaining": 49,
                "resetSeconds": null,
                "price": price,
            }],
            "paidFrom": "stub",
            "price": price,
            "highestPrice": price,
            "paceMs": 1_000,
            "comparesPictures": false,
        })
    );
    let (_, told) = session(&gateway, &[("x-api-key", OPERATOR)]).await;
    assert_eq!(told["caller"]["operator"], true);
    let quota = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["price"], price);
    // It spends nothing, and is no lookup.
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_no_credential_when_the_session_is_asked_for_then_a_stranger_learns_how_to_sign_in_only()
 {
    let stub = stub().await;
    let more = "[access]\npurposes = [\"support\"]\n";
    let upstream = format!("{PRICE}{}", budget(50));
    let gateway = start(config(&stub, &upstream, more)).await;
    let (status, told) = session(&gateway, &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        told,
        json!({ "success": true, "demo": false, "signedIn": false, "signIn": "token" })
    );
}

#[tokio::test]
async fn given_a_wrong_credential_when_the_session_is_asked_for_then_it_is_401() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for headers in [
        &[("x-api-key", "wrong")][..],
        &[("authorization", "Bearer wrong")],
        &[("x-api-key", CRM), ("authorization", "Bearer wrong")],
    ] {
        let (status, told) = session(&gateway, headers).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{headers:?}");
        assert_eq!(told["code"], "unauthorized");
    }
}

#[tokio::test]
async fn given_a_proxy_signs_people_in_when_the_session_is_asked_for_then_it_says_so() {
    let stub = stub().await;
    let by_proxy = |from: &str| {
        parse(&format!(
            "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/number/{{digits}}\"\n\
             [access.trusted-header]\nname = \"x-user\"\nfrom = [\"{from}\"]\n",
            stub.uri()
        ))
    };
    let gateway = start(by_proxy("127.0.0.1")).await;
    let (status, told) = session(&gateway, &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (&told["signedIn"], &told["signIn"]),
        (&json!(false), &json!("proxy"))
    );
    let (_, told) = session(&gateway, &[("x-user", "ada")]).await;
    assert_eq!(
        (&told["signedIn"], &told["caller"]["name"]),
        (&json!(true), &json!("ada"))
    );
    assert_eq!(
        (&told["purposes"], &told["price"]),
        (&Value::Null, &Value::Null)
    );
    // A doubtful word of the proxy's is a wrong credential.
    let (status, _) = session(&gateway, &[("x-user", "ada, root")]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    // From anywhere else the header says nothing.
    let gateway = start(by_proxy("192.0.2.1")).await;
    let (status, told) = session(&gateway, &[("x-user", "ada")]).await;
    assert_eq!((status, &told["signedIn"]), (StatusCode::OK, &json!(false)));
    // A page of another site may not ask in its visitor's name.
    let gateway = start(by_proxy("127.0.0.1")).await;
    let foreign = [("x-user", "ada"), ("sec-fetch-site", "cross-site")];
    assert_eq!(session(&gateway, &foreign).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn given_demo_data_when_the_session_is_asked_for_then_nobody_signs_in_or_says_why() {
    let more = "[access]\npurpose-required = true\npurposes = [\"support\"]\n";
    let gateway = start(parse(more)).await;
    let (status, told) = session(&gateway, &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (&told["demo"], &told["signIn"]),
        (&json!(true), &json!("none"))
    );
    assert_eq!(
        (
            &told["purposes"],
            &told["purposeRequired"],
            &told["paidFrom"]
        ),
        (&Value::Null, &json!(false), &Value::Null)
    );
}

#[tokio::test]
async fn given_several_upstreams_when_their_prices_differ_then_no_price_is_told_for_all_but_the_highest()
 {
    let stub = stub().await;
    let second = |price: &str| {
        let second = format!(
            "kind = \"generic\"\nname = \"second\"\nurl = \"{0}/number/{{digits}}\"\n{price}",
            stub.uri()
        );
        let upstream = format!("{PRICE}{}[[upstreams]]\n{second}{}", budget(50), budget(20));
        config_at(&stub.uri(), &upstream, "")
    };
    let same = start(second(PRICE)).await;
    let (_, told) = session(&same, &[("x-api-key", CRM)]).await;
    assert_eq!(told["price"]["amount"], "0.005");
    // Which of two budgets is paid from isn't known before.
    assert_eq!(told["paidFrom"], Value::Null);
    assert_eq!(told["budgets"].as_array().unwrap().len(), 2);
    for (price, highest) in [
        ("", Value::Null),
        (
            "price = { amount = \"0.01\", currency = \"USD\" }\n",
            json!("0.01"),
        ),
        (
            "price = { amount = \"0.01\", currency = \"EUR\" }\n",
            Value::Null,
        ),
    ] {
        let differ = start(second(price)).await;
        let (_, told) = session(&differ, &[("x-api-key", CRM)]).await;
        assert_eq!(told["price"], Value::Null, "{price}");
        assert_eq!(told["highestPrice"]["amount"], highest, "{price}");
    }
    // Made-up people who stand in for a service cost nothing.
    let upstream = format!("{PRICE}{}[[upstreams]]\nkind = \"demo\"\n", budget(50));
    let with_demo = start(config_at(&stub.uri(), &upstream, "")).await;
    let (_, told) = session(&with_demo, &[("x-api-key", CRM)]).await;
    assert_eq!(told["highestPrice"]["amount"], "0.005");
}
