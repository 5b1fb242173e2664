//! The drawing: each kind of card as the nodes that a page gets.

use std::rc::Rc;

use phone_profile::card::components::draw;
use phone_profile::card::display_options::{DisplayOptions, Variant};
use phone_profile::card::picture::Size;
use phone_profile::card::state::CardState;
use phone_profile::card::view::{Asked, RenderContext, view};
use phone_profile::card::view_model::CardView;
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::name::MatchReason;
use phone_profile_core::signal::Signal;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};
use yew::prelude::*;
use yew::{AppHandle, Renderer};

use crate::page::{document, place, profile, turn};

const PERSON: &str = r#"{ "number": "13105550123", "isWhatsApp": true, "name": "Maya Lindqvist",
    "profilePic": "https://pictures.example/full.jpg", "profilePicThumb": "https://pictures.example/thumb.jpg",
    "lastChecked": "2026-05-01T00:00:00Z" }"#;
const NOBODY: &str = r#"{ "number": "13105550106", "isWhatsApp": false }"#;

/// What the style sheet hides (`card.css`).
const HIDDEN: &str = "[hidden], .lines > :empty, .badges:empty, button:empty";

struct Drawn {
    root: Element,
    app: AppHandle<Drawing>,
}

impl Drawn {
    async fn new(view: CardView) -> Self {
        let root = place();
        let app = Renderer::<Drawing>::with_root_and_props(root.clone(), props(view)).render();
        turn().await;
        Self { root, app }
    }

    async fn update(&mut self, view: CardView) {
        self.app.update(props(view));
        turn().await;
    }

    fn find(&self, selector: &str) -> Element {
        self.root
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// Whether there is such a node that the style sheet doesn't hide.
    fn shows(&self, selector: &str) -> bool {
        self.all(selector)
            .iter()
            .any(|element| !element.matches(HIDDEN).unwrap())
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.get(at).unwrap().unchecked_into())
            .collect()
    }

    /// The parts that are drawn and not hidden, in their order. What has nothing to show is hidden
    /// by the style sheet.
    fn parts(&self) -> Vec<String> {
        let shown = self
            .all("[part]")
            .into_iter()
            .filter(|element| !element.matches(HIDDEN).unwrap());
        shown
            .filter_map(|element| element.get_attribute("part"))
            .collect()
    }

    fn slots(&self) -> Vec<String> {
        self.all("slot")
            .iter()
            .filter(|slot| slot.closest("[hidden]").unwrap().is_none())
            .filter_map(|slot| slot.get_attribute("name"))
            .collect()
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.root.remove();
    }
}

#[derive(Properties, PartialEq)]
struct DrawingProps {
    view: CardView,
}

/// A card that only looks like one.
#[component]
fn Drawing(props: &DrawingProps) -> Html {
    draw(&props.view, &use_node_ref(), &use_node_ref())
}

fn props(view: CardView) -> DrawingProps {
    DrawingProps { view }
}

fn ready(json: &str) -> CardState {
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve(
        generation,
        Ok(Rc::new(profile(json))),
        true,
        js_sys::Date::now(),
    );
    state
}

fn failed(error: LookupError) -> CardState {
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve(generation, Err(error), true, 0.0);
    state
}

fn words(state: &CardState, display: &DisplayOptions) -> CardView {
    let context = RenderContext {
        checked_relative: "now".into(),
        checked_exact: "1 May 2026".into(),
        ..RenderContext::default()
    };
    view(state, display, &context)
}

async fn drawn(state: &CardState) -> Drawn {
    Drawn::new(words(state, &DisplayOptions::default())).await
}

async fn drawn_as(state: &CardState, display: DisplayOptions) -> Drawn {
    Drawn::new(words(state, &display)).await
}

fn variant(variant: Variant) -> DisplayOptions {
    DisplayOptions {
        variant,
        ..DisplayOptions::default()
    }
}

#[wasm_bindgen_test]
async fn given_nothing_to_look_up_when_drawn_then_there_are_bones_that_say_nothing() {
    let card = drawn(&CardState::default()).await;
    assert_eq!(card.parts(), ["base", "skeleton", "number", "facts"]);
    assert_eq!(card.root.text_content().as_deref(), Some(""));
    assert!(card.all(".bone").len() > 3);
    assert!(!card.find("[part=base]").has_attribute("aria-busy"));
}

#[wasm_bindgen_test]
async fn given_a_number_without_an_answer_when_drawn_then_it_is_there_in_each_variant_with_words() {
    let failure = || LookupError::new(LookupErrorCode::Network, "x");
    let mut loading = CardState::default();
    loading.begin();
    for state in [CardState::default(), loading, failed(failure())] {
        for kind in [Variant::Card, Variant::Compact] {
            let context = RenderContext {
                asked: Some(Asked::Entry("+1 310".into())),
                ..RenderContext::default()
            };
            let card = Drawn::new(view(&state, &variant(kind), &context)).await;
            assert_eq!(card.text("[part=number] > bdi[dir=ltr]"), "+1 310");
            assert!(card.slots().contains(&"avatar".to_owned()));
        }
    }
}

#[wasm_bindgen_test]
async fn given_a_lookup_under_way_when_drawn_then_the_card_is_busy_until_it_has_ended() {
    let mut state = CardState::default();
    let generation = state.begin();
    let mut card = drawn(&state).await;
    assert_eq!(
        card.find("[part=base]")
            .get_attribute("aria-busy")
            .as_deref(),
        Some("true")
    );

    state.resolve(generation, Ok(Rc::new(profile(PERSON))), true, 0.0);
    card.update(words(&state, &DisplayOptions::default())).await;
    assert!(!card.find("[part=base]").has_attribute("aria-busy"));
    assert!(!card.has("[part=skeleton]"));
    assert_eq!(card.text("[part=name]"), "Maya Lindqvist");
}

#[wasm_bindgen_test]
async fn given_a_person_when_drawn_then_the_card_has_its_parts_in_the_order_in_which_it_is_read() {
    let card = drawn(&ready(PERSON)).await;
    assert_eq!(
        card.parts(),
        [
            "base", "header", "avatar", "initials", "picture", "name", "number", "facts", "status",
            "time", "actions"
        ]
    );
    assert_eq!(card.slots(), ["avatar", "meta", "actions", "footer"]);
    assert_eq!(card.text("[part=name]"), "Maya Lindqvist");
    assert_eq!(card.text("[part=number]"), "+1 310 555 0123");
    assert_eq!(card.text("[part=initials]"), "ML");
    assert_eq!(card.text("[part=status]"), "Registered on WhatsApp");
}

#[wasm_bindgen_test]
async fn given_an_answer_when_drawn_then_its_time_is_one_that_machines_can_read() {
    let card = drawn(&ready(PERSON)).await;
    let time = card.find("[part=time] time");
    assert_eq!(
        time.get_attribute("datetime").unwrap().get(..19),
        Some("2026-05-01T00:00:00")
    );
    assert_eq!(time.get_attribute("title").as_deref(), Some("1 May 2026"));
    assert_eq!(card.text("[part=time]"), "Checked now · given by this page");
}

#[wasm_bindgen_test]
async fn given_an_answer_without_a_time_when_drawn_then_words_say_so_until_one_with_a_time_comes() {
    const SOME_TIME: &str =
        r#"{ "number": "13105550123", "isWhatsApp": true, "lastChecked": "03/04/2026" }"#;
    let mut card = drawn(&ready(SOME_TIME)).await;
    let unknown = "Time of the lookup unknown · given by this page";
    assert_eq!(card.text("[part=time]"), unknown);
    assert!(!card.has("time"));

    card.update(words(&ready(PERSON), &DisplayOptions::default()))
        .await;
    assert_eq!(card.text("[part=time]"), "Checked now · given by this page");

    card.update(words(&ready(SOME_TIME), &DisplayOptions::default()))
        .await;
    assert_eq!(card.text("[part=time]"), unknown);
    assert!(!card.has("time"));
}

#[wasm_bindgen_test]
async fn given_a_number_that_nobody_has_when_drawn_then_the_number_is_said_once_and_the_slot_is_open()
 {
    let card = drawn(&ready(NOBODY)).await;
    assert_eq!(card.text("[part=name]"), "+1 310 555 0106");
    assert_eq!(card.text("[part=number]"), "");
    assert_eq!(card.text("[part=status]"), "Not registered on WhatsApp");
    assert!(card.find("[part=status]").has_attribute("data-no"));
    assert!(card.slots().contains(&"not-registered".to_owned()));
    assert!(
        card.find("slot[name=not-registered]")
            .closest("[hidden]")
            .unwrap()
            .is_none()
    );
    assert!(!card.has("img"));
    assert!(
        card.has("[part=initials] svg"),
        "an empty place instead of letters"
    );
}

#[wasm_bindgen_test]
async fn given_each_heading_level_when_drawn_then_the_name_is_such_a_heading() {
    for level in 2..=6 {
        let display = DisplayOptions {
            heading_level: f64::from(level),
            ..DisplayOptions::default()
        };
        let card = drawn_as(&ready(PERSON), display).await;
        let name = card.find("[part=name]");
        assert_eq!(name.get_attribute("role").as_deref(), Some("heading"));
        assert_eq!(name.get_attribute("aria-level"), Some(level.to_string()));
        assert_eq!(card.all("[role=heading], h1, h2, h3, h4, h5, h6").len(), 1);
    }
}

#[wasm_bindgen_test]
async fn given_no_heading_level_when_drawn_then_the_name_is_plain_text() {
    let display = DisplayOptions {
        heading_level: 0.0,
        ..DisplayOptions::default()
    };
    let card = drawn_as(&ready(PERSON), display).await;
    assert_eq!(card.text("[part=name]"), "Maya Lindqvist");
    assert!(!card.has("[role=heading], [aria-level], h1, h2, h3, h4, h5, h6"));
}

#[wasm_bindgen_test]
async fn given_a_number_that_can_be_masked_when_drawn_then_it_can_have_the_focus_and_no_other_can()
{
    let masked = DisplayOptions {
        mask: true,
        ..DisplayOptions::default()
    };
    for (state, place) in [(ready(PERSON), ".number"), (ready(NOBODY), ".name")] {
        let number = format!("{place} bdi");
        let card = drawn_as(&state, masked.clone()).await;
        assert_eq!(
            card.find(&number).get_attribute("tabindex").as_deref(),
            Some("-1")
        );
        let card = drawn_as(&state, DisplayOptions::default()).await;
        assert!(!card.find(&number).has_attribute("tabindex"), "{place}");
    }
}

#[wasm_bindgen_test]
async fn given_nothing_special_to_say_when_drawn_then_there_are_no_empty_rows() {
    let card = drawn(&ready(PERSON)).await;
    for selector in [
        "[part=signals]",
        ".badges",
        ".business",
        "[part=match]",
        "[data-action]",
    ] {
        assert!(!card.shows(selector), "{selector}");
    }
    assert!(!card.has("[part=badge]"));
}

#[wasm_bindgen_test]
async fn given_a_line_of_the_persons_own_when_drawn_then_it_is_there_only_where_the_page_wants_it()
{
    let json = PERSON.replace("{ ", r#"{ "about": "Back on Monday", "#);
    let card = drawn(&ready(&json)).await;
    assert!(!card.has("[part=about]"));
    let display = DisplayOptions {
        about: true,
        ..DisplayOptions::default()
    };
    let card = drawn_as(&ready(&json), display).await;
    assert_eq!(card.text("[part=about]"), "Back on Monday");
}

#[wasm_bindgen_test]
async fn given_a_verified_business_when_drawn_then_badges_and_lines_are_there() {
    let json = r#"{ "number": "13105550102", "isWhatsApp": true, "name": "Bakery", "isBusiness": true, "isVerified": true,
        "businessProfile": { "description": "Bread and cakes", "websites": ["https://bakery.example/"] } }"#;
    let card = drawn(&ready(json)).await;
    let badges: Vec<_> = card
        .all(".badges > *")
        .iter()
        .map(|badge| (badge.get_attribute("part"), badge.text_content()))
        .collect();
    assert_eq!(
        badges,
        [
            (Some("badge".into()), Some("Business".into())),
            (Some("badge verified".into()), Some("Verified".into()))
        ]
    );
    let lines: Vec<_> = card
        .all(".business p")
        .iter()
        .filter_map(|line| line.text_content())
        .collect();
    assert_eq!(lines, ["Bread and cakes", "https://bakery.example/"]);
    assert!(
        !card.has("a"),
        "a link of somebody else's is not ours to offer"
    );
    let signals: Vec<_> = card
        .all("[part=signals] li")
        .iter()
        .filter_map(|line| line.text_content())
        .collect();
    assert_eq!(signals, ["No picture received, reason unknown"]);
}

#[wasm_bindgen_test]
async fn given_a_page_that_wants_all_of_a_business_when_drawn_then_each_line_is_text_with_its_part()
{
    let json = r#"{ "number": "13105550102", "isWhatsApp": true, "name": "Bakery",
        "businessProfile": { "websites": ["https://bakery.example/", "https://second.example/"], "email": "hello@bakery.example",
            "address": "1 Example Street", "memberSinceText": "Joined in May 2021" } }"#;
    let display = DisplayOptions {
        show_business: true,
        ..DisplayOptions::default()
    };
    let card = drawn_as(&ready(json), display).await;
    assert_eq!(
        card.text("[part=email] > bdi[dir=ltr]"),
        "hello@bakery.example"
    );
    assert_eq!(
        card.text("[part=address] > bdi:not([dir])"),
        "1 Example Street"
    );
    assert_eq!(card.text("[part=member-since]"), "Joined in May 2021");
    assert_eq!(card.all("[part=business] > [part=website]").len(), 2);
    assert!(!card.has("a"));
}

#[wasm_bindgen_test]
async fn given_a_page_that_wants_signals_when_drawn_then_each_has_its_caution_beneath_it() {
    let json = r#"{ "number": "13105550102", "isWhatsApp": true, "name": "Bakery", "isBusiness": true, "lastChecked": "2026-05-01T00:00:00Z" }"#;
    let display = DisplayOptions {
        show_signals: true,
        ..DisplayOptions::default()
    };
    let card = drawn_as(&ready(json), display).await;
    let lines: Vec<_> = card
        .all("[part=signals] li")
        .iter()
        .filter_map(|line| line.text_content())
        .collect();
    let caution = |signal: Signal| format!("{}{}", signal.observed(), signal.caution());
    assert_eq!(
        lines,
        [Signal::PictureUnknown, Signal::Business].map(caution)
    );
    assert_eq!(card.all("[part=signals] .reason").len(), lines.len());
}

#[wasm_bindgen_test]
async fn given_an_expected_name_when_drawn_then_the_comparison_is_there_with_its_class() {
    let display = DisplayOptions {
        expected_name: Some("Otto Ek".into()),
        ..DisplayOptions::default()
    };
    let context = RenderContext {
        name_match: Some(MatchReason::NothingInCommon),
        ..RenderContext::default()
    };
    let card = Drawn::new(view(&ready(PERSON), &display, &context)).await;
    assert_eq!(card.text("[part=match]"), "Name differs from Otto Ek");
    assert_eq!(card.text("[part=match] + .reason"), "No word in common");
    assert_eq!(
        card.find("[part=match]")
            .get_attribute("data-match")
            .as_deref(),
        Some("different")
    );
}

#[wasm_bindgen_test]
async fn given_a_masked_number_when_drawn_then_no_node_carries_it_and_a_real_button_reveals_it() {
    let card = drawn_as(
        &ready(PERSON),
        DisplayOptions {
            mask: true,
            ..DisplayOptions::default()
        },
    )
    .await;
    assert!(
        !card.root.inner_html().contains("555"),
        "{}",
        card.root.inner_html()
    );
    let button = card.find("[data-action=reveal]");
    assert_eq!(
        (
            button.tag_name().as_str(),
            button.get_attribute("type").as_deref()
        ),
        ("BUTTON", Some("button"))
    );
    assert_eq!(button.text_content().as_deref(), Some("Show number"));
}

// Pictures

#[wasm_bindgen_test]
async fn given_a_picture_when_drawn_then_it_tells_its_host_nothing_and_is_silent_beside_the_name() {
    let card = drawn(&ready(PERSON)).await;
    let picture = card.find("img");
    let attribute = |name: &str| picture.get_attribute(name);
    assert_eq!(
        attribute("src").as_deref(),
        Some("https://pictures.example/thumb.jpg")
    );
    assert_eq!(attribute("alt").as_deref(), Some(""));
    assert_eq!(attribute("referrerpolicy").as_deref(), Some("no-referrer"));
    assert_eq!(attribute("decoding").as_deref(), Some("async"));
    assert_eq!(attribute("draggable").as_deref(), Some("false"));
    assert_eq!(attribute("data-picture").as_deref(), Some("thumb"));
    assert_eq!(attribute("data-loaded"), None, "not yet to be seen");
    assert_eq!(attribute("style"), None, "a strict style-src refuses it");
}

#[wasm_bindgen_test]
async fn given_pictures_that_load_when_drawn_then_the_full_one_lies_over_the_thumb_which_stays_the_same_node()
 {
    let mut state = ready(PERSON);
    let mut card = drawn(&state).await;
    let thumb = card.find("[data-picture=thumb]");

    state.picture_loaded(Size::Thumb);
    card.update(words(&state, &DisplayOptions::default())).await;
    assert!(
        card.find("[data-picture=thumb]").is_same_node(Some(&thumb)),
        "or it would load again"
    );
    assert!(thumb.has_attribute("data-loaded"));
    assert!(
        !card
            .find("[data-picture=full]")
            .has_attribute("data-loaded")
    );

    state.picture_loaded(Size::Full);
    card.update(words(&state, &DisplayOptions::default())).await;
    let images = card.all("img");
    assert_eq!(images.len(), 2);
    assert_eq!(
        images[1].get_attribute("data-picture").as_deref(),
        Some("full"),
        "the later one lies above"
    );
    assert!(images[1].has_attribute("data-loaded"));
}

#[wasm_bindgen_test]
async fn given_another_picture_in_the_same_place_when_drawn_then_it_is_another_node() {
    let mut card = drawn(&ready(PERSON)).await;
    let before = card.find("img");
    let other = PERSON.replace("thumb.jpg", "other.jpg");
    card.update(words(&ready(&other), &DisplayOptions::default()))
        .await;
    let after = card.find("img");
    assert!(
        !after.is_same_node(Some(&before)),
        "the old face must not stay while the new one loads"
    );
    assert_eq!(
        after.get_attribute("src").as_deref(),
        Some("https://pictures.example/other.jpg")
    );
}

#[wasm_bindgen_test]
async fn given_a_picture_that_failed_when_drawn_then_the_initials_beneath_it_are_all_there_is() {
    let mut state = ready(PERSON);
    state.picture_failed(Size::Thumb, 0.0);
    state.picture_failed(Size::Full, 0.0);
    let card = drawn(&state).await;
    assert!(!card.has("img"));
    assert_eq!(card.text("[part=initials]"), "ML");
    assert_eq!(card.text("[part=signals]"), "Picture could not be loaded");
}

#[wasm_bindgen_test]
async fn given_one_address_for_both_sizes_when_the_card_changes_then_no_picture_is_left_behind() {
    let mut state = ready(&PERSON.replace("full.jpg", "thumb.jpg"));
    let mut card = drawn(&state).await;
    for size in [Size::Thumb, Size::Full] {
        state.picture_loaded(size);
        card.update(words(&state, &DisplayOptions::default())).await;
    }
    assert_eq!(card.all("img").len(), 2);
    card.update(words(&ready(NOBODY), &DisplayOptions::default()))
        .await;
    assert_eq!(card.all("img").len(), 0);
    card.update(words(&state, &DisplayOptions::default())).await;
    assert_eq!(card.all("img").len(), 2);
    card.update(words(&state, &variant(Variant::Avatar))).await;
    assert_eq!(card.all("img").len(), 2);
}

// The other variants

#[wasm_bindgen_test]
async fn given_a_compact_card_when_drawn_then_it_is_the_header_alone() {
    let card = drawn_as(&ready(PERSON), variant(Variant::Compact)).await;
    assert_eq!(
        card.parts(),
        [
            "base", "header", "avatar", "initials", "picture", "name", "number"
        ]
    );
    assert_eq!(card.slots(), ["avatar"]);
}

#[wasm_bindgen_test]
async fn given_an_avatar_when_drawn_then_it_is_one_image_whose_name_says_it_all() {
    let card = drawn_as(&ready(PERSON), variant(Variant::Avatar)).await;
    let avatar = card.find(".avatar");
    assert_eq!(avatar.get_attribute("role").as_deref(), Some("img"));
    assert_eq!(
        avatar.get_attribute("aria-label").as_deref(),
        Some("Maya Lindqvist, \u{2066}+1 310 555 0123\u{2069}, Registered on WhatsApp")
    );
    assert_eq!(card.parts(), ["base", "avatar", "initials", "picture"]);
    assert!(!card.has("[role=heading], h1, h2, h3, h4, h5, h6"));
}

#[wasm_bindgen_test]
async fn given_a_card_that_changes_its_variant_when_drawn_again_then_nothing_of_the_other_one_stays()
 {
    let state = ready(PERSON);
    let mut card = drawn(&state).await;
    for (kind, parts) in [
        (Variant::Avatar, 4),
        (Variant::Card, 11),
        (Variant::Compact, 7),
        (Variant::Avatar, 4),
        (Variant::Compact, 7),
        (Variant::Card, 11),
    ] {
        card.update(words(&state, &variant(kind))).await;
        assert_eq!(card.parts().len(), parts, "{kind:?}: {:?}", card.parts());
        assert_eq!(card.all("img").len(), 1, "{kind:?}");
    }
}

// Errors

#[wasm_bindgen_test]
async fn given_an_error_when_drawn_then_it_says_what_happened_and_has_a_button() {
    let card = drawn(&failed(LookupError::new(LookupErrorCode::Network, "x"))).await;
    assert_eq!(
        card.parts(),
        [
            "base",
            "error",
            "error-title",
            "facts",
            "error-hint",
            "retry"
        ]
    );
    assert_eq!(card.slots(), ["avatar", "error"]);
    assert_eq!(card.text(".title"), "No connection to the lookup service");
    let button = card.find("[data-action=retry]");
    assert_eq!(button.get_attribute("type").as_deref(), Some("button"));
    assert!(!button.has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn given_an_error_that_asks_to_wait_when_time_passes_then_the_same_button_opens() {
    let state =
        failed(LookupError::new(LookupErrorCode::RateLimited, "x").with_retry_after(Some(5_000)));
    let mut card = drawn(&state).await;
    let button = card.find("[data-action=retry]");
    assert_eq!(button.text_content().as_deref(), Some("Try again in 5 s"));
    assert!(button.has_attribute("disabled"));

    let later = RenderContext {
        now_ms: 5_000.0,
        ..RenderContext::default()
    };
    card.update(view(&state, &DisplayOptions::default(), &later))
        .await;
    assert!(
        card.find("[data-action=retry]").is_same_node(Some(&button)),
        "the keyboard's place in the page"
    );
    assert_eq!(button.text_content().as_deref(), Some("Try again"));
    assert!(!button.has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn given_an_error_that_another_try_cannot_help_when_drawn_then_there_is_no_button() {
    let card = drawn(&failed(LookupError::new(LookupErrorCode::Forbidden, "x"))).await;
    assert_eq!(
        card.parts(),
        ["base", "error", "error-title", "facts", "error-hint"]
    );
    assert!(!card.shows("button"));
}

#[wasm_bindgen_test]
async fn given_an_error_in_little_room_when_drawn_then_only_what_fits_is_there() {
    let state = failed(LookupError::new(LookupErrorCode::Network, "x"));
    let card = drawn_as(&state, variant(Variant::Compact)).await;
    assert!(!card.shows(".hint"));
    assert!(card.has(".header > [data-action=retry]"));

    let card = drawn_as(&state, variant(Variant::Avatar)).await;
    let avatar = card.find("[part=error]");
    assert_eq!(avatar.get_attribute("role").as_deref(), Some("img"));
    assert_eq!(
        avatar.get_attribute("aria-label").as_deref(),
        Some("No connection to the lookup service")
    );
}

// What no variant leaves out

#[wasm_bindgen_test]
async fn given_a_number_that_nobody_has_when_drawn_in_little_room_then_words_or_a_mark_say_so() {
    let card = drawn_as(&ready(NOBODY), variant(Variant::Compact)).await;
    assert_eq!(card.text("[part=warning]"), "Not registered on WhatsApp");

    let card = drawn_as(&ready(NOBODY), variant(Variant::Avatar)).await;
    let mark = card.find("[part=mark]");
    assert_eq!(mark.get_attribute("data-mark").as_deref(), Some("nobody"));
    assert_eq!(mark.get_attribute("aria-hidden").as_deref(), Some("true"));
    let label = card.find("[role=img]").get_attribute("aria-label").unwrap();
    assert!(label.contains("Not registered on WhatsApp"), "{label}");
}

#[wasm_bindgen_test]
async fn given_another_persons_name_when_drawn_in_little_room_then_words_or_a_mark_say_so() {
    let context = RenderContext {
        name_match: Some(MatchReason::NothingInCommon),
        ..RenderContext::default()
    };
    for kind in [Variant::Compact, Variant::Avatar] {
        let display = DisplayOptions {
            expected_name: Some("Otto Ek".into()),
            ..variant(kind)
        };
        let card = Drawn::new(view(&ready(PERSON), &display, &context)).await;
        if kind == Variant::Compact {
            assert_eq!(card.text("[part=warning]"), "Name differs from Otto Ek");
            assert_eq!(card.text("[part=warning] > bdi"), "Otto Ek");
        } else {
            assert!(card.has("[part=mark][data-mark=caution]"));
        }
    }
    let card = drawn_as(&ready(PERSON), variant(Variant::Avatar)).await;
    assert!(!card.has("[part=mark]"), "nothing to look at");
}

// Hostile texts

#[wasm_bindgen_test]
async fn given_texts_that_are_markup_when_drawn_then_each_is_one_text_node() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    let json =
        r#"{ "number": "13105550128", "isWhatsApp": true, "name": "HOSTILE", "isBusiness": true,
        "profilePic": "javascript:alert(3)", "profilePicThumb": "data:text/html,x",
        "businessProfile": { "description": "HOSTILE", "categories": ["HOSTILE"] } }"#
            .replace("HOSTILE", hostile);
    let display = DisplayOptions {
        expected_name: Some(hostile.into()),
        ..DisplayOptions::default()
    };
    let card = drawn_as(&ready(&json), display).await;
    assert!(
        !card.has("script") && !card.has("img") && !card.has("[onerror]"),
        "{}",
        card.root.inner_html()
    );
    let name = card.find("[part=name] bdi");
    assert_eq!(name.child_nodes().length(), 1);
    assert_eq!(
        name.first_child().map(|node| node.node_type()),
        Some(Node::TEXT_NODE)
    );
    assert_eq!(name.text_content().as_deref(), Some(hostile));
    assert_eq!(card.text(".business p"), hostile);
}

#[wasm_bindgen_test]
async fn given_a_name_that_is_written_from_the_right_when_drawn_then_it_does_not_turn_the_number_round()
 {
    let json = r#"{ "number": "13105550133", "isWhatsApp": true, "name": "ليلى حداد" }"#;
    let card = drawn(&ready(json)).await;
    assert_eq!(card.text("[part=name] > bdi"), "ليلى حداد");
    assert_eq!(
        card.find("[part=number] > bdi")
            .get_attribute("dir")
            .as_deref(),
        Some("ltr")
    );
}

#[wasm_bindgen_test]
async fn given_cards_of_every_kind_when_drawn_then_no_node_has_what_a_strict_policy_refuses() {
    let states = [
        CardState::default(),
        ready(PERSON),
        ready(NOBODY),
        failed(LookupError::new(LookupErrorCode::Server, "x")),
    ];
    for state in &states {
        for kind in [Variant::Card, Variant::Compact, Variant::Avatar] {
            let card = drawn_as(state, variant(kind)).await;
            for element in card.all("*") {
                let names = element.get_attribute_names();
                let refused = names
                    .iter()
                    .filter_map(|name| name.as_string())
                    .find(|name| name == "style" || name.starts_with("on"));
                assert_eq!(refused, None, "{}", element.outer_html());
            }
            assert!(!card.has("style, script, a, iframe, object"));
        }
    }
}

#[wasm_bindgen_test]
async fn given_a_card_when_its_app_is_destroyed_then_its_place_is_empty() {
    let root = place();
    let view = words(&ready(PERSON), &DisplayOptions::default());
    let app = Renderer::<Drawing>::with_root_and_props(root.clone(), props(view)).render();
    turn().await;
    assert!(root.has_child_nodes());
    app.destroy();
    turn().await;
    assert!(!root.has_child_nodes());
    document().body().unwrap().remove_child(&root).unwrap();
}
