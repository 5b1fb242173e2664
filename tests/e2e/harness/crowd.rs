//! A gateway in front of a service that knows whoever a scenario has made up, with pictures of any kind.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use phone_profile_gateway::{AllowedOrigins, Config, ServiceConfig, access::hash_token};
use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::sleep};

use super::servers::{TestGateway, listener, origin};
use super::service::CALLER;

/// What comes of a picture's link.
#[derive(Clone, Copy)]
pub enum PictureFile {
    /// These bytes, said to be a PNG.
    Bytes(&'static [u8]),
    /// A picture of one pixel, after a while.
    Late(Duration),
}

/// One pixel.
pub const PIXEL: &[u8] = include_bytes!("../hosts/pictures/pixel.png");
/// One pixel wide and 4,000 high.
pub const STRIPE: &[u8] = include_bytes!("../hosts/pictures/stripe.png");
/// Two frames, ten in a second, without end.
pub const ANIMATED: &[u8] = include_bytes!("../hosts/pictures/animated.png");

type People = Arc<HashMap<String, (Value, Option<PictureFile>)>>;

/// Answers to pages of one origin. It ends when it's dropped.
pub struct Crowd {
    pub gateway: TestGateway,
    stub_serving: JoinHandle<()>,
}

impl Crowd {
    /// `people` are the fields of an answer and a picture, by the digits of their numbers.
    pub async fn start(
        people: HashMap<String, (Value, Option<PictureFile>)>,
        page_origin: &str,
    ) -> Self {
        let stub = listener().await;
        let stub_origin = origin(&stub);
        let router = Router::new()
            .route("/number/{digits}", get(answer))
            .route("/picture/{digits}", get(picture))
            .with_state((People::new(people), stub_origin.clone()));
        let stub_serving =
            tokio::spawn(async move { axum::serve(stub, router).await.expect("a stub") });
        Self {
            gateway: TestGateway::serve(config(&stub_origin, page_origin)).await,
            stub_serving,
        }
    }

    /// What the gateway wants to hear of who asks.
    pub fn headers(&self) -> Value {
        json!({ "authorization": format!("Bearer {}", CALLER.1) })
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.stub_serving.abort();
    }
}

fn config(stub: &str, page_origin: &str) -> Config {
    let upstream = json!({
        "kind": "generic",
        "name": "crowd",
        "url": format!("{stub}/number/{{digits}}"),
        "budget": { "requests": 500 },
    });
    let access = json!({
        "per-minute": 10_000,
        "tokens": [{ "name": CALLER.0, "hash": hash_token(CALLER.1) }],
    });
    let picture = json!({ "hosts": [stub], "allow-addresses": ["127.0.0.1"] });
    let mut service = ServiceConfig {
        upstreams: vec![serde_json::from_value(upstream).expect("an upstream")],
        access: serde_json::from_value(access).expect("settings"),
        picture: serde_json::from_value(picture).expect("settings"),
        ..ServiceConfig::default()
    };
    service.state.volatile = true;
    Config {
        allowed_origins: AllowedOrigins::List(vec![page_origin.to_owned()]),
        service,
        ..Config::default()
    }
}

async fn answer(
    State((people, origin)): State<(People, String)>,
    Path(digits): Path<String>,
) -> Response {
    let Some((fields, picture)) = people.get(&digits) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let link = picture.map(|_| format!("{origin}/picture/{digits}"));
    let mut answer = json!({
        "success": true, "isWhatsApp": true, "number": digits, "profilePic": link, "profilePicThumb": link,
        "isBusiness": false, "lastChecked": "2026-04-24T12:34:56Z",
    });
    for (name, value) in fields.as_object().into_iter().flatten() {
        answer[name] = value.clone();
    }
    Json(answer).into_response()
}

async fn picture(
    State((people, _)): State<(People, String)>,
    Path(digits): Path<String>,
) -> Response {
    let bytes = match people.get(&digits).and_then(|(_, picture)| *picture) {
        None => return StatusCode::NOT_FOUND.into_response(),
        Some(PictureFile::Bytes(bytes)) => bytes,
        Some(PictureFile::Late(wait)) => {
            sleep(wait).await;
            PIXEL
        }
    };
    ([(CONTENT_TYPE, "image/png")], bytes).into_response()
}
