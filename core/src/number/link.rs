//! Takes a number out of what it stands in: a `tel:` link, a link that opens a chat, a messenger's id.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::digits::is_ascii_digits;
use super::error::NumberError;

/// Schemes of links that hold a number and nothing else. The last one is how services that send
/// messages tell their channels apart.
const SCHEMES: [&str; 4] = ["tel:", "callto:", "sms:", "whatsapp:"];

/// Ids of people by their number.
const NUMBER_SERVERS: [&str; 2] = ["s.whatsapp.net", "c.us"];

/// Ids of accounts without their number, groups, lists, channels and services.
const OTHER_SERVERS: [&str; 7] = [
    "lid",
    "hosted.lid",
    "g.us",
    "broadcast",
    "newsletter",
    "bot",
    "call",
];

/// A text without the link or id that it stood in.
pub(super) struct Unwrapped<'a> {
    pub(super) text: Cow<'a, str>,
    /// Whether it starts with a calling code, though no plus sign says so.
    pub(super) is_international: bool,
    /// Whether it is meant to be dialled, pauses and all.
    pub(super) is_dialled: bool,
}

/// Takes the number out of a link or an id; any other text is left as it is.
pub(super) fn unwrap(text: &str) -> Result<Unwrapped<'_>, NumberError> {
    if let Some(digits) = messenger_id(text)? {
        return Ok(international(digits.into()));
    }
    if let Some(digits) = chat_link(text)? {
        return Ok(international(digits));
    }
    let link = SCHEMES
        .iter()
        .find_map(|scheme| strip_prefix_ignoring_case(text, scheme));
    let is_encoded = strip_prefix_ignoring_case(text, "%2B").is_some();
    Ok(Unwrapped {
        text: match link {
            Some(rest) => decoded(before(rest.trim_start_matches('/'), "?")),
            None if is_encoded => decoded(text),
            None => text.into(),
        },
        is_international: false,
        is_dialled: link.is_some(),
    })
}

fn international(text: Cow<'_, str>) -> Unwrapped<'_> {
    Unwrapped {
        text,
        is_international: true,
        is_dialled: false,
    }
}

/// The digits of an id such as `13105550123:7@s.whatsapp.net`; what follows them is a device's number.
fn messenger_id(text: &str) -> Result<Option<&str>, NumberError> {
    let Some((user, server)) = text.split_once('@') else {
        return Ok(None);
    };
    let is_one_of = |servers: &[&str]| {
        servers
            .iter()
            .any(|known| known.eq_ignore_ascii_case(server))
    };
    if is_one_of(&OTHER_SERVERS) {
        return Err(NumberError::AccountId);
    }
    if !is_one_of(&NUMBER_SERVERS) {
        return Ok(None);
    }
    let end = user.find([':', '.', '_']).unwrap_or(user.len());
    let (number, device) = user.split_at(end);
    let is_device = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '_');
    let number = number.strip_prefix('+').unwrap_or(number);
    if !is_ascii_digits(number) || !device.chars().all(is_device) {
        return Err(NumberError::AccountId);
    }
    Ok(Some(number))
}

/// The digits of a link that opens a chat: `https://wa.me/13105550123`, `whatsapp://send?phone=…`.
fn chat_link(text: &str) -> Result<Option<Cow<'_, str>>, NumberError> {
    let number = if let Some(query) = strip_prefix_ignoring_case(text, "whatsapp://send") {
        parameter(query, "phone")
    } else {
        let address = ["https://", "http://"]
            .iter()
            .find_map(|scheme| strip_prefix_ignoring_case(text, scheme))
            .unwrap_or(text);
        let address = strip_prefix_ignoring_case(address, "www.").unwrap_or(address);
        if let Some(path) = strip_prefix_ignoring_case(address, "wa.me/") {
            Some(before(path, "?#/"))
        } else {
            let query = ["api.whatsapp.com/send", "web.whatsapp.com/send"]
                .iter()
                .find_map(|page| strip_prefix_ignoring_case(address, page));
            match query {
                Some(query) => parameter(query, "phone"),
                None => return Ok(None),
            }
        }
    };
    // Links without a number lead to a catalogue, a message, a group.
    let number = number.ok_or(NumberError::Letters)?;
    Ok(Some(decoded(number)))
}

/// A parameter of a link's query, as it stands there.
fn parameter<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = link.split_once('?')?;
    before(query, "#")
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// The text up to one of these characters.
fn before<'a>(text: &'a str, ends: &str) -> &'a str {
    text.split(|c| ends.contains(c)).next().unwrap_or_default()
}

/// Bytes that are no text become a character that no number has.
fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start
        .eq_ignore_ascii_case(prefix)
        .then(|| text.get(prefix.len()..))
        .flatten()
}
