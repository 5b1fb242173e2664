//! `GET /picture/{digits}?size=thumb|full`: the bytes of a picture, by a signed link or with a
//! token.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    admitted::Causes,
    extract::{LookupQuery, NUMBER_IN_PATH, number_of},
    peer::Peer,
    problem::Problem,
};
use crate::{
    Digits,
    access::Caller,
    app_state::AppState,
    clock::unix_now,
    picture::{Fetched, ImageType, PictureError, PictureSize, Pictures},
    record::Record,
    service::{Freshness, Replacement, Told},
    state::Entry,
};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Size, and a link's signature.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    size: Option<String>,
    oe: Option<String>,
    oh: Option<String>,
    purpose: Option<String>,
}

/// The bytes of a picture.
///
/// Where the CDN's link has died, a GET looks the number up once more, which counts to the caller that
/// got the gateway's link. HEAD never does.
#[utoipa::path(
    get,
    path = "/picture/{digits}",
    params(
        ("digits" = String, Path, description = NUMBER_IN_PATH),
        ("size" = Option<String>, Query, description = "`thumb` or `full`"),
        ("oe" = Option<String>, Query, description = "When the link ends, from `profilePic`"),
        ("oh" = Option<String>, Query, description = "The link's signature, from `profilePic`; without it a credential is needed, and the request is a lookup"),
    ),
    responses(
        (status = 200, description = "JPEG, PNG or WebP", content_type = "image/jpeg"),
        (status = 401, description = "The CDN's link has died, and who got the gateway's may not ask any more"),
        (status = 403, description = "A link that opens nothing, or nothing any more"),
        (status = 404, description = "There is no picture, or it can't be had any more"),
        (status = 429, description = "The CDN's link has died, and who got the link may make no lookup now"),
        (status = 502, description = "The picture can't be fetched, or the CDN refuses the gateway"),
    )
)]
pub(crate) async fn picture(
    State(state): State<Arc<AppState>>,
    peer: Peer,
    method: Method,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let Some(pictures) = &state.pictures else {
        let drawn = drawn(&state, peer, &headers, path, wanted).await;
        return drawn.unwrap_or_else(|problem| state.turned_away(problem).into_response());
    };
    // Whoever only asks about a picture spends nothing.
    let may_look_up = method != Method::HEAD;
    let asked = Asked {
        peer,
        headers: &headers,
        may_look_up,
    };
    match bytes(&state, pictures, &asked, path, wanted).await {
        Ok((fetched, seconds_left)) => {
            state.metrics.picture("sent");
            send(&fetched, seconds_left)
        }
        Err(problem) => {
            state.metrics.picture(problem.code);
            let mut response = state.turned_away(problem).into_response();
            open_to_pages(&mut response);
            response
        }
    }
}

/// Who asks, and whether for the bytes.
struct Asked<'a> {
    peer: Peer,
    headers: &'a HeaderMap,
    may_look_up: bool,
}

async fn bytes(
    state: &Arc<AppState>,
    pictures: &Pictures,
    asked: &Asked<'_>,
    path: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<(Fetched, u64), Problem> {
    let number = number_of(path)?;
    let Query(wanted) = wanted.map_err(|_| no_picture())?;
    let size = size(&wanted)?;
    let (caller, answer, seconds_left) = match (&wanted.oe, &wanted.oh) {
        (Some(oe), Some(oh)) => {
            let opened = pictures
                .check(&number, size, oe, oh, unix_now())
                .map_err(|_| forbidden())?;
            (
                opened.holder,
                kept(state, &number).await?,
                opened.seconds_left,
            )
        }
        // The vendor's clients ask for pictures with their key: that is a lookup, also where only what is
        // kept is asked about.
        _ => {
            let caller = state.door.identify(asked.headers, asked.peer.0).await?;
            let query = LookupQuery {
                purpose: wanted.purpose,
                freshness: match asked.may_look_up {
                    true => Freshness::Default,
                    false => Freshness::Here,
                },
            };
            let answer = Answer::of(&state.tell(&caller, &number, &query).await?);
            (caller, answer, 0)
        }
    };
    let fetched = match answer.picture(pictures, &number, size).await {
        Err(error) if error.wants_new_link() && asked.may_look_up => {
            match another(state, &caller, &number, answer.stored_at_ms).await? {
                Some(answer) => answer.picture(pictures, &number, size).await,
                None => Err(error),
            }
        }
        fetched => fetched,
    };
    fetched
        .map(|fetched| (fetched, seconds_left))
        .map_err(|error| problem(&error))
}

/// For the vendor's clients of a gateway with demo data alone: the portrait that the demo's own link
/// leads to.
async fn drawn(
    state: &Arc<AppState>,
    peer: Peer,
    headers: &HeaderMap,
    path: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    if !state.demo.is_all {
        return Err(no_picture());
    }
    let caller = state.door.identify(headers, peer.0).await?;
    let number = number_of(path)?;
    let Query(wanted) = wanted.map_err(|_| no_picture())?;
    let size = size(&wanted)?;
    let query = LookupQuery {
        purpose: wanted.purpose,
        ..LookupQuery::default()
    };
    let told = state.tell(&caller, &number, &query).await?;
    if told.record.picture.full.is_none() {
        return Err(no_picture());
    }
    let bytes = state.demo.pictures.get_or_draw(number, size).await;
    let fetched = Fetched {
        bytes: bytes.ok_or_else(no_picture)?,
        image_type: ImageType::Jpeg,
    };
    Ok(send(&fetched, 0))
}

fn size(wanted: &Wanted) -> Result<PictureSize, Problem> {
    match wanted.size.as_deref() {
        None | Some("full") => Ok(PictureSize::Full),
        Some("thumb") => Ok(PictureSize::Thumb),
        Some(_) => Err(no_picture()),
    }
}

/// An answer with a picture.
pub(super) struct Answer {
    record: Arc<Record>,
    /// None where it isn't kept, and its picture neither.
    stored_at_ms: Option<u64>,
}

impl Answer {
    fn of(told: &Told) -> Self {
        Self {
            record: Arc::clone(&told.record),
            stored_at_ms: told.kept.map(|kept| kept.stored_at_ms),
        }
    }

    pub(super) async fn picture(
        &self,
        pictures: &Pictures,
        number: &Digits,
        size: PictureSize,
    ) -> Result<Fetched, PictureError> {
        let picture = &self.record.picture;
        pictures.get(number, size, picture, self.stored_at_ms).await
    }
}

impl From<Entry> for Answer {
    fn from(entry: Entry) -> Self {
        Self {
            record: entry.record,
            stored_at_ms: Some(entry.stored_at_ms),
        }
    }
}

/// Who has a signed link was told the answer a short while ago. Where it is gone meanwhile, as
/// after an erasure, so is the picture.
pub(super) async fn kept(state: &Arc<AppState>, number: &Digits) -> Result<Answer, Problem> {
    let kept = state.lookups.kept(number).await;
    let entry = kept.map_err(|error| Problem::from(&error))?;
    entry.map(Answer::from).ok_or_else(no_picture)
}

/// Another answer than the one whose picture can't be had any more: at the cost of a lookup, which
/// counts to the caller that got the link.
async fn another(
    state: &Arc<AppState>,
    caller: &Caller,
    number: &Digits,
    stored_at_ms: Option<u64>,
) -> Result<Option<Answer>, Problem> {
    let Some(stored_at_ms) = stored_at_ms else {
        return Ok(None);
    };
    let replacement = state.lookups.replacement(number, stored_at_ms).await;
    match replacement.map_err(|error| Problem::from(&error))? {
        Replacement::Kept(entry) => Ok(Some(Answer::from(*entry))),
        Replacement::None => Ok(None),
        Replacement::Lookup => {
            let told = state.renew(caller, number, stored_at_ms).await?;
            Ok(Some(Answer::of(&told)))
        }
    }
}

fn no_picture() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "bad-response", "There is no picture")
}

fn forbidden() -> Problem {
    let text = "This link opens nothing, or nothing any more";
    Problem::new(StatusCode::FORBIDDEN, "forbidden", text)
}

fn problem(error: &PictureError) -> Problem {
    match error {
        PictureError::None => no_picture(),
        PictureError::Expired | PictureError::Gone => Problem::new(
            StatusCode::NOT_FOUND,
            "bad-response",
            "The picture can't be had any more",
        ),
        PictureError::Timeout => Problem::new(
            StatusCode::GATEWAY_TIMEOUT,
            "timeout",
            "The picture didn't come in time",
        ),
        _ => {
            tracing::warn!(error = %Causes(error), "no picture");
            Problem::new(
                StatusCode::BAD_GATEWAY,
                "server",
                "The picture can't be fetched",
            )
        }
    }
}

fn send(fetched: &Fetched, seconds_left: u64) -> Response {
    let mut response = Response::new(Body::from(fetched.bytes.clone()));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static(fetched.image_type.mime()),
    );
    headers.insert(CONTENT_LENGTH, HeaderValue::from(fetched.bytes.len()));
    // Opened by itself it is a picture and nothing else.
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(
        "content-security-policy",
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    let lasts = if seconds_left == 0 {
        HeaderValue::from_static("no-store")
    } else {
        HeaderValue::try_from(format!("private, max-age={seconds_left}"))
            .unwrap_or(HeaderValue::from_static("no-store"))
    };
    headers.insert(CACHE_CONTROL, lasts);
    open_to_pages(&mut response);
    response
}

/// Dashboards on other origins show them, by links that only who was told an answer has.
fn open_to_pages(response: &mut Response) {
    response
        .headers_mut()
        .insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
}
