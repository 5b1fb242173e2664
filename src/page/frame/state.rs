//! What the frame shows, and every way it can change. Pure: no browser in here.

use std::rc::Rc;

use yew::{AttrValue, Reducible};

use super::options::{Change, Options};
use crate::page::texts::Replacements;

/// The frame.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// What the host has set, by the address or by messages.
    pub options: Options,
    /// Whether the address was read: before, nobody knows what the frame is to show.
    pub opened: bool,
    /// Texts of the host's own.
    pub strings: Rc<Replacements>,
    /// Whether the number in the address waits for somebody to agree to a lookup.
    pub asking: bool,
    /// Whether an answer that the host has given is shown, and no number looked up.
    pub given: bool,
    /// How many answers were given.
    pub shows: u32,
    /// Grows when a card has to be a new one: no answer that was given stays on the card of a number.
    pub card: u32,
}

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The address was read. `ask`: nobody may spend a lookup on it unasked.
    Opened {
        /// What it sets.
        options: Options,
        /// Whether to ask before its number is looked up.
        ask: bool,
    },
    /// The host has changed options.
    Set(Vec<Change>),
    /// The host has given texts, in the place of all before.
    Said(Rc<Replacements>),
    /// The host has given an answer.
    Shown,
    /// Somebody agrees to the lookup.
    Confirmed,
    /// Somebody doesn't.
    Dismissed,
}

impl State {
    /// The number to look up.
    pub fn number(&self) -> Option<AttrValue> {
        if self.asking || self.given {
            return None;
        }
        self.options.get("number")
    }

    /// The number that a lookup is asked about.
    pub fn asked(&self) -> Option<AttrValue> {
        self.options.get("number").filter(|_| self.asking)
    }

    /// Whether there is anything for a card to show.
    pub fn has_card(&self) -> bool {
        self.given || self.number().is_some()
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Opened { options, ask } => {
                state.asking = ask && options.get("number").is_some();
                state.options = options;
                state.opened = true;
            }
            Action::Set(changes) => {
                // The number as before is a wish too: to see it looked up, not what was given.
                if changes.iter().any(|(name, _)| *name == "number") {
                    state.asking = false;
                    if state.given {
                        state.given = false;
                        state.card += 1;
                    }
                }
                for change in changes {
                    state.options.set(change);
                }
            }
            Action::Said(strings) => state.strings = strings,
            Action::Shown => {
                state.asking = false;
                if !state.given {
                    state.given = true;
                    state.card += 1;
                }
                state.shows += 1;
            }
            Action::Confirmed => state.asking = false,
            Action::Dismissed => {
                state.asking = false;
                state.options.set(("number", None));
            }
        }
        state.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "+13105550123";

    fn number(number: &str) -> Vec<Change> {
        vec![("number", Some(number.to_owned()))]
    }

    fn opened(ask: bool) -> Action {
        Action::Opened {
            options: Options::from_query(|name| (name == "number").then(|| NUMBER.to_owned())),
            ask,
        }
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions
            .into_iter()
            .fold(Rc::new(State::default()), State::reduce)
    }

    #[test]
    fn given_a_number_in_the_address_when_its_host_may_spend_then_it_is_looked_up() {
        assert_eq!(after([opened(false)]).number().as_deref(), Some(NUMBER));
    }

    #[test]
    fn given_a_number_in_the_address_when_nobody_may_spend_then_it_is_asked_about_first() {
        let asking = after([opened(true)]);
        assert_eq!(asking.number(), None);
        assert_eq!(asking.asked().as_deref(), Some(NUMBER));

        let confirmed = after([opened(true), Action::Confirmed]);
        assert_eq!(confirmed.number().as_deref(), Some(NUMBER));

        let dismissed = after([opened(true), Action::Dismissed]);
        assert!(!dismissed.has_card() && dismissed.asked().is_none());
    }

    #[test]
    fn given_no_number_in_the_address_when_opened_then_nothing_is_asked() {
        let state = after([Action::Opened {
            options: Options::default(),
            ask: true,
        }]);
        assert!(!state.asking && !state.has_card());
    }

    #[test]
    fn given_a_question_when_the_host_sets_a_number_then_that_is_looked_up() {
        let state = after([opened(true), Action::Set(number("+13105550100"))]);
        assert_eq!(state.number().as_deref(), Some("+13105550100"));
    }

    #[test]
    fn given_a_question_when_the_host_sets_something_else_then_it_still_stands() {
        let theme = vec![("theme", Some("dark".to_owned()))];
        assert!(after([opened(true), Action::Set(theme)]).asking);
    }

    #[test]
    fn given_a_number_when_an_answer_is_given_then_nothing_is_looked_up() {
        let state = after([opened(false), Action::Shown]);
        assert_eq!(state.number(), None);
        assert!(state.has_card());
    }

    #[test]
    fn given_an_answer_when_the_same_number_is_set_again_then_it_is_looked_up_on_a_new_card() {
        let shown = after([opened(false), Action::Shown]);
        let set = Rc::clone(&shown).reduce(Action::Set(number(NUMBER)));

        assert_eq!(set.number().as_deref(), Some(NUMBER));
        assert_ne!(set.card, shown.card);
    }

    #[test]
    fn given_texts_of_the_hosts_when_others_are_set_then_only_those_count() {
        let said = |text: &str| {
            Action::Said(Rc::new(Replacements::from([(
                text.to_owned(),
                text.to_owned(),
            )])))
        };
        let state = after([said("first"), opened(false), Action::Shown, said("second")]);
        assert_eq!(state.strings.keys().collect::<Vec<_>>(), ["second"]);
        assert!(state.given, "the card stays");
    }

    #[test]
    fn given_an_answer_when_the_number_is_taken_away_then_nothing_is_shown() {
        let state = after([Action::Shown, Action::Set(vec![("number", None)])]);
        assert!(!state.has_card());
    }
}
