//! Right-to-left pages: a number is read from left to right wherever it stands.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_arabic_texts_when_a_card_is_drawn_then_every_number_in_it_runs_from_left_to_right,
    given_a_hebrew_page_when_a_card_is_opened_from_a_number_then_its_call_link_runs_from_left_to_right,
    given_an_english_name_in_an_arabic_sentence_when_drawn_then_each_keeps_its_direction,
];

/// Where the number's characters are: "left to right" if each is right of the one before, or on the next line.
pub const ORDER: &str = r"
    const texts = (root) => { const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); while (walker.nextNode()) found.push(walker.currentNode); return found; };
    const order = (root) => texts(root).flatMap((node) => [...node.data.matchAll(/\+[\d\u2022 ]+[\d\u2022]/g)].map(({ 0: number, index }) => {
      const range = document.createRange();
      const boxes = [...number].map((_, at) => { range.setStart(node, index + at); range.setEnd(node, index + at + 1); return range.getBoundingClientRect(); })
        .filter(({ width }) => width > 0);
      const follows = ({ left, top }, before) => !before || left > before.left || top >= before.bottom;
      const isInOrder = boxes.length > 5 && boxes.every((box, at) => follows(box, boxes[at - 1]));
      return `${number} ${isInOrder ? 'left to right' : `is turned around: ${boxes.map(({ left }) => Math.round(left))}`}`;
    }));
";

async fn given_arabic_texts_when_a_card_is_drawn_then_every_number_in_it_runs_from_left_to_right(
    stage: Arc<Stage>,
) {
    for (line, attributes, numbers) in [
        // the answer is about another number
        ("0131", "", vec!["+1 310 555 0199", "+1 310 555 0131"]),
        ("0131", "mask", vec!["+1 ••• ••• ••99", "+1 ••• ••• ••31"]),
        // the number is the heading
        ("0106", "", vec!["+1 310 555 0106"]),
        ("0100", "variant=compact", vec!["+1 310 555 0100"]),
        // an error that gives an example
        ("", "", vec!["+44 20 7946 0958"]),
    ] {
        // given
        let page = HostPage::open(&stage, "").await;

        // when
        let body = match line {
            "" => r#"<phone-profile number="020 7946 0958" loading="eager"></phone-profile>"#
                .to_owned(),
            line => one_card(line, attributes).replace("{endpoint}", &page.gateway.origin),
        };
        let seen: Value = page
            .run(
                &format!(
                    "{ORDER} document.documentElement.dir = 'rtl'; document.documentElement.lang = 'ar';
                     (await kit()).configure({{ strings: {{ otherNumber: 'لقد طلبت', registered: 'مسجل', notRegistered: 'غير مسجل', checked: 'تم الفحص', showNumber: 'إظهار الرقم' }} }});
                     document.querySelector('main').innerHTML = args[0];
                     const element = await settled();
                     return order(element.shadowRoot.querySelector('[part=base]'))"
                ),
                vec![json!(body)],
            )
            .await;

        // then
        let expected: Vec<String> = numbers
            .iter()
            .map(|number| format!("{number} left to right"))
            .collect();
        assert_eq!(seen, json!(expected), "{line} {attributes}");
        page.expect_no_problems().await;
    }
}

async fn given_a_hebrew_page_when_a_card_is_opened_from_a_number_then_its_call_link_runs_from_left_to_right(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<p>התקשר <a id="link" href="tel:+13105550100">+1 310 555 0100</a></p><p><a id="words" href="tel:+13105550102">התקשר אלינו</a></p>"#;
    let page = HostPage::open(&stage, body).await;

    // when
    let seen: Value = page
        .ask(&format!(
            "{ORDER} document.documentElement.dir = 'rtl';
             (await kit()).attach(document, {{ endpoint }});
             const link = document.querySelector('#link');
             await until(() => link.hasAttribute('aria-haspopup'));
             const popover = () => document.querySelector('[data-phone-profile=popover]');
             const calls = [];
             for (const anchor of [link, document.querySelector('#words')]) {{
               anchor.click();
               await until(() => popover()?.querySelector('a')); await settled(popover().querySelector('phone-profile'));
               const call = popover().querySelector('a');
               calls.push(order(call), call.textContent.slice(3), call.querySelector('bdi').dir);
             }}
             return calls"
        ))
        .await;

    // then
    assert_eq!(
        seen,
        json!([
            ["+1 310 555 0100 left to right"],
            "+1 310 555 0100",
            "ltr",
            [],
            "התקשר אלינו",
            ""
        ])
    );
    page.expect_no_problems().await;
}

async fn given_an_english_name_in_an_arabic_sentence_when_drawn_then_each_keeps_its_direction(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let body = one_card("0102", r#"expected-name="Otto Ek (2)" variant="card""#)
        .replace("{endpoint}", &page.gateway.origin);
    let seen: Value = page
        .run(
            "document.documentElement.dir = 'rtl';
             document.querySelector('main').innerHTML = args[0];
             card().strings = { nameDifferent: 'الاسم يختلف عن', namePartial: 'الاسم يطابق جزئيا' };
             await settled();
             const match = part(card(), 'match'), name = match.querySelector('bdi');
             return [words(match), words(name), getComputedStyle(name).unicodeBidi, part(card(), 'name').querySelector('bdi').hasAttribute('dir')]",
            vec![json!(body)],
        )
        .await;

    // then
    assert_eq!(seen[1], "Otto Ek (2)");
    assert!(
        seen[0]
            .as_str()
            .unwrap()
            .chars()
            .all(|letter| !('\u{2066}'..='\u{2069}').contains(&letter)),
        "{seen}"
    );
    assert_eq!((&seen[2], &seen[3]), (&json!("isolate"), &json!(false)));
}
