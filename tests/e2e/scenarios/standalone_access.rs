//! The standalone page in front of a real service: signing in, purposes, and what is left.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{
        Service, Stage,
        service::{CALLER, OPERATOR},
    },
    page_objects::{StandalonePage, violations},
    scenarios,
};

scenarios![
    given_a_gateway_with_tokens_when_opened_then_a_wrong_one_is_refused_and_a_right_one_looks_up,
    given_a_token_when_the_page_is_reloaded_then_it_is_forgotten_unless_the_tab_keeps_it,
    given_a_token_when_signed_out_then_nothing_of_it_or_of_its_lookups_is_left,
    given_a_token_when_it_is_revoked_then_the_page_says_so_and_asks_again,
    given_a_kept_token_that_was_revoked_when_opened_then_the_page_asks_again,
    given_a_required_purpose_when_none_is_chosen_then_nothing_is_spent_and_the_page_says_why,
    given_a_purpose_without_a_list_when_typed_then_it_is_written_down,
    given_a_budget_when_numbers_are_looked_up_then_what_is_left_falls_by_one_each,
    given_a_real_service_when_a_demo_number_is_looked_up_then_nothing_calls_it_demo,
    given_a_proxy_that_signs_people_in_when_it_has_not_then_the_page_says_so,
    given_a_server_that_says_nothing_of_itself_when_opened_then_numbers_can_be_entered,
    given_only_a_keyboard_when_signing_in_then_everything_is_reached_and_the_number_comes_next,
    given_any_width_and_colours_when_signing_in_then_nothing_scrolls_sideways_and_axe_is_content,
];

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

fn price() -> Value {
    json!({ "price": { "amount": "0.005", "currency": "USD" } })
}

async fn plain() -> Service {
    Service::start(json!({}), json!({})).await
}

/// Opened and signed in.
async fn signed_in(stage: &Arc<Stage>, service: &Service) -> StandalonePage {
    let page = StandalonePage::open_at(stage, &service.origin, "").await;
    page.sign_in(CALLER.1).await;
    page.words("#account").await;
    page
}

/// The newest records of the audit, as the operator reads them.
async fn audit(page: &StandalonePage) -> Vec<Value> {
    let script = "const headers = { authorization: `Bearer ${args[0]}` };
        return (await (await fetch('./audit', { headers })).json()).records";
    page.run(script, vec![json!(OPERATOR.1)]).await
}

async fn given_a_gateway_with_tokens_when_opened_then_a_wrong_one_is_refused_and_a_right_one_looks_up(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;

    // when
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;

    // then there is no field for numbers, and one for the token
    let fields: Value = page
        .run("const token = document.querySelector('#token'); return [!!document.querySelector('#number'), token.type, token.autocomplete, token.labels[0].textContent]", vec![])
        .await;
    assert_eq!(
        fields,
        json!([false, "password", "current-password", "Token"])
    );

    // and when no token or a wrong one is entered, then it is said beside the field
    for (token, said) in [
        ("", "Enter a token."),
        ("two words", "A token has no spaces"),
        ("wrong", "isn’t accepted"),
    ] {
        page.sign_in(token).await;
        let script = "const problem = document.querySelector('#token-problem');
            await until(() => words(problem).includes(args[0]), null);
            const field = document.querySelector('#token');
            await until(() => document.activeElement === field, null);
            return [problem.getAttribute('role'), field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby')]";
        let seen: Value = page.run(script, vec![json!(said)]).await;
        assert_eq!(seen, json!(["alert", "true", "token-problem"]), "{token}");
    }

    // and when the right one is, then lookups work, in its owner's name
    page.sign_in(CALLER.1).await;
    assert_eq!(page.words("#account").await, "Signed in as crmSign out");
    page.look_up("+1 310 555 0123").await;
    let card = page.card_of("+13105550123").await;
    assert_eq!(
        (card.state.as_str(), card.name.as_deref()),
        ("ready", Some("Somebody Else"))
    );
    assert_eq!(service.asked(), 1);
    let records = audit(&page).await;
    assert_eq!(
        (&records[0]["action"], &records[0]["who"]),
        (&json!("lookup"), &json!("crm"))
    );

    // and the token is in no address, no storage and no element
    let script = "const html = document.documentElement.outerHTML;
        const names = performance.getEntriesByType('resource').map(({ name }) => name).join();
        return [html, names, location.href, JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie].some((text) => text.includes(args[0]))";
    assert!(!page.run::<bool>(script, vec![json!(CALLER.1)]).await);
    let foreign: Vec<String> = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).origin !== location.origin)", vec![])
        .await;
    assert!(foreign.is_empty(), "{foreign:?}");
}

async fn given_a_token_when_the_page_is_reloaded_then_it_is_forgotten_unless_the_tab_keeps_it(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;
    let page = signed_in(&stage, &service).await;

    // when reloaded, then it is asked for again
    let page = {
        drop(page);
        StandalonePage::open_at(&stage, &service.origin, "").await
    };
    page.words("#sign-in").await;

    // and when the tab is to keep it, then a reload doesn't ask
    page.click("#keep-token").await;
    page.sign_in(CALLER.1).await;
    page.words("#account").await;
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;
    page.words("#account").await;
    page.look_up("+1 310 555 0123").await;
    assert_eq!(page.card_of("+13105550123").await.state, "ready");

    // and when signed out, then the tab has forgotten it
    page.click("#sign-out").await;
    page.words("#sign-in").await;
    let kept: usize = page.run("return sessionStorage.length", vec![]).await;
    assert_eq!(kept, 0);
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;
    page.words("#sign-in").await;
}

async fn given_a_token_when_signed_out_then_nothing_of_it_or_of_its_lookups_is_left(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;
    let page = signed_in(&stage, &service).await;
    page.look_up("+1 310 555 0123").await;
    page.card_of("+13105550123").await;

    // when
    page.click("#sign-out").await;

    // then
    page.words("#sign-in").await;
    page.act("await until(() => document.activeElement?.id === 'token', null)")
        .await;
    assert!(!page.has_card().await);
    assert!(page.visits().await.is_empty());

    // and when somebody else signs in, then the number is asked for in that name
    page.sign_in(OPERATOR.1).await;
    page.words("#account").await;
    page.look_up("+1 310 555 0123").await;
    page.card_of("+13105550123").await;
    let records = audit(&page).await;
    assert_eq!(records[0]["who"], "root");
    // Told from the gateway's cache: nothing more is spent.
    assert_eq!(service.asked(), 1);
}

async fn given_a_token_when_it_is_revoked_then_the_page_says_so_and_asks_again(stage: Arc<Stage>) {
    // given
    let service = plain().await;
    let page = signed_in(&stage, &service).await;
    page.click("#sign-out").await;
    page.click("#keep-token").await;
    page.sign_in(CALLER.1).await;
    page.words("#account").await;

    // when
    service.revoke().await;
    page.look_up("+1 310 555 0123").await;

    // then the card has its own words, and the form is beside it
    let said = page.words("#token-problem").await;
    assert!(said.contains("no longer accepted"), "{said}");
    let card = page.card_of("+13105550123").await;
    assert_eq!(card.code(), Some("unauthorized"));
    let kept: usize = page.run("return sessionStorage.length", vec![]).await;
    assert_eq!(kept, 0);

    // and when another token is entered, then it goes on with the number
    page.sign_in(OPERATOR.1).await;
    page.words("#account").await;
    let field: String = page
        .run("return document.querySelector('#number').value", vec![])
        .await;
    assert_eq!(field, "+1 310 555 0123");
    page.click("#look-up").await;
    page.act("await until(() => document.querySelector('#visits [data-state=ready]'), null)")
        .await;
}

async fn given_a_kept_token_that_was_revoked_when_opened_then_the_page_asks_again(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;
    page.click("#keep-token").await;
    page.sign_in(CALLER.1).await;
    page.words("#account").await;
    service.revoke().await;

    // when
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;

    // then
    let said = page.words("#token-problem").await;
    assert!(said.contains("no longer accepted"), "{said}");
    let kept: usize = page.run("return sessionStorage.length", vec![]).await;
    assert_eq!(kept, 0);
}

async fn given_a_required_purpose_when_none_is_chosen_then_nothing_is_spent_and_the_page_says_why(
    stage: Arc<Stage>,
) {
    // given
    let access = json!({ "purpose-required": true, "purposes": ["support", "fraud review"] });
    let service = Service::start(json!({}), access).await;
    let page = signed_in(&stage, &service).await;
    let options: Vec<String> = page
        .run(
            "return [...document.querySelectorAll('#purpose option')].map(words)",
            vec![],
        )
        .await;
    assert_eq!(options, ["Choose…", "support", "fraud review"]);
    let seen: Value = page
        .run("const button = document.querySelector('#look-up'); return [button.getAttribute('aria-disabled'), words(document.getElementById(button.getAttribute('aria-describedby')))]", vec![])
        .await;
    assert_eq!(
        seen,
        json!([
            "true",
            "No lookup without it: it is written down with the lookup."
        ])
    );

    // when
    page.look_up("+1 310 555 0123").await;

    // then
    assert_eq!(
        page.words("#purpose-problem").await,
        "Choose what the lookup is for."
    );
    page.act("await until(() => document.activeElement?.id === 'purpose', null)")
        .await;
    assert!(!page.has_card().await);
    assert_eq!(service.asked(), 0);

    // and when one is chosen, then it is written down, and stays for the next lookup
    page.type_text("fraud").await;
    page.act("await until(() => document.querySelector('#look-up:not([aria-disabled])'), null)")
        .await;
    for number in ["+13105550123", "+13105550188"] {
        page.look_up(number).await;
        assert_eq!(page.card_of(number).await.state, "ready");
    }
    let records = audit(&page).await;
    let lookups = records.iter().filter(|record| record["action"] == "lookup");
    let purposes: Vec<&Value> = lookups.map(|record| &record["purpose"]).collect();
    assert_eq!(purposes, ["fraud review", "fraud review"]);
    let found = violations(&stage.browser, "main").await;
    assert!(found.is_empty(), "{found:?}");
}

async fn given_a_purpose_without_a_list_when_typed_then_it_is_written_down(stage: Arc<Stage>) {
    // given
    let service = Service::start(json!({}), json!({ "purpose-required": true })).await;
    let page = signed_in(&stage, &service).await;
    page.look_up("+1 310 555 0123").await;
    assert_eq!(
        page.words("#purpose-problem").await,
        "Enter what the lookup is for."
    );

    // when
    page.act("await until(() => document.activeElement?.id === 'purpose', null)")
        .await;
    page.type_text("ticket 7 & more").await;
    page.press(ENTER).await;

    // then
    assert_eq!(page.card_of("+13105550123").await.state, "ready");
    assert_eq!(audit(&page).await[0]["purpose"], "ticket 7 & more");
}

async fn given_a_budget_when_numbers_are_looked_up_then_what_is_left_falls_by_one_each(
    stage: Arc<Stage>,
) {
    // given
    let service = Service::start(price(), json!({})).await;
    let page = signed_in(&stage, &service).await;
    let line = |left: u64| format!("{left} of 50 lookups left this month. A lookup costs $0.005.");
    assert_eq!(page.words("#allowance").await, line(50));

    // when
    for (number, left) in [("+13105550123", 49), ("+13105550188", 48)] {
        page.look_up(number).await;
        page.card_of(number).await;

        // then
        let script =
            "await until(() => words(document.querySelector('#allowance')) === args[0], null)";
        page.run::<Value>(script, vec![json!(line(left))]).await;
    }

    // and when an answer is shown again, then nothing is spent
    page.click("#visits [data-number='+13105550123']").await;
    page.card_of("+13105550123").await;
    assert_eq!(page.words("#allowance").await, line(48));
    assert_eq!(service.asked(), 2);

    // and where nothing limits it and no price is known, then nothing is said
    let service = Service::start(json!({ "budget": "unlimited" }), json!({})).await;
    let page = signed_in(&stage, &service).await;
    page.look_up("+1 310 555 0123").await;
    page.card_of("+13105550123").await;
    let said: bool = page
        .run("return !!document.querySelector('#allowance')", vec![])
        .await;
    assert!(!said);
}

async fn given_a_real_service_when_a_demo_number_is_looked_up_then_nothing_calls_it_demo(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;
    let page = signed_in(&stage, &service).await;
    // The footer waits for the list of demo numbers.
    page.words("footer").await;
    assert!(
        !page
            .run::<bool>("return !!document.querySelector('#demo')", vec![])
            .await
    );

    // when a number is looked up that the demo has made up somebody for
    page.look_up("+1 310 555 0102").await;
    let card = page.card_of("+13105550102").await;

    // then it is told as the service has it
    assert_eq!(card.name.as_deref(), Some("Somebody Else"));
    assert!(!card.time.unwrap().line.to_lowercase().contains("demo"));
    let said: String = page.run("return document.body.innerText", vec![]).await;
    assert!(!said.to_lowercase().contains("demo"), "{said}");
    for text in stage.browser.rendered_texts().await {
        assert!(!text.to_lowercase().contains("demo"), "{text}");
    }
}

async fn given_a_proxy_that_signs_people_in_when_it_has_not_then_the_page_says_so(
    stage: Arc<Stage>,
) {
    // given
    let access = json!({ "trusted-header": { "name": "x-user", "from": ["192.0.2.1"] } });
    let service = Service::start(json!({}), access).await;

    // when
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;

    // then
    let said = page.words("#sign-in").await;
    assert!(said.contains("You aren’t signed in"), "{said}");
    page.act("window.before = true").await;
    page.click("#reload").await;
    let script =
        "return !!(await until(() => !window.before && document.querySelector('#reload'), null))";
    let is_reloaded: bool = stage.browser.await_across_documents(script).await;
    assert!(is_reloaded);
}

async fn given_a_server_that_says_nothing_of_itself_when_opened_then_numbers_can_be_entered(
    stage: Arc<Stage>,
) {
    // given, when: files, and nothing that answers for `/session`
    let origin = format!("{}/unguarded", stage.world.host.origin);
    let page = StandalonePage::open_at(&stage, &origin, "").await;

    // then
    page.look_up("+1 310 555 0123").await;
    assert_eq!(page.card_of("+13105550123").await.state, "error");
    let asks: bool = page
        .run(
            "return !!document.querySelector('#sign-in, #purpose, #allowance, #account')",
            vec![],
        )
        .await;
    assert!(!asks);
}

async fn given_only_a_keyboard_when_signing_in_then_everything_is_reached_and_the_number_comes_next(
    stage: Arc<Stage>,
) {
    // given
    let service = plain().await;
    let page = StandalonePage::open_at(&stage, &service.origin, "").await;

    // when
    let mut path = Vec::new();
    while path.last().is_none_or(|at| at != "keep-token") {
        page.press(TAB).await;
        path.push(page.focused().await);
        assert!(path.len() < 12, "the choice isn't reached: {path:?}");
    }
    let order: Vec<&str> = path
        .iter()
        .map(String::as_str)
        .filter(|at| ["token", "sign-in-button", "keep-token"].contains(at))
        .collect();
    assert_eq!(order, ["token", "sign-in-button", "keep-token"]);
    page.press(SPACE).await;
    page.sign_in(CALLER.1).await;

    // then
    page.act("await until(() => document.activeElement?.id === 'number', null)")
        .await;
    let kept: usize = page.run("return sessionStorage.length", vec![]).await;
    assert_eq!(kept, 1);
}

async fn given_any_width_and_colours_when_signing_in_then_nothing_scrolls_sideways_and_axe_is_content(
    stage: Arc<Stage>,
) {
    // given
    let access = json!({ "purpose-required": true, "purposes": ["support", "a purpose with so many words that no narrow window has room for all of them"] });
    let service = Service::start(price(), access).await;
    let too_wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth > clientWidth ? [scrollWidth, clientWidth] : null";
    for (width, colours) in [
        (320, "light"),
        (320, "dark"),
        (1280, "light"),
        (1280, "dark"),
    ] {
        stage
            .browser
            .emulate_media("prefers-color-scheme", colours)
            .await;
        stage.browser.resize(width, 900).await;

        // when, then: before
        let page = StandalonePage::open_at(&stage, &service.origin, "").await;
        page.sign_in("wrong").await;
        page.words("#token-problem").await;
        for step in ["before", "after"] {
            let found: Value = page.run(too_wide, vec![]).await;
            assert_eq!(found, Value::Null, "{step} at {width}");
            let found = violations(&stage.browser, "body").await;
            assert!(found.is_empty(), "{step} at {width}, {colours}: {found:?}");
            if step == "before" {
                page.sign_in(CALLER.1).await;
                page.words("#allowance").await;
                page.look_up("+1 310 555 0123").await;
                page.words("#purpose-problem").await;
            }
        }
    }
    stage
        .browser
        .emulate_media("prefers-color-scheme", "")
        .await;
}
