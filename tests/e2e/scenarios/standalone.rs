//! The standalone page: links, this visit's lookups, doubtful numbers, narrow windows.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{StandalonePage, Workbench},
    scenarios,
};

scenarios![
    given_a_link_with_a_number_when_opened_then_it_asks_before_it_spends_a_lookup,
    given_a_link_with_junk_when_opened_then_the_page_says_so,
    given_several_lookups_when_made_then_the_visits_list_them_and_shows_them_again,
    given_an_unusual_number_when_entered_then_the_page_asks,
    given_no_number_when_submitted_then_the_message_belongs_to_the_field,
    given_a_demo_number_when_pressed_then_its_card_appears,
    given_a_narrow_window_when_used_then_nothing_scrolls_sideways,
    given_the_page_when_opened_then_it_loads_from_its_own_origin_only,
    given_a_missing_path_when_opened_then_the_answer_is_404,
    given_a_browser_language_that_is_no_tag_when_looked_up_then_page_and_workbench_go_on,
];

async fn given_a_link_with_a_number_when_opened_then_it_asks_before_it_spends_a_lookup(
    stage: Arc<Stage>,
) {
    // given, when
    let page = StandalonePage::open(
        &stage,
        "?number=%2B13105550150&endpoint=https://evil.example",
    )
    .await;

    // then
    let question = page.question().await;
    assert!(question.contains("+1 310 555 0150"), "{question}");
    page.act("await fetch('./demo/numbers.json', { cache: 'no-store' })")
        .await;
    assert!(!page.has_card().await);
    assert_eq!(page.lookups("0150"), 0);

    // and when refused, then nothing is spent
    page.click("#dismiss").await;
    page.act("await until(() => !document.querySelector('#dismiss'), null)")
        .await;
    assert!(!page.has_card().await);
    assert_eq!(page.lookups("0150"), 0);

    // and when opened again and agreed to, then one lookup, at the page's own gateway
    let page =
        StandalonePage::open(&stage, "?number=13105550150&endpoint=https://evil.example").await;
    page.click("#confirm").await;
    assert_ne!(page.card_of("+13105550150").await.state, "error");
    assert_eq!(page.lookups("0150"), 1);
}

async fn given_a_link_with_junk_when_opened_then_the_page_says_so(stage: Arc<Stage>) {
    for junk in [
        "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "javascript:alert(1)",
        "++1",
        "%00",
    ] {
        // given, when
        let page = StandalonePage::open(&stage, &format!("?number={junk}")).await;

        // then
        let problem = page.problem().await;
        assert!(problem.contains("link"), "{junk}: {problem}");
        assert!(!page.has_card().await);
        let images: usize = page
            .run(
                "return document.querySelectorAll('main img[src=x], main script').length",
                vec![],
            )
            .await;
        assert_eq!(images, 0, "{junk}");
    }
}

async fn given_several_lookups_when_made_then_the_visits_list_them_and_shows_them_again(
    stage: Arc<Stage>,
) {
    // given
    let page = StandalonePage::open(&stage, "").await;
    for line in ["0138", "0120", "0125"] {
        page.look_up(&format!("+1 310 555 {line}")).await;
        page.card_of(&format!("+1310555{line}")).await;
    }
    page.act("await until(() => document.querySelectorAll('#visits .visit:not([data-state=loading])').length === 3, null)").await;

    // then newest first
    let own = |line: &str, state: &str| (format!("+1310555{line}"), state.to_owned());
    assert_eq!(
        page.visits().await,
        [
            own("0125", "error"),
            own("0120", "not-registered"),
            own("0138", "ready")
        ]
    );
    let requests = page.lookups("0138");

    // when one is pressed, then its answer is shown again, without another request
    page.click("#visits [data-number='+13105550138']").await;
    let card = page.card_of("+13105550138").await;
    assert_eq!(card.state, "ready");
    page.act("await fetch('./demo/numbers.json', { cache: 'no-store' })")
        .await;
    assert_eq!(page.lookups("0138"), requests);

    // when cleared, then list, card and field are empty, and the answers are forgotten
    page.click("#clear").await;
    page.act("await until(() => !card() && !document.querySelector('#visits .visit'), null)")
        .await;
    let field: String = page
        .run("return document.querySelector('#number').value", vec![])
        .await;
    assert_eq!(field, "");
    page.look_up("+1 310 555 0138").await;
    page.card_of("+13105550138").await;
    assert_eq!(page.lookups("0138"), requests + 1);
}

async fn given_an_unusual_number_when_entered_then_the_page_asks(stage: Arc<Stage>) {
    // given, when
    let page = StandalonePage::open(&stage, "").await;
    page.look_up("+1 999 555 0123").await;

    // then
    let question = page.question().await;
    assert!(question.contains("+1 999 555 0123"), "{question}");
    assert!(page.problem().await.contains("area code"));
    assert!(!page.has_card().await);
    assert_eq!(stage.world.site.stats.lookups("19995550123"), 0);

    // and when agreed to, then
    page.click("#confirm").await;
    let card = page.card_of("+19995550123").await;
    assert_ne!(card.state, "error");
    assert_eq!(stage.world.site.stats.lookups("19995550123"), 1);
}

async fn given_no_number_when_submitted_then_the_message_belongs_to_the_field(stage: Arc<Stage>) {
    // given
    let page = StandalonePage::open(&stage, "").await;
    for (entered, said) in [
        ("", "Enter a phone number."),
        ("<b>", "not “<”"),
        ("1-800-FLOWERS", "not “F”"),
        ("+1 310", "short"),
    ] {
        // when
        page.run::<Value>("const field = document.querySelector('#number'); field.focus(); field.select(); document.execCommand('delete')", vec![]).await;
        page.type_text(entered).await;
        page.press('\u{e007}').await;

        // then
        let script = "const problem = document.querySelector('#number-problem');
            const field = document.querySelector('#number');
            await until(() => words(problem).toLowerCase().includes(args[0].toLowerCase()), null);
            return [field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby').split(' ').includes(problem.id), problem.getAttribute('role'), document.activeElement === field]";
        let seen: Value = page.run(script, vec![json!(said)]).await;
        assert_eq!(seen, json!(["true", true, "alert", true]), "{entered}");
        assert!(!page.has_card().await);
    }

    // and when it's put right, then the message goes
    page.look_up("+1 310 555 0100").await;
    page.card_of("+13105550100").await;
    let seen: Value = page.run("return [document.querySelector('#number').getAttribute('aria-invalid'), words(document.querySelector('#number-problem'))]", vec![]).await;
    assert_eq!(seen, json!(["false", ""]));
}

async fn given_a_demo_number_when_pressed_then_its_card_appears(stage: Arc<Stage>) {
    // given
    let page = StandalonePage::open(&stage, "").await;
    let count: usize = page
        .run(
            "return document.querySelectorAll('#demo [data-number]').length",
            vec![],
        )
        .await;
    assert!(count >= 10, "{count} demo numbers");

    // when
    page.click("#demo [data-number='+13105550102']").await;

    // then
    let card = page.card_of("+13105550102").await;
    assert_eq!(card.badges, ["Business", "Verified"]);
    assert_eq!(card.heading.as_deref(), Some("h2"));
    assert!(
        card.time.unwrap().line.contains("demo data"),
        "demo people are called so"
    );
}

async fn given_a_narrow_window_when_used_then_nothing_scrolls_sideways(stage: Arc<Stage>) {
    // given a window of 320 pixels, of which a scroll bar takes some
    stage.browser.resize(320, 640).await;
    let page = StandalonePage::open(&stage, "").await;
    let too_wide = "const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const all = [...document.querySelectorAll('body *')].map((node) => [node, node.getBoundingClientRect().right]);
        return [`${scrollWidth} > ${clientWidth}`, ...all.filter(([, right]) => right > clientWidth + 0.5).map(([node, right]) => `${node.localName}.${node.className || node.id}: ${right}`)];";
    let found: Vec<String> = page.run(too_wide, vec![]).await;
    assert!(found.is_empty(), "empty: {found:?}");

    // when it shows the longest name, the fullest card, an error, hostile texts
    for line in ["0132", "0119", "0115", "0128"] {
        page.click(&format!("#demo [data-number='+1310555{line}']"))
            .await;
        page.card_of(&format!("+1310555{line}")).await;

        // then
        let found: Vec<String> = page.run(too_wide, vec![]).await;
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}

async fn given_the_page_when_opened_then_it_loads_from_its_own_origin_only(stage: Arc<Stage>) {
    // given, when
    let page = StandalonePage::open(&stage, "").await;
    page.look_up("+1 310 555 0101").await;
    page.card_of("+13105550101").await;

    // then
    let foreign: Vec<String> = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => new URL(name).origin !== location.origin)", vec![])
        .await;
    assert!(foreign.is_empty(), "{foreign:?}");
    let kept: Value = page
        .run(
            "return [document.cookie, localStorage.length, sessionStorage.length, location.search]",
            vec![],
        )
        .await;
    assert_eq!(kept, json!(["", 0, 0, ""]));
    let title: String = page.run("return document.title", vec![]).await;
    assert!(!title.contains("555"), "{title}");
    let said: String = page.run("return document.body.innerText", vec![]).await;
    assert!(
        said.contains("Not affiliated with WhatsApp or Meta"),
        "{said}"
    );
}

async fn given_a_missing_path_when_opened_then_the_answer_is_404(stage: Arc<Stage>) {
    // given
    let page = StandalonePage::open(&stage, "").await;

    // when
    let seen: Value = page.run("const response = await fetch('/nowhere'); return [response.status, response.headers.get('x-content-type-options')]", vec![]).await;

    // then
    assert_eq!(seen, json!([404, "nosniff"]));
}

async fn given_a_browser_language_that_is_no_tag_when_looked_up_then_page_and_workbench_go_on(
    stage: Arc<Stage>,
) {
    // given what browsers say where the system has no language
    let stage = stage.speaking("C").await;
    let page = StandalonePage::open(&stage, "").await;

    // when
    page.look_up("+1 310 555 0138").await;

    // then the card has its times, and the visit its time of day
    let card = page.card_of("+13105550138").await;
    assert_eq!(card.state, "ready");
    let visited = page.words("#visits .visit time").await;
    assert!(visited.contains(':'), "{visited}");

    // and so has the workbench's table
    let workbench = Workbench::open(&stage, &stage.world.site.origin).await;
    workbench
        .choose("contacts.csv", "Name,Phone\nAda Example,+1 310 555 0138\n")
        .await;
    workbench.click("#start").await;
    workbench.says("#run-title", "Finished").await;
    workbench.says("#grid", "Registered").await;
}
