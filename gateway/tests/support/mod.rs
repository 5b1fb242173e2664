//! A running gateway and a client for it: real TCP, real HTTP, no mocks.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{fs, path::Path, time::Duration};

use http_body_util::{BodyExt, Empty};
use hyper::{HeaderMap, Method, Request, StatusCode, body::Bytes};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use phone_profile_gateway::{AllowedOrigins, Config, Gateway, Stats};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

/// A gateway that serves until it is dropped.
pub struct Server {
    pub address: String,
    pub stats: Stats,
    client: Client<HttpConnector, Empty<Bytes>>,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<()>,
    _assets: Option<TempDir>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Server {
    /// The API alone, for its own origin.
    pub async fn api() -> Self {
        Self::start(Config::default(), None).await
    }

    pub async fn with_origins(origins: AllowedOrigins) -> Self {
        let config = Config {
            allowed_origins: origins,
            ..Config::default()
        };
        Self::start(config, None).await
    }

    /// With files in the assets directory, by path.
    pub async fn with_assets(files: &[(&str, &[u8])]) -> Self {
        Self::with_assets_and(files, Config::default()).await
    }

    /// The same, and otherwise as configured.
    pub async fn with_assets_and(files: &[(&str, &[u8])], config: Config) -> Self {
        let directory = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = directory.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
            fs::write(path, content).unwrap();
        }
        let config = Config {
            assets: Some(directory.path().to_owned()),
            ..config
        };
        Self::start(config, Some(directory)).await
    }

    pub async fn start(config: Config, assets: Option<TempDir>) -> Self {
        let gateway = Gateway::new(config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let stats = gateway.stats();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            let shutdown = async {
                let _ = stopped.await;
            };
            gateway.serve(listener, shutdown).await;
        });
        Self {
            address,
            stats,
            client: Client::builder(TokioExecutor::new()).build_http(),
            stop: Some(stop),
            served,
            _assets: assets,
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.request(Method::GET, path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.request(Method::GET, path, headers).await
    }

    pub async fn request(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.try_request(method, path, headers).await.unwrap()
    }

    /// Fails when the answer doesn't arrive whole.
    pub async fn try_request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Reply, Box<dyn std::error::Error>> {
        let url = if path.starts_with("http://") {
            path.to_owned()
        } else {
            format!("http://{}{path}", self.address)
        };
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.client.request(request.body(Empty::new())?).await?;
        let (head, body) = response.into_parts();
        Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }

    /// Sends a request line as it is, for paths that no client library would send.
    pub async fn raw(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let request = format!("GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Whether nothing is answered within 200 ms.
    pub async fn is_silent(&self, path: &str) -> bool {
        tokio::time::timeout(Duration::from_millis(200), self.get(path))
            .await
            .is_err()
    }

    /// Signals the shutdown and waits for it.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.served.await.unwrap();
    }
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}
