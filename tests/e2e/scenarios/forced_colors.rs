//! Systems that set colours or contrast themselves: what tells one thing from another stays.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_forced_colors_when_cards_are_shown_then_rings_bullets_and_outlines_are_there needs ForcedColors,
    given_somebody_who_wants_more_contrast_when_a_card_is_shown_then_nothing_is_muted needs ContrastPreference,
];

async fn given_forced_colors_when_cards_are_shown_then_rings_bullets_and_outlines_are_there(
    stage: Arc<Stage>,
) {
    // given a system with colours of its own
    stage.browser.emulate_media("forced-colors", "active").await;
    let body: String = ["0102", "0106", "0124"]
        .iter()
        .flat_map(|line| {
            ["card", "avatar"].map(|variant| {
                one_card(
                    line,
                    &format!("variant='{variant}' show-signals picture='hide'"),
                )
            })
        })
        .chain(["<phone-profile></phone-profile>".to_owned()])
        .collect();
    let page = HostPage::open(&stage, &body).await;

    // when
    let script = "const all = [...document.querySelectorAll('phone-profile')];
        for (const one of all) if (one.number) await settled(one);
        const visible = (node, pseudo) => { const style = getComputedStyle(node, pseudo);
          const isSeen = style.borderTopWidth !== '0px' && style.borderTopStyle !== 'none' && style.borderTopColor !== getComputedStyle(document.body).backgroundColor;
          return isSeen && !/^rgba.*, 0\\)$/.test(style.borderTopColor); };
        const at = (one, selector) => one.shadowRoot.querySelector(selector);
        const [whole, picture, unregistered, nobody, , failed, bones] = all;
        const ring = (one) => getComputedStyle(at(one, '.status'), '::before').borderTopWidth;
        return {
          forced: matchMedia('(forced-colors: active)').matches,
          dot: visible(at(whole, '.status'), '::before'), ring: visible(at(unregistered, '.status'), '::before'),
          differ: ring(whole) !== ring(unregistered),
          bullets: [...whole.shadowRoot.querySelectorAll('.signals li')].map((item) => visible(item, '::before')).every(Boolean) && !!at(whole, '.signals li'),
          badge: visible(at(whole, '.badge')),
          pictures: [whole, picture, nobody, failed].map((one) => visible(at(one, '.avatar'))),
          bones: [...bones.shadowRoot.querySelectorAll('.bone')].map((bone) => visible(bone)),
        }";
    let seen: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!({
            "forced": true, "dot": true, "ring": true, "differ": true, "bullets": true, "badge": true,
            "pictures": [true, true, true, true], "bones": [true, true, true, true, true],
        })
    );
}

async fn given_somebody_who_wants_more_contrast_when_a_card_is_shown_then_nothing_is_muted(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0102", "").await;
    let script = "const style = (name) => getComputedStyle(part(card(), name));
        return [style('time').color === style('name').color, getComputedStyle(card().shadowRoot.querySelector('.root')).borderTopColor === style('name').color]";
    assert_eq!(
        page.run::<Value>(script, vec![]).await,
        json!([false, false])
    );

    // when
    stage
        .browser
        .emulate_media("prefers-contrast", "more")
        .await;

    // then
    assert_eq!(page.run::<Value>(script, vec![]).await, json!([true, true]));
}
