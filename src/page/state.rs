//! Everything that the page can show, and every way it can change. Pure: no browser in here.

use std::rc::Rc;

use yew::Reducible;

use super::access::{Access, AccessChange, SignInProblem, TokenForm};
use super::demo::{DemoGroup, DemoNumber};
use super::entry::{self, Doubt, EntryError, Number, Reading};
use super::link::Link;
use super::regions::{self, Region};

/// How many of this visit's lookups are kept.
pub const MOST_VISITS: usize = 12;

/// The page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// The text of the field.
    pub entered: String,
    /// The chosen country.
    pub region: Option<Region>,
    /// What is said beside the field.
    pub notice: Option<Notice>,
    /// How often something was submitted: the same mistake made twice is said twice.
    pub submissions: u32,
    /// What the stage shows.
    pub shown: Option<Shown>,
    /// This visit's lookups, newest first.
    pub visits: Vec<Visit>,
    /// What became of the last wish to copy a link.
    pub copied: Copied,
    /// Light or dark.
    pub theme: Theme,
    /// The demo numbers.
    pub demo: Demo,
    /// Whether lookups can be made, and what they take.
    pub access: Access,
    /// How often a token was refused or is missing: its field gets the focus each time.
    pub sign_ins: u32,
    /// How often somebody signed in: the number's field gets the focus.
    pub entrances: u32,
    /// Why lookups are made, in the words of the gateway's list or the reader's own.
    pub purpose: String,
    /// Whether a lookup was refused for want of a purpose.
    pub lacks_purpose: bool,
    /// How often: its field gets the focus each time.
    pub purpose_asks: u32,
    /// Grows with each lookup after which the gateway is asked again what is left.
    pub spent: u32,
}

/// What is said beside the field.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The field holds no number.
    Refused(EntryError),
    /// The field holds a number that looks wrong: look it up all the same?
    Doubtful(Number, Doubt),
    /// The page was opened by a link with a number: look it up?
    Linked(Number),
    /// The page was opened by a link with something else.
    UnreadableLink,
}

/// The card on the stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Grows with each card, so that no two share an element.
    pub id: u32,
    /// Whose card it is.
    pub number: Number,
    /// Whether it shows an answer of this visit again instead of looking the number up.
    pub kept: bool,
    /// What it was looked up for. A card that is there keeps it, whatever is chosen for the next.
    pub purpose: Option<String>,
}

/// One of this visit's lookups.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// What was looked up.
    pub number: Number,
    /// The name in the answer.
    pub name: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// When that was, in milliseconds since 1970.
    pub at_ms: f64,
}

/// What came of a lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Loading,
    /// A profile.
    Ready,
    /// The answer that the number isn't registered.
    NotRegistered,
    /// An error, by its code in the embedding contract.
    Failed(String),
    /// Another lookup took its place before an answer came.
    Stopped,
}

impl Outcome {
    /// Whether the gateway no longer knows who asks, or never did.
    fn wants_sign_in(&self) -> bool {
        matches!(self, Self::Failed(code) if code == "unauthorized")
    }

    /// Whether the answer can be shown again without another lookup.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Ready | Self::NotRegistered)
    }
}

/// What became of the wish to copy a link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Copied {
    /// There was none.
    #[default]
    No,
    /// The link is in the clipboard.
    Yes,
    /// The browser refused: the link is shown, to be copied by hand.
    Refused,
}

/// The page's colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The theme of a `theme` attribute, which may be missing.
    pub fn named(name: Option<&str>) -> Self {
        let named = Self::ALL
            .into_iter()
            .find(|theme| Some(theme.name()) == name);
        named.unwrap_or_default()
    }

    /// The value of the element's `theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether there are demo numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Demo {
    /// Not known yet.
    #[default]
    Unknown,
    /// No: the gateway has a real upstream.
    Absent,
    /// Yes.
    Numbers(Rc<[DemoGroup]>),
}

impl From<AccessChange> for Action {
    fn from(change: AccessChange) -> Self {
        match change {
            AccessChange::Known(access) => Self::AccessKnown(access),
            AccessChange::SignInBegun => Self::SignInBegun,
            AccessChange::SignInFailed(problem) => Self::SignInFailed(problem),
            AccessChange::SignedOut => Self::SignedOut,
        }
    }
}

/// What can happen.
#[derive(Debug, Clone)]
pub enum Action {
    /// The page was opened, in this region, by this link.
    Opened(Option<Region>, Link),
    /// The field's text changed.
    Typed(String),
    /// A country was chosen.
    RegionChosen(String),
    /// The form was submitted.
    Submitted {
        /// Milliseconds since 1970.
        at_ms: f64,
    },
    /// The question beside the field was answered with yes.
    Confirmed {
        /// Milliseconds since 1970.
        at_ms: f64,
    },
    /// … with no.
    Dismissed,
    /// A demo number was pressed.
    DemoChosen {
        /// As the list has it.
        number: String,
        /// Milliseconds since 1970.
        at_ms: f64,
    },
    /// The card with this id reported where it is.
    Reported {
        /// [`Shown::id`].
        id: u32,
        /// Where it is.
        outcome: Outcome,
        /// The name in its answer.
        name: Option<String>,
        /// Milliseconds since 1970.
        at_ms: f64,
    },
    /// A lookup of the list was pressed.
    Recalled {
        /// Its number.
        e164: String,
        /// Milliseconds since 1970.
        at_ms: f64,
    },
    /// The list was cleared.
    Cleared,
    /// A link was to be copied.
    LinkCopied(Copied),
    /// A theme was chosen.
    ThemeChosen(Theme),
    /// The demo numbers are known.
    DemoKnown(Demo),
    /// The gateway has said what is allowed.
    AccessKnown(Access),
    /// The gateway is asked about a token.
    SignInBegun,
    /// That token is none, or isn't accepted.
    SignInFailed(SignInProblem),
    /// The token is forgotten.
    SignedOut,
    /// A purpose was chosen or typed.
    PurposeGiven(String),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        state.apply(action);
        Rc::new(state)
    }
}

impl State {
    /// The demo number on the stage, if it is one.
    pub fn shown_demo(&self) -> Option<&DemoNumber> {
        let (Demo::Numbers(groups), Some(shown)) = (&self.demo, &self.shown) else {
            return None;
        };
        groups
            .iter()
            .flat_map(|group| &group.numbers)
            .find(|demo| demo.number == shown.number.e164)
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Opened(region, link) => self.open(region, link),
            Action::Typed(text) => self.type_in(text),
            Action::RegionChosen(iso) => {
                self.region = regions::find(&iso);
                self.notice = None;
            }
            Action::Submitted { at_ms } => self.submit(at_ms),
            Action::Confirmed { at_ms } => {
                if let Some(Notice::Doubtful(number, _) | Notice::Linked(number)) = &self.notice {
                    let number = number.clone();
                    self.look_up(number, at_ms);
                }
            }
            Action::Dismissed => self.notice = None,
            Action::DemoChosen { number, at_ms } => {
                self.type_in(number);
                self.submit(at_ms);
            }
            Action::Reported {
                id,
                outcome,
                name,
                at_ms,
            } => self.report(id, outcome, name, at_ms),
            Action::Recalled { e164, at_ms } => self.recall(&e164, at_ms),
            Action::Cleared => self.clear(),
            Action::LinkCopied(copied) => self.copied = copied,
            Action::ThemeChosen(theme) => self.theme = theme,
            Action::DemoKnown(demo) => self.demo = demo,
            Action::AccessKnown(access) => self.allow(access),
            Action::SignInBegun => {
                self.access = Access::Token(TokenForm {
                    checking: true,
                    problem: None,
                });
            }
            Action::SignInFailed(problem) => {
                self.access = Access::sign_in_by_token().with_problem(problem);
                self.sign_ins = self.sign_ins.wrapping_add(1);
            }
            Action::SignedOut => {
                // Who signs in next may be somebody else.
                self.clear();
                self.purpose.clear();
                self.lacks_purpose = false;
                self.access = Access::sign_in_by_token();
                self.sign_ins = self.sign_ins.wrapping_add(1);
            }
            Action::PurposeGiven(purpose) => {
                self.purpose = purpose;
                self.lacks_purpose = false;
            }
        }
    }

    fn clear(&mut self) {
        // Numbers and names are personal data: the field goes with the list.
        self.entered.clear();
        self.notice = None;
        self.visits.clear();
        self.shown = None;
        self.copied = Copied::No;
    }

    fn allow(&mut self, access: Access) {
        let was_allowed = self.access.allows_lookups();
        self.access = access;
        if !was_allowed && self.access.allows_lookups() {
            self.entrances = self.entrances.wrapping_add(1);
        }
        if let Access::Token(TokenForm {
            problem: Some(_), ..
        }) = self.access
            && was_allowed
        {
            self.sign_ins = self.sign_ins.wrapping_add(1);
        }
        let wanted = self.access.asks_for_purpose();
        let listed = wanted.and_then(|wanted| wanted.listed);
        if listed.is_some_and(|listed| !listed.contains(&self.purpose)) {
            self.purpose.clear();
        }
        if !wanted.is_some_and(|wanted| wanted.required) {
            self.lacks_purpose = false;
        }
    }

    /// The purpose that is given, where one is asked for.
    fn given_purpose(&self) -> Option<&str> {
        self.access.asks_for_purpose()?;
        Some(self.purpose.trim()).filter(|purpose| !purpose.is_empty())
    }

    /// Whether no lookup can be made before a purpose is given.
    pub fn needs_purpose(&self) -> bool {
        let wanted = self.access.asks_for_purpose();
        wanted.is_some_and(|wanted| wanted.required) && self.given_purpose().is_none()
    }

    fn open(&mut self, region: Option<Region>, link: Link) {
        self.region = region;
        match link {
            Link::Plain => {}
            Link::Unreadable => self.notice = Some(Notice::UnreadableLink),
            Link::Number(number) => {
                self.fill_in(&number);
                self.notice = Some(Notice::Linked(number));
            }
        }
    }

    fn type_in(&mut self, text: String) {
        self.entered = text;
        self.notice = None;
        if let Some(region) = entry::international_region(&self.entered, self.region) {
            self.region = Some(region);
        }
    }

    fn submit(&mut self, at_ms: f64) {
        self.submissions = self.submissions.wrapping_add(1);
        match entry::read(&self.entered, self.region) {
            Ok(Reading::Sure(number)) => self.look_up(number, at_ms),
            Ok(Reading::Doubtful(number, doubt)) => {
                self.notice = Some(Notice::Doubtful(number, doubt));
            }
            Err(error) => self.notice = Some(Notice::Refused(error)),
        }
    }

    fn fill_in(&mut self, number: &Number) {
        self.entered.clone_from(&number.shown);
        if number.region.is_some() {
            self.region = number.region;
        }
    }

    fn look_up(&mut self, number: Number, at_ms: f64) {
        self.fill_in(&number);
        if !self.access.allows_lookups() {
            self.sign_ins = self.sign_ins.wrapping_add(1);
            return;
        }
        if self.needs_purpose() {
            self.lacks_purpose = true;
            self.purpose_asks = self.purpose_asks.wrapping_add(1);
            return;
        }
        self.notice = None;
        self.stop_loading();
        self.visits.retain(|visit| visit.number.e164 != number.e164);
        self.visits.insert(
            0,
            Visit {
                number: number.clone(),
                name: None,
                outcome: Outcome::Loading,
                at_ms,
            },
        );
        self.visits.truncate(MOST_VISITS);
        self.show(number, false);
    }

    /// A card that leaves the stage gives its lookup up.
    fn stop_loading(&mut self) {
        for visit in &mut self.visits {
            if visit.outcome == Outcome::Loading {
                visit.outcome = Outcome::Stopped;
            }
        }
    }

    fn show(&mut self, number: Number, kept: bool) {
        let id = self.shown.as_ref().map_or(0, |shown| shown.id);
        self.shown = Some(Shown {
            id: id.wrapping_add(1),
            number,
            kept,
            purpose: self.given_purpose().map(str::to_owned),
        });
        self.copied = Copied::No;
    }

    fn report(&mut self, id: u32, outcome: Outcome, name: Option<String>, at_ms: f64) {
        let Some(shown) = self.shown.as_ref().filter(|shown| shown.id == id) else {
            return;
        };
        // What is shown again was looked up before: its place and time in the list stay.
        if shown.kept {
            return;
        }
        let e164 = &shown.number.e164;
        if let Some(visit) = self
            .visits
            .iter_mut()
            .find(|visit| visit.number.e164 == *e164)
        {
            if visit.outcome != outcome {
                visit.at_ms = at_ms;
                let session = self.access.session();
                let costs = session.is_some_and(|session| !session.demo);
                if outcome != Outcome::Loading && (costs || outcome.wants_sign_in()) {
                    self.spent = self.spent.wrapping_add(1);
                }
            }
            visit.outcome = outcome;
            visit.name = name;
        }
    }

    fn recall(&mut self, e164: &str, at_ms: f64) {
        let Some(visit) = self.visits.iter().find(|visit| visit.number.e164 == e164) else {
            return;
        };
        let number = visit.number.clone();
        if visit.outcome == Outcome::Loading {
            return;
        }
        if visit.outcome.is_answer() {
            self.fill_in(&number);
            self.notice = None;
            self.stop_loading();
            self.show(number, true);
        } else {
            self.look_up(number, at_ms);
        }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
