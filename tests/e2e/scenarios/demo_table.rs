//! Every demo number, shown by a card on a foreign page: what the card, its properties and its
//! text have to be, written down by hand and then compared with the list that the gateway serves.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage},
    page_objects::{Card, HostPage},
    scenarios,
};

scenarios![
    given_every_demo_number_when_shown_then_the_card_is_as_the_table_says,
    given_the_served_list_when_compared_then_it_tells_what_the_cards_do,
    given_429_with_a_wait_when_shown_then_the_retry_button_waits_as_long,
];

/// What a card has to be.
#[derive(Clone, Copy)]
struct Row {
    line: &'static str,
    state: &'static str,
    picture: &'static str,
    code: Option<&'static str>,
    /// `isBusiness` and `isVerified`, where the answer says so.
    business: (Option<bool>, Option<bool>),
    /// How many requests it takes.
    requests: u64,
    /// One of its signals, or of its error's text.
    text: Option<&'static str>,
}

const fn ready(line: &'static str, picture: &'static str) -> Row {
    Row {
        line,
        state: "ready",
        picture,
        code: None,
        business: (Some(false), None),
        requests: 1,
        text: None,
    }
}

const fn business(line: &'static str, is_verified: Option<bool>) -> Row {
    Row {
        business: (Some(true), is_verified),
        ..ready(line, "public")
    }
}

const fn not_registered(line: &'static str) -> Row {
    Row {
        state: "not-registered",
        business: (None, None),
        ..ready(line, "unknown")
    }
}

const fn error(line: &'static str, code: &'static str, requests: u64, text: &'static str) -> Row {
    Row {
        state: "error",
        code: Some(code),
        requests,
        text: Some(text),
        ..ready(line, "unknown")
    }
}

const fn saying(row: Row, text: &'static str) -> Row {
    Row {
        text: Some(text),
        ..row
    }
}

const fn after(row: Row, requests: u64) -> Row {
    Row { requests, ..row }
}

const TABLE: [Row; 40] = [
    ready("0100", "public"),
    business("0101", Some(false)),
    business("0102", Some(true)),
    saying(
        ready("0103", "private"),
        "Picture hidden by privacy setting",
    ),
    saying(ready("0104", "none"), "No picture set"),
    saying(
        ready("0105", "unknown"),
        "No picture received, reason unknown",
    ),
    not_registered("0106"),
    saying(
        after(ready("0107", "expired"), 2),
        "Picture link has expired",
    ),
    saying(
        after(ready("0108", "broken"), 2),
        "Picture could not be loaded",
    ),
    after(ready("0109", "public"), 2),
    ready("0110", "public"),
    ready("0111", "public"),
    error("0112", "timeout", 1, "The lookup took too long"),
    error("0113", "rate-limited", 1, "Too many lookups at once"),
    after(ready("0114", "public"), 2),
    error("0115", "server", 3, "The lookup service failed"),
    after(ready("0116", "public"), 2),
    error(
        "0117",
        "bad-response",
        1,
        "The answer could not be understood",
    ),
    error(
        "0118",
        "bad-response",
        1,
        "The answer could not be understood",
    ),
    business("0119", Some(true)),
    not_registered("0120"),
    not_registered("0121"),
    error("0122", "not-in-cache", 1, "No saved answer for this number"),
    ready("0123", "public"),
    error("0124", "unauthorized", 1, "Sign-in needed for lookups"),
    error("0125", "forbidden", 1, "Lookups are not allowed here"),
    error("0126", "quota-exhausted", 1, "No lookups left in this plan"),
    error(
        "0127",
        "bad-response",
        1,
        "The answer could not be understood",
    ),
    Row {
        business: (Some(true), None),
        text: Some("No picture received, reason unknown"),
        ..ready("0128", "unknown")
    },
    error(
        "0129",
        "bad-response",
        1,
        "The answer could not be understood",
    ),
    error(
        "0130",
        "bad-response",
        1,
        "The answer could not be understood",
    ),
    saying(ready("0131", "public"), "You asked for +1 310 555 0131"),
    ready("0132", "public"),
    ready("0133", "public"),
    ready("0134", "public"),
    ready("0135", "public"),
    error(
        "0136",
        "invalid-number",
        1,
        "The endpoint refuses this as a phone number",
    ),
    Row {
        business: (None, None),
        text: Some("Picture hidden by privacy setting"),
        ..ready("0137", "private")
    },
    ready("0138", "public"),
    error("0139", "network", 3, "No connection to the lookup service"),
];

async fn given_every_demo_number_when_shown_then_the_card_is_as_the_table_says(stage: Arc<Stage>) {
    // given a page with a card for each number, and less patience than 0112 asks for
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "
        const { configure, mount } = await kit();
        configure({ endpoint, timeoutMs: 4900 });
        const lines = Array.from({ length: 40 }, (_, at) => `01${String(at).padStart(2, '0')}`);
        for (const line of lines) mount('main', { number: `+1310555${line}` }).element.id = `n${line}`;";
    page.ask::<Value>(script).await;

    // when all lookups, second tries and pictures have come to their end
    let script = "
        const cards = {};
        for (const [line, picture] of args) {
          const element = card(`#n${line}`);
          await settled(element);
          await until(() => element.getAttribute('picture-state') === picture, element);
          await settled(element);
          cards[line] = read(element);
        }
        return cards;";
    let pictures = TABLE
        .iter()
        .map(|row| json!([row.line, row.picture]))
        .collect();
    let cards: BTreeMap<String, Card> = page.run(script, pictures).await;
    page.round_trip().await;

    // then each card is as the table says, with all that isn't named together
    let mut wrong = Vec::new();
    let has_broken = stage.world.engine.has(Need::BrokenAnswers);
    for row in TABLE
        .into_iter()
        .filter(|row| has_broken || row.line != "0139")
    {
        let mut expect = |what: &str, right: bool| {
            if !right {
                wrong.push(format!("{}: {what}: {:?}", row.line, cards[row.line]));
            }
        };
        let card = &cards[row.line];
        let requests = page.gateway.lookups(row.line);
        expect(
            &format!("{requests} requests, not {}", row.requests),
            requests == row.requests,
        );
        expect(
            "state",
            card.state == row.state && card.state_attribute.as_deref() == Some(row.state),
        );
        expect("picture-state", card.picture_state() == row.picture);
        expect("error code", card.code() == row.code);
        let asked = format!("+1310555{}", row.line);
        let shown = format!("+1 310 555 {}", row.line);
        match row.state {
            "error" => {
                expect(
                    "profile beside an error",
                    card.profile.is_none() && card.name.is_none(),
                );
                let text = card.error_text.as_deref().unwrap_or_default();
                expect(
                    "error text",
                    row.text.is_some_and(|wanted| text.contains(wanted)),
                );
            }
            "not-registered" => {
                expect("isWhatsApp", card.field("isWhatsApp") == json!(false));
                expect("heading", card.name.as_deref() == Some(&shown));
                expect(
                    "status",
                    card.status.as_deref() == Some("Not registered on WhatsApp"),
                );
                expect(
                    "pictures",
                    card.pictures.is_empty() && card.badges.is_empty(),
                );
            }
            _ => {
                let (is_business, is_verified) = row.business;
                expect("isWhatsApp", card.field("isWhatsApp") == json!(true));
                expect("requested", card.field("requested") == json!(asked));
                expect("isBusiness", card.field("isBusiness") == json!(is_business));
                expect("isVerified", card.field("isVerified") == json!(is_verified));
                expect(
                    "status",
                    card.status.as_deref() == Some("Registered on WhatsApp"),
                );
                let mut badges = Vec::new();
                badges.extend((is_business == Some(true)).then_some("Business"));
                badges.extend((is_verified == Some(true)).then_some("Verified"));
                expect("badges", card.badges == badges);
                let name = card.field("name");
                let wanted = name.as_str().unwrap_or("No name received");
                expect(
                    "name",
                    card.name.as_deref() == Some(wanted) && !wanted.is_empty(),
                );
                let loaded = card
                    .pictures
                    .iter()
                    .all(|picture| picture.shown && picture.width > 0);
                expect(
                    "pictures",
                    loaded && card.pictures.is_empty() == (row.picture != "public"),
                );
                let signals = card.signals.iter().map(String::as_str);
                expect("signals", signals.eq(row.text));
            }
        }
        if card.state != "error" {
            let another = row.line == "0131";
            let number = if another {
                "+13105550199".to_owned()
            } else {
                asked
            };
            expect("number", card.field("number") == json!(number));
            if card.state == "ready" {
                let number = if another { "+1 310 555 0199" } else { &shown };
                expect("number on the card", card.number.as_deref() == Some(number));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // and the names that the table is about are there
    let name = |line: &str| cards[line].field("name");
    assert_eq!(name("0110"), Value::Null);
    assert_eq!(name("0132").as_str().unwrap().chars().count(), 256);
    assert_eq!(name("0133"), "مريم الورداني");
    assert_eq!(name("0134"), "🌻🚲☕");
    assert_eq!(
        cards["0119"].field("business")["websites"],
        json!(["https://shop.example/"])
    );
    let time = cards["0138"].time.as_ref().unwrap();
    assert_eq!(time.text, "3 weeks ago");
    assert_eq!(json!(time.datetime), cards["0138"].field("lastChecked"));
    page.expect_no_problems().await;
}

async fn given_the_served_list_when_compared_then_it_tells_what_the_cards_do(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let list: Value = page
        .ask("return await (await fetch(`${endpoint}/demo/numbers.json`)).json()")
        .await;

    // then
    let listed: Vec<Value> = list["numbers"].as_array().unwrap().clone();
    assert_eq!(listed.len(), TABLE.len());
    for (listed, row) in listed.iter().zip(TABLE) {
        assert_eq!(listed["number"], format!("+1310555{}", row.line));
        assert_eq!(listed["state"], row.state, "{}", row.line);
        assert_eq!(
            listed.get("code").and_then(Value::as_str),
            row.code,
            "{}",
            row.line
        );
        let picture = (row.state == "ready").then_some(row.picture);
        assert_eq!(listed["picture"].as_str(), picture, "{}", row.line);
        for text in ["label", "note"] {
            assert!(
                !listed[text].as_str().unwrap().is_empty(),
                "{}: {text}",
                row.line
            );
        }
    }
}

async fn given_429_with_a_wait_when_shown_then_the_retry_button_waits_as_long(stage: Arc<Stage>) {
    // given a page that doesn't wait through the five seconds by itself
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "
        const { configure, mount } = await kit();
        configure({ endpoint, timeoutMs: 3000 });
        mount('main', { number: '+13105550113' });";
    page.ask::<Value>(script).await;

    // when it has failed
    let card = page.reaches("phone-profile", "error").await;

    // then error and button tell the wait
    let error = card.error.unwrap();
    assert_eq!(
        (error.code.as_str(), error.status),
        ("rate-limited", Some(429))
    );
    assert_eq!(error.retry_after_ms, Some(5_000));
    assert!(error.retryable);
    let retry = card.retry.unwrap();
    assert!(retry.disabled, "{retry:?}");
    assert!(retry.text.starts_with("Try again in "), "{retry:?}");

    // and when the wait is over, then the button can be pressed, and nothing was asked meanwhile
    let condition = "part(element, 'retry')?.disabled === false";
    let card = page.waits_for("phone-profile", condition).await;
    assert_eq!(card.retry.unwrap().text, "Try again");
    assert_eq!(page.gateway.lookups("0113"), 1);
    page.act("part(card(), 'retry').click()").await;
    page.gateway.stats.wait_for_lookups("13105550113", 2).await;
}
