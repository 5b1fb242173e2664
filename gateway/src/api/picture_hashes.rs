//! `POST /picture-hashes`: perceptual hashes of pictures whose links this gateway told, for who reviews a list.

use std::sync::Arc;

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header::CACHE_CONTROL},
    response::IntoResponse,
};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    json_body,
    picture_link::{PictureLink, Unopened},
    problem::{Problem, ProblemBody},
};
use crate::{
    access::Caller,
    app_state::AppState,
    picture::{NoHash, PictureHash, PictureHashes, SAME_WITHIN},
};

const EXAMPLE: &str = "{\"links\": [\"https://…/picture/13105550123?size=thumb&…\"]}";
/// Links of one request: as many as fit its body.
const MOST_LINKS: usize = 100;
/// Pictures of one request that are fetched at the same time, as lookups of a batch.
const AT_ONCE: usize = 8;

/// `{"links": ["…", …]}`. Other fields are passed over.
#[derive(Deserialize, ToSchema)]
pub(crate) struct HashesWanted {
    /// `profilePic` or `profilePicThumb` of answers, 100 at most. The small picture will do.
    links: Vec<String>,
}

/// The hashes, and how to compare them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Hashes {
    success: bool,
    /// So many of the 64 bits may differ between two copies of one picture.
    same_within: u32,
    /// One for each link, in their order.
    hashes: Vec<LinkHash>,
}

/// A picture's hash, or why there is none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LinkHash {
    /// As it was sent.
    link: String,
    /// 64 bits in hexadecimal: the picture's coarse light and dark.
    hash: Option<String>,
    /// Whether the operator's list has the picture; null where there is no list, or no hash.
    stock: Option<bool>,
    /// What the list calls it.
    stock_label: Option<String>,
    /// Why there is no hash: `no-link` (not one of this gateway's, or over), `gone`, `no-picture`, `no-detail` (one
    /// colour, say), `too-large`, `unreachable`.
    problem: Option<&'static str>,
}

/// What a picture looks like, in 64 bits: to find one picture under several numbers, or one that anybody can have.
///
/// No lookup is made, and nothing is kept. It compares pictures and not people: two pictures of one person differ, and two
/// people may use one picture. Only where the operator has switched it on.
#[utoipa::path(
    post,
    path = "/picture-hashes",
    request_body(content = HashesWanted, description = "64 KiB at most"),
    responses(
        (status = 200, description = "A hash for each link, or the reason why there is none", body = Hashes),
        (status = 400, description = "No such JSON, or more than 100 links", body = ProblemBody<'static>),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 404, description = "This gateway compares no pictures", body = ProblemBody<'static>),
        (status = 415, description = "A body of another type than `application/json`", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn hashes(
    State(state): State<Arc<AppState>>,
    _: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let turned_away = |problem: Problem| state.turned_away(problem);
    let refused = |status, text: &str| turned_away(Problem::new(status, "bad-response", text));
    let Some(pictures) = &state.picture_hashes else {
        let text = "This gateway compares no pictures";
        return Err(refused(StatusCode::NOT_FOUND, text));
    };
    let wanted: HashesWanted = json_body::read(&headers, body, EXAMPLE)
        .await
        .map_err(turned_away)?;
    if wanted.links.len() > MOST_LINKS {
        let text = "100 links at most are taken in one request";
        return Err(refused(StatusCode::BAD_REQUEST, text));
    }
    let state = &state;
    let hashes = stream::iter(wanted.links)
        .map(|link| LinkHash::of(state, pictures, link))
        .buffered(AT_ONCE)
        .collect()
        .await;
    let hashes = Hashes {
        success: true,
        same_within: SAME_WITHIN,
        hashes,
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(hashes)))
}

impl LinkHash {
    async fn of(state: &Arc<AppState>, pictures: &PictureHashes, link: String) -> Self {
        let hash = hash(state, pictures, &link).await;
        let known = hash.ok().and_then(|hash| pictures.known(hash));
        let label = known.flatten().and_then(|known| known.label.clone());
        Self {
            link,
            hash: hash.ok().map(|hash| hash.to_string()),
            stock: known.map(|known| known.is_some()),
            stock_label: label,
            problem: hash.err(),
        }
    }
}

async fn hash(
    state: &Arc<AppState>,
    pictures: &PictureHashes,
    link: &str,
) -> Result<PictureHash, &'static str> {
    let link = PictureLink::read(link).ok_or(Unopened::NoLink.as_str())?;
    let picture = link.open(state).await.map_err(Unopened::as_str)?;
    pictures.of(picture).await.map_err(|error| match error {
        NoHash::NoDetail => "no-detail",
        NoHash::TooLarge => "too-large",
        NoHash::NotAPicture => Unopened::NoPicture.as_str(),
    })
}
