//! `GET /picture/{digits}?size=thumb|full`: the bytes of a picture, by a signed link or with a
//! token.

use std::{sync::Arc, time::Instant};

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::Response,
};
use serde::Deserialize;

use super::{
    Api,
    number::{Causes, Query as LookupQuery, number_of},
    peer::Peer,
    problem::Problem,
};
use crate::{
    Digits,
    access::{Action, Caller, Done, refused},
    clock::unix_now,
    gateway::Shared,
    picture::{Fetched, PictureError, PictureSize, Pictures},
    record::Record,
    service::{LookupFailure, Replacement, Told},
    state::Entry,
};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// What the audit says of lookups for links that have died: the purpose of the answer that the link
/// was told with is in that answer's own record.
const PURPOSE: &str = "picture renewal";

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
        ("digits" = String, Path, description = "E.164, with or without `+`; other writings are read as the widget reads them"),
        ("size" = Option<String>, Query, description = "`thumb` or `full`"),
        ("oe" = Option<String>, Query, description = "When the link ends, from `profilePic`"),
        ("oh" = Option<String>, Query, description = "The link's signature, from `profilePic`; without it a credential is needed, and the request is a lookup"),
    ),
    responses(
        (status = 200, description = "JPEG, PNG or WebP", content_type = "image/jpeg"),
        (status = 403, description = "A link that opens nothing, or nothing any more"),
        (status = 404, description = "There is no picture, or it can't be had any more"),
        (status = 429, description = "The CDN's link has died, and who got the link may make no lookup now"),
        (status = 502, description = "The picture can't be fetched, or the CDN refuses the gateway"),
    )
)]
pub(crate) async fn picture(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    method: Method,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let api = &shared.api;
    let Some(pictures) = &api.pictures else {
        return api.refuse(no_picture());
    };
    // Whoever only asks about a picture spends nothing.
    let may_look_up = method != Method::HEAD;
    let asked = Asked {
        peer,
        headers: &headers,
        may_look_up,
    };
    match bytes(api, pictures, &asked, path, wanted).await {
        Ok((fetched, seconds_left)) => send(&fetched, seconds_left),
        Err(problem) => {
            let mut response = api.refuse(problem);
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
    api: &Api,
    pictures: &Pictures,
    asked: &Asked<'_>,
    path: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<(Fetched, u64), Problem> {
    let number = number_of(path)?;
    let Query(wanted) = wanted.map_err(|_| no_picture())?;
    let size = match wanted.size.as_deref() {
        None | Some("full") => PictureSize::Full,
        Some("thumb") => PictureSize::Thumb,
        Some(_) => return Err(no_picture()),
    };
    let (caller, answer, seconds_left) = match (&wanted.oe, &wanted.oh) {
        (Some(oe), Some(oh)) => {
            let opened = pictures
                .check(&number, size, oe, oh, unix_now())
                .map_err(|_| forbidden())?;
            (
                opened.holder,
                kept(api, &number).await?,
                opened.seconds_left,
            )
        }
        // The vendor's clients ask for pictures with their key: that is a lookup.
        _ => {
            let caller = api.door.identify(asked.headers, asked.peer.0).await?;
            let answer = if asked.may_look_up {
                let query = LookupQuery {
                    purpose: wanted.purpose,
                    ..LookupQuery::default()
                };
                Answer::of(&api.tell(&caller, &number, &query).await?)
            } else {
                kept(api, &number).await?
            };
            (caller, answer, 0)
        }
    };
    let fetched = match answer.picture(pictures, &number, size).await {
        Err(error) if error.wants_new_link() && asked.may_look_up => {
            match another(api, &caller, &number, answer.stored_at_ms).await? {
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

/// An answer with a picture.
struct Answer {
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

    async fn picture(
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
async fn kept(api: &Api, number: &Digits) -> Result<Answer, Problem> {
    let kept = api.lookups.kept(number).await;
    let entry = kept.map_err(|error| Problem::from(&error))?;
    entry.map(Answer::from).ok_or_else(no_picture)
}

/// Another answer than the one whose picture can't be had any more: at the cost of a lookup, which
/// counts to the caller that got the link.
async fn another(
    api: &Api,
    caller: &Caller,
    number: &Digits,
    stored_at_ms: Option<u64>,
) -> Result<Option<Answer>, Problem> {
    let Some(stored_at_ms) = stored_at_ms else {
        return Ok(None);
    };
    let replacement = api.lookups.replacement(number, stored_at_ms).await;
    match replacement.map_err(|error| Problem::from(&error))? {
        Replacement::Kept(entry) => Ok(Some(Answer::from(*entry))),
        Replacement::None => Ok(None),
        Replacement::Lookup => {
            let told = api.renew(caller, number, stored_at_ms).await?;
            Ok(Some(Answer::of(&told)))
        }
    }
}

impl Api {
    /// One lookup in place of an answer whose picture can't be had: admitted, made, and written
    /// down, as every other.
    async fn renew(
        &self,
        caller: &Caller,
        number: &Digits,
        stored_at_ms: u64,
    ) -> Result<Told, Problem> {
        let started = Instant::now();
        let ledger = self.lookups.store().ledger.as_ref();
        if let Err(refusal) = self.door.admit_again(ledger, caller, number).await {
            self.write_down(&refused(caller, number, &refusal)).await?;
            return Err(refusal.into());
        }
        let found = self.lookups.renew(number, stored_at_ms).await;
        let found = found.map_err(|failure: LookupFailure| {
            let problem = Problem::from(&failure);
            tracing::warn!(error = %Causes(&failure), code = problem.code, "no new picture link");
            problem
        });
        let result = match &found {
            Ok(told) if told.record.registered => "registered",
            Ok(_) => "not-registered",
            Err(problem) => problem.code,
        };
        let source = found.as_ref().ok().map(|told| told.source.as_str());
        self.metrics
            .looked_up(source.unwrap_or("none"), result, started.elapsed());
        self.write_down(&Done {
            caller: Some(caller),
            action: Action::Picture,
            number,
            purpose: Some(PURPOSE),
            result,
            source,
        })
        .await?;
        found
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
