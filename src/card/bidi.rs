//! Numbers and names within a text keep a direction of their own: in a right-to-left page, "+1 310 555 0100" would
//! otherwise be shown as "0100 555 310 1+".
//!
//! In a text they stand between Unicode's isolates, which a label can hold as they are. Where the text is drawn, the
//! component `isolated` makes `<bdi>` of them, so that nobody copies invisible characters out of a card.

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

/// Isolates of the text's own would end ours too early.
fn isolate(start: char, text: &str) -> String {
    let is_isolate = |character| matches!(character, '\u{2066}'..='\u{2069}');
    format!("{start}{}{END}", text.replace(is_isolate, ""))
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In the direction of the text around it.
    Plain(&'a str),
    /// From left to right.
    Number(&'a str),
    /// In its own direction.
    Name(&'a str),
}

/// A text taken apart, without the isolates.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest
        .find([LEFT_TO_RIGHT, FIRST_STRONG])
        .map(|at| rest.split_at(at))
    {
        pieces.push(Piece::Plain(before));
        let is_number = from.starts_with(LEFT_TO_RIGHT);
        let inside = from.trim_start_matches([LEFT_TO_RIGHT, FIRST_STRONG]);
        let (isolated, after) = inside.split_once(END).unwrap_or((inside, ""));
        pieces.push(if is_number {
            Piece::Number(isolated)
        } else {
            Piece::Name(isolated)
        });
        rest = after;
    }
    pieces.push(Piece::Plain(rest));
    pieces.retain(|piece| *piece != Piece::Plain(""));
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
                Piece::Plain("لقد طلبت "),
                Piece::Number("+1 310 555 0100"),
                Piece::Plain(" ("),
                Piece::Name("Maya"),
                Piece::Plain(")"),
            ]
        );
    }

    #[test]
    fn given_a_text_without_any_when_taken_apart_then_it_is_one_piece() {
        assert_eq!(pieces("Registered"), [Piece::Plain("Registered")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn given_a_name_with_isolates_of_its_own_when_isolated_then_it_cannot_end_ours() {
        assert_eq!(name("a\u{2069}\u{2067}b"), "\u{2068}ab\u{2069}");
        let text = format!("{}!", name("\u{2069}\u{2066}evil"));
        assert_eq!(pieces(&text), [Piece::Name("evil"), Piece::Plain("!")]);
    }

    #[test]
    fn given_an_isolate_that_never_ends_when_taken_apart_then_nothing_is_lost() {
        assert_eq!(
            pieces("You asked for \u{2066}+1"),
            [Piece::Plain("You asked for "), Piece::Number("+1")]
        );
    }
}
