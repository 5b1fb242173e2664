//! What a card hears of clicks and pictures.

use std::cell::RefCell;
use std::rc::Rc;

use phone_profile::card::listener::{CardEvent, CardListener};
use phone_profile::card::picture::Size;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement};

use crate::page::{counting, document, get, shadow_of};

struct Heard {
    root: Element,
    events: Rc<RefCell<Vec<CardEvent>>>,
    _listener: CardListener,
}

impl Heard {
    fn new() -> Self {
        let root = document().create_element("div").unwrap();
        let events = Rc::<RefCell<Vec<CardEvent>>>::default();
        let listener = CardListener::new(&root, {
            let events = Rc::clone(&events);
            move |event| events.borrow_mut().push(event)
        });
        Self {
            root,
            events,
            _listener: listener,
        }
    }

    /// A new child of the root, in which another element lies.
    fn child(&self, tag: &str, attribute: &str, value: &str) -> Element {
        child(&self.root, tag, attribute, value)
    }

    fn events(&self) -> Vec<CardEvent> {
        self.events.borrow().clone()
    }
}

fn child(parent: &Element, tag: &str, attribute: &str, value: &str) -> Element {
    let child = document().create_element(tag).unwrap();
    child.set_attribute(attribute, value).unwrap();
    let inner = document().create_element("span").unwrap();
    child.append_child(&inner).unwrap();
    parent.append_child(&child).unwrap();
    child
}

fn click(element: &Element) {
    element.unchecked_ref::<HtmlElement>().click();
}

/// As the browser dispatches it: not bubbling.
fn dispatch(element: &Element, kind: &str) {
    element.dispatch_event(&Event::new(kind).unwrap()).unwrap();
}

#[wasm_bindgen_test]
fn given_buttons_when_they_or_what_lies_in_them_is_clicked_then_it_is_heard() {
    let heard = Heard::new();
    let retry = heard.child("button", "data-action", "retry");
    click(&retry);
    click(&retry.first_element_child().unwrap());
    click(&heard.child("button", "data-action", "reveal"));
    assert_eq!(
        heard.events(),
        [CardEvent::Retry, CardEvent::Retry, CardEvent::Reveal]
    );
}

#[wasm_bindgen_test]
fn given_clicks_elsewhere_when_they_happen_then_nothing_is_heard() {
    let heard = Heard::new();
    click(&heard.root);
    click(&heard.child("button", "class", "retry"));
    click(&heard.child("button", "data-action", "something"));
    click(&heard.child("img", "data-picture", "thumb"));
    let disabled = heard.child("button", "data-action", "retry");
    disabled.set_attribute("disabled", "").unwrap();
    click(&disabled);
    assert_eq!(heard.events(), []);
}

#[wasm_bindgen_test]
fn given_pictures_when_they_load_or_fail_then_it_is_heard_with_their_size() {
    let heard = Heard::new();
    let thumb = heard.child("img", "data-picture", "thumb");
    let full = heard.child("img", "data-picture", "full");
    dispatch(&thumb, "load");
    dispatch(&full, "error");
    dispatch(&thumb, "error");
    dispatch(&full, "load");
    assert_eq!(
        heard.events(),
        [
            CardEvent::PictureLoaded(Size::Thumb),
            CardEvent::PictureFailed(Size::Full),
            CardEvent::PictureFailed(Size::Thumb),
            CardEvent::PictureLoaded(Size::Full)
        ]
    );
}

#[wasm_bindgen_test]
fn given_a_picture_without_our_mark_when_it_fails_then_it_is_none_of_the_cards() {
    let heard = Heard::new();
    let foreign = heard.child("img", "alt", "");
    dispatch(&foreign, "error");
    dispatch(&foreign, "load");
    assert_eq!(heard.events(), []);
}

#[wasm_bindgen_test]
fn given_nodes_that_the_page_has_slotted_in_when_something_happens_in_them_then_it_is_none_of_the_cards()
 {
    let heard = Heard::new();
    let element = document().create_element("div").unwrap();
    let shadow = shadow_of(&element);
    shadow.append_child(&heard.root).unwrap();
    // Beneath one of the card's own buttons, at that.
    let button = heard.child("button", "data-action", "retry");
    let slot = document().create_element("slot").unwrap();
    button.append_child(&slot).unwrap();

    click(&child(&element, "button", "data-action", "retry"));
    click(&child(&element, "b", "data-action", "reveal"));
    let picture = child(&element, "img", "data-picture", "thumb");
    dispatch(&picture, "load");
    dispatch(&picture, "error");
    assert_eq!(heard.events(), []);
    click(&button);
    assert_eq!(heard.events(), [CardEvent::Retry]);
}

#[wasm_bindgen_test]
fn given_a_handler_that_clicks_again_when_it_hears_a_click_then_that_is_heard_too() {
    let root = document().create_element("div").unwrap();
    let retry = child(&root, "button", "data-action", "retry");
    let reveal = child(&root, "button", "data-action", "reveal");
    let events = Rc::<RefCell<Vec<CardEvent>>>::default();
    let _listener = CardListener::new(&root, {
        let events = Rc::clone(&events);
        move |event| {
            events.borrow_mut().push(event);
            if event == CardEvent::Retry {
                click(&reveal);
            }
        }
    });
    click(&retry);
    assert_eq!(*events.borrow(), [CardEvent::Retry, CardEvent::Reveal]);
}

#[wasm_bindgen_test]
fn given_a_listener_when_it_is_dropped_then_its_root_has_no_listeners_left_and_nothing_is_heard() {
    let root = counting();
    let events = Rc::<RefCell<Vec<CardEvent>>>::default();
    let listener = CardListener::new(&root, {
        let events = Rc::clone(&events);
        move |event| events.borrow_mut().push(event)
    });
    assert_eq!(get(&root, "listeners"), 3);
    let retry = child(&root, "button", "data-action", "retry");
    click(&retry);
    drop(listener);
    assert_eq!(get(&root, "listeners"), 0);
    click(&retry);
    assert_eq!(*events.borrow(), [CardEvent::Retry]);
}
