//! What has to be done to a card's nodes, as one text. Each draw compares its texts and attributes
//! with those that it has set before, and names only the nodes where they differ.
//!
//! Operations have NUL between them: a letter for what is done, a letter for the node or template,
//! and a value. `static/shell/face.js` carries them out, in one call: through the border one by one,
//! they would take longer than the browser takes for them.

use std::cell::Cell;

use super::inputs::Variant;
use super::template;
use super::view::{AnswerView, Body, CardView, ErrorView};

const PERSON: &str =
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.900 1.900 7.500 5.500";
const NOBODY: &str = "M6 12h12";

/// What a card's nodes were told, and what they are to be told.
#[derive(Default)]
pub struct Drawing {
    busy: bool,
    kind: Option<Kind>,
    shown: Shown,
    /// Whether thumb and full picture have a node.
    pictures: [bool; 2],
    operations: String,
}

/// The kinds of cards. Their templates have letters by their places in [`template::ALL`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Skeleton,
    Avatar,
    Header,
    Card,
    Error,
    ErrorAvatar,
}

/// Places of the others there.
const FACTS: usize = 3;
const THUMB: usize = 6;
const FULL: usize = 7;
const FIGURE: usize = 8;

thread_local! {
    /// The templates that JavaScript has been sent, as bits.
    static SENT: Cell<u16> = const { Cell::new(0) };
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
    /// What shows this from now on; empty where nothing differs.
    pub fn draw(&mut self, view: &CardView) -> String {
        if self.busy != view.busy {
            self.busy = view.busy;
            self.set('.', "aria-busy", view.busy.then_some("true"));
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
        std::mem::take(&mut self.operations)
    }

    /// Makes the nodes be those of a template.
    fn begin(&mut self, kind: Kind) {
        self.shown.at = 0;
        if self.kind == Some(kind) {
            return;
        }
        self.kind = Some(kind);
        self.shown.values.clear();
        self.pictures = [false; 2];
        self.operation('e', '.', &[]);
        let at = match kind {
            Kind::Skeleton => 0,
            Kind::Avatar => 1,
            Kind::Header | Kind::Card => 2,
            Kind::Error => 4,
            Kind::ErrorAvatar => 5,
        };
        self.put(at, ".");
        if kind == Kind::Card {
            self.put(FACTS, ".");
        }
    }

    /// Puts a template's nodes at the end of a node.
    fn put(&mut self, at: usize, node: &str) {
        let letter = char::from(b'A' + at as u8);
        let bit = 1 << at;
        if SENT.get() & bit == 0 {
            SENT.set(SENT.get() | bit);
            let template = template::ALL.get(at).copied().unwrap_or_default();
            self.operation('d', letter, &[template]);
        }
        self.operation('c', letter, &[node]);
    }

    fn header(&mut self, answer: &AnswerView, level: u8) {
        self.avatar(answer);
        self.text('n', &answer.name);
        self.flag('N', "data-unnamed", !answer.named);
        self.attribute('N', "aria-level", Some(&level.to_string()));
        // The heading of a number that nobody has is the number; it isn't said twice.
        let number = if answer.name == answer.number {
            ""
        } else {
            &answer.number
        };
        self.text('p', number);
        self.text('r', answer.reveal.as_deref().unwrap_or_default());
        let badges = answer.badges.iter().map(|(part, text)| (*part, &**text));
        self.list('b', "span\nbadge\n", badges);
    }

    fn facts(&mut self, answer: &AnswerView) {
        self.text('s', &answer.status);
        self.flag('s', "data-no", !answer.registered);
        let (how, text) = match &answer.matched {
            Some((how, text)) => (Some(*how), &**text),
            None => (None, ""),
        };
        self.text('m', text);
        self.attribute('m', "data-match", how);
        let signals = answer.signals.iter().map(|text| ("", &**text));
        self.list('g', "li\n\n", signals);
        let business = answer.business.iter().map(|text| ("", &**text));
        self.list('o', "p\n\n", business);
        self.flag('x', "hidden", answer.registered);
        let checked = &answer.checked;
        self.text('c', &[&*checked.prefix, " "].concat());
        self.text('t', &checked.relative);
        self.attribute('t', "datetime", Some(&checked.iso));
        self.attribute('t', "title", Some(&checked.exact));
        let source = checked
            .source
            .as_deref()
            .map(|text| [" \u{b7} ", text].concat());
        self.text('u', source.as_deref().unwrap_or_default());
    }

    /// Beside the visible name the picture says nothing new; alone it has to say it all.
    fn lone_avatar(&mut self, answer: &AnswerView) {
        self.begin(Kind::Avatar);
        self.avatar(answer);
        self.attribute('a', "role", Some("img"));
        self.attribute('a', "aria-label", Some(&answer.label));
    }

    fn avatar(&mut self, answer: &AnswerView) {
        let figure = if answer.registered { PERSON } else { NOBODY };
        let letters = &*answer.initials;
        let either = if letters.is_empty() { figure } else { letters };
        if self.shown.changes(Some(either)) {
            self.operation('e', 'i', &[]);
            if letters.is_empty() {
                self.put(FIGURE, "i");
                self.set('d', "d", Some(figure));
            } else {
                self.operation('l', 'i', &["bdi\n\n\n", letters]);
            }
        }
        for (at, link) in answer.pictures.iter().enumerate() {
            let url = link.as_ref().map(|(url, _)| &**url);
            let (letter, template) = if at == 0 { ('P', THUMB) } else { ('Q', FULL) };
            if self.shown.changes(url) {
                self.picture(at, letter, template, url);
                // A new address gets a new element, which hasn't loaded.
                if let Some(loaded) = self.shown.values.get_mut(self.shown.at) {
                    *loaded = None;
                }
            }
            let loaded = link.as_ref().is_some_and(|(_, loaded)| *loaded);
            self.flag(letter, "data-loaded", loaded);
        }
    }

    /// The old picture must not stay while the new one loads. The full one lies over the thumb.
    fn picture(&mut self, at: usize, letter: char, template: usize, url: Option<&str>) {
        if self.pictures.get(at) == Some(&true) {
            self.operation('x', letter, &[]);
        }
        if url.is_some() {
            self.put(template, "a");
            self.set(letter, "src", url);
            if letter == 'P' && self.pictures[1] {
                self.operation('b', letter, &["Q"]);
            }
        }
        if let Some(there) = self.pictures.get_mut(at) {
            *there = url.is_some();
        }
    }

    fn error(&mut self, error: &ErrorView, variant: Variant) {
        if variant == Variant::Avatar {
            self.begin(Kind::ErrorAvatar);
            self.text('i', "!");
            self.attribute('a', "aria-label", Some(&error.title));
            return;
        }
        self.begin(Kind::Error);
        self.text('T', &error.title);
        self.text('h', &error.hint);
        self.flag('h', "hidden", variant == Variant::Compact);
        let (text, waits) = match &error.retry {
            Some((text, waits)) => (&**text, *waits),
            None => ("", true),
        };
        self.text('y', text);
        self.flag('y', "disabled", waits);
    }

    /// Sets the text of a node. What has none isn't shown, by the style sheet.
    fn text(&mut self, node: char, text: &str) {
        if self
            .shown
            .changes(Some(text).filter(|text| !text.is_empty()))
        {
            self.operation('t', node, &[text]);
        }
    }

    fn attribute(&mut self, node: char, name: &str, value: Option<&str>) {
        if self.shown.changes(value) {
            self.set(node, name, value);
        }
    }

    /// An attribute without a value, there or not. The style sheet goes by these.
    fn flag(&mut self, node: char, name: &str, is: bool) {
        self.attribute(node, name, is.then_some(""));
    }

    fn set(&mut self, node: char, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.operation('a', node, &[name, "=", value]),
            None => self.operation('r', node, &[name]),
        }
    }

    /// Fills a node with one element for each part and text. `element` is its name and class, a line each.
    fn list<'a>(
        &mut self,
        node: char,
        element: &str,
        items: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        let mut all = String::new();
        for (part, text) in items.clone() {
            for piece in [part, "\n", text, "\n"] {
                all.push_str(piece);
            }
        }
        if !self
            .shown
            .changes(Some(&*all).filter(|all| !all.is_empty()))
        {
            return;
        }
        self.operation('e', node, &[]);
        for (part, text) in items {
            self.operation('l', node, &[element, part, "\n", text]);
        }
    }

    fn operation(&mut self, what: char, node: char, value: &[&str]) {
        let operations = &mut self.operations;
        if !operations.is_empty() {
            operations.push('\0');
        }
        operations.push(what);
        operations.push(node);
        for piece in value {
            operations.extend(piece.chars().filter(|c| *c != '\0'));
        }
    }
}
