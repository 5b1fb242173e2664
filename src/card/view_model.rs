//! A card in words: what the components draw. Each part is what one component draws.

use std::rc::Rc;

use yew::AttrValue;

use super::display_options::Variant;

/// One card, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardView {
    /// How much is shown.
    pub variant: Variant,
    /// 2 to 6; `None` where the name is no heading.
    pub heading_level: Option<u8>,
    /// A lookup is under way.
    pub busy: bool,
    /// The number asked for: what is shown of it until there is an answer.
    pub number: Option<NumberView>,
    /// The content.
    pub body: Body,
    /// What the live region says.
    pub announcement: AttrValue,
}

/// The content of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// Bones in the shape of a card.
    #[default]
    Skeleton,
    /// An answer: a person or business, or the news that there is none.
    Answer(AnswerView),
    /// No answer.
    Error(ErrorView),
}

/// An answer in words. Each part is what one component draws, so that a change draws that part alone anew.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    /// The head of the card.
    pub head: Rc<HeadView>,
    /// What stands below it.
    pub facts: Rc<FactsView>,
    /// What no variant leaves out, the most important first. A whole card says it among its facts.
    pub warnings: Vec<WarningView>,
    /// Name of the whole for the avatar variant, which shows no text.
    pub label: AttrValue,
}

/// A number as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberView {
    /// In groups, masked, or as it was entered.
    pub text: AttrValue,
    /// The text of the reveal button, where there is one.
    pub reveal: Option<AttrValue>,
    /// Whether it can have the focus, for when that button goes.
    pub focusable: bool,
}

/// What makes an answer another than it seems at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct WarningView {
    /// What is drawn where there is no room for words.
    pub mark: Mark,
    /// In words.
    pub text: AttrValue,
}

/// The kinds of mark, each with a shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Look closer.
    Caution,
    /// There is nobody.
    Nobody,
}

impl Mark {
    /// The value of `data-mark`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caution => "caution",
            Self::Nobody => "nobody",
        }
    }
}

/// Who it is.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadView {
    /// The picture, and what is beneath it.
    pub avatar: AvatarView,
    /// The heading.
    pub name: AttrValue,
    /// Whether that is a name, and not the text that stands in for one.
    pub named: bool,
    /// The number.
    pub number: NumberView,
    /// What the account is.
    pub badges: Vec<Badge>,
}

impl HeadView {
    /// Whether the heading is the number: nobody has it.
    pub fn is_number(&self) -> bool {
        self.name == self.number.text
    }
}

/// What is known beside picture and name.
#[derive(Clone, Debug, PartialEq)]
pub struct FactsView {
    /// Whether the number is registered.
    pub registered: bool,
    /// The same in words.
    pub status: AttrValue,
    /// How the name compares with the expected one.
    pub matched: Option<MatchView>,
    /// The person's or shop's own line of text, where the page wants it.
    pub about: Option<AttrValue>,
    /// What a reviewer looks for.
    pub signals: Vec<SignalView>,
    /// What a business says of itself.
    pub business: Vec<BusinessLine>,
    /// When and where the answer was made.
    pub checked: CheckedView,
}

/// The picture, and what is beneath it.
#[derive(Clone, Debug, PartialEq)]
pub struct AvatarView {
    /// Whether there is somebody to show.
    pub registered: bool,
    /// Letters; where there are none, a neutral figure is drawn.
    pub initials: AttrValue,
    /// What is loaded or being loaded: thumb, then full picture.
    pub pictures: Vec<PictureView>,
}

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureView {
    /// `thumb` or `full`.
    pub size: &'static str,
    /// Which of the card's pictures it is of, counted from its first.
    pub begun: u32,
    /// Its address.
    pub url: AttrValue,
    /// Whether it has loaded.
    pub loaded: bool,
}

/// One badge.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// What pages style it by: `badge`, with `verified` beside it where that is what it says.
    pub part: &'static str,
    /// Its text.
    pub text: AttrValue,
}

/// How the name compares with the expected one.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchView {
    /// `same`, `partial`, `different` or `unknown`.
    pub how: &'static str,
    /// The same in words.
    pub text: AttrValue,
    /// Why, where the text doesn't say so.
    pub reason: Option<AttrValue>,
}

/// One thing to know about the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalView {
    /// What was observed.
    pub text: AttrValue,
    /// What that does not mean, where the page wants it said.
    pub caution: Option<AttrValue>,
    /// What pages style it by: `signal`, or `warning` where it says which number this is about.
    pub part: &'static str,
}

/// One thing that a business says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct BusinessLine {
    /// What pages style it by.
    pub part: &'static str,
    /// The text.
    pub text: AttrValue,
    /// Whether it is an address of the internet, which runs from left to right.
    pub is_address: bool,
}

/// When and where the answer was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedView {
    /// When.
    pub when: WhenView,
    /// Where it comes from, where that is worth saying.
    pub source: Option<AttrValue>,
}

/// When an answer was made.
#[derive(Clone, Debug, PartialEq)]
pub enum WhenView {
    /// At a time, with the words around it.
    At {
        /// Before the time.
        before: AttrValue,
        /// The time.
        time: TimeView,
        /// Behind it.
        after: AttrValue,
    },
    /// Nobody knows, in words.
    Unknown(AttrValue),
}

/// A point in time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeView {
    /// "2 minutes ago".
    pub relative: AttrValue,
    /// Full date and time.
    pub exact: AttrValue,
    /// ISO 8601.
    pub iso: AttrValue,
}

/// An error in words.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorView {
    /// What happened.
    pub title: AttrValue,
    /// What to do about it.
    pub hint: HintView,
    /// The retry button; `None` where trying again can't help.
    pub retry: Option<RetryView>,
    /// Name of the whole for the avatar variant, which shows no text.
    pub label: AttrValue,
}

/// What to do about an error.
#[derive(Clone, Debug, PartialEq)]
pub enum HintView {
    /// In the card's language.
    Text(AttrValue),
    /// For whoever has set the page up: in English, as in the browser's console.
    English(AttrValue),
}

impl HintView {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::English(text) => text,
        }
    }
}

/// The retry button.
#[derive(Clone, Debug, PartialEq)]
pub struct RetryView {
    /// Its text.
    pub text: AttrValue,
    /// Whether it has to wait.
    pub waits: bool,
}
