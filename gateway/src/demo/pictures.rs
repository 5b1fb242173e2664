//! `GET /demo/pictures/{digits}/{thumb|full}.jpg`: drawn portraits behind signed links.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, Method, StatusCode, header::CACHE_CONTROL},
    response::Response,
};
use bytes::Bytes;
use serde::Deserialize;
use tokio::{task::spawn_blocking, time::sleep};

use super::{
    person,
    picture_link::{LinkRefused, PictureSize},
    portrait, shared_picture,
    table::{self, Behaviour},
};
use crate::{
    Digits,
    app_state::{AppState, DemoState},
    clock::unix_now,
    http::reply,
};

/// Pictures kept in memory; a full one is about 25 kB, so this is a few megabytes.
const CACHED_PICTURES: usize = 256;
const FULL_PICTURE_DELAY: Duration = Duration::from_secs(2);
const NO_IMAGE: &[u8] = b"These bytes are no JPEG, whatever the content type says.\n";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

#[derive(Debug, Deserialize)]
pub(crate) struct Signature {
    oe: String,
    oh: String,
}

pub(crate) async fn picture(
    State(state): State<Arc<AppState>>,
    method: Method,
    path: Result<Path<(String, String)>, PathRejection>,
    signature: Result<Query<Signature>, QueryRejection>,
) -> Response {
    let picture = path.ok().and_then(|Path((digits, file))| {
        Digits::parse(&digits)
            .ok()
            .zip(PictureSize::from_file(&file))
    });
    let Some((number, size)) = picture else {
        return text(StatusCode::NOT_FOUND, "No such picture");
    };
    if method == Method::GET {
        state.demo.stats.count_picture(number.as_str());
    }
    let Ok(Query(Signature { oe, oh })) = signature else {
        return text(StatusCode::FORBIDDEN, "URL signature missing");
    };
    let seconds_left = match state.demo.key.check(&number, size, &oe, &oh, unix_now()) {
        Ok(seconds_left) => seconds_left,
        Err(refused) => return text(StatusCode::FORBIDDEN, refused.text()),
    };
    match table::find(&number).map(|row| row.behaviour) {
        Some(Behaviour::PictureBroken) => return jpeg(Bytes::from_static(NO_IMAGE), seconds_left),
        Some(Behaviour::SlowFullPicture) if size == PictureSize::Full => {
            sleep(FULL_PICTURE_DELAY).await;
        }
        _ => {}
    }
    match state.demo.pictures.get_or_draw(number, size).await {
        Some(bytes) => jpeg(bytes, seconds_left),
        None => text(StatusCode::INTERNAL_SERVER_ERROR, "Drawing failed"),
    }
}

/// What a link opens, without the time that it takes.
pub(crate) async fn open(
    demo: &DemoState,
    number: &Digits,
    size: PictureSize,
    oe: &str,
    oh: &str,
) -> Result<Bytes, LinkRefused> {
    demo.key.check(number, size, oe, oh, unix_now())?;
    let behaviour = table::find(number).map(|row| row.behaviour);
    if behaviour == Some(Behaviour::PictureBroken) {
        return Ok(Bytes::from_static(NO_IMAGE));
    }
    let drawn = demo.pictures.get_or_draw(number.clone(), size).await;
    Ok(drawn.unwrap_or_default())
}

fn text(status: StatusCode, body: &'static str) -> Response {
    open_to_pages(reply::with_type(status, "text/plain; charset=utf-8", body))
}

fn jpeg(bytes: Bytes, seconds_left: u64) -> Response {
    let mut response = reply::with_type(StatusCode::OK, "image/jpeg", Body::from(bytes));
    if let Ok(value) = HeaderValue::from_str(&format!("private, max-age={seconds_left}")) {
        response.headers_mut().insert(CACHE_CONTROL, value);
    }
    open_to_pages(response)
}

/// Dashboards on other origins embed these, as they do the real CDN's.
fn open_to_pages(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}

/// Drawn pictures, the oldest dropped first.
#[derive(Debug, Default)]
pub(crate) struct DrawnPictures(Mutex<Drawn>);

#[derive(Debug, Default)]
struct Drawn {
    pictures: HashMap<(Digits, PictureSize), Bytes>,
    oldest_first: VecDeque<(Digits, PictureSize)>,
}

impl DrawnPictures {
    pub(crate) async fn get_or_draw(&self, number: Digits, size: PictureSize) -> Option<Bytes> {
        let key = (number, size);
        if let Some(bytes) = self.with(|drawn| drawn.pictures.get(&key).cloned()) {
            return Some(bytes);
        }
        let shown = shared_picture::shown_by(&key.0);
        let bytes =
            spawn_blocking(move || portrait::jpeg(&shown, person::subject(&shown), size.pixels()))
                .await
                .ok()??;
        let bytes = Bytes::from(bytes);
        self.with(|drawn| drawn.keep(key, bytes.clone()));
        Some(bytes)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Drawn) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drawn {
    fn keep(&mut self, key: (Digits, PictureSize), bytes: Bytes) {
        if self.pictures.insert(key.clone(), bytes).is_some() {
            return;
        }
        self.oldest_first.push_back(key);
        while self.oldest_first.len() > CACHED_PICTURES {
            if let Some(oldest) = self.oldest_first.pop_front() {
                self.pictures.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_more_pictures_than_are_kept_when_drawn_then_the_oldest_go() {
        let mut drawn = Drawn::default();
        let number = |line: usize| Digits::parse(&format!("1310555{line:04}")).unwrap();
        for line in 0..=CACHED_PICTURES {
            drawn.keep((number(line), PictureSize::Thumb), Bytes::new());
        }
        assert_eq!(drawn.pictures.len(), CACHED_PICTURES);
        assert!(
            !drawn
                .pictures
                .contains_key(&(number(0), PictureSize::Thumb))
        );
        assert!(
            drawn
                .pictures
                .contains_key(&(number(1), PictureSize::Thumb))
        );
    }
}
