//! What every example's page has to show.

use serde::Deserialize;

use super::{gateway::CountingGateway, project::Page};
use crate::harness::Browser;
use crate::page_objects::Card;

const NAME: &str = "Maya Lindqvist";

/// Each page is opened twice: also for the first time everything has to be right, and once more from
/// whatever the server and the browser have kept.
const LOADS: u32 = 2;

/// What the page itself says.
#[derive(Deserialize)]
struct Said {
    /// Of the card's state, which it knows by an event.
    state: Option<String>,
    /// The name that the server has found.
    server: Option<String>,
}

/// The card, in the page or in its iframe.
#[derive(Deserialize)]
struct Seen {
    card: Card,
    /// The words before the time of the answer that the page has set by a property.
    checked: Option<String>,
    is_expected: bool,
}

pub async fn expect_card(browser: &Browser, gateway: &CountingGateway, page: &Page, origin: &str) {
    let (lookups, url) = (page.lookups, format!("{origin}{}", page.path));
    for load in 1..=LOADS {
        let before = (gateway.lookups_by_browsers(), gateway.lookups_by_servers());
        browser.goto(&url).await;
        let said: Said = browser
            .run(
                concat!(include_str!("find.js"), include_str!("said.js")),
                vec![lookups.by_server.into()],
            )
            .await;
        let look = concat!(include_str!("find.js"), include_str!("look.js"));
        let seen: Seen = if page.is_framed {
            let found = concat!(include_str!("find.js"), "return find('iframe');");
            browser.run_in_found_frame(found, look).await
        } else {
            browser.run(look, Vec::new()).await
        };
        let log = browser.log().await;
        let place = format!("{url}, load {load}");

        expect_content(&seen, &place);
        assert_eq!(said.state.as_deref(), Some("ready"), "{place}: #state");
        if lookups.by_server {
            assert_eq!(said.server.as_deref(), Some(NAME), "{place}: #server");
        }
        let by_browser = gateway.lookups_by_browsers() - before.0;
        assert_eq!(
            by_browser,
            u64::from(lookups.by_browser),
            "{place}: lookups by the browser"
        );
        let by_server = gateway.lookups_by_servers() - before.1;
        assert!(
            by_server <= u64::from(lookups.by_server),
            "{place}: {by_server} lookups by the server"
        );
        let problems: Vec<&String> = log
            .iter()
            .filter(|line| line.starts_with("SEVERE") || line.starts_with("WARNING"))
            .collect();
        assert!(problems.is_empty(), "{place}: {problems:#?}");
    }
    if lookups.by_server {
        assert!(gateway.lookups_by_servers() > 0, "the server asks too");
    }
}

fn expect_content(seen: &Seen, place: &str) {
    let card = &seen.card;
    assert_eq!(
        (card.state.as_str(), card.name.as_deref()),
        ("ready", Some(NAME)),
        "{place}: {card:?}"
    );
    assert!(
        card.pictures.iter().all(|picture| picture.shown),
        "{place}: {card:?}"
    );
    if seen.is_expected {
        let matched = card.matched.as_deref();
        assert_eq!(matched, Some("Name matches"), "{place}: an attribute");
    }
    if let Some(words) = &seen.checked {
        let line = card.time.as_ref().map(|time| time.line.as_str());
        assert!(
            line.is_some_and(|line| line.starts_with(words)),
            "{place}: a property: {line:?} is not {words:?}"
        );
    }
}
