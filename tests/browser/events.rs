//! What the shell hears of clicks and pictures, and what its words mean.

use std::cell::RefCell;
use std::rc::Rc;

use phone_profile::card::events::Happened;
use phone_profile::card::picture::Size;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement};

use crate::page::{document, listen};

struct Heard {
    root: Element,
    events: Rc<RefCell<Vec<Happened>>>,
}

impl Heard {
    fn new() -> Self {
        let root = document().create_element("div").unwrap();
        let events = Rc::<RefCell<Vec<Happened>>>::default();
        listen(&root, {
            let events = Rc::clone(&events);
            move |word| events.borrow_mut().extend(Happened::read(&word))
        });
        Self { root, events }
    }

    /// A new child of the root, in which another element lies.
    fn child(&self, tag: &str, attribute: &str, value: &str) -> Element {
        let child = document().create_element(tag).unwrap();
        child.set_attribute(attribute, value).unwrap();
        let inner = document().create_element("span").unwrap();
        child.append_child(&inner).unwrap();
        self.root.append_child(&child).unwrap();
        child
    }

    fn events(&self) -> Vec<Happened> {
        self.events.borrow().clone()
    }
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
        [Happened::Retry, Happened::Retry, Happened::Reveal]
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
            Happened::PictureLoaded(Size::Thumb),
            Happened::PictureFailed(Size::Full),
            Happened::PictureFailed(Size::Thumb),
            Happened::PictureLoaded(Size::Full)
        ]
    );
}

#[wasm_bindgen_test]
fn given_a_picture_that_the_page_has_slotted_in_when_it_fails_then_it_is_none_of_the_cards() {
    let heard = Heard::new();
    let foreign = heard.child("img", "alt", "");
    dispatch(&foreign, "error");
    dispatch(&foreign, "load");
    assert_eq!(heard.events(), []);
}
