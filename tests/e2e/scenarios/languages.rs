//! Cards and lists in other languages: their texts come from a catalogue, and from nowhere else.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Replaced, Stage},
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_language_when_cards_are_drawn_then_every_text_and_the_time_are_in_it,
    given_an_arabic_card_on_an_english_page_when_drawn_then_it_runs_from_right_to_left,
    given_a_language_that_the_kit_does_not_know_when_drawn_then_the_card_is_english_throughout,
    given_a_catalogue_that_cannot_be_had_when_drawn_then_the_card_is_english,
    given_texts_of_the_page_when_the_language_has_others_then_the_page_s_are_shown,
    given_a_catalogue_on_its_way_when_the_answer_is_there_then_no_english_is_shown_meanwhile,
    given_a_catalogue_whose_texts_are_marked_when_everything_is_drawn_then_no_text_is_from_elsewhere,
    given_a_list_in_another_language_when_drawn_then_titles_counts_and_cards_are_in_it,
];

async fn given_a_language_when_cards_are_drawn_then_every_text_and_the_time_are_in_it(
    stage: Arc<Stage>,
) {
    for (lang, status, checked) in [
        ("de-AT", "Bei WhatsApp registriert", "jetzt"),
        ("ja", "WhatsApp", "今"),
        ("zh-TW", "WhatsApp", "現在"),
        ("pt", "WhatsApp", "agora"),
    ] {
        // given, when
        let page = HostPage::with_card(&stage, "0100", &format!(r#"lang="{lang}""#)).await;
        let card = page.settled("phone-profile").await;

        // then
        let shown = card.status.unwrap();
        assert!(shown.contains(status), "{lang}: {shown}");
        assert_ne!(shown, "Registered on WhatsApp", "{lang}");
        let time = card.time.unwrap();
        assert!(time.text.contains(checked), "{lang}: {}", time.text);
        assert!(time.line.contains(&time.text), "{lang}: {}", time.line);
        assert!(!time.line.contains('{'), "{lang}: {}", time.line);
        assert!(card.live.unwrap().contains(&shown), "{lang}");
        page.expect_no_problems().await;
    }
}

async fn given_an_arabic_card_on_an_english_page_when_drawn_then_it_runs_from_right_to_left(
    stage: Arc<Stage>,
) {
    // given
    let cards = [
        r#"lang="ar""#,
        r#"lang="ar" dir="ltr""#,
        r#"lang="de""#,
        r#"lang="he" variant="compact""#,
    ];
    let body: String = cards.map(|card| one_card("0100", card)).concat();
    let page = HostPage::open(&stage, &body).await;

    // when
    let directions: Value = page
        .run(
            "const cards = [...document.querySelectorAll('phone-profile')];
             for (const element of cards) await settled(element);
             return cards.map((element) => getComputedStyle(part(element, 'base')).direction)",
            vec![],
        )
        .await;

    // then
    assert_eq!(directions, json!(["rtl", "ltr", "ltr", "rtl"]));
    page.expect_no_problems().await;
}

async fn given_a_language_that_the_kit_does_not_know_when_drawn_then_the_card_is_english_throughout(
    stage: Arc<Stage>,
) {
    for lang in ["sv", "C", "x-klingon"] {
        // given, when
        let page = HostPage::with_card(&stage, "0100", &format!(r#"lang="{lang}""#)).await;
        let card = page.settled("phone-profile").await;

        // then
        assert_eq!(
            card.status.as_deref(),
            Some("Registered on WhatsApp"),
            "{lang}"
        );
        let time = card.time.unwrap();
        assert!(
            time.text.ends_with("ago") || time.text == "now",
            "{lang}: {}",
            time.text
        );
        page.expect_no_problems().await;
    }
}

async fn given_a_catalogue_that_cannot_be_had_when_drawn_then_the_card_is_english(
    stage: Arc<Stage>,
) {
    for file in ["locales/de.js", "languages.js"] {
        // given
        let kit = stage.altered_kit();
        kit.replace(file, Replaced::Status(404));
        let scripts = format!(
            r#"<script type="module" src="{}/define.js"></script>"#,
            kit.url
        );

        // when
        let page = HostPage::open_with(&stage, &scripts, &one_card("0100", r#"lang="de""#)).await;
        let card = page
            .waits_for("phone-profile", "part(element, 'status')")
            .await;

        // then
        assert_eq!(
            card.status.as_deref(),
            Some("Registered on WhatsApp"),
            "{file}"
        );
        assert_eq!(kit.requests(file), 1, "{file}");
    }
}

async fn given_texts_of_the_page_when_the_language_has_others_then_the_page_s_are_shown(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let body = one_card("0104", r#"lang="de""#).replace("{endpoint}", &page.gateway.origin);
    let (status, badge): (String, String) = page
        .run(
            "(await kit()).configure({ strings: { registered: 'Konto vorhanden' } });
             document.querySelector('main').innerHTML = args[0];
             const element = await settled();
             return [words(part(element, 'status')), words(part(element, 'time'))]",
            vec![json!(body)],
        )
        .await;

    // then
    assert_eq!(status, "Konto vorhanden");
    assert!(!badge.contains("Checked"), "{badge}");
    page.expect_no_problems().await;
}

async fn given_a_catalogue_on_its_way_when_the_answer_is_there_then_no_english_is_shown_meanwhile(
    stage: Arc<Stage>,
) {
    // given
    let body = one_card("0100", r#"lang="fr""#);
    let page = HostPage::open_without_kit(&stage, &body).await;

    // when every text that the card ever shows is noted
    let shown: Vec<String> = page
        .run(
            "const element = card(), shown = new Set();
             const look = () => { const text = words(element.shadowRoot?.querySelector('.root')); if (text) shown.add(text); };
             element.attachShadow = (init) => {
               const root = Element.prototype.attachShadow.call(element, init);
               new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
               return root;
             };
             const { define } = await kit(); define();
             await settled(element);
             return [...shown]",
            vec![],
        )
        .await;

    // then
    assert!(!shown.is_empty());
    for text in &shown {
        assert!(!text.contains("Registered on"), "{shown:?}");
    }
    page.expect_no_problems().await;
}

/// The catalogue of a language that marks each of its texts.
fn marked(stage: &Stage) -> Vec<u8> {
    let source = String::from_utf8(stage.kit_file("locales/de.js")).unwrap();
    let lines = source.lines().map(|line| {
        let (head, value) = line.split_once(" = ").unwrap();
        let value: Value = serde_json::from_str(value.trim_end_matches(';')).unwrap();
        let marked = match value {
            Value::Object(texts) => texts
                .into_iter()
                .map(|(key, text)| match key.as_str() {
                    // Between marked texts.
                    "listSeparator" => (key, text),
                    _ => (key, json!(format!("⟦{}⟧", text.as_str().unwrap()))),
                })
                .collect(),
            other => other,
        };
        format!("{head} = {marked};\n")
    });
    lines.collect::<String>().into_bytes()
}

async fn given_a_catalogue_whose_texts_are_marked_when_everything_is_drawn_then_no_text_is_from_elsewhere(
    stage: Arc<Stage>,
) {
    // given every number of the demo's, and some that are none, with everything that a card can tell
    let kit = stage.altered_kit();
    kit.replace(
        "locales/de.js",
        Replaced::Content("text/javascript", marked(&stage)),
    );
    let scripts = format!(
        r#"<script type="module" src="{}/define.js"></script>"#,
        kit.url
    );
    let page = HostPage::open_with(&stage, &scripts, "").await;

    // when
    let stray: Vec<String> = page
        .ask(
            r"
            const main = document.querySelector('main');
            const { numbers } = await (await fetch(`${endpoint}/demo/numbers.json`)).json();
            const entered = [...numbers.map(({ number }) => number), '', '12', '020 7946 0958', 'abc', '1.31E+10'].filter(Boolean);
            for (const variant of ['card', 'compact', 'avatar']) for (const number of entered) {
              const element = document.createElement('phone-profile');
              Object.assign(element, { number, endpoint, variant, loading: 'eager', lang: 'de', mask: variant === 'compact', about: true, showSignals: true, expectedName: 'Otto Ek' });
              main.append(element);
            }
            const elements = [...document.querySelectorAll('phone-profile')];
            for (const element of elements) await until(() => ['ready', 'not-registered', 'error'].includes(element.state) && part(element, 'base'), element);
            await until(() => elements.every((element) => !element.shadowRoot.querySelector('time:empty')), elements[0]);
            const stray = new Set();
            for (const element of elements) {
              const { profile } = element;
              // What the answer says is data, and so are numbers, names, initials and times.
              const data = [profile?.name, profile?.about, element.number, 'Otto Ek', ...Object.values(profile?.business ?? {}).flat()].filter(Boolean);
              const check = (text) => {
                let rest = text.replace(/[\u2066-\u2069]/g, '').replace(/⟦[^⟧]*⟧/g, '');
                for (const one of data) rest = rest.split(one).join('');
                if (/\p{L}/u.test(rest)) stray.add(rest.trim());
              };
              const walker = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const node = walker.currentNode;
                const around = node.nodeType === 3 ? node.parentElement : node;
                // Messages for developers are English, and say so.
                if (!around || around.closest('.initials, style, [lang=en]')) continue;
                if (node.nodeType === 3) {
                  let block = around;
                  while (block.matches('bdi, time, span')) block = block.parentElement;
                  check(block.textContent);
                } else for (const name of ['aria-label', 'alt', 'placeholder']) check(node.getAttribute(name) ?? '');
              }
            }
            return [...stray]",
        )
        .await;

    // then
    assert_eq!(stray, Vec::<String>::new());
    page.expect_no_problems().await;
}

async fn given_a_list_in_another_language_when_drawn_then_titles_counts_and_cards_are_in_it(
    stage: Arc<Stage>,
) {
    // given
    let scripts = r#"<script type="module" src="{kit}/define-list.js"></script>"#;
    let body = r#"<phone-profile-list lang="pl" endpoint="{endpoint}" numbers="+13105550100, +13105550101, +13105550106"></phone-profile-list>"#;
    let page = HostPage::open_with(&stage, scripts, body).await;

    // when
    let (titles, standing): (Vec<String>, String) = page
        .run(
            "const list = document.querySelector('phone-profile-list');
             while (list.progress?.done !== 3 || !list.shadowRoot?.querySelector('.foot p')?.textContent.includes('3')) await drawn();
             return [[...list.shadowRoot.querySelectorAll('[role=columnheader]')].map(words), words(list.shadowRoot.querySelector('.foot p'))]",
            vec![],
        )
        .await;

    // then
    for english in ["Person", "Account", "Signals", "Checked"] {
        assert!(!titles.iter().any(|title| title == english), "{titles:?}");
    }
    assert!(standing.contains('3'), "{standing}");
    assert!(!standing.contains("with an answer"), "{standing}");
    page.expect_no_problems().await;
}
