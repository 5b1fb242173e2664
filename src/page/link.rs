//! The shareable link: `?number=%2B13105550123`.
//!
//! Opening it fills the field in and asks; it never looks anything up by itself, because a lookup
//! costs money and a link can come from anybody.

use super::entry::{self, EntryError, Number, Reading};

/// The one parameter that the page reads besides its language. Others, `endpoint` above all, mean nothing to
/// it: a link must not choose where numbers are sent.
pub const PARAMETER: &str = "number";

/// What the address of the page asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Nothing.
    Plain,
    /// A lookup of this number.
    Number(Number),
    /// Something that can't be read as an international number.
    Unreadable,
}

/// Reads the decoded value of the parameter.
pub fn read(value: Option<&str>) -> Link {
    let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
        return Link::Plain;
    };
    let read = match entry::read(value, None) {
        // A plus sign that wasn't escaped arrives as a space, and is trimmed by now.
        Err(EntryError::NoRegion) => entry::read(&format!("+{value}"), None),
        read => read,
    };
    match read {
        Ok(Reading::Sure(number) | Reading::Doubtful(number, _)) => Link::Number(number),
        Err(_) => Link::Unreadable,
    }
}

/// The query that opens the page with this number.
pub fn query(number: &Number) -> String {
    format!("?{PARAMETER}=%2B{}", number.e164.trim_start_matches('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(value: &str) -> Option<String> {
        match read(Some(value)) {
            Link::Number(number) => Some(number.e164),
            Link::Plain | Link::Unreadable => None,
        }
    }

    #[test]
    fn given_a_link_of_this_page_when_read_then_it_is_the_same_number() {
        let Link::Number(number) = read(Some("+13105550123")) else {
            unreachable!("the number of the docs is readable");
        };

        assert_eq!(query(&number), "?number=%2B13105550123");
        assert_eq!(number.shown, "+1 310 555 0123");
    }

    #[test]
    fn given_a_plus_sign_that_was_not_escaped_when_read_then_the_number_is_found() {
        assert_eq!(e164(" 13105550123").as_deref(), Some("+13105550123"));
        assert_eq!(e164("13105550123").as_deref(), Some("+13105550123"));
    }

    #[test]
    fn given_no_parameter_when_read_then_nothing_is_asked() {
        assert_eq!(read(None), Link::Plain);
        assert_eq!(read(Some("")), Link::Plain);
    }

    #[test]
    fn given_junk_when_read_then_it_is_refused() {
        for junk in [
            "x",
            "++1",
            "<b>1</b>",
            "javascript:alert(1)",
            "+1",
            "+4477009001230",
            "13105550123@lid",
            &"9".repeat(4000),
        ] {
            assert_eq!(read(Some(junk)), Link::Unreadable, "{junk}");
        }
    }
}
