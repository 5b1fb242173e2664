//! What each field of an answer says, in either response shape. A field of the wrong type says
//! nothing.

use crate::instant;
use crate::json::Json;
use crate::number::{E164, is_number_like, normalize};
use crate::picture_link::{expires_ms, picture_url};
use crate::profile::{BusinessProfile, PictureState, Profile, ProfileWarning, Quota, Source};
use crate::text::{self, clean};

const PICTURES: [&str; 2] = ["profilePic", "urlImage"];
const THUMBS: [&str; 1] = ["profilePicThumb"];
const NAMES: [&str; 5] = [
    "name",
    "pushname",
    "notifyName",
    "verifiedName",
    "shortName",
];

/// Whether the answer has a name or a picture, which only registered numbers have.
pub(super) fn has_name_or_picture(json: &Json) -> bool {
    // A relative URL is as good a sign as an absolute one; where it leads doesn't matter here.
    let base = "https://x/";
    let picture = PICTURES
        .iter()
        .chain(&THUMBS)
        .any(|field| url(json, field, base).is_some());
    picture || name(json).is_some()
}

/// The profile of a number, without what is left of the plan.
pub(super) fn profile(
    json: &Json,
    registered: bool,
    requested: &E164,
    base: &str,
    source: Source,
    now_ms: f64,
) -> Profile {
    let first = |fields: &[&str]| fields.iter().find_map(|field| url(json, field, base));
    let picture = first(&PICTURES);
    let thumb = first(&THUMBS);
    let stated = json.get("pictureExpiresAt").and_then(Json::text);
    let expiry = [
        picture.as_deref().and_then(expires_ms),
        thumb.as_deref().and_then(expires_ms),
        stated.and_then(instant::parse_iso),
    ]
    .into_iter()
    .flatten()
    .reduce(f64::min);
    let has_picture = picture.is_some() || thumb.is_some();
    Profile {
        success: true,
        is_whats_app: registered,
        number: number(json, "number")
            .or_else(|| number(json, "phone"))
            .as_ref()
            .unwrap_or(requested)
            .with_plus(),
        name: name(json),
        about: json
            .get("about")
            .and_then(|about| clean(about.text()?, text::PROSE)),
        is_business: json.get("isBusiness").and_then(Json::bool),
        last_checked: instant::to_iso(checked_ms(json, now_ms)),
        picture_state: picture_state(json, has_picture),
        picture_expires_at: expiry.filter(|_| has_picture).map(instant::to_iso),
        profile_pic: picture,
        profile_pic_thumb: thumb,
        is_verified: json.get("isVerified").and_then(Json::bool),
        business: ["businessProfile", "business"]
            .iter()
            .find_map(|field| BusinessProfile::read(json.get(field)?)),
        source,
        quota: None,
        requested: requested.with_plus(),
        warnings: warnings(json),
    }
}

/// What the answer warns of, as far as it is known here.
fn warnings(json: &Json) -> Vec<ProfileWarning> {
    let Some(Json::List(words)) = json.get("warnings") else {
        return Vec::new();
    };
    let mut known = Vec::new();
    for word in words {
        match word.text().and_then(ProfileWarning::from_name) {
            Some(warning) if !known.contains(&warning) => known.push(warning),
            _ => {}
        }
    }
    known
}

fn url(json: &Json, field: &str, base: &str) -> Option<String> {
    picture_url(json.get(field)?.text()?, base)
}

fn name(json: &Json) -> Option<String> {
    NAMES.iter().find_map(|field| {
        let name = clean(json.get(field)?.text()?, text::NAME)?;
        // Services that have no name fill in the number.
        (!is_number_like(&name)).then_some(name)
    })
}

fn picture_state(json: &Json, has_picture: bool) -> PictureState {
    if has_picture {
        return PictureState::Public;
    }
    let hint = ["image_status", "imageStatus", "pictureState"]
        .iter()
        .find_map(|field| json.get(field)?.text());
    match hint.map(str::trim) {
        Some("item-not-found" | "none") => PictureState::None,
        Some("not-authorized" | "private") => PictureState::Private,
        _ => PictureState::Unknown,
    }
}

/// Where the answer says that it comes from.
pub(super) fn source(json: &Json) -> Source {
    match json.get("source").and_then(Json::text) {
        Some("live") => Source::Live,
        Some("cache") => Source::Cache,
        Some("demo") => Source::Demo,
        _ if json.get("cached").and_then(Json::bool) == Some(true) => Source::Cache,
        _ => Source::Live,
    }
}

/// A number as services return it: bare digits, with a plus sign, or formatted.
pub(super) fn number(json: &Json, field: &str) -> Option<E164> {
    let value = json.get(field)?;
    if let Some(number) = value.number() {
        // Up to 15 digits are exact.
        let digits = if (1e6..1e15).contains(&number) {
            number as u64
        } else {
            0
        };
        return E164::from_digits(&digits.to_string());
    }
    let text = value.text()?.trim();
    E164::from_digits(text).or_else(|| normalize(text, None).ok())
}

/// When the number was looked up, or `now_ms` where no field has a plausible time.
fn checked_ms(json: &Json, now_ms: f64) -> f64 {
    // From 2009, when the messenger started, to tomorrow, as clocks differ.
    let plausible = 1.23e12..=now_ms + 86_400_000.0;
    ["lastChecked", "date", "lastQueried"]
        .iter()
        .filter_map(|field| time(json.get(field)?))
        .find(|ms| plausible.contains(ms))
        .unwrap_or(now_ms)
}

/// A time as ISO text, Unix seconds or milliseconds, or wrapped by a database as `{"$date": …}`
/// and `{"$numberLong": "…"}`.
fn time(value: &Json) -> Option<f64> {
    match value {
        Json::Text(text) => match whole_number(text.trim()) {
            Some(number) => Some(unix_ms(number as f64)),
            None => instant::parse_iso(text),
        },
        Json::Number(number) => Some(unix_ms(*number)),
        Json::Object(_) => {
            let inner = value.get("$date").or_else(|| value.get("$numberLong"))?;
            time(inner)
        }
        _ => None,
    }
}

/// Reads decimal digits and nothing else: `str::parse` also takes a plus sign.
fn whole_number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// Seconds or milliseconds since 1970: as seconds, the limit is in the year 5138.
fn unix_ms(number: f64) -> f64 {
    if number < 1e11 {
        number * 1000.0
    } else {
        number
    }
}

/// What the plan still allows: from the body, or from the service's headers.
pub(super) fn quota(json: Option<&Json>, headers: [Option<&str>; 3]) -> Option<Quota> {
    let object = json.and_then(|json| json.get("quota"));
    let field = |name: &str| count(object?.get(name)?);
    let header = |value: Option<&str>| u32::try_from(whole_number(value?.trim())?).ok();
    let [limit, remaining, reset] = headers;
    let quota = Quota {
        limit: field("limit").or_else(|| header(limit)),
        remaining: field("remaining").or_else(|| header(remaining)),
        reset_seconds: field("resetSeconds").or_else(|| header(reset)),
    };
    let known = quota.limit.or(quota.remaining).or(quota.reset_seconds);
    known.map(|_| quota)
}

fn count(value: &Json) -> Option<u32> {
    let number = value.number()?;
    (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as u32)
}
