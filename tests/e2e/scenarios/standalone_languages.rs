//! The standalone page in other languages: which one it is in, what it says, and which way it runs.

use std::sync::Arc;

use phone_profile_gateway::AllowedOrigins;
use serde_json::{Map, Value, json};

use super::right_to_left::ORDER;
use crate::{
    harness::{AlteredDist, Service, Stage, TestGateway, service::CALLER},
    page_objects::StandalonePage,
    scenarios,
};

scenarios![
    given_a_language_in_the_address_when_opened_then_the_page_and_its_card_are_in_it,
    given_languages_of_the_browser_when_opened_then_the_first_with_a_catalogue_counts needs EveryLanguage,
    given_a_page_in_use_when_another_language_is_chosen_then_nothing_but_its_words_changes,
    given_a_catalogue_that_cannot_be_had_when_wished_for_then_the_page_is_as_before_and_says_so,
    given_a_catalogue_when_served_then_it_is_small_fresh_and_of_the_page_alone,
    given_a_language_from_right_to_left_when_used_then_numbers_still_run_from_left_to_right,
    given_a_catalogue_of_marked_texts_when_numbers_are_looked_up_then_every_word_is_from_it,
    given_a_catalogue_of_marked_texts_when_somebody_signs_in_then_every_word_is_from_it,
];

/// Empties a field that is selected.
const DELETE: char = '\u{e003}';

/// What the document says of its language.
const DOCUMENT: &str = "const { lang, dir } = document.documentElement; return [lang, dir]";

/// A catalogue with the English texts between marks.
fn marked(direction: &str) -> Vec<u8> {
    let english: Value = serde_json::from_str(include_str!("../../../locales/en.json"))
        .expect("the English catalogue");
    let section = |name: &str| -> Map<String, Value> {
        let texts = english[name].as_object().expect("a section");
        let marked = texts.iter().map(|(key, text)| {
            let text = text.as_str().expect("a text");
            (key.clone(), json!(format!("⟦{text}⟧")))
        });
        marked.collect()
    };
    let catalogue =
        json!({ "direction": direction, "page": section("page"), "card": section("card") });
    catalogue.to_string().into_bytes()
}

/// Dist with such a catalogue in the place of one.
fn with_marked(tag: &str, direction: &str) -> AlteredDist {
    let file = format!("page/locales/{tag}.json");
    AlteredDist::with(&[(&file, Some(marked(direction)))])
}

async fn gateway(dist: &AlteredDist) -> TestGateway {
    TestGateway::start(Some(dist.path()), AllowedOrigins::default()).await
}

/// Opens the page of a gateway with demo data.
async fn open(stage: &Arc<Stage>, gateway: &TestGateway, query: &str) -> StandalonePage {
    let page = StandalonePage::open_at(stage, &gateway.origin, query).await;
    page.act("await until(() => document.querySelector('#demo'), null)")
        .await;
    page
}

async fn given_a_language_in_the_address_when_opened_then_the_page_and_its_card_are_in_it(
    stage: Arc<Stage>,
) {
    for (query, lang) in [("?lang=de", "de"), ("?lang=de-AT", "de-AT")] {
        // given, when
        let page = StandalonePage::open(&stage, query).await;

        // then
        assert_eq!(
            page.run::<Value>(DOCUMENT, vec![]).await,
            json!([lang, "ltr"])
        );
        let said: Vec<String> = page
            .run(
                "return ['title', 'h1', '#look-up', 'label[for=region]', '#region option[value=AT]'].map((selector) => words(document.querySelector(selector)))",
                vec![],
            )
            .await;
        assert_eq!(
            said,
            [
                "phone-profile: Telefonnummer abfragen",
                "Das öffentliche Profil zu einer Telefonnummer",
                "Abfragen",
                "Land",
                "Österreich (\u{2066}+43\u{2069})"
            ]
        );

        // and what is wrong with a number is said in it, by the page and by the core
        for (entered, problem) in [
            ("", "Geben Sie eine Telefonnummer ein."),
            (
                "+44 20 79",
                "Zu kurz für eine Nummer dieses Landes (Vereinigtes Königreich).",
            ),
            ("1.31056E+10", "Durch eine Tabellenkalkulation sind Ziffern"),
        ] {
            page.look_up(&format!("{DELETE}{entered}")).await;
            let said = page.problem().await;
            assert!(said.starts_with(problem), "{said}");
        }

        // and so is the card
        page.look_up("+1 310 555 0138").await;
        page.card_of("+13105550138").await;
        let card: String = page.run("return card().lang", vec![]).await;
        assert_eq!(card, lang);
    }
}

async fn given_languages_of_the_browser_when_opened_then_the_first_with_a_catalogue_counts(
    stage: Arc<Stage>,
) {
    // given one without a catalogue, and a dialect
    let stage = stage.speaking("nb,de-CH,en").await;

    // when
    let page = StandalonePage::open(&stage, "").await;

    // then
    assert_eq!(
        page.run::<Value>(DOCUMENT, vec![]).await,
        json!(["de-CH", "ltr"])
    );
    assert_eq!(page.words("#look-up").await, "Abfragen");
    let chosen: String = page
        .run("return document.querySelector('#language').value", vec![])
        .await;
    assert_eq!(chosen, "de");

    // and what the address asks for goes first
    let page = StandalonePage::open(&stage, "?lang=en-GB").await;
    assert_eq!(
        page.run::<Value>(DOCUMENT, vec![]).await,
        json!(["en-GB", "ltr"])
    );
    assert_eq!(page.words("#look-up").await, "Look up");

    // and where it asks for nothing that there is, the browser does
    for query in ["?lang=", "?lang=nb", "?lang=%00"] {
        let page = StandalonePage::open(&stage, query).await;
        assert_eq!(page.words("#look-up").await, "Abfragen", "{query}");
    }
}

async fn given_a_page_in_use_when_another_language_is_chosen_then_nothing_but_its_words_changes(
    stage: Arc<Stage>,
) {
    // given a lookup, and a number that isn't looked up yet
    let page = StandalonePage::open(&stage, "?number=%2B13105550150").await;
    page.look_up("+1 310 555 0143").await;
    page.card_of("+13105550143").await;
    let requests = page.lookups("0143");
    page.look_up("+44 20 79").await;
    page.problem().await;

    // when
    let choose = "const chooser = document.querySelector('#language');
        chooser.value = args[0];
        chooser.dispatchEvent(new Event('change', { bubbles: true }));
        await until(() => document.documentElement.lang === args[0] && words(document.querySelector('#look-up')) === args[1], null);";
    page.run::<Value>(choose, vec![json!("de"), json!("Abfragen")])
        .await;

    // then
    assert_eq!(page.words("#look-up").await, "Abfragen");
    assert!(page.problem().await.starts_with("Zu kurz"));
    let seen: Value = page
        .run(
            "return [document.querySelector('#number').value, document.querySelector('#region').value, card().state, card().lang, words(document.querySelector('#visits .visit-state'))]",
            vec![],
        )
        .await;
    assert_eq!(
        seen,
        json!(["+44 20 79", "GB", "ready", "de", "Registriert"])
    );
    assert_eq!(page.lookups("0143"), requests);

    // and the choice is in the address, beside what was there, and in nothing that outlasts it
    let kept: Value = page
        .run(
            "return [location.search, document.cookie, localStorage.length, sessionStorage.length]",
            vec![],
        )
        .await;
    let query = "?number=%2B13105550150&lang=de";
    assert_eq!(kept, json!([query, "", 0, 0]));
    let page = StandalonePage::open(&stage, query).await;
    assert_eq!(page.words("#look-up").await, "Abfragen");

    // and when English is chosen, then nothing is asked for
    page.act("performance.clearResourceTimings()").await;
    page.run::<Value>(choose, vec![json!("en"), json!("Look up")])
        .await;
    assert_eq!(page.words("#look-up").await, "Look up");
    let asked: Vec<String> = page
        .run("return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('locales'))", vec![])
        .await;
    assert!(asked.is_empty(), "{asked:?}");

    // and each language is called by its own name
    let names: Vec<String> = page
        .run("return [...document.querySelectorAll('#language option')].filter(({ lang, value }) => lang === value).map(words)", vec![])
        .await;
    assert_eq!(names.len(), 20, "{names:?}");
    for name in ["Deutsch", "Español", "Türkçe", "Українська", "العربية"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
}

async fn given_a_catalogue_that_cannot_be_had_when_wished_for_then_the_page_is_as_before_and_says_so(
    stage: Arc<Stage>,
) {
    // given
    let dist = AlteredDist::with(&[("page/locales/de.json", None)]);
    let gateway = gateway(&dist).await;

    // when
    let page = open(&stage, &gateway, "?lang=de").await;

    // then
    assert_eq!(
        page.run::<Value>(DOCUMENT, vec![]).await,
        json!(["en", "ltr"])
    );
    assert_eq!(page.words("#look-up").await, "Look up");

    // and when it is chosen, then the chooser is back at the page's own
    let choose = "const chooser = document.querySelector('#language');
        chooser.value = 'de';
        chooser.dispatchEvent(new Event('change', { bubbles: true }));
        const said = await until(() => words(document.querySelector('#language-problem')), null);
        await drawn();
        return [said, chooser.value, location.search]";
    let seen: Value = page.run(choose, vec![]).await;
    assert_eq!(
        seen,
        json!([
            "This language couldn’t be loaded. Check the connection and try again.",
            "en",
            "?lang=de"
        ])
    );
}

async fn given_a_catalogue_when_served_then_it_is_small_fresh_and_of_the_page_alone(
    stage: Arc<Stage>,
) {
    // given
    let page = StandalonePage::open(&stage, "").await;

    // when
    let script = "const response = await fetch('./page/locales/de.json');
        const { headers } = response;
        const { direction, page, card, ...others } = await response.json();
        return [response.status, headers.get('content-type'), headers.get('cache-control'), headers.has('etag'), direction, Object.keys(others), page.lookUp, Object.keys(card).every((key) => key.startsWith('number'))]";
    let seen: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!([
            200,
            "application/json",
            "no-cache",
            true,
            "ltr",
            [],
            "Abfragen",
            true
        ])
    );
}

async fn given_a_language_from_right_to_left_when_used_then_numbers_still_run_from_left_to_right(
    stage: Arc<Stage>,
) {
    for tag in ["ar", "he"] {
        // given room for everything beside each other
        stage.browser.resize(1200, 800).await;
        let dist = with_marked(tag, "rtl");
        let gateway = gateway(&dist).await;
        let query = format!("?lang={tag}&number=%2B13105550150");

        // when
        let page = open(&stage, &gateway, &query).await;

        // then
        assert_eq!(
            page.run::<Value>(DOCUMENT, vec![]).await,
            json!([tag, "rtl"])
        );
        page.question().await;
        let ordered = |selector: &'static str| {
            format!("{ORDER} return order(document.querySelector('{selector}'))")
        };
        let asked: Vec<String> = page.run(&ordered("#question"), vec![]).await;
        assert_eq!(asked, ["+1 310 555 0150 left to right"]);
        let field: String = page
            .run(
                "return getComputedStyle(document.querySelector('#number')).direction",
                vec![],
            )
            .await;
        assert_eq!(field, "ltr");

        // and when numbers are looked up
        for line in ["0138", "0106"] {
            page.look_up(&format!("+1 310 555 {line}")).await;
            page.card_of(&format!("+1310555{line}")).await;
        }

        // then
        let visits: Vec<String> = page.run(&ordered("#visit-list"), vec![]).await;
        assert_eq!(
            visits,
            [
                "+1 310 555 0106 left to right",
                "+1 310 555 0138 left to right"
            ]
        );
        let sides: Value = page
            .run(
                "const box = (selector) => document.querySelector(selector).getBoundingClientRect();
                 const { scrollWidth, clientWidth } = document.documentElement;
                 return [box('.brand').left > box('#theme').left, box('#stage').left > box('#visits').left, box('#region').left > box('#number').left, scrollWidth <= clientWidth]",
                vec![],
            )
            .await;
        assert_eq!(sides, json!([true, true, true, true]), "{tag}");
    }
}

/// Letters of the page that stand between no marks, and are neither data nor the card's. Marks count from text to text: a
/// sentence may have an element in it.
const UNMARKED: &str = r"
    const DATA = 'script, style, noscript, phone-profile, bdi, .brand-name, .digits, .demo-number, .visit-time, #language option, #region option:not([value=\'\']), #purpose option:not([value=\'\'])';
    const SAID = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];
    const unmarked = () => {
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let depth = 0;
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (depth === 0 && parentElement.closest(DATA)) continue;
        for (const letter of data) {
          if (letter === '\u27e6') depth += 1;
          else if (letter === '\u27e7') depth -= 1;
          else if (depth === 0 && /\p{L}/u.test(letter)) { found.push(data); break; }
          if (depth < 0 || depth > 1) { found.push(`${depth} marks: ${data}`); depth = 0; }
        }
      }
      if (depth !== 0) found.push(`${depth} marks are open`);
      for (const node of document.body.querySelectorAll('*')) {
        if (node.closest('.demo-number')) continue;
        for (const name of SAID) {
          const said = node.getAttribute(name);
          if (said && !/^\u27e6.*\u27e7$/u.test(said)) found.push(`${name}: ${said}`);
        }
      }
      if (!/^\u27e6.*\u27e7$/u.test(document.title)) found.push(document.title);
      return found;
    };
";

async fn expect_marked(page: &StandalonePage, place: &str) {
    let found: Vec<String> = page
        .run(&format!("{UNMARKED} return unmarked()"), vec![])
        .await;
    assert!(found.is_empty(), "{place}: {found:?}");
}

async fn given_a_catalogue_of_marked_texts_when_numbers_are_looked_up_then_every_word_is_from_it(
    stage: Arc<Stage>,
) {
    // given
    let dist = with_marked("de", "ltr");
    let gateway = gateway(&dist).await;

    // when it is opened, by links too
    for query in ["", "&number=%2B13105550150", "&number=junk"] {
        let page = open(&stage, &gateway, &format!("?lang=de{query}")).await;
        assert!(page.words("h1").await.starts_with('⟦'));
        expect_marked(&page, query).await;
    }

    // and when what is entered is no number, or a doubtful one
    let page = open(&stage, &gateway, "?lang=de").await;
    for entered in [
        "",
        "<b>",
        "\u{7}",
        "1-800-FLOWERS",
        "+1 310",
        "+44 20 79",
        "+44 20 7946 09",
        "+4477009001230",
        "+44 20 7946 0958/9",
        "+7 8 912 345-67-89",
        "1.31056E+10",
        "246913579024680@lid",
        "++1",
        "+1 999 555 0123",
        "+999 123 4567",
    ] {
        let script = "const field = document.querySelector('#number');
            field.value = args[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            document.querySelector('#lookup').requestSubmit();
            return await until(() => words(document.querySelector('#number-problem')), null)";
        let said: String = page.run(script, vec![json!(entered)]).await;
        assert!(
            said.starts_with('⟦') && said.ends_with('⟧'),
            "{entered}: {said}"
        );
        expect_marked(&page, entered).await;
    }

    // and when lookups end, well or not, and their link is copied
    for line in [
        "0138", "0106", "0110", "0136", "0139", "0117", "0122", "0113", "0125", "0126", "0115",
    ] {
        page.click(&format!("#demo [data-number='+1310555{line}']"))
            .await;
        page.card_of(&format!("+1310555{line}")).await;
        expect_marked(&page, line).await;
    }
    page.click("#copy-link").await;
    page.words("#copied").await;

    // then
    expect_marked(&page, "link").await;
}

async fn given_a_catalogue_of_marked_texts_when_somebody_signs_in_then_every_word_is_from_it(
    stage: Arc<Stage>,
) {
    let price = json!({ "price": { "amount": "0.005", "currency": "USD" } });
    for purposes in [
        json!({ "purpose-required": true, "purposes": ["support", "fraud"] }),
        json!({ "purposes": ["support"] }),
        json!({ "purpose-required": true }),
    ] {
        // given
        let dist = with_marked("de", "ltr");
        let service = Service::start_with(dist.path(), price.clone(), purposes.clone()).await;
        let page = StandalonePage::open_at(&stage, &service.origin, "?lang=de").await;
        page.words("#sign-in").await;
        expect_marked(&page, "sign-in").await;

        // when tokens are wrong
        for token in ["", "two words", "wrong"] {
            page.sign_in(token).await;
            page.words("#token-problem").await;
            expect_marked(&page, token).await;
        }

        // and when one is right, and a number entered without a purpose
        page.sign_in(CALLER.1).await;
        page.words("#account").await;
        let left = page.words("#allowance").await;
        assert!(left.contains("50") && left.contains("0,005"), "{left}");
        page.look_up("+1 310 555 0123").await;
        if purposes["purpose-required"] == true {
            page.words("#purpose-problem").await;
        }

        // then
        expect_marked(&page, &purposes.to_string()).await;
    }

    // and where a proxy has signed nobody in
    let dist = with_marked("de", "ltr");
    let access = json!({ "trusted-header": { "name": "x-user", "from": ["192.0.2.1"] } });
    let service = Service::start_with(dist.path(), json!({}), access).await;
    let page = StandalonePage::open_at(&stage, &service.origin, "?lang=de").await;
    page.words("#reload").await;
    expect_marked(&page, "proxy").await;
}
