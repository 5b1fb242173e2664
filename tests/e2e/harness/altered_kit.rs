//! Copies of the kit in which files are replaced, as a broken deployment, a proxy or a second
//! version would, and which count what is asked for.

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Router,
    extract::{Path, State},
    http::{
        HeaderName, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};

/// What a copy answers in place of a file.
#[derive(Clone)]
pub enum Replaced {
    /// This status, and nothing else.
    Status(u16),
    /// This content, as this type.
    Content(&'static str, Vec<u8>),
}

/// A copy of the kit on the foreign origin.
pub struct AlteredKit {
    /// Where its files are.
    pub url: String,
    kept: Arc<Kept>,
}

#[derive(Default)]
struct Kept {
    replaced: Mutex<HashMap<String, Replaced>>,
    requests: Mutex<HashMap<String, u64>>,
}

/// All copies of a run.
pub struct AlteredKits {
    dist: PathBuf,
    copies: Mutex<HashMap<String, Arc<Kept>>>,
    count: AtomicU32,
}

impl AlteredKit {
    /// Answers this in place of a file from now on.
    pub fn replace(&self, file: &str, replaced: Replaced) {
        self.kept
            .replaced
            .lock()
            .unwrap()
            .insert(file.to_owned(), replaced);
    }

    /// Answers with the kit's own files again.
    pub fn restore(&self) {
        self.kept.replaced.lock().unwrap().clear();
    }

    /// How often a file was asked for.
    pub fn requests(&self, file: &str) -> u64 {
        let requests = self.kept.requests.lock().unwrap();
        requests.get(file).copied().unwrap_or_default()
    }
}

impl AlteredKits {
    pub fn new(dist: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            dist,
            copies: Mutex::default(),
            count: AtomicU32::new(0),
        })
    }

    /// A copy on that origin, with nothing replaced yet.
    pub fn add(&self, origin: &str) -> AlteredKit {
        let name = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        let url = format!("{origin}/kits/{name}");
        let kept = Arc::<Kept>::default();
        self.copies.lock().unwrap().insert(name, Arc::clone(&kept));
        AlteredKit { url, kept }
    }

    /// The content of one of the kit's files as it was built.
    pub fn original(&self, file: &str) -> Vec<u8> {
        let file = self.dist.join("phone-profile").join(file);
        fs::read(&file).unwrap_or_else(|error| panic!("reading {}: {error}", file.display()))
    }
}

pub fn router(kits: Arc<AlteredKits>) -> Router {
    Router::new()
        .route("/kits/{name}/{*file}", get(answer))
        .with_state(kits)
}

async fn answer(
    State(kits): State<Arc<AlteredKits>>,
    Path((name, file)): Path<(String, String)>,
) -> Response {
    let kept = kits.copies.lock().unwrap().get(&name).cloned();
    let Some(kept) = kept else {
        return StatusCode::NOT_FOUND.into_response();
    };
    *kept
        .requests
        .lock()
        .unwrap()
        .entry(file.clone())
        .or_default() += 1;
    let replaced = kept.replaced.lock().unwrap().get(&file).cloned();
    match replaced {
        Some(Replaced::Status(status)) => StatusCode::from_u16(status)
            .expect("a status")
            .into_response(),
        Some(Replaced::Content(kind, content)) => (headers(kind), content).into_response(),
        None => (headers(kind(&file)), kits.original(&file)).into_response(),
    }
}

/// Nothing is kept, so that every request is counted.
fn headers(kind: &'static str) -> [(HeaderName, &'static str); 3] {
    [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-store"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ]
}

fn kind(file: &str) -> &'static str {
    if file.ends_with(".wasm") {
        "application/wasm"
    } else {
        "text/javascript; charset=utf-8"
    }
}
