//! Little room and large text: nothing lies over anything else, nothing is beyond the card, no word is torn.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{GEOMETRY, HostPage},
    scenarios,
};

scenarios![
    given_containers_of_any_width_when_cards_are_in_them_then_nothing_overlaps_overflows_or_tears,
    given_large_text_when_cards_are_shown_then_they_grow_and_nothing_overlaps,
    given_a_long_name_when_it_is_cut_off_then_keyboard_and_pointer_bring_all_of_it,
    given_cards_in_rows_and_tables_when_shown_then_they_keep_a_width,
];

const WIDTHS: [u32; 7] = [420, 320, 240, 200, 160, 120, 80];

/// Puts cards of each variant and state, and with names of all kinds, into containers of the widths in `args`.
pub const CARDS: &str = "const [endpoint, widths] = args;
    const NAMES = ['Maya Lindqvist', 'Maximiliane-Alexandra von Hohenzollern-Sigmaringen zu Sachsen-Coburg und Gotha', 'Ayuntamiento'.repeat(25),
      'عبد الرحمن بن محمد الخوارزمي القرطبي', '👩‍👩‍👧‍👦'.repeat(12), 'Wilhelm Alexander 王小明 \\u202eelihw', null];
    const whole = (name) => ({ number: '+13105550123', isWhatsApp: true, isBusiness: true, isVerified: true, name, about: 'Rindfleischetikettierungsüberwachung, and more besides',
      business: { categories: ['Telecommunications'], description: 'Internationalization and localization', websites: ['https://shop.example/a/very/long/path/without/any/space/in/it'] } });
    const given = [...NAMES.map(whole), { number: '+13105550106', isWhatsApp: false }];
    const main = document.querySelector('main');
    for (const width of widths) {
      for (const variant of ['card', 'compact', 'avatar']) {
        const box = Object.assign(document.createElement('div'), { className: 'narrow' });
        box.style.width = `${width}px`;
        const add = (options) => { const one = document.createElement('phone-profile'); Object.assign(one, { variant, about: true, showSignals: true, expectedName: 'Otto Ek', picture: 'hide', ...options }); box.append(one); return one; };
        for (const profile of given) add({ profile, mask: width % 3 === 0 });
        add({ number: '12', loading: 'eager' });
        add({ number: '+13105550124', endpoint, loading: 'eager' });
        add({}).dataset.bones = '';
        main.append(box);
      }
    }
    const all = [...document.querySelectorAll('.narrow phone-profile')];
    for (const one of all) if (one.dataset.bones === undefined) await settled(one);
    const wrong = () => all.flatMap((one) => misplaced(one).map((what) => `${one.parentElement.style.width} ${one.variant} ${one.state} ${(one.profile?.name ?? '').slice(0, 12)}: ${what}`));\n";

async fn given_containers_of_any_width_when_cards_are_in_them_then_nothing_overlaps_overflows_or_tears(
    stage: Arc<Stage>,
) {
    for width in WIDTHS {
        // given
        let page = HostPage::open(&stage, "").await;

        // when
        let script = format!("{GEOMETRY}{CARDS}return [all.length, wrong()]");
        let args = vec![json!(page.gateway.origin), json!([width])];
        let (count, wrong): (usize, Vec<String>) = page.run(&script, args).await;

        // then
        assert_eq!(count, 3 * 11);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        page.expect_no_problems().await;
    }
}

async fn given_large_text_when_cards_are_shown_then_they_grow_and_nothing_overlaps(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;
    let script = format!(
        "{GEOMETRY}{CARDS}
         const size = (one, name) => Number.parseFloat(getComputedStyle(part(one, name)).fontSize);
         const sizes = () => [size(all[0], 'status'), size(all[0], 'number')];
         const seen = [sizes(), wrong()];
         for (const style of [':root {{ font-size: 32px }}', 'phone-profile {{ font-size: 20px }}', 'phone-profile {{ --phone-profile-font-size: 1.5rem }}', 'main {{ font-size: 40px }}', 'phone-profile {{ --phone-profile-density: 0.5 }}', 'phone-profile {{ --phone-profile-density: 2 }}']) {{
           const sheet = new CSSStyleSheet(); sheet.replaceSync(style); document.adoptedStyleSheets = [sheet];
           seen.push([sizes(), wrong()].flat());
         }}
         return seen"
    );

    // when
    let args = vec![json!(page.gateway.origin), json!([420, 200, 120])];
    let seen: Value = page.run(&script, args).await;

    // then
    assert_eq!(
        seen,
        json!([
            [14, 14],
            [],
            [28, 28],
            [20, 20],
            [24, 24],
            [14, 14],
            [14, 14],
            [14, 14],
        ]),
        "as the page's root, as the element, as the variable; density changes no text"
    );
}

async fn given_a_long_name_when_it_is_cut_off_then_keyboard_and_pointer_bring_all_of_it(
    stage: Arc<Stage>,
) {
    for variant in ["card", "compact"] {
        // given
        let body = format!(
            "<button id='before'>Before</button><phone-profile variant='{variant}'></phone-profile>"
        );
        let page = HostPage::open(&stage, &body).await;
        let script = "await customElements.whenDefined('phone-profile');
            card().profile = { number: '+13105550123', isWhatsApp: true, name: 'Maximiliane Alexandra von Hohenzollern zu Sachsen Coburg und Gotha the Younger of Both' };
            await settled();
            document.querySelector('#before').focus();
            const name = part(card(), 'name');
            return name.scrollHeight > name.clientHeight + 2";
        let is_cut: bool = page.run(script, vec![]).await;
        assert!(is_cut, "{variant}");
        let is_whole =
            "const name = part(card(), 'name'); return name.scrollHeight <= name.clientHeight + 2";

        // when the keyboard's focus goes to it, then all of it is there
        stage.browser.press(['\u{e004}']).await;
        assert!(page.run::<bool>(is_whole, vec![]).await, "{variant}");

        // and when it leaves, then it is cut off again, until the card is clicked
        page.act("document.querySelector('#before').focus()").await;
        assert!(!page.run::<bool>(is_whole, vec![]).await, "{variant}");
        stage.browser.click("phone-profile").await;
        assert!(page.run::<bool>(is_whole, vec![]).await, "{variant}");
    }
}

async fn given_cards_in_rows_and_tables_when_shown_then_they_keep_a_width(stage: Arc<Stage>) {
    // given places that take their width from what is in them
    let body = "<div style='display: flex'><phone-profile></phone-profile></div>
        <div style='display: inline-block'><phone-profile></phone-profile></div>
        <div style='float: left'><phone-profile></phone-profile></div>
        <div style='display: grid; grid-template-columns: auto 1fr'><phone-profile></phone-profile></div>
        <table><tr><td><phone-profile variant='compact'></phone-profile><td>Text</table>
        <div style='display: flex; width: 150px'><phone-profile></phone-profile></div>";
    let page = HostPage::open(&stage, body).await;

    // when
    let script = "await customElements.whenDefined('phone-profile');
        const all = [...document.querySelectorAll('phone-profile')];
        for (const one of all) one.profile = { number: '+13105550123', isWhatsApp: true, name: 'Maya Lindqvist' };
        for (const one of all) await settled(one);
        return all.map((one) => Math.round(one.getBoundingClientRect().width))";
    let widths: Vec<u32> = page.run(script, vec![]).await;

    // then
    let [flex, block, float, grid, table, small] = widths[..] else {
        panic!("{widths:?}")
    };
    assert_eq!([flex, block, float, grid], [320; 4]);
    assert!(table > 150, "{table}");
    assert_eq!(small, 150);
}
