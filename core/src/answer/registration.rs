//! Whether an answer says that the number is registered. Only a clear word counts: a "no" outweighs
//! a name or a picture, and what contradicts itself says nothing.

use super::failure::{self, Words};
use super::fields;
use crate::error::LookupError;
use crate::json::Json;

/// The fields that say whether a number is registered: in both response shapes, and as WAHA, Evolution
/// API, Green-API and go-whatsapp call them.
const REGISTERED: [&str; 6] = [
    "exists",
    "isWhatsApp",
    "hasWhatsapp",
    "numberExists",
    "existsWhatsapp",
    "is_on_whatsapp",
];

/// What the fields that say whether a number is registered come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Flag {
    Absent,
    Yes,
    No,
    /// There is one, and it can't be read. It may well be a "no".
    Unreadable,
    /// One says yes, another one no.
    Contradictory,
}

/// Whether the number is registered, or why the answer doesn't say.
pub(super) fn registration(
    json: &Json,
    status: u16,
    remaining: Option<u32>,
) -> Result<bool, LookupError> {
    let successful = (200..300).contains(&status);
    let words = Words::of(json);
    let flag = flag(json);
    let error = || failure::error(status, &words, remaining);
    // A store that has nothing on a number often sends `exists: false` along.
    if words.say_unknown() {
        return Err(error());
    }
    let absent = words.say_absent();
    let contradicts = flag == Flag::Contradictory || flag == Flag::Yes && absent;
    if !successful {
        let no = match status {
            404 => flag == Flag::No || absent,
            400 | 422 => absent,
            _ => false,
        };
        return match status {
            404 if contradicts => Err(contradictory(status)),
            _ if no && !contradicts => Ok(false),
            _ => Err(error()),
        };
    }
    let success = Answered::of(json.get("success"));
    let complains = failure::complains(json.get("error"));
    if success == Answered::No || complains {
        // A flag counts where no text says what failed, and a yes not beside a failure. An error
        // beside a registered number is about a part of the answer, such as the picture.
        return match flag {
            _ if absent && contradicts => Err(contradictory(status)),
            _ if absent => Ok(false),
            Flag::Yes if success != Answered::No => Ok(true),
            _ if complains || !words.is_empty() => Err(error()),
            Flag::No => Ok(false),
            Flag::Yes | Flag::Contradictory => Err(contradictory(status)),
            Flag::Absent | Flag::Unreadable => Err(silent(status)),
        };
    }
    match flag {
        _ if contradicts => Err(contradictory(status)),
        Flag::Yes => Ok(true),
        Flag::No => Ok(false),
        _ if absent => Ok(false),
        // Without any word on it, a name or a picture tells: only registered numbers have one.
        Flag::Absent if success != Answered::Unreadable && fields::has_name_or_picture(json) => {
            Ok(true)
        }
        Flag::Absent if !words.is_empty() => Err(error()),
        _ => Err(silent(status)),
    }
}

/// The answer says neither yes nor no.
fn silent(status: u16) -> LookupError {
    failure::unusable(
        "with JSON that doesn\u{2019}t say whether the number is registered",
        status,
    )
}

/// The answer says both.
fn contradictory(status: u16) -> LookupError {
    failure::unusable(
        "with JSON that contradicts itself on whether the number is registered",
        status,
    )
}

/// What one field answers to a question of yes or no.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    Nothing,
    Yes,
    No,
    Unreadable,
}

impl Answered {
    fn of(value: Option<&Json>) -> Answered {
        match value {
            None | Some(Json::Null) => Answered::Nothing,
            Some(value) => match value.bool() {
                Some(true) => Answered::Yes,
                Some(false) => Answered::No,
                None => Answered::Unreadable,
            },
        }
    }
}

/// All fields that say whether the number is registered. Those that can be read have to agree.
fn flag(json: &Json) -> Flag {
    // Read over because of a capital letter, a "no" would leave a name beside it to say yes.
    let one = |name: &str| Answered::of(json.get_in_any_case(name));
    let named = REGISTERED.map(one);
    let is_named = named.iter().any(|answered| *answered != Answered::Nothing);
    let contact = match (one("isWAContact"), one("isUser")) {
        // `isUser` is true of persons, rather than groups. It counts where there is no better word.
        (Answered::Nothing, user) if !is_named => user,
        (Answered::No, Answered::Yes) if !is_named => return Flag::Contradictory,
        (contact, _) => contact,
    };
    let says = |answer| named.contains(&answer) || contact == answer;
    match (says(Answered::Yes), says(Answered::No)) {
        (true, true) => Flag::Contradictory,
        (true, false) => Flag::Yes,
        (false, true) => Flag::No,
        _ if says(Answered::Unreadable) => Flag::Unreadable,
        _ => Flag::Absent,
    }
}
