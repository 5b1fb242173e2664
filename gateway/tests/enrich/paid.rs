//! In front of a service that costs: caps, budgets that end, and what is never paid twice.

use phone_profile_core::number::E164;
use serde_json::json;
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::command::{Desk, Said, said};

/// Numbers that do not follow each other.
const LIST: &str = "Name,Phone\nAda Example,+13105550101\nBen Example,+13105550123\n\
    Cleo Example,+442079460958\nDan Example,+447700900123\n";

/// Registers everybody.
struct Registered;

impl Respond for Registered {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let digits = request.url.path().rsplit('/').next().unwrap_or_default();
        let number = E164::from_digits(digits).expect("digits");
        ResponseTemplate::new(200).set_body_json(json!({
            "success": true, "isWhatsApp": true, "number": number.digits(), "name": "Ada Example",
            "profilePic": null, "profilePicThumb": null, "isBusiness": false,
            "lastChecked": "2026-04-24T12:34:56Z",
        }))
    }
}

async fn service() -> MockServer {
    let service = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path_regex("^/number/[0-9]+$"))
        .respond_with(Registered)
        .mount(&service)
        .await;
    service
}

async fn asked(service: &MockServer) -> usize {
    service.received_requests().await.unwrap().len()
}

fn desk(service: &MockServer, budget: u32) -> Desk {
    Desk::with("contacts.csv", LIST).configured(&format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\nurl = \"{}\"\n\
         budget = {{ requests = {budget} }}\nprice = {{ amount = \"0.005\", currency = \"USD\" }}\n",
        service.uri()
    ))
}

/// Beside the service, which runs in this process.
async fn enrich(desk: &Desk, arguments: &[&str]) -> Said {
    let mut command = desk.command(&[&["contacts.csv", "-o", "out.csv"], arguments].concat());
    let output = tokio::task::spawn_blocking(move || command.output());
    said(&output.await.unwrap().unwrap())
}

#[tokio::test]
async fn given_a_service_that_costs_when_no_cap_is_given_then_nothing_is_asked() {
    let service = service().await;
    let desk = desk(&service, 50);
    let said = enrich(&desk, &[]).await;
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(
        said.text
            .contains("4 lookups, of 50 that are left; 0.02 USD at 0.005 each, at most"),
        "{}",
        said.text
    );
    assert!(said.text.contains("--max-lookups"), "{}", said.text);
    assert_eq!(asked(&service).await, 0);
}

#[tokio::test]
async fn given_a_dry_run_when_made_then_nothing_is_asked_and_nothing_written() {
    let service = service().await;
    let desk = desk(&service, 50);
    let said = enrich(&desk, &["--dry-run"]).await;
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert_eq!(asked(&service).await, 0);
    assert!(!desk.has("out.csv") && !desk.has("out.csv.journal"));
}

#[tokio::test]
async fn given_a_cap_when_it_is_reached_then_the_run_stops_and_goes_on_without_paying_twice() {
    let service = service().await;
    let desk = desk(&service, 50);
    let said = enrich(&desk, &["--max-lookups", "3"]).await;
    assert_eq!(said.code, Some(3), "{}", said.text);
    assert!(
        said.text
            .contains("3 answered, 0 failed, 1 not looked up; 3 paid for"),
        "{}",
        said.text
    );
    assert!(!desk.has("out.csv"));
    let said = enrich(&desk, &["--max-lookups", "3"]).await;
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(
        said.text.contains("3 answered by an earlier run"),
        "{}",
        said.text
    );
    assert_eq!(desk.column("out.csv", "WhatsApp status"), ["registered"; 4]);
    assert_eq!(asked(&service).await, 4);
}

#[tokio::test]
async fn given_a_budget_that_ends_when_enriched_then_it_stops_and_the_part_that_is_known_can_be_had()
 {
    let service = service().await;
    let desk = desk(&service, 2);
    let said = enrich(&desk, &["--max-lookups", "100", "--partial"]).await;
    assert_eq!(said.code, Some(3), "{}", said.text);
    assert!(
        said.text.contains("the plan has no lookups left"),
        "{}",
        said.text
    );
    let statuses = desk.column("out.csv", "WhatsApp status");
    let count = |wanted| statuses.iter().filter(|status| *status == wanted).count();
    assert_eq!((count("registered"), count("not looked up")), (2, 2));
    assert_eq!(asked(&service).await, 2);
    // What a partial run has written is its own to replace.
    let said = enrich(&desk, &["--max-lookups", "100", "--partial"]).await;
    assert_eq!(said.code, Some(3), "{}", said.text);
    assert_eq!(asked(&service).await, 2);
}

#[tokio::test]
async fn given_another_list_when_it_goes_to_the_same_output_then_the_answers_are_not_mixed() {
    let service = service().await;
    let desk = desk(&service, 50);
    enrich(&desk, &["--max-lookups", "1"]).await;
    desk.put("contacts.csv", "Name,Phone\nEve Example,+13105550199\n");
    let said = enrich(&desk, &["--max-lookups", "1"]).await;
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(
        said.text.contains("has the answers of another list"),
        "{}",
        said.text
    );
}
