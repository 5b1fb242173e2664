//! The URLs of an answer that may be shown as a picture or a link, and when a picture's URL expires.

use crate::text::{is_bidi_control, is_placeholder};

/// The longest URL that is accepted, in bytes.
const LONGEST: usize = 4096;

/// A picture's URL, absolute: `http:` or `https:`, without a user name. A relative one is resolved
/// against `base`, the URL that the answer came from. `None` for everything else, and for what
/// stands in the place of a link and is none: words, media types, the picture itself in Base64.
pub fn picture_url(text: &str, base: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || !is_plain(text) {
        return None;
    }
    if !leads_to_picture(text) {
        return None;
    }
    let resolved = resolve(text, base)?;
    (resolved.len() <= LONGEST).then_some(resolved)
}

/// A link to elsewhere: absolute, `http:` or `https:`, without a user name.
pub fn web_url(text: &str) -> Option<String> {
    picture_url(text, "")
}

/// Whether a link, absolute or not, can lead to a picture by what it says. A single word is a
/// relative URL to browsers, so a link has to have a slash or a file's extension.
fn leads_to_picture(link: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let has_extension = path
        .split('.')
        .skip(1)
        .any(|part| part.starts_with(|first: char| first.is_ascii_alphabetic()));
    let has_name = path.contains(|c: char| c.is_alphanumeric());
    let is_nothing = is_placeholder(path) || path.split('/').any(is_placeholder);
    let media_type = path.strip_prefix("image/");
    let is_media_type = media_type.is_some_and(|kind| !kind.contains('/'));
    // How JPEG and PNG files begin in Base64.
    let is_base64 = path.starts_with("/9j/") || path.starts_with("iVBORw0KGgo");
    let is_relative_nonsense = !path.contains('/') || is_media_type;
    has_name && !is_nothing && !is_base64 && (has_extension || !is_relative_nonsense)
}

/// When the URL expires, in Unix milliseconds: the query parameter `oe` of the picture host, in
/// hexadecimal seconds. `None` for a time before 2015 or after 2100.
pub fn expires_ms(url: &str) -> Option<f64> {
    let (_, query) = url.split('#').next()?.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("oe="))?;
    let seconds = u32::from_str_radix(value, 16).ok()?;
    let plausible = (0x54a4_8e00..=0xf486_5700).contains(&seconds);
    // `from_str_radix` takes a sign.
    (plausible && !value.starts_with('+')).then_some(f64::from(seconds) * 1000.0)
}

fn resolve(text: &str, base: &str) -> Option<String> {
    if let Some(split) = web_url_parts(text) {
        return Some(join(split.scheme, split.authority, split.path));
    }
    // Another scheme, or one without `//`.
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    if first.contains(':') {
        return None;
    }
    let base = web_url_parts(base)?;
    if text.starts_with("//") {
        let absolute = format!("{}:{text}", base.scheme);
        let split = web_url_parts(&absolute)?;
        return Some(join(split.scheme, split.authority, split.path));
    }
    if text.starts_with('/') {
        return Some(join(base.scheme, base.authority, text));
    }
    // A bare query or fragment leads to the answer itself.
    if text.starts_with(['?', '#']) {
        return None;
    }
    let path = base.path.split(['?', '#']).next().unwrap_or_default();
    let folder = path
        .rfind('/')
        .and_then(|end| path.get(..=end))
        .unwrap_or("/");
    let (folder, text) = climb(folder, text);
    Some(join(
        base.scheme,
        base.authority,
        &format!("{folder}{text}"),
    ))
}

/// Takes `./` and `../` off the beginning of a relative link, and off the folder what they climb,
/// as browsers do. A link that a page is told then looks the same as the one that is loaded.
fn climb<'a>(mut folder: &'a str, mut text: &'a str) -> (&'a str, &'a str) {
    loop {
        if let Some(rest) = text.strip_prefix("./") {
            text = rest;
        } else if let Some(rest) = text.strip_prefix("../") {
            text = rest;
            let above = folder.trim_end_matches('/').rfind('/');
            folder = above.and_then(|end| folder.get(..=end)).unwrap_or("/");
        } else {
            return (folder, text);
        }
    }
}

/// An absolute web URL, taken apart.
struct WebUrl<'a> {
    scheme: &'static str,
    authority: &'a str,
    path: &'a str,
}

fn web_url_parts(url: &str) -> Option<WebUrl<'_>> {
    let (scheme, rest) = url.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let scheme = match () {
        () if scheme.eq_ignore_ascii_case("https") => "https",
        () if scheme.eq_ignore_ascii_case("http") => "http",
        () => return None,
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte) || byte >= 0x80);
    let starts = authority.starts_with(|first: char| {
        first.is_ascii_alphanumeric() || first == '[' || !first.is_ascii()
    });
    (host && starts).then_some(WebUrl {
        scheme,
        authority,
        path,
    })
}

fn join(scheme: &str, authority: &str, path: &str) -> String {
    format!("{scheme}://{authority}{path}")
}

/// No white space, no controls, nothing that reorders text, and no backslash, which browsers take
/// for a slash.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\\' | '<' | '>' | '"')
            || is_bidi_control(c)
    })
}

#[cfg(test)]
mod tests;
