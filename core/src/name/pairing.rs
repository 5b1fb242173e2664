//! Finds the words of one name in the other.

use super::MatchReason;
use super::letters::{base_letters, same_letters};
use super::script::Script;
use super::words::{Kind, Word, is_initial};

/// The most words that are written as one: Maria del Carmen, Mariadelcarmen.
const JOINED: usize = 4;

/// How two names in words compare; `None` where nothing of one is in the other.
pub(super) fn pair(one: &[Word], other: &[Word]) -> Option<MatchReason> {
    if same_letters(&joined(one), &joined(other)) {
        return Some(MatchReason::OtherSpelling);
    }
    let mut pairs = Pairs {
        left: [one.iter().collect(), other.iter().collect()],
        ..Pairs::default()
    };
    pairs.take_words();
    pairs.take_joined(0);
    pairs.take_joined(1);
    pairs.take_initials(0);
    pairs.take_initials(1);
    pairs.take_alike();
    pairs.reason(one, other)
}

/// Words that are paired off, and those that are left.
#[derive(Default)]
struct Pairs<'a> {
    left: [Vec<&'a Word>; 2],
    /// A name is among the words that are the same.
    names: bool,
    /// Initials stand for words.
    initials: bool,
    /// Words differ in a letter.
    alike: bool,
}

impl Pairs<'_> {
    /// Takes the words that are in both names.
    fn take_words(&mut self) {
        let [one, other] = &mut self.left;
        one.retain(|word| {
            let Some(at) = other
                .iter()
                .position(|with| same_letters(&word.text, &with.text))
            else {
                return true;
            };
            let with = other.remove(at);
            self.names |= word.kind == Kind::Name || with.kind == Kind::Name;
            false
        });
    }

    /// Takes words of one side that the other writes as one.
    fn take_joined(&mut self, side: usize) {
        let (apart, whole) = sides(&mut self.left, side);
        let mut found = false;
        whole.retain(|word| {
            for count in 2..=JOINED {
                let at = apart.windows(count).position(|run| {
                    same_letters(
                        &run.iter()
                            .map(|word| word.text.as_str())
                            .collect::<String>(),
                        &word.text,
                    )
                });
                if let Some(at) = at {
                    apart.drain(at..at + count);
                    found |= word.kind == Kind::Name;
                    return false;
                }
            }
            true
        });
        self.names |= found;
    }

    /// Takes initials of one side together with the words that begin with them.
    fn take_initials(&mut self, side: usize) {
        let (initials, words) = sides(&mut self.left, side);
        let mut found = false;
        initials.retain(|initial| {
            if !initial
                .script
                .is_some_and(|script| is_initial(&initial.text, script))
            {
                return true;
            }
            let letter = base_letters(&initial.text);
            let at = words.iter().position(|word| {
                word.kind == Kind::Name && base_letters(&word.text).starts_with(&letter)
            });
            found |= at.map(|at| words.remove(at)).is_some();
            at.is_none()
        });
        self.initials |= found;
    }

    /// Takes names that differ in a letter or two.
    fn take_alike(&mut self) {
        let [one, other] = &mut self.left;
        one.retain(|word| {
            let at = other.iter().position(|with| are_alike(word, with));
            self.alike |= at.map(|at| other.remove(at)).is_some();
            at.is_none()
        });
    }

    fn reason(&self, one: &[Word], other: &[Word]) -> Option<MatchReason> {
        let lacks = |side: &[&Word]| side.iter().any(|word| word.kind != Kind::Aside);
        let lacking = self.left.each_ref().map(|side| lacks(side));
        match lacking {
            [false, false] if self.alike => Some(MatchReason::SpelledAlike),
            [false, false] if self.initials && self.names => Some(MatchReason::InitialsFit),
            [false, false] if self.initials => Some(MatchReason::TooLittle),
            [false, false] if self.left.iter().all(Vec::is_empty) => Some(MatchReason::OtherOrder),
            [false, false] => Some(MatchReason::WordsAside),
            [true, true] if self.names => Some(MatchReason::SomeWords),
            _ if self.names => Some(MatchReason::FurtherWords),
            _ if self.alike => Some(MatchReason::SpelledAlike),
            _ if self.begin_alike() => Some(MatchReason::SameBeginning),
            _ if one.len() != other.len() && is_near(&joined(one), &joined(other)) => {
                Some(MatchReason::SpelledAlike)
            }
            _ => None,
        }
    }

    /// Whether names without spaces begin with the same character.
    fn begin_alike(&self) -> bool {
        let [one, other] = &self.left;
        one.iter().any(|word| {
            word.script.is_some_and(Script::is_without_spaces)
                && other
                    .iter()
                    .any(|with| first_syllable(&word.text) == first_syllable(&with.text))
        })
    }
}

/// One side to change, and the other.
fn sides<T>([one, other]: &mut [T; 2], first: usize) -> (&mut T, &mut T) {
    if first == 0 {
        (one, other)
    } else {
        (other, one)
    }
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// The first character, or the letters of the first syllable in Hangul, which is decomposed here.
fn first_syllable(word: &str) -> &str {
    let end = word
        .char_indices()
        .skip(1)
        .find(|(_, c)| !matches!(c, '\u{1160}'..='\u{11ff}'));
    word.get(..end.map_or(word.len(), |(at, _)| at))
        .unwrap_or(word)
}

/// Whether two words of an alphabet are spelled nearly the same.
fn are_alike(one: &Word, other: &Word) -> bool {
    let are_names = one.kind == Kind::Name && other.kind == Kind::Name;
    are_names
        && one.script == other.script
        && one.script.is_some_and(Script::has_initials)
        && is_near(&one.text, &other.text)
}

/// Whether words of five letters or more differ in one letter, or of eight or more in two, the first of them aside.
fn is_near(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let most = match shorter {
        0..5 => return false,
        5..8 => 1,
        _ => 2,
    };
    one.chars().next() == other.chars().next() && strsim::osa_distance(one, other) <= most
}
