//! What people hear: names, roles and states in the accessibility tree, and announcements.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{AccessibilityTree, HostPage, LISTEN},
    scenarios,
};

scenarios![
    given_marked_numbers_when_read_then_each_is_a_button_with_a_name_and_cells_stay_cells needs AccessibilityTree,
    given_a_number_whose_text_changes_when_read_then_its_button_has_the_new_name needs AccessibilityTree,
    given_a_copied_row_when_its_number_changes_then_no_old_name_stays needs AccessibilityTree,
    given_an_open_card_when_read_then_it_is_a_dialog_with_the_name_of_the_person needs AccessibilityTree,
    given_a_masked_number_when_shown_by_key_then_it_is_said_and_has_the_focus,
    given_an_error_when_it_comes_then_its_title_and_its_hint_are_said,
    given_many_cards_when_they_load_then_one_summary_is_said needs AccessibilityTree,
    given_many_answers_that_are_there_already_when_shown_then_one_summary_is_said,
    given_a_card_that_always_speaks_when_many_load_then_it_says_its_own_outcome,
    given_cards_that_are_to_be_silent_when_they_load_then_nothing_is_said,
    given_each_variant_when_read_then_name_number_and_state_are_there needs AccessibilityTree,
    given_no_heading_level_when_read_then_the_name_is_text needs AccessibilityTree,
];

const ENTER: char = '\u{e007}';

async fn attached(stage: &Arc<Stage>, body: &str) -> HostPage {
    let page = HostPage::open_without_kit(stage, body).await;
    page.ask::<Value>(
        "const { attach } = await kit(); window.attached = attach(document, { endpoint });
         await until(() => document.querySelector('[aria-haspopup=dialog]'), null);",
    )
    .await;
    page
}

async fn given_marked_numbers_when_read_then_each_is_a_button_with_a_name_and_cells_stay_cells(
    stage: Arc<Stage>,
) {
    // given
    let body = r##"<p><a href="tel:+13105550100">+1 310 555 0100</a> <span data-phone>+1 310 555 0101</span>
          <a href="tel:+13105550107"><svg width="24" height="24" aria-hidden="true"></svg></a> <a href="tel:+13105550108">Call the desk</a>
          <a href="tel:+13105550109" aria-label="Ring Otto">+1 310 555 0109</a> <a href="#chat" data-phone="+13105550110">Chat</a></p>
        <table><tbody><tr><th>Phone</th><td data-phone>+1 310 555 0102</td></tr>
          <tr data-phone="+13105550103"><td>Otto Ek</td><td>+1 310 555 0103</td></tr></tbody></table>
        <ul><li data-phone>+1 310 555 0104</li></ul><h3 data-phone>+1 310 555 0105</h3>
        <div data-phone>+1 310 555 0106 <button type="button">Copy</button></div>"##;
    attached(&stage, body).await;

    // when
    let tree = AccessibilityTree::read(&stage.browser).await;

    // then
    for (name, inside) in [
        ("Profile of +1 310 555 0100", "paragraph"),
        ("Profile of +1 310 555 0101", "paragraph"),
        ("Profile of +13105550107", "paragraph"),
        ("Profile of Call the desk +13105550108", "paragraph"),
        ("Ring Otto", "paragraph"),
        ("Profile of +1 310 555 0102", "cell"),
        ("Profile of Otto Ek +1 310 555 0103", "cell"),
        ("Profile of +1 310 555 0104", "listitem"),
        ("Profile of +1 310 555 0105", "heading"),
        ("Profile of +1 310 555 0106 Copy", "main"),
    ] {
        let button = tree.find("button", name);
        assert_eq!(tree.around(button).first(), Some(&inside), "{name}");
        assert_eq!(button.property("hasPopup"), "dialog", "{name}");
        assert_eq!(button.property("expanded"), false, "{name}");
        assert_eq!(button.property("focusable"), true, "{name}");
    }
    assert_eq!(tree.names("link"), ["Chat"], "it leads elsewhere");
    assert_eq!(tree.names("button").len(), 11, "and the page's own one");
    assert_eq!(tree.all("row").len(), 2);
}

async fn given_a_number_whose_text_changes_when_read_then_its_button_has_the_new_name(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<table><tbody><tr><td data-phone>+1 310 555 0100</td></tr></tbody></table><p><span data-phone>+1 310 555 0101</span></p>"#;
    let page = attached(&stage, body).await;

    // when
    page.act(
        "document.querySelector('td').firstChild.data = '+1 310 555 0102'; document.querySelector('span').textContent = '+1 310 555 0103'; await drawn();",
    )
    .await;

    // then
    let tree = AccessibilityTree::read(&stage.browser).await;
    for name in ["Profile of +1 310 555 0102", "Profile of +1 310 555 0103"] {
        tree.find("button", name);
    }
    assert_eq!(tree.all("button").len(), 2);
}

async fn given_a_copied_row_when_its_number_changes_then_no_old_name_stays(stage: Arc<Stage>) {
    // given
    let body = r#"<table><tbody><tr><td data-phone>+1 310 555 0100</td><td><span data-phone>+1 310 555 0101</span></td></tr></tbody></table>"#;
    let page = attached(&stage, body).await;

    // when
    let left: Value = page
        .run(
            "const row = document.querySelector('tr'), copy = row.cloneNode(true);
             row.after(copy); await drawn();
             copy.querySelector('td').firstChild.data = '+1 310 555 0102'; copy.querySelector('span').textContent = '+1 310 555 0103'; await drawn();
             return document.querySelectorAll('button').length",
            vec![],
        )
        .await;

    // then
    assert_eq!(left, json!(2), "one for each cell");
    let tree = AccessibilityTree::read(&stage.browser).await;
    assert_eq!(
        tree.names("button"),
        [
            "Profile of +1 310 555 0100",
            "Profile of +1 310 555 0101",
            "Profile of +1 310 555 0102",
            "Profile of +1 310 555 0103"
        ]
    );

    // and undone, both rows are as a page has them
    let marks: Value = page
        .run(
            "attached.detach(); return [...document.querySelectorAll('tr')].map((row) => row.outerHTML.replace(/\\d\\d<\\//g, '</'))",
            vec![],
        )
        .await;
    assert_eq!(marks[0], marks[1]);
    assert!(!marks.to_string().contains("aria-"), "{marks}");
}

async fn given_an_open_card_when_read_then_it_is_a_dialog_with_the_name_of_the_person(
    stage: Arc<Stage>,
) {
    // given a number that takes its time
    let page = attached(
        &stage,
        r#"<p><a href="tel:+13105550111">+1 310 555 0111</a></p>"#,
    )
    .await;
    page.act("document.querySelector('a').focus()").await;

    // when it's under way
    stage.browser.press([ENTER]).await;
    page.gateway.stats.wait_for_lookups("13105550111", 1).await;

    // then
    let tree = AccessibilityTree::read(&stage.browser).await;
    let dialog = tree.find("dialog", "+1 310 555 0111");
    assert_eq!(dialog.property("focused"), true);
    let button = tree.find("button", "Profile of +1 310 555 0111");
    assert_eq!(button.property("expanded"), true);

    // when it's there
    let name: String = page
        .run(
            "const element = card('[data-phone-profile=popover] phone-profile'); await settled(element); return element.profile.name",
            vec![],
        )
        .await;

    // then
    let tree = AccessibilityTree::read(&stage.browser).await;
    let dialog = tree.find("dialog", &name);
    assert_eq!(dialog.property("focused"), true);
    tree.find("heading", &name);
}

async fn given_a_masked_number_when_shown_by_key_then_it_is_said_and_has_the_focus(
    stage: Arc<Stage>,
) {
    // given a person, and a number that nobody has
    for line in ["0102", "0106"] {
        let page = HostPage::with_card(&stage, line, "mask").await;
        page.act(&format!("{LISTEN} said.length = 0; card().shadowRoot.querySelector('[data-action=reveal]').focus()"))
            .await;
        let number = format!("+1 310 555 {line}");

        // when
        stage.browser.press([ENTER]).await;

        // then
        let seen: Value = page
            .run(
                "await until(() => said.length, card()); await drawn(); const { activeElement } = card().shadowRoot;
                 return [words(activeElement), said, seenBy(activeElement), document.activeElement === card()]",
                vec![],
            )
            .await;
        assert_eq!(seen, json!([number, [number], true, true]));

        // and nothing of it is repeated when the card draws itself anew
        page.act("card().setAttribute('lang', 'de'); await drawn(); await drawn()")
            .await;
        let said: Value = page.run("return said.length", vec![]).await;
        assert_eq!(said, json!(1), "{line}");
    }
}

async fn given_an_error_when_it_comes_then_its_title_and_its_hint_are_said(stage: Arc<Stage>) {
    for variant in ["card", "compact", "avatar"] {
        let page = HostPage::with_card(&stage, "0124", &format!(r#"variant="{variant}""#)).await;
        let live = page.card("phone-profile").await.live.unwrap_or_default();
        let texts: Value = page
            .run(
                "const whole = document.createElement('phone-profile'); Object.assign(whole, { number: card().number, endpoint: card().endpoint, loading: 'eager' });
                 document.querySelector('main').append(whole); await settled(whole);
                 return [part(whole, 'error').querySelector('.title'), part(whole, 'error').querySelector('.hint')].map(words)",
                vec![],
            )
            .await;
        let (title, hint) = (texts[0].as_str().unwrap(), texts[1].as_str().unwrap());
        assert!(
            live.contains(title) && live.contains(hint),
            "{variant}: {live}"
        );
    }
}

/// Cards that are there and know no number yet, so that all that they say is heard.
async fn silent_cards(stage: &Arc<Stage>, count: usize, attributes: &str) -> HostPage {
    let body = format!(r#"<phone-profile loading="eager" {attributes}></phone-profile>"#);
    let page = HostPage::open(stage, &body.repeat(count)).await;
    page.act(&format!(
        "await customElements.whenDefined('phone-profile'); await until(() => [...document.querySelectorAll('phone-profile')].every(({{ shadowRoot }}) => shadowRoot), null); {LISTEN}"
    ))
    .await;
    page
}

/// Gives each card a number, and waits until there is an outcome and something was said of it, or nothing is going to be.
const LOAD: &str = "const cards = [...document.querySelectorAll('phone-profile')];
    const load = async (lines) => {
      cards.forEach((one, index) => Object.assign(one, { endpoint, number: `+1310555${lines[index % lines.length]}` }));
      for (const one of cards) await settled(one);
      for (let tasks = 0; tasks < 5; tasks += 1) await drawn();
    };\n";

async fn given_many_cards_when_they_load_then_one_summary_is_said(stage: Arc<Stage>) {
    for variant in ["card", "avatar"] {
        // given
        let page = silent_cards(&stage, 25, &format!(r#"variant="{variant}""#)).await;

        // when some fail
        let said: Value = page
            .ask(&format!(
                "{LOAD} await load(['0100', '0101', '0102', '0106', '0124']); return said"
            ))
            .await;

        // then, after the first perhaps has said that it looks up, while it was the only one
        let said = said.as_array().expect("texts");
        let (last, before) = said.split_last().expect("a summary");
        assert_eq!(last, "20 profiles loaded, 5 lookups failed", "{variant}");
        assert!(
            before.is_empty() || before == [json!("Looking up…")],
            "{variant}: {before:?}"
        );
        let tree = AccessibilityTree::read(&stage.browser).await;
        assert_eq!(tree.all("status").len(), 25);

        // when one of them looks up again, then it speaks for itself
        let said: Value = page
            .ask(&format!(
                "{LOAD} said.length = 0; await cards[0].refresh(); for (let tasks = 0; tasks < 5; tasks += 1) await drawn(); return [said, cards[0].profile.name]"
            ))
            .await;
        let name = said[1].as_str().unwrap();
        assert_eq!(
            said[0],
            json!(["Looking up…", format!("{name}. Registered on WhatsApp")])
        );
    }
}

async fn given_many_answers_that_are_there_already_when_shown_then_one_summary_is_said(
    stage: Arc<Stage>,
) {
    // given answers in the cache
    let page = silent_cards(&stage, 12, "").await;
    page.ask::<Value>("const { lookup } = await kit(); await lookup('+13105550100', { endpoint }); await lookup('+13105550101', { endpoint })").await;

    // when
    let said: Value = page
        .ask(&format!(
            "{LOAD} await load(['0100', '0101']); return said.filter((text) => text !== 'Looking up…')"
        ))
        .await;

    // then
    assert_eq!(said, json!(["12 profiles loaded"]));

    // and given the page's own answers, also behind a modal dialog
    let page = silent_cards(&stage, 3, "").await;
    let said: Value = page
        .ask(&format!(
            "{LOAD} const dialog = document.body.appendChild(document.createElement('dialog')); dialog.append(cards[1], cards[2]); cards[0].hidden = true; dialog.showModal();
             for (const one of cards) one.profile = {{ number: '13105550100', isWhatsApp: true, name: 'Otto' }};
             while (!said.length) await drawn(); for (let tasks = 0; tasks < 5; tasks += 1) await drawn();
             return [said, cards.map((one) => words(one.shadowRoot.querySelector('[role=status]')))]"
        ))
        .await;
    assert_eq!(
        said,
        json!([["3 profiles loaded"], ["", "3 profiles loaded", ""]])
    );
}

async fn given_a_card_that_always_speaks_when_many_load_then_it_says_its_own_outcome(
    stage: Arc<Stage>,
) {
    let page = silent_cards(&stage, 5, "").await;
    let said: Value = page
        .ask(&format!(
            "{LOAD} cards[2].announce = 'always'; await load(['0100', '0101', '0102']); return [said, cards[2].profile.name]"
        ))
        .await;
    let own = format!("{}. Registered on WhatsApp", said[1].as_str().unwrap());
    let said = said[0].to_string();
    assert!(
        said.contains(&own) && said.contains("4 profiles loaded"),
        "{said}"
    );
}

async fn given_cards_that_are_to_be_silent_when_they_load_then_nothing_is_said(stage: Arc<Stage>) {
    for count in [1, 5] {
        let page = silent_cards(&stage, count, r#"announce="off""#).await;
        let said: Value = page
            .ask(&format!("{LOAD} await load(['0100', '0124']); return said"))
            .await;
        assert_eq!(said, json!([]), "{count}");
    }
}

async fn given_each_variant_when_read_then_name_number_and_state_are_there(stage: Arc<Stage>) {
    for (variant, line, role, name) in [
        ("card", "0102", "heading", None),
        ("compact", "0102", "heading", None),
        (
            "avatar",
            "0102",
            "image",
            Some(", +1 310 555 0102, Registered on WhatsApp"),
        ),
        ("card", "0106", "heading", Some("+1 310 555 0106")),
        (
            "avatar",
            "0106",
            "image",
            Some("+1 310 555 0106, Not registered on WhatsApp"),
        ),
    ] {
        let page = HostPage::with_card(&stage, line, &format!(r#"variant="{variant}""#)).await;
        let person = page.card("phone-profile").await.field("name");
        let person = person.as_str().unwrap_or_default();
        let tree = AccessibilityTree::read(&stage.browser).await;
        let expected = format!("{person}{}", name.unwrap_or_default());
        tree.find(role, &expected);
        assert!(
            tree.all("image").len() <= 1,
            "{variant}: pictures say nothing new"
        );
    }
}

async fn given_no_heading_level_when_read_then_the_name_is_text(stage: Arc<Stage>) {
    let page = HostPage::with_card(&stage, "0102", r#"heading-level="none""#).await;
    let name = page.card("phone-profile").await.name.expect("a name");
    let tree = AccessibilityTree::read(&stage.browser).await;
    assert!(!tree.names("heading").contains(&name.as_str()));
    assert!(tree.names("StaticText").contains(&name.as_str()));
    page.act("card().headingLevel = 4; await until(() => part(card(), 'name').role === 'heading')")
        .await;
    assert_eq!(
        page.card("phone-profile").await.heading.as_deref(),
        Some("h4")
    );
}
