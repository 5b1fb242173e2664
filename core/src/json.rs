//! A JSON value of bounded size, from any deserializer: what answers are read from.
//!
//! Typed deserialization stops at the first field of the wrong type. This type takes everything that
//! JSON or JavaScript can hold, within limits, and the reader picks what it understands.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

#[cfg(any(test, feature = "json-text"))]
mod text;

#[cfg(any(test, feature = "json-text"))]
pub use text::parse;

/// Containers within containers; what lies deeper is `Unreadable`.
pub const DEPTH: u8 = 8;
/// Kept per list or object; further ones are read over.
pub const ENTRIES: usize = 256;
/// Kept in all, containers included; further ones are read over. Without this limit, lists of lists
/// could hold 256⁸ values, and one JavaScript list can stand in itself.
pub const VALUES: usize = 4096;
/// Bytes kept of a text, and so no more than as many UTF-16 units.
pub const TEXT_BYTES: usize = 4096;

/// A JSON value, or one of JavaScript's.
#[derive(Clone, PartialEq)]
pub enum Json {
    /// `null` or `undefined`: nothing is there.
    Null,
    /// Something is there that can't be read: a number without a finite value, a function, binary
    /// data, or what lies too deep.
    Unreadable,
    /// A truth value.
    Bool(bool),
    /// Any number; integers beyond 2⁵³ lose precision as they do in JavaScript.
    Number(f64),
    /// A text, cut at 4,096 bytes.
    Text(String),
    /// The first 256 items of a list.
    List(Vec<Json>),
    /// The first 256 members of an object, in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text, cut to what is kept of one.
    pub fn of_text(text: &str) -> Json {
        let mut end = text.len().min(TEXT_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Json::Text(text.get(..end).unwrap_or_default().to_owned())
    }

    /// A member of an object. Of two with the same name the later one counts, as in JavaScript.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.member(|known| known == name)
    }

    /// The same by a name in any case.
    pub fn get_in_any_case(&self, name: &str) -> Option<&Json> {
        self.member(|known| known.eq_ignore_ascii_case(name))
    }

    fn member(&self, is_wanted: impl Fn(&str) -> bool) -> Option<&Json> {
        let Json::Object(members) = self else {
            return None;
        };
        let mut found = members.iter().rev().filter(|(name, _)| is_wanted(name));
        found.next().map(|(_, value)| value)
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, where it is one. Databases without truth values make numbers or words of
    /// them, which services pass on: `1` and `0`, and `"true"`, `"yes"`, `"1"` and their opposites in
    /// any case. Every other number or word is none.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            Json::Number(1.0) => Some(true),
            Json::Number(0.0) => Some(false),
            Json::Text(text) => {
                let is_one_of = |words: [&str; 3]| {
                    words
                        .iter()
                        .any(|word| text.trim().eq_ignore_ascii_case(word))
                };
                if is_one_of(["true", "yes", "1"]) {
                    Some(true)
                } else {
                    is_one_of(["false", "no", "0"]).then_some(false)
                }
            }
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Json::Number(value) => Some(*value),
            _ => None,
        }
    }
}

/// Says what it is and how much, not what it holds.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Json::Null => "null",
            Json::Unreadable => "unreadable",
            Json::Bool(_) => "bool",
            Json::Number(_) => "number",
            Json::Text(_) => "text",
            Json::List(_) => "list",
            Json::Object(_) => "object",
        })
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        let left = Cell::new(VALUES);
        Level {
            below: DEPTH,
            left: &left,
        }
        .deserialize(deserializer)
    }
}

/// Reads one value, within what is left of the limits.
#[derive(Clone, Copy)]
struct Level<'a> {
    /// How many containers may still be entered.
    below: u8,
    /// How many values may still be kept, wherever they stand.
    left: &'a Cell<usize>,
}

impl Level<'_> {
    /// For what lies in a container of this level; `None` where that is too deep.
    fn inner(self) -> Option<Self> {
        let below = self.below.checked_sub(1)?;
        Some(Level { below, ..self })
    }

    fn has_room(self, kept: usize) -> bool {
        kept < ENTRIES && self.left.get() > 0
    }
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.left.set(self.left.get().saturating_sub(1));
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(if value.is_finite() {
            Json::Number(value)
        } else {
            Json::Unreadable
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::of_text(value))
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Json, E> {
        Ok(Json::Unreadable)
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        let Some(inner) = self.inner() else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Json::Unreadable);
        };
        while self.has_room(list.len()) {
            // A function or a symbol in a JavaScript value is an error of that item only. So is a
            // number out of range in a text, which is checked for everything else before.
            match items.next_element_seed(inner) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(Json::List(list)),
                Err(_) => list.push(Json::Unreadable),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        let Some(inner) = self.inner() else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Json::Unreadable);
        };
        // Names don't count as values.
        let uncounted = Cell::new(0);
        let name = Level {
            below: 0,
            left: &uncounted,
        };
        let mut seen = 0;
        while self.has_room(seen) {
            // A JavaScript `Map` may have keys that are no texts; they are read over.
            let Some(name) = members.next_key_seed(name)? else {
                return Ok(Json::Object(object));
            };
            let value = members.next_value_seed(inner).unwrap_or(Json::Unreadable);
            if let Json::Text(name) = name {
                object.push((name, value));
            }
            seen += 1;
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests;
