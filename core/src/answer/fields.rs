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
const TIMES: [&str; 3] = ["lastChecked", "date", "lastQueried"];
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

/// The profile of a number, without what is left of the plan. Nobody has a number that isn't
/// registered: what stands beside a "no" is about somebody else, or left over.
pub(super) fn profile(
    json: &Json,
    registered: bool,
    requested: &E164,
    base: &str,
    source: Source,
    now_ms: f64,
) -> Profile {
    // The same number without its calling code is no other number.
    let number = number(json)
        .filter(|number| !requested.digits().ends_with(number.digits()))
        .unwrap_or_else(|| requested.clone());
    let nobody = Profile {
        success: true,
        is_whats_app: false,
        number: number.with_plus(),
        profile_pic: None,
        profile_pic_thumb: None,
        name: None,
        about: None,
        is_business: None,
        last_checked: checked_ms(json, now_ms).map(instant::to_iso),
        picture_state: PictureState::Unknown,
        picture_expires_at: None,
        is_verified: None,
        business: None,
        source,
        quota: None,
        requested: requested.with_plus(),
        warnings: warnings(json),
    };
    if !registered {
        return nobody;
    }
    let first = |fields: &[&str]| fields.iter().find_map(|field| url(json, field, base));
    let picture = first(&PICTURES);
    let thumb = first(&THUMBS);
    let stated = json.get("pictureExpiresAt").and_then(Json::text);
    let expiry = [
        picture.as_deref().and_then(expires_ms),
        thumb.as_deref().and_then(expires_ms),
        stated.and_then(instant::parse),
    ]
    .into_iter()
    .flatten()
    .reduce(f64::min);
    let has_picture = picture.is_some() || thumb.is_some();
    let flag = |field: &str| json.get(field).and_then(Json::bool);
    Profile {
        is_whats_app: true,
        name: name(json),
        about: json
            .get("about")
            .and_then(|about| clean(about.text()?, text::PROSE)),
        is_business: flag("isBusiness"),
        picture_state: picture_state(json, has_picture),
        picture_expires_at: expiry.filter(|_| has_picture).map(instant::to_iso),
        profile_pic: picture,
        profile_pic_thumb: thumb,
        is_verified: flag("isVerified"),
        business: ["businessProfile", "business"]
            .iter()
            .find_map(|field| BusinessProfile::read(json.get(field)?)),
        ..nobody
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

/// A link is the proof of a picture, whatever is said beside it. Without one, only the words count
/// that are known to say why, and only where they agree.
fn picture_state(json: &Json, has_picture: bool) -> PictureState {
    if has_picture {
        return PictureState::Public;
    }
    let mut reasons = ["image_status", "imageStatus", "pictureState"]
        .iter()
        .filter_map(|field| {
            let said = json.get(field)?.text()?.trim();
            let is = |word: &str| said.eq_ignore_ascii_case(word);
            if is("item-not-found") || is("none") {
                Some(PictureState::None)
            } else if is("not-authorized") || is("private") {
                Some(PictureState::Private)
            } else {
                None
            }
        });
    match reasons.next() {
        Some(reason) if reasons.all(|other| other == reason) => reason,
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

/// The number that the answer is about, where it names one that somebody can have.
pub(super) fn number(json: &Json) -> Option<E164> {
    ["number", "phone"]
        .iter()
        .filter_map(|field| number_in(json.get(field)?))
        .find(|number| !is_privacy_id(json, number.digits()))
}

/// The number that was asked for, in a profile that was handed out before.
pub(super) fn requested(json: &Json) -> Option<E164> {
    number_in(json.get("requested")?)
}

/// A number as services return it: bare digits, with a plus sign, formatted, or as the messenger's
/// address of a person. Its other addresses (`@lid`, `@g.us`) are no phone numbers.
fn number_in(value: &Json) -> Option<E164> {
    let text = match value {
        // Up to 15 digits are exact.
        Json::Number(number) if (1e6..1e15).contains(number) && number.fract() == 0.0 => {
            (*number as u64).to_string()
        }
        other => other.text()?.trim().to_owned(),
    };
    // The rules for what people enter know which numbers nobody has. Bare digits that they would
    // change are not in the form that they seem to be in.
    match E164::from_digits(&text) {
        Some(bare) => normalize(&bare.with_plus(), None)
            .ok()
            .filter(|number| *number == bare),
        None => normalize(&text, None).ok(),
    }
}

/// Whether an answer's own id says that these digits are a privacy id of the messenger ("LID"),
/// which services that know nothing else hand on in place of the number.
fn is_privacy_id(json: &Json, digits: &str) -> bool {
    ["id", "jid", "wid", "chatId", "lid"]
        .iter()
        .filter_map(|field| {
            let id = json.get(field)?;
            id.text().or_else(|| id.get("_serialized")?.text())
        })
        .filter_map(|id| id.trim().strip_suffix("@lid"))
        .any(|user| user.split([':', '.']).next() == Some(digits))
}

/// When the number was looked up. Where no field has a plausible time, that is unknown.
fn checked_ms(json: &Json, now_ms: f64) -> Option<f64> {
    // From 2009, when the messenger started, to tomorrow, as clocks differ.
    let plausible = 1_230_768_000_000.0..=now_ms + 86_400_000.0;
    TIMES
        .iter()
        .filter_map(|field| time(json.get(field)?))
        .find(|ms| plausible.contains(ms))
}

/// Whether an answer has a field for when the number was looked up, readable or not.
pub fn has_time(json: &Json) -> bool {
    TIMES
        .iter()
        .any(|field| !matches!(json.get(field), None | Some(Json::Null)))
}

/// A time as text or number, or wrapped by a database as `{"$date": …}` and
/// `{"$numberLong": "…"}`.
fn time(value: &Json) -> Option<f64> {
    match value {
        Json::Text(text) => instant::parse(text),
        Json::Number(number) => Some(instant::from_unix(*number)),
        Json::Object(_) => {
            let inner = value.get("$date").or_else(|| value.get("$numberLong"))?;
            time(inner)
        }
        _ => None,
    }
}

/// What the plan still allows: from the body, or from the service's headers.
pub(super) fn quota(json: Option<&Json>, headers: [Option<&str>; 3]) -> Option<Quota> {
    let object = json.and_then(|json| json.get("quota"));
    let field = |name: &str| count(object?.get(name)?);
    let header = |value: Option<&str>| u32::try_from(instant::whole_number(value?.trim())?).ok();
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
