//! The files that the page saves: their names, their media types and their bytes.

use phone_profile_contacts::export::{Form, Grid, Shape, Unanswered, unanswered};
use phone_profile_core::name::UnicodeFolding;

use super::messages;
use super::refusal::Refusal;
use crate::protocol::{Export, File, What};

/// Characters of a list's name in the names of its files.
const LONGEST_NAME: usize = 80;

/// Writes a file. What can't be looked up and messages are always CSV. `grid` makes the rows of a shape.
pub(super) fn write<'a>(
    export: &Export,
    list_name: Option<&str>,
    grid: impl Fn(Shape) -> Grid<'a, UnicodeFolding>,
) -> Result<File, Refusal> {
    let name = stem(list_name);
    let file = |suffix: &str, form: Form, bytes| File {
        name: format!("{name}-{suffix}.{}", form.extension()),
        media_type: form.media_type().to_owned(),
        bytes,
    };
    match &export.what {
        What::List { shape } => {
            let shape = Shape::from_name(shape).ok_or(Refusal::NoShape)?;
            let bytes = export.form.write(&grid(shape))?;
            let suffix = match shape {
                Shape::Plain => "enriched".to_owned(),
                shape => format!("enriched-{}", shape.as_str()),
            };
            Ok(file(&suffix, export.form, bytes))
        }
        What::Invalid => {
            let mut bytes = Vec::new();
            unanswered(&grid(Shape::Plain), Unanswered::Refused, &mut bytes)?;
            Ok(file("invalid", Form::Csv, bytes))
        }
        What::Failed => {
            let mut bytes = Vec::new();
            unanswered(&grid(Shape::Plain), Unanswered::Failed, &mut bytes)?;
            Ok(file("failed", Form::Csv, bytes))
        }
        What::Messages { template, links } => {
            let bytes = messages::written(template, *links, &grid(Shape::Plain))?;
            Ok(file("messages", Form::Csv, bytes))
        }
    }
}

/// The list's name without its ending and without what a name of a file can't have, or shouldn't.
fn stem(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    let is_harmless = |c: &char| {
        let is_direction = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_control() && !is_direction && !r#"/\:*?"<>|"#.contains(*c)
    };
    let stem: String = stem
        .chars()
        .filter(is_harmless)
        .take(LONGEST_NAME)
        .collect();
    match stem.trim_matches([' ', '.']) {
        "" => "contacts".to_owned(),
        stem => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_lists_name_when_a_file_is_named_after_it_then_it_is_a_plain_name() {
        for (name, expected) in [
            (Some("contacts.csv"), "contacts"),
            (Some("q3.contacts.xlsx"), "q3.contacts"),
            (Some("../../etc/passwd"), "passwd"),
            (Some("a\u{202e}vsc.exe"), "avsc"),
            (Some(".csv"), "csv"),
            (Some("..."), "contacts"),
            (None, "contacts"),
        ] {
            assert_eq!(stem(name), expected, "{name:?}");
        }
        assert_eq!(stem(Some(&"x".repeat(500))).len(), LONGEST_NAME);
    }
}
