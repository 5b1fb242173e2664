//! The page from a server that keeps one of its files back until a scenario lets it go.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::sync::watch;

use super::servers;

/// A page of which one file is kept back.
pub struct HeldPage {
    /// Its address.
    pub url: String,
    kept: Arc<Kept>,
}

struct Kept {
    file: &'static str,
    asked: watch::Sender<bool>,
    released: watch::Sender<bool>,
}

/// All of a run.
pub struct HeldPages {
    dist: PathBuf,
    pages: Mutex<HashMap<String, Arc<Kept>>>,
    count: AtomicU32,
}

impl HeldPage {
    /// Waits until the file was asked for.
    pub async fn is_asked_for(&self) {
        let mut asked = self.kept.asked.subscribe();
        asked.wait_for(|asked| *asked).await.expect("it is kept");
    }

    /// Sends the file to whoever has asked for it, or does later.
    pub fn release(&self) {
        self.kept.released.send_replace(true);
    }
}

impl HeldPages {
    pub fn new(dist: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            dist,
            pages: Mutex::default(),
            count: AtomicU32::new(0),
        })
    }

    /// A page on that origin, without one of its files.
    pub fn add(&self, origin: &str, file: &'static str) -> HeldPage {
        let name = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        let url = format!("{origin}/held/{name}/");
        let kept = Arc::new(Kept {
            file,
            asked: watch::Sender::new(false),
            released: watch::Sender::new(false),
        });
        self.pages.lock().unwrap().insert(name, Arc::clone(&kept));
        HeldPage { url, kept }
    }
}

pub fn router(pages: Arc<HeldPages>) -> Router {
    Router::new()
        .route("/held/{name}/", get(document))
        .route("/held/{name}/{*file}", get(answer))
        .with_state(pages)
}

async fn document(state: State<Arc<HeldPages>>, Path(name): Path<String>) -> Response {
    answer(state, Path((name, "index.html".to_owned()))).await
}

async fn answer(
    State(pages): State<Arc<HeldPages>>,
    Path((name, file)): Path<(String, String)>,
) -> Response {
    let kept = pages.pages.lock().unwrap().get(&name).cloned();
    let Some(kept) = kept else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if file == kept.file {
        kept.asked.send_replace(true);
        let mut released = kept.released.subscribe();
        let _ = released.wait_for(|released| *released).await;
    }
    servers::unguarded_file(&pages.dist, &file)
}
