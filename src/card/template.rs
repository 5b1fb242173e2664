//! The nodes of a card, as they are before anything is known. `static/shell/face.js` makes them once
//! and clones them for each card.
//!
//! A line is an element: as many spaces as it lies deep, its name, and its attributes with `|`
//! between them, `role` alone for one without a value. `#x` gives it the letter by which the
//! [drawing](super::drawing) means it. One text takes a third of the room of a tree of constants.

/// Bones in the shape of a header.
pub const SKELETON: &str = "\
div class=header|part=skeleton|aria-hidden=true
 span class=avatar bone
 span class=who
  span class=bone line
  span class=bone line short";

/// The picture with the initials under it.
pub const AVATAR: &str = "\
div #a|class=avatar
 span #i|class=initials|part=initials|aria-hidden=true";

/// Picture, name, number and badges.
pub const HEADER: &str = "\
div class=header|part=header
 slot name=avatar
  div #a|class=avatar
   span #i|class=initials|part=initials|aria-hidden=true
 div class=who
  div #N|class=name|part=name|role=heading
   bdi #n
  p class=number|part=number
   bdi #p|dir=ltr
   button #r|class=reveal|type=button|data-action=reveal
  div #b|class=badges";

/// The whole card: what follows the header in it.
pub const FACTS: &str = "\
div class=facts
 p #s|class=status|part=status
 p #m|class=match|part=match
 ul #g|class=signals|part=signals|role=list
 div #o|class=business
 div
  slot name=meta
  div #x|class=absent
   slot name=not-registered
 p class=time|part=time
  span #c
  time #t
  span #u|class=source
div class=actions|part=actions
 slot name=actions
slot name=footer";

/// What went wrong, and what to do about it.
pub const ERROR: &str = "\
div class=error|part=error
 p #T|class=title
 p #h|class=hint
 slot name=error
 button #y|class=retry|part=retry|type=button|data-action=retry";

/// The same in the size of a picture.
pub const ERROR_AVATAR: &str = "\
div #a|class=avatar failed|part=error|role=img
 span #i|class=initials|aria-hidden=true";

/// The small picture, yet to load.
pub const THUMB: &str = "\
img #P|class=picture|part=picture|alt|referrerpolicy=no-referrer|decoding=async|draggable=false|data-picture=thumb";

/// The large one, which lies over it.
pub const FULL: &str = "\
img #Q|class=picture|part=picture|alt|referrerpolicy=no-referrer|decoding=async|draggable=false|data-picture=full";

/// What stands in for initials; its path is set later.
pub const FIGURE: &str = "\
svg viewBox=0 0 24 24|fill=none|stroke=currentColor|stroke-width=1.75|stroke-linecap=round|aria-hidden=true
 path #d";

/// Every kind of card, and what is put into them.
pub const ALL: [&str; 9] = [
    SKELETON,
    AVATAR,
    HEADER,
    FACTS,
    ERROR,
    ERROR_AVATAR,
    THUMB,
    FULL,
    FIGURE,
];

/// The values of an attribute in a template, in their order.
pub fn all_of<'a>(template: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let all = template
        .lines()
        .filter_map(|line| line.trim_start().split_once(' '));
    all.flat_map(|(_, attributes)| attributes.split('|'))
        .filter_map(|attribute| attribute.split_once('='))
        .filter_map(move |(name, value)| (name == attribute).then_some(value))
}

/// The slots of a template, in their order.
pub fn slots(template: &str) -> impl Iterator<Item = &str> {
    let slots = template.lines().map(str::trim_start);
    slots.filter_map(|line| line.strip_prefix("slot name="))
}
