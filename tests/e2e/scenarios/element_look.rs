//! `<phone-profile>`'s looks: variants, theme, masked numbers, the expected name, texts and slots.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{Card, HostPage, one_card},
    scenarios,
};

scenarios![
    given_each_variant_when_shown_then_it_says_as_much_as_there_is_room_for,
    given_a_theme_when_set_then_it_wins_over_the_system,
    given_css_variables_and_parts_when_set_by_the_page_then_the_card_follows,
    given_a_masked_number_when_revealed_by_click_or_key_then_it_is_shown,
    given_an_expected_name_when_shown_then_the_card_compares,
    given_names_that_people_write_in_several_ways_when_shown_then_the_card_says_how_and_why_they_compare,
    given_a_heading_level_when_set_then_the_name_is_such_a_heading,
    given_slotted_content_when_shown_then_each_slot_has_its_place,
    given_replaced_texts_when_shown_then_the_others_stay_english,
    given_a_lookup_under_way_when_shown_then_the_card_is_busy_and_says_so_once,
    given_a_person_who_wants_less_motion_when_shown_then_nothing_moves,
    given_a_time_when_shown_then_it_is_machine_readable,
];

async fn given_each_variant_when_shown_then_it_says_as_much_as_there_is_room_for(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0102", "").await;
    let script = "return ['name', 'number', 'badge', 'status', 'time', 'picture'].filter((name) => seenBy(part(card(), name)))";

    // when, then
    let parts: Value = page.run(script, vec![]).await;
    assert_eq!(
        parts,
        json!(["name", "number", "badge", "status", "time", "picture"])
    );

    let ready = "await until(() => !part(card(), 'status') && part(card(), 'picture')?.hasAttribute('data-loaded'));";
    let parts: Value = page
        .run(
            &format!("card().variant = 'compact'; {ready} {script}"),
            vec![],
        )
        .await;
    assert_eq!(parts, json!(["name", "number", "badge", "picture"]));

    let gone = "await until(() => !part(card(), 'name') && part(card(), 'picture')?.hasAttribute('data-loaded'));";
    let parts: Value = page
        .run(
            &format!("card().variant = 'avatar'; {gone} {script}"),
            vec![],
        )
        .await;
    assert_eq!(parts, json!(["picture"]));

    // then the avatar alone has a name that says what the card would
    let label: String = page
        .run(
            "return card().shadowRoot.querySelector('[role=img]').getAttribute('aria-label')",
            vec![],
        )
        .await;
    let name = page.card("phone-profile").await.field("name");
    assert_eq!(
        label,
        format!(
            "{}, \u{2066}+1 310 555 0102\u{2069}, Registered on WhatsApp",
            name.as_str().unwrap()
        )
    );
    assert_eq!(page.gateway.lookups("0102"), 1);
}

async fn given_a_theme_when_set_then_it_wins_over_the_system(stage: Arc<Stage>) {
    // given a dark system
    let page = HostPage::with_card(&stage, "0100", "").await;
    stage
        .browser
        .emulate_media("prefers-color-scheme", "dark")
        .await;
    let background = |theme: &str| {
        format!(
            "card().theme = '{theme}'; return getComputedStyle(card().shadowRoot.querySelector('.root')).backgroundColor"
        )
    };

    // when, then
    let colours: [String; 3] = [
        page.run(&background("auto"), vec![]).await,
        page.run(&background("light"), vec![]).await,
        page.run(&background("dark"), vec![]).await,
    ];
    assert_eq!(
        colours,
        [
            "rgb(255, 255, 255)",
            "rgb(255, 255, 255)",
            "rgb(22, 27, 34)"
        ],
        "a page that says nothing is light"
    );
}

async fn given_css_variables_and_parts_when_set_by_the_page_then_the_card_follows(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0102", "").await;

    // when
    let script = "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`phone-profile { --phone-profile-bg: rgb(1, 2, 3); --phone-profile-fg: rgb(250, 250, 250); --phone-profile-avatar-size: 100px; --phone-profile-radius: 3px }
          phone-profile::part(name) { letter-spacing: 7px } phone-profile::part(badge) { text-transform: uppercase }
          phone-profile[state=ready] { outline-style: dotted }`);
        document.adoptedStyleSheets = [sheet];
        const style = (node) => getComputedStyle(node);
        const root = card().shadowRoot.querySelector('.root');
        return [style(root).backgroundColor, style(part(card(), 'base')).color, style(card().shadowRoot.querySelector('.avatar')).width,
          style(root).borderTopLeftRadius, style(part(card(), 'name')).letterSpacing, style(part(card(), 'badge')).textTransform, style(card()).outlineStyle];";
    let styles: Vec<String> = page.run(script, vec![]).await;

    // then
    assert_eq!(
        styles,
        [
            "rgb(1, 2, 3)",
            "rgb(250, 250, 250)",
            "100px",
            "3px",
            "7px",
            "uppercase",
            "dotted"
        ]
    );
}

async fn given_a_masked_number_when_revealed_by_click_or_key_then_it_is_shown(stage: Arc<Stage>) {
    for by_key in [false, true] {
        // given a number that stands nowhere in the card
        let line = if by_key { "0102" } else { "0106" };
        let page = HostPage::with_card(&stage, line, "mask").await;
        let text: String = page
            .run("return card().shadowRoot.textContent", vec![])
            .await;
        assert!(!text.contains(line) && !text.contains("310 555"), "{text}");

        // when
        if by_key {
            page.act("card().shadowRoot.querySelector('[data-action=reveal]').focus()")
                .await;
            stage.browser.press(['\u{e007}']).await;
        } else {
            page.act("card().shadowRoot.querySelector('[data-action=reveal]').click()")
                .await;
        }

        // then it's shown, the button is gone, and the focus is still in the card
        let shown = format!("element.shadowRoot.textContent.includes('+1 310 555 {line}')");
        page.waits_for("phone-profile", &shown).await;
        let seen: Value = page
            .run("return [!card().shadowRoot.querySelector('[data-action=reveal]')?.checkVisibility(), document.activeElement === card()]", vec![])
            .await;
        assert_eq!(seen, json!([true, true]));

        // and when the card is given another number, then that is masked again
        page.act("card().number = '+13105550101'; await until(() => card().profile?.number === '+13105550101')").await;
        let text: String = page
            .run("return card().shadowRoot.textContent", vec![])
            .await;
        assert!(!text.contains("0101"), "{text}");
    }
}

async fn given_an_expected_name_when_shown_then_the_card_compares(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;
    let name = page.card("phone-profile").await.name.unwrap();
    let (first, last) = name.split_once(' ').unwrap();
    for (expected, text, differs) in [
        (name.to_uppercase(), "Name matches".to_owned(), false),
        (format!("{last}, {first}"), "Name matches".to_owned(), false),
        (
            format!("Maya {last}"),
            format!("Name matches in part: Maya {last}"),
            false,
        ),
        (
            "Zed Nobody".to_owned(),
            "Name differs from Zed Nobody".to_owned(),
            true,
        ),
    ] {
        // when
        let script = "card().expectedName = args[0];
            await until(() => words(part(card(), 'match')) === args[1]);
            return part(card(), 'match').dataset.match === 'different';";
        let told_apart: bool = page.run(script, vec![json!(expected), json!(text)]).await;

        // then
        assert_eq!(told_apart, differs, "{text}");
    }
    assert_eq!(page.gateway.lookups("0100"), 1);

    // and given no public name, then it is unknown, not different
    let page = HostPage::with_card(&stage, "0110", r#"expected-name="Maya""#).await;
    assert_eq!(
        page.card("phone-profile").await.matched.as_deref(),
        Some("No name received to compare with")
    );
}

async fn given_names_that_people_write_in_several_ways_when_shown_then_the_card_says_how_and_why_they_compare(
    stage: Arc<Stage>,
) {
    // given a card that has looked a number up, and answers of the page's own for it
    let page = HostPage::with_card(&stage, "0100", "").await;
    for (public, expected, result, reason) in [
        (
            "Lukasz Nowak",
            "Łukasz Nowak",
            "same",
            "Same in another spelling",
        ),
        ("احمد", "أحمد", "same", "Same in another spelling"),
        (
            "Nowak, Jan",
            "Jan Nowak",
            "same",
            "Same words in another order",
        ),
        (
            "Иван Петров",
            "Ivan Petrov",
            "same",
            "Same in Latin letters",
        ),
        ("J. Nowak", "Jan Nowak", "partial", "Initials fit"),
        ("Jan Nowak", "Otto Berg", "different", "No word in common"),
        (
            "王伟",
            "Otto Berg",
            "unknown",
            "Scripts or letters that can't be compared",
        ),
    ] {
        // when
        let script = "card().profile = { number: '+13105550123', isWhatsApp: true, name: args[0] };
            card().expectedName = args[1];
            const match = () => part(card(), 'match');
            const shows = (reason) => match()?.nextElementSibling?.textContent === reason;
            await until(() => words(part(card(), 'name')) === args[0] && shows(args[2]));
            return [match().dataset.match, seenBy(match().nextElementSibling)];";
        let args = vec![json!(public), json!(expected), json!(reason)];
        let said: Value = page.run(script, args).await;

        // then
        assert_eq!(said, json!([result, true]), "{public} and {expected}");
    }
}

async fn given_a_heading_level_when_set_then_the_name_is_such_a_heading(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;
    assert_eq!(
        page.card("phone-profile").await.heading.as_deref(),
        Some("h3")
    );
    for level in 2..=6 {
        // when
        page.act(&format!("card().headingLevel = {level}; await until(() => part(card(), 'name').ariaLevel === '{level}')")).await;

        // then the picture is still there
        let card = page.settled("phone-profile").await;
        assert_eq!(card.heading, Some(format!("h{level}")));
    }
}

async fn given_slotted_content_when_shown_then_each_slot_has_its_place(stage: Arc<Stage>) {
    // given
    let slots = [
        "avatar",
        "meta",
        "actions",
        "footer",
        "error",
        "not-registered",
    ];
    let content: String = slots
        .iter()
        .map(|name| format!(r#"<p slot="{name}">In {name}</p>"#))
        .collect();
    let body = format!(
        r#"<phone-profile number="+13105550100" endpoint="{{endpoint}}" loading="eager"><p id="fallback">No script</p>{content}</phone-profile>"#
    );
    let page = HostPage::open(&stage, &body).await;
    let seen = "return [...card().children].filter(seenBy).map((node) => node.slot || node.id)";

    for (line, state, expected) in [
        (
            "0100",
            "ready",
            json!(["avatar", "meta", "actions", "footer"]),
        ),
        (
            "0106",
            "not-registered",
            json!(["avatar", "meta", "actions", "footer", "not-registered"]),
        ),
        ("0124", "error", json!(["avatar", "error"])),
    ] {
        // when
        page.act(&format!(
            "card().number = '+1310555{line}'; await until(() => card().state === '{state}')"
        ))
        .await;

        // then
        let slots: Value = page.run(seen, vec![]).await;
        assert_eq!(slots, expected, "{state}");
    }
}

async fn given_replaced_texts_when_shown_then_the_others_stay_english(stage: Arc<Stage>) {
    // given texts for all cards, and for one; one of them markup
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "const { configure, mount } = await kit();
        configure({ endpoint, strings: { registered: '<b>Da</b>', business: 'Firma', nonsense: 'x' } });
        const { element } = mount('main', { number: '+13105550102', strings: { business: 'Betrieb' } });
        return read(await settled(element));";

    // when
    let card: Card = page.ask(script).await;

    // then
    assert_eq!(card.status.as_deref(), Some("<b>Da</b>"));
    assert_eq!(card.badges, ["Betrieb", "Verified"]);
    let bold: usize = page
        .run(
            "return card().shadowRoot.querySelectorAll('b').length",
            vec![],
        )
        .await;
    assert_eq!(bold, 0);
}

async fn given_a_lookup_under_way_when_shown_then_the_card_is_busy_and_says_so_once(
    stage: Arc<Stage>,
) {
    // given a page that writes down all that its card announces
    let page = HostPage::open_without_kit(&stage, "<phone-profile></phone-profile>").await;
    let script = "(await kit()).define();
        while (!card().shadowRoot) await drawn();
        const status = card().shadowRoot.querySelector('[role=status]');
        window.announced = [];
        new MutationObserver(() => announced.push(words(status))).observe(status, { childList: true, characterData: true, subtree: true });
        Object.assign(card(), { endpoint, loading: 'eager', number: '+13105550111' });";
    page.ask::<Value>(script).await;

    // when it's under way
    page.gateway.stats.wait_for_lookups("13105550111", 1).await;
    let card: Card = page
        .run(
            "await until(() => read(card()).busy); return read(card())",
            vec![],
        )
        .await;
    assert!(card.skeleton, "{card:?}");
    assert_eq!(card.live.as_deref(), Some("Looking up…"));

    // then each state is announced once, also when pictures have come
    let card = page.settled("phone-profile").await;
    assert!(!card.busy && !card.skeleton);
    let name = card.field("name").as_str().unwrap().to_owned();
    let announced: Vec<String> = page
        .run("return announced.filter((text) => text)", vec![])
        .await;
    assert_eq!(
        announced,
        [
            "Looking up…".to_owned(),
            format!("{name}. Registered on WhatsApp")
        ]
    );
    let live: Value = page
        .run("return [...card().shadowRoot.querySelectorAll('[aria-live], [role=status], [role=alert]')].map((node) => node.getAttribute('role'))", vec![])
        .await;
    assert_eq!(live, json!(["status"]), "one live region");
}

async fn given_a_person_who_wants_less_motion_when_shown_then_nothing_moves(stage: Arc<Stage>) {
    // given a card whose bones breathe while it waits
    let page = HostPage::open(&stage, &one_card("0112", "")).await;
    page.reaches("phone-profile", "loading").await;
    let moving = "return card().shadowRoot.getAnimations().length";
    let animations: usize = page.run(moving, vec![]).await;
    assert!(animations > 0);

    // when
    stage
        .browser
        .emulate_media("prefers-reduced-motion", "reduce")
        .await;
    let page = HostPage::open(&stage, &one_card("0112", "")).await;
    page.reaches("phone-profile", "loading").await;

    // then
    let animations: usize = page.run(moving, vec![]).await;
    assert_eq!(animations, 0);
}

async fn given_a_time_when_shown_then_it_is_machine_readable(stage: Arc<Stage>) {
    // given, when
    let page = HostPage::with_card(&stage, "0138", "").await;
    let card = page.card("phone-profile").await;

    // then
    let time = card.time.as_ref().unwrap();
    assert_eq!(json!(time.datetime), card.field("lastChecked"));
    let valid: bool = page
        .run(
            "return !Number.isNaN(Date.parse(args[0]))",
            vec![json!(time.datetime)],
        )
        .await;
    assert!(valid);
    assert_eq!(time.line, "Checked 3 weeks ago · demo data");
    let title: String = page
        .run(
            "return card().shadowRoot.querySelector('time').title",
            vec![],
        )
        .await;
    assert!(title.contains("20"), "the full date is there: {title}");
}
