//! A bounded JSON value: what an answer is read from, whatever it was parsed by.
//!
//! Typed deserialization stops at the first field of the wrong type. Here everything that JSON or
//! JavaScript can hold becomes a value, within limits, and the reader picks what it understands.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// Containers within containers; what lies deeper is `Null`.
pub const DEPTH: u8 = 8;
/// Kept per list or object; further ones are read over.
pub const ENTRIES: usize = 256;
/// Bytes kept of a text.
const TEXT: usize = 4096;

/// A JSON value. `undefined`, binary data and whatever else is no JSON is `Null`.
#[derive(Clone, PartialEq)]
pub enum Json {
    /// `null`, and everything that can't be represented or lies too deep.
    Null,
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
        let mut end = text.len().min(TEXT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Json::Text(text.get(..end).unwrap_or_default().to_owned())
    }

    /// A member of an object. Of two with the same name the later one counts, as in JavaScript.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members
                .iter()
                .rev()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, where it is one.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
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
        Level(DEPTH).deserialize(deserializer)
    }
}

/// How many containers may still be entered.
#[derive(Clone, Copy)]
struct Level(u8);

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
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
        Ok(Json::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::of_text(value))
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Json, E> {
        Ok(Json::Null)
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
        let Some(below) = self.0.checked_sub(1).map(Level) else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Json::Null);
        };
        let mut list = Vec::new();
        let mut seen = 0;
        while seen < ENTRIES {
            // A function or a symbol in a JavaScript value is an error of that item only. A parser
            // of text repeats its error at the end, so that nothing broken passes.
            match items.next_element_seed(below) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(Json::List(list)),
                Err(_) => list.push(Json::Null),
            }
            seen += 1;
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let Some(below) = self.0.checked_sub(1).map(Level) else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Json::Null);
        };
        let mut object = Vec::new();
        let mut seen = 0;
        while seen < ENTRIES {
            // A JavaScript `Map` may have keys that are no texts; they are read over.
            let Some(name) = members.next_key_seed(Level(0))? else {
                return Ok(Json::Object(object));
            };
            let value = members.next_value_seed(below).unwrap_or(Json::Null);
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
