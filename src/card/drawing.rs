//! A card's nodes, and what they show. Each draw compares its texts and attributes with those that
//! it has set before, and touches only the nodes where they differ.
//!
//! Without `html!` and its virtual nodes: those compare every attribute of every node, most of which
//! never change, and their code is a sixth of what dashboards would download.

use std::cell::OnceCell;

use web_sys::{Document, Element};

use super::inputs::Variant;
use super::template::{self, Tag, append};
use super::view::{AnswerView, Body, CardView, ErrorView};

const PERSON: &str =
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.900 1.900 7.500 5.500";
const NOBODY: &str = "M6 12h12";

/// The card's nodes.
pub struct Drawing {
    document: Option<Document>,
    base: Option<Element>,
    busy: bool,
    kind: Option<Kind>,
    shown: Shown,
}

/// The templates, by the order of [`TEMPLATES`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Skeleton,
    Card,
    Header,
    Avatar,
    Error,
    ErrorAvatar,
}

const TEMPLATES: [Tag; 6] = [
    template::SKELETON,
    template::CARD,
    template::HEADER,
    template::AVATAR,
    template::ERROR,
    template::ERROR_AVATAR,
];

thread_local! {
    static MADE: [OnceCell<Option<Element>>; 6] = const { [const { OnceCell::new() }; 6] };
}

/// What the nodes were told to show, in the order in which they are told.
#[derive(Default)]
struct Shown {
    values: Vec<Option<String>>,
    at: usize,
}

impl Shown {
    /// Whether the next value differs from the one of the last draw; a template shows nothing.
    fn changes(&mut self, value: Option<&str>) -> bool {
        let at = self.at;
        self.at += 1;
        if at == self.values.len() {
            self.values.push(None);
        }
        let Some(known) = self
            .values
            .get_mut(at)
            .filter(|known| known.as_deref() != value)
        else {
            return false;
        };
        *known = value.map(str::to_owned);
        true
    }
}

impl Drawing {
    /// A card that shows nothing yet.
    pub fn new() -> Self {
        let document = web_sys::window().and_then(|window| window.document());
        let base = document
            .as_ref()
            .and_then(|document| document.create_element("div").ok());
        for (name, value) in [("class", "base"), ("part", "base"), ("tabindex", "-1")] {
            attribute(base.as_ref(), name, Some(value));
        }
        Self {
            document,
            base,
            busy: false,
            kind: None,
            shown: Shown::default(),
        }
    }

    /// The element that holds the others.
    pub fn base(&self) -> Option<&Element> {
        self.base.as_ref()
    }

    /// Shows this from now on.
    pub fn draw(&mut self, view: &CardView) {
        if self.busy != view.busy {
            self.busy = view.busy;
            attribute(self.base(), "aria-busy", view.busy.then_some("true"));
        }
        match &view.body {
            Body::Skeleton => self.begin(Kind::Skeleton),
            Body::Error(error) => self.error(error, view.variant),
            Body::Answer(answer) => match view.variant {
                Variant::Avatar => self.lone_avatar(answer),
                Variant::Compact => {
                    self.begin(Kind::Header);
                    self.header(answer, view.heading_level);
                }
                Variant::Card => {
                    self.begin(Kind::Card);
                    self.header(answer, view.heading_level);
                    self.facts(answer);
                }
            },
        }
    }

    /// Makes the nodes be those of a template.
    fn begin(&mut self, kind: Kind) {
        self.shown.at = 0;
        if self.kind == Some(kind) {
            return;
        }
        self.kind = Some(kind);
        self.shown.values.clear();
        let (Some(base), Some(document)) = (&self.base, &self.document) else {
            return;
        };
        let copy = MADE.with(|made| {
            let made = made
                .get(kind as usize)?
                .get_or_init(|| TEMPLATES.get(kind as usize)?.make(document));
            template::copy(made.as_ref()?)
        });
        base.set_text_content(None);
        append(base, copy.as_deref());
    }

    fn header(&mut self, answer: &AnswerView, level: u8) {
        self.avatar(answer);
        self.text(".name bdi", &answer.name);
        self.flag(".name", "data-unnamed", !answer.named);
        self.attribute(".name", "aria-level", Some(&level.to_string()));
        // The heading of a number that nobody has is the number; it isn't said twice.
        let number = if answer.name == answer.number {
            ""
        } else {
            &answer.number
        };
        self.text(".number bdi", number);
        self.text(".reveal", answer.reveal.as_deref().unwrap_or_default());
        let badges = answer.badges.iter().map(|(part, text)| (*part, &**text));
        self.list(".badges", "span", "badge", badges);
    }

    fn facts(&mut self, answer: &AnswerView) {
        self.text(".status", &answer.status);
        self.flag(".status", "data-no", !answer.registered);
        let (how, text) = match &answer.matched {
            Some((how, text)) => (Some(*how), &**text),
            None => (None, ""),
        };
        self.text(".match", text);
        self.attribute(".match", "data-match", how);
        let signals = answer.signals.iter().map(|text| ("", &**text));
        self.list(".signals", "li", "", signals);
        let business = answer.business.iter().map(|text| ("", &**text));
        self.list(".business", "p", "", business);
        self.flag(".absent", "hidden", answer.registered);
        let checked = &answer.checked;
        self.text(".time span", &[&*checked.prefix, " "].concat());
        self.text("time", &checked.relative);
        self.attribute("time", "datetime", Some(&checked.iso));
        self.attribute("time", "title", Some(&checked.exact));
        let source = checked
            .source
            .as_deref()
            .map(|text| [" \u{b7} ", text].concat());
        self.text(".source", source.as_deref().unwrap_or_default());
    }

    /// Beside the visible name the picture says nothing new; alone it has to say it all.
    fn lone_avatar(&mut self, answer: &AnswerView) {
        self.begin(Kind::Avatar);
        self.avatar(answer);
        self.attribute(".avatar", "role", Some("img"));
        self.attribute(".avatar", "aria-label", Some(&answer.label));
    }

    fn avatar(&mut self, answer: &AnswerView) {
        let figure = if answer.registered { PERSON } else { NOBODY };
        let letters = &*answer.initials;
        if self
            .shown
            .changes(Some(if letters.is_empty() { figure } else { letters }))
            && let (Some(initials), Some(document)) = (self.find(".initials"), &self.document)
        {
            initials.set_text_content(None);
            if letters.is_empty() {
                append(&initials, template::FIGURE.make(document).as_deref());
                attribute(
                    initials.query_selector("path").ok().flatten().as_ref(),
                    "d",
                    Some(figure),
                );
            } else {
                append(&initials, element(document, "bdi", letters).as_deref());
            }
        }
        for (size, link) in ["thumb", "full"].into_iter().zip(&answer.pictures) {
            let url = link.as_ref().map(|(url, _)| &**url);
            let selector = ["[data-picture=", size, "]"].concat();
            if self.shown.changes(url) {
                // A new address gets a new element: the old picture must not stay while the new
                // one loads.
                if let Some(old) = self.find(&selector) {
                    old.remove();
                }
                self.add_picture(size, url);
                // … which hasn't loaded.
                if let Some(loaded) = self.shown.values.get_mut(self.shown.at) {
                    *loaded = None;
                }
            }
            let loaded = link.as_ref().is_some_and(|(_, loaded)| *loaded);
            self.flag(&selector, "data-loaded", loaded);
        }
    }

    fn add_picture(&self, size: &str, url: Option<&str>) {
        let (Some(url), Some(avatar), Some(document)) = (url, self.find(".avatar"), &self.document)
        else {
            return;
        };
        let picture = template::PICTURE.make(document);
        attribute(picture.as_ref(), "data-picture", Some(size));
        attribute(picture.as_ref(), "src", Some(url));
        if let Some(picture) = picture {
            // The full picture lies over the thumb.
            let above = (size == "thumb")
                .then(|| self.find("[data-picture=full]"))
                .flatten();
            let _ = avatar.insert_before(&picture, above.as_deref());
        }
    }

    fn error(&mut self, error: &ErrorView, variant: Variant) {
        if variant == Variant::Avatar {
            self.begin(Kind::ErrorAvatar);
            self.text(".initials", "!");
            self.attribute(".avatar", "aria-label", Some(&error.title));
            return;
        }
        self.begin(Kind::Error);
        self.text(".title", &error.title);
        self.text(".hint", &error.hint);
        self.flag(".hint", "hidden", variant == Variant::Compact);
        let (text, waits) = match &error.retry {
            Some((text, waits)) => (&**text, *waits),
            None => ("", true),
        };
        self.text(".retry", text);
        self.flag(".retry", "disabled", waits);
    }

    /// Sets the text of a node. What has none isn't shown, by the style sheet.
    fn text(&mut self, selector: &str, text: &str) {
        if self
            .shown
            .changes(Some(text).filter(|text| !text.is_empty()))
            && let Some(element) = self.find(selector)
        {
            element.set_text_content(Some(text));
        }
    }

    fn attribute(&mut self, selector: &str, name: &str, value: Option<&str>) {
        if self.shown.changes(value) {
            attribute(self.find(selector).as_ref(), name, value);
        }
    }

    /// An attribute without a value, there or not. The style sheet goes by these.
    fn flag(&mut self, selector: &str, name: &str, is: bool) {
        self.attribute(selector, name, is.then_some(""));
    }

    /// Fills a node with one element for each part and text.
    fn list<'a>(
        &mut self,
        selector: &str,
        name: &str,
        class: &str,
        items: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        let mut all = String::new();
        for (part, text) in items.clone() {
            all.push_str(part);
            all.push('\n');
            all.push_str(text);
            all.push('\n');
        }
        if !self
            .shown
            .changes(Some(&*all).filter(|all| !all.is_empty()))
        {
            return;
        }
        let (Some(list), Some(document)) = (self.find(selector), &self.document) else {
            return;
        };
        list.set_text_content(None);
        for (part, text) in items {
            let item = element(document, name, text);
            for (name, value) in [("class", class), ("part", part)] {
                attribute(
                    item.as_ref(),
                    name,
                    Some(value).filter(|value| !value.is_empty()),
                );
            }
            append(&list, item.as_deref());
        }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.base()?.query_selector(selector).ok()?
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Self::new()
    }
}

fn element(document: &Document, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}

fn attribute(element: Option<&Element>, name: &str, value: Option<&str>) {
    // Names are our own, so none is one that can't be set.
    let _ = match (element, value) {
        (Some(element), Some(value)) => element.set_attribute(name, value),
        (Some(element), None) => element.remove_attribute(name),
        (None, _) => Ok(()),
    };
}
