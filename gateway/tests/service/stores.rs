//! An upstream's store: a plan of its own, with a budget of its own.

use phone_profile_gateway::{Gateway, access::hash_token};
use reqwest::StatusCode;
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::gateway::{CRM, Running, budget, documented, parse, start};

/// What a store answers that has nothing.
fn nothing(_: &Request) -> ResponseTemplate {
    ResponseTemplate::new(404).set_body_json(json!({ "exists": false, "code": "NOT_IN_DATABASE" }))
}

/// What it answers where the picture's link has died since.
fn expired(request: &Request) -> ResponseTemplate {
    let digits = request.url.path().rsplit('/').next().unwrap().to_owned();
    ResponseTemplate::new(200).set_body_json(json!({
        "isWhatsApp": true,
        "number": digits,
        "profilePic": "https://pps.whatsapp.net/v/full.jpg?oe=60000000&oh=1",
    }))
}

/// CheckLeaked with its store, each with a count of its own plan.
async fn with_store(
    store: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static,
    more: &str,
) -> (MockServer, Running) {
    let service = MockServer::start().await;
    let counting = |template: ResponseTemplate| {
        template
            .insert_header("x-ratelimit-requests-limit", "1000")
            .insert_header("x-ratelimit-requests-remaining", "999")
    };
    Mock::given(method("GET"))
        .and(path_regex("^/number_cache/"))
        .respond_with(move |request: &Request| counting(store(request)))
        .mount(&service)
        .await;
    Mock::given(method("GET"))
        .and(path_regex("^/number/"))
        .respond_with(documented)
        .mount(&service)
        .await;
    let text = format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\nurl = \"{}\"\n{more}\n{}\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        service.uri(),
        budget(5),
        hash_token(CRM),
    );
    let gateway = start(parse(&text)).await;
    (service, gateway)
}

/// How often the store, and how often a live lookup was asked for.
async fn asked(service: &MockServer) -> (usize, usize) {
    let requests = service.received_requests().await.unwrap();
    let of = |begin: &str| {
        let paths = requests.iter().map(|request| request.url.path());
        paths.filter(|path| path.starts_with(begin)).count()
    };
    (of("/number_cache/"), of("/number/"))
}

/// What is spent of the store's budget, and of the live one.
async fn used(gateway: &Running) -> (Value, Value) {
    let quota = gateway.json("/quota").await;
    let of = |name: &str| {
        let mut budgets = quota["budgets"].as_array().unwrap().iter();
        let budget = budgets.find(|budget| budget["upstream"] == name);
        budget.map_or(Value::Null, |budget| budget["used"].clone())
    };
    (of("checkleaked (store)"), of("checkleaked"))
}

const STORE_BUDGET: &str = "store-budget = { requests = 3 }";
const FIRST: &str = "mode = \"cache-first\"\nstore-budget = { requests = 3 }";

#[tokio::test]
async fn given_no_budget_for_a_store_when_asked_for_kept_answers_only_then_nobody_is_asked() {
    let (service, gateway) = with_store(documented, "").await;
    let kept = gateway.get("/number/13105550123?cache=only").await;
    assert_eq!(kept.status(), StatusCode::NOT_FOUND);
    assert_eq!(asked(&service).await, (0, 0));
}

#[tokio::test]
async fn given_a_budget_for_a_store_when_it_is_asked_then_that_is_spent_and_not_the_live_one() {
    // given
    let (service, gateway) = with_store(documented, "store-budget = { requests = 1 }").await;

    // when
    let kept = gateway.get("/number/13105550123?cache=only").await;
    let refused = gateway.get("/number/13105550188?cache=only").await;

    // then
    assert_eq!(kept.status(), StatusCode::OK);
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&service).await, (1, 0));
    assert_eq!(used(&gateway).await, (json!(1), json!(0)));
}

#[tokio::test]
async fn given_a_store_that_says_nothing_of_its_plan_when_it_is_asked_then_each_request_counts() {
    let service = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(documented)
        .mount(&service)
        .await;
    let gateway = start(parse(&format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\nurl = \"{}\"\n\
         {STORE_BUDGET}\n{}[[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        service.uri(),
        budget(5),
        hash_token(CRM),
    )))
    .await;
    for number in ["13105550123", "13105550188"] {
        let kept = gateway.get(&format!("/number/{number}?cache=only")).await;
        assert_eq!(kept.status(), StatusCode::OK);
    }
    assert_eq!(used(&gateway).await, (json!(2), json!(0)));
}

#[tokio::test]
async fn given_a_store_that_comes_first_when_it_has_the_answer_then_no_live_lookup_is_made_or_paid()
{
    let (service, gateway) = with_store(documented, FIRST).await;
    let told: Value = gateway.json("/number/13105550123").await;
    assert_eq!(told["source"], "cache");
    assert_eq!(asked(&service).await, (1, 0));
    assert_eq!(used(&gateway).await, (json!(1), json!(0)));
}

#[tokio::test]
async fn given_a_store_that_comes_first_when_it_has_no_use_then_a_live_lookup_follows_and_each_is_paid()
 {
    type Answer = fn(&Request) -> ResponseTemplate;
    let broken: Answer = |_| ResponseTemplate::new(500);
    for store in [nothing as Answer, expired, broken] {
        let (service, gateway) = with_store(store, FIRST).await;
        let told: Value = gateway.json("/number/13105550123").await;
        assert_eq!(told["source"], "live");
        assert_eq!(told["name"], "Demo Person");
        assert_eq!(asked(&service).await, (1, 1));
        assert_eq!(used(&gateway).await, (json!(1), json!(1)));
    }
}

#[tokio::test]
async fn given_a_store_that_comes_first_when_its_budget_is_spent_then_lookups_are_live() {
    let (service, gateway) = with_store(nothing, FIRST).await;
    for number in ["13105550103", "12125550123", "13125550140", "14155550151"] {
        let told = gateway.get(&format!("/number/{number}")).await;
        assert_eq!(told.status(), StatusCode::OK);
    }
    assert_eq!(asked(&service).await, (3, 4));
    assert_eq!(used(&gateway).await, (json!(3), json!(4)));
}

#[tokio::test]
async fn given_a_store_that_comes_first_when_the_answer_has_to_be_new_then_it_isnt_asked() {
    let (service, gateway) = with_store(documented, FIRST).await;
    let told: Value = gateway.json("/number/13105550123?cache=reload").await;
    assert_eq!(told["source"], "live");
    assert_eq!(asked(&service).await, (0, 1));
}

#[tokio::test]
async fn given_a_store_that_comes_first_when_it_has_no_budget_then_it_isnt_asked() {
    let (service, gateway) = with_store(documented, "mode = \"cache-first\"").await;
    let told: Value = gateway.json("/number/13105550123").await;
    assert_eq!(told["source"], "live");
    assert_eq!(asked(&service).await, (0, 1));
    assert_eq!(used(&gateway).await, (Value::Null, json!(1)));
}

#[tokio::test]
async fn given_a_store_without_a_limit_when_it_comes_first_then_it_is_asked() {
    let unlimited = "mode = \"cache-first\"\nstore-budget = \"unlimited\"";
    let (service, gateway) = with_store(documented, unlimited).await;
    assert_eq!(gateway.json("/number/13105550123").await["source"], "cache");
    assert_eq!(asked(&service).await, (1, 0));
}

#[test]
fn given_a_store_that_comes_first_without_a_budget_when_checked_then_it_is_said_that_it_isnt_asked()
{
    for (more, expected) in [
        ("", &["checkleaked"][..]),
        ("store-budget = \"unlimited\"", &[]),
        (STORE_BUDGET, &[]),
    ] {
        let config = parse(&format!(
            "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\nmode = \"cache-first\"\n\
             budget = \"unlimited\"\n{more}\n[[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
            hash_token(CRM),
        ));
        let checked = Gateway::check(&config).unwrap();
        assert_eq!(checked.unasked_stores, expected, "{more}");
    }
}

/// CheckLeaked whose store has nothing, and whose live lookups end as they are told.
async fn with_empty_store(live: impl wiremock::Respond + 'static) -> (MockServer, Running) {
    let service = MockServer::start().await;
    let store = Mock::given(path_regex("^/number_cache/"));
    store.respond_with(nothing).mount(&service).await;
    let lookups = Mock::given(path_regex("^/number/"));
    lookups.respond_with(live).mount(&service).await;
    let text = format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\nurl = \"{}\"\n\
         {FIRST}\n{}[access]\nbudget-share = 20\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        service.uri(),
        budget(5),
        hash_token(CRM),
    );
    let gateway = start(parse(&text)).await;
    (service, gateway)
}

#[tokio::test]
async fn given_a_store_that_has_nothing_when_the_live_lookup_is_refused_then_the_next_try_pays_no_store()
 {
    let (service, gateway) = with_empty_store(ResponseTemplate::new(429)).await;
    for _ in 0..2 {
        let refused = gateway.get("/number/13105550123").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(asked(&service).await, (1, 2));
    assert_eq!(used(&gateway).await, (json!(1), json!(0)));
}

#[tokio::test]
async fn given_a_caller_whose_share_is_spent_when_the_store_has_nothing_then_it_is_told_of_its_share()
 {
    let (service, gateway) = with_empty_store(documented).await;
    let paid = gateway.get("/number/13105550123").await;
    assert_eq!(paid.status(), StatusCode::OK);
    for _ in 0..2 {
        let refused = gateway.get("/number/13105550188").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        let refused: Value = refused.json().await.unwrap();
        assert_eq!(refused["code"], "quota-exhausted");
    }
    assert_eq!(asked(&service).await, (2, 1));
}
