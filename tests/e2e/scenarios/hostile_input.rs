//! Text that wants to be more than text: in what a page passes on, and in what an endpoint answers.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{Card, HostPage, one_card},
    scenarios,
};

scenarios![
    given_entries_that_are_no_numbers_when_set_then_the_card_says_so_and_nothing_is_asked,
    given_digits_of_other_scripts_when_set_then_they_are_a_number,
    given_markup_in_texts_of_the_page_when_shown_then_it_is_text,
    given_hostile_answers_when_shown_then_nothing_runs,
    given_a_hostile_answer_that_the_page_gives_when_shown_then_nothing_runs,
];

/// Whether anything has come of markup: elements in the card that are none of its own.
const STRANGERS: &str = "return [...card().shadowRoot.querySelectorAll('script, iframe, a, b, [onerror], [onclick], img[src=x], style')].length";

async fn given_entries_that_are_no_numbers_when_set_then_the_card_says_so_and_nothing_is_asked(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, &one_card("0100", "")).await;
    page.settled("phone-profile").await;
    for entered in [
        "Maya",
        "+1",
        "123456789012345678901",
        "javascript:alert(1)",
        "<img src=x onerror=alert(1)>",
        "+1310555\u{0}0123<script>",
        "../../secret",
        "?x=1",
    ] {
        // when
        let script = "card().number = args[0]; await until(() => card().error?.code === 'invalid-number'); return read(card())";
        let card: Card = page.run(script, vec![json!(entered)]).await;

        // then
        assert_eq!(
            card.title.as_deref(),
            Some("This number can't be looked up"),
            "{entered}"
        );
        assert!(card.retry.is_none(), "the same text would fail again");
        let strangers: usize = page.run(STRANGERS, vec![]).await;
        assert_eq!(strangers, 0, "{entered}");
        // back, so that the next error is a new one
        page.act("card().number = '+13105550100'; await until(() => card().state === 'ready')")
            .await;
    }

    // and no number is no error
    for empty in ["", "   "] {
        let script = "card().number = args[0]; await until(() => card().state === 'idle'); card().number = '+13105550100'; await until(() => card().state === 'ready')";
        page.run::<Value>(script, vec![json!(empty)]).await;
    }
    assert_eq!(page.gateway.lookups("0100"), 1);
    page.expect_no_problems().await;
}

async fn given_digits_of_other_scripts_when_set_then_they_are_a_number(stage: Arc<Stage>) {
    // given, when
    let body = r#"
        <phone-profile id="arabic" number="+١٣١٠٥٥٥٠١٠٠" endpoint="{endpoint}" loading="eager"></phone-profile>
        <phone-profile id="wide" number="＋１ ３１０ ５５５ ０１００" endpoint="{endpoint}" loading="eager"></phone-profile>"#;
    let page = HostPage::open(&stage, body).await;

    // then both are the same number
    for id in ["#arabic", "#wide"] {
        assert_eq!(
            page.settled(id).await.field("requested"),
            "+13105550100",
            "{id}"
        );
    }
    assert_eq!(page.gateway.lookups("0100"), 1);
}

async fn given_markup_in_texts_of_the_page_when_shown_then_it_is_text(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0102", "").await;
    let markup = r#"<img src=x onerror="alert(1)"><script>alert(2)</script>"#;

    // when
    let script = "const [markup] = args;
        Object.assign(card(), { expectedName: markup, purpose: markup, strings: { business: markup, registered: markup, checked: markup } });
        await until(() => words(part(card(), 'badge')) === markup && words(part(card(), 'match')).includes(markup));
        return read(card());";
    let card: Card = page.run(script, vec![json!(markup)]).await;

    // then
    assert_eq!(card.status.as_deref(), Some(markup));
    let strangers: usize = page.run(STRANGERS, vec![]).await;
    assert_eq!(strangers, 0);
    page.expect_no_problems().await;
}

async fn given_hostile_answers_when_shown_then_nothing_runs(stage: Arc<Stage>) {
    // given wrong types, markup, a huge body, an empty one, one that breaks off
    for (line, state) in [
        ("0127", "error"),
        ("0128", "ready"),
        ("0129", "error"),
        ("0130", "error"),
        ("0139", "error"),
    ] {
        // when
        let page = HostPage::open(&stage, &one_card(line, "")).await;
        let card = page.reaches("phone-profile", state).await;

        // then
        let strangers: usize = page.run(STRANGERS, vec![]).await;
        assert_eq!((strangers, card.images), (0, 0), "{line}");
        page.round_trip().await;
        page.expect_no_problems().await;
        if state == "ready" {
            assert_eq!(
                card.name.as_deref(),
                Some("<img src=x onerror=alert(1)><script>alert(2)</script>admin")
            );
            assert_eq!(
                (card.field("profilePic"), card.field("profilePicThumb")),
                (Value::Null, Value::Null)
            );
            let text: String = page
                .run("return card().shadowRoot.textContent", vec![])
                .await;
            assert!(
                !text.contains(['\u{202e}', '\u{2066}', '\u{7}']),
                "{text:?}"
            );
            assert!(!text.contains("javascript:"), "{text}");
        }
    }
}

async fn given_a_hostile_answer_that_the_page_gives_when_shown_then_nothing_runs(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when objects with traps and without end, one that links to script, and ones that are no answers
    let script = "const trap = { isWhatsApp: true, number: '13105550123', get name() { throw new Error('trap'); } };
        const endless = { isWhatsApp: true, number: '13105550123', name: 'Round' };
        endless.business = endless;
        const proxy = new Proxy({}, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } });
        const linking = { isWhatsApp: true, number: '13105550123', name: '<b>x</b>', profilePic: 'javascript:alert(1)', profilePicThumb: 'data:text/html,<script>alert(1)</script>' };
        const seen = [];
        for (const given of [linking, trap, endless, proxy, 'text', 42, [], {}]) {
          const element = document.createElement('phone-profile');
          document.querySelector('main').append(element);
          element.profile = given;
          await until(() => element.state === 'ready' || element.state === 'error', element);
          seen.push([element.state, element.error?.code ?? null, element.profile?.name ?? null, element.shadowRoot.querySelectorAll('img, b').length]);
          element.remove();
        }
        return seen;";
    let seen: Vec<(String, Option<String>, Option<String>, u32)> = page.run(script, vec![]).await;

    // then
    let ready = |name: Option<&str>| ("ready".to_owned(), None, name.map(str::to_owned), 0);
    assert_eq!(seen[0], ready(Some("<b>x</b>")));
    assert_eq!(seen[1], ready(None), "only what throws is missing");
    assert_eq!(seen[2], ready(Some("Round")));
    for other in &seen[3..] {
        let refused = ("error".to_owned(), Some("bad-response".to_owned()), None, 0);
        assert_eq!(*other, refused, "{seen:?}");
    }
    page.expect_no_problems().await;
}
