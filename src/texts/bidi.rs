//! Numbers and names within a text keep a direction of their own: in a right-to-left page, "+1 310 555 0100" would
//! otherwise be shown as "0100 555 310 1+".
//!
//! In a text they stand between Unicode's isolates, which a label can hold as they are. Where the text is drawn, the
//! component `isolated` makes `<bdi>` of them, so that nobody copies invisible characters out of a card.

use phone_profile_core::text::is_bidi_control;

const LEFT_TO_RIGHT: char = '\u{2066}';
const FIRST_STRONG: char = '\u{2068}';
const END: char = '\u{2069}';

/// A number for use in a text: from left to right.
pub fn number(number: &str) -> String {
    isolate(LEFT_TO_RIGHT, number)
}

/// A name for use in a text: in the direction of its first letter.
pub fn name(name: &str) -> String {
    isolate(FIRST_STRONG, name)
}

/// Controls of the text's own would end ours too early.
fn isolate(start: char, text: &str) -> String {
    let mut isolated = String::from(start);
    isolated.extend(
        text.chars()
            .filter(|&character| !is_bidi_control(character)),
    );
    isolated.push(END);
    isolated
}

/// In which direction a part of a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In that of the text around it.
    Around,
    /// From left to right: a number.
    LeftToRight,
    /// In its own: a name.
    Own,
}

/// Takes a text apart, without the isolates.
pub fn pieces(text: &str) -> Vec<(Direction, &str)> {
    let mut pieces = Vec::new();
    let mut direction = Direction::Around;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let next = match character {
            LEFT_TO_RIGHT => Direction::LeftToRight,
            FIRST_STRONG => Direction::Own,
            END => Direction::Around,
            _ => continue,
        };
        pieces.extend(text.get(start..at).map(|piece| (direction, piece)));
        direction = next;
        start = at + character.len_utf8();
    }
    pieces.extend(text.get(start..).map(|piece| (direction, piece)));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_text_with_a_number_and_a_name_when_taken_apart_then_each_keeps_its_direction() {
        let text = format!("لقد طلبت {} ({})", number("+1 310 555 0100"), name("Maya"));
        assert_eq!(
            pieces(&text),
            [
                (Direction::Around, "لقد طلبت "),
                (Direction::LeftToRight, "+1 310 555 0100"),
                (Direction::Around, " ("),
                (Direction::Own, "Maya"),
                (Direction::Around, ")"),
            ]
        );
    }

    #[test]
    fn given_a_text_without_any_when_taken_apart_then_it_is_one_piece() {
        assert_eq!(pieces("Registered"), [(Direction::Around, "Registered")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn given_a_name_with_controls_of_its_own_when_isolated_then_it_cannot_end_ours() {
        assert_eq!(name("a\u{2069}\u{202e}b"), "\u{2068}ab\u{2069}");
        let text = format!("{}!", name("\u{2069}\u{2066}evil"));
        assert_eq!(
            pieces(&text),
            [(Direction::Own, "evil"), (Direction::Around, "!")]
        );
    }

    #[test]
    fn given_an_isolate_that_never_ends_when_taken_apart_then_nothing_is_lost() {
        assert_eq!(
            pieces("You asked for \u{2066}+1"),
            [
                (Direction::Around, "You asked for "),
                (Direction::LeftToRight, "+1")
            ]
        );
    }
}
