//! A text with fields: `Hello {name|there}`.

use std::collections::BTreeSet;

/// A text with fields. `{name}` stands for what the list has under `name`, `{name|there}` for that or
/// `there` where the list has nothing; `{{` and `}}` are braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field {
        name: String,
        fallback: Option<String>,
    },
}

/// A text that is no template. Places are counted in characters, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A field that doesn't end.
    #[error("the brace at character {0} is never closed: write {{{{ for a brace")]
    NeverClosed(usize),
    /// An end without a field.
    #[error("the brace at character {0} closes nothing: write }}}} for a brace")]
    NeverOpened(usize),
    /// A field without a name.
    #[error("the field at character {0} has no name")]
    NoName(usize),
}

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    /// Where the braces don't fit.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut characters = (1..).zip(text.chars()).peekable();
        while let Some((place, character)) = characters.next() {
            let is_double =
                characters.next_if(|(_, next)| *next == character && matches!(next, '{' | '}'));
            match character {
                '{' if is_double.is_none() => {
                    if !plain.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                    }
                    let mut field = String::new();
                    loop {
                        match characters.next() {
                            Some((_, '}')) => break,
                            Some((_, '{')) | None => return Err(TemplateError::NeverClosed(place)),
                            Some((_, character)) => field.push(character),
                        }
                    }
                    parts.push(field_of(&field).ok_or(TemplateError::NoName(place))?);
                }
                '}' if is_double.is_none() => return Err(TemplateError::NeverOpened(place)),
                character => plain.push(character),
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self(parts))
    }

    /// The names of its fields.
    pub fn fields(&self) -> BTreeSet<&str> {
        let names = self.0.iter().filter_map(|part| match part {
            Part::Field { name, .. } => Some(name.as_str()),
            Part::Text(_) => None,
        });
        names.collect()
    }

    /// The text with its fields filled in, or the first field that has neither a value nor a fallback.
    ///
    /// # Errors
    /// The name of that field.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Result<String, &str> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Field { name, fallback } => {
                    let value = value(name).filter(|value| !value.trim().is_empty());
                    text.push_str(
                        value
                            .as_deref()
                            .or(fallback.as_deref())
                            .ok_or(name.as_str())?,
                    );
                }
            }
        }
        Ok(text)
    }
}

fn field_of(text: &str) -> Option<Part> {
    let (name, fallback) = match text.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback)),
        None => (text, None),
    };
    let name = name.trim();
    (!name.is_empty()).then(|| Part::Field {
        name: name.to_owned(),
        fallback: fallback.map(|fallback| fallback.trim().to_owned()),
    })
}
