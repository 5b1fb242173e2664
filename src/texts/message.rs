//! Texts with places for values, written `{name}`: a translator puts them where the language wants them.

/// The text with each value in its place. A value that the text has no place for follows at the end: a page's own text
/// must not hide whom a warning is about.
pub fn fill<Value: AsRef<str>>(text: &str, values: &[(&str, Value)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    let mut is_used = vec![false; values.len()];
    while let Some((before, name, after)) = next_place(rest) {
        filled.push_str(before);
        match values.iter().position(|(known, _)| *known == name) {
            Some(at) => {
                filled.push_str(values[at].1.as_ref());
                is_used[at] = true;
            }
            // Braces of the text's own.
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    for ((_, value), _) in values.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
        filled.push(' ');
        filled.push_str(value.as_ref());
    }
    filled
}

/// What stands before and behind the place of that name, for a value that is drawn as an element of its own. Where there
/// is no such place, everything stands before it.
pub fn around(text: &str, name: &str) -> (String, String) {
    match text.split_once(&format!("{{{name}}}")) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (format!("{text} "), String::new()),
    }
}

/// The names of all places, in their order.
pub fn places(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, name, after)) = next_place(rest) {
        names.push(name);
        rest = after;
    }
    names
}

/// What stands before the next place, its name, and what follows it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn given_places_when_filled_then_values_stand_where_the_text_wants_them() {
        assert_eq!(
            fill(
                "{done} of {total}, {done}",
                &[("total", "9"), ("done", "4")]
            ),
            "4 of 9, 4"
        );
        assert_eq!(
            fill("من {total}: {done}", &[("done", "4"), ("total", "9")]),
            "من 9: 4"
        );
    }

    #[test]
    fn given_a_text_without_the_place_when_filled_then_the_value_is_not_lost() {
        assert_eq!(
            fill("You asked for", &[("number", "+1")]),
            "You asked for +1"
        );
        assert_eq!(fill("", &[("number", "+1")]), " +1");
    }

    #[test]
    fn given_braces_that_are_no_place_when_filled_then_they_stay() {
        assert_eq!(fill("{x} {", &[("y", "1")]), "{x} { 1");
        assert_eq!(fill::<&str>("{}", &[]), "{}");
    }

    #[test]
    fn given_a_value_with_braces_when_filled_then_it_is_no_place() {
        assert_eq!(fill("{a} {b}", &[("a", "{b}"), ("b", "2")]), "{b} 2");
    }

    #[test]
    fn given_an_element_s_place_when_split_then_both_sides_are_there() {
        assert_eq!(
            around("Checked {time}.", "time"),
            ("Checked ".into(), ".".into())
        );
        assert_eq!(
            around("Checked", "time"),
            ("Checked ".into(), String::new())
        );
    }

    #[test]
    fn given_a_text_when_its_places_are_named_then_all_are() {
        assert_eq!(places("{done} of {total} {"), ["done", "total"]);
        assert!(places("none").is_empty());
    }

    proptest! {
        #[test]
        fn given_any_text_when_filled_then_the_value_is_in_it(text in "\\PC{0,20}", value in "\\PC{1,10}") {
            prop_assert!(fill(&text, &[("name", &value)]).contains(&value));
        }
    }
}
