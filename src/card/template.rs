//! The nodes of a card, as they are before anything is known: made once, and cloned for each card.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

/// One element with what is always the same about it.
pub struct Tag {
    name: &'static str,
    attributes: &'static [(&'static str, &'static str)],
    children: &'static [Tag],
}

const fn tag(
    name: &'static str,
    attributes: &'static [(&'static str, &'static str)],
    children: &'static [Tag],
) -> Tag {
    Tag {
        name,
        attributes,
        children,
    }
}

const fn slot(attributes: &'static [(&'static str, &'static str)]) -> Tag {
    tag("slot", attributes, &[])
}

/// Bones in the shape of a header.
pub const SKELETON: Tag = tag(
    "div",
    &[
        ("class", "header"),
        ("part", "skeleton"),
        ("aria-hidden", "true"),
    ],
    &[
        tag("span", &[("class", "avatar bone")], &[]),
        tag(
            "span",
            &[("class", "who")],
            &[
                tag("span", &[("class", "bone line")], &[]),
                tag("span", &[("class", "bone line short")], &[]),
            ],
        ),
    ],
);

/// The picture with the initials under it.
pub const AVATAR: Tag = tag(
    "div",
    &[("class", "avatar")],
    &[tag(
        "span",
        &[
            ("class", "initials"),
            ("part", "initials"),
            ("aria-hidden", "true"),
        ],
        &[],
    )],
);

/// Picture, name, number and badges.
pub const HEADER: Tag = tag(
    "div",
    &[("class", "header"), ("part", "header")],
    &[
        tag("slot", &[("name", "avatar")], &[AVATAR]),
        tag(
            "div",
            &[("class", "who")],
            &[
                tag(
                    "div",
                    &[("class", "name"), ("part", "name"), ("role", "heading")],
                    &[tag("bdi", &[], &[])],
                ),
                tag(
                    "p",
                    &[("class", "number"), ("part", "number")],
                    &[
                        tag("bdi", &[("dir", "ltr")], &[]),
                        tag(
                            "button",
                            &[
                                ("class", "reveal"),
                                ("type", "button"),
                                ("data-action", "reveal"),
                            ],
                            &[],
                        ),
                    ],
                ),
                tag("div", &[("class", "badges")], &[]),
            ],
        ),
    ],
);

/// The whole card.
pub const CARD: Tag = tag(
    "div",
    &[],
    &[
        HEADER,
        tag(
            "div",
            &[("class", "facts")],
            &[
                tag("p", &[("class", "status"), ("part", "status")], &[]),
                tag("p", &[("class", "match"), ("part", "match")], &[]),
                tag(
                    "ul",
                    &[("class", "signals"), ("part", "signals"), ("role", "list")],
                    &[],
                ),
                tag("div", &[("class", "business")], &[]),
                tag(
                    "div",
                    &[],
                    &[
                        slot(&[("name", "meta")]),
                        tag(
                            "div",
                            &[("class", "absent")],
                            &[slot(&[("name", "not-registered")])],
                        ),
                    ],
                ),
                tag(
                    "p",
                    &[("class", "time"), ("part", "time")],
                    &[
                        tag("span", &[], &[]),
                        tag("time", &[], &[]),
                        tag("span", &[("class", "source")], &[]),
                    ],
                ),
            ],
        ),
        tag(
            "div",
            &[("class", "actions"), ("part", "actions")],
            &[slot(&[("name", "actions")])],
        ),
        slot(&[("name", "footer")]),
    ],
);

/// What went wrong, and what to do about it.
pub const ERROR: Tag = tag(
    "div",
    &[("class", "error"), ("part", "error")],
    &[
        tag("p", &[("class", "title")], &[]),
        tag("p", &[("class", "hint")], &[]),
        slot(&[("name", "error")]),
        tag(
            "button",
            &[
                ("class", "retry"),
                ("part", "retry"),
                ("type", "button"),
                ("data-action", "retry"),
            ],
            &[],
        ),
    ],
);

/// The same in the size of a picture.
pub const ERROR_AVATAR: Tag = tag(
    "div",
    &[
        ("class", "avatar failed"),
        ("part", "error"),
        ("role", "img"),
    ],
    &[tag(
        "span",
        &[("class", "initials"), ("aria-hidden", "true")],
        &[],
    )],
);

/// A picture that is yet to load.
pub const PICTURE: Tag = tag(
    "img",
    &[
        ("class", "picture"),
        ("part", "picture"),
        ("alt", ""),
        ("referrerpolicy", "no-referrer"),
        ("decoding", "async"),
        ("draggable", "false"),
    ],
    &[],
);

/// What stands in for initials; its path is set later.
pub const FIGURE: Tag = tag(
    "svg",
    &[
        ("viewBox", "0 0 24 24"),
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", "1.75"),
        ("stroke-linecap", "round"),
        ("aria-hidden", "true"),
    ],
    &[tag("path", &[], &[])],
);

/// Every kind of card, and what is put into them.
pub const ALL: [Tag; 8] = [
    SKELETON,
    CARD,
    HEADER,
    AVATAR,
    ERROR,
    ERROR_AVATAR,
    PICTURE,
    FIGURE,
];

impl Tag {
    /// The attribute of that name on this element and those within it, in their order.
    pub fn all_of(&self, attribute: &str) -> Vec<&'static str> {
        let own = self
            .attributes
            .iter()
            .filter(|(name, _)| *name == attribute)
            .map(|(_, value)| *value);
        let inner = self
            .children
            .iter()
            .flat_map(|child| child.all_of(attribute));
        own.chain(inner).collect()
    }

    /// The slots of this element, in their order.
    pub fn slots(&self) -> Vec<&'static str> {
        if self.name == "slot" {
            let own = self.all_of("name");
            let nested = self.children.iter().flat_map(Tag::slots);
            return own.into_iter().take(1).chain(nested).collect();
        }
        self.children.iter().flat_map(Tag::slots).collect()
    }

    /// Makes the nodes. A browser that can't make an element has no document to show one in.
    pub fn make(&self, document: &Document) -> Option<Element> {
        let element = match self.name {
            "svg" | "path" => {
                document.create_element_ns(Some("http://www.w3.org/2000/svg"), self.name)
            }
            name => document.create_element(name),
        };
        let element = element.ok()?;
        for (name, value) in self.attributes {
            let _ = element.set_attribute(name, value);
        }
        for child in self.children {
            append(&element, child.make(document).as_deref());
        }
        Some(element)
    }
}

/// A copy of nodes that were made before.
pub fn copy(element: &Element) -> Option<Element> {
    element.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// Puts a node at the end of another one.
pub fn append(parent: &Element, child: Option<&Node>) {
    if let Some(child) = child {
        // Nothing here is its own ancestor, which is all that could fail.
        let _ = parent.append_child(child);
    }
}
