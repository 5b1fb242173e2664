//! Callers, by every means and from everywhere.

use super::*;
use crate::{access::hash_token, http::header_map::header_map};

const PEER: &str = "192.0.2.1";

fn gatekeeper(text: &str, demo: bool) -> Result<Gatekeeper, SettingsError> {
    Gatekeeper::new(&toml::from_str(text).unwrap(), Pages::default(), demo)
}

fn with_tokens() -> Gatekeeper {
    let text = format!(
        "tokens = [{{ name = \"dash\", hash = \"{}\" }}, {{ name = \"root\", hash = \"{}\", \
         operator = true }}]\n[trusted-header]\nname = \"x-user\"\nfrom = [\"10.0.0.7\"]",
        hash_token("one"),
        hash_token("two"),
    );
    gatekeeper(&text, false).unwrap()
}

async fn ask(
    gatekeeper: &Gatekeeper,
    headers: &[(&'static str, &'static str)],
    peer: &str,
) -> Result<Caller, Refusal> {
    let headers = header_map(headers);
    gatekeeper.identify(&headers, peer.parse().unwrap()).await
}

#[tokio::test]
async fn given_a_token_when_shown_in_any_header_then_its_caller_is_known() {
    let gatekeeper = with_tokens();
    for header in [
        ("authorization", "Bearer two"),
        ("x-api-key", "two"),
        ("x-rapidapi-key", "two"),
    ] {
        let caller = ask(&gatekeeper, &[header], PEER).await.unwrap();
        assert_eq!((caller.name.as_str(), caller.operator), ("root", true));
    }
}

#[tokio::test]
async fn given_no_or_wrong_credentials_when_asked_then_all_refusals_are_alike() {
    let gatekeeper = with_tokens();
    let missing = ask(&gatekeeper, &[], PEER).await.unwrap_err();
    assert_eq!(missing, Refusal::Credential);
    for headers in [
        &[("authorization", "Bearer three")][..],
        &[("x-api-key", "a.b.c")],
        &[("authorization", "Basic b25lOm9uZQ==")],
        &[("authorization", "Bearer one"), ("x-api-key", "two")],
        &[("authorization", "Bearer one"), ("x-api-key", "wrong")],
    ] {
        let refusal = ask(&gatekeeper, headers, PEER).await.unwrap_err();
        assert_eq!(refusal, missing, "{headers:?}");
    }
}

#[tokio::test]
async fn given_the_identity_header_when_it_is_not_the_proxys_then_it_is_no_way_in() {
    let gatekeeper = with_tokens();
    let claim = ("x-user", "ada");
    let caller = ask(&gatekeeper, &[claim], "10.0.0.7").await.unwrap();
    assert_eq!((caller.name.as_str(), caller.via), ("ada", Via::Proxy));
    // The same address, as a socket for both kinds of addresses shows it.
    assert!(ask(&gatekeeper, &[claim], "::ffff:10.0.0.7").await.is_ok());
    for peer in [PEER, "127.0.0.1", "::1"] {
        assert!(ask(&gatekeeper, &[claim], peer).await.is_err(), "{peer}");
    }
    let caller = ask(&gatekeeper, &[claim, ("x-api-key", "one")], PEER).await;
    assert_eq!(caller.unwrap().name, "dash");
    let caller = ask(&gatekeeper, &[("x-api-key", "one")], "10.0.0.7").await;
    assert_eq!(caller.unwrap().name, "dash");
}

#[tokio::test]
async fn given_a_doubtful_identity_when_a_token_is_there_too_then_it_is_refused_all_the_same() {
    let headers = [("x-user", "ada, root"), ("x-api-key", "one")];
    assert!(ask(&with_tokens(), &headers, "10.0.0.7").await.is_err());
}

#[tokio::test]
async fn given_too_many_wrong_tokens_when_asked_then_further_ones_wait_and_a_right_one_passes() {
    let gatekeeper = with_tokens();
    for _ in 0..10 {
        let refused = ask(&gatekeeper, &[("x-api-key", "wrong")], PEER).await;
        assert_eq!(refused, Err(Refusal::Credential));
    }
    let refused = ask(&gatekeeper, &[("x-api-key", "wrong")], PEER).await;
    assert!(matches!(refused, Err(Refusal::Attempts(_))));
    // Somebody else's old token, behind the same address.
    let other = ask(&gatekeeper, &[("x-api-key", "old")], PEER).await;
    assert_eq!(other, Err(Refusal::Credential));
    assert!(
        ask(&gatekeeper, &[("x-api-key", "one")], PEER)
            .await
            .is_ok()
    );
    let elsewhere = ask(&gatekeeper, &[("x-api-key", "wrong")], "192.0.2.2").await;
    assert_eq!(elsewhere, Err(Refusal::Credential));
}

#[tokio::test]
async fn given_a_foreign_page_when_it_asks_in_its_visitors_name_then_it_is_refused() {
    let gatekeeper = with_tokens();
    let page = [
        ("x-user", "ada"),
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let refused = ask(&gatekeeper, &page, "10.0.0.7").await;
    assert_eq!(refused, Err(Refusal::ForeignPage));
    // A page that knows a token says whose it is.
    let with_token = [page[1], page[2], ("x-api-key", "one")];
    assert_eq!(
        ask(&gatekeeper, &with_token, PEER).await.unwrap().name,
        "dash"
    );
    // Unless the proxy that signs users in may have added it.
    let refused = ask(&gatekeeper, &with_token, "10.0.0.7").await;
    assert_eq!(refused, Err(Refusal::ForeignPage));
}

#[tokio::test]
async fn given_a_proxy_known_by_its_secret_when_a_foreign_page_comes_with_its_token_then_it_is_refused()
 {
    let text = format!(
        "tokens = [{{ name = \"dash\", hash = \"{}\" }}]\n[trusted-header]\nname = \"x-user\"\n\
         secret-header = {{ name = \"x-proxy\", value = \"0123456789abcdef\" }}",
        hash_token("one"),
    );
    let gatekeeper = gatekeeper(&text, false).unwrap();
    let page = [("sec-fetch-site", "cross-site"), ("x-api-key", "one")];
    assert!(ask(&gatekeeper, &page, PEER).await.is_ok());
    let passed_on = [page[0], page[1], ("x-proxy", "0123456789abcdef")];
    let refused = ask(&gatekeeper, &passed_on, PEER).await;
    assert_eq!(refused, Err(Refusal::ForeignPage));
}

#[tokio::test]
async fn given_a_proxys_address_when_wrong_tokens_come_through_it_then_others_are_not_locked_out() {
    let gatekeeper = with_tokens();
    for peer in ["10.0.0.7", "127.0.0.1"] {
        for _ in 0..20 {
            assert!(
                ask(&gatekeeper, &[("x-api-key", "wrong")], peer)
                    .await
                    .is_err()
            );
        }
        assert!(
            ask(&gatekeeper, &[("x-api-key", "one")], peer)
                .await
                .is_ok()
        );
    }
}

#[tokio::test]
async fn given_a_demo_without_means_when_asked_then_only_this_machine_is_served() {
    let gatekeeper = gatekeeper("", true).unwrap();
    for peer in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        let caller = ask(&gatekeeper, &[], peer).await.unwrap();
        assert_eq!((caller.name.as_str(), caller.operator), ("local", true));
    }
    assert!(ask(&gatekeeper, &[], PEER).await.is_err());
    assert!(ask(&gatekeeper, &[("x-user", "ada")], PEER).await.is_err());
}

#[tokio::test]
async fn given_a_demo_behind_a_proxy_of_this_machine_when_a_stranger_asks_then_it_is_not_local() {
    for text in ["", "trusted-proxies = [\"127.0.0.1\"]"] {
        let gatekeeper = gatekeeper(text, true).unwrap();
        let stranger = [("x-forwarded-for", "192.0.2.1")];
        let refused = ask(&gatekeeper, &stranger, "127.0.0.1").await;
        assert_eq!(refused, Err(Refusal::Credential), "{text}");
        assert!(ask(&gatekeeper, &[], "127.0.0.1").await.is_ok(), "{text}");
    }
}

#[tokio::test]
async fn given_a_demo_on_this_machine_when_a_foreign_page_asks_then_it_is_no_operator() {
    let gatekeeper = gatekeeper("", true).unwrap();
    for (headers, operator) in [
        (&[("host", "localhost:8080")][..], true),
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "cross-site")], false),
        (&[("origin", "https://evil.example")], false),
        // A name of its own that leads here: the browser takes it for the same site.
        (
            &[
                ("host", "evil.example:8080"),
                ("origin", "http://evil.example:8080"),
            ],
            false,
        ),
        (&[("host", "evil.example:8080")], false),
    ] {
        let caller = ask(&gatekeeper, headers, "127.0.0.1").await.unwrap();
        assert_eq!(caller.operator, operator, "{headers:?}");
    }
}

#[tokio::test]
async fn given_trusted_proxies_when_wrong_tokens_come_through_them_then_clients_are_told_apart() {
    let hash = hash_token("one");
    let text = format!(
        "tokens = [{{ name = \"dash\", hash = \"{hash}\" }}]\ntrusted-proxies = [\"10.0.0.7\"]"
    );
    let gatekeeper = gatekeeper(&text, false).unwrap();
    let of = |client| [("x-forwarded-for", client), ("x-api-key", "wrong")];
    for _ in 0..10 {
        let refused = ask(&gatekeeper, &of("192.0.2.1"), "10.0.0.7").await;
        assert_eq!(refused, Err(Refusal::Credential));
    }
    let refused = ask(&gatekeeper, &of("192.0.2.1"), "10.0.0.7").await;
    assert!(matches!(refused, Err(Refusal::Attempts(_))));
    let other = ask(&gatekeeper, &of("192.0.2.2"), "10.0.0.7").await;
    assert_eq!(other, Err(Refusal::Credential));

    let headers = [("x-forwarded-for", "192.0.2.1"), ("x-api-key", "one")];
    let caller = ask(&gatekeeper, &headers, "10.0.0.7").await.unwrap();
    assert_eq!(caller.client, Some("192.0.2.1".parse().unwrap()));
    // From anybody else it is only a claim.
    let caller = ask(&gatekeeper, &headers, PEER).await.unwrap();
    assert_eq!(caller.client, Some(PEER.parse().unwrap()));
}

#[tokio::test]
async fn given_an_anonymous_demo_when_asked_then_everybody_is_served() {
    let gatekeeper = gatekeeper("anonymous = true", true).unwrap();
    assert_eq!(ask(&gatekeeper, &[], PEER).await.unwrap().name, "anonymous");
}

#[test]
fn given_nobody_or_everybody_may_ask_when_it_is_no_demo_then_it_does_not_start() {
    assert!(matches!(gatekeeper("", false), Err(SettingsError::NoMeans)));
    assert!(matches!(
        gatekeeper("anonymous = true", false),
        Err(SettingsError::Anonymous)
    ));
}
